"""What the data say for each part of an account plan: short, true, each with its number (2-rules §17)."""

import re
from dataclasses import replace
from datetime import date, timedelta

import pytest

from tests.domain.filled import filled
from workbench.domain.account_plan import AccountPlanPaper, MonthSales, PlanSales
from workbench.domain.account_plan_takeaways import people_takeaway
from workbench.domain.accounts import Account, AccountKind, Contact, Tier
from workbench.domain.complaints import Complaint
from workbench.domain.contracts import Contract
from workbench.domain.influence_finding import Finding, FindingCode, Named, Severity
from workbench.domain.influence_steps import NextStep, StepKind
from workbench.domain.needs import Need
from workbench.domain.objectives import Objective, PlanMeasure
from workbench.domain.plan_differences import sentences
from workbench.domain.plan_records import PlanPart
from workbench.domain.plan_stand import CompetitorLine, MeasureStand, ObjectiveStand
from workbench.domain.plan_suggestions import plan_suggestions
from workbench.domain.plan_swot import finding_sentence
from workbench.domain.plan_texts import part_from_data, sentences_from_data, text_of
from workbench.domain.playbook import Chapter, chapter_of, playbook
from workbench.domain.relationship import Stage
from workbench.domain.risks import Level, Risk, RiskSource
from workbench.domain.share_of_wallet import ShareOfWallet, WalletSource
from workbench.domain.visit_brief import Heard
from workbench.domain.visits import Action
from workbench.domain.whitespace import CellState, Grid, GridCell
from workbench.foundation.i18n import use_language
from workbench.foundation.ids import Id

TODAY = date(2026, 7, 1)
ACCOUNT = Account(Id(bytes(16)), "A", "澜川精密", stage=Stage.MIDDLE)
PAPER = AccountPlanPaper(ACCOUNT, 2026, TODAY)
ONLY_PEOPLE_KNOW = {PlanPart.VISION, PlanPart.STRATEGY}
YUAN = 100


def number(last: int) -> Id:
    return Id(last.to_bytes(16, "big"))


def aim(key: int, attained: int) -> ObjectiveStand:
    measure = MeasureStand(PlanMeasure(number(key), number(key)), attained_bp=attained, expected_bp=5_000)
    return ObjectiveStand(Objective(number(key), number(key), f"Goal {key}"), measures=(measure,))


def wallet(bp: int, spend: int | None = None) -> ShareOfWallet:
    return ShareOfWallet(bp, WalletSource.SALES, 4_000_000 * YUAN, spend, TODAY, None)


@pytest.mark.parametrize("code", ["en", "zh_CN"])
@pytest.mark.parametrize("part", PlanPart)
def test_every_part_is_said_in_whole_sentences_in_both_languages(code: str, part: PlanPart) -> None:
    full: AccountPlanPaper = filled(AccountPlanPaper, "paper")
    with use_language(code):
        told = part_from_data(full, part)
    assert "None" not in told
    assert not re.search(r"[{}]|\.\.|。。|\s\.", told.replace("[]", ""))
    assert bool(told) is (part not in ONLY_PEOPLE_KNOW)


@pytest.mark.parametrize(
    "part", [*sorted(ONLY_PEOPLE_KNOW), PlanPart.OPPORTUNITIES, PlanPart.NEEDS, PlanPart.RISKS]
)
def test_where_the_data_know_nothing_they_say_nothing(part: PlanPart) -> None:
    assert part_from_data(PAPER, part) == ""


def test_what_a_person_wrote_stands_in_the_place_of_the_data() -> None:
    written = replace(PAPER, texts={PlanPart.KEPT: "By quality"})
    assert text_of(PAPER, PlanPart.KEPT).startswith("Relationship stage: Middle.")
    assert text_of(written, PlanPart.KEPT) == "By quality"


def test_the_summary_has_three_to_six_sentences_and_ends_with_the_next_step() -> None:
    rich = replace(
        PAPER,
        sales=PlanSales(
            TODAY, months=(MonthSales(TODAY, 5),), last_12m_fen=500_000, previous_12m_fen=400_000
        ),
        wallet=wallet(4_400),
        risks=(Risk(number(1), ACCOUNT.id, "They test a rival", None, Level.HIGH, Level.HIGH),),
        actions=(Action(number(2), ACCOUNT.id, "Offer line 2", due_on=TODAY + timedelta(5)),),
        objectives=(aim(3, 10_000), aim(4, 0), aim(5, 0)),
    )
    told = sentences(part_from_data(rich, PlanPart.SUMMARY))
    assert 3 <= len(told) <= 6
    assert told[1] == "Our share of their spend is 44.0%."
    assert told[3] == (
        "3 objectives for 2026: Goal 3, Goal 4, Goal 5; 1 is attained; 2 are behind: Goal 4, Goal 5."
    )
    assert told[-2] == "The most pressing risk: They test a rival."
    assert told[-1] == "Next, by 6 Jul 2026: Offer line 2."


