"""Qt's own words in the language in force."""

from PySide6.QtWidgets import QApplication

from workbench.foundation.i18n import use_language
from workbench.ui.kit.qt_words import QtWords


def test_what_qts_catalogue_leaves_out_is_said_by_ours(app: QApplication) -> None:
    words = QtWords()
    with use_language("zh_CN"):
        assert words.translate("QFileDialog", "&Look in:") == "查找范围："
        assert words.translate("QFileSystemModel", "Size") == "大小"


def test_a_word_that_nobody_knows_is_left_to_qt(app: QApplication) -> None:
    # An empty text would be shown as one.
    assert QtWords().translate("QFileDialog", "Something new") is None
    assert QtWords().translate("QTextControl", "Size") is None
