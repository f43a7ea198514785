"""What in a contract does not agree: amounts in words, figures, goods and the term (3-features E3)."""

from datetime import date
from typing import Any

import pytest

from workbench.domain.contract_faults import ClauseFault, FaultKind, amount_faults
from workbench.domain.contract_values import ContractValue
from workbench.domain.contract_vocabulary import (
    AMOUNT,
    AMOUNT_WORDS,
    CURRENCY,
    GOODS,
    ValueFormat,
    ValueSource,
)
from workbench.domain.contracts import ClauseGroup, Contract, ContractLine
from workbench.foundation.ids import derived_id

C = derived_id("contract", "1")


def typed(name: str, text: str, key: str = "price", beneath: str = "") -> ContractValue:
    source, form = next(iter(ValueSource)), next(iter(ValueFormat))
    return ContractValue(name, name, source, ClauseGroup.SUBJECT, form, text, True, beneath, (key,))


def faults(
    *values: ContractValue, text: str = "", goods: tuple[int, ...] = (), **fields: Any
) -> tuple[ClauseFault, ...]:
    contract = Contract(C, C, **{"amount_fen": 100_000, "currency": "CNY", **fields})
    lines = [ContractLine(C, C, amount_fen=fen) for fen in goods]
    return amount_faults(contract, values, lines, {"price": text})


@pytest.mark.parametrize(
    "text",
    [
        "",
        "合同总价￥1,000元（大写：壹仟元整）。",
        "合同总价￥1,000元（大写：壹仟元整），定金￥200元（大写：贰佰元整）。",
        "合同总价人民币壹仟元整（￥1,000元），定金贰佰元整（￥200元）。",
        "合同总价￥1,000元（含税），大写：壹仟元整，其中税额￥115元。",
        "合同总价壹仟元整。定金￥200元。",
    ],
)
def test_words_that_say_what_the_figure_beside_them_says_are_right(text: str) -> None:
    assert faults(text=text) == ()


def test_words_that_say_something_else_than_the_figure_beside_them_are_told() -> None:
    (found,) = faults(text="合同总价￥1,000元（大写：壹仟元整），定金￥200元（大写：叁佰元整）。")
    assert (found.kind, found.key) == (FaultKind.WORDS_DISAGREE, "price")
    assert found.message.startswith("“叁佰元整” is 300.00, the figure says 200.00")
    (swapped,) = faults(text="￥1,000元（贰佰元整），￥200元（壹仟元整）")
    assert swapped.message.startswith("“贰佰元整” is 200.00, the figure says 1,000.00")
    (nearest,) = faults(text="￥300元，定金￥200元（壹仟元整）")
    assert nearest.message.startswith("“壹仟元整” is 1,000.00, the figure says 200.00")
    (unread,) = faults(text="￥300元（大写：叁叁佰元整）")
    assert unread.kind is FaultKind.WORDS_UNREADABLE


def test_a_typed_amount_has_to_be_that_of_the_contract() -> None:
    assert faults(typed(AMOUNT, "1,000 元")) == ()
    (found,) = faults(typed(AMOUNT, "900"))
    assert (found.kind, found.key) == (FaultKind.AMOUNT_DISAGREES, "price")
    assert found.message == "The amount typed is 900, that of the contract 1,000.00."
    assert faults(typed(AMOUNT, "900"), amount_fen=None) == ()
    (other,) = faults(typed(CURRENCY, "EUR", beneath="CNY"))
    assert other.message == "The currency typed is EUR, that of the contract CNY."
    assert faults(typed(CURRENCY, "CNY", beneath="CNY")) == ()


def test_a_typed_amount_in_words_is_judged_in_chinese_renminbi_alone() -> None:
    assert [one.kind for one in faults(typed(AMOUNT_WORDS, "玖佰元整"))] == [FaultKind.WORDS_DISAGREE]
    assert [one.kind for one in faults(typed(AMOUNT_WORDS, "some"))] == [FaultKind.WORDS_UNREADABLE]
    assert faults(typed(AMOUNT_WORDS, "壹仟元整")) == ()
    assert faults(typed(AMOUNT_WORDS, "some"), language="en") == ()
    assert faults(typed(AMOUNT_WORDS, "some"), currency="EUR") == ()


def test_goods_have_to_come_to_the_amount() -> None:
    assert faults(goods=(60_000, 40_000)) == ()
    (found,) = faults(typed(GOODS, "", "subject"), goods=(60_000, 30_000))
    assert (found.kind, found.key) == (FaultKind.LINES_DISAGREE, "subject")
    assert found.message == "The goods come to 900.00, the contract says 1,000.00."


def test_the_last_day_may_be_the_first_and_not_before_it() -> None:
    day, before = date(2026, 7, 2), date(2026, 7, 1)
    assert faults(starts_on=day, ends_on=day) == ()
    (found,) = faults(starts_on=day, ends_on=before)
    assert (found.kind, found.key) == (FaultKind.TERM, "")
    assert found.message == "The last day lies before the first."
