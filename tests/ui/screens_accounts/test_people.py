"""The people of an account: in two lines, with reasons for what is personal, handed out and erased."""

import json
import zipfile
from datetime import date
from pathlib import Path

from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from tests.ui.conftest import ScriptedPrompts
from tests.ui.driving import page_of, settle
from tests.ui.screens_accounts.conftest import account_id, account_page, workspace_of
from workbench.app import Program
from workbench.domain.accounts import Contact
from workbench.domain.relationship import Function
from workbench.services.accounts import get_account_overview
from workbench.services.contacts import save_contact
from workbench.services.influence import add_person
from workbench.services.personal_data import get_grounds
from workbench.ui.navigation import Destination, PageId, Part
from workbench.ui.screens.accounts.account_page import AccountPage
from workbench.ui.screens.accounts.influence.section import PeopleView
from workbench.ui.screens.accounts.people import People
from workbench.ui.screens.accounts.sections import Section
from workbench.ui.screens.settings.page import SettingsPage

LEFT = Qt.MouseButton.LeftButton


def people_of(program: Program, code: str = "A") -> People:
    page = account_page(program, code)
    page.sections.go_to(Section.PEOPLE)
    section = page.sections.people()
    section.go_to(PeopleView.LIST)
    settle(program)
    return section.people


def gu(program: Program) -> Contact:
    contacts = get_account_overview(workspace_of(program), account_id("A")).contacts
    return next(one for one in contacts if one.name == "顾承远")


def test_a_person_in_two_lines_and_whoever_left_at_the_end(program: Program) -> None:
    workspace = workspace_of(program)
    values = {"name": "老总", "title": "原总经理", "left_on": date(2026, 3, 1), "influence": 5}
    save_contact(workspace, account_id("A"), values)
    people = people_of(program)
    here, heading, gone = people.list.items_model.items
    assert (here.title, here.second, here.right) == ("顾承远", "总经理", "met 1 Sep")
    assert (here.chip, here.note) == ("Economic", "Influence 5")
    assert (heading.title, heading.heading) == ("Have left", True)
    assert (gone.title, gone.right, gone.bold) == ("老总", "left 1 Mar 2026", False)


def test_the_form_takes_all_that_is_known_and_walks_along_with_the_keys(
    program: Program, qtbot: QtBot
) -> None:
    save_contact(workspace_of(program), account_id("A"), {"name": "林志远"})
    people = people_of(program)
    people.list.setFocus()
    people.list.choose(gu(program).id)
    qtbot.keyClick(people.list, Qt.Key.Key_Return)
    form = people.form
    assert form.name.control.hasFocus()
    form.function.control.choose(Function.MANAGEMENT)
    form.areas["family"].control.setText("两个女儿")
    form.texts["wechat"].control.setText("gu-1970")
    form.texts["mobile"].control.setText("138-0000 0001 (办)")
    form.birthday.control.set_day(date(2027, 1, 1))
    qtbot.mouseClick(form.save_button, LEFT)
    settle(program)
    assert form.birthday.has_error()
    form.birthday.control.set_day(date(1970, 5, 1))
    qtbot.mouseClick(form.save_button, LEFT)
    settle(program)
    kept = gu(program)
    assert (kept.function, kept.family, kept.wechat) == (Function.MANAGEMENT, "两个女儿", "gu-1970")
    assert (kept.mobile, kept.birthday) == ("138-0000 0001 (办)", date(1970, 5, 1))
    people.select(kept.id)
    people.list.setFocus()
    qtbot.keyClick(people.list, Qt.Key.Key_Down)
    assert form.name.control.text() == "林志远"


def test_a_crowd_is_filtered(program: Program) -> None:
    workspace = workspace_of(program)
    with workspace.change("test", "Test") as change:
        for number in range(40):
            change.create(
                "contact", {"account_id": account_id("A"), "name": f"P{number:02}", "title": "Buyer"}
            )
    people = people_of(program)
    assert people.filter.isVisible()
    people.filter.setText("buyer p07")
    assert [item.title for item in people.list.items_model.items] == ["P07"]
    people.filter.setText("nobody")
    assert [item.title for item in people.list.items_model.items] == ["No person is called so"]


def test_one_reason_is_given_for_what_is_ticked(program: Program, qtbot: QtBot) -> None:
    values = {"family": "两个女儿", "mobile": "138", "birthday": date(1970, 5, 1)}
    save_contact(workspace_of(program), account_id("A"), values, gu(program).id)
    people = people_of(program)
    people.select(gu(program).id)
    qtbot.mouseClick(people.form._personal_title.link, LEFT)
    settle(program)
    pane = people.personal
    assert people.form.isHidden()
    assert pane.ticked() == ["mobile", "birthday", "family"]
    pane.ticks["family"].setChecked(False)
    qtbot.mouseClick(pane.save_button, LEFT)
    settle(program)
    assert pane.purpose.has_error()
    pane.purpose.control.insert("生日祝贺")
    qtbot.mouseClick(pane.save_button, LEFT)
    settle(program)
    grounds = get_grounds(workspace_of(program), gu(program).id)
    assert set(grounds.bases) == {"mobile", "birthday"}
    assert pane.ticked() == ["family"]
    qtbot.mouseClick(pane.clear_button, LEFT)
    settle(program)
    assert gu(program).family == ""
    assert people.close_innermost()
    assert pane.isHidden()


