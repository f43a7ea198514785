"""Sheets that speak of what became one, or was erased, since they came in first (2-rules §1, I8)."""

from pathlib import Path

import pytest

from tests.services.sheets import ACCOUNTS, CONTACTS, accounts, bring, contacts, counts, reasons, sheet
from workbench.domain.account_matching import AccountKeys
from workbench.foundation.ids import Id, derived_id
from workbench.services.account_merging import merge_accounts
from workbench.services.accounts import edit_account
from workbench.services.imports import ImportKind
from workbench.services.person_erasure import erase_person
from workbench.services.records import list_records
from workbench.storage.workspace import Workspace

ONE, TWO = derived_id("account", "1"), derived_id("account", "2")
RECORDS = {
    ImportKind.VISITS: "account,date,summary\n1,2026-05-01,Talk one\n2,2026-05-01,Talk two",
    ImportKind.COMPLAINTS: "account,number,date,text\n1,C,2026-05-01,bad\n2,C,2026-05-01,worse",
    ImportKind.CONTRACTS: "account,number,title\n1,K,One\n2,K,Two",
}


@pytest.fixture
def both(workspace: Workspace, tmp_path: Path) -> Workspace:
    """A file with two accounts, 1 and 2."""
    bring(workspace, ACCOUNTS, sheet(tmp_path, "code,name\n1,One\n2,Two"))
    return workspace


@pytest.mark.parametrize("kind", RECORDS)
def test_records_of_two_accounts_that_became_one_come_in_again_unchanged(
    both: Workspace, tmp_path: Path, kind: ImportKind
) -> None:
    table = sheet(tmp_path, RECORDS[kind])
    assert counts(bring(both, kind, table)) == (2, 0, 0, 0)
    merge_accounts(both, ONE, TWO)
    assert counts(bring(both, kind, table)) == (0, 0, 2, 0)


def test_records_that_came_in_by_name_are_found_too(workspace: Workspace, tmp_path: Path) -> None:
    bring(workspace, ACCOUNTS, sheet(tmp_path, "name\nOne\nOne Limited"))
    table = sheet(tmp_path, "account_name,number,title\nOne,K,One", "named.csv")
    bring(workspace, ImportKind.CONTRACTS, table)
    merge_accounts(workspace, *(one.id for one in accounts(workspace).values()))
    (kept,) = accounts(workspace)
    again = sheet(tmp_path, f"account_name,number,title\n{kept},K,One", "named.csv")
    assert counts(bring(workspace, ImportKind.CONTRACTS, again)) == (0, 0, 1, 0)


def test_an_account_without_a_code_is_not_made_again_under_the_name_given_up(
    workspace: Workspace, tmp_path: Path
) -> None:
    table = sheet(tmp_path, "name,city\nOne,Wuhan\nOne Limited,Wuhan")
    bring(workspace, ACCOUNTS, table)
    merge_accounts(workspace, *(one.id for one in accounts(workspace).values()))
    result = bring(workspace, ACCOUNTS, table)
    assert (result.created, result.updated) == (0, 0)
    assert set(accounts(workspace)) == {"One Limited"}


@pytest.mark.parametrize("first", ["1", "2"])
def test_of_the_rows_of_one_account_that_with_its_code_of_today_counts(
    both: Workspace, tmp_path: Path, first: str
) -> None:
    merge_accounts(both, ONE, TWO)
    (account,) = accounts(both).values()
    other = "2" if first == "1" else "1"
    bring(both, ACCOUNTS, sheet(tmp_path, f"code,name,phone\n{first},X,0{first}\n{other},Y,0{other}"))
    (now,) = accounts(both).values()
    assert (now.code, now.phone) == (account.code, f"0{account.code}")


def test_a_code_is_known_although_nobody_noted_it(both: Workspace, tmp_path: Path) -> None:
    merge_accounts(both, ONE, TWO)
    (account,) = accounts(both).values()
    edit_account(both, account.id, {"other_codes": ""})
    bring(both, ACCOUNTS, sheet(tmp_path, "code,name,phone\n1,X,01\n2,Y,02"))
    (now,) = accounts(both).values()
    assert (now.code, now.phone) == (account.code, f"0{account.code}")
    assert counts(bring(both, CONTACTS, sheet(tmp_path, "account,name\n1,Wang\n2,Li"))) == (2, 0, 0, 0)


def test_two_codes_of_an_account_deleted_since_come_in_as_one(both: Workspace, tmp_path: Path) -> None:
    merge_accounts(both, ONE, TWO)
    (account,) = accounts(both).values()
    with both.change("test", "Delete") as change:
        change.delete("account", account.id)
    result = bring(both, ACCOUNTS, sheet(tmp_path, "code,name\n1,One\n2,Two"))
    assert counts(result) == (1, 0, 0, 1)
    assert set(accounts(both)) == {"One"}


def test_a_person_keeps_the_number_chosen_when_two_became_one(both: Workspace, tmp_path: Path) -> None:
    tables = [
        sheet(tmp_path, f"account,name,mobile,title\n{code},{name},1380000{code}{code}{code}{code},T", code)
        for code, name in (("1", "方淮"), ("2", "方经理"))
    ]
    for table in tables:
        bring(both, CONTACTS, table)
    people = {contact.account_id: contact.id for contact in contacts(both).values()}
    merge_accounts(both, ONE, TWO, people=[(people[ONE], people[TWO])])
    before = contacts(both)
    for table in tables:
        assert bring(both, CONTACTS, table).created == 0
    assert contacts(both) == before


def test_an_erased_person_is_not_brought_back_and_the_receipt_says_so(
    both: Workspace, tmp_path: Path
) -> None:
    table = sheet(tmp_path, "account,name,mobile\n1,Wang,13800001111\n1,Li,13800002222")
    bring(both, CONTACTS, table)
    erase_person(both, contacts(both)["Wang"].id)
    result = bring(both, CONTACTS, table)
    assert counts(result) == (0, 0, 1, 1)
    assert reasons(result) == [(2, "name", "erased")]
    assert [row["name"] for row in list_records(both, "contacts").rows] == ["Li"]


def test_what_a_row_brings_is_known_by_the_account_whose_code_it_names() -> None:
    one, part = Id(b"1" * 16), Id(b"2" * 16)
    account = AccountKeys(one, code="A", parts=((part, "B"),))
    assert account.origins("A") == [one]
    assert account.origins("B") == [part]
    assert account.origins("") == [one, part]
