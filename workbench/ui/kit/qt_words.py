"""Qt's own words, in menus of text fields and in its dialogs, in the language in force."""

from PySide6.QtCore import QLibraryInfo, QTranslator
from PySide6.QtWidgets import QApplication

from workbench.foundation.i18n import N_, _, language

_NAME = "qt words"
_GAPS = {
    "&Look in:": N_("Look in:"),
    "Files of &type:": N_("Files of type:"),
    "Folder": N_("Folder"),
    "Size": N_("Size"),
}
"""What Qt's Chinese catalogue leaves in English in the dialog for files, or calls by another word."""


class QtWords(QTranslator):
    """Qt's catalogue, and our words where it has none."""

    def translate(
        self, context: str, text: str, disambiguation: str | None = None, n: int = -1
    ) -> str | None:
        if text in _GAPS and context.startswith(("QFile", "QAbstractFile")):
            return _(_GAPS[text])
        # Nothing, not an empty text: Qt then shows its English.
        return super().translate(context, text, disambiguation, n) or None


def say_qt_words(app: QApplication) -> None:
    """Let Qt speak the language in force; English needs no catalogue and is what is left without one."""
    before = app.findChild(QTranslator, _NAME)
    if before is not None:
        app.removeTranslator(before)
        before.setParent(None)
    translator = QtWords(app)
    translator.setObjectName(_NAME)
    folder = QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath)
    if translator.load(f"qtbase_{language()}", folder):
        app.installTranslator(translator)
