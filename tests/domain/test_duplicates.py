"""Which accounts are suggested to be one company (A8)."""

from dataclasses import replace

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from tests.domain.duplicate_pairs import PAIRS, Judged, code, facts
from workbench.domain import duplicate_search
from workbench.domain.company_names import cut_name
from workbench.domain.duplicate_keys import domain_key, phone_key
from workbench.domain.duplicate_search import find_pairs
from workbench.domain.duplicates import (
    THRESHOLD,
    AccountFacts,
    Pair,
    Prepared,
    Reason,
    compare,
    parents_above,
    prepare,
)
from workbench.foundation.errors import Cancelled
from workbench.foundation.ids import Id, derived_id
from workbench.services.company_places import company_places
from workbench.storage.pinyin import sound_key

FORMS = ("有限公司", "有限责任公司", "股份有限公司", "（集团）有限公司", " 集团")
BRANDS = st.text(alphabet="澜川祁衡晏海皓岑汀畔沐岚驰屿", min_size=2, max_size=5)
TRADES = st.sampled_from(("", "机械", "电子科技", "食品", "物流"))
CITIES = st.sampled_from(("", "苏州", "无锡市", "上海"))
NAMES = st.builds(lambda city, brand, trade: city + brand + trade, CITIES, BRANDS, TRADES)
ACCOUNTS = st.builds(
    AccountFacts,
    id=st.binary(min_size=16, max_size=16).map(Id),
    name=st.one_of(NAMES, st.text(max_size=12)),
    short_name=st.one_of(st.just(""), BRANDS),
    former_name=st.one_of(st.just(""), NAMES),
    credit_code=st.one_of(st.just(""), st.integers(0, 3).map(code)),
    city=CITIES,
    phones=st.sampled_from(((), ("0512-55507116",), ("13800050001",))),
    sites=st.sampled_from(((), ("www.lanchuan.example",), ("a@qq.com",))),
    address=st.sampled_from(("", "听澜街 788 号")),
)


def ready(account: AccountFacts, above: tuple[Id, ...] = ()) -> Prepared:
    return prepare(account, company_places(), sound_key, above)


def compared(left: AccountFacts, right: AccountFacts) -> Pair:
    return compare(ready(left), ready(right))


def test_the_labelled_pairs_are_told_with_precision_and_recall() -> None:
    suggested = [judged for judged in PAIRS if compared(judged.left, judged.right).score >= THRESHOLD]
    right = [judged for judged in suggested if judged.same]
    same = [judged for judged in PAIRS if judged.same]
    assert len(PAIRS) >= 60
    # 38 of 38 suggested are one company; 38 of 40 that are one are suggested.
    assert len(right) == len(suggested)
    assert len(right) / len(same) >= 0.94


@pytest.mark.parametrize("judged", [one for one in PAIRS if not one.same], ids=lambda one: one.because)
def test_two_companies_are_never_suggested_as_one(judged: Judged) -> None:
    assert compared(judged.left, judged.right).score < THRESHOLD


@given(ACCOUNTS, ACCOUNTS)
def test_the_score_is_the_same_both_ways(left: AccountFacts, right: AccountFacts) -> None:
    assert compared(left, right) == compared(right, left)
    assert 0 <= compared(left, right).score <= 100


@given(ACCOUNTS, ACCOUNTS)
def test_different_credit_codes_are_never_one_company(left: AccountFacts, right: AccountFacts) -> None:
    left, right = replace(left, credit_code=code(7)), replace(right, credit_code=code(8))
    assert compared(left, right).score == 0


@given(ACCOUNTS, ACCOUNTS)
def test_the_same_credit_code_is_always_suggested(left: AccountFacts, right: AccountFacts) -> None:
    assume(left.id != right.id)
    left, right = replace(left, credit_code=code(7)), replace(right, credit_code=code(7))
    assert compared(left, right).reasons[0] is Reason.CREDIT_CODE
    assert compared(left, right).score > 90


@given(ACCOUNTS, ACCOUNTS)
def test_what_stands_above_another_is_never_the_same(left: AccountFacts, right: AccountFacts) -> None:
    assume(left.id != right.id)
    twin = replace(right, name=left.name, credit_code=left.credit_code)
    assert compare(ready(left, (twin.id,)), ready(twin)).score == 0
    assert compare(ready(left), ready(twin, (left.id,))).score == 0


@given(CITIES, BRANDS, TRADES, st.sampled_from(FORMS))
def test_a_legal_form_changes_nothing(city: str, brand: str, trade: str, form: str) -> None:
    bare = cut_name(city + brand + trade, company_places())
    formed = cut_name(city + brand + trade + form, company_places())
    assert (bare.brand, bare.trade, bare.branch) == (formed.brand, formed.trade, formed.branch)
    pair = compared(facts("left", city + brand + trade), facts("right", city + brand + trade + form))
    assert pair.score >= THRESHOLD


@given(NAMES)
def test_width_and_spaces_change_nothing(name: str) -> None:
    spaced = " ".join(name)
    pair = compared(
        facts("left", f"{name}(中国)ABC有限公司"), facts("right", f"{spaced}（中国）ａｂｃ有限公司")
    )
    assert pair.score >= 90
    assert pair.reasons == (Reason.NAME,)


def test_a_former_name_is_found_by_its_brand_and_by_a_slip_in_it() -> None:
    for today, former in (("屿屿", "屿屿机械"), ("汀畔蓝川机械", "汀畔兰川机械")):
        pair = [facts("left", today), replace(facts("right", "别的名字"), former_name=former)]
        assert len(find_pairs([ready(one) for one in pair])) == 1


