"""How the figures of complaints are put into words and columns (2-rules §8)."""

from collections.abc import Callable
from decimal import Decimal
from enum import Enum

from workbench.domain.complaint_statistics import ComplaintStatistics, Durations, Pareto, ParetoBar
from workbench.domain.value import Span
from workbench.foundation.i18n import _, clauses, format_number, format_percent_bp, ngettext, pgettext
from workbench.ui.kit.figures import KeyNumber
from workbench.ui.kit.table_model import Column
from workbench.ui.kit.table_model import Kind as ColumnKind


class By(Enum):
    """What the Pareto chart looks at."""

    KIND = "kind"
    CAUSE = "cause"
    DEPARTMENT = "department"

    @property
    def label(self) -> str:
        return {
            By.KIND: pgettext("pareto", "By kind"),
            By.CAUSE: pgettext("pareto", "By cause"),
            By.DEPARTMENT: pgettext("pareto", "By department"),
        }[self]

    @property
    def word(self) -> str:
        """The heading of the first column."""
        return {
            By.KIND: _("Kind"),
            By.CAUSE: pgettext("pareto", "Cause"),
            By.DEPARTMENT: _("Department"),
        }[self]

    @property
    def nothing(self) -> str:
        """What to say where there is no bar."""
        return {
            By.KIND: "",
            By.CAUSE: _("No complaint of this period has been analysed yet."),
            By.DEPARTMENT: _("No complaint of this period has been assigned to a department yet."),
        }[self]

    def of(self, figures: ComplaintStatistics) -> Pareto:
        """Its part of the figures."""
        return {
            By.KIND: figures.by_kind,
            By.CAUSE: figures.by_cause,
            By.DEPARTMENT: figures.by_department,
        }[self]


def columns(word: Callable[[], str]) -> list[Column[ParetoBar]]:
    return [
        Column("label", word, lambda bar: bar.label, width=260, stretch=True),
        Column(
            "count",
            lambda: _("Complaints"),
            lambda bar: format_number(bar.count),
            width=120,
            right=True,
            kind=ColumnKind.NUMBER,
            raw=lambda bar: bar.count,
        ),
        Column(
            "share",
            lambda: _("Share"),
            lambda bar: format_percent_bp(bar.share_bp, digits=1),
            width=120,
            right=True,
            kind=ColumnKind.PERCENT,
            raw=lambda bar: bar.share_bp,
        ),
        Column(
            "cumulated",
            lambda: _("Cumulated"),
            lambda bar: format_percent_bp(bar.cumulative_bp, digits=1),
            width=140,
            right=True,
            kind=ColumnKind.PERCENT,
            raw=lambda bar: bar.cumulative_bp,
        ),
    ]


def show_share(number: KeyNumber, share_bp: int | None, part: int, whole: int) -> None:
    if share_bp is None:
        number.show_value("–")
        return
    told = _("{part} of {whole}").format(part=format_number(part), whole=format_number(whole))
    number.show_value(format_percent_bp(share_bp), told)


def one_digit(number: float) -> str:
    return format_number(Decimal(f"{number:.1f}"))


def noted(count: int) -> str:
    return ngettext("noted for {count} complaint", "noted for {count} complaints", count).format(
        count=format_number(count)
    )


def label_of(one: Span | By) -> str:
    return one.label


def show_durations(number: KeyNumber, durations: Durations, more: str) -> None:
    if durations.median is None or durations.mean is None:
        number.show_value("–", more)
        return
    mean = _("mean {days}").format(days=one_digit(durations.mean))
    number.show_value(one_digit(durations.median), clauses(pgettext("statistics", "median"), mean, more))
