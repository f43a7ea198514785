"""The relationship with an account: stage, playbook, KAM level, scorecard, evaluation (2-rules §2, §5)."""

from collections.abc import Sequence

from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QWidget

from workbench.domain.alarms import MajorEvent
from workbench.foundation.ids import Id
from workbench.services.account_view import AccountView
from workbench.services.alarms import list_major_events
from workbench.services.relationship import RelationshipView, get_relationship
from workbench.ui.context import Context
from workbench.ui.kit.labels import Line
from workbench.ui.kit.surfaces import Scroll, horizontal, vertical
from workbench.ui.kit.tokens import S4, S6
from workbench.ui.screens.accounts.alarms_part import MajorEventsPart
from workbench.ui.screens.accounts.evaluation_part import EvaluationPart
from workbench.ui.screens.accounts.kam_part import KamPart
from workbench.ui.screens.accounts.playbook_part import PlaybookPart
from workbench.ui.screens.accounts.scorecard_part import ScorecardPart
from workbench.ui.screens.accounts.stage_part import StagePart
from workbench.ui.screens.accounts.ties_part import TiesPart

# Below this width of the body its columns stand one under the other, in pixels.
NARROW = 760


class RelationshipSection(QWidget):
    """Two columns of parts, read together when the section is looked at."""

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._context = context
        self._events: Sequence[MajorEvent] | None = None
        self._wanted: Id | None = None
        self.events = MajorEventsPart()
        self.stage, self.kam = StagePart(context), KamPart(context)
        self.playbook, self.ties = PlaybookPart(context), TiesPart(context)
        self.scorecard, self.evaluation = ScorecardPart(context), EvaluationPart(context)
        self._parts = (
            self.stage,
            self.kam,
            self.playbook,
            self.ties,
            self.scorecard,
            self.evaluation,
        )
        body = Scroll(gap=S4)
        self._columns = horizontal(gap=S6)
        columns: tuple[tuple[QWidget, ...], ...] = (
            (self.stage, self.playbook, self.evaluation),
            (self.events, self.kam, self.ties, self.scorecard),
        )
        for parts in columns:
            column = vertical(gap=S4)
            for place, part in enumerate(parts):
                if place:
                    column.addWidget(Line())
                column.addWidget(part)
            column.addStretch(1)
            self._columns.addLayout(column, 1)
        body.column.addLayout(self._columns)
        body.column.addStretch(1)
        vertical(self).addWidget(body)

    def show_view(self, view: AccountView) -> None:
        """Show another account, or the same one changed, as soon as it has been read."""
        account_id, self._events = view.account.id, None
        self._context.read(
            lambda workspace: get_relationship(workspace, account_id),
            self._show,
            key="account-relationship",
        )
        self._context.read(
            lambda workspace: list_major_events(workspace, account_id),
            self._show_events,
            key="account-major-events",
        )

    def select(self, event_id: Id) -> None:
        """Open a major event as soon as it is read."""
        self._wanted = event_id
        if self._events is not None:
            self._show_events(self._events)

    def _show_events(self, events: Sequence[MajorEvent]) -> None:
        self._events = events
        self.events.show_events(events, self._context.workspace.clock.today())
        wanted = next((one for one in events if one.id == self._wanted), None)
        if wanted is not None:
            self._wanted = None
            self.events.event_requested.emit(wanted)

    def _show(self, view: RelationshipView) -> None:
        for part in self._parts:
            part.show_relationship(view)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        across = self.width() >= NARROW
        self._columns.setDirection(
            QBoxLayout.Direction.LeftToRight if across else QBoxLayout.Direction.TopToBottom
        )
