"""The header of one complaint: what it is, and what can be done with it beside its present step."""

from collections.abc import Sequence

from PySide6.QtCore import QObject, QPoint, Signal
from PySide6.QtWidgets import QMenu, QWidget

from workbench.domain.complaints import ComplaintEventKind, ComplaintSeverity
from workbench.foundation.i18n import _, pgettext
from workbench.services.complaint_view import ComplaintView
from workbench.ui.kit.buttons import Button, Kind
from workbench.ui.kit.labels import Chip
from workbench.ui.kit.surfaces import horizontal
from workbench.ui.kit.texts import say
from workbench.ui.kit.tokens import S2, Tone

_Kind = ComplaintEventKind
NARROW = 1_000
_BESIDE = (
    _Kind.REPLIED,
    _Kind.CONTAINED,
    _Kind.TOLD,
    _Kind.SOLVED_FIRST,
    _Kind.SLIP,
    _Kind.EFFECT,
    _Kind.NOTED,
)


class ComplaintHead(QObject):
    """``step_requested`` asks for the form of a kind of step, and of what it takes back if it does."""

    step_requested = Signal(object, object)
    record_requested = Signal()
    need_requested = Signal()

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._view: ComplaintView | None = None
        self._page = parent
        self.chips = QWidget()
        row = horizontal(self.chips, gap=S2)
        self.kind, self.severity, self.state = Chip(""), Chip(""), Chip("")
        for chip in (self.kind, self.severity, self.state):
            row.addWidget(chip)
        self.wait_button = Button("", Kind.PLAIN, icon="pause")
        say(self.wait_button, self.wait_button.setToolTip, _wait_tip)
        self.wait_button.clicked.connect(self._wait)
        self.more_button = Button(lambda: pgettext("complaint", "More"), Kind.PLAIN, icon="chevron-down")
        self.more_button.clicked.connect(self._show_menu)
        self.print_button = Button(
            "", Kind.PLAIN, icon="printer", name=lambda: _("Print record"), hint="Ctrl P"
        )
        self.reopen_button = Button(lambda: _("Open again…"), icon="rotate-ccw")
        self.reopen_button.clicked.connect(lambda: self.step_requested.emit(_Kind.REOPENED, None))
        self.submit_button = Button("", Kind.PRIMARY, hint="Ctrl Enter")

    def buttons(self) -> Sequence[QWidget]:
        """From left to right, the main one last."""
        return (
            self.wait_button,
            self.more_button,
            self.print_button,
            self.reopen_button,
            self.submit_button,
        )

    def show_view(self, view: ComplaintView) -> None:
        """Show what the complaint is, and what may be done."""
        self._view = view
        complaint, progress = view.complaint, view.progress
        self.kind.show_state(complaint.kind.label, tone=Tone.TEXT2)
        self.severity.setVisible(complaint.severity is not ComplaintSeverity.NORMAL)
        self.severity.show_state(complaint.severity.label, tone=Tone.DANGER, icon="octagon-alert")
        self.state.setVisible(not progress.is_open)
        self.state.show_state(progress.state.label, tone=Tone.OK)
        kinds = {move.kind for move in view.moves}
        waiting = progress.waiting_since is not None
        self.wait_button.say(
            (lambda: pgettext("complaint", "Go on")) if waiting else (lambda: pgettext("complaint", "Pause"))
        )
        self.wait_button.setVisible(bool(kinds & {_Kind.WAITING, _Kind.RESUMED}))
        self.submit_button.setVisible(progress.is_open)
        self.reopen_button.setVisible(not progress.is_open and _Kind.REOPENED in kinds)

    def fit(self, width: int) -> None:
        """Leave out what is said elsewhere too where the page is narrow."""
        for widget in (self.chips, self.print_button):
            widget.setVisible(width >= NARROW)

    def menu(self) -> QMenu:
        """What can be done beside the step."""
        menu = QMenu(self._page)
        menu.aboutToHide.connect(menu.deleteLater)
        view = self._view
        if view is None:
            return menu
        kinds = {move.kind for move in view.moves}
        for kind in _BESIDE:
            if kind in kinds:
                menu.addAction(f"{kind.label}…").triggered.connect(
                    lambda _checked, kind=kind: self.step_requested.emit(kind, None)
                )
        menu.addAction(_("New need of the account…")).triggered.connect(self.need_requested)
        menu.addSeparator()
        for move in view.moves:
            event = next((one for one in view.events if one.id == move.of_id), None)
            if move.kind is _Kind.TAKEN_BACK and event is not None:
                text = _("Take back: {step}…").format(step=event.kind.label)
                menu.addAction(text).triggered.connect(
                    lambda _checked, of=event.id: self.step_requested.emit(_Kind.TAKEN_BACK, of)
                )
        if _Kind.REOPENED in kinds:
            again = menu.addAction(_("Open again…"))
            again.triggered.connect(lambda: self.step_requested.emit(_Kind.REOPENED, None))
        if view.progress.is_open:
            menu.addAction(_("Correct the record")).triggered.connect(self.record_requested)
        return menu

    def _show_menu(self) -> None:
        self.menu().popup(self.more_button.mapToGlobal(QPoint(0, self.more_button.height())))

    def _wait(self) -> None:
        waiting = self._view is not None and self._view.progress.waiting_since is not None
        self.step_requested.emit(_Kind.RESUMED if waiting else _Kind.WAITING, None)


def _wait_tip() -> str:
    return _("While the customer has to send or say something, the deadline stands still")
