"""Our logo for the covers of papers: shown, chosen, taken away."""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QImage, QPixmap
from PySide6.QtWidgets import QLabel, QWidget

from workbench.foundation.errors import WorkbenchError
from workbench.foundation.i18n import _
from workbench.services.logo import keep_logo, load_logo, remove_logo
from workbench.ui.context import Context
from workbench.ui.kit.buttons import Button, Kind
from workbench.ui.kit.labels import Label
from workbench.ui.kit.surfaces import horizontal, name_widget, vertical
from workbench.ui.kit.tokens import S2, S3, SMALL, Tone
from workbench.ui.prompts import FileKind

PICTURE = QSize(160, 56)


class LogoPart(QWidget):
    """The picture, or words where there is none, and what can be done about it."""

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._context = context
        column = vertical(self, gap=S2)
        column.addWidget(Label(lambda: _("Logo"), size=SMALL, tone=Tone.TEXT2))
        row = horizontal(gap=S3)
        self.picture = QLabel()
        self.picture.setAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        # Made for white paper, also where the window is dark.
        self.picture.setStyleSheet("background: white; border-radius: 4px; padding: 4px")
        name_widget(self.picture, lambda: _("Logo"))
        choose = Button(lambda: _("Choose a picture…"))
        choose.clicked.connect(self._choose)
        self.remove_button = Button(lambda: _("Remove"), Kind.PLAIN)
        self.remove_button.clicked.connect(self._remove)
        for widget in (self.picture, choose, self.remove_button):
            row.addWidget(widget)
        row.addStretch(1)
        column.addLayout(row)
        self.note = Label(size=SMALL, tone=Tone.TEXT2, wrap=True)
        column.addWidget(self.note)
        self._show(QImage())
        self._run(load_logo)

    def _choose(self) -> None:
        kinds = (FileKind(_("Pictures"), ("*.png", "*.jpg", "*.jpeg")),)
        path = self._context.prompts.ask_open_file(_("Choose a picture"), kinds)
        if path is not None:
            self.take(path)

    def take(self, path: Path) -> None:
        """Keep the picture at ``path``; what is wrong with it is said here."""
        self._run(lambda: keep_logo(path))

    def _remove(self) -> None:
        def remove() -> bytes:
            remove_logo()
            return b""

        self._run(remove)

    def _run(self, work: Callable[[], bytes]) -> None:
        """Show the picture that ``work`` answers with, read and made smaller in a worker."""
        ratio = self.devicePixelRatioF()
        self._context.tasks.run_read(lambda _job: _fitted(work(), ratio), self._show, self._tell)

    def _show(self, image: QImage) -> None:
        self.picture.setVisible(not image.isNull())
        self.remove_button.setVisible(not image.isNull())
        if not image.isNull():
            self.picture.setPixmap(QPixmap.fromImage(image))
        self.note.set_tone(Tone.TEXT2)
        self.note.say(lambda: _("Is printed on the cover of account plans, in place of the company's name."))

    def _tell(self, error: Exception) -> None:
        self.note.set_tone(Tone.DANGER)
        hint = error.hint if isinstance(error, WorkbenchError) else ""
        self.note.say(" ".join(part for part in (str(error), hint) if part))


def _fitted(data: bytes, ratio: float) -> QImage:
    """The picture as it is shown here; a null one without data."""
    image = QImage.fromData(data) if data else QImage()
    if image.isNull():
        return image
    fitted = image.scaled(
        PICTURE * ratio, Qt.AspectRatioMode.KeepAspectRatio, Qt.TransformationMode.SmoothTransformation
    )
    fitted.setDevicePixelRatio(ratio)
    return fitted
