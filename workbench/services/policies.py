"""The rules of the house, edited: the visit policy (2-rules §7.1), and the other named policies."""

from collections.abc import Mapping
from typing import TypeVar

from workbench.domain.frequency import FrequencyRule
from workbench.domain.journal import ChangeSummary
from workbench.domain.policies import Policy, policy_json
from workbench.domain.visit_policy import VISIT_NUMBERS, VisitPolicy, check_rule
from workbench.foundation.i18n import _
from workbench.foundation.ids import derived_id
from workbench.storage.queries import frequencies
from workbench.storage.queries.policies import policy_values
from workbench.storage.unit_of_work import Change
from workbench.storage.workspace import Workspace

T = TypeVar("T")


def load_visit_policy(workspace: Workspace) -> VisitPolicy:
    """The rules and numbers of visiting as they are in force."""
    with workspace.read() as session:
        return VisitPolicy.of(frequencies.list_rules(session), policy_values(session))


def save_visit_policy(workspace: Workspace, before: VisitPolicy, after: VisitPolicy) -> ChangeSummary:
    """Put what differs between the two in force, all in one change that can be undone.

    What does not differ is left as it is stored, whoever changed it meanwhile. Raises ``BadInput`` for a
    rule or number that makes no sense, ``NotFound`` for a changed rule that is gone.
    """
    for rule in after.rules:
        check_rule(rule)
    was = {rule.id: rule for rule in before.rules}
    now = {rule.id for rule in after.rules}
    with workspace.change("save_visit_policy", _("Edit the visit policy")) as change:
        for rule_id in was:
            if rule_id not in now:
                change.delete("frequency_rule", rule_id)
        for rule in after.rules:
            _keep_rule(change, was.get(rule.id), rule)
        for one in VISIT_NUMBERS:
            value = after.number(one)
            if value != before.number(one):
                _keep_policy(change, one, value)
    return change.summary


def load_policies(workspace: Workspace) -> Mapping[str, object]:
    """The stored policies by name, as ``domain.policies.policy`` reads them."""
    with workspace.read() as session:
        return policy_values(session)


def save_policy(workspace: Workspace, wanted: Policy[T], value: T) -> ChangeSummary:
    """Let ``value`` be in force from now on. Raises ``BadInput`` where the policy does not take it."""
    checked = wanted.read(policy_json(value))
    with workspace.change("save_policy", _("Edit rule")) as change:
        _keep_policy(change, wanted, checked)
    return change.summary


def _keep_policy(change: Change, wanted: Policy[T], value: T) -> None:
    row_id = derived_id("policy", wanted.name)
    change.create("policy", {"name": wanted.name, "value": policy_json(value)}, row_id)


def _keep_rule(change: Change, before: FrequencyRule | None, rule: FrequencyRule) -> None:
    values, known = _values(rule), {} if before is None else _values(before)
    if before is None:
        # A shipped rule that was deleted comes back under its own id.
        change.create("frequency_rule", values, rule.id)
        return
    changed = {name: value for name, value in values.items() if value != known[name]}
    if changed:
        change.set("frequency_rule", rule.id, changed)


def _values(rule: FrequencyRule) -> dict[str, object]:
    return {
        "position": rule.position,
        "condition": rule.condition.value,
        "value": rule.value,
        "kind": rule.kind.value,
        "count": rule.frequency.count,
        "period": rule.frequency.period.value,
        "active": rule.active,
    }
