"""Importing the people at accounts."""

from datetime import date
from pathlib import Path

import pytest

from tests.services.sheets import ACCOUNTS, CONTACTS, accounts, bring, contacts, counts, reasons, sheet
from workbench.domain.accounts import BuyingRole
from workbench.foundation.errors import BadInput
from workbench.foundation.ids import derived_id, id_text
from workbench.services.imports import Answer, prepare_import
from workbench.services.influence import add_person
from workbench.storage.queries import accounts as account_queries
from workbench.storage.workspace import Workspace


@pytest.fixture
def book(workspace: Workspace, tmp_path: Path) -> Workspace:
    """Three accounts, two of them with one name."""
    bring(
        workspace,
        ACCOUNTS,
        sheet(tmp_path, "code,name,short_name\nA1,长江电力,长电\nA2,华能水电,\nA3,双胞胎,\nA4,双胞胎,"),
    )
    return workspace


def test_people_find_their_account_by_code_name_or_short_name(book: Workspace, tmp_path: Path) -> None:
    path = sheet(
        tmp_path,
        """客户,姓名,职务,手机,生日,决策角色,影响力,支持度
        A1,王伟,经理,13800138000.0,1980年1月2日,经济型、技术型,5,+2
        华能水电,李娜,,,,U,,阻碍者
        长电,张三,,,,,,
        """,
    )
    assert counts(bring(book, CONTACTS, path)) == (3, 0, 0, 0)
    wang = contacts(book)["王伟"]
    river = derived_id("account", "A1")
    assert wang.account_id == contacts(book)["张三"].account_id == river
    assert wang.id == derived_id("contact", id_text(river), "王伟", "13800138000")
    assert (wang.mobile, wang.birthday, wang.influence, wang.support) == (
        "13800138000",
        date(1980, 1, 2),
        5,
        2,
    )
    assert wang.roles == (BuyingRole.ECONOMIC, BuyingRole.TECHNICAL)
    assert contacts(book)["李娜"].support == -2
    assert counts(bring(book, CONTACTS, path)) == (0, 0, 3, 0)


def test_people_of_unknown_missing_or_ambiguous_accounts_are_rejected(
    book: Workspace, tmp_path: Path
) -> None:
    result = bring(book, CONTACTS, sheet(tmp_path, "account,name\nA9,Wang\n,Li\n双胞胎,Zhang\nA1,"))
    assert counts(result) == (0, 0, 0, 4)
    assert reasons(result) == [
        (2, "account", "unknown_account"),
        (3, "account", "no_account"),
        (4, "account", "ambiguous"),
        (5, "name", "missing"),
    ]
    assert "双胞胎 (A3), 双胞胎 (A4)" in result.problems[2].message


def test_an_unknown_code_is_not_overruled_by_a_name_beside_it(book: Workspace, tmp_path: Path) -> None:
    result = bring(book, CONTACTS, sheet(tmp_path, "客户编号,客户名称,姓名\nA9,长江电力,Wang\n,长江电力,Li"))
    assert counts(result) == (1, 0, 0, 1)
    assert reasons(result) == [(2, "客户编号", "unknown_account")]


def test_the_same_person_with_more_known_is_updated(book: Workspace, tmp_path: Path) -> None:
    bring(book, CONTACTS, sheet(tmp_path, "account,name,title\nA1,Wang,Buyer"))
    result = bring(book, CONTACTS, sheet(tmp_path, "account,name,mobile,email\nA1,Wang,138,w@x.cn"))
    assert counts(result) == (0, 1, 0, 0)
    wang = contacts(book)["Wang"]
    assert (wang.title, wang.mobile, wang.email) == ("Buyer", "138", "w@x.cn")
    assert counts(bring(book, CONTACTS, sheet(tmp_path, "account,name,email\nA1,Wang,w@x.cn"))) == (
        0,
        0,
        1,
        0,
    )


