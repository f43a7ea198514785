"""The visit report: every field reachable by Tab, a draft kept while typing, filed with Ctrl+Enter."""

from collections.abc import Mapping
from itertools import pairwise

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QWidget

from workbench.domain.journal import ChangeSummary
from workbench.domain.visits import Side
from workbench.foundation.errors import BadInput
from workbench.foundation.i18n import _
from workbench.foundation.ids import Id, id_text, parse_id
from workbench.services.drafts import drop_draft, keep_draft
from workbench.services.visit_reports import VisitReportInput, report_visit
from workbench.services.visits import VisitView
from workbench.services.workspaces import Workspace
from workbench.ui.context import Context
from workbench.ui.kit.buttons import Button, Kind
from workbench.ui.kit.date_field import DateField
from workbench.ui.kit.form import Field
from workbench.ui.kit.inputs import TextArea, TextField
from workbench.ui.kit.item_list import ItemList
from workbench.ui.kit.item_paint import Item
from workbench.ui.kit.labels import Label
from workbench.ui.kit.surfaces import horizontal, vertical
from workbench.ui.kit.texts import Text
from workbench.ui.kit.tokens import S2, S3, SMALL, Tone
from workbench.ui.screens.calendar.promise_rows import PromiseRows

DRAFT_AFTER_MS = 400


