"""The lines of a plan as a table: sorted, filtered, exported and printed like any other."""

from collections.abc import Sequence

from workbench.foundation.i18n import _, format_date
from workbench.ui.kit.cells import Cell
from workbench.ui.kit.table_model import Column, Kind
from workbench.ui.kit.texts import Text
from workbench.ui.screens.calendar.plan_lines import Line
from workbench.ui.tier_marks import TIER_MARKS


def _day(key: str, header: Text, name: str, *, shown: bool = True) -> Column[Line]:
    return Column(
        key,
        header,
        lambda line: format_date(day) if (day := getattr(line, name)) else "",
        raw=lambda line: getattr(line, name),
        kind=Kind.DAY,
        width=124,
        shown=shown,
    )


COLUMNS: Sequence[Column[Line]] = (
    Column("group", lambda: _("Change"), lambda line: line.group.label, kind=Kind.CHOICE, width=112),
    _day("on", lambda: _("Date"), "on"),
    Column("account", lambda: _("Account"), lambda line: line.account.short, width=168),
    Column(
        "tier",
        lambda: _("Tier"),
        lambda line: Cell(line.tier.label, mark=TIER_MARKS[line.tier]) if line.tier else "",
        kind=Kind.CHOICE,
        width=96,
    ),
    Column("person", lambda: _("Manager"), lambda line: line.person, kind=Kind.CHOICE, width=88),
    Column("kind", lambda: _("Kind"), lambda line: line.kind.label, kind=Kind.CHOICE, width=104),
    Column("why", lambda: _("Why"), lambda line: line.why, width=220, stretch=True),
    _day("before", lambda: _("Before"), "before", shown=False),
    _day("ideal", lambda: _("Ideal date"), "ideal", shown=False),
    Column(
        "off",
        lambda: _("Off ideal"),
        lambda line: f"{line.off:+d}" if line.off else "",
        raw=lambda line: line.off,
        kind=Kind.NUMBER,
        width=96,
        right=True,
    ),
    Column("at", lambda: _("Time"), lambda line: line.at, width=64, shown=False),
    Column("city", lambda: _("City"), lambda line: line.account.city, width=88, shown=False),
    Column("code", lambda: _("Code"), lambda line: line.account.code, width=88, shown=False),
    Column("asked", lambda: _("Rule"), lambda line: line.asked, width=200, shown=False),
)