def test_namesakes_are_told_apart_by_their_numbers_or_asked(book: Workspace, tmp_path: Path) -> None:
    bring(book, CONTACTS, sheet(tmp_path, "account,name,mobile\nA1,Wang,138\nA1,Wang,139"))
    result = bring(
        book, CONTACTS, sheet(tmp_path, "account,name,mobile,title\nA1,Wang,140,New\nA1,Wang,,Old")
    )
    assert counts(result) == (1, 0, 0, 1)
    assert reasons(result) == [(3, "name", "ambiguous")]


def test_first_and_last_names_are_put_together(book: Workspace, tmp_path: Path) -> None:
    path = sheet(
        tmp_path, "account,Name,FirstName,LastName\nA1,长江电力,Ana,Trujillo\nA1,x,伟,王\nA1,x,,Smith"
    )
    assert counts(bring(book, CONTACTS, path)) == (3, 0, 0, 0)
    assert set(contacts(book)) == {"Ana Trujillo", "王伟", "Smith"}


def test_a_sheet_without_an_account_column_is_refused(book: Workspace, tmp_path: Path) -> None:
    with pytest.raises(BadInput, match="no column “account” \\(客户\\)") as caught:
        prepare_import(book, CONTACTS, sheet(tmp_path, "Firma,姓名\nA1,Wang"))
    assert "Firma, 姓名" in caught.value.hint


def test_stores_and_their_people_come_in(workspace: Workspace, shared_data: Path) -> None:
    folder = shared_data / "adventureworks"
    stores = bring(workspace, ACCOUNTS, folder / "Sales_vStoreWithAddresses.csv")
    assert counts(stores) == (701, 0, 0, 11)
    assert {problem.code for problem in stores.problems} == {"duplicate_key"}
    assert counts(bring(workspace, CONTACTS, folder / "Sales_vStoreWithContacts.csv")) == (753, 0, 0, 0)
    assert {"John Arthur", "Daniel Blanco"} <= contacts(workspace).keys()


def test_a_person_whose_title_is_what_somebody_unnamed_goes_by_is_asked_about(
    workspace: Workspace, tmp_path: Path
) -> None:
    bring(workspace, ACCOUNTS, sheet(tmp_path, "code,name\nA1,Same"))
    add_person(workspace, accounts(workspace)["Same"].id, does="Quality lead")
    ghost = contacts(workspace)["Quality lead"]
    path = sheet(tmp_path, "account,name,title\nA1,Lu,Quality lead\nA1,Wu,Buyer", "people.csv")
    preview = bring(workspace, CONTACTS, path)
    assert counts(preview) == (1, 0, 0, 1)
    (asked,) = preview.questions
    assert ([one.id for one in asked.candidates], asked.may_be_new) == ([ghost.id], True)
    assert counts(bring(workspace, CONTACTS, path, answers={asked.key: ghost.id})) == (0, 1, 1, 0)
    named = contacts(workspace)["Lu"]
    assert (named.id, named.title, named.is_placeholder) == (ghost.id, "Quality lead", False)
    # Named now, they are found by name like everybody.
    assert counts(bring(workspace, CONTACTS, path)) == (0, 0, 2, 0)


def test_somebody_unnamed_is_never_found_by_name_without_asking(workspace: Workspace, tmp_path: Path) -> None:
    bring(workspace, ACCOUNTS, sheet(tmp_path, "code,name\nA1,Same"))
    add_person(workspace, accounts(workspace)["Same"].id, does="Quality lead")
    path = sheet(tmp_path, "account,name,mobile\nA1,Quality lead,139", "people.csv")
    (asked,) = bring(workspace, CONTACTS, path).questions
    assert counts(bring(workspace, CONTACTS, path, answers={asked.key: Answer.NEW})) == (1, 0, 0, 0)
    with workspace.read() as session:
        people = account_queries.list_contacts(session)
    assert sorted(one.is_placeholder for one in people) == [False, True]
