"""The rules of the house, edited: how many visits are asked for (2-rules §7.1), and the named policies."""

from collections.abc import Mapping
from typing import TypeVar

from workbench.domain.frequency import FrequencyRule
from workbench.domain.journal import ChangeSummary
from workbench.domain.periods import PeriodKind
from workbench.domain.policies import Policy, policy_json
from workbench.foundation.errors import BadInput
from workbench.foundation.i18n import _
from workbench.foundation.ids import Id, derived_id
from workbench.storage.queries import frequencies
from workbench.storage.queries.policies import policy_values
from workbench.storage.workspace import Workspace

T = TypeVar("T")

MOST_VISITS = {PeriodKind.MONTH: 20, PeriodKind.QUARTER: 60, PeriodKind.HALF_YEAR: 120, PeriodKind.YEAR: 240}


def list_frequency_rules(workspace: Workspace) -> tuple[FrequencyRule, ...]:
    """Every rule in its order, those that are switched off included."""
    with workspace.read() as session:
        return tuple(frequencies.list_rules(session))


def switch_rule(workspace: Workspace, rule_id: Id, *, active: bool) -> ChangeSummary:
    """Let a rule ask for visits from now on, or no longer; raises ``NotFound``."""
    label = _("Rule switched on") if active else _("Rule switched off")
    with workspace.change("switch_rule", label) as change:
        change.set("frequency_rule", rule_id, {"active": active})
    return change.summary


def edit_rule(workspace: Workspace, rule_id: Id, *, count: int, period: PeriodKind) -> ChangeSummary:
    """Ask for ``count`` visits in every ``period``, 0 for none. Raises ``BadInput`` and ``NotFound``."""
    most = MOST_VISITS[period]
    if not 0 <= count <= most:
        raise BadInput(
            _("This must be a whole number from {least} to {most}.").format(least=0, most=most),
            where="count",
        )
    with workspace.change("edit_rule", _("Edit rule")) as change:
        change.set("frequency_rule", rule_id, {"count": count, "period": period.value})
    return change.summary


def load_policies(workspace: Workspace) -> Mapping[str, object]:
    """The stored policies by name, as ``domain.policies.policy`` reads them."""
    with workspace.read() as session:
        return policy_values(session)


def save_policy(workspace: Workspace, wanted: Policy[T], value: T) -> ChangeSummary:
    """Let ``value`` be in force from now on. Raises ``BadInput`` where the policy does not take it."""
    checked = policy_json(wanted.read(policy_json(value)))
    with workspace.change("save_policy", _("Edit rule")) as change:
        row_id = derived_id("policy", wanted.name)
        change.create("policy", {"name": wanted.name, "value": checked}, row_id)
    return change.summary
