"""Repeat complaints: what is near, why, and how it is counted (2-rules §8)."""

from dataclasses import replace
from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from workbench.domain.complaint_repeats import RepeatReason, count_repeats, repeated, repeats_of
from workbench.domain.complaints import Complaint, ComplaintKind
from workbench.foundation.ids import derived_id

DAY = date(2026, 11, 10)
LANCHUAN, QIHENG = derived_id("Lanchuan"), derived_id("Qiheng")


def complaint(name: str, days_before: int = 0, **values: object) -> Complaint:
    made = Complaint(derived_id(name), LANCHUAN, DAY - timedelta(days=days_before), number=name)
    return replace(made, **{"kind": ComplaintKind.SPECIFICATION, **values})  # type: ignore[arg-type]


MINE = complaint("0117", product="RV-40E")


def test_the_complaints_of_the_specification() -> None:
    same_kind = complaint("0093", 81, account_id=QIHENG)
    same_account = complaint("0081", 130, kind=ComplaintKind.LATE_DELIVERY)
    far = complaint("0001", 10, account_id=QIHENG, kind=ComplaintKind.SERVICE)
    found = repeats_of(MINE, [same_kind, same_account, far, MINE], 180)
    assert [one.complaint.number for one in found] == ["0081", "0093"]
    assert [one.label for one in found] == ["same account", "same kind"]
    assert [one.days for one in found] == [130, 81]


def test_the_closest_come_first_and_each_says_why() -> None:
    others = [
        complaint("kind", 1, account_id=QIHENG),
        complaint("account", 1, kind=ComplaintKind.SERVICE),
        complaint("product", 1, account_id=QIHENG, kind=ComplaintKind.SERVICE, product="rv 40e"),
        complaint("all", 100, product="ＲＶ-40Ｅ"),
        complaint("both", 1),
        complaint("dash", 1, account_id=QIHENG, kind=ComplaintKind.SERVICE, product="RV-40E "),
    ]
    found = repeats_of(MINE, others, 180)
    assert [one.complaint.number for one in found] == ["all", "both", "account", "dash", "kind"]
    assert found[0].reasons == tuple(RepeatReason)


def test_a_product_is_the_same_in_another_width_case_and_spacing() -> None:
    other = complaint("other", 1, account_id=QIHENG, kind=ComplaintKind.SERVICE, product="ｒｖ - 40 e")
    (found,) = repeats_of(MINE, [other], 180)
    assert found.reasons == (RepeatReason.PRODUCT,)


def test_the_180th_day_still_counts_on_either_side() -> None:
    inside, outside, later = complaint("a", 180), complaint("b", 181), complaint("c", -180)
    assert {one.complaint.number for one in repeats_of(MINE, [inside, outside, later], 180)} == {"a", "c"}


def test_other_and_an_empty_product_are_nothing_in_common() -> None:
    mine = complaint("mine", kind=ComplaintKind.OTHER)
    other = complaint("other", 1, account_id=QIHENG, kind=ComplaintKind.OTHER)
    assert repeats_of(mine, [other], 180) == ()
    assert count_repeats([mine, other], 180) == {mine.id: 0, other.id: 0}


def test_of_those_that_share_the_kind_alone_the_nearest_few_stand_for_all() -> None:
    others = [complaint(str(days), days, account_id=QIHENG) for days in range(1, 20)]
    found = repeats_of(MINE, others, 180)
    assert [one.complaint.number for one in found] == ["1", "2", "3"]


def test_the_repeat_rate_counts_what_came_again_at_the_same_account() -> None:
    first = complaint("first", 300)
    second = complaint("second", 120)
    elsewhere = complaint("elsewhere", 100, account_id=QIHENG)
    other_kind = complaint("other", 90, kind=ComplaintKind.SERVICE)
    assert repeated([MINE, first, second, elsewhere, other_kind], 180) == {second.id, MINE.id}


complaints = st.lists(
    st.builds(
        complaint,
        st.text("ab", min_size=6, max_size=6),
        st.integers(0, 400),
        account_id=st.sampled_from([LANCHUAN, QIHENG]),
        kind=st.sampled_from(ComplaintKind),
        product=st.sampled_from(["", "RV-40E", "rv-40e", "X"]),
    ),
    max_size=12,
    unique_by=lambda one: one.id,
)


@given(complaints, st.integers(1, 300))
def test_counting_in_one_pass_agrees_with_looking_at_each(all_of_them: list[Complaint], days: int) -> None:
    counts = count_repeats(all_of_them, days)
    for one in all_of_them:
        near = repeats_of(one, all_of_them, days)
        assert counts[one.id] == sum(each.reasons != (RepeatReason.KIND,) for each in near)
        if one.id in repeated(all_of_them, days):
            assert any(each.days >= 0 and RepeatReason.ACCOUNT in each.reasons for each in near)