def test_everything_about_a_person_is_handed_out(
    program: Program, prompts: ScriptedPrompts, tmp_path: Path, qtbot: QtBot
) -> None:
    people = people_of(program)
    people.form.personal_requested.emit(gu(program).id)
    settle(program)
    prompts.answers = [tmp_path / "gu.zip"]
    qtbot.mouseClick(people.personal.export_button, LEFT)
    settle(program)
    with zipfile.ZipFile(tmp_path / "gu.zip") as archive:
        assert json.loads(archive.read("person.json"))["person"]["name"] == "顾承远"


def test_a_person_is_erased_once_the_name_is_typed(program: Program, qtbot: QtBot) -> None:
    people = people_of(program)
    people.form.personal_requested.emit(gu(program).id)
    settle(program)
    qtbot.mouseClick(people.personal.erase_button, LEFT)
    settle(program)
    pane = people.erasing
    assert not pane.erase_button.isEnabled()
    pane.name.control.setText("顾承")
    assert not pane.erase_button.isEnabled()
    pane.name.control.setText("顾承远")
    qtbot.mouseClick(pane.erase_button, LEFT)
    settle(program)
    assert get_account_overview(workspace_of(program), account_id("A")).contacts == ()
    assert pane.isHidden()
    assert people.nothing.isVisible()


def test_several_people_are_kept_handed_out_and_erased_from_the_list(
    program: Program, qtbot: QtBot, prompts: ScriptedPrompts, tmp_path: Path
) -> None:
    workspace = workspace_of(program)
    save_contact(workspace, account_id("A"), {"family": "两个女儿"}, gu(program).id)
    save_contact(workspace, account_id("A"), {"name": "林悦", "influence": 4})
    people = get_account_overview(workspace, account_id("A")).contacts
    with workspace.change("test", "Looked at long ago") as change:
        lin = next(one.id for one in people if one.name == "林悦")
        change.set("contact", lin, {"influence_verified_on": date(2020, 1, 1)})
    program.window.go(Destination(PageId.SETTINGS, view=Part.PERSONAL_DATA))
    settle(program)
    page = page_of(program)
    assert isinstance(page, SettingsPage)
    part = page.personal.people
    assert [one.review.contact.name for one in part.table.row_set().rows] == ["顾承远", "林悦"]
    assert not part.keep_button.isEnabled()
    part.table.view.selectAll()
    assert len(part.chosen()) == 2
    qtbot.mouseClick(part.keep_button, LEFT)
    settle(program)
    assert program.window.toast.text() == "1 person kept · 1 needs a reason first"
    assert [one.review.contact.name for one in part.table.row_set().rows] == ["顾承远"]
    part.table.view.selectAll()
    prompts.answers = [tmp_path]
    qtbot.mouseClick(part.export_button, LEFT)
    settle(program)
    assert (tmp_path / "顾承远.zip").exists()
    prompts.answers = ["2", "1"]
    qtbot.mouseClick(part.erase_button, LEFT)
    settle(program)
    assert not part.nothing.isVisible()
    qtbot.mouseClick(part.erase_button, LEFT)
    settle(program)
    assert part.nothing.isVisible()
    assert [one.name for one in get_account_overview(workspace, account_id("A")).contacts] == ["林悦"]


def test_what_is_to_be_reviewed_stands_in_the_settings_and_leads_to_the_people(
    program: Program, qtbot: QtBot
) -> None:
    save_contact(workspace_of(program), account_id("A"), {"family": "两个女儿"}, gu(program).id)
    program.window.go(Destination(PageId.SETTINGS, view=Part.PERSONAL_DATA))
    settle(program)
    page = page_of(program)
    assert isinstance(page, SettingsPage)
    section = page.personal
    (line,) = section.people.table.row_set().rows
    columns = section.people.table.model.columns
    assert [one.cell(line).text for one in columns][-4:] == [
        "顾承远",
        line.account,
        "no reason yet",
        "Family, Influence",
    ]
    qtbot.mouseClick(section.all_button, LEFT)
    settle(program)
    assert section.purpose.has_error()
    section.purpose.control.insert("生日祝贺")
    qtbot.mouseClick(section.all_button, LEFT)
    settle(program)
    (settled,) = section.people.table.row_set().rows
    assert set(settled.review.concerns) == {"influence"}
    program.undo()
    settle(program)
    section.people.table.row_activated.emit(line)
    settle(program)
    shown = page_of(program)
    assert shown.destination().subject == account_id("A")
    assert shown.destination().view is Section.PEOPLE
    assert isinstance(shown, AccountPage)
    found = shown.sections.people().current()
    assert found is not None
    assert found.name == "顾承远"


def test_whoever_is_unnamed_gets_their_name_in_the_form(program: Program) -> None:
    add_person(workspace_of(program), account_id("A"), does="Quality lead")
    people = people_of(program)
    ghost = next(one for one in people._contacts.values() if one.is_placeholder)
    people.select(ghost.id)
    assert (people.form.name.control.text(), people.form.texts["title"].control.text()) == (
        "",
        "Quality lead",
    )
    people.form.name.control.setText("陆工")
    people.form.save()
    settle(program)
    contacts = get_account_overview(workspace_of(program), account_id("A")).contacts
    (named,) = (one for one in contacts if one.id == ghost.id)
    assert (named.name, named.title, named.is_placeholder) == ("陆工", "Quality lead", False)
