"""Import driven as a user drives it: a sheet looked at, corrected, imported, taken back."""

import threading
from pathlib import Path

import pytest
import xlsxwriter
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from tests.ui.screens_files.conftest import Driven
from workbench.domain.imports import ImportKind
from workbench.foundation.ids import Id
from workbench.services.accounts import create_account, edit_account
from workbench.services.imports import run_import, view_sheet
from workbench.services.records import list_records
from workbench.ui.navigation import PageId
from workbench.ui.screens.imports.page import ImportPage

ACCOUNTS = (
    "客户编号,客户名称,城市,Grösse,成立日期\nK1,澜川精密,苏州,12,2001-05-01\nK2,谷屿电子,无锡,8,not a day\n"
)


@pytest.fixture
def page(driven: Driven) -> ImportPage:
    return driven.go(PageId.IMPORT, ImportPage)


@pytest.fixture
def sheet(tmp_path: Path) -> Path:
    path = tmp_path / "customers.csv"
    path.write_text(ACCOUNTS, "utf-8")
    return path


def names(driven: Driven) -> list[str]:
    return [row["name"] for row in list_records(driven.workspace, "accounts").rows]


def click(qtbot: QtBot, widget: object) -> None:
    qtbot.mouseClick(widget, Qt.MouseButton.LeftButton)  # type: ignore[arg-type]


def test_a_sheet_is_shown_with_what_it_would_change_before_anything_is_written(
    driven: Driven, page: ImportPage, sheet: Path, qtbot: QtBot
) -> None:
    driven.prompts.answers = [sheet]
    click(qtbot, page.start.choose_button)
    driven.settle()
    assert page.sheet.source.kind.key() is ImportKind.ACCOUNTS
    assert (page.sheet.mapping.combo("城市").key(), page.sheet.mapping.combo("Grösse").key()) == ("city", "")
    assert (page.sheet.preview.created.value.text(), page.sheet.preview.rejected.value.text()) == ("1", "1")
    (problem,) = page.sheet.preview.problems.model.shown_rows()
    assert (problem.row, problem.column) == (3, "成立日期")
    assert "Grösse" in page.sheet.preview.note.text()
    assert page.subtitle() == "Preview, nothing written yet"
    assert names(driven) == []


