"""The versions of a template, and what differs between any two of them, word by word."""

from PySide6.QtWidgets import QWidget

from workbench.domain.contract_deviations import text_difference
from workbench.domain.contract_templates import TemplateClause, TemplateVersion
from workbench.foundation.i18n import _, format_date
from workbench.foundation.ids import Id
from workbench.services.contract_templates import TemplateView
from workbench.ui.kit.difference_label import DifferenceLabel
from workbench.ui.kit.item_paint import Item
from workbench.ui.kit.labels import Label
from workbench.ui.kit.texts import Text
from workbench.ui.kit.tokens import S2
from workbench.ui.kit.versions_pane import VersionsPane
from workbench.ui.screens.contracts.deviations_view import pieces_of


class TemplateVersionsPane(VersionsPane):
    """A version opened is compared with the one before it."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._view: TemplateView | None = None

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
        versions = {one.id: one for one in self._view.versions} if self._view else {}
        before, after = versions.get(self.before.control.key()), versions.get(self.after.control.key())
        was = {one.key: one for one in before.clauses} if before else {}
        now = {one.key: one for one in after.clauses} if after else {}
        keys = (*now, *(key for key in was if key not in now))
        differing = [key for key in keys if was.get(key) != now.get(key)]
        self.start_differences(len(differing))
        for key in differing:
            old, new = was.get(key), now.get(key)
            shown = new or old
            self.shown.addWidget(Label(shown.title if shown else key, bold=True, wrap=True))
            words = text_difference(_whole(old), _whole(new))
            self.shown.addWidget(DifferenceLabel(pieces_of(words)))
            self.shown.addSpacing(S2)

    def open_version(self, key: object) -> None:
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
