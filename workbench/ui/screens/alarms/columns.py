"""The columns of the alarms: severity by symbol and word, never by colour alone."""

from collections.abc import Callable, Sequence
from datetime import date

from workbench.domain.accounts import Tier
from workbench.domain.alarms import AlarmState
from workbench.foundation.i18n import _, format_short_date, pgettext
from workbench.ui.alarm_items import SEVERITY_MARKS
from workbench.ui.kit.cells import Cell
from workbench.ui.kit.marks import RING, Mark
from workbench.ui.kit.table_model import Column, Kind
from workbench.ui.kit.tokens import Tone
from workbench.ui.screens.alarms.rows import AlarmRow
from workbench.ui.tier_marks import TIER_MARKS

_STATES, _TIERS = list(AlarmState), list(Tier)
STATE_MARKS = {
    AlarmState.NEW: Mark("bell", Tone.ACCENT),
    AlarmState.ACKNOWLEDGED: Mark("eye", Tone.TEXT2),
    AlarmState.RESOLVED: Mark("check", Tone.OK),
}


def alarm_columns(today: Callable[[], date]) -> Sequence[Column[AlarmRow]]:
    """The columns as of today."""
    return (
        Column(
            "severity",
            lambda: _("Severity"),
            _severity,
            sort=lambda row: row.severity.rank if row.severity else None,
            width=96,
            kind=Kind.CHOICE,
        ),
        Column(
            "account",
            lambda: _("Account"),
            lambda row: Cell(row.account, bold=True, tooltip=row.account_name),
            width=160,
            kind=Kind.CHOICE,
        ),
        Column(
            "tier",
            lambda: _("Tier"),
            lambda row: Cell(row.tier.label, mark=TIER_MARKS[row.tier]) if row.tier else "",
            sort=lambda row: _TIERS.index(row.tier) if row.tier else None,
            width=104,
            kind=Kind.CHOICE,
        ),
        Column("kind", lambda: _("Kind"), lambda row: row.kind.label, width=144, kind=Kind.CHOICE),
        Column(
            "evidence",
            lambda: pgettext("alarm", "Evidence"),
            lambda row: Cell(" ".join(row.evidence[:1]), tooltip="\n".join(row.evidence)),
            # So all columns stand beside the open pane on a small screen.
            width=132,
            stretch=True,
        ),
        Column(
            "since",
            lambda: pgettext("alarm", "Since"),
            lambda row: _day(row.since, today()),
            raw=lambda row: row.since,
            kind=Kind.DAY,
            width=100,
        ),
        Column(
            "responsible",
            lambda: _("Responsible"),
            lambda row: row.responsible,
            width=100,
            kind=Kind.CHOICE,
        ),
        Column(
            "state",
            lambda: pgettext("alarm", "State"),
            _state,
            sort=lambda row: _STATES.index(row.state),
            width=112,
            kind=Kind.CHOICE,
        ),
        Column(
            "reason",
            lambda: pgettext("alarm", "Reason"),
            lambda row: row.acknowledgement.reason if row.acknowledgement else "",
            width=160,
            shown=False,
        ),
    )


def _severity(row: AlarmRow) -> Cell:
    if row.severity is None:
        return Cell("")
    is_over = row.state is AlarmState.RESOLVED
    mark = Mark(RING, Tone.TEXT3) if is_over else SEVERITY_MARKS[row.severity]
    return Cell(row.severity.label, Tone.TEXT2 if is_over else Tone.TEXT, mark=mark)


def _state(row: AlarmRow) -> Cell:
    label = row.state.label
    if row.alarm is not None and row.alarm.worsened:
        label = _("Worse again")
    tone = Tone.TEXT if row.state is AlarmState.NEW else Tone.TEXT2
    return Cell(label, tone, mark=STATE_MARKS[row.state])


def _day(day: date | None, today: date) -> str:
    return format_short_date(day, year=day.year != today.year) if day else ""
