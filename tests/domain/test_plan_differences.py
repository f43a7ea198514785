"""Versions of an account plan as plain values, and what became of it between two (2-rules §17)."""

from dataclasses import replace
from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from tests.domain.filled import filled
from workbench.domain.account_plan import AccountPlanPaper
from workbench.domain.objectives import Figure
from workbench.domain.plan_differences import Became, item_name, plan_differences, sentences
from workbench.domain.plan_records import PlanPart
from workbench.domain.plan_snapshot import (
    ItemKind,
    PlanSnapshot,
    SnapshotItem,
    read_snapshot,
    snapshot_json,
    snapshot_of,
)
from workbench.domain.risks import Risk
from workbench.foundation.ids import Id

_TEXT = st.text(st.characters(codec="utf-8"), max_size=40)
_FIELDS = (
    "text", "kind", "person", "due_on", "goal_year", "goal_text", "state", "cause", "figure", "product",
    "start_value", "target_value", "target_word", "actual", "actual_word", "owner", "started_on", "done_on",
    "cost_fen", "source", "probability", "impact", "answer", "name", "role",
)  # fmt: skip
_VALUES = st.dictionaries(
    st.sampled_from(_FIELDS), st.none() | _TEXT | st.integers(-(10**15), 10**15), max_size=6
)
_ITEMS = st.lists(
    st.builds(
        SnapshotItem,
        st.sampled_from(ItemKind),
        st.sampled_from(("0a", "0b", "0c", "0d")),
        _VALUES,
        st.sampled_from(("", "0a", "0b")),
    ),
    max_size=6,
    unique_by=lambda one: (one.kind, one.key),
).map(tuple)
SNAPSHOTS = st.builds(
    PlanSnapshot,
    made_on=st.none() | st.dates(),
    completeness_bp=st.integers(0, 10_000),
    texts=st.dictionaries(st.sampled_from(PlanPart), _TEXT),
    said=st.dictionaries(st.sampled_from(PlanPart), _TEXT),
    items=_ITEMS,
    figures=st.dictionaries(
        st.sampled_from(("sales_12m_fen", "wallet_bp", "stage", "people")),
        st.none() | st.integers(0, 9) | _TEXT,
    ),
    missing=st.lists(_TEXT, max_size=3).map(tuple),
)


def objective(text: str, **values: object) -> SnapshotItem:
    return SnapshotItem(ItemKind.OBJECTIVE, "0a", {"text": text, **values})  # type: ignore[dict-item]


@given(SNAPSHOTS)
def test_a_snapshot_comes_back_from_its_text_as_it_was(snapshot: PlanSnapshot) -> None:
    assert read_snapshot(snapshot_json(snapshot)) == snapshot


@given(SNAPSHOTS)
def test_a_version_does_not_differ_from_itself(snapshot: PlanSnapshot) -> None:
    assert plan_differences(snapshot, snapshot) == ()


@given(SNAPSHOTS, SNAPSHOTS)
def test_looking_back_turns_new_into_removed(one: PlanSnapshot, other: PlanSnapshot) -> None:
    turned = {Became.ADDED: Became.REMOVED, Became.REMOVED: Became.ADDED, Became.CHANGED: Became.CHANGED}
    there = plan_differences(one, other)
    back = plan_differences(other, one)
    assert sorted((x.part, x.kind or "", turned[x.became]) for x in there) == sorted(
        (x.part, x.kind or "", x.became) for x in back
    )


@given(SNAPSHOTS, SNAPSHOTS)
def test_differences_stand_in_the_order_of_the_parts(one: PlanSnapshot, other: PlanSnapshot) -> None:
    order = list(PlanPart)
    places = [order.index(found.part) for found in plan_differences(one, other)]
    assert places == sorted(places)


@given(SNAPSHOTS, SNAPSHOTS)
def test_what_the_data_changed_alone_can_be_left_out(one: PlanSnapshot, other: PlanSnapshot) -> None:
    assert len(plan_differences(one, other, written_only=True)) <= len(plan_differences(one, other))


@given(st.text())
def test_a_text_that_is_no_version_is_told_from_one(text: str) -> None:
    found = read_snapshot(text)
    assert found is None or isinstance(found, PlanSnapshot)


def test_what_another_version_added_is_passed_over() -> None:
    found = read_snapshot(
        '{"texts": {"vision": "A", "aura": "B"}, "items": [7, {"kind": "spell"}], "new": 1}'
    )
    assert found == PlanSnapshot(texts={PlanPart.VISION: "A"})
    assert read_snapshot("[]") is None
    assert read_snapshot("{") is None


def test_everything_of_a_paper_comes_back() -> None:
    paper: AccountPlanPaper = filled(AccountPlanPaper, "paper")
    snapshot = snapshot_of(paper)
    assert read_snapshot(snapshot_json(snapshot)) == snapshot
    assert {one.kind for one in snapshot.items} == set(ItemKind)
    assert plan_differences(snapshot, snapshot_of(paper)) == ()