@pytest.mark.parametrize(
    ("bp", "strong", "weak"), [(4_400, True, False), (3_000, False, False), (1_900, False, True)]
)
def test_a_large_share_of_wallet_is_a_strength_and_a_small_one_a_weakness(
    bp: int, strong: bool, weak: bool
) -> None:
    known = replace(PAPER, wallet=wallet(bp))
    assert any("share" in one for one in sentences_from_data(known, PlanPart.STRENGTHS)) is strong
    assert any("share" in one for one in sentences_from_data(known, PlanPart.WEAKNESSES)) is weak


def test_only_influential_people_who_are_for_us_are_a_strength() -> None:
    people = tuple(
        Contact(number(n), ACCOUNT.id, f"P{n}", influence=influence, support=support)
        for n, (influence, support) in enumerate([(5, 2), (5, -1), (2, 2), (None, 2)])
    )
    told = part_from_data(replace(PAPER, contacts=people), PlanPart.STRENGTHS)
    assert "P0 (influence 5)" in told
    assert not {"P1", "P2", "P3"} & set(re.findall(r"P\d", told))


def test_whitespace_that_is_not_ours_is_an_opportunity_with_its_amount_and_who_holds_it_a_threat() -> None:
    cells = (
        GridCell("Line 1", "RV", CellState.US, potential_fen=9_000_000 * YUAN),
        GridCell("Line 2", "RV", CellState.COMPETITOR, "Norimatsu", 3_000_000 * YUAN),
    )
    grid = Grid(("Line 1", "Line 2"), ("RV",), {(one.unit, one.product): one for one in cells})
    rival = CompetitorLine("Norimatsu", cells=(("Line 2", "RV"),), potential_fen=3_000_000 * YUAN)
    known = replace(PAPER, whitespace=grid, competitors=(rival,))
    assert sentences_from_data(known, PlanPart.OPPORTUNITIES) == (
        "RV for Line 2 could bring CNY 3 M a year.",
    )
    assert "Norimatsu supplies RV to Line 2." in sentences_from_data(known, PlanPart.THREATS)
    assert [one.text for one in plan_suggestions(known, ())][-1] == "Offer RV to Line 2"


def test_a_step_that_two_findings_ask_for_is_suggested_once_and_not_again_once_taken() -> None:
    boss = Contact(number(1), ACCOUNT.id, "Gu")
    step = NextStep(StepKind.PLAN_VISIT, boss)
    twice = tuple(
        Finding(code, Severity.WARN, (Named(boss),), (step,))
        for code in (FindingCode.ECONOMIC_BUYER_NOT_MET_LATELY, FindingCode.STALE_CONTACT)
    )
    known = replace(PAPER, findings=twice)
    (first,) = [one for one in plan_suggestions(known, ()) if one.contact_id == boss.id]
    assert (first.text, first.reason) == (step.label, twice[0].title)
    taken = Action(number(9), ACCOUNT.id, first.text, origin=first.origin)
    assert not [one for one in plan_suggestions(known, [taken]) if one.contact_id == boss.id]


def test_a_contract_that_ends_recent_complaints_news_and_their_risks_are_threats() -> None:
    known = replace(
        PAPER,
        contracts=(
            Contract(number(1), ACCOUNT.id, title="Frame", signed_on=TODAY, ends_on=TODAY + timedelta(30)),
        ),
        complaints=(
            Complaint(number(2), ACCOUNT.id, TODAY - timedelta(30)),
            Complaint(number(3), ACCOUNT.id, TODAY - timedelta(900)),
        ),
        competitor_news=(Heard(TODAY - timedelta(3), "A rival is 8% cheaper."),),
        risks=(
            Risk(number(4), ACCOUNT.id, "New buyer", RiskSource.CUSTOMER, Level.HIGH, Level.HIGH),
            Risk(number(5), ACCOUNT.id, "We are late", RiskSource.SUPPLIER, Level.HIGH, Level.HIGH),
            Risk(number(6), ACCOUNT.id, "Rain", RiskSource.CUSTOMER, Level.LOW, Level.LOW),
        ),
    )
    assert sentences_from_data(known, PlanPart.THREATS) == (
        "28 Jun 2026, heard of competitors: A rival is 8% cheaper.",
        "The contract Frame ends on 31 Jul 2026.",
        "1 complaint in the last 12 months.",
        "Risk: New buyer (Show stopper).",
    )


