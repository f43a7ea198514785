"""What is to be looked at about the personal data of people (5-quality)."""

from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from workbench.domain.accounts import Contact
from workbench.domain.personal_data import (
    SENSITIVE_FIELDS,
    Concern,
    LawfulBasis,
    PersonalBasis,
    basis_id,
    kept_fields,
    review_of,
    to_review,
)
from workbench.foundation.ids import derived_id

TODAY = date(2026, 9, 15)
GU = Contact(derived_id("gu"), derived_id("A"), "顾承远", mobile="138", family="两个女儿", title="总经理")


def ground(
    field: str, review_on: date | None = None, basis: LawfulBasis | None = LawfulBasis.CONSENT
) -> PersonalBasis:
    return PersonalBasis(basis_id(GU.id, field), GU.id, field, "回访", basis, TODAY, review_on)


def test_a_business_card_is_not_sensitive() -> None:
    card = Contact(
        derived_id("x"), derived_id("A"), "X", title="总经理", department="采购", phone="0512", email="x@y.z"
    )
    assert kept_fields(card) == ()
    assert kept_fields(GU) == ("mobile", "family")


def test_a_field_without_a_reason_or_past_its_review_is_to_be_looked_at() -> None:
    found = review_of(GU, [ground("mobile", TODAY)], TODAY, left_days=365)
    assert found.concerns == {"mobile": Concern.DUE, "family": Concern.NO_BASIS}
    settled = [ground("mobile", TODAY + timedelta(days=1)), ground("family"), ground("birthday", date.min)]
    assert review_of(GU, settled, TODAY, left_days=365).concerns == {}
    assert review_of(GU, [ground("mobile", basis=None), ground("family")], TODAY, left_days=365).concerns == {
        "mobile": Concern.NO_BASIS
    }


def test_whoever_left_long_ago_comes_first() -> None:
    gone = Contact(derived_id("x"), GU.account_id, "X", wechat="x", left_on=TODAY - timedelta(days=366))
    found = to_review([GU, gone], [ground("mobile"), ground("family")], TODAY, left_days=365)
    assert [(one.contact, one.concerns) for one in found] == [(gone, {"wechat": Concern.LEFT})]
    assert [one.contact for one in to_review([GU, gone], [], TODAY, left_days=365)] == [gone, GU]


@given(st.sets(st.sampled_from(SENSITIVE_FIELDS)), st.sets(st.sampled_from(SENSITIVE_FIELDS)))
def test_exactly_what_is_kept_without_a_reason_is_to_be_reviewed(kept: set[str], grounded: set[str]) -> None:
    values = {field: TODAY if field == "birthday" else "x" for field in kept}
    contact = Contact(GU.id, GU.account_id, GU.name, **values)  # type: ignore[arg-type]
    found = review_of(contact, [ground(field) for field in grounded], TODAY, left_days=365)
    assert set(found.concerns) == kept - grounded
