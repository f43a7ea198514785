"""Qt's own words, in menus of text fields and in its dialogs, in the language in force."""

from PySide6.QtCore import QLibraryInfo, QTranslator
from PySide6.QtWidgets import QApplication

from workbench.foundation.i18n import language

_NAME = "qt words"


def say_qt_words(app: QApplication) -> None:
    """Let Qt speak the language in force; English needs no catalogue and is what is left without one."""
    before = app.findChild(QTranslator, _NAME)
    if before is not None:
        app.removeTranslator(before)
        before.setParent(None)
    translator = QTranslator(app)
    translator.setObjectName(_NAME)
    folder = QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath)
    if translator.load(f"qtbase_{language()}", folder):
        app.installTranslator(translator)
