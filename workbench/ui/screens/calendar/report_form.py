"""The visit report: every field reachable by Tab, a draft kept while typing, filed with Ctrl+Enter."""

from collections.abc import Iterable, Mapping
from itertools import pairwise

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QWidget

from workbench.domain.journal import ChangeSummary
from workbench.domain.visits import VisitState
from workbench.foundation.errors import BadInput, NotAllowed
from workbench.foundation.i18n import _, format_short_date
from workbench.foundation.ids import Id, id_text
from workbench.services.drafts import drop_draft, keep_draft
from workbench.services.visit_reports import VisitReportInput, amend_report, report_visit
from workbench.services.visit_sheet import VisitSheetView
from workbench.services.workspaces import Workspace
from workbench.ui.context import Context
from workbench.ui.kit.buttons import Button, CheckBox, Kind
from workbench.ui.kit.date_field import DateField
from workbench.ui.kit.form import Field, show_beside
from workbench.ui.kit.inputs import TextArea, TextField
from workbench.ui.kit.labels import Label
from workbench.ui.kit.leaving import DraftTimer
from workbench.ui.kit.surfaces import horizontal, vertical
from workbench.ui.kit.tokens import S2, S3, SMALL, Tone
from workbench.ui.screens.calendar.people import our_people, their_people
from workbench.ui.screens.calendar.people_field import PeopleField
from workbench.ui.screens.calendar.promise_rows import PromiseRows
from workbench.ui.screens.calendar.report_begin import (
    joined_fields,
    kept_ids,
    kept_promises,
    standing_fields,
)
from workbench.ui.screens.calendar.report_fields import (
    AREAS,
    OUR_PEOPLE,
    PLACE,
    fields_of,
    filled,
    is_short,
)

DRAFT_AFTER_MS = 400
MOST_LINES = 10


