"""The status bar: saved when, into which file, backed up when; what runs in the background; the shortcuts."""

from datetime import date, datetime

from PySide6.QtCore import QRectF, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QColor, QFontMetrics, QPainter, QPaintEvent
from PySide6.QtWidgets import QAbstractButton, QSizePolicy, QWidget

from workbench.foundation.i18n import _, format_short_date, format_time
from workbench.ui.kit.buttons import FocusRing, paint_ring
from workbench.ui.kit.fonts import interface_font
from workbench.ui.kit.icons import paint_icon
from workbench.ui.kit.surfaces import Surface, horizontal
from workbench.ui.kit.texts import Text, say
from workbench.ui.kit.tokens import CHIP_RADIUS, ICON_SIZE, S1, S4, SMALL, STATUS_HEIGHT, tokens
from workbench.ui.tasks import Tasks

# Work shorter than this is not worth a flicker.
_QUIET_MS = 300


class StatusItem(FocusRing, QAbstractButton):
    """A fact with its icon; clickable where something listens."""

    def __init__(self, icon: str = "", *, clickable: bool = False) -> None:
        super().__init__()
        self._icon = icon
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        if clickable:
            self.setCursor(Qt.CursorShape.PointingHandCursor)
        else:
            self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.hide()

    def say(self, text: Text) -> None:
        """Show another fact; an empty one hides the item."""
        say(self, self._set_text, text)

    def _set_text(self, text: str) -> None:
        self.setText(text)
        self.setAccessibleName(text)
        self.setVisible(bool(text))
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        width = QFontMetrics(interface_font(SMALL)).horizontalAdvance(self.text()) + 2
        return QSize(width + (ICON_SIZE + S1 if self._icon else 0), 20)

    def paintEvent(self, event: QPaintEvent) -> None:
        look, painter, x = tokens(), QPainter(self), 0
        if self._icon:
            paint_icon(painter, 0, 2, self._icon, look.text2)
            x = ICON_SIZE + S1
        painter.setFont(interface_font(SMALL))
        painter.setPen(QColor(look.text2))
        box = QRectF(x, 0, self.width() - x, self.height())
        painter.drawText(box, Qt.AlignmentFlag.AlignVCenter, self.text())
        if self.ring:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            paint_ring(painter, QRectF(self.rect()), CHIP_RADIUS, look.accent)


class StatusBar(Surface):
    """What a glance must tell: nothing is lost, and what is going on."""

    shortcuts_requested = Signal()
    file_clicked = Signal()
    cancel_requested = Signal()

    def __init__(self, tasks: Tasks, parent: QWidget | None = None) -> None:
        super().__init__("status", parent)
        self._tasks, self._progress = tasks, ""
        self.setFixedHeight(STATUS_HEIGHT)
        row = horizontal(self, margins=(S4, 0, S4, 0), gap=S4)
        self.saved = StatusItem("check")
        self.file = StatusItem("hard-drive", clickable=True)
        self.backup = StatusItem("shield-check")
        self.note = StatusItem()
        self.running = StatusItem()
        self.cancel = StatusItem("x", clickable=True)
        shortcuts = StatusItem(clickable=True)
        for item in (self.saved, self.file, self.backup):
            row.addWidget(item)
        row.addStretch(1)
        for item in (self.note, self.running, self.cancel, shortcuts):
            row.addWidget(item)
        shortcuts.say(lambda: _("Shortcuts ?"))
        shortcuts.clicked.connect(self.shortcuts_requested)
        self.file.clicked.connect(self.file_clicked)
        self.cancel.clicked.connect(self.cancel_requested)
        self._quiet = QTimer(self)
        self._quiet.setSingleShot(True)
        self._quiet.timeout.connect(self._tell_busy)
        tasks.busy_changed.connect(self._busy_changed)
        tasks.progress.connect(self._progressed)
        self._tell_idle()

    def show_saved(self, at: datetime | None) -> None:
        """When the last change was stored."""
        self.saved.say((lambda: _("Saved {time}").format(time=format_time(at))) if at else "")

    def show_file(self, name: str) -> None:
        """The open file."""
        self.file.say(name)

    def show_backup(self, at: datetime | None, today: date) -> None:
        """When the last backup was made; ``None`` if there is none yet."""
        self.backup.say(lambda: _backup_text(at, today))

    def show_no_backup(self) -> None:
        """Today's backup could not be made."""
        self.backup.say(lambda: _("No backup today"))

    def _busy_changed(self, busy: bool) -> None:
        self._progress = ""
        if busy:
            self._quiet.start(_QUIET_MS)
        else:
            self._quiet.stop()
            self._tell_idle()

    def _tell_idle(self) -> None:
        self.running.say(lambda: _("No background tasks"))
        self.cancel.say("")

    def _tell_busy(self) -> None:
        labels = self._tasks.labels()
        self.running.say(self._progress or (labels[0] if labels else _("Working…")))
        self.cancel.say(lambda: _("Cancel"))

    def _progressed(self, label: str, done: int, total: int) -> None:
        counts = _("{done} of {total}").format(done=done, total=total)
        self._progress = f"{label} {counts}".strip()
        if not self._quiet.isActive():
            self._tell_busy()


def _backup_text(at: datetime | None, today: date) -> str:
    if at is None:
        return _("No backup yet")
    day = at.astimezone().date()
    if day == today:
        return _("Backed up today {time}").format(time=format_time(at))
    return _("Backed up {date}").format(date=format_short_date(day))
