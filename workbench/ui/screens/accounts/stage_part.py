"""The stage of a relationship with its reason, why it was interrupted, and the life cycle (2-rules §5)."""

from collections.abc import Sequence
from enum import StrEnum
from typing import Any

from PySide6.QtWidgets import QWidget

from workbench.domain.relationship import InterruptionCause, LifeCycle, Stage
from workbench.foundation.i18n import _
from workbench.foundation.ids import Id
from workbench.services.relationship import RelationshipView, set_life_cycle, set_stage
from workbench.ui.context import Context
from workbench.ui.kit.buttons import Button, Kind
from workbench.ui.kit.form import Field
from workbench.ui.kit.inputs import ComboBox, TextField
from workbench.ui.kit.labels import Label, SectionHeader
from workbench.ui.kit.surfaces import horizontal, vertical
from workbench.ui.kit.texts import Text
from workbench.ui.kit.tokens import S2, S3, SMALL, Tone


class StagePart(QWidget):
    """Stage, reason and cause are saved together; the life cycle by itself."""

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._context = context
        self._view: RelationshipView | None = None
        column = vertical(self, gap=S2)
        column.addWidget(SectionHeader(lambda: _("Stage and life cycle")))
        self.stage: Field[ComboBox] = Field(lambda: _("Stage"), ComboBox(_choices(Stage)))
        self.cause: Field[ComboBox] = Field(
            lambda: _("Cause of interruption"), ComboBox(_choices(InterruptionCause))
        )
        self.life_cycle: Field[ComboBox] = Field(lambda: _("Life cycle"), ComboBox(_choices(LifeCycle)))
        self.reason: Field[TextField] = Field(lambda: _("Reason for the stage"), TextField())
        self.save_button = Button(lambda: _("Set stage"), icon="check", small=True)
        self.save_button.clicked.connect(self.save)
        self.reason.control.returnPressed.connect(self.save)
        self.stage.control.picked.connect(lambda _stage: self._show_cause())
        self.life_cycle.control.picked.connect(self._set_life_cycle)
        row = horizontal(gap=S3)
        row.addWidget(self.stage, 1)
        row.addWidget(self.life_cycle, 1)
        column.addLayout(row)
        column.addWidget(self.cause)
        column.addWidget(self.reason)
        buttons = horizontal(gap=S3)
        buttons.addWidget(self.save_button)
        buttons.addStretch(1)
        column.addLayout(buttons)
        evidence = horizontal(gap=S2)
        self.evidence = Label(size=SMALL, tone=Tone.TEXT2, wrap=True)
        self.adopt = Button(lambda: _("Take it"), Kind.LINK)
        self.adopt.clicked.connect(self._adopt)
        evidence.addWidget(self.evidence, 1)
        evidence.addWidget(self.adopt)
        column.addLayout(evidence)
        column.addStretch(1)

    def show_relationship(self, view: RelationshipView) -> None:
        """Show another account, or the same one changed; a reason being typed stays."""
        before, account = self._view, view.account
        self._view = view
        same = before is not None and before.account.id == account.id
        kept = same and before is not None and before.account.stage_reason == account.stage_reason
        if not (kept and self.reason.control.text() != account.stage_reason):
            self.reason.control.setText(account.stage_reason)
            self.stage.control.choose(account.stage)
            self.cause.control.choose(account.interruption_cause)
        self.life_cycle.control.choose(account.life_cycle)
        if not same:
            self._clear_errors()
        self._show_cause()
        found = view.evidence
        if found.stage is None or found.stage is account.stage:
            self.evidence.say(found.reason)
        else:
            self.evidence.say(
                _("{stage} is suggested: {reason}").format(stage=found.stage.label, reason=found.reason)
            )
        self.adopt.setVisible(found.stage is not None and found.stage is not account.stage)

    def save(self) -> None:
        """Keep stage, reason and cause, or say beside the field what is missing."""
        view = self._view
        if view is None:
            return
        self._clear_errors()
        account: Id = view.account.id
        stage, cause = self.stage.control.key(), self.cause.control.key()
        reason = self.reason.control.text()
        self._context.save(
            lambda workspace: set_stage(workspace, account, stage, reason, cause),
            said=_("Stage saved"),
            on_error=self._fail,
        )

    def _adopt(self) -> None:
        view = self._view
        if view is not None:
            self.stage.control.choose(view.evidence.stage)
            self.reason.control.setText(view.evidence.reason)
            self._show_cause()
            self.save()

    def _set_life_cycle(self, phase: LifeCycle | None) -> None:
        view = self._view
        if view is not None:
            account = view.account.id
            self._context.save(
                lambda workspace: set_life_cycle(workspace, account, phase), said=_("Life cycle saved")
            )

    def _show_cause(self) -> None:
        self.cause.setVisible(self.stage.control.key() is Stage.INTERRUPTED)

    def _clear_errors(self) -> None:
        for field in (self.reason, self.cause):
            field.set_error("")

    def _fail(self, error: Exception) -> None:
        self._context.show_error(error, {"interruption_cause": self.cause}, otherwise=self.reason)


def _choices(words: type[StrEnum]) -> Sequence[tuple[Any, Text]]:
    return [(None, lambda: _("Not known")), *((one, _label(one)) for one in words)]


def _label(one: Any) -> Text:
    return lambda: str(one.label)
