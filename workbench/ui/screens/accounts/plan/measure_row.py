"""By what an objective is measured: figure, start, target, what the data say, and a bar of how far it is."""

from collections.abc import Mapping
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QWidget

from workbench.domain.journal import ChangeSummary
from workbench.domain.objectives import Figure
from workbench.domain.plan_measures import TYPED
from workbench.domain.plan_stand import STAGES, MeasureStand, Track
from workbench.domain.relationship import Stage
from workbench.foundation.i18n import _, format_percent_bp, format_short_date
from workbench.foundation.ids import Id
from workbench.services.plan_objectives import save_measure
from workbench.services.workspaces import Workspace
from workbench.ui.context import Context
from workbench.ui.kit.in_place import InPlaceField
from workbench.ui.kit.inputs import ComboBox
from workbench.ui.kit.labels import Label
from workbench.ui.kit.ring import Meter
from workbench.ui.kit.surfaces import horizontal, vertical
from workbench.ui.kit.texts import Text
from workbench.ui.kit.tokens import S1, SMALL, SMALL_CONTROL_HEIGHT, Tone
from workbench.ui.screens.accounts.plan.figure_words import read_value, typed_value, value_hint
from workbench.ui.screens.accounts.plan.pending_line import PendingLine, delete_button

VALUE, ACTUAL, METER, INDENT = 104, 132, 72, 28
_TONES = {Track.ATTAINED: Tone.OK, Track.ON_TRACK: Tone.ACCENT, Track.BEHIND: Tone.WARN, None: Tone.TEXT2}