class ReportForm(QWidget):
    """The form of one visit. ``filed`` carries the id of the visit that was reported.

    ``refused`` carries the visit that somebody else has reported meanwhile; what was typed is a draft then.
    """

    filed = Signal(object)
    refused = Signal(object)
    cancelled = Signal()

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._context = context
        self._visit_id: Id | None = None
        self._sheet: VisitSheetView | None = None
        self._unkept = self._has_typed = self._amends = False
        self._column = vertical(self, gap=S3)
        self.draft_note = Label(
            lambda: _("Your unfinished draft has been brought back."), size=SMALL, tone=Tone.OK, wrap=True
        )
        self._column.addWidget(self.draft_note)
        self._make_moment()
        self._make_people()
        self._make_areas()
        self._make_promises()
        self._make_next()
        self._make_buttons()
        self._timer = DraftTimer(self, DRAFT_AFTER_MS, self.keep)
        shortcut = QShortcut(QKeySequence("Ctrl+Return"), self)
        shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        shortcut.activated.connect(self.file)

    # --- making, in the order of the eye, which is that of Tab

    def _make_moment(self) -> None:
        self.on: Field[DateField] = Field(lambda: _("Date"), DateField(self._context.workspace.clock.today))
        self.at: Field[TextField] = Field(lambda: _("Time"), TextField(hint="09:30"))
        self.place: Field[TextField] = Field(lambda: _("Place"), TextField())
        row = horizontal(gap=S2)
        row.addWidget(self.on, 1)
        row.addWidget(self.at, 1)
        self._column.addLayout(row)
        self._column.addWidget(self.place)

    def _make_people(self) -> None:
        hint = _type_hint
        self.met = PeopleField(lambda: _("Who was met"), hint)
        self.ours = PeopleField(lambda: _("Who came along from our side"), hint)
        for people in (self.met, self.ours):
            people.changed.connect(self._typed)
            self._column.addWidget(people)

    def _make_areas(self) -> None:
        self.areas: dict[str, Field[TextArea]] = {}
        for area in AREAS:
            field: Field[TextArea] = Field(area.label, TextArea(lines=area.lines, most=MOST_LINES))
            field.control.textChanged.connect(self._typed)
            self.areas[area.name] = field
            self._column.addWidget(field)
            if area.name == "needs":
                self.keep_needs = CheckBox(lambda: _("Each line is a need of the account, too"))
                self.keep_needs.toggled.connect(lambda _on: self._typed())
                field.control.textChanged.connect(self._show_keep_needs)
                self._column.addWidget(self.keep_needs)
        self.areas["problems"].control.setPlaceholderText(_("One a line; each becomes a need of the account"))
        self.more_button = Button(lambda: _("Show all fields"), Kind.LINK)
        self.more_button.clicked.connect(self._show_all)
        self._column.addWidget(self.more_button)

    def _make_promises(self) -> None:
        self._column.addWidget(Label(lambda: _("Promises"), size=SMALL, tone=Tone.TEXT2))
        self.promises = PromiseRows(self._context.workspace.clock.today)
        self.promises.changed.connect(self._typed)
        self.promises.rows_changed.connect(self._order)
        self._column.addWidget(self.promises)

    def _make_next(self) -> None:
        self.next_step: Field[TextField] = Field(lambda: _("Next step"), TextField())
        self.next_on: Field[DateField] = Field(
            lambda: _("Next visit on"),
            DateField(self._context.workspace.clock.today),
            note=lambda: _("A visit on this day is put into the calendar."),
        )
        self.suggest_button = Button("", Kind.LINK)
        self.suggest_button.clicked.connect(self._take_suggestion)
        for widget in (self.next_step, self.next_on, self.suggest_button):
            self._column.addWidget(widget)
        for line in (self.at, self.place, self.next_step):
            line.control.textChanged.connect(self._typed)
        for day in (self.on, self.next_on):
            day.control.textChanged.connect(self._typed)

    def _make_buttons(self) -> None:
        buttons = horizontal(gap=S2)
        self.file_button = Button(lambda: _("File report"), Kind.PRIMARY, hint="Ctrl Enter")
        self.file_button.clicked.connect(self.file)
        self.later_button = Button(lambda: _("Later"), Kind.PLAIN, hint="Esc")
        self.later_button.clicked.connect(self.cancelled)
        buttons.addStretch(1)
        buttons.addWidget(self.later_button)
        buttons.addWidget(self.file_button)
        self._column.addLayout(buttons)
        QWidget.setTabOrder(self.file_button, self.later_button)

    # --- beginning

    def begin(self, sheet: VisitSheetView) -> None:
        """Start the report of a visit, or change the one unlocked; with the draft if there is one."""
        self.keep()
        draft, visit, view = sheet.draft, sheet.visit, sheet.view
        self._visit_id, self._sheet, self._has_typed = None, sheet, draft is not None
        self._amends = visit.state is VisitState.DONE
        today = self._context.workspace.clock.today()
        self.draft_note.setVisible(draft is not None)
        known: Mapping[str, object] = draft or standing_fields(sheet, today.isoformat())
        if draft is not None and self._amends and not draft.get("amends"):
            known = joined_fields(standing_fields(sheet, today.isoformat()), draft)
        self.promises.set_contacts([one for one in view.contacts if one.left_on is None])
        self._fill(known, sheet)
        shown = fields_of(visit.kind) | filled(dict(known))
        self._show_fields(shown, is_call=not visit.kind.is_on_site)
        self.more_button.setVisible(is_short(visit.kind))
        self._suggest(sheet)
        self._visit_id = visit.id
        self._order()
        self.met.line.setFocus()

    def _show_fields(self, names: Iterable[str], *, is_call: bool = False) -> None:
        names = frozenset(names)
        for name, field in self.areas.items():
            field.setVisible(name in names)
        self.place.setVisible(PLACE in names and not is_call)
        self.ours.setVisible(OUR_PEOPLE in names)
        self.met.title.say(_("Who was spoken with") if is_call else _("Who was met"))
        self.next_on.setVisible(not self._amends)
        self._show_keep_needs()

    def _show_all(self) -> None:
        self._show_fields({*self.areas, OUR_PEOPLE, PLACE})
        self.more_button.hide()
        self._order()

    def _show_keep_needs(self) -> None:
        needs = self.areas["needs"]
        self.keep_needs.setVisible(not needs.isHidden() and bool(needs.control.text().strip()))

    def _suggest(self, sheet: VisitSheetView) -> None:
        day, duty = sheet.next_on, sheet.next_duty
        self.suggest_button.setVisible(day is not None and duty is not None and not self._amends)
        if day is not None and duty is not None:
            text = _("By the policy: {date} ({rule})")
            self.suggest_button.say(text.format(date=format_short_date(day), rule=duty.slot.required.label))
            self.suggest_button.setToolTip(duty.reason())

    def _take_suggestion(self) -> None:
        if self._sheet is not None:
            self.next_on.control.set_day(self._sheet.next_on)

    # --- keeping and filing

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
        # The keys repeat while they are held down.
        if not self.file_button.isEnabled():
            return
        visit_id, report = self._visit_id, self._read()
        if visit_id is None or report is None:
            return
        self.file_button.setEnabled(False)
        amends = self._amends

        def done(_summary: object) -> None:
            self.file_button.setEnabled(True)
            if self._visit_id == visit_id:
                self._visit_id = None
                self.filed.emit(visit_id)

        def failed(error: Exception) -> None:
            self.file_button.setEnabled(True)
            self._typed()
            if isinstance(error, BadInput) and self._show_error(error):
                return
            self._context.show_error(error)
            if isinstance(error, NotAllowed):
                self.keep()
                self.refused.emit(visit_id)

        def work(workspace: Workspace) -> ChangeSummary:
            summary = (amend_report if amends else report_visit)(workspace, visit_id, report)
            drop_draft(workspace, visit_id)
            return summary

        self._timer.stop()
        self._unkept = False
        self._context.save(work, said=_("Report filed"), on_done=done, on_error=failed)

    def _read(self) -> VisitReportInput | None:
        """What stands in the form; ``None`` after saying which day cannot be read."""
        for field in self._all_fields():
            field.set_error("")
        on = self.on.control.day()
        for day in (self.on, self.next_on):
            if not day.control.readable() or (day is self.on and on is None):
                day.set_error(_("Give a day as YYYY-MM-DD."))
                day.control.setFocus()
                return None
        if on is None or self.promises.unreadable():
            return None
        return VisitReportInput(
            on=on,
            at=self.at.control.text(),
            place=self.place.control.text(),
            met=self.met.ticked_ids(),
            our_people=self.ours.ticked_ids(),
            keep_needs=self.keep_needs.isChecked(),
            next_step=self.next_step.control.text(),
            next_on=self.next_on.control.day(),
            promises=self.promises.promises(),
            **{name: field.control.text() for name, field in self.areas.items()},
        )

    def _show_error(self, error: BadInput) -> bool:
        if error.where.startswith("promises["):
            self.promises.show_error(int(error.where[9:-1]), error.message)
            return True
        fields = dict(self._named_fields())
        if error.where in fields:
            fields[error.where].show()
        return show_beside(error, fields)

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

    # --- what stands in it

    def fields(self) -> dict[str, object]:
        """What stands in the form, as a draft keeps it."""
        lines = (("at", self.at), ("place", self.place), ("next_step", self.next_step))
        return {
            "on": self.on.control.text(),
            "next_on": self.next_on.control.text(),
            **{name: field.control.text() for name, field in lines},
            **{name: area.control.text() for name, area in self.areas.items()},
            "met": [id_text(one) for one in self.met.ticked_ids()],
            "our_people": [id_text(one) for one in self.ours.ticked_ids()],
            "keep_needs": self.keep_needs.isChecked(),
            "promises": self.promises.typed(),
            "amends": self._amends,
        }

    def _fill(self, known: Mapping[str, object], sheet: VisitSheetView) -> None:
        self.on.control.setText(str(known.get("on", "")))
        self.next_on.control.setText(str(known.get("next_on", "")))
        lines = (("at", self.at), ("place", self.place), ("next_step", self.next_step))
        for name, line in lines:
            line.control.setText(str(known.get(name, "")))
        for name, area in self.areas.items():
            area.control.setText(str(known.get(name, "")))
        self.keep_needs.setChecked(bool(known.get("keep_needs")))
        self.promises.show_typed(kept_promises(known.get("promises")))
        self.met.set_people(their_people(sheet), kept_ids(known.get("met")))
        self.ours.set_people(our_people(sheet), kept_ids(known.get("our_people")))
        for field in self._all_fields():
            field.set_error("")

    def _order(self) -> None:
        """Tab follows the eye, also through rows of promises that came later."""
        chain: list[QWidget] = [
            self.on.control,
            self.at.control,
            self.place.control,
            self.met.line,
            self.ours.line,
        ]
        for name, area in self.areas.items():
            chain.append(area.control)
            if name == "needs":
                chain.append(self.keep_needs)
        chain += [self.more_button, *self.promises.fields(), self.next_step.control, self.next_on.control]
        chain += [self.suggest_button, self.file_button, self.later_button]
        for before, after in pairwise(chain):
            QWidget.setTabOrder(before, after)

    def _typed(self) -> None:
        if self._visit_id is not None:
            self._unkept = True
            # Not started anew: who types without a pause is kept as well.
            if not self._timer.isActive():
                self._timer.start()


def _type_hint() -> str:
    return _("Type a name, Enter ticks")
