"""What a customer may read of an account plan: what is named, and nothing that comes later (2-rules §17)."""

from dataclasses import fields, replace
from typing import Any

import pytest

from tests.domain.filled import MARK, filled, texts_in
from workbench.domain.account_plan import AccountPlanPaper, for_customer

# Every text a customer's paper may hold, by where it stands in ours.
SHOWN = frozenset(
    {
        *(
            f"paper.account.{name}"
            for name in (
                "code", "name", "short_name", "province", "city", "district", "address", "phone", "website",
                "industry",
            )
        ),
        "paper.company",
        "paper.author",
        "paper.managers[]",
        "paper.parent_name",
        "paper.sales.currency",
        "paper.sales.products[].product",
        *(f"paper.contacts[].{name}" for name in ("name", "title", "department")),
        *(
            f"paper.complaints[].{name}"
            for name in ("number", "complainant", "channel", "against", "demand", "text")
        ),
        *(f"paper.contracts[].{name}" for name in ("number", "title", "currency")),
        *(f"paper.actions[].{name}" for name in ("text", "owner")),
        *(f"paper.visits[].{name}" for name in ("at", "place")),
    }
)  # fmt: skip


@pytest.fixture(scope="module")
def paper() -> AccountPlanPaper:
    """A paper that says something everywhere."""
    found: AccountPlanPaper = filled(AccountPlanPaper, "paper")
    return replace(
        found,
        contacts=tuple(replace(one, outside_kind=None) for one in found.contacts),
        # Whatever has an origin is a task of ours, not a promise.
        actions=tuple(replace(one, origin="") for one in found.actions),
    )


def test_ours_says_something_in_every_field(paper: AccountPlanPaper) -> None:
    empty: Any = AccountPlanPaper(paper.account, paper.year, paper.today)
    same = {one.name for one in fields(paper) if getattr(paper, one.name) == getattr(empty, one.name)}
    assert same <= {"account", "year", "today"}


def test_no_text_reaches_a_customer_that_was_not_named(paper: AccountPlanPaper) -> None:
    told = {one.strip(MARK) for one in texts_in(for_customer(paper)) if MARK in one}
    assert told == SHOWN


def test_no_judgement_and_no_amount_of_ours_reaches_a_customer(paper: AccountPlanPaper) -> None:
    shown = for_customer(paper)
    (contact,) = shown.contacts
    assert (contact.support, contact.influence, contact.involvement, contact.roles) == (None,) * 3 + ((),)
    assert (shown.account.tier, shown.account.stage, shown.account.kam_level, shown.account.credit_grade) == (
        None,
    ) * 4
    assert (shown.abc, shown.rank, shown.value, shown.wallet, shown.kam, shown.influence) == (None,) * 6
    lists = ("findings", "risks", "competitors", "needs", "texts", "objectives", "loose_actions", "versions")
    assert not any(getattr(shown, name) for name in (*lists, "reviews", "team", "parts", "suggestions"))
    assert all(one.cost_fen is None and one.objective_id is None for one in shown.actions)
    assert all(one.cost_fen is None for one in shown.sales.products)


def test_who_is_only_known_to_exist_or_stands_outside_is_not_told_to_a_customer(
    paper: AccountPlanPaper,
) -> None:
    (one,) = paper.contacts
    ghost, official = replace(one, is_placeholder=True), filled(type(one), "paper.official")
    assert for_customer(replace(paper, contacts=(ghost, official))).contacts == ()


def test_an_action_that_was_promised_to_nobody_is_not_told_to_a_customer(paper: AccountPlanPaper) -> None:
    (action,) = paper.actions
    assert for_customer(replace(paper, actions=(replace(action, visit_id=None),))).actions == ()
