"""Contacts from address cards, through the same checks as sheets."""

from pathlib import Path

import pytest

from tests.services.sheets import ACCOUNTS, CONTACTS, bring, contacts, counts, lines_of, reasons, sheet
from workbench.foundation.errors import BadInput
from workbench.services.imports import ImportOptions, prepare_import, run_import, view_sheet
from workbench.storage.workspace import Workspace

CARDS = """BEGIN:VCARD
VERSION:3.0
N:王;伟;;;
FN:伟 王
ORG:长江电力;采购部
TEL;TYPE=CELL:13800138000
BDAY:19800102
URL:https://example.com
END:VCARD
BEGIN:VCARD
VERSION:2.1
FN:Nobody
END:VCARD
BEGIN:VCARD
VERSION:4.0
FN:Li Na
ORG:Unknown Ltd
END:VCARD
"""


@pytest.fixture
def book(workspace: Workspace, tmp_path: Path) -> Workspace:
    bring(workspace, ACCOUNTS, sheet(tmp_path, "code,name\nA1,长江电力"))
    return workspace


def test_cards_become_contacts_of_the_companies_they_name(book: Workspace, tmp_path: Path) -> None:
    path = sheet(tmp_path, CARDS, "people.vcf")
    view = view_sheet(book, None, path)
    assert (view.kind, view.unknown) == (CONTACTS, ("web address",))
    result = bring(book, CONTACTS, path)
    assert counts(result) == (1, 0, 0, 2)
    assert reasons(result) == [(2, "account_name", "no_account"), (3, "account_name", "unknown_account")]
    wei = contacts(book)["王伟"]
    assert (wei.department, wei.mobile, str(wei.birthday)) == ("采购部", "13800138000", "1980-01-02")
    assert counts(bring(book, CONTACTS, path)) == (0, 0, 1, 2)


def test_rejected_cards_can_be_mended_as_a_sheet(book: Workspace, tmp_path: Path) -> None:
    rejects = tmp_path / "rejects.csv"
    run_import(book, CONTACTS, sheet(tmp_path, CARDS, "people.vcf"), rejects=rejects)
    assert [line[0] for line in lines_of(rejects)[1:]] == ["Nobody", "Li Na"]
    text = rejects.read_text("utf-8-sig").replace("Nobody,", "Nobody,长江电力").replace("Unknown Ltd", "A1")
    rejects.write_text(text, "utf-8")
    result = bring(book, CONTACTS, rejects)
    assert counts(result) == (2, 0, 0, 0)
    assert "Nobody" in contacts(book)


def test_the_columns_of_cards_can_be_chosen_anew(book: Workspace, tmp_path: Path) -> None:
    path = sheet(tmp_path, CARDS, "people.vcf")
    options = ImportOptions(columns={"web address": "note"})
    assert prepare_import(book, CONTACTS, path, options).columns["note"] == "web address"


def test_cards_are_no_other_kind_of_rows(book: Workspace, tmp_path: Path) -> None:
    with pytest.raises(BadInput, match="hold contacts") as caught:
        bring(book, ACCOUNTS, sheet(tmp_path, CARDS, "people.vcf"))
    assert caught.value.hint
    assert caught.value.where == "people.vcf"
