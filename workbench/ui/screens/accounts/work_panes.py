"""The pane of one project."""

from abc import abstractmethod
from collections.abc import Callable, Mapping
from typing import Any

from PySide6.QtWidgets import QWidget

from workbench.domain.journal import ChangeSummary
from workbench.domain.projects import Project
from workbench.foundation.i18n import _
from workbench.foundation.ids import Id
from workbench.services.projects import delete_project, save_project
from workbench.services.workspaces import Workspace
from workbench.ui.context import Context
from workbench.ui.kit.date_field import DateField
from workbench.ui.kit.form import Field, Form
from workbench.ui.kit.inputs import TextArea, TextField
from workbench.ui.kit.record_pane import RecordPane
from workbench.ui.kit.texts import Text


class _WorkPane(RecordPane):
    """A form with Save and Delete; what is refused is said beside its field."""

    def __init__(self, context: Context, title: Text, parent: QWidget | None = None) -> None:
        super().__init__(title, parent=parent)
        self._context = context
        self._account: Id | None = None
        self._record: Id | None = None
        self.form = Form()
        self.fields: dict[str, Field[Any]] = {}
        self.column.addWidget(self.form)
        self.column.addLayout(self.make_buttons())
        self.column.addStretch(1)

    def add_text(self, name: str, label: Text) -> None:
        """A field of one line; Enter saves."""
        field = self.form.add(label, TextField(), span=2)
        field.control.returnPressed.connect(self.save)
        self.fields[name] = field

    def add_day(self, name: str, label: Text, *, span: int = 1, note: Text = "") -> None:
        """A day that may be empty."""
        today = self._context.workspace.clock.today
        field = self.form.add(label, DateField(today), span=span, note=note)
        field.control.returnPressed.connect(self.save)
        self.fields[name] = field

    def add_note(self) -> None:
        """A field of many lines."""
        self.fields["note"] = self.form.add(lambda: _("Note"), TextArea(lines=3), span=2)

    def start(self, account_id: Id, record_id: Id | None, values: Mapping[str, Any]) -> None:
        """Show the record; without an id it is a new one."""
        self._account, self._record = account_id, record_id
        self.form.clear_errors()
        for name, field in self.fields.items():
            if isinstance(field.control, DateField):
                field.control.set_day(values[name])
            else:
                field.control.setText(values[name])
        self.delete_button.setVisible(record_id is not None)
        self.show()
        next(iter(self.fields.values())).control.setFocus()

    def values(self) -> dict[str, Any] | None:
        """What the form holds; ``None``, with the error shown, where a day cannot be read."""
        self.form.clear_errors()
        found: dict[str, Any] = {}
        for name, field in self.fields.items():
            if isinstance(field.control, DateField):
                if not field.control.readable():
                    field.set_error(_("Give a day as YYYY-MM-DD."))
                found[name] = field.control.day()
            else:
                found[name] = field.control.text()
        return None if self.form.go_to_first_error() else found

    @abstractmethod
    def save(self) -> None:
        """Keep the record."""

    @abstractmethod
    def delete(self) -> None:
        """Delete the record; Undo brings it back."""

    def store(self, work: Callable[[Workspace], ChangeSummary], said: str) -> None:
        """Save, and close the pane."""
        self._context.save(
            work, said=said, on_done=lambda _summary: self.close_pane(), on_error=self.show_error
        )

    def show_error(self, error: Exception) -> None:
        """Say what was refused beside its field."""
        self._context.show_error(error, self.fields)


class ProjectPane(_WorkPane):
    """A project: its delivery starts the return calls."""

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(context, lambda: _("Project"), parent)
        self.add_text("title", lambda: _("Title"))
        self.add_day(
            "delivered_on",
            lambda: _("Delivered on"),
            span=2,
            note=lambda: _("From the next whole month on, return calls are due."),
        )
        self.add_note()

    def begin(self, account_id: Id, project: Project | None) -> None:
        """Show a project, or begin a new one."""
        shown = project or Project(Id(b""), account_id, "")
        values = {"title": shown.title, "delivered_on": shown.delivered_on, "note": shown.note}
        self.start(account_id, project.id if project else None, values)

    def save(self) -> None:
        account, project, values = self._account, self._record, self.values()
        if account is not None and values is not None:
            self.store(
                lambda workspace: save_project(workspace, account, values, project), _("Project saved")
            )

    def delete(self) -> None:
        project = self._record
        if project is not None:
            self.store(lambda workspace: delete_project(workspace, project), _("Project deleted"))
