"""The KAM level that follows from who deals with whom, and another one in its place (2-rules §5)."""

from collections.abc import Sequence

from PySide6.QtWidgets import QWidget

from workbench.domain.kam_level import DerivedKam
from workbench.domain.relationship import Function, KamLevel
from workbench.foundation.i18n import _, listed
from workbench.services.relationship import RelationshipView, override_kam_level, set_joint_teams
from workbench.ui.context import Context
from workbench.ui.kit.buttons import Button
from workbench.ui.kit.form import Field
from workbench.ui.kit.in_place import InPlaceField
from workbench.ui.kit.inline_form import InlineForm
from workbench.ui.kit.inputs import ComboBox, TextField
from workbench.ui.kit.labels import Label, SectionHeader
from workbench.ui.kit.surfaces import Facts, vertical
from workbench.ui.kit.texts import Text
from workbench.ui.kit.tokens import S2, SMALL, Tone


class KamPart(QWidget):
    """Derived and overriding level side by side, each with its reason."""

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._context = context
        self._view: RelationshipView | None = None
        column = vertical(self, gap=S2)
        self.title = SectionHeader(lambda: _("KAM level"), link=lambda: _("Judge otherwise"))
        self.title.link_requested.connect(self.begin)
        column.addWidget(self.title)
        self.facts = Facts(112)
        column.addWidget(self.facts)
        self.doubt = Label(size=SMALL, tone=Tone.WARN, wrap=True)
        column.addWidget(self.doubt)
        self.form = self._make_form()
        column.addWidget(self.form)
        self.joint_teams = InPlaceField(lambda: _("Joint teams"), hint="–")
        self.joint_teams.saved.connect(self._save_teams)
        column.addWidget(
            Field(
                lambda: _("Joint teams of theirs and ours"),
                self.joint_teams,
                note=lambda: _("Any team named here makes the level synergistic."),
            )
        )
        column.addStretch(1)

    def _make_form(self) -> InlineForm:
        form = InlineForm(3)
        self.level: Field[ComboBox] = form.add(
            lambda: _("Level"), ComboBox([(one, _label(one)) for one in KamLevel])
        )
        self.reason: Field[TextField] = form.add(lambda: _("Reason"), TextField(), span=2)
        self.drop_button = Button(lambda: _("Back to the derived level"), small=True)
        self.drop_button.clicked.connect(self.drop)
        self.save_button = form.add_buttons(lambda: _("Set level"), self.drop_button)
        form.submitted.connect(self.save)
        return form

    def show_relationship(self, view: RelationshipView) -> None:
        """Show another account, or the same one changed."""
        if self._view is not None and self._view.account.id != view.account.id:
            self.form.hide()
        self._view = view
        account, kam = view.account, view.kam
        self.facts.clear()
        if account.kam_level is not None:
            self.facts.add(lambda: _("Judged"), Label(account.kam_level.label, bold=True))
            if account.kam_reason:
                self.facts.add(lambda: _("Because"), Label(account.kam_reason, wrap=True))
        self.facts.add(lambda: _("Derived"), Label(kam.level.label, bold=account.kam_level is None))
        self.facts.add(lambda: _("Follows from"), kam.reason)
        if kam.their_functions or kam.our_functions:
            self.facts.add(lambda: _("Functions"), _functions(kam))
        self.doubt.say(kam.doubt)
        self.doubt.setVisible(bool(kam.doubt))
        self.drop_button.setVisible(account.kam_level is not None)
        self.joint_teams.set_value(account.joint_teams)

    def begin(self) -> None:
        """Put another level in the place of the derived one."""
        if self._view is not None:
            account = self._view.account
            self.level.control.choose(account.kam_level or self._view.kam.level)
            self.reason.control.setText(account.kam_reason)
            self.reason.set_error("")
            self.form.show()
            self.reason.control.setFocus()

    def save(self) -> None:
        """Keep the level with its reason."""
        view, level, reason = self._view, self.level.control.key(), self.reason.control.text()
        if view is not None:
            account = view.account.id
            self._context.save(
                lambda workspace: override_kam_level(workspace, account, level, reason),
                said=_("KAM level saved"),
                on_done=lambda _summary: self.form.hide(),
                on_error=self._fail,
            )

    def drop(self) -> None:
        """Go back to the derived level."""
        view = self._view
        if view is not None:
            account = view.account.id
            self._context.save(
                lambda workspace: override_kam_level(workspace, account, None),
                said=_("The derived KAM level holds"),
                on_done=lambda _summary: self.form.hide(),
            )

    def _save_teams(self, text: str) -> None:
        view = self._view
        if view is not None:
            account = view.account.id
            self._context.save(
                lambda workspace: set_joint_teams(workspace, account, text),
                on_done=lambda _summary: self.joint_teams.show_saved(),
            )

    def _fail(self, error: Exception) -> None:
        self._context.show_error(error, otherwise=self.reason)


def _functions(kam: DerivedKam) -> str:
    return _("theirs: {theirs}; ours: {ours}").format(
        theirs=listed(_labels(kam.their_functions)) or "–", ours=listed(_labels(kam.our_functions)) or "–"
    )


def _labels(functions: Sequence[Function]) -> list[str]:
    return [one.label for one in functions]


def _label(level: KamLevel) -> Text:
    return lambda: level.label
