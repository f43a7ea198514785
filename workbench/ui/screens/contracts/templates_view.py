"""The library of templates: the list at the left, the one that is written, and its versions."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import QPoint
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QMenu, QStackedWidget, QWidget

from workbench.domain.journal import ChangeSummary
from workbench.foundation.errors import WorkbenchError
from workbench.foundation.i18n import _, language, ngettext
from workbench.foundation.ids import Id
from workbench.services.contract_templates import (
    TemplateLine,
    TemplateView,
    add_template,
    copy_template,
    delete_template,
    edit_template,
    get_template_view,
    list_template_lines,
    retire_template,
    save_template_version,
)
from workbench.services.drafts import drop_draft, find_draft, keep_draft
from workbench.services.template_faults import TemplateFault, template_faults
from workbench.services.workspaces import Workspace
from workbench.ui.context import Context
from workbench.ui.kit.buttons import Button, Kind
from workbench.ui.kit.empty_state import EmptyState
from workbench.ui.kit.item_list import ItemList
from workbench.ui.kit.item_paint import Item
from workbench.ui.kit.labels import Line
from workbench.ui.kit.marks import CAUTION, Mark
from workbench.ui.kit.surfaces import horizontal, vertical
from workbench.ui.kit.tokens import S2, S3, Tone
from workbench.ui.screens.contracts.template_draft import TemplateDraft, draft_id
from workbench.ui.screens.contracts.template_edit import TemplateEdit
from workbench.ui.screens.contracts.template_versions import TemplateVersionsPane

LIST_WIDTH = 264


class TemplatesView(QWidget):
    """What is written is kept until it becomes a version; contracts keep the version they were made from."""

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._context = context
        self._lines: Sequence[TemplateLine] = ()
        self._view: TemplateView | None = None
        self._wanted: Id | None = None
        row = horizontal(self, gap=0)
        left = QWidget()
        left.setFixedWidth(LIST_WIDTH)
        column = vertical(left)
        self.list = ItemList(lambda: _("Templates"), selectable=True, padding=S3)
        self.list.chosen.connect(self._choose)
        column.addWidget(self.list, 1)
        column.addWidget(Line())
        foot = horizontal(margins=(S3, S2, S3, S2), gap=S2)
        self.versions_button = Button(lambda: _("Versions"), icon="history", small=True)
        self.versions_button.clicked.connect(self._show_versions)
        self.more_button = Button("", Kind.PLAIN, icon="ellipsis", small=True, name=lambda: _("More"))
        self.more_button.clicked.connect(
            lambda: self.menu().popup(self.more_button.mapToGlobal(QPoint(0, -8)))
        )
        foot.addWidget(self.versions_button)
        foot.addStretch(1)
        foot.addWidget(self.more_button)
        column.addLayout(foot)
        row.addWidget(left)
        row.addWidget(Line(vertical=True))
        self.edit = TemplateEdit()
        self.edit.draft_changed.connect(self._keep)
        self.edit.field_changed.connect(self._change)
        self.edit.save_requested.connect(self.save)
        self.edit.discard_requested.connect(self.discard)
        first = Button(lambda: _("New template"), Kind.PRIMARY, icon="plus")
        first.clicked.connect(self.begin)
        self.nothing = EmptyState(
            "copy",
            lambda: _("No template yet"),
            lambda: _("A template holds the clauses that contracts begin with."),
            (first,),
        )
        self._stack = QStackedWidget()
        self._stack.addWidget(self.nothing)
        self._stack.addWidget(self.edit)
        row.addWidget(self._stack, 1)
        self.versions = TemplateVersionsPane()
        self.versions.hide()
        self.versions.closed.connect(left.show)
        self._left = left
        row.addWidget(self.versions)
        QShortcut(QKeySequence("Ctrl+Return"), self, self.save)

    def read(self) -> None:
        """Bring the library up to date."""
        self._context.read(list_template_lines, self._show, key="templates")

    def showEvent(self, event: object) -> None:
        self.read()

    def hideEvent(self, event: object) -> None:
        self.edit.leave()

    def begin(self) -> None:
        """A new template."""
        name = self._context.prompts.ask_text(_("New template"), _("Name"), action=_("Create"))
        if name:
            values = {"name": name, "language": language()}
            self._make(lambda workspace: add_template(workspace, values), _("Template made"))

    def save(self) -> None:
        """Make a version of what is written."""
        view = self._view
        self.edit.leave()
        if view is None or not self.edit.draft.is_changed:
            return
        template, clauses = view.template.id, self.edit.draft.clauses

        def done(_made: object) -> None:
            workspace = self._context.workspace
            self._context.tasks.run_write(
                lambda _job: drop_draft(workspace, draft_id(template)),
                lambda _n: self.read(),
                self._context.show_error,
            )

        def fail(error: Exception) -> None:
            if isinstance(error, WorkbenchError):
                self.edit.show_failure(error)
                self._look_for_faults()
            else:
                self._context.show_error(error)

        self._context.change(
            lambda workspace, _job: save_template_version(workspace, template, clauses),
            lambda made: made[1],
            said=lambda _made: _("A new version is made"),
            on_done=done,
            on_error=fail,
        )

    def discard(self) -> None:
        """Forget what was written since the newest version."""
        view = self._view
        if view is None:
            return
        template = view.template.id
        workspace = self._context.workspace
        self._view = None
        self._context.tasks.run_write(
            lambda _job: drop_draft(workspace, draft_id(template)),
            lambda _nothing: self._open(template),
            self._context.show_error,
        )

    def menu(self) -> QMenu:
        """What else can be done with the template."""
        menu = QMenu(self)
        menu.aboutToHide.connect(menu.deleteLater)
        view = self._view
        if view is not None:
            menu.addAction(_("Copy…"), self.copy)
            if view.template.is_sample:
                menu.addAction(_("A lawyer has reviewed it"), self._take_as_reviewed)
            retired = view.template.retired_on is not None
            menu.addAction(
                _("Offer it again") if retired else _("Retire it"),
                lambda: self._retire(not retired),
            )
            menu.addAction(_("Delete"), self._delete)
        return menu

    def copy(self) -> None:
        """A template of its own with the same clauses."""
        view = self._view
        if view is None:
            return
        template = view.template.id
        proposed = _("{name}, copy").format(name=view.template.name)
        name = self._context.prompts.ask_text(_("Copy the template"), _("Name"), proposed, action=_("Copy"))
        if name:
            self._make(lambda workspace: copy_template(workspace, template, name), _("Template copied"))

    def close_innermost(self) -> bool:
        """Close the versions; False if they are not open."""
        if self.versions.isVisible():
            self.versions.close_pane()
            return True
        return False

    def keys(self) -> list[tuple[str, str]]:
        """The keys of its own."""
        return [
            (_("Save as a version"), "Ctrl+Enter"),
            (_("Next clause, and the one before"), "Alt+↓ / ↑"),
            (_("Move the clause"), "Alt+Shift+↓ / ↑"),
            (_("Insert a placeholder"), "{{"),
        ]

    def _make(self, work: Callable[[Workspace], tuple[Id, ChangeSummary]], said: str) -> None:
        def done(made: tuple[Id, ChangeSummary]) -> None:
            self._wanted = made[0]
            self.read()

        self._context.change(
            lambda workspace, _job: work(workspace),
            lambda made: made[1],
            said=lambda _made: said,
            on_done=done,
        )

    def _show(self, lines: Sequence[TemplateLine]) -> None:
        self._lines = lines
        self.list.set_items([_item(one) for one in lines])
        keys = [one.template.id for one in lines]
        wanted, self._wanted = self._wanted, None
        current = wanted if wanted in keys else self.list.current_key()
        if current not in keys and keys:
            current = keys[0]
        for button in (self.versions_button, self.more_button):
            button.setEnabled(bool(keys))
        if isinstance(current, bytes):
            self.list.choose(current)
            self._open(Id(current))
        else:
            self._stack.setCurrentWidget(self.nothing)

    def _choose(self, key: object) -> None:
        if isinstance(key, bytes):
            self.edit.leave()
            self._open(Id(key))

    def _open(self, template_id: Id) -> None:
        def work(workspace: Workspace) -> tuple[TemplateView, TemplateDraft, Sequence[TemplateFault]]:
            view = get_template_view(workspace, template_id)
            draft = TemplateDraft(view.versions[0].clauses if view.versions else ())
            draft.take_fields(find_draft(workspace, draft_id(template_id)))
            return view, draft, template_faults(draft.clauses)

        self._context.read(work, self._show_one, key="template")

    def _show_one(self, read: tuple[TemplateView, TemplateDraft, Sequence[TemplateFault]]) -> None:
        view, draft, faults = read
        self._view = view
        is_first = self._stack.currentWidget() is not self.edit
        self._stack.setCurrentWidget(self.edit)
        if is_first:
            self.list.setFocus()
        self.edit.show_view(view, draft, faults)
        if self.versions.isVisible():
            self.versions.show_view(view)

    def _keep(self) -> None:
        view, draft = self._view, self.edit.draft
        if view is None:
            return
        fields, row, workspace = draft.to_fields(), draft_id(view.template.id), self._context.workspace
        changed = draft.is_changed

        def work() -> None:
            if changed:
                keep_draft(workspace, row, fields)
            else:
                drop_draft(workspace, row)

        self._context.tasks.run_write(lambda _job: work(), lambda _nothing: None, self._context.show_error)
        self._look_for_faults()

    def _look_for_faults(self) -> None:
        clauses = self.edit.draft.clauses
        self._context.read(lambda _w: template_faults(clauses), self.edit.show_faults, key="template-faults")

    def _change(self, field: str, value: object) -> None:
        view = self._view
        if view is not None:
            template = view.template.id
            self._context.save(lambda workspace: edit_template(workspace, template, {field: value}))

    def _take_as_reviewed(self) -> None:
        view = self._view
        if view is not None:
            template = view.template.id
            self._context.save(
                lambda workspace: edit_template(workspace, template, {"is_sample": False}),
                said=_("The template is no sample any more"),
            )

    def _retire(self, on: bool) -> None:
        view = self._view
        if view is not None:
            template = view.template.id
            self._context.save(
                lambda workspace: retire_template(workspace, template, retired=on),
                said=_("The template is retired") if on else _("The template is offered again"),
            )

    def _delete(self) -> None:
        view = self._view
        if view is not None:
            template = view.template.id
            self._context.save(
                lambda workspace: delete_template(workspace, template), said=_("The template is deleted")
            )

    def _show_versions(self) -> None:
        if self._view is not None:
            # Beside the clause and the differences there is no room for the list.
            self._left.hide()
            self.versions.begin(self._view)


def _item(line: TemplateLine) -> Item:
    template = line.template
    used = ngettext("{count} contract", "{count} contracts", line.used).format(count=line.used)
    version = _("v{number}").format(number=line.newest.number) if line.newest else ""
    parts = [template.kind.label, version, used if line.used else ""]
    if template.retired_on is not None:
        parts.insert(0, _("retired"))
    return Item(
        key=template.id,
        title=template.name,
        second=" · ".join(part for part in parts if part),
        mark=CAUTION if template.is_sample else Mark("file-text", Tone.TEXT2),
        struck=template.retired_on is not None,
        tooltip=_("A sample: have it reviewed by a lawyer before you use it.")
        if template.is_sample
        else template.note,
    )
