"""The record itself, corrected in place, field by field; the history keeps what stood there before."""

from collections.abc import Callable
from typing import Any

from PySide6.QtWidgets import QGridLayout, QWidget

from workbench.domain.complaints import Complaint, ComplaintKind, ComplaintSeverity
from workbench.foundation.errors import BadInput
from workbench.foundation.i18n import _, in_a_row, pgettext
from workbench.foundation.ids import Id
from workbench.services.complaint_view import ComplaintView
from workbench.services.complaints import edit_complaint
from workbench.ui.context import Context
from workbench.ui.kit.date_field import read_date
from workbench.ui.kit.in_place import InPlaceField
from workbench.ui.kit.inputs import ComboBox
from workbench.ui.kit.labels import Label
from workbench.ui.kit.surfaces import name_widget
from workbench.ui.kit.texts import Text
from workbench.ui.kit.tokens import S3, S4, SMALL, Tone
from workbench.ui.kit.writing_area import LineArea
from workbench.ui.screens.complaints.words import complainant_of

_LINES: tuple[tuple[str, Text], ...] = (
    ("number", lambda: pgettext("complaint", "Number")),
    ("complainant", lambda: _("Complainant")),
    ("channel", lambda: _("Channel")),
    ("product", lambda: _("Product")),
    ("received_on", lambda: _("Received on")),
    ("received_time", lambda: _("Time")),
    ("taken_by", lambda: _("Asked first")),
    ("against", lambda: pgettext("complaint", "Against what")),
)
_AREAS: tuple[tuple[str, Text], ...] = (
    ("text", lambda: pgettext("complaint", "What it is about")),
    ("demand", lambda: pgettext("complaint", "Demand")),
)


class RecordPart(QWidget):
    """Each field is saved on leaving it; what is refused is said beneath."""

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._context = context
        self._complaint: Complaint | None = None
        self._people: dict[str, Id] = {}
        self.fields: dict[str, Any] = {}
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(S4)
        self._grid.setVerticalSpacing(2)
        for column in (1, 3):
            self._grid.setColumnStretch(column, 1)
        kinds = ComboBox([(one, _label_of(one)) for one in ComplaintKind])
        severities = ComboBox([(one, _label_of(one)) for one in ComplaintSeverity])
        self._place("kind", lambda: _("Kind"), kinds, 0)
        self._place("severity", lambda: _("Severity"), severities, 1)
        for box, name in ((kinds, "kind"), (severities, "severity")):
            box.setProperty("resting", True)
            box.picked.connect(lambda key, name=name: self._save(name, key))
        for at, (name, label) in enumerate(_LINES, start=2):
            line = InPlaceField(label, hint=lambda: "–")
            line.saved.connect(lambda text, name=name: self._save(name, text))
            self._place(name, label, line, at)
        self.error = Label(size=SMALL, tone=Tone.DANGER, wrap=True)
        row = self._grid.rowCount()
        for place, (name, label) in enumerate(_AREAS):
            area = LineArea(label, hint=lambda: "–")
            area.left.connect(lambda text, name=name: self._save(name, text))
            self.fields[name] = area
            name_widget(area, label)
            self._grid.addWidget(_caption(label), row + place, 0)
            self._grid.addWidget(area, row + place, 1, 1, 3)
        self._grid.addWidget(self.error, row + len(_AREAS), 0, 1, 4)
        self.error.hide()
        self._grid.setContentsMargins(0, S3, 0, S3)

    def show_view(self, view: ComplaintView) -> None:
        """Show what is recorded; a closed complaint stays as it is."""
        complaint = self._complaint = view.complaint
        self._people = {one.name: one.id for one in view.contacts}
        for name, field in self.fields.items():
            value = getattr(complaint, name)
            if name == "complainant":
                value = complainant_of(view)
            if isinstance(field, ComboBox):
                field.choose(value)
            else:
                field.set_value(value.isoformat() if name == "received_on" else value)
            if isinstance(field, ComboBox):
                field.setEnabled(view.progress.is_open)
            else:
                field.setReadOnly(not view.progress.is_open)

    def _place(self, name: str, label: Text, widget: QWidget, at: int) -> None:
        row, side = divmod(at, 2)
        name_widget(widget, label)
        self._grid.addWidget(_caption(label), row, side * 2)
        self._grid.addWidget(widget, row, side * 2 + 1)
        self.fields[name] = widget

    def _save(self, name: str, value: Any) -> None:
        complaint = self._complaint
        if complaint is None:
            return
        self.error.hide()
        if name == "received_on":
            value = read_date(str(value), self._context.workspace.clock.today())
        field = self.fields[name]
        values = {name: value}
        if name == "complainant":
            values["contact_id"] = self._people.get(str(value))

        def failed(error: Exception) -> None:
            if not isinstance(error, BadInput):
                self._context.show_error(error)
                return
            self.error.say(in_a_row(error.message, error.hint))
            self.error.show()
            if isinstance(field, InPlaceField):
                field.give_back()

        def done(_summary: object) -> None:
            if isinstance(field, InPlaceField):
                field.show_saved()

        self._context.save(
            lambda workspace: edit_complaint(workspace, complaint.id, values),
            on_done=done,
            on_error=failed,
        )


def _caption(label: Text) -> Label:
    return Label(label, size=SMALL, tone=Tone.TEXT2)


def _label_of(one: ComplaintKind | ComplaintSeverity) -> Callable[[], str]:
    return lambda: one.label