def test_needs_are_told_with_their_urgency() -> None:
    known = replace(
        PAPER,
        needs=(
            Need(number(1), ACCOUNT.id, "Spare parts in 48 h", urgency=3),
            Need(number(2), ACCOUNT.id, "Price"),
        ),
    )
    assert part_from_data(known, PlanPart.WANT) == "Spare parts in 48 h (urgency 3 of 3).\nPrice."


def test_an_account_that_never_bought_is_not_said_to_have_bought_for_nothing() -> None:
    known = replace(PAPER, sales=PlanSales(as_of=TODAY))
    assert "Nothing was sold" in part_from_data(known, PlanPart.MEASUREMENT)


def test_the_tier_and_its_reason_open_the_reasons_why_it_is_a_key_account() -> None:
    chosen = replace(ACCOUNT, tier=Tier.FOCUS, tier_reason="They lead the region")
    told = sentences_from_data(replace(PAPER, account=chosen), PlanPart.WHY)
    assert told == (f"Tier: {Tier.FOCUS.label}.", "They lead the region.")


def test_who_they_are_names_kind_industry_and_city_as_far_as_they_are_known() -> None:
    known = replace(ACCOUNT, kind=AccountKind.END_CUSTOMER, industry="Machine tools", city="Suzhou")
    assert sentences_from_data(replace(PAPER, account=known), PlanPart.WHO)[0] == (
        f"澜川精密: {AccountKind.END_CUSTOMER.label}, Machine tools, Suzhou."
    )
    plain = replace(ACCOUNT, city="Suzhou")
    assert sentences_from_data(replace(PAPER, account=plain), PlanPart.WHO)[0] == "澜川精密: Suzhou."


def test_of_several_contracts_in_force_the_last_to_end_is_told() -> None:
    ends = {"Short": 30, "Long": 300, "Over": -1}
    known = replace(
        PAPER,
        contracts=tuple(
            Contract(number(n), ACCOUNT.id, title=title, signed_on=TODAY, ends_on=TODAY + timedelta(days))
            for n, (title, days) in enumerate(ends.items(), 1)
        ),
    )
    assert "The contract Long ends on 27 Apr 2027." in sentences_from_data(known, PlanPart.KEPT)


def test_a_grid_of_which_nothing_is_known_is_not_counted() -> None:
    def told(*states: CellState) -> str:
        cells = {(f"Line {n}", "RV"): GridCell(f"Line {n}", "RV", state) for n, state in enumerate(states)}
        grid = Grid(tuple(unit for unit, _product in cells), ("RV",), cells)
        return part_from_data(replace(PAPER, whitespace=grid), PlanPart.WHITESPACE)

    assert told(CellState.UNKNOWN, CellState.UNKNOWN) == ""
    assert told(CellState.UNKNOWN, CellState.US) == "1 of 2 cells are ours, 0 a competitor's, 1 not known."


@pytest.mark.parametrize(("urgency", "days"), [(3, 14), (2, 30), (None, 30)])
def test_the_most_urgent_needs_are_answered_in_two_weeks_and_others_in_a_month(
    urgency: int | None, days: int
) -> None:
    need = Need(number(1), ACCOUNT.id, "Price", urgency=urgency)
    (found,) = [one for one in plan_suggestions(replace(PAPER, needs=(need,)), ()) if one.need_id == need.id]
    assert found.days == days


def test_the_playbook_of_the_stage_is_suggested_before_that_of_every_key_account() -> None:
    found = plan_suggestions(PAPER, ())
    by_stage = [one for one in found if one.reason == f"Playbook, stage {Stage.MIDDLE.label}"]
    stages = {one.measure.origin for one in playbook(chapter_of(Stage.MIDDLE) or Chapter.KEY_ACCOUNT, ())}
    assert {one.origin for one in by_stage} == stages
    assert found[: len(by_stage)] == tuple(by_stage)


def test_a_finding_whose_message_says_all_stands_without_its_title() -> None:
    boss = Contact(number(1), ACCOUNT.id, "Gu")
    alone = Finding(FindingCode.ONE_THREAD, Severity.HIGH, (Named(boss),), ())
    gap = Finding(FindingCode.LEVEL_GAP, Severity.INFO, (Named(boss),), ())
    assert finding_sentence(alone) == f"{alone.message}."
    assert finding_sentence(gap) == f"{gap.title}: {gap.message}."


def test_who_is_against_us_and_who_was_never_met_is_for_us_alone() -> None:
    supports = (None, 0, 1, -1)
    people = tuple(
        Contact(number(n), ACCOUNT.id, f"P{n}", support=support) for n, support in enumerate(supports, 1)
    )
    known = replace(PAPER, contacts=people)
    told = sentences(people_takeaway(known, internal=True))
    assert told == (
        "We know 4 people there.",
        "The economic buyer is not known.",
        "4 were never met.",
        "1 is against us.",
    )
    assert people_takeaway(known, internal=False) == "We know 4 people there."
