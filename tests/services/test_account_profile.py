"""The profile through its services: typed values, freshness, family, links, managers (2-rules §1)."""

from datetime import date, timedelta
from typing import Any

import pytest
from sqlalchemy import event

from tests.services.conftest import TODAY
from workbench.domain.account_links import LinkKind
from workbench.domain.accounts import Account
from workbench.domain.hierarchy import Totals
from workbench.domain.periods import year_before
from workbench.domain.policies import VERIFIED_DAYS
from workbench.domain.profile import ProfilePart
from workbench.domain.sales import SaleRecord
from workbench.domain.share_of_wallet import WalletSource
from workbench.foundation.clock import FixedClock
from workbench.foundation.errors import BadInput, NotFound
from workbench.foundation.ids import Id, derived_id
from workbench.services.account_links import add_account_link, remove_account_link
from workbench.services.account_list import list_account_lines
from workbench.services.account_profile import AccountProfile, verify_part
from workbench.services.account_view import get_account_view
from workbench.services.accounts import (
    create_account,
    delete_account,
    edit_account,
    find_account,
    get_account_overview,
)
from workbench.services.addresses import find_places
from workbench.services.bulk_edit import edit_accounts
from workbench.services.history import undo
from workbench.services.manager_history import add_manager_term, remove_manager_term
from workbench.services.policies import save_policy
from workbench.storage.workspace import Workspace

CREDIT_CODE = "91350100M000100Y43"


@pytest.fixture
def a(workspace: Workspace) -> Id:
    create_account(workspace, {"name": "澜川精密", "code": "A"})
    return find_account(workspace, "A").id


def account(workspace: Workspace, account_id: Id) -> Account:
    return get_account_overview(workspace, account_id).account


def profile(workspace: Workspace, account_id: Id) -> AccountProfile:
    return get_account_overview(workspace, account_id).profile


def person(workspace: Workspace, name: str) -> Id:
    with workspace.change("test", "Test") as change:
        return change.create("manager", {"name": name}, derived_id("manager", name))


def told(workspace: Workspace, account_id: Id) -> list[str]:
    return [notice.text for notice in get_account_view(workspace, account_id).notices]


@pytest.mark.parametrize(
    ("field", "typed", "stored"),
    [
        ("category_spend_fen", "1200万", 12_000_000_00),
        ("category_spend_fen", "¥12,000,000.50", 12_000_000_50),
        ("category_spend_fen", "1.2 亿", 120_000_000_00),
        ("category_spend_fen", "", None),
        ("share_of_wallet_bp", "35%", 3_500),
        ("share_of_wallet_bp", "３５．５％", 3_550),
        ("market_share_bp", "35", 3_500),
        ("market_share_bp", "", None),
        ("credit_code", " 9135 0100m000100y43", CREDIT_CODE),
        ("credit_code", "", ""),
    ],
)
def test_money_shares_and_codes_are_taken_as_people_type_them(
    workspace: Workspace, a: Id, field: str, typed: str, stored: object
) -> None:
    edit_account(workspace, a, {field: typed})
    assert getattr(account(workspace, a), field) == stored


@pytest.mark.parametrize(
    ("field", "typed"),
    [
        ("category_spend_fen", "a lot"),
        ("category_spend_fen", "-5"),
        ("share_of_wallet_bp", "135%"),
        ("share_of_wallet_bp", "0.35"),
        ("share_of_wallet_bp", 20_000),
        ("credit_code", "91350100M000100Y44"),
        ("manager_id", derived_id("manager", "nobody")),
    ],
)
def test_what_cannot_be_is_refused_naming_the_field(
    workspace: Workspace, a: Id, field: str, typed: object
) -> None:
    with pytest.raises(BadInput) as refused:
        edit_account(workspace, a, {field: typed})
    assert refused.value.where == field
    assert account(workspace, a) == find_account(workspace, "A")


def test_a_wrong_code_that_came_from_elsewhere_stands_in_nobodys_way(workspace: Workspace, a: Id) -> None:
    with workspace.change("test", "Test") as change:
        change.set("account", a, {"credit_code": "123"})
    edit_account(workspace, a, {"credit_code": "123", "city": "苏州"})
    assert account(workspace, a).city == "苏州"


def test_accounts_with_the_same_credit_code_are_named_not_refused(workspace: Workspace, a: Id) -> None:
    create_account(workspace, {"name": "澜川", "code": "B", "credit_code": CREDIT_CODE})
    edit_account(workspace, a, {"credit_code": CREDIT_CODE})
    assert profile(workspace, a).same_credit_code == ((find_account(workspace, "B").id, "澜川"),)


