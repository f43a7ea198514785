"""The columns of the list of service requests."""

from collections.abc import Sequence
from datetime import date

from workbench.domain.service_limits import RETURNED
from workbench.domain.service_requests import ServiceOutcome
from workbench.foundation.i18n import _, format_short_date, pgettext
from workbench.services.service_requests import ServiceLine
from workbench.ui.kit.cells import Cell
from workbench.ui.kit.table_model import Column, Kind
from workbench.ui.kit.tokens import Tone
from workbench.ui.service_requests.words import STATE_MARKS, STATE_TONES, call_words, left_cell, next_words


def service_columns(today: date) -> Sequence[Column[ServiceLine]]:
    """The columns as of ``today``."""
    return (
        Column("state", lambda: pgettext("service", "State"), _state, width=128, kind=Kind.CHOICE),
        Column("number", lambda: _("Number"), lambda line: line.request.number, width=104),
        Column(
            "account",
            lambda: _("Account"),
            lambda line: Cell(line.account.short, bold=True, tooltip=line.account.name),
            width=128,
            kind=Kind.CHOICE,
        ),
        Column(
            "type",
            lambda: pgettext("service", "Type"),
            lambda line: line.type_label,
            width=132,
            kind=Kind.CHOICE,
        ),
        Column(
            "text",
            lambda: _("What is asked for"),
            lambda line: Cell(line.request.text, tooltip=line.request.text),
            width=200,
            stretch=True,
        ),
        Column("left", lambda: _("Time left"), _left, raw=_days_left, kind=Kind.NUMBER, width=148),
        Column("next", lambda: _("Due next"), _next, width=160),
        Column(
            "documents",
            lambda: _("Missing"),
            lambda line: _count(len(line.stand.missing)),
            raw=lambda line: len(line.stand.missing) or None,
            kind=Kind.NUMBER,
            right=True,
            width=72,
            tooltip=lambda: _("Documents of the customer that are missing"),
        ),
        Column(
            "asked",
            lambda: _("Asked for on"),
            lambda line: _day(line.request.requested_on, today),
            raw=lambda line: line.request.requested_on,
            kind=Kind.DAY,
            width=96,
        ),
        Column(
            "manager",
            lambda: _("Manager"),
            lambda line: line.manager.name if line.manager else "",
            width=84,
            kind=Kind.CHOICE,
        ),
        Column("asker", lambda: _("Asked by"), lambda line: line.asker, width=96, shown=False),
        Column(
            "assigned",
            lambda: _("Assigned to"),
            lambda line: line.request.assigned_to,
            width=96,
            kind=Kind.CHOICE,
            shown=False,
        ),
        Column("product", lambda: _("Product"), lambda line: line.request.product, width=120, shown=False),
        Column("decision", lambda: _("Decision"), _decision, width=96, kind=Kind.CHOICE, shown=False),
        Column(
            "completed",
            lambda: _("Completed on"),
            lambda line: _day(line.request.completed_on, today),
            raw=lambda line: line.request.completed_on,
            kind=Kind.DAY,
            width=96,
            shown=False,
        ),
        Column(
            "call",
            lambda: pgettext("service", "Call"),
            lambda line: _call(line, today),
            width=160,
            shown=False,
        ),
    )


def _state(line: ServiceLine) -> Cell:
    state = line.stand.state
    return Cell(state.label, STATE_TONES.get(state, Tone.TEXT), mark=STATE_MARKS[state])


def _next(line: ServiceLine) -> Cell:
    words, tone = next_words(line)
    return Cell(words, tone, tooltip=words)


def _left(line: ServiceLine) -> Cell:
    words, tone = left_cell(line)
    return Cell(words, tone, bold=tone is Tone.DANGER)


def _days_left(line: ServiceLine) -> int | None:
    return line.stand.next.left if line.stand.next else 0 if line.stand.must_pass_on else None


def _decision(line: ServiceLine) -> str:
    request = line.request
    if request.kind not in RETURNED:
        return ""
    return (request.outcome or ServiceOutcome.ACCEPTED).label


def _call(line: ServiceLine, today: date) -> Cell:
    words, tone = call_words(line, today)
    return Cell(words, tone)


def _count(count: int) -> str:
    return str(count) if count else ""


def _day(day: date | None, today: date) -> str:
    return format_short_date(day, year=day.year != today.year) if day else ""
