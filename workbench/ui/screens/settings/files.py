"""Other files: the sample data, and what was open lately."""

from pathlib import Path

from PySide6.QtWidgets import QWidget

from workbench.foundation.i18n import _
from workbench.foundation.settings import load_settings
from workbench.ui.context import Context
from workbench.ui.kit.buttons import Button
from workbench.ui.kit.item_list import ItemList
from workbench.ui.kit.item_paint import Item
from workbench.ui.kit.labels import Label
from workbench.ui.kit.marks import Mark
from workbench.ui.kit.surfaces import horizontal
from workbench.ui.kit.tokens import S2, Tone
from workbench.ui.screens.settings.section import Section


class FilesSection(Section):
    """Another file takes the place of the open one; everything in that is saved already."""

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(context, lambda: _("Files"), parent)
        session, sample = context.session, context.session.is_sample()
        self.part(
            lambda: _("Sample data"),
            lambda: _("About 60 invented accounts, in a file of their own; never mixed with yours."),
        )
        self.put(
            Label(
                (lambda: _("The sample data are open.")) if sample else lambda: _("Your own file is open."),
                wrap=True,
            )
        )
        buttons = QWidget()
        row = horizontal(buttons, gap=S2)
        self.load_button = Button(lambda: _("Open the sample data"), icon="flask-conical")
        self.load_button.clicked.connect(session.open_sample)
        self.remove_button = Button(lambda: _("Remove the sample data"), icon="trash-2")
        self.remove_button.clicked.connect(session.remove_sample)
        row.addWidget(self.load_button)
        row.addWidget(self.remove_button)
        row.addStretch(1)
        self.load_button.setVisible(not sample)
        self.remove_button.setVisible(sample)
        self.put(buttons)
        self.part(lambda: _("Opened lately"))
        self.recent = ItemList(lambda: _("Opened lately"), fit=True, padding=0)
        self.recent.opened.connect(self._open)
        self.recent.action_requested.connect(self._forget)
        self.put(self.recent)
        more = QWidget()
        row = horizontal(more, gap=S2)
        self.open_button = Button(lambda: _("Open another file…"), icon="folder-open", hint="Ctrl O")
        self.open_button.clicked.connect(session.ask_open)
        row.addWidget(self.open_button)
        row.addStretch(1)
        self.put(more)

    def refresh(self, topics: frozenset[str] | None) -> None:
        if topics is None:
            self._show_recent()

    def _show_recent(self) -> None:
        here = self.context.workspace.path
        items = []
        for name in load_settings().recent:
            path, there = Path(name), Path(name).exists()
            note = _("open now") if path == here else "" if there else _("no longer there")
            items.append(
                Item(
                    key=path,
                    title=path.name,
                    second=str(path.parent),
                    right=note,
                    mark=Mark("hard-drive", Tone.TEXT2 if there else Tone.TEXT3),
                    struck=not there,
                    action="" if path == here else _("Take off the list"),
                )
            )
        self.recent.set_items(items)

    def _open(self, path: Path | None) -> None:
        if path is not None and path != self.context.workspace.path:
            self.context.session.open_recent(path)
            self._show_recent()

    def _forget(self, path: Path | None) -> None:
        if path is not None:
            self.context.session.forget_recent(path)
            self._show_recent()