class ReportForm(QWidget):
    """The form of one visit. ``filed`` carries the id of the visit that was reported."""

    filed = Signal(object)
    cancelled = Signal()

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._context = context
        self._visit_id: Id | None = None
        self._met: dict[Id, bool] = {}
        self._view: VisitView | None = None
        self._unkept = self._has_typed = False
        clock = context.workspace.clock
        column = vertical(self, gap=S3)
        self.draft_note = Label(
            lambda: _("Your unfinished draft has been brought back."), size=SMALL, tone=Tone.OK, wrap=True
        )
        column.addWidget(self.draft_note)
        self.on: Field[DateField] = Field(lambda: _("Date"), DateField(clock.today))
        self.at: Field[TextField] = Field(lambda: _("Time"), TextField(hint="09:30"))
        row = horizontal(gap=S2)
        row.addWidget(self.on, 1)
        row.addWidget(self.at, 1)
        column.addLayout(row)
        column.addWidget(Label(lambda: _("Who was met"), size=SMALL, tone=Tone.TEXT2))
        self.met = ItemList(lambda: _("Who was met"), fit=True, padding=2, pane=True)
        self.met.ticked.connect(self._tick)
        column.addWidget(self.met)
        self.areas: dict[str, Field[TextArea]] = {}
        for name, label in _AREAS:
            field: Field[TextArea] = Field(label, TextArea())
            field.control.setTabChangesFocus(True)
            field.control.textChanged.connect(self._typed)
            self.areas[name] = field
            column.addWidget(field)
        self.place: Field[TextField] = Field(lambda: _("Place"), TextField())
        column.addWidget(self.place)
        column.addWidget(Label(lambda: _("Promises"), size=SMALL, tone=Tone.TEXT2))
        self.promises = PromiseRows(clock.today)
        self.promises.changed.connect(self._typed)
        self.promises.rows_changed.connect(self._order)
        column.addWidget(self.promises)
        self.next_step: Field[TextField] = Field(lambda: _("Next step"), TextField())
        self.next_on: Field[DateField] = Field(
            lambda: _("Next visit on"),
            DateField(clock.today),
            note=lambda: _("A visit on this day is put into the calendar."),
        )
        column.addWidget(self.next_step)
        column.addWidget(self.next_on)
        for line in (self.at, self.place, self.next_step):
            line.control.textChanged.connect(self._typed)
        for day in (self.on, self.next_on):
            day.control.textChanged.connect(self._typed)
        buttons = horizontal(gap=S2)
        cancel = Button(lambda: _("Later"), Kind.PLAIN, hint="Esc")
        cancel.clicked.connect(self.cancelled)
        self.file_button = Button(lambda: _("File report"), Kind.PRIMARY, hint="Ctrl Enter")
        self.file_button.clicked.connect(self.file)
        buttons.addStretch(1)
        buttons.addWidget(cancel)
        buttons.addWidget(self.file_button)
        column.addLayout(buttons)
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(DRAFT_AFTER_MS)
        self._timer.timeout.connect(self.keep)
        shortcut = QShortcut(QKeySequence("Ctrl+Return"), self)
        shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        shortcut.activated.connect(self.file)

    def begin(self, view: VisitView, draft: Mapping[str, object] | None) -> None:
        """Start the report of a visit, with the draft of it if there is one."""
        self.keep()
        self._visit_id, self._view, self._has_typed = None, view, draft is not None
        today = self._context.workspace.clock.today()
        visit = view.visit
        self.draft_note.setVisible(draft is not None)
        known: Mapping[str, object] = draft or {
            "on": min(visit.on, today).isoformat(),
            "at": visit.at,
            "place": visit.place or view.account.address,
            "purpose": visit.purpose,
            "met": [id_text(contact) for contact in visit.met],
        }
        self._fill(known)
        self._visit_id = visit.id
        self._order()
        self.areas["talking_points"].control.setFocus()

    def keep(self) -> bool:
        """Keep what has been typed since the last time; whether anything was typed at all."""
        visit_id = self._visit_id
        if visit_id is None or not self._unkept:
            return self._has_typed
        self._has_typed = True
        self._timer.stop()
        self._unkept = False
        fields, workspace = self.fields(), self._context.workspace
        self._context.tasks.run_write(
            lambda _job: keep_draft(workspace, visit_id, fields), lambda _nothing: None
        )
        return True

    def file(self) -> None:
        """File the report, or say beside the field what is missing."""
        visit_id, on = self._visit_id, self.on.control.day()
        for field in self._all_fields():
            field.set_error("")
        wrong = _("Give a day as YYYY-MM-DD.")
        if on is None:
            self.on.set_error(wrong)
            self.on.control.setFocus()
            return
        if not self.next_on.control.readable():
            self.next_on.set_error(wrong)
            self.next_on.control.setFocus()
            return
        if visit_id is None or self.promises.unreadable():
            return
        report = VisitReportInput(
            on=on,
            at=self.at.control.text().strip(),
            place=self.place.control.text().strip(),
            met=tuple(contact for contact, met in self._met.items() if met),
            next_step=self.next_step.control.text().strip(),
            next_on=self.next_on.control.day(),
            promises=self.promises.promises(),
            **{name: field.control.text().strip() for name, field in self.areas.items()},
        )
        self.file_button.setEnabled(False)

        def done(_summary: object) -> None:
            self.file_button.setEnabled(True)
            if self._visit_id == visit_id:
                self._visit_id = None
                self.filed.emit(visit_id)

        def failed(error: Exception) -> None:
            self.file_button.setEnabled(True)
            self._typed()
            if not isinstance(error, BadInput) or not self._show_error(error):
                self._context.show_error(error)

        def work(workspace: Workspace) -> ChangeSummary:
            summary = report_visit(workspace, visit_id, report)
            drop_draft(workspace, visit_id)
            return summary

        self._timer.stop()
        self._unkept = False
        self._context.save(
            work,
            said=_("Report filed"),
            on_done=done,
            on_error=failed,
        )

    def _show_error(self, error: BadInput) -> bool:
        if error.where.startswith("promises["):
            self.promises.show_error(int(error.where[9:-1]), error.message)
            return True
        fields: dict[str, Field[QWidget]] = dict(self._named_fields())
        field = fields.get(error.where)
        if field is None:
            return False
        field.set_error(error.message)
        field.control.setFocus()
        return True

    def _named_fields(self) -> list[tuple[str, "Field[QWidget]"]]:
        named: list[tuple[str, object]] = [
            ("on", self.on),
            ("at", self.at),
            ("place", self.place),
            ("next_step", self.next_step),
            ("next_on", self.next_on),
            *self.areas.items(),
        ]
        return named  # type: ignore[return-value]

    def _all_fields(self) -> list["Field[QWidget]"]:
        return [field for _name, field in self._named_fields()]

    def fields(self) -> dict[str, object]:
        """What stands in the form, as a draft keeps it."""
        lines = (("at", self.at), ("place", self.place), ("next_step", self.next_step))
        return {
            "on": self.on.control.text(),
            "next_on": self.next_on.control.text(),
            **{name: field.control.text() for name, field in lines},
            **{name: area.control.text() for name, area in self.areas.items()},
            "met": [id_text(contact) for contact, met in self._met.items() if met],
            "promises": self.promises.typed(),
        }

    def _fill(self, known: Mapping[str, object]) -> None:
        self.on.control.setText(str(known.get("on", "")))
        self.next_on.control.setText(str(known.get("next_on", "")))
        lines = (("at", self.at), ("place", self.place), ("next_step", self.next_step))
        for name, line in lines:
            line.control.setText(str(known.get(name, "")))
        for name, area in self.areas.items():
            area.control.setText(str(known.get(name, "")))
        self.promises.show_typed(_promises(known.get("promises")))
        met = known.get("met")
        chosen = {parse_id(str(one)) for one in met} if isinstance(met, list) else set()
        contacts = self._view.contacts if self._view is not None else ()
        self._met = {contact.id: contact.id in chosen for contact in contacts}
        self._show_met()

    def _show_met(self) -> None:
        contacts = self._view.contacts if self._view is not None else ()
        self.met.set_items(
            [
                Item(key=one.id, title=one.name, note=one.title, checked=self._met.get(one.id, False))
                for one in contacts
            ]
            or [Item(key=None, title=_("No person is known here"))]
        )

    def _tick(self, contact: Id, checked: bool) -> None:
        self._met[contact] = checked
        self._show_met()
        self._typed()

    def _order(self) -> None:
        """Tab follows the eye, also through rows of promises that came later."""
        chain = [self.place.control, *self.promises.fields(), self.next_step.control, self.next_on.control]
        for before, after in pairwise(chain):
            QWidget.setTabOrder(before, after)

    def _typed(self) -> None:
        if self._visit_id is not None:
            self._unkept = True
            self._timer.start()


def _promises(kept: object) -> list[list[str]]:
    """The rows of a draft that can be shown."""
    return [
        [str(part) for part in row]
        for row in (kept if isinstance(kept, list) else [])
        if isinstance(row, list) and len(row) == 4 and row[1] in tuple(Side)
    ]


_AREAS: tuple[tuple[str, Text], ...] = (
    ("purpose", lambda: _("Purpose")),
    ("talking_points", lambda: _("Talking points")),
    ("findings", lambda: _("Findings")),
    ("needs", lambda: _("Needs")),
    ("competitor_news", lambda: _("Competitor news")),
    ("operating_state", lambda: _("Operating state")),
    ("demand_forecast", lambda: _("Demand forecast")),
)
