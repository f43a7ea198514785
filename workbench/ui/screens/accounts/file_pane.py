"""One file: its name, whose it is, a note; opening it and giving it out."""

from pathlib import Path
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from workbench.domain.attachments import Attachment, is_runnable
from workbench.domain.visits import Visit
from workbench.foundation.i18n import _, format_date
from workbench.foundation.ids import Id
from workbench.services.attachments import FilesView, delete_file, edit_file
from workbench.ui.context import Context
from workbench.ui.kit.buttons import Button
from workbench.ui.kit.form import Field, Form
from workbench.ui.kit.inputs import ComboBox, TextArea, TextField
from workbench.ui.kit.labels import Label
from workbench.ui.kit.record_pane import RecordPane
from workbench.ui.kit.surfaces import horizontal
from workbench.ui.kit.texts import Text
from workbench.ui.kit.tokens import S2, SMALL, Tone


class FilePane(RecordPane):
    """Renaming keeps the suffix; deleting can be undone."""

    open_requested = Signal(object)
    save_requested = Signal(object)

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(lambda: _("File"), parent=parent)
        self._context = context
        self._file: Attachment | None = None
        self.open_button = Button(lambda: _("Open"), icon="external-link")
        self.open_button.clicked.connect(lambda: self._emit(self.open_requested))
        self.save_as_button = Button(lambda: _("Save as…"), icon="download")
        self.save_as_button.clicked.connect(lambda: self._emit(self.save_requested))
        out = horizontal(gap=S2)
        out.addWidget(self.open_button)
        out.addWidget(self.save_as_button)
        out.addStretch(1)
        self._warning = Label(size=SMALL, tone=Tone.TEXT2, wrap=True)
        self.form = Form(1)
        self.name: Field[TextField] = self.form.add(lambda: _("Name"), TextField())
        self.person: Field[ComboBox] = self.form.add(lambda: _("Person"), ComboBox())
        self.visit: Field[ComboBox] = self.form.add(lambda: _("Visit"), ComboBox())
        self.note: Field[TextArea] = self.form.add(lambda: _("Note"), TextArea(lines=3))
        self.name.control.returnPressed.connect(self.save)
        self.column.addLayout(out)
        self.column.addWidget(self._warning)
        self.column.addSpacing(S2)
        self.column.addWidget(self.form)
        self.column.addLayout(self.make_buttons())
        self.column.addStretch(1)

    def begin(self, view: FilesView, file: Attachment) -> None:
        """Show this file; what is being typed about the same one stays."""
        is_other = self._file is None or file.id != self._file.id or self.isHidden()
        self._file = file
        self.title.say(file.shown_name)
        runs = is_runnable(file.shown_name)
        self.open_button.setEnabled(file.has_content and not runs)
        self.save_as_button.setEnabled(file.has_content)
        self._warning.say(_warning(file, runs=runs))
        self._warning.setVisible(runs or not file.has_content)
        if is_other:
            self.form.clear_errors()
            self.name.control.setText(file.shown_name)
            self.person.control.set_choices(
                [(None, lambda: _("Nobody in particular")), *((one.id, one.name) for one in view.contacts)]
            )
            self.person.control.choose(file.contact_id)
            self.visit.control.set_choices(
                [(None, lambda: _("No visit")), *((one.id, _visit_word(one)) for one in view.visits)]
            )
            self.visit.control.choose(file.visit_id)
            self.note.control.setText(file.note)
        self.show()

    def shown_id(self) -> Id | None:
        """The id of the file shown."""
        return self._file.id if self._file else None

    def save(self) -> None:
        """Store what was typed, or say beside the field what is wrong."""
        file = self._file
        self.form.clear_errors()
        if file is None:
            return
        values: dict[str, Any] = {
            "name": self.name.control.text(),
            "contact_id": self.person.control.key(),
            "visit_id": self.visit.control.key(),
            "note": self.note.control.text().strip(),
        }
        self._context.save(
            lambda workspace: edit_file(workspace, file.id, values),
            said=_("File saved"),
            on_done=lambda _summary: self.close_pane(),
            on_error=self._fail,
        )

    def delete(self) -> None:
        """Delete the file shown; Undo brings it back."""
        file = self._file
        if file is not None:
            self._context.save(
                lambda workspace: delete_file(workspace, file.id),
                said=_("{name} deleted").format(name=file.shown_name),
                on_done=lambda _summary: self.close_pane(),
            )

    def _emit(self, signal: Any) -> None:
        if self._file is not None:
            signal.emit(self._file.id)

    def _fail(self, error: Exception) -> None:
        self._context.show_error(
            error, {"name": self.name, "contact_id": self.person, "visit_id": self.visit}
        )


def _warning(file: Attachment, *, runs: bool) -> str:
    if not file.has_content:
        return _("What is in this file did not come with the workspace that was merged.")
    if runs:
        suffix = Path(file.shown_name).suffix
        return _("Files ending in {suffix} could run a program and are not opened from here.").format(
            suffix=suffix
        )
    return ""


def _visit_word(visit: Visit) -> Text:
    return lambda: f"{format_date(visit.on)} · {visit.kind.label}"
