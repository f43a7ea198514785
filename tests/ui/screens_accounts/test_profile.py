"""The profile driven as a user drives it: parts, the story of a field, places, managers, links, family."""

from datetime import date

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from tests.ui.driving import settle
from tests.ui.screens_accounts.conftest import account_id, account_page, shown_account, workspace_of
from workbench.app import Program
from workbench.domain.account_links import LinkKind
from workbench.domain.profile import ProfilePart
from workbench.services.accounts import edit_account, find_account, get_account_overview
from workbench.ui.kit.suggest_field import SuggestField
from workbench.ui.screens.accounts.overview import Overview
from workbench.ui.screens.accounts.profile import Profile
from workbench.ui.screens.accounts.sections import Section

LEFT = Qt.MouseButton.LeftButton
# Without a screen the list of suggestions cannot be raised above the window.
pytestmark = pytest.mark.qt_log_ignore("This plugin does not support")


def profile_of(program: Program, code: str = "A") -> Profile:
    page = account_page(program, code)
    page.sections.go_to(Section.PROFILE)
    settle(program)
    return page.sections.profile()


def type_into(program: Program, qtbot: QtBot, field: SuggestField, text: str) -> None:
    field.setFocus()
    field.selectAll()
    field.insert(text)
    field.textEdited.emit(text)
    settle(program)


def test_a_part_says_that_it_was_never_verified_until_someone_verifies_it(
    program: Program, qtbot: QtBot
) -> None:
    profile = profile_of(program)
    head = profile.parts[ProfilePart.TRADE]
    assert head.state.text() == "Never verified"
    qtbot.mouseClick(head.button, LEFT)
    settle(program)
    assert head.state.text() == "Verified today · 张蔚"
    assert head.button.isHidden()
    assert find_account(workspace_of(program), "A").trade_verified_on == date(2026, 9, 15)
    program.window.undo()
    settle(program)
    assert head.state.text() == "Never verified"


def test_the_overview_tells_what_is_stale_and_verifies_it(program: Program) -> None:
    page = account_page(program)
    overview = page.sections.section(Section.OVERVIEW)
    assert isinstance(overview, Overview)
    parts = overview.side.parts
    assert [item.right for item in parts.items_model.items] == ["never verified"] * 4
    parts.action_requested.emit(ProfilePart.BUSINESS)
    settle(program)
    assert [item.action for item in parts.items_model.items] == ["Verify", "Verify", "", "Verify"]


def test_the_story_of_a_field_opens_from_its_label_and_by_key(program: Program, qtbot: QtBot) -> None:
    profile = profile_of(program)
    city = profile.fields["city"]
    city.control.setFocus()
    city.control.selectAll()
    city.control.insert("太仓")
    qtbot.keyClick(city.control, Qt.Key.Key_Return)
    settle(program)
    qtbot.mouseClick(city.label, LEFT)
    settle(program)
    assert profile.history.isVisible()
    assert not profile.tier.isVisible()
    told = " ".join(profile.history.texts())
    assert "太仓" in told
    assert "before: 苏州" in told
    assert shown_account(program).close_innermost()
    assert not profile.history.isVisible()
    profile.fields["traits"].control.setFocus()
    qtbot.keyClick(profile.fields["traits"].control, Qt.Key.Key_H, Qt.KeyboardModifier.AltModifier)
    settle(program)
    assert profile.history.field == "traits"
    assert "Nobody has written anything here yet." in profile.history.texts()


def test_a_place_is_chosen_by_typing_and_by_keys(program: Program, qtbot: QtBot) -> None:
    profile = profile_of(program)
    place = profile.fields["place"].control
    type_into(program, qtbot, place, "kunshan")
    assert place.suggestions()[0].text == "江苏省 苏州市 昆山市"
    qtbot.keyClick(place, Qt.Key.Key_Return)
    settle(program)
    account = find_account(workspace_of(program), "A")
    assert (account.province, account.city, account.district, account.district_code) == (
        "江苏省",
        "苏州市",
        "昆山市",
        "320583",
    )
    assert profile.fields["district"].control.text() == "昆山市"


def test_money_and_shares_are_typed_freely_and_faults_stand_beside_them(
    program: Program, qtbot: QtBot
) -> None:
    profile = profile_of(program)
    for name, text in (("category_spend_fen", "8000万"), ("share_of_wallet_bp", "a lot")):
        control = profile.fields[name].control
        control.setFocus()
        control.insert(text)
        qtbot.keyClick(control, Qt.Key.Key_Return)
        settle(program)
    assert profile.fields["category_spend_fen"].control.text() == "80,000,000"
    assert profile.fields["share_of_wallet_bp"].has_error()
    assert profile.wallet.text() == "50%"
    assert "40 M of our sales in 12 months out of 80 M" in profile.wallet_why.text()


