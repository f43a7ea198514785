"""What became of a plan between two of its versions, part by part, in words (2-rules §17)."""

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from difflib import SequenceMatcher
from enum import StrEnum

from workbench.domain.accounts import Tier
from workbench.domain.objectives import Figure, ObjectiveKind, ObjectiveState
from workbench.domain.plan_records import PlanPart
from workbench.domain.plan_snapshot import ItemKind, PlanSnapshot, SnapshotItem, Value
from workbench.domain.plan_stand import figure_text, yuan_text
from workbench.domain.relationship import KamLevel, Stage
from workbench.domain.risks import Level, RiskSource
from workbench.foundation.i18n import N_, _, format_date, format_percent_bp, pgettext

_END_OF_SENTENCE = re.compile(r"(?<=[。！？])|(?<=[.!?])\s+|\n+")
_WATCHED: Mapping[ItemKind, tuple[tuple[str, str], ...]] = {
    ItemKind.OBJECTIVE: (
        ("text", N_("Goal of the year")),
        ("kind", N_("Kind")),
        ("person", N_("Person")),
        ("due_on", N_("Due")),
        ("goal_year", N_("Year of the goal")),
        ("goal_text", N_("Goal over several years")),
        ("state", N_("State")),
        ("cause", N_("Cause")),
    ),
    ItemKind.MEASURE: (
        ("figure", N_("Figure")),
        ("text", N_("What is measured")),
        ("product", N_("Product")),
        ("start_value", N_("Start")),
        ("target_value", N_("Target")),
        ("target_word", N_("Target")),
        ("actual", N_("Actual")),
        ("actual_word", N_("Actual")),
    ),
    ItemKind.ACTION: (
        ("text", N_("Action")),
        ("owner", N_("Owner")),
        ("due_on", N_("Due")),
        ("started_on", N_("Started")),
        ("done_on", N_("Done")),
        ("cost_fen", N_("Cost")),
        ("parent", N_("Objective")),
    ),
    ItemKind.RISK: (
        ("text", N_("Risk")),
        ("source", N_("Source")),
        ("probability", N_("Probability")),
        ("impact", N_("Impact")),
        ("answer", N_("Answer")),
        ("owner", N_("Owner")),
        ("due_on", N_("Due")),
    ),
    ItemKind.MEMBER: (("name", N_("Name")), ("role", N_("Role"))),
}
_FROM_DATA = frozenset({"actual", "actual_word"})
"""What changes without anybody writing."""
_FIGURES: tuple[tuple[str, str], ...] = (
    ("sales_12m_fen", N_("Sales of the last 12 months")),
    ("wallet_bp", N_("Share of wallet")),
    ("tier", N_("Tier")),
    ("stage", N_("Relationship stage")),
    ("kam_level", N_("KAM level")),
    ("people", N_("People known")),
    ("open_needs", N_("Open needs")),
    ("open_risks", N_("Open risks")),
)
_WORDS: Mapping[str, type[StrEnum]] = {
    "kind": ObjectiveKind,
    "state": ObjectiveState,
    "figure": Figure,
    "source": RiskSource,
    "probability": Level,
    "impact": Level,
    "tier": Tier,
    "stage": Stage,
    "kam_level": KamLevel,
}


class Became(StrEnum):
    """What happened to a thing between two versions."""

    ADDED = "added"
    REMOVED = "removed"
    CHANGED = "changed"

    @property
    def label(self) -> str:
        return {
            Became.ADDED: pgettext("difference", "New"),
            Became.REMOVED: pgettext("difference", "Removed"),
            Became.CHANGED: pgettext("difference", "Changed"),
        }[self]


@dataclass(frozen=True)
class FieldDifference:
    """One field, or one sentence (without a label), before and after in words; empty for nothing."""

    label: str
    before: str
    after: str


@dataclass(frozen=True)
class PlanDifference:
    """One thing that is not as it was. ``kind`` is ``None`` for the text of a part and for key figures."""

    part: PlanPart
    became: Became
    name: str
    kind: ItemKind | None = None
    fields: tuple[FieldDifference, ...] = ()

    @property
    def title(self) -> str:
        """What it is and what happened: ``Objective “Sell 12 million”: changed``."""
        if self.kind is None:
            return _("{name}: {became}").format(name=self.name, became=self.became.label)
        return _("{kind} “{name}”: {became}").format(
            kind=self.kind.label, name=self.name, became=self.became.label
        )


def plan_differences(
    before: PlanSnapshot,
    after: PlanSnapshot,
    *,
    people: Mapping[str, str] | None = None,
    written_only: bool = False,
) -> tuple[PlanDifference, ...]:
    """What differs, in the order of the parts.

    ``people`` are names by hexadecimal id. ``written_only`` leaves out what the data changed: figures and
    the actuals of measures.
    """
    known = people or {}
    found = [*_text_differences(before, after), *_item_differences(before, after, known, written_only)]
    if not written_only:
        found += _figure_differences(before, after)
    order = list(PlanPart)
    return tuple(sorted(found, key=lambda one: order.index(one.part)))


def sentences(text: str) -> tuple[str, ...]:
    """The sentences of a text, each without the space around it."""
    return tuple(one.strip() for one in _END_OF_SENTENCE.split(text) if one and one.strip())