def test_a_part_is_verified_by_a_person_never_by_an_edit(workspace: Workspace, a: Id) -> None:
    edit_account(workspace, a, {"traits": "careful"})
    assert [state.verified_on for state in profile(workspace, a).parts] == [None] * 4
    assert "Verify the profile: all four parts" in told(workspace, a)
    verify_part(workspace, a, ProfilePart.CHARACTERISTICS)
    seen = {state.part: state for state in profile(workspace, a).parts}
    fresh = seen[ProfilePart.CHARACTERISTICS]
    assert (fresh.verified_on, fresh.by, fresh.is_stale) == (TODAY, "Li Lei", False)
    undo(workspace)
    assert profile(workspace, a).parts[1].verified_on is None
    with pytest.raises(NotFound):
        verify_part(workspace, derived_id("account", "gone"), ProfilePart.BASICS)


def test_how_long_a_part_counts_as_verified_is_a_rule_of_the_house(workspace: Workspace, a: Id) -> None:
    edit_account(workspace, a, {"basics_verified_on": TODAY - timedelta(days=100)})
    assert not profile(workspace, a).parts[0].is_stale
    save_policy(workspace, VERIFIED_DAYS, 90)
    assert profile(workspace, a).parts[0].is_stale


def test_share_of_wallet_says_where_it_comes_from_and_when(workspace: Workspace, a: Id) -> None:
    assert profile(workspace, a).wallet is None
    edit_account(workspace, a, {"share_of_wallet_bp": "40%"})
    wallet = profile(workspace, a).wallet
    assert wallet is not None
    assert (wallet.bp, wallet.source, wallet.noted_on) == (4_000, WalletSource.ESTIMATE, TODAY)
    with workspace.change("test", "Test") as change:
        change.add_sales(a, [SaleRecord(date(2026, 6, 1), 300_000_00, "N", "1")])
    edit_account(workspace, a, {"category_spend_fen": "120万"})
    wallet = profile(workspace, a).wallet
    assert wallet is not None
    assert (wallet.bp, wallet.source, wallet.sales_until) == (2_500, WalletSource.SALES, date(2026, 6, 1))
    edit_account(workspace, a, {"category_spend_fen": "10万"})
    assert "They buy more from us than the spend on record" in told(workspace, a)


def test_a_place_has_its_official_code_or_none(workspace: Workspace, a: Id) -> None:
    edit_account(workspace, a, {"province": "江苏省", "city": "苏州市", "district": "昆山市"})
    assert account(workspace, a).district_code == "320583"
    edit_account(workspace, a, {"district": "工业园区东边"})
    assert (account(workspace, a).district, account(workspace, a).district_code) == ("工业园区东边", "")


@pytest.mark.parametrize(
    ("typed", "place", "code"),
    [
        ("昆山", "江苏省 苏州市 昆山市", "320583"),
        ("江苏昆山", "江苏省 苏州市 昆山市", "320583"),
        ("江苏 昆山", "江苏省 苏州市 昆山市", "320583"),
        ("kunshan", "江苏省 苏州市 昆山市", "320583"),
        ("js sz ks", "江苏省 苏州市 昆山市", "320583"),
        ("320583", "江苏省 苏州市 昆山市", "320583"),
        ("３２０５８３", "江苏省 苏州市 昆山市", "320583"),
        ("浦东", "上海市 浦东新区", "310115"),
        ("仙桃", "湖北省 仙桃市", "429004"),
        ("东莞", "广东省 东莞市", "441900"),
        ("重庆市", "重庆市", "500000"),
        ("szwz", "江苏省 苏州市 吴中区", "320506"),
        ("jsks", "江苏省 苏州市 昆山市", "320583"),
        ("suzhouwuzhong", "江苏省 苏州市 吴中区", "320506"),
        ("台湾", "台湾省", "710000"),
        ("xianggang", "香港特别行政区", "810000"),
        ("澳门", "澳门特别行政区", "820000"),
    ],
)
def test_places_are_found_by_name_pinyin_initials_and_code(typed: str, place: str, code: str) -> None:
    best = find_places(typed)[0]
    assert (best.text, best.code) == (place, code)


def test_no_place_is_made_up() -> None:
    assert find_places("") == find_places("乌有之乡") == find_places("999999") == ()


