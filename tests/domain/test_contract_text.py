"""Deviations word by word, the signed text and its amendments as they are kept, duties from the terms."""

import json
from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workbench.domain.contract_deviations import (
    Became,
    ClauseState,
    Stretch,
    deviation_of,
    template_news,
    text_difference,
)
from workbench.domain.contract_duties import duty_totals, proposed_duties
from workbench.domain.contract_faults import line_amount, sum_of_lines
from workbench.domain.contract_snapshot import (
    AmendmentText,
    ClauseChange,
    ContractText,
    SignedClause,
    amended,
    amendment_json,
    fingerprint,
    read_amendment,
    read_text,
    stored_fingerprint,
    text_json,
)
from workbench.domain.contract_templates import TemplateClause
from workbench.domain.contracts import (
    ClauseGroup,
    Contract,
    ContractClause,
    ContractKind,
    ContractLine,
    DutyKind,
    kind_of_title,
)
from workbench.foundation.ids import derived_id

C = derived_id("contract", "1")
GROUP = ClauseGroup.QUALITY
texts = st.text("验收国家标准 abc12。\n{}_", max_size=40)
lines = st.builds(
    ContractLine,
    st.integers(0, 9).map(lambda number: derived_id("line", str(number))),
    st.just(C),
    product=st.text(max_size=5),
    quantity_milli=st.none() | st.integers(-(10**9), 10**9),
    price_fen=st.none() | st.integers(-(10**9), 10**9),
    amount_fen=st.none() | st.integers(-(10**12), 10**12),
)
clauses = st.builds(SignedClause, st.sampled_from("abcd"), st.sampled_from(ClauseGroup), texts, texts)


def own(key: str, text: str, title: str = "质量", *, out: bool = False, note: str = "") -> ContractClause:
    return ContractClause(derived_id(key), C, key, GROUP, title, is_left_out=out, note=note, text=text)


@given(texts, texts)
def test_the_stretches_join_to_both_texts(before: str, after: str) -> None:
    found = text_difference(before, after)
    assert "".join(one.text for one in found if one.became is not Became.ADDED) == before
    assert "".join(one.text for one in found if one.became is not Became.REMOVED) == after
    assert all(one.text for one in found)


def test_a_difference_names_words_and_placeholders_as_a_whole() -> None:
    found = text_difference("保修{{ warranty_months }}个月", "保修24个月")
    assert found == (
        Stretch(Became.SAME, "保修"),
        Stretch(Became.REMOVED, "{{ warranty_months }}"),
        Stretch(Became.ADDED, "24"),
        Stretch(Became.SAME, "个月"),
    )


def test_the_register_tells_what_became_of_each_clause() -> None:
    template = TemplateClause("q", GROUP, "质量", "按国家标准。")
    assert deviation_of(own("q", "按国家标准。"), template) is None
    changed = deviation_of(own("q", "按行业标准。", note=" 客户要求 "), template)
    assert changed is not None
    assert (changed.state, changed.reason) == (ClauseState.CHANGED, "客户要求")
    assert changed.stretches[0] == Stretch(Became.SAME, "按")
    left_out = deviation_of(own("q", "按国家标准。", out=True), template)
    assert left_out is not None
    assert {one.became for one in left_out.stretches} == {Became.REMOVED}
    added = deviation_of(own("x", "保密。"), None)
    assert added is not None
    assert added.state is ClauseState.ADDED
    assert {one.became for one in added.stretches} == {Became.ADDED}
    assert deviation_of(own("x", "保密。", out=True), None) is None
    renamed = deviation_of(own("q", "按国家标准。", "品质"), template)
    assert renamed is not None
    assert renamed.state is ClauseState.CHANGED


def test_news_of_a_template_are_new_changed_and_gone_clauses() -> None:
    used = [TemplateClause(key, GROUP, key, "x") for key in "abc"]
    newest = [used[0], TemplateClause("b", GROUP, "b", "y"), TemplateClause("d", GROUP, "d", "z")]
    found = template_news(used, newest)
    assert [(one.key, one.before is None, one.after is None) for one in found] == [
        ("b", False, False),
        ("d", True, False),
        ("c", False, True),
    ]


@given(st.lists(clauses, max_size=4), st.lists(lines, max_size=3))
def test_a_signed_text_is_read_back_whole(kept: list[SignedClause], goods: list[ContractLine]) -> None:
    placed = tuple(replace(one, position=place) for place, one in enumerate(goods))
    text = ContractText(tuple(kept), placed, {"amount_fen": 5, "ends_on": "2026-12-31"})
    stored = text_json(text, place="上海")
    assert read_text(stored, C) == text
    assert fingerprint(text) == fingerprint(read_text(stored, C) or ContractText())
    made = AmendmentText(
        (ClauseChange("a", GROUP, "t", "x", "y"),), {"amount_fen": (5, 6)}, (placed[:-1], placed)
    )
    assert read_amendment(amendment_json(made), C) == made


