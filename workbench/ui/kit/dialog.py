"""A dialog for a question, and only for that: a title, what matters, and named buttons."""

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent, QShowEvent
from PySide6.QtWidgets import QApplication, QDialog, QLineEdit, QWidget

from workbench.ui.kit.buttons import Button, Kind
from workbench.ui.kit.labels import Label
from workbench.ui.kit.surfaces import horizontal, vertical
from workbench.ui.kit.texts import Text, words
from workbench.ui.kit.tokens import LARGE, S2, S3, S6, Tone


class Dialog(QDialog):
    """Title, sentence, content in ``column``, and two buttons. Enter accepts, Esc rejects."""

    def __init__(
        self,
        title: Text,
        message: Text = "",
        *,
        accept: Text = "",
        reject: Text = "",
        danger: bool = False,
        width: int = 440,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setWindowTitle(words(title))
        self.setAccessibleName(words(title))
        outer = vertical(self, margins=(S6, S6, S6, S6), gap=S3)
        self.setMinimumWidth(width)
        outer.addWidget(Label(title, size=LARGE, bold=True, wrap=True))
        self.message = Label(message, tone=Tone.TEXT2, wrap=True, selectable=True)
        self.message.setVisible(bool(words(message)))
        outer.addWidget(self.message)
        self.column = vertical(gap=S3)
        outer.addLayout(self.column, 1)
        outer.addSpacing(S2)
        row = horizontal(gap=S2)
        row.addStretch(1)
        self.reject_button = Button(reject)
        self.reject_button.setVisible(bool(words(reject)))
        self.reject_button.clicked.connect(self.reject)
        kind = Kind.SECONDARY if danger else Kind.PRIMARY
        self.accept_button = Button(accept, kind, tone=Tone.DANGER if danger else None)
        self.accept_button.setVisible(bool(words(accept)))
        self.accept_button.clicked.connect(self.accept)
        # Where something is lost, Enter must not be enough.
        self._answer = self.reject_button if danger else self.accept_button
        self._answer.setDefault(True)
        row.addWidget(self.reject_button)
        row.addWidget(self.accept_button)
        outer.addLayout(row)
        self._outer = outer
        self.setWindowFlag(Qt.WindowType.WindowContextHelpButtonHint, False)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        first = next((field for field in self.findChildren(QLineEdit) if field.isEnabled()), None)
        if first is not None:
            # A question is answered at once, also where the window manager gives the focus late.
            self.activateWindow()
            first.setFocus(Qt.FocusReason.OtherFocusReason)
        elif not self.column.count() and self._answer.isVisible():
            # Enter means the button that has the keyboard: left to Qt the first one, whatever the default is.
            self._answer.setFocus(Qt.FocusReason.OtherFocusReason)
        # Wrapped sentences ask for more height than they need at this width.
        if self._outer.hasHeightForWidth():
            self.resize(self.width(), self._outer.heightForWidth(self.width()))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if not ask_for_help(self, event):
            super().keyPressEvent(event)

    def event(self, event: QEvent) -> bool:
        done = super().event(event)
        # A sentence that appears under a field gets room of its own, not the field's.
        if event.type() == QEvent.Type.LayoutRequest and self.isVisible():
            needed = self._outer.heightForWidth(self.width())
            if needed > self.height():
                self.resize(self.width(), needed)
        return done


def ask_for_help(dialog: QDialog, event: QKeyEvent) -> bool:
    """Hand F1 on to the window that the dialog belongs to; False for any other key.

    The property ``help_topic`` of a dialog may say what the help is wanted about.
    """
    owner = dialog.parentWidget()
    if event.key() != Qt.Key.Key_F1 or owner is None:
        return False
    QApplication.sendEvent(owner.window(), event)
    return True
