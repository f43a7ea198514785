"""The frequency policy of the house: which rule asks for how many visits, and editing it (2-rules §7.1)."""

from workbench.domain.frequency import FrequencyRule
from workbench.domain.journal import ChangeSummary
from workbench.domain.periods import PeriodKind
from workbench.foundation.errors import BadInput
from workbench.foundation.i18n import _
from workbench.foundation.ids import Id
from workbench.storage.queries import frequencies
from workbench.storage.workspace import Workspace

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