class MeasureCaptions(QWidget):
    """What stands in the columns of the lines beneath."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        row = horizontal(self, gap=S1)
        row.addSpacing(INDENT)
        row.addWidget(Label(lambda: _("Measured by"), size=SMALL, tone=Tone.TEXT2), 1)
        captions: tuple[tuple[Text, int], ...] = (
            (lambda: _("Start"), VALUE),
            (lambda: _("Target"), VALUE),
            (lambda: _("Actual"), ACTUAL),
        )
        for text, width in captions:
            caption = Label(text, size=SMALL, tone=Tone.TEXT2)
            caption.setFixedWidth(width)
            caption.setIndent(9)
            row.addWidget(caption)
        row.addSpacing(METER + S1 + SMALL_CONTROL_HEIGHT)


class MeasureRow(PendingLine):
    """One line. A new one is saved once it has what it needs: the figure and its target."""

    delete_requested = Signal()

    def __init__(
        self, context: Context, objective_id: Id, figure: Figure, parent: QWidget | None = None
    ) -> None:
        super().__init__(context, parent)
        self._objective, self.figure = objective_id, figure
        self.measure_id: Id | None = None
        self._is_saving = False
        column = vertical(self)
        row = horizontal(gap=S1)
        self.name = Label("")
        row.addSpacing(INDENT - 9 if figure is Figure.OWN else INDENT)
        row.addWidget(self.name)
        if figure is Figure.OWN:
            row.addWidget(
                self.text_field("text", lambda: _("What is measured"), hint=lambda: _("What is measured")), 1
            )
        elif figure is Figure.PRODUCT_SALES:
            row.addWidget(self.text_field("product", lambda: _("Product"), hint=lambda: _("Product")), 1)
        else:
            row.addStretch(1)
        if figure is Figure.STAGE:
            self.start = Label("")
            row.addWidget(self.start)
            self.target: InPlaceField | ComboBox = self.choice("target_word", lambda: _("Target"), _stages())
            self.start.setFixedWidth(VALUE - 40)
            self.target.setFixedWidth(VALUE + 40)
        else:
            start = self._value_field("start_value")
            start.setFixedWidth(VALUE)
            row.addWidget(start)
            self.target = self._value_field("target_value")
            self.target.setFixedWidth(VALUE)
        row.addWidget(self.target)
        self.actual = Label(size=SMALL, tone=Tone.TEXT2)
        self.actual.setFixedWidth(ACTUAL)
        self.actual.setIndent(9)
        self.typed: InPlaceField | None = None
        if figure in TYPED:
            self.typed = self._value_field("actual_value")
            self.typed.setFixedWidth(ACTUAL)
            row.addWidget(self.typed)
            self.actual.hide()
        else:
            row.addWidget(self.actual)
        self.meter = Meter(lambda: _("How far it is"), width=METER)
        row.addWidget(self.meter, 0, Qt.AlignmentFlag.AlignVCenter)
        self.delete = delete_button(lambda: _("Delete measure"))
        self.delete.clicked.connect(self.delete_requested)
        row.addWidget(self.delete)
        column.addLayout(row)
        column.addWidget(self.fault)

    def begin(self) -> None:
        """A new line: it asks first for what it cannot be without."""
        self.pending["figure"] = self.figure.value
        first = self.controls.get("text") or self.controls.get("product") or self.target
        first.setFocus(Qt.FocusReason.OtherFocusReason)

    def show_stand(self, stand: MeasureStand) -> None:
        """Show what is stored and what the data say."""
        measure = stand.measure
        was_saved_first, self._is_saving = self._is_saving, False
        self.measure_id = measure.id
        self.pending.pop("figure", None)
        own_name = measure.figure in (Figure.OWN, Figure.PRODUCT_SALES)
        self.name.say(measure.figure.label if not own_name or measure.figure is Figure.PRODUCT_SALES else "")
        self.name.setVisible(measure.figure is not Figure.OWN)
        for name in ("text", "product"):
            if name in self.controls:
                self.show_value(name, getattr(measure, name))
        for name in ("start_value", "target_value", "actual_value"):
            if name in self.controls:
                self.show_value(name, typed_value(measure.figure, getattr(measure, name)))
        if "target_word" in self.controls:
            self.show_value("target_word", measure.target_word)
        until = format_short_date(stand.as_of) if stand.as_of else ""
        told = stand.actual_text
        self.actual.say(f"{told} · {until}" if told and until else told or _("no data yet"))
        self.actual.setToolTip(
            _("{value} as of {date}, from the data").format(value=told, date=until) if told and until else ""
        )
        if self.typed is not None:
            self.typed.setToolTip(_("as of {date}").format(date=until) if until else "")
        self._show_meter(stand)
        if was_saved_first:
            # What was typed while the new line was being stored.
            self.save_pending()

    def show_new(self) -> None:
        """Show the name of a line that is only begun."""
        self.name.say(self.figure.label if self.figure is not Figure.OWN else "")
        self.name.setVisible(self.figure is not Figure.OWN)
        self.actual.say("")

    def can_save(self) -> bool:
        """A new line waits for its target, and is not saved twice."""
        if self.measure_id is not None:
            return True
        needed = "target_word" if self.figure is Figure.STAGE else "target_value"
        return self.pending.get(needed) is not None and not self._is_saving

    def write(self, workspace: Workspace, values: Mapping[str, Any]) -> ChangeSummary:
        return save_measure(workspace, self._objective, values, self.measure_id)

    def save_pending(self) -> None:
        is_new = self.measure_id is None and self.can_save()
        super().save_pending()
        self._is_saving = self._is_saving or is_new

    def _failed(self, error: Exception) -> None:
        self._is_saving = False
        super()._failed(error)

    def _value_field(self, name: str) -> InPlaceField:
        label, word = {
            "start_value": (lambda: _("Start"), lambda: _("start")),
            "target_value": (lambda: _("Target"), lambda: _("target")),
            "actual_value": (lambda: _("Actual"), lambda: _("actual")),
        }[name]
        field = self.text_field(name, label, hint=word, read=lambda text: read_value(self.figure, text))
        hint = value_hint(self.figure)
        field.setToolTip(_("e.g. {example}").format(example=hint))
        return field

    def _show_meter(self, stand: MeasureStand) -> None:
        share = stand.attained_bp
        expected = stand.expected_bp
        told = [stand.track.label] if stand.track else []
        if share is not None:
            told.append(_("{share} of the way").format(share=format_percent_bp(share)))
        if expected is not None:
            told.append(_("{share} expected by now").format(share=format_percent_bp(expected)))
        self.meter.show_share(
            None if share is None else share / 10_000,
            None if expected is None else expected / 10_000,
            " · ".join(told),
            tone=_TONES[stand.track],
        )


def _stages() -> list[tuple[Any, Any]]:
    def word(stage: Stage) -> Any:
        return lambda: stage.label

    reachable = [(one.value, word(one)) for one in STAGES if one is not Stage.INTERRUPTED]
    return [("", lambda: _("Stage…")), *reachable]