@given(st.lists(ACCOUNTS, max_size=12, unique_by=lambda account: account.id))
def test_the_search_finds_what_comparing_all_with_all_finds(accounts: list[AccountFacts]) -> None:
    prepared = [ready(account) for account in accounts]
    marks = [mark for one in prepared for mark in (*one.phones, *one.domains)]
    many = frozenset(mark for mark in marks if marks.count(mark) >= duplicate_search.MANY)
    everything = {
        pair
        for at, one in enumerate(prepared)
        for other in prepared[at + 1 :]
        if (pair := compare(one, other, many)).score >= THRESHOLD
    }
    assert set(find_pairs(prepared)) == everything


def test_a_pair_said_to_be_two_is_not_asked_again() -> None:
    left, right = facts("left", "澜川机械"), facts("right", "澜川机械有限公司")
    prepared = [ready(left), ready(right)]
    (pair,) = find_pairs(prepared)
    assert find_pairs(prepared, {(pair.left, pair.right)}) == []


def test_the_best_pair_comes_first_and_the_order_is_always_the_same() -> None:
    names = ("澜川机械有限公司", "澜川机械", "苏州澜川机械有限公司", "澜川")
    prepared = [ready(facts(str(at), name)) for at, name in enumerate(names)]
    found = find_pairs(prepared)
    assert [pair.score for pair in found] == sorted((pair.score for pair in found), reverse=True)
    assert find_pairs(prepared[::-1]) == found


def test_very_many_of_one_name_stay_bounded() -> None:
    prepared = [ready(facts(str(at), "鸿运超市", address=f"中山路{at}号")) for at in range(400)]
    found = find_pairs(prepared)
    assert 400 <= len(found) <= 400 * duplicate_search.WINDOW


def test_a_phone_that_many_have_is_no_reason() -> None:
    phone = ("0512-55507116",)
    prepared = [
        ready(facts(str(at), name, phones=phone))
        for at, name in enumerate(("澜川机械", "澜川食品", "汀畔", "沐岚", "驰屿", "皓岑"))
    ]
    assert find_pairs(prepared) == []


def test_the_search_stops_when_asked_to() -> None:
    def stop(done: int, total: int) -> None:
        raise Cancelled("")

    with pytest.raises(Cancelled):
        find_pairs([ready(facts("one", "澜川机械"))], progress=stop)


def test_members_of_one_group_are_not_told_by_their_switchboard() -> None:
    group = derived_id("group")
    left = facts("left", "澜川机械有限公司", phones=("0512-55507116",), sites=("lanchuan.example",))
    right = facts("right", "澜川食品有限公司", phones=("0512-55507116",), sites=("lanchuan.example",))
    assert compare(ready(left), ready(right)).score >= THRESHOLD
    assert compare(ready(left, (group,)), ready(right, (group,))).score < THRESHOLD


def test_parents_are_known_over_all_levels_and_loops_end() -> None:
    def under(name: str, parent: str) -> AccountFacts:
        return AccountFacts(derived_id(name), name, parent_id=derived_id(parent))

    above = parents_above(
        [under("site", "company"), under("company", "group"), under("a", "b"), under("b", "a")]
    )
    assert above[derived_id("site")] == (derived_id("company"), derived_id("group"))
    assert above[derived_id("a")] == (derived_id("b"),)


@pytest.mark.parametrize(
    ("text", "key"),
    [
        ("+86 512 5550 7116", "51255507116"),
        ("0512-55507116", "51255507116"),
        ("１３８ 0005 0001", "13800050001"),
        ("12345", ""),
        ("0000-0000000", ""),
    ],
)
def test_phones_are_compared_by_their_digits(text: str, key: str) -> None:
    assert phone_key(text) == key


@pytest.mark.parametrize(
    ("text", "key"),
    [
        ("https://www.Lanchuan.example/cn?x=1", "lanchuan.example"),
        ("li@lanchuan.example", "lanchuan.example"),
        ("lanchuan.example:8080", "lanchuan.example"),
        ("li@qq.com", ""),
        ("none", ""),
    ],
)
def test_sites_are_compared_by_their_domain(text: str, key: str) -> None:
    assert domain_key(text) == key


@pytest.mark.parametrize(
    ("text", "brand", "trade", "branch"),
    [
        ("江苏省苏州市澜川精密机械（集团）股份有限公司", "澜川", "精密机械", ""),
        ("澜川机械有限公司苏州分公司", "澜川", "机械", "苏州分公司"),
        ("海南航空股份有限公司", "海南", "航空", ""),
        ("上海机床厂", "上海", "机床厂", ""),
        ("江苏省苏州市吴中区澜川", "澜川", "", ""),
        ("上海宏伟澜川机械", "宏伟澜川", "机械", ""),
        ("东方澜川机械", "东方澜川", "机械", ""),
        ("东方市澜川机械", "澜川", "机械", ""),
        ("苏州工业园区澜川", "澜川", "", ""),
        ("Suzhou Lanchuan Machinery Co., Ltd.", "lanchuan", "machinery", ""),
        ("", "", "", ""),
    ],
)
def test_a_name_is_cut_into_its_parts(text: str, brand: str, trade: str, branch: str) -> None:
    name = cut_name(text, company_places())
    assert (name.brand, name.trade, name.branch) == (brand, trade, branch)
