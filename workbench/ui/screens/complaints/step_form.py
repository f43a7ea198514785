"""The fields of one step of a complaint: what it needs, what is still missing, kept while it is typed."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QAbstractButton, QWidget

from workbench.domain.complaint_moves import hindrances
from workbench.domain.complaint_transitions import CONCLUSIVE_STATES, any_time, transition
from workbench.domain.complaints import ComplaintCause, ComplaintEventKind, Outcome
from workbench.foundation.i18n import _, format_date, pgettext
from workbench.services.complaint_view import ComplaintView
from workbench.ui.context import Context
from workbench.ui.kit.buttons import CheckBox
from workbench.ui.kit.choices import Choice, Choices, Look
from workbench.ui.kit.date_field import DateField
from workbench.ui.kit.form import Field, Form, show_beside
from workbench.ui.kit.inputs import ComboBox, TextArea, TextField
from workbench.ui.kit.known_field import KnownField
from workbench.ui.kit.labels import Label
from workbench.ui.kit.leaving import DraftTimer
from workbench.ui.kit.surfaces import clear_layout, horizontal, tab_where, vertical
from workbench.ui.kit.texts import Text, words
from workbench.ui.kit.tokens import S3, SMALL, Tone
from workbench.ui.screens.complaints.prefilled import Fields, prefilled
from workbench.ui.screens.complaints.step_fields import (
    CONTAINMENT,
    SPECS,
    Control,
    StepField,
    StepSpec,
    field_asked,
)
from workbench.ui.screens.complaints.whys import Whys
from workbench.ui.screens.complaints.words import channels, title_of

DRAFT_AFTER_MS = 400
Alternative = tuple[ComplaintEventKind, Outcome | None]


class StepForm(QWidget):
    """One of several alternatives (valid or not, take over or decline) and its fields.

    ``changed`` tells that something was typed or chosen; ``draft_due`` a moment later, to be kept.
    """

    changed = Signal()
    draft_due = Signal()

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._context = context
        self._view: ComplaintView | None = None
        self._alternatives: tuple[Alternative, ...] = ()
        self._fields: dict[str, Field[Any]] = {}
        self._typed: Fields = {}
        self._is_filling = False
        self._column = vertical(self, gap=S3)
        self.outcomes = Choices(Look.SEGMENTS, name=lambda: _("How it comes out"))
        self.outcomes.chosen.connect(self._choose)
        row = horizontal(gap=0)
        row.addWidget(self.outcomes)
        row.addStretch(1)
        self._column.addLayout(row)
        self.note = Label(size=SMALL, tone=Tone.TEXT2, wrap=True)
        self._column.addWidget(self.note)
        self._holder = vertical()
        self._column.addLayout(self._holder)
        self._timer = DraftTimer(self, DRAFT_AFTER_MS, self.draft_due.emit)

    # --- showing

    def show_alternatives(
        self, view: ComplaintView, alternatives: Sequence[Alternative], chosen: Alternative | None = None
    ) -> None:
        """Ask for one of these; the same ones again leave what is being typed as it is."""
        known = self._view is not None and self._view.complaint.id == view.complaint.id
        same = known and self._alternatives == tuple(alternatives)
        self._view = view
        if same:
            self._offer_known()
            if chosen is not None and chosen != self.alternative():
                self.choose(chosen)
            return
        self._timer.stop()
        self._alternatives, self._typed = tuple(alternatives), {}
        self.outcomes.set_choices([Choice(one, _word(one)) for one in self._alternatives])
        self.outcomes.setVisible(len(self._alternatives) > 1)
        if self._alternatives:
            self.outcomes.choose(chosen or self._drafted() or self._alternatives[0])
        self._build()

    def choose(self, alternative: Alternative) -> None:
        """Take another of the alternatives, as a click would."""
        if alternative in self._alternatives:
            self.outcomes.choose(alternative)
            self._choose(alternative)

    def alternative(self) -> Alternative | None:
        """The kind and outcome that would be written."""
        current = self.outcomes.current()
        return next((one for one in self._alternatives if one == current), None)

    def spec(self) -> StepSpec:
        """What is asked."""
        chosen = self.alternative()
        return SPECS[chosen] if chosen else StepSpec("")

    def focus_first(self) -> None:
        """Put the cursor into the first field."""
        first = next(iter(self._fields.values()), None)
        if first is not None:
            first.control.setFocus()

    def field(self, name: str) -> Field[Any]:
        """The field of that name."""
        return self._fields[name]

    # --- what stands in it

    def fields(self) -> Fields:
        """What stands in the form, as a draft keeps it."""
        found = {name: _read(field.control) for name, field in self._fields.items() if name != "visit_id"}
        chosen = self.alternative()
        return {**found, "outcome": chosen[1].value if chosen and chosen[1] else ""}

    def values(self) -> dict[str, Any]:
        """What is written with the step; without the containment, which is a step of its own."""
        found: dict[str, Any] = {}
        for name, field in self._fields.items():
            value = _read(field.control)
            if name == "on":
                value = field.control.day()
            if name != CONTAINMENT and value not in ("", None):
                found[name] = value
        chosen = self.alternative()
        if chosen is not None and chosen[1] is not None:
            found["outcome"] = chosen[1]
        return found

    def containment(self) -> str:
        """What was done to stop the damage, typed with the analysis."""
        field = self._fields.get(CONTAINMENT)
        return field.control.text().strip() if field else ""

    def missing(self) -> list[tuple[str, Text]]:
        """The names and labels of fields without which the step cannot be taken."""
        chosen, view = self.alternative(), self._view
        if chosen is None or view is None:
            return []
        row = transition(view.progress.state, *chosen) or any_time(chosen[0])
        asks = row.asks if row else (("text",) if chosen[0] is ComplaintEventKind.TAKEN_BACK else ())
        spec = self.spec()
        return [field_asked(spec, name) for name in asks if not self._is_filled(name)]

    def hindrances(self) -> list[str]:
        """What beside the fields stands in the way, in sentences."""
        chosen, view = self.alternative(), self._view
        if chosen is None or view is None:
            return []
        return [guard.label for guard in hindrances(view.progress, chosen[0])]

    def is_ready(self) -> bool:
        """Show beside the fields what is missing, go to the first; whether nothing is."""
        for field in self._fields.values():
            field.set_error("")
        missing = self.missing()
        day = self._fields.get("on")
        if day is not None and day.control.day() is None:
            day.set_error(lambda: _("Give a day as YYYY-MM-DD."))
            missing.append(("on", ""))
        for name, _label in missing:
            if name != "on":
                self._fields[name].set_error(lambda: _("This is needed."))
        if missing:
            self._fields[missing[0][0]].control.setFocus()
        return not missing

    def show_error(self, error: Exception) -> bool:
        """Say what was refused beside its field; False if it is none of the form's."""
        return show_beside(error, self._fields)

    def keep_now(self) -> None:
        """Tell at once that what was typed is to be kept, if it is not yet."""
        if self._timer.isActive():
            self._timer.stop()
            self.draft_due.emit()

    def stop_keeping(self) -> None:
        """What is typed is being written: it needs no draft."""
        self._timer.stop()

    # --- making

    def _drafted(self) -> Alternative | None:
        """The alternative of which a draft is kept."""
        for kind, outcome in self._alternatives:
            kept = self._view.drafts.get(kind) if self._view else None
            if kept is not None and kept.get("outcome", "") == (outcome.value if outcome else ""):
                return kind, outcome
        return None

    def _choose(self, _alternative: object) -> None:
        self._typed.update({name: _read(field.control) for name, field in self._fields.items()})
        self._build()
        self._changed()
        self.focus_first()

    def _build(self) -> None:
        view, chosen = self._view, self.alternative()
        clear_layout(self._holder)
        self._fields = {}
        if view is None or chosen is None:
            return
        spec = SPECS[chosen]
        self.note.say(spec.note)
        self.note.setVisible(bool(words(spec.note)))
        form = Form()
        for one in spec.fields:
            if self._is_asked(one, view):
                self._add(form, one)
        today = self._context.workspace.clock.today
        day: Field[DateField] = form.add(lambda: pgettext("complaint", "Day"), DateField(today))
        self._fields["on"] = day
        day.control.textChanged.connect(self._changed)
        self._holder.addWidget(form)
        self._let_tab_pass(form)
        self._offer_known()
        self.fill({**prefilled(view, *chosen, today()), **self._typed})

    def _let_tab_pass(self, form: Form) -> None:
        """Tab goes through the alternatives and then the fields, here where they stand."""
        inside = [one for one in form.findChildren(QWidget) if one.window() is self.window()]
        fields = [one for one in inside if one.focusPolicy() & Qt.FocusPolicy.TabFocus]
        tab_where(self, [*self.outcomes.findChildren(QAbstractButton), *fields])

    def _is_asked(self, field: StepField, view: ComplaintView) -> bool:
        if field.control is Control.TICK:
            return view.progress.state in CONCLUSIVE_STATES
        if field.control is Control.VISIT:
            return bool(view.visits)
        return True

    def _add(self, form: Form, one: StepField) -> None:
        if one.control is Control.TICK:
            tick = CheckBox(one.label)
            tick.toggled.connect(self._changed)
            field: Field[Any] = form.add("", tick, span=2)
            field.label.hide()
        else:
            single = one.control is Control.TEXT and one.lines == 1
            control, signal = _MADE[Control.MONEY if single else one.control]()
            field = form.add(one.label, control, note=one.note, span=one.span)
            getattr(control, signal).connect(self._changed)
        self._fields[one.name] = field

    def _offer_known(self) -> None:
        view, chosen = self._view, self.alternative()
        if view is None or chosen is None:
            return
        for one in SPECS[chosen].fields:
            field = self._fields.get(one.name)
            if field is None:
                continue
            if isinstance(field.control, KnownField):
                field.control.set_known(_known(one.control, view))
            elif isinstance(field.control, Whys):
                field.control.ask_about(title_of(view.complaint))
            elif one.control is Control.VISIT:
                none: tuple[Any, Text] = (None, lambda: _("No visit"))
                visits = [(visit.id, format_date(visit.on)) for visit in view.visits]
                field.control.set_choices([none, *visits])

    def fill(self, known: Fields) -> None:
        """Put these into the fields of their names, as if they had been there from the beginning."""
        self._is_filling = True
        for name, field in self._fields.items():
            if known.get(name) is not None:
                _write(field.control, known[name])
        self._is_filling = False
        self.changed.emit()

    def _changed(self, *_value: object) -> None:
        if self._is_filling:
            return
        if not self._timer.isActive():
            self._timer.start()
        self.changed.emit()

    def _is_filled(self, name: str) -> bool:
        for one in name.split("|"):
            field = self._fields.get(one)
            value = _read(field.control) if field else ""
            if any(value) if isinstance(value, list) else bool(str(value or "").strip()):
                return True
        return False