def test_phones_are_kept_as_typed_and_understood_beside(workspace: Workspace, a: Id) -> None:
    edit_account(workspace, a, {"phone": "021-68881234转8", "other_phones": "13812345678；问前台"})
    assert account(workspace, a).other_phones == "13812345678；问前台"
    phones = profile(workspace, a).phones
    assert [phone.shown for phone in phones["phone"]] == ["021 6888 1234 ext. 8"]
    assert [phone.understood for phone in phones["other_phones"]] == [True, False]


def test_totals_roll_up_the_family(workspace: Workspace, a: Id) -> None:
    assert profile(workspace, a).tree is None
    for code, parent in (("S", a), ("T", None)):
        create_account(workspace, {"name": code, "code": code, "parent_id": parent})
    s = find_account(workspace, "S").id
    edit_account(workspace, find_account(workspace, "T").id, {"parent_id": s})
    t = find_account(workspace, "T").id
    with workspace.change("test", "Test") as change:
        change.add_sales(t, [SaleRecord(date(2026, 6, 1), 5, "N", "1")])
        # The twelve months are those of every list: a day more than a year ago is out.
        change.add_sales(t, [SaleRecord(year_before(TODAY), 99, "old", "1")])
        change.add_sales(t, [SaleRecord(year_before(TODAY) + timedelta(days=1), 2, "first", "1")])
        change.create(
            "visit", {"account_id": s, "kind": "field", "state": "done", "on_day": date(2026, 6, 2)}
        )
        change.create("action", {"account_id": a, "text": "call"})
        change.create("complaint", {"account_id": t, "received_on": date(2026, 6, 1), "kind": "other"})
    tree = profile(workspace, s).tree
    assert tree is not None
    assert [(node.id, node.depth) for node in tree.nodes] == [(a, 0), (s, 1), (t, 2)]
    assert tree.node.own == Totals(0, 1, 0, 0)
    assert tree.node.total == Totals(7, 1, 0, 1)
    assert tree.nodes[0].total == Totals(7, 1, 1, 1)
    assert {line.code: line.family_sales_fen for line in list_account_lines(workspace).lines}["A"] == 7
    assert get_account_overview(workspace, s).parent == "澜川精密"


def test_a_circle_is_refused_with_its_way_and_one_from_a_merge_is_told(workspace: Workspace, a: Id) -> None:
    create_account(workspace, {"name": "Sub", "code": "S", "parent_id": a})
    s = find_account(workspace, "S").id
    with pytest.raises(BadInput, match="澜川精密 → Sub → 澜川精密") as refused:
        edit_account(workspace, a, {"parent_id": s})
    assert refused.value.where == "parent_id"
    with workspace.change("test", "Merge") as change:
        change.set("account", a, {"parent_id": s})
    tree = profile(workspace, a).tree
    assert tree is not None
    assert tree.loop == ("澜川精密", "Sub", "澜川精密")
    assert len(tree.nodes) == 2
    assert any("run in a circle" in text for text in told(workspace, a))
    create_account(workspace, {"name": "Other", "code": "O", "parent_id": s})


def test_managers_are_told_with_dates_reasons_and_what_was_typed(
    workspace: Workspace, clock: FixedClock, a: Id
) -> None:
    ann, bob = person(workspace, "Ann"), person(workspace, "Bob")
    edit_account(workspace, a, {"manager_id": ann, "second_manager_id": bob})
    edit_accounts(workspace, [a], {"manager_id": bob, "manager_reason": "Ann retires"})
    assert account(workspace, a).second_manager_id is None
    add_manager_term(
        workspace,
        a,
        {
            "manager_name": "Zoe",
            "starts_on": date(2025, 1, 1),
            "ends_on": date(2025, 12, 31),
            "reason": "left",
        },
    )
    managers = profile(workspace, a).managers
    assert [(one.name, one.starts_on, one.reason) for one in managers.terms] == [
        ("Bob", TODAY, "Ann retires"),
        ("Zoe", date(2025, 1, 1), "left"),
    ]
    assert managers.recent_changes == 1
    typed = managers.terms[1].id
    assert typed is not None
    remove_manager_term(workspace, typed)
    assert len(profile(workspace, a).managers.terms) == 1


def test_frequent_changes_of_the_manager_are_pointed_out(workspace: Workspace, a: Id) -> None:
    for number, month in enumerate((1, 3, 5, 7)):
        add_manager_term(workspace, a, {"manager_name": f"M{number}", "starts_on": date(2025, month, 1)})
    assert profile(workspace, a).managers.changes_often
    assert "The manager changed 3 times in 24 months" in told(workspace, a)


