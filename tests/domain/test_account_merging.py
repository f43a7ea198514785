"""What becomes of the values when two accounts or two people become one (A8)."""

from dataclasses import fields, replace
from datetime import date
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from workbench.domain.account_merging import (
    Choice,
    Question,
    merged_person,
    merged_values,
    questions,
    same_people,
)
from workbench.domain.accounts import Account, Contact
from workbench.domain.duplicate_keys import phone_key, several
from workbench.foundation.ids import derived_id

NAMES = st.sampled_from(("澜川机械", "澜川机械有限公司", "Lanchuan", "汀畔"))
LISTS = st.lists(st.sampled_from(("甲", "乙", "丙", "丁")), max_size=3, unique=True).map("；".join)
PHONES = st.sampled_from(("", "0512-55507116", "+86 512 5550 7116", "13800050001"))
CHOICES = st.sampled_from(Choice)


def values(kind: type[Any], **given_values: Any) -> dict[str, Any]:
    """A row with these values, all others empty."""
    blank: dict[str, Any] = {}
    for field in fields(kind):
        optional = "None" in str(field.type)
        blank[field.name] = None if optional else [] if "tuple" in str(field.type) else ""
    if kind is Account:
        blank["is_competitor"] = False
    return blank | given_values


ACCOUNTS = st.builds(
    lambda **some: values(Account, **some),
    name=NAMES,
    code=st.sampled_from(("", "K1", "K2")),
    former_name=LISTS,
    other_codes=LISTS,
    phone=PHONES,
    other_phones=st.lists(PHONES, max_size=2).map("；".join),
    note=st.sampled_from(("", "三号门", "周三盘点")),
    industry=st.sampled_from(("", "机床", "食品")),
)


def asked_of(left: dict[str, Any], right: dict[str, Any]) -> tuple[Question, ...]:
    return questions(left, right, newer={}, richer=None)


def answered(asked: tuple[Question, ...], choice: Choice) -> list[Question]:
    return [replace(one, choice=choice) for one in asked]


@given(ACCOUNTS, ACCOUNTS, CHOICES)
def test_no_name_code_or_phone_gets_lost(left: dict[str, Any], right: dict[str, Any], choice: Choice) -> None:
    taken = Choice.LEFT if choice is Choice.BOTH else choice
    asked = [
        one if one.can_be_both or one.one_sided else replace(one, choice=taken)
        for one in asked_of(left, right)
    ]
    merged = merged_values(asked, left, right)
    names = {merged["name"], *several(merged["former_name"])}
    assert {left["name"], right["name"], *several(left["former_name"])} <= names
    codes = {merged["code"], *several(merged["other_codes"])}
    assert {left["code"], right["code"]} - {""} <= codes
    phones = {phone_key(one) for one in (merged["phone"], *several(merged["other_phones"]))}
    assert {phone_key(left["phone"]), phone_key(right["phone"])} - {""} <= phones


def test_of_two_tiers_the_one_confirmed_last_is_proposed() -> None:
    confirmed = {"focus": date(2026, 3, 1), "major": date(2026, 2, 1), "general": None}
    focus, major, general = (
        values(Account, tier=tier, tier_confirmed_on=day) for tier, day in confirmed.items()
    )
    for left, right, choice in (
        (focus, major, Choice.LEFT),
        (major, focus, Choice.RIGHT),
        (major, general, Choice.LEFT),
    ):
        (asked,) = [one for one in asked_of(left, right) if one.field == "tier"]
        assert asked.choice is choice


@given(ACCOUNTS, ACCOUNTS, CHOICES)
def test_nothing_stands_twice(left: dict[str, Any], right: dict[str, Any], choice: Choice) -> None:
    merged = merged_values(answered(asked_of(left, right), choice), left, right)
    phones = [phone_key(one) for one in several(merged["other_phones"])]
    assert len(set(phones)) == len(phones)
    assert phone_key(merged["phone"]) not in phones
    assert merged["name"] not in several(merged["former_name"])


@given(ACCOUNTS, ACCOUNTS)
def test_every_column_gets_a_value_and_what_one_side_knows_is_taken(
    left: dict[str, Any], right: dict[str, Any]
) -> None:
    asked = asked_of(left, right)
    merged = merged_values(asked, left, right)
    assert merged.keys() == left.keys() - {"id"}
    for one in asked:
        if one.one_sided and one.field not in ("former_name", "other_phones"):
            assert merged[one.field] == (left[one.field] or right[one.field])


@given(ACCOUNTS)
def test_two_that_agree_ask_nothing(account: dict[str, Any]) -> None:
    asked = asked_of(account, dict(account))
    assert all(one.agree for one in asked)
    assert merged_values(asked, account, account)["name"] == account["name"]


def person(name: str, **more: Any) -> dict[str, Any]:
    account_id = more.pop("account_id", derived_id("account"))
    return values(Contact, id=derived_id(name, repr(more)), account_id=account_id, name=name, **more)


def test_everyone_stands_in_one_pair_and_the_mobile_tells_best() -> None:
    left = [person("方淮", mobile="13900020002"), person("方淮", mobile="")]
    right = [person("方 淮", title="采购"), person("方淮", mobile="+86 13900020002", title="经理")]
    first, second = same_people(left, right)
    assert (first.left, first.right, first.sure) == (left[0]["id"], right[1]["id"], True)
    assert (second.left, second.right, second.sure) == (left[1]["id"], right[0]["id"], True)


def test_the_same_name_with_another_mobile_is_asked_but_not_ticked() -> None:
    (found,) = same_people([person("方淮", mobile="13900020002")], [person("方淮", mobile="13900020003")])
    assert not found.sure
    assert same_people([person("方淮")], [person("路遥")]) == ()


@given(PHONES, PHONES, PHONES, PHONES)
def test_no_number_of_a_person_gets_lost(mobile: str, phone: str, other: str, more: str) -> None:
    merged = merged_person(
        person("方淮", mobile=mobile, phone=phone), person("方淮", mobile=other, phone=more, title="采购")
    )
    told = {phone_key(one) for one in (merged["mobile"], merged["phone"], *merged["note"].splitlines())}
    assert {phone_key(one) for one in (mobile, phone, other, more)} - {""} <= told
    assert merged["title"] == "采购"
    assert "id" not in merged
    assert "account_id" not in merged


def test_what_somebody_unnamed_does_is_no_name() -> None:
    ghost, named = person("Quality lead", is_placeholder=True), person("Quality lead")
    assert same_people([ghost], [named]) == same_people([named], [ghost]) == ()
    assert same_people([ghost], [person("Quality lead", is_placeholder=True)]) == ()
    assert len(same_people([named], [person("Quality lead")])) == 1
