"""Projects and services of an account, and the calls that follow from them (2-rules §7.1)."""

from datetime import date

from PySide6.QtCore import Signal, SignalInstance
from PySide6.QtWidgets import QWidget

from workbench.domain.projects import Project
from workbench.foundation.i18n import _, format_date
from workbench.foundation.ids import Id
from workbench.services.projects import Work
from workbench.services.service_requests import ServiceLine
from workbench.ui.kit.item_list import ItemList
from workbench.ui.kit.item_paint import Item
from workbench.ui.kit.labels import SectionHeader
from workbench.ui.kit.surfaces import vertical
from workbench.ui.kit.tokens import LARGE, S2, S4, Tone
from workbench.ui.service_requests.words import call_words, left_cell


class ProjectsPart(QWidget):
    """Two lists under each other; a line opens the pane of its record."""

    project_opened = Signal(object)
    """The id of a project, or ``None`` for a new one."""
    service_opened = Signal(object)
    call_made = Signal()
    """The call after a service was made today."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        column = vertical(self, gap=S2)
        self.projects_title = SectionHeader(lambda: _("Projects"), size=LARGE, link=lambda: _("New project"))
        self.projects_title.link_requested.connect(lambda: self.project_opened.emit(None))
        self.projects = ItemList(lambda: _("Projects"), fit=True, padding=0, pane=True)
        self.services_title = SectionHeader(
            lambda: _("Services and repairs"), size=LARGE, link=lambda: _("New service")
        )
        self.services_title.link_requested.connect(lambda: self.service_opened.emit(None))
        self.services = ItemList(lambda: _("Services and repairs"), fit=True, padding=0, pane=True)
        self.services.action_requested.connect(lambda _key: self.call_made.emit())
        for opened, items in ((self.project_opened, self.projects), (self.service_opened, self.services)):
            items.opened.connect(lambda key, opened=opened: _tell(opened, key))
            items.clicked.connect(
                lambda _index, opened=opened, items=items: _tell(opened, items.current_key())
            )
        column.addWidget(self.projects_title)
        column.addWidget(self.projects)
        column.addSpacing(S4)
        column.addWidget(self.services_title)
        column.addWidget(self.services)

    def show_work(self, work: Work) -> None:
        """Show the records of an account."""
        self.projects_title.note.say(str(len(work.projects)) if work.projects else "")
        self.services_title.note.say(str(len(work.services)) if work.services else "")
        self.projects.set_items(
            [_project_item(one, work.today) for one in work.projects]
            or [Item(key=None, title=_("No project"), note=_("its delivery starts return calls"))]
        )
        self.services.set_items(
            [_service_item(line, work.today) for line in work.services]
            or [Item(key=None, title=_("No service"), note=_("a completed one asks for a call"))]
        )


def _tell(opened: SignalInstance, key: object) -> None:
    if isinstance(key, bytes):
        opened.emit(Id(key))


def _project_item(project: Project, today: date) -> Item:
    age = project.age_on(today)
    delivered = project.delivered_on
    return Item(
        key=project.id,
        title=project.title,
        second=age.label if age else _("Not delivered yet"),
        right=format_date(delivered) if delivered else "",
        tooltip=project.note,
    )


def _service_item(line: ServiceLine, today: date) -> Item:
    service, tone = line.request, Tone.TEXT2
    second = line.type_label if service.type else ""
    if service.completed_on is not None:
        day = _("Completed on {date}").format(date=format_date(service.completed_on))
        right, tone = call_words(line, today)
    else:
        day = _("Not completed yet")
        if service.requested_on is not None:
            day = _("Asked for on {date}").format(date=format_date(service.requested_on))
        right, tone = left_cell(line)
    return Item(
        key=service.id,
        title=service.text,
        second=" · ".join(part for part in (second, day) if part),
        right=right,
        right_tone=tone,
        action=_("Called today") if line.is_call_waiting(today) else "",
        tooltip=service.note,
    )