def _word(alternative: Alternative) -> Text:
    kind, outcome = alternative
    return (lambda: outcome.label) if outcome is not None else SPECS[kind, outcome].button


def _known(control: Control, view: ComplaintView) -> Sequence[str]:
    if control is Control.CHANNEL:
        return channels()
    if control is Control.MANAGER:
        return [one.name for one in view.managers]
    known = {Control.DEPARTMENT: view.departments, Control.POST: view.posts, Control.PERSON: view.people}
    return known.get(control, ())


def _causes() -> ComboBox:
    choices: list[tuple[Any, Text]] = [("", lambda: _("Choose"))]
    return ComboBox([*choices, *((one.value, _cause_word(one)) for one in ComplaintCause)])


def _cause_word(cause: ComplaintCause) -> Text:
    return lambda: cause.label


_MADE: Mapping[Control, Callable[[], tuple[QWidget, str]]] = {
    Control.TEXT: lambda: (TextArea(lines=2, most=8), "textChanged"),
    Control.DEPARTMENT: lambda: (KnownField(hint=lambda: _("Choose or type")), "textChanged"),
    Control.PERSON: lambda: (KnownField(hint=lambda: _("Choose or type")), "textChanged"),
    Control.MANAGER: lambda: (KnownField(hint=lambda: _("Choose or type")), "textChanged"),
    Control.POST: lambda: (KnownField(hint=lambda: _("Choose or type")), "textChanged"),
    Control.CHANNEL: lambda: (KnownField(hint=lambda: _("Choose or type")), "textChanged"),
    Control.CAUSE: lambda: (_causes(), "currentIndexChanged"),
    Control.WHYS: lambda: (Whys(), "textChanged"),
    Control.MONEY: lambda: (TextField(), "textChanged"),
    Control.VISIT: lambda: (ComboBox(), "currentIndexChanged"),
}


def _read(control: QWidget) -> Any:
    if isinstance(control, Whys):
        return control.texts()
    if isinstance(control, ComboBox):
        return control.key()
    if isinstance(control, CheckBox):
        return control.isChecked()
    assert isinstance(control, TextField | TextArea)
    return control.text().strip()


def _write(control: QWidget, value: Any) -> None:
    if isinstance(control, Whys):
        control.set_answers([str(one) for one in value] if isinstance(value, list | tuple) else ())
    elif isinstance(control, ComboBox):
        control.choose(value)
    elif isinstance(control, CheckBox):
        control.setChecked(bool(value))
    elif isinstance(control, TextField | TextArea):
        control.setText(str(value))
