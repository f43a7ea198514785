"""The one style sheet, made from tokens. Rows, buttons, chips and charts paint themselves instead."""

from string import Template

from workbench.ui.kit.tokens import Tokens

_SHEET = Template("""
QLabel[tone="text2"] { color: $text2; }
QLabel[tone="text3"] { color: $text3; }
QLabel[tone="accent"] { color: $accent; }
QLabel[tone="danger"] { color: $danger; }
QLabel[tone="warn"] { color: $warn; }
QLabel[tone="ok"] { color: $ok; }
QLabel[tone="ink_plus2"] { color: $ink_plus2; }
QLabel[tone="ink_plus1"] { color: $ink_plus1; }
QLabel[tone="ink_zero"] { color: $ink_zero; }
QLabel[tone="ink_minus1"] { color: $ink_minus1; }
QLabel[tone="ink_minus2"] { color: $ink_minus2; }

QFrame[surface="card"] { background: $page; border: 1px solid $line_strong; border-radius: 8px; }
QFrame[surface="card"][chosen="true"] { border: 2px solid $accent; }
QFrame[surface="dashed"] { border: 1px dashed $line_strong; border-radius: 8px; }
QFrame[surface="page"] { background: $page; }
QFrame[surface="pane"] { background: $pane; }
QFrame[surface="rail"] { background: $rail; border-right: 1px solid $line; }
QFrame[surface="status"] { background: $rail; border-top: 1px solid $line; }
QFrame[surface="header"] { background: $page; border-bottom: 1px solid $line; }
QFrame[surface="toolbar"] { background: $page; border-bottom: 1px solid $line; }
QFrame[surface="side"] { background: $pane; border-left: 1px solid $line; }
QFrame[surface="left"] { background: $pane; border-right: 1px solid $line; }
QFrame[surface="banner"] { background: $warn_tint; }
QFrame[surface="footer"] { background: $pane; border-top: 1px solid $line; }
QFrame[surface="line"] { background: $line; border: 0; }

QAbstractScrollArea { background: $page; border: 0; }
QAbstractScrollArea::corner { background: transparent; border: 0; }
QAbstractScrollArea[surface="pane"] { background: $pane; }

QLineEdit, QPlainTextEdit, QTextEdit, QComboBox, QDateEdit, QTimeEdit, QSpinBox {
  background: $page; color: $text; border: 1px solid $field; border-radius: 6px;
  placeholder-text-color: $text3;
  selection-background-color: $accent; selection-color: $on_accent; }
QLineEdit, QComboBox, QDateEdit, QTimeEdit, QSpinBox { min-height: 30px; max-height: 30px; padding: 0 8px; }
QPlainTextEdit, QTextEdit { padding: 4px 4px; }
QLineEdit:focus, QComboBox:focus, QDateEdit:focus, QTimeEdit:focus, QSpinBox:focus {
  border: 2px solid $accent; min-height: 28px; max-height: 28px; padding: 0 7px; }
QPlainTextEdit:focus, QTextEdit:focus { border: 2px solid $accent; padding: 3px; }
QTextEdit[surface="help"], QTextEdit[surface="help"]:focus { background: $pane; border: 0; padding: 0; }
QLineEdit[invalid="true"], QComboBox[invalid="true"], QDateEdit[invalid="true"], QSpinBox[invalid="true"] {
  border: 2px solid $danger; min-height: 28px; max-height: 28px; padding: 0 7px; }
QPlainTextEdit[invalid="true"] { border: 2px solid $danger; padding: 3px; }
QLineEdit:disabled, QPlainTextEdit:disabled, QTextEdit:disabled, QComboBox:disabled, QDateEdit:disabled,
QTimeEdit:disabled, QSpinBox:disabled { background: $disabled; color: $text3; border-color: $line_strong; }
QLineEdit[small="true"], QComboBox[small="true"] {
  min-height: 22px; max-height: 22px; border-color: $line_strong; font-size: 12px; padding: 0 7px; }
QLineEdit[small="true"]:focus, QComboBox[small="true"]:focus {
  min-height: 20px; max-height: 20px; padding: 0 6px; border-color: $accent; }
QLineEdit[small="true"][invalid="true"] {
  min-height: 20px; max-height: 20px; padding: 0 6px; border: 2px solid $danger; }
QLineEdit[searching="true"] { padding-left: 0; }
QLineEdit[resting="true"]:!focus, QComboBox[resting="true"]:!focus {
  background: transparent; border-color: transparent; }
QLineEdit[resting="true"]:!focus:hover, QComboBox[resting="true"]:!focus:hover { background: $hover; }
QLineEdit[resting="true"][invalid="true"]:!focus { border-color: $danger; }
QComboBox { combobox-popup: 0; }
QComboBox::drop-down, QDateEdit::drop-down, QTimeEdit::drop-down { border: 0; width: 24px; }
QComboBox::down-arrow, QDateEdit::down-arrow, QTimeEdit::down-arrow { image: none; }
QComboBox QAbstractItemView { background: $page; border: 1px solid $line_strong; outline: 0;
  selection-background-color: $selected; selection-color: $text; }
QComboBox QAbstractItemView::item { min-height: 28px; padding: 0 8px; }

QListView#suggestions { background: $page; color: $text; border: 1px solid $line_strong; outline: 0;
  selection-background-color: $selected; selection-color: $text; }
QListView#suggestions::item { min-height: 28px; padding: 0 8px; }
QListView#suggestions::item:selected, QListView#suggestions::item:hover {
  background: $selected; color: $text; }
QPlainTextEdit[resting="true"]:!focus { border-color: $line; }
QPlainTextEdit[quiet="true"] { padding: 1px 4px; }
QPlainTextEdit[quiet="true"]:focus { padding: 0 3px; }
QPlainTextEdit[quiet="true"]:!focus { background: transparent; border-color: transparent; }
QPlainTextEdit[resting="true"]:!focus:hover { background: $hover; }
QPlainTextEdit[resting="true"][invalid="true"]:!focus { border-color: $danger; }

QHeaderView { background: $pane; border: 0; }
QTableView { gridline-color: transparent; }
QHeaderView[plain="true"]::section { background: $pane; color: $text2; border: 0; padding: 0 8px;
    border-bottom: 1px solid $line; min-height: 31px; }
QTableView[plain="true"] { selection-background-color: $selected; selection-color: $text; }
QTableView[plain="true"]::item { padding: 0 8px; border-bottom: 1px solid $row_line; }
QTableCornerButton::section { background: $pane; border: 0; border-bottom: 1px solid $line; }
QScrollBar { background: transparent; margin: 0; }
QScrollBar:vertical { width: 10px; }
QScrollBar:horizontal { height: 10px; }
QScrollBar::handle { background: $line_strong; border: 2px solid transparent; border-radius: 5px; }
QScrollBar::handle:hover { background: $field; }
QScrollBar::handle:vertical { min-height: 32px; margin: 0 2px; border-radius: 3px; border: 0; }
QScrollBar::handle:horizontal { min-width: 32px; margin: 2px 0; border-radius: 3px; border: 0; }
QScrollBar::add-line, QScrollBar::sub-line { width: 0; height: 0; }
QScrollBar::add-page, QScrollBar::sub-page { background: transparent; }

QMenu { background: $page; border: 1px solid $line_strong; padding: 4px 0; }
QMenu::item { padding: 6px 24px 6px 12px; }
QMenu::icon, QMenu::indicator { padding-left: 12px; }
QMenu::item:selected { background: $selected; color: $text; }
QMenu::item:disabled { color: $text3; }
QMenu::separator { height: 1px; background: $line; margin: 4px 0; }
QToolTip { background: $toast; color: $toast_text; border: 0; padding: 4px 8px; }
QDialog { background: $page; border: 1px solid $line_strong; }
QSplitter::handle { background: $line; }
QProgressBar { background: $line; border: 0; border-radius: 2px; max-height: 4px; min-height: 4px; }
QProgressBar::chunk { background: $accent; border-radius: 2px; }
QCalendarWidget QWidget { alternate-background-color: $pane; }
QCalendarWidget QToolButton { background: transparent; border: 0; color: $text; padding: 4px 8px; }
QCalendarWidget QToolButton:hover { background: $hover; }
QCalendarWidget QWidget#qt_calendar_navigationbar { background: $pane; }
""")


def stylesheet(theme: Tokens) -> str:
    """The style sheet of ``theme``."""
    return _SHEET.substitute(vars(theme))
