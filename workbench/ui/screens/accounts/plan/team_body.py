"""Who of ours works on the account: those the data know are proposed, one click takes them in."""

from collections.abc import Mapping
from functools import partial
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from workbench.domain.account_plan import AccountPlanPaper
from workbench.domain.journal import ChangeSummary
from workbench.domain.plan_stand import TeamLine
from workbench.foundation.i18n import _
from workbench.foundation.ids import Id
from workbench.services.plan_texts import delete_member, save_member
from workbench.services.workspaces import Workspace
from workbench.ui.context import Context
from workbench.ui.kit.buttons import Button
from workbench.ui.kit.labels import ElidedLabel
from workbench.ui.kit.surfaces import clear_layout, horizontal, vertical
from workbench.ui.kit.tokens import S1, S2, SMALL, Tone
from workbench.ui.screens.accounts.plan.objective_card import Step
from workbench.ui.screens.accounts.plan.pending_line import (
    EntryField,
    PendingLine,
    delete_button,
    store_entry,
)

_NAME = 168


class MemberLine(PendingLine):
    """A name, what they do, and why the data propose them."""

    def __init__(
        self,
        context: Context,
        account_id: Id,
        year: int,
        line: TeamLine,
        place: int,
        parent: QWidget | None = None,
    ) -> None:
        """``place`` is what comes after everybody who is in the team."""
        super().__init__(context, parent)
        self._place = place
        self._account, self._year, self._line = account_id, year, line
        column = vertical(self)
        row = horizontal(gap=S2)
        name = ElidedLabel(line.name, tone=Tone.TEXT if line.member_id else Tone.TEXT2)
        name.setFixedWidth(_NAME)
        row.addSpacing(9)
        row.addWidget(name)
        role = self.text_field("role", lambda: _("What they do"), hint=lambda: _("what they do"))
        role.set_value(line.role)
        role.setMinimumWidth(_NAME)
        row.addWidget(role, 1)
        if line.reason:
            row.addWidget(ElidedLabel(line.reason, size=SMALL, tone=Tone.TEXT2))
        if line.member_id is None:
            self.take_button = Button(lambda: _("Into the team"), small=True, icon="plus")
            self.take_button.clicked.connect(lambda: self.change("role", role.text().strip()))
            row.addWidget(self.take_button)
        else:
            delete = delete_button(lambda: _("Out of the team"))
            delete.clicked.connect(self._delete)
            row.addWidget(delete)
        column.addLayout(row)
        column.addWidget(self.fault)

    def write(self, workspace: Workspace, values: Mapping[str, Any]) -> ChangeSummary:
        line, given = self._line, dict(values)
        if line.member_id is None:
            given["position"] = self._place
            if line.manager is not None:
                given["manager_id"] = line.manager.id
            else:
                given["name"] = line.name
        return save_member(workspace, self._account, self._year, given, line.member_id)

    def _delete(self) -> None:
        member = self._line.member_id
        if member is not None:
            self._context.save(
                lambda workspace: delete_member(workspace, member),
                said=_("{name} is out of the team").format(name=self._line.name),
            )


class TeamBody(QWidget):
    """The lines, and one for a name that is none of ours."""

    taken = Signal()

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._context = context
        self._plan: tuple[Id, int] | None = None
        self._shown: tuple[object, ...] = ()
        self._next_place = 0
        self.lines: list[MemberLine] = []
        column = vertical(self, gap=S1)
        self._lines = vertical(gap=0)
        column.addLayout(self._lines)
        self.entry = EntryField(lambda: _("New member"), lambda: _("Add somebody by name and press Enter"))
        self.entry.entered.connect(self.add)
        column.addWidget(self.entry)

    def show_paper(self, paper: AccountPlanPaper) -> list[Step]:
        """Show the team as it is now."""
        self._plan = (paper.account.id, paper.year)
        team = [*(one for one in paper.team if one.member_id is not None), *paper.team_proposals]
        self._next_place = sum(one.member_id is not None for one in team)
        shown = (self._plan, tuple(team))
        if shown == self._shown:
            return []
        self._shown = shown
        clear_layout(self._lines)
        self.lines = []
        return [partial(self._add_line, line) for line in team]

    def retranslate(self) -> None:
        """Say everything again with the next paper."""
        self._shown = ()

    def add(self, name: str) -> None:
        """Put somebody into the team by name; one of ours is known by it."""
        if self._plan is None:
            return
        (account, year), place = self._plan, self._next_place
        values = {"name": name, "position": place}
        store_entry(
            self._context,
            self.entry,
            name,
            lambda workspace: save_member(workspace, account, year, values),
        )

    def _add_line(self, line: TeamLine) -> None:
        if self._plan is not None:
            shown = MemberLine(self._context, *self._plan, line, self._next_place)
            self.lines.append(shown)
            self._lines.addWidget(shown)
