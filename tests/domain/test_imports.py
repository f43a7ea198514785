"""What imports know without a file: credit codes, words, headings, and which account is meant."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workbench.domain.account_matching import AccountDirectory, AccountKeys
from workbench.domain.accounts import AccountKind, BuyingRole, CreditGrade, Standing, Tier
from workbench.domain.complaints import ComplaintKind, ComplaintSeverity
from workbench.domain.credit_code import check_digit, credit_code_fault, tidy_credit_code
from workbench.domain.import_columns import COLUMNS, NEEDED, column_of
from workbench.domain.import_words import choice_of, roles_of, support_of, words_for, yes_no_of
from workbench.domain.imports import ImportKind, ValueType, header_factor, header_key
from workbench.domain.relationship import Stage
from workbench.domain.visits import VisitKind
from workbench.foundation.i18n import use_language
from workbench.foundation.ids import Id

# The example of the standard, and a published code.
STANDARD, PUBLISHED = "91350100M000100Y43", "914403001922038216"
ALPHABET = "0123456789ABCDEFGHJKLMNPQRTUWXY"


def test_right_credit_codes_have_no_fault() -> None:
    assert credit_code_fault(STANDARD) == credit_code_fault(PUBLISHED) == ""


def test_a_credit_code_is_tidied_before_it_is_judged() -> None:
    assert tidy_credit_code(" ９１３５0100 m000-100y 43") == STANDARD


def test_a_wrong_check_digit_is_named_with_the_right_one() -> None:
    fault = credit_code_fault(STANDARD[:-1] + "5")
    assert "character 18 is “5”" in fault
    assert "ask for “3”" in fault


def test_a_credit_code_of_wrong_length_or_with_a_strange_sign_is_named() -> None:
    assert "has 18 characters; this one has 17" in credit_code_fault(STANDARD[:-1])
    assert "Character 9 of the credit code" in credit_code_fault("91350100O000100Y43")


@given(st.text(ALPHABET, min_size=17, max_size=17), st.integers(0, 16), st.sampled_from(ALPHABET))
def test_every_single_slip_is_found(body: str, place: int, other: str) -> None:
    code = body + check_digit(body)
    assert credit_code_fault(code) == ""
    slipped = code[:place] + other + code[place + 1 :]
    assert (credit_code_fault(slipped) == "") == (slipped == code)


@pytest.mark.parametrize(
    "choices",
    [
        Tier,
        Standing,
        CreditGrade,
        Stage,
        AccountKind,
        BuyingRole,
        VisitKind,
        ComplaintKind,
        ComplaintSeverity,
    ],
)
def test_every_value_is_understood_by_its_own_word_its_label_and_in_chinese(choices: type[Tier]) -> None:
    for member in choices:
        assert choice_of(choices, member.value) is member
        assert choice_of(choices, member.label.upper()) is member
        with use_language("zh_CN"):
            assert choice_of(choices, member.label) is member
    for word in words_for(choices).split(", "):
        for part in word.split(" "):
            assert choice_of(choices, part) is not None, part
    assert choice_of(choices, "colour") is None


@pytest.mark.parametrize("heading", ["收到日期", "程度", "方式", "类型", "投诉人", "投诉要求", "产品"])
def test_a_sheet_may_head_complaints_as_the_program_does(heading: str) -> None:
    headings = [header_key(one) for column in COLUMNS[ImportKind.COMPLAINTS] for one in column.names]
    assert headings.count(header_key(heading)) == 1


def test_chinese_words_for_tiers_and_grades() -> None:
    assert [choice_of(Tier, word) for word in ("战略", "重点客户", " 主要 ", "一般")] == list(Tier)
    assert [choice_of(CreditGrade, word) for word in ("优质", "中等", "较差")] == list(CreditGrade)


def test_roles_are_words_or_letters_in_one_order() -> None:
    assert roles_of("T、经济型") == (BuyingRole.ECONOMIC, BuyingRole.TECHNICAL)
    assert roles_of("E/U") == roles_of("eu") == roles_of("user; economic") == roles_of("使用型和经济型")
    assert roles_of("C") == (BuyingRole.COACH,)
    assert roles_of("boss") is None


def test_support_is_a_number_or_a_word() -> None:
    assert [support_of(text) for text in ("-2", "−1", "0", "+1", "２")] == [-2, -1, 0, 1, 2]
    assert [support_of(text) for text in ("blocker", "批评者", "中立", "支持者", "Champion")] == [
        -2,
        -1,
        0,
        1,
        2,
    ]
    assert support_of("3") is None


def test_headings_are_compared_by_letters_alone() -> None:
    assert header_key(" Credit_Code * ") == header_key("creditcode") == header_key("ＣreditＣode（必填）")
    assert header_key("（金额）") == header_key("金额")


def test_a_heading_may_name_its_unit() -> None:
    assert header_factor("金额（万元）") == header_factor("金额[单位：万元]") == 10_000
    assert header_factor("金额(元)") == header_factor("金额") == header_factor("万元") == 1


@pytest.mark.parametrize("kind", ImportKind)
def test_columns_are_well_formed(kind: ImportKind) -> None:
    columns = COLUMNS[kind]
    assert len({column.field for column in columns}) == len(columns)
    assert len({header_key(column.chinese) for column in columns}) == len(columns)
    assert all((column.value is ValueType.CHOICE) == (column.choices is not None) for column in columns)
    assert all(column_of(kind, name) for group in NEEDED[kind] for name in group)


def keys(number: int, **known: str) -> AccountKeys:
    return AccountKeys(Id(bytes([number] * 16)), **known)


COAL = keys(1, code="A1", name="神华煤炭", city="北京", credit_code=STANDARD)
WATER = keys(2, name="长江水电", short_name="长电", city="武汉")
TWIN = keys(3, name="长江水电", city="宜昌")


def found(directory: AccountDirectory, **row: str) -> list[AccountKeys]:
    return directory.same_as(**row)


def test_a_code_decides_before_all_else() -> None:
    directory = AccountDirectory([COAL, WATER])
    assert found(directory, code="A1", name="长江水电", city="武汉") == [COAL]
    assert found(directory, code="A2", name="神华煤炭", city="北京") == []


def test_a_credit_code_decides_before_the_name() -> None:
    directory = AccountDirectory([COAL, WATER])
    assert found(directory, credit_code=STANDARD, name="长江水电") == [COAL]
    assert found(directory, code="A2", credit_code=STANDARD) == [COAL]
    assert found(directory, credit_code=PUBLISHED, name="神华煤炭") == []


def test_a_name_needs_the_city_only_where_there_are_several() -> None:
    assert found(AccountDirectory([WATER]), name=" 长江水电 ") == [WATER]
    assert found(AccountDirectory([WATER]), name="长江水电", city="宜昌") == []
    both = AccountDirectory([WATER, TWIN])
    assert found(both, name="长江水电") == [WATER, TWIN]
    assert found(both, name="长江水电", city="宜昌") == [TWIN]
    assert found(both, code="B7", name="长江水电", city="武汉") == [WATER]


def test_a_reference_means_a_code_or_else_a_name_or_else_a_short_name() -> None:
    directory = AccountDirectory([COAL, WATER, keys(4, name="A1", short_name="长江水电")])
    assert directory.referred("A1") == [COAL]
    assert directory.referred("长江水电") == [WATER]
    assert directory.referred("长电") == [WATER]
    assert directory.referred("nobody") == []


def test_words_of_one_kind_are_not_lost_to_another_kind_with_the_same_value() -> None:
    assert choice_of(Standing, "中等") is Standing.MIDDLE
    assert choice_of(Stage, "中期") is Stage.MIDDLE
    assert choice_of(Standing, "中期") is None
    assert choice_of(Stage, "战略合作伙伴") is Stage.PARTNER
    assert "middle 中等" in words_for(Standing)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("yes", True),
        (" Y ", True),
        ("是", True),
        ("√", True),
        ("NO", False),
        ("否", False),
        ("maybe", None),
        ("", None),
    ],
)
def test_yes_and_no_are_words_or_ticks_and_anything_else_is_neither(text: str, expected: bool | None) -> None:
    assert yes_no_of(text) is expected
