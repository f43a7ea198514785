"""The brief inside the sheet of a visit: whom to meet with one click, what to know, promises, last visits."""

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from workbench.foundation.i18n import _, format_short_date
from workbench.foundation.ids import Id
from workbench.services.briefs import Severity
from workbench.services.visit_sheet import VisitSheetView
from workbench.ui.kit.item_list import ItemList
from workbench.ui.kit.item_paint import Item
from workbench.ui.kit.labels import Label
from workbench.ui.kit.marks import CAUTION, NOTICE, SEVERE
from workbench.ui.kit.surfaces import vertical
from workbench.ui.kit.texts import Text
from workbench.ui.kit.tokens import S3, SMALL, Tone
from workbench.ui.screens.calendar.people import our_people, their_people
from workbench.ui.screens.calendar.people_field import PeopleField

_MARKS = {Severity.SEVERE: SEVERE, Severity.WARNING: CAUTION, Severity.INFO: NOTICE}


class BriefPane(QWidget):
    """``people_chosen`` carries whom to meet and who of ours comes along, as lists of ids."""

    people_chosen = Signal(object, object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        column = vertical(self, gap=S3)
        self.met = PeopleField(lambda: _("Whom to meet"), _hint)
        self.ours = PeopleField(lambda: _("Who comes along from our side"), _hint)
        for people in (self.met, self.ours):
            people.changed.connect(self._tell)
            column.addWidget(people)
        self.notices = _list(lambda: _("To know before going in"))
        self.earlier = _list(lambda: _("Last visits"))
        self._titles: list[tuple[Label, ItemList]] = []
        for title, shown in (
            (lambda: _("To know before going in"), self.notices),
            (lambda: _("Last visits"), self.earlier),
        ):
            label = Label(title, size=SMALL, tone=Tone.TEXT2)
            column.addWidget(label)
            column.addWidget(shown)
            self._titles.append((label, shown))

    def show_sheet(self, sheet: VisitSheetView) -> None:
        """Show the brief of another visit."""
        visit, facts = sheet.visit, sheet.brief.facts
        self.met.set_people(their_people(sheet), visit.met)
        self.ours.set_people(our_people(sheet), visit.our_people)
        self.ours.setVisible(visit.kind.is_on_site and len(sheet.managers) > 1)
        self._show(
            0,
            [
                Item(
                    key=index,
                    title=notice.text,
                    right=notice.when,
                    mark=_MARKS[notice.severity],
                    tooltip=notice.text,
                )
                for index, notice in enumerate(sheet.brief.notices)
            ],
        )
        self._show(
            1,
            [
                Item(
                    key=one.id,
                    lead=format_short_date(one.on),
                    title=one.findings or one.talking_points or one.purpose or one.kind.label,
                    tooltip=one.findings or one.talking_points,
                )
                for one in facts.earlier
            ],
        )

    def _show(self, place: int, items: Sequence[Item]) -> None:
        label, shown = self._titles[place]
        shown.set_items(items)
        label.setVisible(bool(items))
        shown.setVisible(bool(items))

    def _tell(self) -> None:
        met: tuple[Id, ...] = self.met.ticked_ids()
        self.people_chosen.emit(met, self.ours.ticked_ids())


def _hint() -> str:
    return _("Type a name, Enter ticks")


def _list(name: Text) -> ItemList:
    return ItemList(name, fit=True, padding=2, pane=True)
