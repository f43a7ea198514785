"""From conflicts to what the inbox lists and asks."""

from collections.abc import Callable, Sequence
from functools import cache
from typing import NamedTuple

from workbench.domain.record_words import field_label, records_label
from workbench.foundation.i18n import _
from workbench.foundation.ids import Id
from workbench.services.conflicts import ConflictField, ConflictRecord, Decision, Side, SideValue
from workbench.ui.kit.choice_cells import ChoiceRow, Option
from workbench.ui.kit.item_paint import Item
from workbench.ui.kit.marks import CAUTION
from workbench.ui.screens.merge.conflict_words import (
    consequence,
    field_text,
    origin,
    presence_consequence,
    told,
)


class Question(NamedTuple):
    """One thing to decide: a field of a record, or with an empty one whether the record stays."""

    row_id: Id
    field: str


def questions_of(records: Sequence[ConflictRecord]) -> list[Question]:
    """Everything to decide, in the order of the inbox."""
    found = []
    for record in records:
        if record.flag:
            found.append(Question(record.row_id, ""))
        found += [Question(record.row_id, field.field) for field in record.fields]
    return found


def following(before: Sequence[Question], current: Question | None, after: Sequence[Question]) -> Question:
    """Where to go when the conflicts changed: stay, else on to the next that is left."""
    if current is not None and current in after:
        return current
    if current in before:
        return next((one for one in before[before.index(current) :] if one in after), after[-1])
    return after[0]


def inbox_items(records: Sequence[ConflictRecord]) -> list[Item]:
    """The lines of the inbox, under their records."""
    kind_word, field_word = cache(records_label), cache(field_label)
    items = []
    for record in records:
        items.append(Item(key=None, title=f"{record.label} · {kind_word(record.kind)}", heading=True))
        if record.flag:
            items.append(Item(key=Question(record.row_id, ""), title=_("Deleted and kept"), mark=CAUTION))
        items += [
            Item(key=Question(record.row_id, field.field), title=field_word(field.columns[0]), mark=CAUTION)
            for field in record.fields
        ]
    return items


def choice_rows(record: ConflictRecord) -> dict[Question, ChoiceRow]:
    """The rows of cells of one record."""
    rows = {}
    if record.flag:
        rows[Question(record.row_id, "")] = _presence_row(record)
    for field in record.fields:
        rows[Question(record.row_id, field.field)] = _field_row(record.kind, field)
    return rows


def _field_row(kind: str, field: ConflictField) -> ChoiceRow:
    def option(side: Side, title: str, value: SideValue) -> Option:
        note = "\n".join(part for part in (origin(value), consequence(field, side)) if part)
        return Option(side, title, told(kind, value), note, faint=side is Side.BASE)

    options = (
        option(Side.BASE, _("Before"), field.base),
        option(Side.MINE, _("Mine"), field.mine),
        option(Side.THEIRS, _("Theirs"), field.theirs),
    )
    return ChoiceRow(lambda: field_text(field), options, field.shown)


def _presence_row(record: ConflictRecord) -> ChoiceRow:
    def option(decision: Decision, text: Callable[[], str]) -> Option:
        return Option(decision, text, text, lambda: presence_consequence(record, decision))

    options = (
        option(Decision.KEEP, lambda: _("Keep it")),
        option(Decision.DELETE, lambda: _("Delete it")),
    )
    return ChoiceRow(lambda: _("The record"), options, Decision.KEEP)
