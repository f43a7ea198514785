"""What was chosen for the columns of a sheet holds for the next one with the same headings."""

from pathlib import Path

from tests.services.sheets import ACCOUNTS, CONTACTS, accounts, bring, counts, sheet
from workbench.services.exchange import export_workspace
from workbench.services.imports import ImportOptions, prepare_import, run_import, view_sheet
from workbench.storage.cipher import SEALED
from workbench.storage.engine import connect
from workbench.storage.workspace import Workspace

CHOSEN = {"Kunde": "name", "Nr": "code", "city": ""}


def test_a_choice_is_remembered_for_the_same_headings_alone(workspace: Workspace, tmp_path: Path) -> None:
    bring(workspace, ACCOUNTS, sheet(tmp_path, "Kunde,Nr,city\nOne,7,Wuhan"), columns=CHOSEN)
    same = bring(workspace, ACCOUNTS, sheet(tmp_path, "KUNDE, nr ,City\nTwo,8,Lhasa"))
    assert counts(same) == (1, 0, 0, 0)
    assert same.remembered == {"KUNDE": "name", "nr": "code", "City": ""}
    assert {(one.name, one.code, one.city) for one in accounts(workspace).values()} >= {("Two", "8", "")}
    other = view_sheet(workspace, ACCOUNTS, sheet(tmp_path, "Kunde,Nr,Ort\nTwo,8,Lhasa"))
    assert (other.remembered, other.columns) == ({}, {})


def test_a_remembered_sheet_is_known_by_its_kind(workspace: Workspace, tmp_path: Path) -> None:
    bring(workspace, ACCOUNTS, sheet(tmp_path, "code,name\n1,One"))
    path = sheet(tmp_path, "Firma,Wer\n1,Wang")
    assert view_sheet(workspace, None, path).columns == {}
    bring(workspace, CONTACTS, path, columns={"Firma": "account", "Wer": "name"})
    view = view_sheet(workspace, None, path)
    assert (view.kind, view.columns) == (CONTACTS, {"account": "Firma", "name": "Wer"})
    assert view.remembered == {"Firma": "account", "Wer": "name"}


def test_a_new_choice_wins_and_is_kept_with_the_rest(workspace: Workspace, tmp_path: Path) -> None:
    path = sheet(tmp_path, "Kunde,Nr,Ort\nOne,7,Wuhan")
    bring(workspace, ACCOUNTS, path, columns={"Kunde": "name", "Nr": "code"})
    bring(workspace, ACCOUNTS, path, columns={"Ort": "city", "Nr": ""})
    assert prepare_import(workspace, ACCOUNTS, path).columns == {"name": "Kunde", "city": "Ort"}


def test_what_was_remembered_can_be_put_aside_and_forgotten(workspace: Workspace, tmp_path: Path) -> None:
    path = sheet(tmp_path, "name,code,Ort\nOne,7,Wuhan")
    bring(workspace, ACCOUNTS, path, columns={"code": "", "Ort": "city"})
    plain = ImportOptions(recall=False)
    assert view_sheet(workspace, ACCOUNTS, path, plain).columns == {"name": "name", "code": "code"}
    assert prepare_import(workspace, ACCOUNTS, path).columns == {"name": "name", "city": "Ort"}
    run_import(workspace, ACCOUNTS, path, plain)
    assert prepare_import(workspace, ACCOUNTS, path).columns == {"name": "name", "code": "code"}


def test_looking_and_dry_runs_teach_nothing(workspace: Workspace, tmp_path: Path) -> None:
    path = sheet(tmp_path, "Kunde,Nr\nOne,7")
    options = ImportOptions(columns={"Kunde": "name"})
    prepare_import(workspace, ACCOUNTS, path, options)
    run_import(workspace, ACCOUNTS, path, options, dry_run=True)
    assert view_sheet(workspace, ACCOUNTS, path).remembered == {}


def test_the_file_of_rejects_is_known_by_the_headings_of_its_sheet(
    workspace: Workspace, tmp_path: Path
) -> None:
    path = sheet(tmp_path, "Kunde,Nr,Tag\nOne,7,2001-02-30\nTwo,8,2001-02-03")
    rejects = tmp_path / "rejects.csv"
    options = ImportOptions(columns={"Kunde": "name", "Nr": "code", "Tag": "founded_on"})
    run_import(workspace, ACCOUNTS, path, options, rejects=rejects)
    rejects.write_text(rejects.read_text("utf-8-sig").replace("2001-02-30", "2001-02-28"), "utf-8")
    assert counts(bring(workspace, ACCOUNTS, rejects)) == (1, 0, 0, 0)
    assert set(accounts(workspace)) == {"One", "Two"}


def test_what_cannot_be_read_counts_as_nothing_remembered(workspace: Workspace, tmp_path: Path) -> None:
    path = sheet(tmp_path, "Kunde,Nr\nOne,7")
    bring(workspace, ACCOUNTS, path, columns={"Kunde": "name", "Nr": "code"})
    with workspace.writing() as session:
        connection = session.connection()
        connection.exec_driver_sql("UPDATE workspace_info SET value = '[1' WHERE name LIKE 'columns:%'")
    assert view_sheet(workspace, ACCOUNTS, path).remembered == {}


def test_an_export_does_not_carry_what_was_remembered(workspace: Workspace, tmp_path: Path) -> None:
    bring(workspace, ACCOUNTS, sheet(tmp_path, "Kunde,Nr\nOne,7"), columns={"Kunde": "name", "Nr": "code"})
    export_workspace(workspace, tmp_path / "out.workbench")
    connection = connect(tmp_path / "out.workbench", SEALED, read_only=True)
    names = [row[0] for row in connection.execute("SELECT name FROM workspace_info")]
    connection.close()
    assert not [name for name in names if name.startswith("columns:")]