def test_amendments_change_strike_out_and_add() -> None:
    text = ContractText(tuple(SignedClause(key, GROUP, key, "x") for key in "ab"), (), {"amount_fen": 1})
    made = AmendmentText(
        (
            ClauseChange("a", GROUP, "a", "x", "y"),
            ClauseChange("b", GROUP, "b", "x", ""),
            ClauseChange("c", GROUP, "c", "", "z"),
        ),
        {"amount_fen": (1, 2)},
    )
    now = amended(text, made)
    assert [(one.key, one.text) for one in now.clauses] == [("a", "y"), ("c", "z")]
    assert now.fields == {"amount_fen": 2}
    assert amended(text) == text


json_values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=3),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(
            st.sampled_from(["clauses", "fields", "lines", "key", "text", "amount_fen", "position"]), inner
        )
    ),
    max_leaves=8,
)


@given(json_values.map(json.dumps) | st.text(max_size=9))
def test_whatever_is_stored_is_read(content: str) -> None:
    text = read_text(content, C)
    made = read_amendment(content, C)
    assert amended(text or ContractText(), made)
    assert isinstance(stored_fingerprint(content), str)


@given(
    st.integers(0, 10**12),
    st.lists(st.integers(1, 60), min_size=1, max_size=4).filter(lambda shares: sum(shares) <= 100),
)
def test_proposed_payments_never_exceed_the_amount(amount: int, shares: list[int]) -> None:
    terms = "，".join(f"第{place}期付{share}%" for place, share in enumerate(shares, 1))
    found = proposed_duties(Contract(C, C), date(2026, 1, 1), amount, {"payment_terms": terms}, ())
    assert [one.kind for one in found] == [DutyKind.PAYMENT] * len(shares)
    total = duty_totals(found, amount)
    assert total.payments_fen <= amount
    assert (sum(shares) < 100) or total.open_fen == 0


def test_each_good_is_a_delivery_on_the_day_of_the_terms_and_many_goods_are_one() -> None:
    goods = [ContractLine(C, C, product=name, specification="L", amount_fen=100) for name in "AB"]
    begun, terms = date(2026, 1, 1), {"delivery_days": "30 天"}
    found = proposed_duties(Contract(C, C), begun, None, terms, goods)
    assert {(one.kind, one.contract_id, one.due_on) for one in found} == {
        (DutyKind.DELIVERY, C, date(2026, 1, 31))
    }
    assert [(one.text, one.amount_fen, one.position) for one in found] == [("A L", 100, 1), ("B L", 100, 2)]
    assert [one.amount_fen for one in proposed_duties(Contract(C, C), None, None, {}, goods * 7)] == [1_400]
    assert [one.text for one in proposed_duties(Contract(C, C), begun, None, terms, ())] == ["Delivery"]
    assert proposed_duties(Contract(C, C), begun, None, {}, ()) == ()


def test_terms_of_more_than_the_whole_are_one_payment() -> None:
    found = proposed_duties(
        Contract(C, C), None, 500, {"payment_terms": "80%，80%", "payment_days": "30"}, ()
    )
    assert [(one.amount_fen, one.due_on) for one in found] == [(500, None)]


@pytest.mark.parametrize(
    ("quantity", "price", "amount"),
    [(1_500, 3, 5), (1_499, 1, 1), (10_000, 123_456, 1_234_560), (None, 5, None)],
)
def test_a_line_comes_to_quantity_times_price(quantity: int | None, price: int, amount: int | None) -> None:
    line = ContractLine(C, C, quantity_milli=quantity, price_fen=price)
    assert line_amount(line) == amount
    assert sum_of_lines([line, line]) == (None if amount is None else 2 * amount)
    assert sum_of_lines([]) is None


@pytest.mark.parametrize(
    ("title", "kind"),
    {
        "年度框架协议": ContractKind.FRAMEWORK,
        "区域经销合同": ContractKind.DEALER,
        "Service agreement": ContractKind.SERVICE,
        "产品购销合同": ContractKind.SALE,
        "保密协议": ContractKind.OTHER,
    }.items(),
)
def test_the_kind_follows_from_words_of_the_title(title: str, kind: ContractKind) -> None:
    assert kind_of_title(title) is kind
