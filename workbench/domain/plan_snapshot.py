"""An account plan as it was handed in: everything printed that can change, as plain values (2-rules §17)."""

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from typing import Any

from workbench.domain.account_plan import AccountPlanPaper
from workbench.domain.plan_records import PlanPart
from workbench.domain.plan_stand import MeasureStand, ObjectiveStand
from workbench.domain.plan_texts import part_from_data
from workbench.domain.risks import Risk
from workbench.domain.stored_content import stored_content, stored_rows
from workbench.domain.visits import Action
from workbench.foundation.i18n import pgettext
from workbench.foundation.ids import id_text

Value = str | int | None
_FORMAT = 1


class ItemKind(StrEnum):
    """What stands in a plan beside its texts."""

    OBJECTIVE = "objective"
    MEASURE = "measure"
    ACTION = "action"
    RISK = "risk"
    MEMBER = "member"

    @property
    def label(self) -> str:
        return {
            ItemKind.OBJECTIVE: pgettext("plan item", "Objective"),
            ItemKind.MEASURE: pgettext("plan item", "Measure"),
            ItemKind.ACTION: pgettext("plan item", "Action"),
            ItemKind.RISK: pgettext("plan item", "Risk"),
            ItemKind.MEMBER: pgettext("plan item", "Team"),
        }[self]

    @property
    def part(self) -> PlanPart:
        """The part it stands in."""
        return {
            ItemKind.RISK: PlanPart.RISKS,
            ItemKind.MEMBER: PlanPart.TEAM,
        }.get(self, PlanPart.OBJECTIVES)


@dataclass(frozen=True)
class SnapshotItem:
    """One thing with its fields: texts, whole numbers, days as ISO 8601, words as they are stored.

    ``key`` is its id and ``parent`` that of its objective, both hexadecimal; ids of people too.
    """

    kind: ItemKind
    key: str
    values: Mapping[str, Value]
    parent: str = ""


@dataclass(frozen=True)
class PlanSnapshot:
    """``texts`` people wrote, ``said`` what the data said where nobody wrote; ``figures`` by name.

    ``missing`` are the sentences of what was still missing, in the language of whoever handed it in.
    """

    made_on: date | None = None
    completeness_bp: int = 0
    texts: Mapping[PlanPart, str] = field(default_factory=dict)
    said: Mapping[PlanPart, str] = field(default_factory=dict)
    items: tuple[SnapshotItem, ...] = ()
    figures: Mapping[str, Value] = field(default_factory=dict)
    missing: tuple[str, ...] = ()


def snapshot_of(paper: AccountPlanPaper) -> PlanSnapshot:
    """The plan as it reads today."""
    said = {part: part_from_data(paper, part) for part in PlanPart if part not in paper.texts}
    return PlanSnapshot(
        made_on=paper.today,
        completeness_bp=paper.completeness_bp,
        texts=dict(paper.texts),
        said={part: text for part, text in said.items() if text},
        items=tuple(_items(paper)),
        figures=_figures(paper),
        missing=tuple(one.text for one in paper.missing),
    )


def snapshot_json(snapshot: PlanSnapshot) -> str:
    """The snapshot as it is stored; the same snapshot is always the same text."""
    return json.dumps(
        {
            "format": _FORMAT,
            "made_on": _iso(snapshot.made_on),
            "completeness_bp": snapshot.completeness_bp,
            "texts": {str(part): text for part, text in snapshot.texts.items()},
            "said": {str(part): text for part, text in snapshot.said.items()},
            "items": [
                {"kind": str(one.kind), "key": one.key, "parent": one.parent, "values": dict(one.values)}
                for one in snapshot.items
            ],
            "figures": dict(snapshot.figures),
            "missing": list(snapshot.missing),
        },
        ensure_ascii=False,
        sort_keys=True,
    )


def read_snapshot(text: str) -> PlanSnapshot | None:
    """The snapshot of a stored text; ``None`` for what is none. What another version added is passed over."""
    found = stored_content(text)
    if not found:
        return None
    missing = found.get("missing")
    return PlanSnapshot(
        made_on=_day(found.get("made_on")),
        completeness_bp=done if type(done := found.get("completeness_bp")) is int else 0,
        texts=_texts(found.get("texts")),
        said=_texts(found.get("said")),
        items=tuple(item for one in stored_rows(found, "items") if (item := _item(one)) is not None),
        figures=_values(found.get("figures")),
        missing=tuple(one for one in missing if isinstance(one, str)) if isinstance(missing, list) else (),
    )


