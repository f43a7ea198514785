"""The columns of the promise ledger, and the words of a state: always a shape beside the colour."""

from collections.abc import Sequence
from datetime import date
from functools import partial

from workbench.domain.promises import Origin, PromiseState
from workbench.domain.visits import Side
from workbench.foundation.i18n import _, format_short_date, pgettext
from workbench.services.promises import PromiseLine
from workbench.ui.kit.cells import Cell
from workbench.ui.kit.marks import CAUTION, RING, Mark
from workbench.ui.kit.table_model import Column, Kind
from workbench.ui.kit.tokens import Tone

SIDE_MARKS = {Side.OURS: Mark("arrow-right", Tone.ACCENT), Side.THEIRS: Mark("arrow-left", Tone.TEXT2)}
STATE_MARKS = {
    PromiseState.OPEN: Mark(RING, Tone.TEXT2),
    PromiseState.LATE: CAUTION,
    PromiseState.KEPT: Mark("check", Tone.OK),
    PromiseState.KEPT_LATE: Mark("check", Tone.WARN),
}
_TONES = {PromiseState.LATE: Tone.DANGER, PromiseState.KEPT_LATE: Tone.WARN}


def ledger_columns(today: date) -> Sequence[Column[PromiseLine]]:
    """The columns as of ``today``."""
    age = partial(PromiseLine.age_days, today=today)
    return (
        Column("state", lambda: pgettext("promise", "State"), _state, width=112, kind=Kind.CHOICE),
        Column(
            "account",
            lambda: _("Account"),
            lambda line: Cell(line.account.short, bold=True, tooltip=line.account.name),
            width=124,
            kind=Kind.CHOICE,
        ),
        Column(
            "text",
            lambda: pgettext("promise", "What"),
            lambda line: Cell(line.action.text, tooltip=line.action.text),
            width=220,
            stretch=True,
        ),
        Column("side", lambda: pgettext("promise", "Side"), _side, width=84, kind=Kind.CHOICE),
        Column("who", lambda: _("Responsible"), lambda line: line.who, width=92, kind=Kind.CHOICE),
        Column(
            "person",
            lambda: _("Person of the customer"),
            lambda line: line.contact.name if line.contact else "",
            width=96,
            kind=Kind.CHOICE,
            shown=False,
        ),
        Column(
            "manager",
            lambda: _("Manager"),
            lambda line: line.manager.name if line.manager else "",
            width=84,
            kind=Kind.CHOICE,
        ),
        Column(
            "made",
            lambda: _("Promised on"),
            lambda line: _day(line.made_on, today),
            raw=lambda line: line.made_on,
            kind=Kind.DAY,
            width=96,
        ),
        Column(
            "due",
            lambda: _("Due"),
            lambda line: _day(line.action.due_on, today),
            raw=lambda line: line.action.due_on,
            kind=Kind.DAY,
            width=88,
        ),
        Column(
            "age",
            lambda: _("Age, days"),
            lambda line: "" if age(line) is None else str(age(line)),
            raw=age,
            kind=Kind.NUMBER,
            right=True,
            width=84,
        ),
        Column(
            "late",
            lambda: _("Days late"),
            lambda line: Cell(str(line.days_late), Tone.DANGER, bold=True) if line.days_late else "",
            raw=lambda line: line.days_late or None,
            kind=Kind.NUMBER,
            right=True,
            falling_first=True,
            width=84,
        ),
        Column(
            "done",
            lambda: _("Kept on"),
            lambda line: _day(line.action.done_on, today),
            raw=lambda line: line.action.done_on,
            kind=Kind.DAY,
            width=88,
            shown=False,
        ),
        Column("from", lambda: pgettext("promise", "From"), lambda line: origin_cell(line, today), width=132),
    )


def origin_cell(line: PromiseLine, today: date) -> Cell:
    """The visit it comes from, or the plan of ours that makes it a task."""
    if line.origin is not Origin.PROMISE:
        return Cell(line.origin.label, Tone.TEXT2, mark=Mark("square-check", Tone.TEXT2))
    if line.visit is None:
        return Cell("")
    words = f"{_day(line.visit.on, today)} {line.visit.kind.label}"
    return Cell(words, tooltip=words)


def _state(line: PromiseLine) -> Cell:
    tone = _TONES.get(line.state, Tone.TEXT)
    return Cell(line.state.label, tone, mark=STATE_MARKS[line.state])


def _side(line: PromiseLine) -> Cell:
    return Cell(line.action.side.label, mark=SIDE_MARKS[line.action.side])


def _day(day: date | None, today: date) -> str:
    return format_short_date(day, year=day.year != today.year) if day else ""