def item_name(item: SnapshotItem) -> str:
    """What people call it."""
    values = item.values
    if item.kind is ItemKind.MEMBER:
        return str(values.get("name") or "")
    if item.kind is ItemKind.MEASURE:
        product = str(values.get("product") or "")
        return str(values.get("text") or "") or product or _word("figure", values.get("figure"))
    return str(values.get("text") or "")


def value_words(item: SnapshotItem, field: str, people: Mapping[str, str]) -> str:
    """A value of an item for people; empty for nothing."""
    value = item.values.get(field)
    if value is None or value == "":
        return ""
    if field == "person":
        return people.get(str(value), _("Somebody who is no longer on record"))
    if item.kind is ItemKind.MEASURE and field in ("start_value", "target_value", "actual"):
        figure = next((one for one in Figure if one == item.values.get("figure")), Figure.OWN)
        return figure_text(figure, value) if isinstance(value, int) else str(value)
    if field in ("target_word", "actual_word"):
        return _word("stage", value)
    return _plain(field, value)


def _text_differences(before: PlanSnapshot, after: PlanSnapshot) -> Iterator[PlanDifference]:
    for part in PlanPart:
        old, new = before.texts.get(part, ""), after.texts.get(part, "")
        if old != new:
            became = Became.CHANGED if old and new else Became.ADDED if new else Became.REMOVED
            yield PlanDifference(part, became, part.label, None, tuple(_sentence_differences(old, new)))


def _sentence_differences(old: str, new: str) -> Iterator[FieldDifference]:
    one, other = sentences(old), sentences(new)
    for tag, i, j, k, n in SequenceMatcher(None, one, other, autojunk=False).get_opcodes():
        if tag == "equal":
            continue
        for place in range(max(j - i, n - k)):
            yield FieldDifference(
                "",
                one[i + place] if i + place < j else "",
                other[k + place] if k + place < n else "",
            )


def _item_differences(
    before: PlanSnapshot, after: PlanSnapshot, people: Mapping[str, str], written_only: bool
) -> Iterator[PlanDifference]:
    old = {(one.kind, one.key): one for one in before.items}
    new = {(one.kind, one.key): one for one in after.items}
    names = {
        one.key: item_name(one) for one in (*before.items, *after.items) if one.kind is ItemKind.OBJECTIVE
    }
    for key in dict.fromkeys([*old, *new]):
        was, is_now = old.get(key), new.get(key)
        shown = is_now or was
        if shown is None:
            continue
        if was is None or is_now is None:
            became = Became.ADDED if was is None else Became.REMOVED
            yield PlanDifference(shown.kind.part, became, item_name(shown), shown.kind)
            continue
        fields = tuple(_field_differences(was, is_now, people, names, written_only))
        if fields:
            yield PlanDifference(shown.kind.part, Became.CHANGED, item_name(shown), shown.kind, fields)


def _field_differences(
    was: SnapshotItem,
    is_now: SnapshotItem,
    people: Mapping[str, str],
    objectives: Mapping[str, str],
    written_only: bool,
) -> Iterator[FieldDifference]:
    for name, label in _WATCHED[was.kind]:
        if written_only and name in _FROM_DATA:
            continue
        if name == "parent":
            if was.parent != is_now.parent:
                yield FieldDifference(
                    _(label), objectives.get(was.parent, ""), objectives.get(is_now.parent, "")
                )
        elif (was.values.get(name) or "") != (is_now.values.get(name) or "") or _is_nought(was, is_now, name):
            yield FieldDifference(_(label), value_words(was, name, people), value_words(is_now, name, people))


def _is_nought(was: SnapshotItem, is_now: SnapshotItem, name: str) -> bool:
    """Whether one says nothing and the other says 0, which are not the same."""
    return {was.values.get(name) in (None, ""), is_now.values.get(name) in (None, "")} == {True, False}


def _figure_differences(before: PlanSnapshot, after: PlanSnapshot) -> Iterator[PlanDifference]:
    fields = tuple(
        FieldDifference(
            _(label), _plain(name, before.figures.get(name)), _plain(name, after.figures.get(name))
        )
        for name, label in _FIGURES
        if before.figures.get(name) != after.figures.get(name)
    )
    if fields:
        yield PlanDifference(PlanPart.MEASUREMENT, Became.CHANGED, _("Key figures"), None, fields)


def _plain(field: str, value: Value) -> str:
    if value is None or value == "":
        return ""
    if field in _WORDS:
        return _word(field, value)
    maker = _FORMATS.get(field.rpartition("_")[2])
    return maker(value) if maker else str(value)


def _word(field: str, value: Value) -> str:
    found = next((one for one in _WORDS[field] if one == value), None)
    label: object = getattr(found, "label", None)
    return str(label or value or "")


def _day(value: Value) -> str:
    try:
        return format_date(date.fromisoformat(str(value)))
    except ValueError:
        return str(value)


_FORMATS: Mapping[str, Callable[[Value], str]] = {
    "on": _day,
    "fen": lambda value: yuan_text(value) if isinstance(value, int) else str(value),
    "bp": lambda value: format_percent_bp(value, digits=1) if isinstance(value, int) else str(value),
}