@pytest.mark.parametrize(
    ("values", "where"),
    [
        ({"manager_name": " ", "starts_on": TODAY}, "manager_name"),
        ({"manager_name": "Zoe"}, "ends_on"),
        ({"manager_name": "Zoe", "starts_on": TODAY, "ends_on": date(2020, 1, 1)}, "ends_on"),
    ],
)
def test_a_term_without_a_person_or_a_sensible_span_is_refused(
    workspace: Workspace, a: Id, values: dict[str, Any], where: str
) -> None:
    with pytest.raises(BadInput) as refused:
        add_manager_term(workspace, a, values)
    assert refused.value.where == where


def test_an_account_that_nobody_keeps_is_pointed_out(workspace: Workspace, a: Id) -> None:
    assert "Nobody is responsible for this account" in told(workspace, a)
    ann = person(workspace, "Ann")
    edit_account(workspace, a, {"manager_id": ann})
    assert "Nobody is responsible for this account" not in told(workspace, a)
    with pytest.raises(BadInput) as refused:
        edit_account(workspace, a, {"second_manager_id": ann})
    assert refused.value.where == "second_manager_id"


def test_the_reason_belongs_to_one_change_of_manager(workspace: Workspace, a: Id) -> None:
    for name in ("Ann", "Bob"):
        edit_account(workspace, a, {"manager_id": person(workspace, name), "manager_reason": f"for {name}"})
    edit_account(workspace, a, {"manager_id": None})
    assert account(workspace, a).manager_reason == ""


def test_links_are_seen_from_both_sides(workspace: Workspace, a: Id) -> None:
    create_account(workspace, {"name": "谷屿电子", "code": "B"})
    b = find_account(workspace, "B").id
    add_account_link(workspace, a, LinkKind.SUPPLIER, other_id=b, note="motors")
    add_account_link(workspace, a, LinkKind.COMPETITOR, other_name=" Rival ")
    assert [(one.kind, one.name, one.other_id) for one in profile(workspace, a).links] == [
        (LinkKind.COMPETITOR, "Rival", None),
        (LinkKind.SUPPLIER, "谷屿电子", b),
    ]
    (back,) = profile(workspace, b).links
    assert (back.kind, back.other_id, back.note, back.noted_there) == (LinkKind.CUSTOMER, a, "motors", True)
    remove_account_link(workspace, back.id)
    assert profile(workspace, b).links == ()


def test_a_link_outlives_the_account_it_named(workspace: Workspace, a: Id) -> None:
    create_account(workspace, {"name": "谷屿电子", "code": "B"})
    b = find_account(workspace, "B").id
    add_account_link(workspace, a, LinkKind.PARTNER, other_id=b)
    delete_account(workspace, b)
    (left,) = profile(workspace, a).links
    assert (left.name, left.other_id) == ("谷屿电子", None)


def test_links_that_say_nothing_are_refused(workspace: Workspace, a: Id) -> None:
    add_account_link(workspace, a, LinkKind.PARTNER, other_name="Rival")
    for values in ({"other_name": " "}, {"other_id": a}, {"other_name": "Rival"}):
        with pytest.raises(BadInput) as refused:
            add_account_link(workspace, a, LinkKind.PARTNER, **values)  # type: ignore[arg-type]
        assert refused.value.where == "other"


def test_the_number_of_queries_does_not_grow_with_what_is_there(workspace: Workspace, a: Id) -> None:
    create_account(workspace, {"name": "S", "code": "S", "parent_id": a})
    ann = person(workspace, "Ann")

    def fill(start: int, count: int) -> None:
        for number in range(start, start + count):
            edit_account(workspace, a, {"manager_id": ann if number % 2 else None, "note": str(number)})
            create_account(workspace, {"name": str(number), "code": f"S{number}", "parent_id": a})
            add_account_link(workspace, a, LinkKind.PARTNER, other_name=str(number))
            with workspace.change("test", "Test") as change:
                change.create("contact", {"account_id": a, "name": str(number)})
                change.create("visit", {"account_id": a, "kind": "field", "state": "done", "on_day": TODAY})
                change.add_sales(a, [SaleRecord(TODAY, 5, str(number), "1")])

    fill(0, 2)
    few = _count_queries(workspace, a)
    fill(2, 20)
    assert _count_queries(workspace, a) == few


def _count_queries(workspace: Workspace, account_id: Id) -> int:
    sent: list[str] = []

    def note(_connection: Any, _cursor: Any, text: str, *_rest: Any) -> None:
        sent.append(text)

    event.listen(workspace.engine, "before_cursor_execute", note)
    try:
        get_account_view(workspace, account_id)
    finally:
        event.remove(workspace.engine, "before_cursor_execute", note)
    return len(sent)
