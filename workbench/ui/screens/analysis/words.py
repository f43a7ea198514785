"""The rows of the analysis and how they are told of: columns, views, the head of each class."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import Enum

from workbench.domain.accounts import Tier
from workbench.domain.value import AbcClass
from workbench.foundation.i18n import _, format_money, format_percent_bp, ngettext, pgettext
from workbench.foundation.ids import Id
from workbench.services.value import AbcLine, AbcReport
from workbench.ui.kit.cells import Cell
from workbench.ui.kit.choices import Choice
from workbench.ui.kit.share_curve import Band
from workbench.ui.kit.table_model import Column
from workbench.ui.kit.tokens import Tone
from workbench.ui.tier_marks import TIER_MARKS

_TIERS = list(Tier)
_WHOLE = 10_000


class View(Enum):
    """Which accounts the table shows, beside one class."""

    ALL = "all"
    BEST_FIFTH = "best_fifth"
    NO_SALES = "no_sales"


def views() -> list[Choice]:
    """What can be looked at."""
    return [
        Choice(View.ALL, lambda: pgettext("accounts", "All"), "0"),
        *(Choice(one, class_text(one), "0") for one in AbcClass),
        Choice(View.BEST_FIFTH, lambda: _("Top 20%"), "0"),
        Choice(View.NO_SALES, lambda: _("No sales"), "0"),
    ]


def class_text(one: AbcClass) -> str:
    """A class, the same in every language."""
    return one.value


def best_fifth(report: AbcReport) -> int:
    """How many accounts are a fifth of all, rounded up."""
    return -(-len(report.lines) // 5)


def belongs(view: object, line: AbcLine, place: int, report: AbcReport) -> bool:
    """Whether the line at ``place`` of the report belongs to ``view``."""
    if isinstance(view, AbcClass):
        return line.row.abc_class is view
    if view is View.BEST_FIFTH:
        return place < best_fifth(report)
    return view is not View.NO_SALES or line.row.amount_fen <= 0


@dataclass(frozen=True)
class Prepared:
    """A report with all that takes a walk through its lines, made where it may take its time.

    ``counts`` are how many accounts each view has, ``held_fen`` what each class holds.
    """

    report: AbcReport
    places: Mapping[Id, int]
    shares_bp: Sequence[int]
    sums_bp: Sequence[int]
    counts: Mapping[object, int]
    held_fen: Mapping[AbcClass, int]


def prepare(report: AbcReport) -> Prepared:
    """Count and sum the lines of ``report``."""
    rows = [line.row for line in report.lines]
    classes = Counter(row.abc_class for row in rows)
    counts: dict[object, int] = {
        View.ALL: len(rows),
        View.BEST_FIFTH: best_fifth(report),
        View.NO_SALES: sum(row.amount_fen <= 0 for row in rows),
    }
    return Prepared(
        report,
        {row.account_id: place for place, row in enumerate(rows)},
        [row.share_bp for row in rows],
        [row.cumulative_bp for row in rows],
        counts | {one: classes[one] for one in AbcClass},
        {one: sum(row.amount_fen for row in rows if row.abc_class is one) for one in AbcClass},
    )


def bands(prepared: Prepared) -> list[Band]:
    """The classes side by side, each with how many accounts it has and what they hold."""
    found, until = [], 0
    for one, held in prepared.held_fen.items():
        members = prepared.counts[one]
        until += members
        if members and prepared.report.total_fen > 0:
            count = ngettext("{count} account", "{count} accounts", members).format(count=members)
            share = held * _WHOLE // prepared.report.total_fen
            found.append(Band(one, one.value, f"{count} · {format_percent_bp(share)}", until))
    return found


def tip(line: AbcLine) -> str:
    """One account, for the tooltip over its bar."""
    row = line.row
    return "\n".join(
        (
            row.name,
            f"{format_money(row.amount_fen, short=True)} · {format_percent_bp(row.share_bp, digits=1)}",
            _("together {share}").format(share=format_percent_bp(row.cumulative_bp, digits=1)),
        )
    )


def columns() -> Sequence[Column[AbcLine]]:
    """The table under the curve."""
    return (
        Column(
            "name",
            lambda: _("Account"),
            lambda line: Cell(line.row.name, tooltip=line.row.name),
            stretch=True,
            width=240,
        ),
        Column("code", lambda: _("Code"), lambda line: line.code, width=96, shown=False),
        Column(
            "class",
            lambda: _("Class"),
            lambda line: Cell(line.row.abc_class.value, bold=line.row.abc_class is AbcClass.A),
            width=72,
        ),
        Column(
            "tier",
            lambda: _("Tier"),
            _tier,
            sort=lambda line: _TIERS.index(line.tier) if line.tier else None,
            width=104,
        ),
        Column(
            "key_type",
            lambda: _("Type"),
            lambda line: line.key_type.label if line.key_type else Cell("–", tone=Tone.TEXT3),
            width=88,
        ),
        Column("manager", lambda: _("Manager"), lambda line: line.manager, width=104),
        Column(
            "sales",
            lambda: _("Sales"),
            lambda line: format_money(line.row.amount_fen, short=True),
            sort=lambda line: line.row.amount_fen,
            width=112,
            right=True,
            falling_first=True,
            total=lambda lines: _("Sales {total}").format(
                total=format_money(sum(line.row.amount_fen for line in lines), short=True)
            ),
        ),
        Column(
            "share",
            lambda: _("Share"),
            lambda line: format_percent_bp(line.row.share_bp, digits=1),
            sort=lambda line: line.row.share_bp,
            width=80,
            right=True,
            falling_first=True,
        ),
        Column(
            "cumulated",
            lambda: _("Cumulated"),
            lambda line: format_percent_bp(line.row.cumulative_bp, digits=1),
            sort=lambda line: line.row.cumulative_bp,
            width=96,
            right=True,
        ),
    )


def _tier(line: AbcLine) -> Cell:
    if line.tier is None:
        return Cell("–", tone=Tone.TEXT3)
    return Cell(line.tier.label, mark=TIER_MARKS[line.tier])