def test_an_odd_telephone_number_is_kept_and_mildly_told(program: Program) -> None:
    edit_account(workspace_of(program), account_id("A"), {"phone": "021-68881234", "other_phones": "问前台"})
    profile = profile_of(program)
    assert profile.fields["phone"].control.text() == "021 6888 1234"
    assert profile.fields["phone"].control.toolTip() == "021 6888 1234 · Landline"
    other = profile.fields["other_phones"]
    assert (other.control.text(), other.has_error()) == ("问前台", False)
    assert "问前台" in other.control.accessibleDescription()


def test_the_other_account_with_the_same_credit_code_is_one_click_away(
    program: Program, qtbot: QtBot
) -> None:
    for code in "AB":
        edit_account(workspace_of(program), account_id(code), {"credit_code": "91350100M000100Y43"})
    field = profile_of(program).fields["credit_code"]
    assert "谷屿电子有限公司" in field.control.accessibleDescription()
    qtbot.mouseClick(field.link, LEFT)
    settle(program)
    assert shown_account(program).title() == "谷屿电子"


def test_an_earlier_manager_is_noted_and_removed(program: Program, qtbot: QtBot) -> None:
    keepers = profile_of(program).keepers
    qtbot.mouseClick(keepers.title.link, LEFT)
    qtbot.mouseClick(keepers.save_button, LEFT)
    settle(program)
    assert keepers.name.has_error()
    keepers.name.control.insert("沈砚")
    qtbot.keyClicks(keepers.starts.control, "2025-01-01")
    keepers.reason.control.insert("调岗")
    qtbot.mouseClick(keepers.save_button, LEFT)
    settle(program)
    assert [item.title for item in keepers.terms.items_model.items] == ["乔屿", "沈砚"]
    assert not keepers.form.isVisible()
    keepers.terms.action_requested.emit(1)
    settle(program)
    assert [item.title for item in keepers.terms.items_model.items] == ["乔屿"]


def test_after_a_hand_over_the_reason_is_asked_for(program: Program, qtbot: QtBot) -> None:
    profile = profile_of(program)
    manager = profile.fields["manager_id"].control
    manager.choose(None)
    manager.picked.emit(None)
    settle(program)
    assert find_account(workspace_of(program), "A").manager_id is None
    assert profile.fields["manager_reason"].control.hasFocus()


def test_a_link_is_noted_and_leads_to_the_other_account(program: Program, qtbot: QtBot) -> None:
    links = profile_of(program).links
    qtbot.mouseClick(links.title.link, LEFT)
    type_into(program, qtbot, links.other.control, "谷屿")
    qtbot.keyClick(links.other.control, Qt.Key.Key_Return)
    links.kind.control.choose(LinkKind.SUPPLIER)
    qtbot.mouseClick(links.save_button, LEFT)
    settle(program)
    (item,) = links.list.items_model.items
    assert (item.lead, item.title) == ("Supplier", "谷屿电子")
    links.list.opened.emit(item.key)
    settle(program)
    assert shown_account(program).title() == "谷屿电子"
    (back,) = get_account_overview(workspace_of(program), account_id("B")).profile.links
    assert back.kind is LinkKind.CUSTOMER


def test_a_parent_is_found_by_typing_and_the_family_is_shown(program: Program, qtbot: QtBot) -> None:
    profile = profile_of(program)
    parent = profile.fields["parent_id"].control
    assert profile.family.isHidden()
    type_into(program, qtbot, parent, "谷屿")
    qtbot.keyClick(parent, Qt.Key.Key_Return)
    settle(program)
    assert find_account(workspace_of(program), "A").parent_id == account_id("B")
    lines = profile.family_list.items_model.items
    assert [item.title.strip() for item in lines] == ["谷屿电子", "澜川精密"]
    assert lines[0].right == "Sales 30 M / 70 M"
    profile.family_list.opened.emit(account_id("B"))
    settle(program)
    assert shown_account(program).title() == "谷屿电子"
    profile = shown_account(program).sections.profile()
    shown_account(program).sections.go_to(Section.PROFILE)
    settle(program)
    type_into(program, qtbot, profile.fields["parent_id"].control, "澜川")
    qtbot.keyClick(profile.fields["parent_id"].control, Qt.Key.Key_Return)
    settle(program)
    assert profile.fields["parent_id"].has_error()
