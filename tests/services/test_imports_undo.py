"""Taking an import back, also days later: what was edited since stays, and is told in words."""

from collections.abc import Iterator
from contextlib import closing, contextmanager
from datetime import date
from pathlib import Path

from tests.services.sheets import ACCOUNTS, CONTACTS, accounts, bring, contacts, sheet
from workbench.foundation.clock import FixedClock
from workbench.foundation.i18n import use_language
from workbench.services.account_merging import merge_accounts
from workbench.services.accounts import edit_account
from workbench.services.history import redo
from workbench.services.import_history import kept_sentence, list_imports, undo_with_words
from workbench.services.workspaces import new_workspace, open_workspace
from workbench.storage.workspace import Workspace


@contextmanager
def opened(path: Path, day: int) -> Iterator[Workspace]:
    clock = FixedClock(date(2026, 7, day))
    make = open_workspace if path.exists() else new_workspace
    with closing(make(path, clock=clock, author="Li Lei")) as workspace:
        yield workspace


def test_an_import_goes_back_days_later_but_for_what_was_edited_since(tmp_path: Path) -> None:
    path = tmp_path / "mine.workbench"
    with opened(path, 1) as workspace:
        result = bring(
            workspace, ACCOUNTS, sheet(tmp_path, "code,name,phone,tier\nA1,One,010,major\nA2,Two,020,focus")
        )
    with opened(path, 5) as workspace:
        edit_account(workspace, accounts(workspace)["One"].id, {"phone": "011"})
    with opened(path, 9) as workspace:
        assert [(one.label, one.undone) for one in list_imports(workspace)] == [
            ("Import accounts from sheet.csv", False)
        ]
        undone = undo_with_words(workspace, result.transaction)
        assert {name: one.phone for name, one in accounts(workspace).items()} == {"One": "011"}
        assert [(one.record, one.field, one.reason) for one in undone.kept] == [
            ("One", "Phone", "edited since")
        ]
        assert kept_sentence(undone.kept) == "Kept, because it was changed since: One: Phone"
        assert [one.undone for one in list_imports(workspace)] == [True]
        redo(workspace)
        assert [one.undone for one in list_imports(workspace)] == [False]
        assert set(accounts(workspace)) == {"One", "Two"}


def test_fields_that_an_import_changed_are_named_in_words(workspace: Workspace, tmp_path: Path) -> None:
    bring(workspace, ACCOUNTS, sheet(tmp_path, "code,name,phone,manager,tier\nA1,One,010,Li,major"))
    changed = bring(workspace, ACCOUNTS, sheet(tmp_path, "code,phone,manager,tier\nA1,011,Han,focus"))
    edit_account(workspace, accounts(workspace)["One"].id, {"phone": "012", "manager_id": None})
    kept = undo_with_words(workspace, changed.transaction).kept
    assert {(one.record, one.field) for one in kept} >= {("One", "Phone"), ("One", "Manager")}
    assert accounts(workspace)["One"].tier == "major"
    with use_language("zh_CN"):
        assert "One" in kept_sentence(kept)


def test_an_account_that_contacts_came_to_since_stays_and_says_so(
    workspace: Workspace, tmp_path: Path
) -> None:
    first = bring(workspace, ACCOUNTS, sheet(tmp_path, "code,name\nA1,One\nA2,Two"))
    bring(workspace, CONTACTS, sheet(tmp_path, "account,name\nA1,Wang"))
    kept = undo_with_words(workspace, first.transaction).kept
    assert [(one.record, one.reason) for one in kept] == [("One", "in use by what came later")]
    assert set(contacts(workspace)) == {"Wang"}


def test_a_sentence_names_a_few_and_says_that_there_are_more(workspace: Workspace, tmp_path: Path) -> None:
    rows = "\n".join(f"A{number},Name {number}" for number in range(9))
    first = bring(workspace, ACCOUNTS, sheet(tmp_path, f"code,name\n{rows}"))
    people = "\n".join(f"A{number},Wang" for number in range(9))
    bring(workspace, CONTACTS, sheet(tmp_path, f"account,name\n{people}"))
    told = kept_sentence(undo_with_words(workspace, first.transaction).kept)
    assert told.count("Name") == 5
    assert told.endswith(" …")
    assert kept_sentence(()) == ""


def test_accounts_merged_since_stay_and_are_told_by_the_name_of_the_one(
    workspace: Workspace, tmp_path: Path
) -> None:
    first = bring(workspace, ACCOUNTS, sheet(tmp_path, "code,name\nA1,One\nA2,One Limited"))
    both = [one.id for one in accounts(workspace).values()]
    merge_accounts(workspace, *both)
    kept = undo_with_words(workspace, first.transaction).kept
    assert {one.record for one in kept} == {"One Limited"}
    assert {one.entry.row_id for one in kept if one.reason == "merged with another since"} == {max(both)}
    assert set(accounts(workspace)) == {"One Limited"}