def _items(paper: AccountPlanPaper) -> Iterable[SnapshotItem]:
    for stand in paper.objectives:
        yield _objective(stand)
        key = id_text(stand.objective.id)
        for measure in stand.measures:
            yield _measure(measure, key)
        for action in stand.actions:
            yield _action(action, key)
    for action in (*paper.loose_actions, *paper.closed_actions):
        yield _action(action, "")
    for risk in paper.risks:
        yield _risk(risk)
    for line in paper.team:
        if line.member_id is not None:
            yield SnapshotItem(
                ItemKind.MEMBER, id_text(line.member_id), {"name": line.name, "role": line.role}
            )


def _objective(stand: ObjectiveStand) -> SnapshotItem:
    one = stand.objective
    return SnapshotItem(
        ItemKind.OBJECTIVE,
        id_text(one.id),
        {
            "text": one.text,
            "kind": one.kind.value if one.kind else "",
            "person": id_text(one.contact_id) if one.contact_id else "",
            "due_on": _iso(one.due_on),
            "goal_year": one.goal_year,
            "goal_text": one.goal_text,
            "state": one.state.value,
            "cause": one.cause,
        },
    )


def _measure(stand: MeasureStand, objective: str) -> SnapshotItem:
    one = stand.measure
    return SnapshotItem(
        ItemKind.MEASURE,
        id_text(one.id),
        {
            "figure": one.figure.value,
            "text": one.text,
            "product": one.product,
            "start_value": one.start_value,
            "target_value": one.target_value,
            "target_word": one.target_word,
            "actual": stand.actual,
            "actual_word": stand.actual_word,
            "as_of": _iso(stand.as_of),
            "attained_bp": stand.attained_bp,
        },
        objective,
    )


def _action(one: Action, objective: str) -> SnapshotItem:
    return SnapshotItem(
        ItemKind.ACTION,
        id_text(one.id),
        {
            "text": one.text,
            "owner": one.owner,
            "due_on": _iso(one.due_on),
            "started_on": _iso(one.started_on),
            "done_on": _iso(one.done_on),
            "cost_fen": one.cost_fen,
        },
        objective,
    )


def _risk(one: Risk) -> SnapshotItem:
    return SnapshotItem(
        ItemKind.RISK,
        id_text(one.id),
        {
            "text": one.text,
            "source": one.source.value if one.source else "",
            "probability": one.probability.value if one.probability else "",
            "impact": one.impact.value if one.impact else "",
            "answer": one.answer,
            "owner": one.owner,
            "due_on": _iso(one.due_on),
        },
    )


def _figures(paper: AccountPlanPaper) -> dict[str, Value]:
    account = paper.account
    return {
        "sales_12m_fen": paper.sales.last_12m_fen if paper.sales.as_of else None,
        "sales_as_of": _iso(paper.sales.as_of),
        "wallet_bp": paper.wallet.bp if paper.wallet else None,
        "tier": account.tier.value if account.tier else None,
        "stage": account.stage.value if account.stage else None,
        "kam_level": paper.kam.level.value if paper.kam else None,
        "people": len(paper.contacts),
        "open_needs": len(paper.needs),
        "open_risks": len(paper.risks),
    }


def _iso(day: date | None) -> str | None:
    return day.isoformat() if day is not None else None


def _day(value: object) -> date | None:
    try:
        return date.fromisoformat(value) if isinstance(value, str) else None
    except ValueError:
        return None


def _texts(found: object) -> dict[PlanPart, str]:
    if not isinstance(found, dict):
        return {}
    known = {str(part): part for part in PlanPart}
    return {known[key]: text for key, text in found.items() if key in known and isinstance(text, str)}


def _values(found: object) -> dict[str, Value]:
    if not isinstance(found, dict):
        return {}
    return {str(key): value for key, value in found.items() if value is None or type(value) in (str, int)}


def _item(found: Mapping[str, Any]) -> SnapshotItem | None:
    kind = next((one for one in ItemKind if one == found.get("kind")), None)
    key, parent = found.get("key"), found.get("parent", "")
    if kind is None or not isinstance(key, str) or not isinstance(parent, str):
        return None
    return SnapshotItem(kind, key, _values(found.get("values")), parent)
