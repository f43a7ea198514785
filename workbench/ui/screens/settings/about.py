"""About: version, where things lie, the licence, what the program is made with. Nothing asks a network."""

from PySide6.QtCore import QSize
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QLabel, QWidget

from workbench import __version__
from workbench.foundation.i18n import _, labelled, pgettext
from workbench.foundation.paths import data_dir, logs_dir, settings_file
from workbench.services.program_facts import (
    file_format,
    licence_text,
    own_licence,
    shipped_parts,
    version_lines,
)
from workbench.ui.context import Context
from workbench.ui.kit.buttons import Button
from workbench.ui.kit.icons import program_icon
from workbench.ui.kit.item_list import ItemList
from workbench.ui.kit.item_paint import Item
from workbench.ui.kit.labels import Label
from workbench.ui.kit.surfaces import Facts, horizontal, vertical
from workbench.ui.kit.tokens import LARGE, S2, S4, SMALL, Tone
from workbench.ui.screens.settings.section import Section
from workbench.ui.screens.settings.text_dialog import show_text

ICON_SIZE = 64


class AboutSection(Section):
    """Facts, and the whole licence of everything shipped."""

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(context, lambda: _("About"), parent)
        self.put(self._head())
        facts = Facts(name_width=112)
        facts.add(lambda: _("Version"), __version__)
        facts.add(lambda: _("File format"), str(file_format()))
        facts.add(lambda: _("Licence"), "MIT")
        facts.add(lambda: _("This file"), str(context.workspace.path))
        facts.add(lambda: _("Data"), str(data_dir()))
        facts.add(lambda: pgettext("page", "Settings"), str(settings_file()))
        facts.add(lambda: _("Log and reports"), str(logs_dir()))
        self.put(facts)
        buttons = QWidget()
        row = horizontal(buttons, gap=S2)
        self.copy_button = Button(lambda: _("Copy the versions"), icon="copy")
        self.copy_button.clicked.connect(self.copy_versions)
        self.licence_button = Button(lambda: _("Read the licence"), icon="file-text")
        self.licence_button.clicked.connect(lambda: show_text(self, _("Workbench"), own_licence()))
        row.addWidget(self.copy_button)
        row.addWidget(self.licence_button)
        row.addStretch(1)
        self.put(buttons)
        self._first = False
        self.part(
            lambda: _("Made with"),
            lambda: _("Every part with its licence; open one to read all of it. No network is needed."),
        )
        self._parts = {part.name: part for part in shipped_parts()}
        self.parts = ItemList(lambda: _("Made with"), fit=True, padding=0)
        self.parts.set_items(
            [
                Item(key=part.name, title=part.name, note=part.version, right=part.licence)
                for part in self._parts.values()
            ]
        )
        self.parts.opened.connect(self._read_licence)
        self.put(self.parts)

    def _head(self) -> QWidget:
        head = QWidget()
        row = horizontal(head, gap=S4)
        picture = QLabel()
        picture.setPixmap(program_icon().pixmap(QSize(ICON_SIZE, ICON_SIZE), self.devicePixelRatioF()))
        row.addWidget(picture)
        words = vertical(gap=2)
        words.addStretch(1)
        words.addWidget(Label(lambda: _("Workbench"), size=LARGE, bold=True))
        words.addWidget(
            Label(
                lambda: _("For the people who look after key accounts. The program never goes online."),
                size=SMALL,
                tone=Tone.TEXT2,
            )
        )
        words.addStretch(1)
        row.addLayout(words, 1)
        return head

    def copy_versions(self) -> None:
        """Put what support asks first into the clipboard."""
        QGuiApplication.clipboard().setText("\n".join(version_lines()))
        self.context.notifier.show_message(_("Versions copied"))

    def _read_licence(self, name: str) -> None:
        part = self._parts[name]
        title = f"{part.name} {part.version}".strip()
        show_text(self, title, licence_text(part), remark=labelled(_("Licence"), part.licence))
