"""The versions of a template, and what differs between any two of them, word by word."""

from PySide6.QtWidgets import QWidget

from workbench.domain.contract_deviations import text_difference
from workbench.domain.contract_templates import TemplateClause, TemplateVersion
from workbench.foundation.i18n import _, format_date
from workbench.foundation.ids import Id
from workbench.services.contract_templates import TemplateView
from workbench.ui.kit.difference_label import DifferenceLabel
from workbench.ui.kit.form import Field
from workbench.ui.kit.inputs import ComboBox
from workbench.ui.kit.item_list import ItemList
from workbench.ui.kit.item_paint import Item
from workbench.ui.kit.labels import Label, Line, SectionHeader
from workbench.ui.kit.surfaces import SidePane, clear_layout, vertical
from workbench.ui.kit.texts import Text
from workbench.ui.kit.tokens import S1, S2, Tone
from workbench.ui.screens.contracts.deviations_view import pieces_of


class TemplateVersionsPane(SidePane):
    """The list on top, the newest first; under it from which version to which, and the differences."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(lambda: _("Versions"), width=400, parent=parent)
        self._view: TemplateView | None = None
        self.list = ItemList(lambda: _("Versions"), fit=True, padding=0, pane=True)
        self.list.opened.connect(self._open)
        self.column.addWidget(self.list)
        self.column.addSpacing(S2)
        self.column.addWidget(Line())
        self.before: Field[ComboBox] = Field(lambda: _("What changed from"), ComboBox())
        self.after: Field[ComboBox] = Field(lambda: _("to"), ComboBox())
        for field in (self.before, self.after):
            field.control.picked.connect(lambda _key: self.compare())
            self.column.addWidget(field)
        self.heading = SectionHeader(lambda: _("Differences"))
        self.column.addWidget(self.heading)
        self._shown = vertical(gap=S1)
        self.column.addLayout(self._shown)
        self.nothing = Label(lambda: _("Nothing differs."), tone=Tone.TEXT2, wrap=True)
        self.column.addWidget(self.nothing)
        self.column.addStretch(1)

    def begin(self, view: TemplateView) -> None:
        """Show the versions, and what the newest changed."""
        self._view = None
        self.show_view(view)
        self.show()
        self.list.setFocus()

    def show_view(self, view: TemplateView) -> None:
        """The template changed; what is compared stays."""
        is_new = self._view is None or self._view.template.id != view.template.id
        self._view = view
        self.list.set_items([_item(one) for one in view.versions])
        choices: list[tuple[Id, Text]] = [(one.id, _word(one)) for one in view.versions]
        for field in (self.before, self.after):
            field.control.set_choices(choices)
        if is_new and view.versions:
            self.after.control.choose(view.versions[0].id)
            self.before.control.choose(view.versions[min(1, len(view.versions) - 1)].id)
        self.compare()

    def compare(self) -> None:
        """Show what differs between the two that are chosen."""
        versions = {one.id: one for one in self._view.versions} if self._view else {}
        before, after = versions.get(self.before.control.key()), versions.get(self.after.control.key())
        clear_layout(self._shown)
        was = {one.key: one for one in before.clauses} if before else {}
        now = {one.key: one for one in after.clauses} if after else {}
        count = 0
        for key in (*now, *(key for key in was if key not in now)):
            old, new = was.get(key), now.get(key)
            if old == new:
                continue
            count += 1
            shown = new or old
            self._shown.addWidget(Label(shown.title if shown else key, bold=True, wrap=True))
            words = text_difference(_whole(old), _whole(new))
            self._shown.addWidget(DifferenceLabel(pieces_of(words)))
            self._shown.addSpacing(S2)
        self.heading.note.say(str(count) if count else "")
        self.nothing.setVisible(not count)

    def _open(self, key: object) -> None:
        self.after.control.choose(key)
        versions = self._view.versions if self._view else ()
        at = next((place for place, one in enumerate(versions) if one.id == key), 0)
        if at + 1 < len(versions):
            self.before.control.choose(versions[at + 1].id)
        self.compare()


def _whole(clause: TemplateClause | None) -> str:
    return clause.text if clause else ""


def _item(version: TemplateVersion) -> Item:
    parts = (format_date(version.made_on) if version.made_on else "", version.made_by)
    return Item(
        key=version.id,
        title=_("Version {number}").format(number=version.number),
        note=" · ".join(part for part in parts if part),
        second=" ".join(version.note.split()),
        tooltip=version.note,
    )


def _word(version: TemplateVersion) -> Text:
    day = format_date(version.made_on) if version.made_on else ""
    return lambda: " · ".join(
        part for part in (_("Version {number}").format(number=version.number), day) if part
    )