def test_a_risk_of_which_little_is_known_is_kept_as_it_is() -> None:
    risk = Risk(Id(bytes(16)), Id(bytes(16)), "Rain", None, None, None)
    paper: AccountPlanPaper = filled(AccountPlanPaper, "paper")
    (found,) = [one for one in snapshot_of(replace(paper, risks=(risk,))).items if one.kind is ItemKind.RISK]
    assert (found.values["source"], found.values["probability"], found.values["impact"]) == ("", "", "")


def test_a_measure_is_called_by_its_text_its_product_or_its_figure() -> None:
    def name(**values: str) -> str:
        return item_name(SnapshotItem(ItemKind.MEASURE, "0a", {"figure": Figure.SALES.value, **values}))

    assert name(text="Sell it", product="RV") == "Sell it"
    assert name(product="RV") == "RV"
    assert name() == Figure.SALES.label


def test_a_changed_text_names_the_sentences_that_changed() -> None:
    before = PlanSnapshot(texts={PlanPart.VISION: "First choice. Two plants. Known to all."})
    after = PlanSnapshot(texts={PlanPart.VISION: "First choice. Three plants. Known to all."})
    (found,) = plan_differences(before, after)
    assert (found.part, found.became) == (PlanPart.VISION, Became.CHANGED)
    assert [(one.before, one.after) for one in found.fields] == [("Two plants.", "Three plants.")]


def test_sentences_end_at_the_stops_of_both_languages_and_at_lines() -> None:
    assert sentences("一句。两句！\nThird. Fourth 3.5 m?") == ("一句。", "两句！", "Third.", "Fourth 3.5 m?")


def test_a_changed_objective_names_each_field_before_and_after() -> None:
    before = PlanSnapshot(items=(objective("Sell 10 M", due_on="2027-06-30", person="07"),))
    after = PlanSnapshot(items=(objective("Sell 12 M", due_on="2027-12-31", person="08"),))
    (found,) = plan_differences(before, after, people={"07": "顾承远"})
    assert found.title == "Objective “Sell 12 M”: Changed"
    assert [(one.label, one.before, one.after) for one in found.fields] == [
        ("Goal of the year", "Sell 10 M", "Sell 12 M"),
        ("Person", "顾承远", "Somebody who is no longer on record"),
        ("Due", "30 Jun 2027", "31 Dec 2027"),
    ]


def test_a_measure_tells_money_as_money_and_its_actual_is_not_written_by_anybody() -> None:
    def measure(actual: int) -> SnapshotItem:
        return SnapshotItem(
            ItemKind.MEASURE, "0b", {"figure": "sales", "actual": actual, "target_value": 100}, "0a"
        )

    one, other = PlanSnapshot(items=(measure(0),)), PlanSnapshot(items=(measure(1_234_500),))
    (found,) = plan_differences(one, other)
    assert [(x.label, x.before, x.after) for x in found.fields] == [("Actual", "CNY 0", "CNY 12,345")]
    assert plan_differences(one, other, written_only=True) == ()


def test_key_figures_are_told_together() -> None:
    before = PlanSnapshot(made_on=date(2026, 7, 1), figures={"stage": "initial", "wallet_bp": 4_400})
    after = PlanSnapshot(figures={"stage": "middle", "wallet_bp": 5_000})
    (found,) = plan_differences(before, after)
    assert [(one.label, one.before, one.after) for one in found.fields] == [
        ("Share of wallet", "44.0%", "50.0%"),
        ("Relationship stage", "Initial", "Middle"),
    ]


def test_nothing_and_nought_are_not_the_same() -> None:
    def measure(start: int | None) -> PlanSnapshot:
        values = {"figure": "support", "start_value": start, "target_value": 2}
        return PlanSnapshot(items=(SnapshotItem(ItemKind.MEASURE, "0a", values, "0b"),))

    for before, after, told in ((None, 0, ("", "0")), (0, None, ("0", ""))):
        (found,) = plan_differences(measure(before), measure(after))
        assert [(one.before, one.after) for one in found.fields] == [told]


def test_an_action_put_under_another_objective_is_told_with_both() -> None:
    def plan(parent: str) -> PlanSnapshot:
        aims = [
            SnapshotItem(ItemKind.OBJECTIVE, key, {"text": text}) for key, text in (("0a", "A"), ("0b", "B"))
        ]
        return PlanSnapshot(items=(*aims, SnapshotItem(ItemKind.ACTION, "0c", {"text": "Do"}, parent)))

    (found,) = plan_differences(plan("0a"), plan("0b"))
    assert [(one.before, one.after) for one in found.fields] == [("A", "B")]
    (loose,) = plan_differences(plan("0a"), plan(""))
    assert [(one.before, one.after) for one in loose.fields] == [("A", "")]


def test_of_one_sentence_that_became_two_both_are_told() -> None:
    one, two = (PlanSnapshot(texts={PlanPart.VISION: text}) for text in ("First.", "Second. Third."))
    for before, after, told in (
        (one, two, [("First.", "Second."), ("", "Third.")]),
        (two, one, [("Second.", "First."), ("Third.", "")]),
    ):
        (found,) = plan_differences(before, after)
        assert [(each.before, each.after) for each in found.fields] == told
