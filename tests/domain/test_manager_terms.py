"""Who kept an account and when, out of the changes that the journal knows (2-rules §1)."""

from datetime import date, timedelta
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from workbench.domain.manager_terms import (
    ManagerChange,
    ManagerTerm,
    ordered_terms,
    recent_changes,
    settled_changes,
    terms_of,
)
from workbench.foundation.ids import Id, derived_id

PEOPLE = [derived_id("manager", name) for name in "ABC"]
NAMES = dict(zip(PEOPLE[:2], "AB", strict=True))
TODAY = date(2026, 7, 1)
CHANGES = st.lists(
    st.builds(
        ManagerChange,
        on=st.dates(date(2023, 1, 1), TODAY),
        manager_id=st.sampled_from([None, *PEOPLE]),
    ),
    max_size=12,
)


def keeper_on(changes: list[ManagerChange], day: date) -> Id | None:
    """The last word said on or before a day."""
    said = [one.manager_id for one in sorted(changes, key=lambda one: one.on) if one.on <= day]
    return said[-1] if said else None


@given(CHANGES, st.integers(0, 1300))
def test_on_every_day_the_terms_name_whoever_kept_the_account(
    changes: list[ManagerChange], days_ago: int
) -> None:
    terms = terms_of(settled_changes(changes), NAMES, "unknown", is_second=False)
    day = TODAY - timedelta(days=days_ago)
    kept = [
        one
        for one in terms
        if one.starts_on is not None and one.starts_on <= day and (one.ends_on is None or day < one.ends_on)
    ]
    assert [one.manager_id for one in kept] == ([keeper] if (keeper := keeper_on(changes, day)) else [])
    assert all(one.name == NAMES.get(one.manager_id or PEOPLE[2], "unknown") for one in terms)


@given(CHANGES)
def test_settled_changes_are_one_a_day_and_each_is_a_change(changes: list[ManagerChange]) -> None:
    settled = settled_changes(changes)
    assert all(earlier.on < later.on for earlier, later in pairwise(settled))
    assert all(earlier.manager_id != later.manager_id for earlier, later in pairwise(settled))
    assert settled_changes(settled) == settled


@given(CHANGES)
def test_recent_changes_are_those_of_24_months_and_the_order_of_terms_does_not_matter(
    changes: list[ManagerChange],
) -> None:
    terms = terms_of(settled_changes(changes), NAMES, "unknown", is_second=False)
    count = recent_changes(terms, TODAY)
    assert count == recent_changes(terms[::-1], TODAY) == recent_changes(ordered_terms(terms), TODAY)
    assert count <= sum(one.starts_on is not None and one.starts_on >= date(2024, 7, 1) for one in terms)
    assert recent_changes(terms, TODAY + timedelta(days=5_000)) == 0


def test_who_was_noted_by_name_and_appointed_later_is_one_person() -> None:
    noted = ManagerTerm(None, "A", False, date(2021, 4, 1), None, id=derived_id("term", "A"))
    appointed = ManagerTerm(PEOPLE[0], "A", False, date(2026, 6, 1), None)
    other = ManagerTerm(PEOPLE[1], "B", False, date(2026, 8, 1), None)
    assert recent_changes([noted, appointed], date(2026, 9, 1)) == 0
    assert recent_changes([noted, appointed, other], date(2026, 9, 1)) == 1


def test_a_slip_put_right_the_same_day_is_no_change() -> None:
    monday, tuesday = date(2026, 6, 1), date(2026, 6, 2)
    a, b, _c = PEOPLE
    changes = [ManagerChange(monday, a), ManagerChange(tuesday, b), ManagerChange(tuesday, a)]
    assert terms_of(settled_changes(changes), NAMES, "unknown", is_second=True) == [
        ManagerTerm(a, "A", True, monday, None)
    ]