def test_ctrl_enter_imports_and_the_receipt_takes_it_back(
    driven: Driven, page: ImportPage, sheet: Path, qtbot: QtBot
) -> None:
    page.file_dropped(str(sheet))
    driven.settle()
    assert page.import_button.text() == "Import 1 row"
    qtbot.keyClick(page.sheet.mapping.combo("城市"), Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    driven.settle()
    assert names(driven) == ["澜川精密"]
    assert driven.said == "Accounts imported: 1 new, 0 changed"
    assert page.done.title.text() == "Accounts imported"
    click(qtbot, page.done.undo_button)
    driven.settle()
    assert names(driven) == []
    assert page.done.title.text() == "The import was taken back"
    assert page.done.undo_button.isHidden()


def test_the_toast_takes_the_import_back_too(
    driven: Driven, page: ImportPage, sheet: Path, qtbot: QtBot
) -> None:
    page.file_dropped(str(sheet))
    driven.settle()
    click(qtbot, page.import_button)
    driven.settle()
    click(qtbot, driven.program.window.toast.action_button)
    driven.settle()
    assert names(driven) == []
    assert page.done.title.text() == "The import was taken back"


def test_a_column_is_read_as_what_the_user_says(driven: Driven, page: ImportPage, sheet: Path) -> None:
    page.file_dropped(str(sheet))
    driven.settle()
    combo = page.sheet.mapping.combo("成立日期")
    combo.choose("note")
    combo.picked.emit("note")
    driven.settle()
    assert (page.sheet.preview.created.value.text(), page.sheet.preview.rejected.value.text()) == ("2", "0")
    page.sheet.mapping.combo("Grösse").picked.emit("note")
    driven.settle()
    assert (combo.key(), page.sheet.mapping.combo("Grösse").key()) == ("", "note")


def test_a_sheet_without_a_needed_column_says_so_and_cannot_be_imported(
    driven: Driven, page: ImportPage, tmp_path: Path
) -> None:
    path = tmp_path / "strange.csv"
    path.write_text("Alpha,Beta\n1,澜川精密\n", "utf-8")
    page.file_dropped(str(path))
    driven.settle()
    assert page.sheet.preview.error.isVisible()
    assert not page.import_button.isEnabled()
    page.sheet.mapping.combo("Beta").choose("name")
    page.sheet.mapping.combo("Beta").picked.emit("name")
    driven.settle()
    assert page.sheet.preview.error.isHidden()
    assert page.import_button.isEnabled()


@pytest.mark.parametrize("content", [b"", b"\x89PNG\r\n\x1a\n" + bytes(100)])
def test_a_file_that_is_no_sheet_is_refused_with_the_reason(
    content: bytes, driven: Driven, page: ImportPage, tmp_path: Path
) -> None:
    path = tmp_path / "photo.csv"
    path.write_bytes(content)
    page.file_dropped(str(path))
    driven.settle()
    assert page.banner.isVisible()
    assert page.banner.label.text()
    assert page.start.isVisible()
    assert not page.close_innermost()


def test_choosing_another_kind_reads_the_sheet_anew(driven: Driven, page: ImportPage, sheet: Path) -> None:
    page.file_dropped(str(sheet))
    driven.settle()
    page.sheet.source.kind_picked.emit(ImportKind.CONTACTS)
    driven.settle()
    assert page.sheet.mapping.combo("客户编号").key() == "account"
    assert page.sheet.preview.error.isVisible()


def test_the_next_sheet_of_the_file_is_offered_and_its_kind_guessed_anew(
    driven: Driven, page: ImportPage, tmp_path: Path, qtbot: QtBot
) -> None:
    path = tmp_path / "all.xlsx"
    book = xlsxwriter.Workbook(path)
    for name, rows in (
        ("Firms", [("Cust. no", "Firm"), ("C1", "Northgate")]),
        ("People", [("Cust. no", "First name", "Surname"), ("C1", "Ann", "Stone")]),
    ):
        sheet = book.add_worksheet(name)
        for at, row in enumerate(rows):
            sheet.write_row(at, 0, row)
    book.close()
    page.file_dropped(str(path))
    driven.settle()
    page.sheet.source.sheet_picked.emit("People")
    driven.settle()
    assert page.sheet.source.kind.key() is ImportKind.CONTACTS
    page.sheet.source.sheet_picked.emit("Firms")
    driven.settle()
    page.run()
    driven.settle()
    assert page.done.next_button.text() == "Next sheet: People"
    click(qtbot, page.done.next_button)
    driven.settle()
    assert page.sheet.source.kind.key() is ImportKind.CONTACTS
    page.run()
    driven.settle()
    assert page.done.next_button.isHidden()


def test_rows_that_cannot_be_taken_are_saved_to_be_mended(
    driven: Driven, page: ImportPage, sheet: Path, tmp_path: Path, qtbot: QtBot
) -> None:
    page.file_dropped(str(sheet))
    driven.settle()
    driven.prompts.answers = [tmp_path / "rejected.csv"]
    click(qtbot, page.sheet.preview.rejects_button)
    driven.settle()
    text = (tmp_path / "rejected.csv").read_text("utf-8-sig")
    assert "谷屿电子" in text
    assert "澜川精密" not in text
    assert names(driven) == []
    assert driven.said == "Rejected rows saved as rejected.csv"


def test_esc_leaves_the_file_without_a_trace(
    driven: Driven, page: ImportPage, sheet: Path, qtbot: QtBot
) -> None:
    page.file_dropped(str(sheet))
    driven.settle()
    qtbot.keyClick(driven.program.window, Qt.Key.Key_Escape)
    driven.settle()
    assert page.start.isVisible()
    assert not page.close_innermost()
    assert names(driven) == []


def test_a_template_has_the_columns_of_its_kind(driven: Driven, page: ImportPage, tmp_path: Path) -> None:
    driven.prompts.answers = [tmp_path / "contacts.xlsx"]
    menu = page.start.template_menu()
    next(entry for entry in menu.actions() if entry.text() == "Contacts").trigger()
    driven.settle()
    view = view_sheet(driven.workspace, None, tmp_path / "contacts.xlsx")
    assert view.kind is ImportKind.CONTACTS
    assert view.unknown == ()


def test_sales_without_accounts_and_dates_are_joined_with_their_heads(
    driven: Driven, page: ImportPage, sheet: Path, tmp_path: Path, qtbot: QtBot
) -> None:
    page.file_dropped(str(sheet))
    driven.settle()
    page.run()
    driven.settle()
    (tmp_path / "heads.csv").write_text("单号,客户编号,日期\nS1,K1,2026-05-01\n", "utf-8")
    (tmp_path / "lines.csv").write_text("单号,产品,数量,金额\nS1,轴承,2,300\n", "utf-8")
    page.open_sheet(tmp_path / "lines.csv")
    driven.settle()
    page.sheet.source.kind_picked.emit(ImportKind.SALES)
    driven.settle()
    assert page.sheet.preview.error.isVisible()
    driven.prompts.answers = [tmp_path / "heads.csv"]
    click(qtbot, page.sheet.source.join_button)
    driven.settle()
    assert page.sheet.preview.created.value.text() == "1"
    assert page.sheet.preview.amount.isVisible()


def test_the_page_speaks_the_language_chosen(driven: Driven, page: ImportPage, sheet: Path) -> None:
    page.file_dropped(str(sheet))
    driven.settle()
    driven.program.switch_language("zh_CN")
    driven.settle()
    assert page.sheet.mapping.combo("城市").currentText() == "市"
    assert page.sheet.mapping.combo("城市").key() == "city"


def test_what_was_chosen_for_the_columns_survives_another_language(
    driven: Driven, page: ImportPage, sheet: Path
) -> None:
    page.file_dropped(str(sheet))
    driven.settle()
    page.sheet.mapping.combo("成立日期").choose("note")
    page.sheet.mapping.combo("成立日期").picked.emit("note")
    driven.settle()
    driven.program.switch_language("zh_CN")
    driven.settle()
    assert page.sheet.mapping.combo("成立日期").key() == "note"
    assert page.sheet.rows_to_write == 2


def test_a_stopped_import_has_written_nothing_and_can_be_run_again(
    driven: Driven, page: ImportPage, sheet: Path
) -> None:
    page.file_dropped(str(sheet))
    driven.settle()
    # Held back, so that it cannot be through before it is stopped.
    gate = threading.Event()
    driven.program.tasks.run_write(lambda _job: gate.wait(10), lambda _open: None)
    page.run()
    assert page.close_innermost()
    gate.set()
    driven.settle()
    assert names(driven) == []
    assert page.sheet.isVisible()
    page.run()
    driven.settle()
    assert names(driven) == ["澜川精密"]


def test_a_row_that_may_mean_several_accounts_is_answered_before_it_comes_in(
    driven: Driven, page: ImportPage, tmp_path: Path, qtbot: QtBot
) -> None:
    known = tmp_path / "known.csv"
    known.write_text("code,name\nA1,Same\nA2,Same\n", "utf-8")
    run_import(driven.workspace, ImportKind.ACCOUNTS, known)
    path = tmp_path / "asked.csv"
    path.write_text("name,phone\nSame,010\nOther,020\n", "utf-8")
    page.file_dropped(str(path))
    driven.settle()
    questions = page.sheet.preview.questions
    assert questions.isVisible()
    combo = questions.combo("name@2")
    assert [combo.itemText(at) for at in range(combo.count())] == [
        "Leave out",
        "Same (A1)",
        "Same (A2)",
        "Create a new one",
    ]
    assert combo.key() is None
    assert page.sheet.preview.rejected.value.text() == "1"
    combo.setCurrentIndex(2)
    combo.activated.emit(2)
    driven.settle()
    assert combo is questions.combo("name@2")
    assert (page.sheet.preview.updated.value.text(), page.sheet.preview.rejected.value.text()) == ("1", "0")
    click(qtbot, page.import_button)
    driven.settle()
    rows = list_records(driven.workspace, "accounts").rows
    assert {row["code"]: row["phone"] for row in rows} == {"A1": "", "A2": "010", "": "020"}
    page.file_dropped(str(path))
    driven.settle()
    assert questions.combo("name@2").key() is None


def test_remembered_columns_are_said_and_can_be_put_aside(
    driven: Driven, page: ImportPage, sheet: Path, qtbot: QtBot
) -> None:
    page.file_dropped(str(sheet))
    driven.settle()
    assert page.sheet.mapping.remembered.isHidden()
    page.sheet.mapping.combo("Grösse").choose("note")
    page.sheet.mapping.combo("Grösse").picked.emit("note")
    driven.settle()
    click(qtbot, page.import_button)
    driven.settle()
    page.file_dropped(str(sheet))
    driven.settle()
    assert page.sheet.mapping.remembered.isVisible()
    assert page.sheet.mapping.remembered.text().startswith("1 column is read as you chose")
    assert page.sheet.mapping.combo("Grösse").key() == "note"
    click(qtbot, page.sheet.mapping.forget_link)
    driven.settle()
    assert page.sheet.mapping.combo("Grösse").key() == ""
    assert page.sheet.mapping.remembered.isHidden()


def test_an_earlier_import_is_taken_back_from_the_start(
    driven: Driven, page: ImportPage, sheet: Path, qtbot: QtBot
) -> None:
    page.file_dropped(str(sheet))
    driven.settle()
    page.run()
    driven.settle()
    (account,) = list_records(driven.workspace, "accounts").rows
    edit_account(driven.workspace, Id(bytes.fromhex(account["id"])), {"phone": "010"})
    page.close_innermost()
    driven.settle()
    (button,) = page.start.undo_buttons.values()
    assert button.accessibleName() == "Undo: Import accounts from customers.csv"
    click(qtbot, button)
    driven.settle()
    assert driven.said == "Kept, because it was changed since: 澜川精密: Phone"
    assert page.start.undo_buttons == {}


def test_what_an_undo_had_to_keep_stands_on_the_receipt(
    driven: Driven, page: ImportPage, sheet: Path, qtbot: QtBot
) -> None:
    page.file_dropped(str(sheet))
    driven.settle()
    page.run()
    driven.settle()
    (account,) = list_records(driven.workspace, "accounts").rows
    edit_account(driven.workspace, Id(bytes.fromhex(account["id"])), {"phone": "010"})
    click(qtbot, page.done.undo_button)
    driven.settle()
    assert page.done.title.text() == "The import was taken back"
    assert page.done.kept.isVisible()
    assert "澜川精密: Phone" in page.done.kept.text()


def test_address_cards_come_in_like_a_sheet(
    driven: Driven, page: ImportPage, sheet: Path, tmp_path: Path
) -> None:
    page.file_dropped(str(sheet))
    driven.settle()
    page.run()
    driven.settle()
    cards = tmp_path / "people.vcf"
    cards.write_text(
        "BEGIN:VCARD\nFN:王伟\nORG:澜川精密\nEND:VCARD\nBEGIN:VCARD\nFN:李娜\nEND:VCARD\n", "utf-8"
    )
    page.file_dropped(str(cards))
    driven.settle()
    assert page.sheet.source.kind.key() is ImportKind.CONTACTS
    assert (page.sheet.preview.created.value.text(), page.sheet.preview.rejected.value.text()) == ("1", "1")
    page.run()
    driven.settle()
    assert [row["name"] for row in list_records(driven.workspace, "contacts").rows] == ["王伟"]


def test_the_currency_of_amounts_that_name_none_is_said_and_can_be_another(
    driven: Driven, page: ImportPage, tmp_path: Path
) -> None:
    path = tmp_path / "sales.csv"
    path.write_text("account,date,amount\nK1,2026-03-05,1200\n", "utf-8")
    create_account(driven.workspace, {"code": "K1", "name": "澜川精密"})
    page.file_dropped(str(path))
    driven.settle()
    preview = page.sheet.preview
    assert preview.currency.key() == "CNY"
    assert "1 row names no currency" in preview.currency.accessibleName()
    preview.currency.choose("EUR")
    preview.currency.picked.emit("EUR")
    driven.settle()
    assert "EUR" in preview.amount.value.text()
    assert preview.currency.key() == "EUR"
