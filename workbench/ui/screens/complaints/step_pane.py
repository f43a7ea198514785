"""The pane for what stands beside the steps: a reply, containment, waiting, a note, taking a step back."""

from collections.abc import Mapping
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QWidget

from workbench.domain.complaint_moves import Move
from workbench.domain.complaints import ComplaintEventKind
from workbench.foundation.i18n import _, in_a_row
from workbench.foundation.ids import Id
from workbench.services.complaint_view import ComplaintView
from workbench.ui.context import Context
from workbench.ui.kit.buttons import Button, Kind
from workbench.ui.kit.labels import Label
from workbench.ui.kit.surfaces import SidePane, horizontal
from workbench.ui.kit.texts import Text
from workbench.ui.kit.tokens import S2, Tone
from workbench.ui.screens.complaints.step_form import StepForm

WIDTH = 376
_TITLES: Mapping[ComplaintEventKind, Text] = {
    ComplaintEventKind.TAKEN_BACK: lambda: _("Take it back"),
    ComplaintEventKind.EFFECT: lambda: _("Note the effect"),
    ComplaintEventKind.TOLD: lambda: _("Record who was told"),
}
"""What is about to be done; the others are called as what they leave in the record."""


class StepPane(SidePane):
    """``submitted`` gives the kind and the values that were typed; Ctrl+Enter submits, Esc closes."""

    submitted = Signal(object, object)

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(width=WIDTH, parent=parent)
        self._of: Id | None = None
        self.about = Label(tone=Tone.TEXT2, wrap=True)
        self.column.addWidget(self.about)
        self.form = StepForm(context)
        self.column.addWidget(self.form)
        self.hindered = Label(tone=Tone.WARN, wrap=True)
        self.column.addWidget(self.hindered)
        self.column.addSpacing(S2)
        row = horizontal(gap=S2)
        self.save_button = Button("", Kind.PRIMARY, hint="Ctrl Enter")
        self.save_button.clicked.connect(self.submit)
        self.cancel_button = Button(lambda: _("Cancel"), Kind.PLAIN, hint="Esc")
        self.cancel_button.clicked.connect(self.close_pane)
        row.addWidget(self.save_button)
        row.addWidget(self.cancel_button)
        row.addStretch(1)
        self.column.addLayout(row)
        self.column.addStretch(1)
        self.form.changed.connect(self._tell)
        shortcut = QShortcut(QKeySequence("Ctrl+Return"), self)
        shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        shortcut.activated.connect(self.submit)

    def begin(self, view: ComplaintView, kind: ComplaintEventKind, of_id: Id | None = None) -> bool:
        """Ask for what such a step needs; False where it may not be taken. ``of_id``: what to take back."""
        found = [move for move in view.moves if move.kind is kind]
        if not found and not (kind is ComplaintEventKind.TAKEN_BACK and of_id is not None):
            return False
        moves = found or [Move(kind)]
        self._of = of_id or moves[0].of_id
        self.title.say(_TITLES.get(kind, lambda: kind.label))
        taken = next((one for one in view.events if one.id == self._of), None) if self._of else None
        self.about.say(f"{taken.kind.label}: {taken.text}".strip(": ") if taken else "")
        self.about.setVisible(taken is not None)
        alternatives = list(dict.fromkeys((move.kind, move.outcome) for move in moves))
        self.form.show_alternatives(view, alternatives)
        self._tell()
        self.save_button.setEnabled(True)
        self.show()
        self.form.focus_first()
        return True

    def refresh(self, view: ComplaintView) -> None:
        """The complaint changed meanwhile: close if this may not be done any more."""
        chosen = self.form.alternative()
        if self.isHidden() or chosen is None:
            return
        allowed = {ComplaintEventKind.TAKEN_BACK, *(one.kind for one in view.moves)}
        if chosen[0] not in allowed:
            self.close_pane()

    def submit(self) -> None:
        """Hand over what was typed, or say what is missing."""
        chosen = self.form.alternative()
        if chosen is None or not self.save_button.isEnabled() or not self.form.is_ready():
            return
        values: dict[str, Any] = self.form.values()
        if self._of is not None and chosen[0] is ComplaintEventKind.TAKEN_BACK:
            values["of_id"] = self._of
        self.save_button.setEnabled(False)
        self.form.stop_keeping()
        self.submitted.emit(chosen[0], values)

    def show_error(self, error: Exception) -> bool:
        """Say what was refused beside its field; False if it is none of the form's."""
        self.save_button.setEnabled(True)
        return self.form.show_error(error)

    def _tell(self) -> None:
        self.save_button.say(self.form.spec().button)
        hindered = in_a_row(*self.form.hindrances())
        self.hindered.say(hindered)
        self.hindered.setVisible(bool(hindered))
