"""How an account plan stands: its state, its parts, its objectives against the data (2-rules §17)."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from workbench.domain.accounts import Contact, Manager
from workbench.domain.objectives import Figure, Objective, ObjectiveState, PlanMeasure
from workbench.domain.plan_records import PlanDecision, PlanPart, PlanVersion
from workbench.domain.relationship import Stage
from workbench.domain.visits import Action
from workbench.foundation.i18n import format_number, format_percent_bp, is_chinese, pgettext
from workbench.foundation.ids import Id

WHOLE_BP = 10_000
STAGES = (Stage.INTERRUPTED, Stage.NURTURING, Stage.INITIAL, Stage.MIDDLE, Stage.PARTNER)
"""The stages from the worst to the best: a stage counts as its place here."""
BEHIND_BP = 1_000
"""How far an objective may lag what the year's course lets expect before it is called behind."""


class PlanState(StrEnum):
    """How far a plan is: derived from its versions, never stored."""

    DRAFT = "draft"
    SUBMITTED = "submitted"
    APPROVED = "approved"
    RETURNED = "returned"

    @property
    def label(self) -> str:
        return {
            PlanState.DRAFT: pgettext("account plan", "Draft"),
            PlanState.SUBMITTED: pgettext("account plan", "Handed in"),
            PlanState.APPROVED: pgettext("account plan", "Approved"),
            PlanState.RETURNED: pgettext("account plan", "Returned"),
        }[self]


class ActionState(StrEnum):
    """How far an action is. An open one whose day has passed is overdue, begun or not."""

    NOT_STARTED = "not_started"
    STARTED = "started"
    DONE = "done"
    OVERDUE = "overdue"

    @property
    def label(self) -> str:
        return {
            ActionState.NOT_STARTED: pgettext("action", "Not started"),
            ActionState.STARTED: pgettext("action", "Started"),
            ActionState.DONE: pgettext("action", "Done"),
            ActionState.OVERDUE: pgettext("action", "Overdue"),
        }[self]


class Track(StrEnum):
    """Whether a measure keeps up with its year."""

    ATTAINED = "attained"
    ON_TRACK = "on_track"
    BEHIND = "behind"

    @property
    def label(self) -> str:
        return {
            Track.ATTAINED: pgettext("measure", "Attained"),
            Track.ON_TRACK: pgettext("measure", "On track"),
            Track.BEHIND: pgettext("measure", "Behind"),
        }[self]


@dataclass(frozen=True)
class MeasureStand:
    """A measure with what it stands at.

    ``actual`` is in the unit of the figure; of a stage it is its place among the stages, and
    ``actual_word`` the stage itself. ``as_of`` is the last day it speaks of; ``from_data`` tells that nobody
    typed it. ``attained_bp`` is the way made from start to target, 0–10,000; ``expected_bp`` what the
    year's course lets expect by now; both ``None`` where it cannot be told.
    """

    measure: PlanMeasure
    actual: int | None = None
    actual_word: str = ""
    as_of: date | None = None
    from_data: bool = False
    attained_bp: int | None = None
    expected_bp: int | None = None

    @property
    def track(self) -> Track | None:
        """Whether it keeps up; ``None`` where it cannot be told."""
        if self.attained_bp is None:
            return None
        if self.attained_bp >= WHOLE_BP:
            return Track.ATTAINED
        if self.expected_bp is None:
            return None
        return Track.BEHIND if self.attained_bp < self.expected_bp - BEHIND_BP else Track.ON_TRACK

    @property
    def name(self) -> str:
        """What is measured, in the user's language."""
        figure = self.measure.figure
        if figure is Figure.OWN:
            return self.measure.text or figure.label
        if figure is Figure.PRODUCT_SALES and self.measure.product:
            return pgettext("measure", "Sales of {product}").format(product=self.measure.product)
        return figure.label

    @property
    def target_text(self) -> str:
        """What is to be reached, for people; empty if nobody said."""
        return figure_text(self.measure.figure, self.measure.target_value, self.measure.target_word)

    @property
    def actual_text(self) -> str:
        """Where it stands, for people; empty if it is not known."""
        return figure_text(self.measure.figure, self.actual, self.actual_word)


@dataclass(frozen=True)
class ObjectiveStand:
    """An objective with its person, its measures and the actions that serve it."""

    objective: Objective
    person: Contact | None = None
    measures: tuple[MeasureStand, ...] = ()
    actions: tuple[Action, ...] = ()

    @property
    def attained_bp(self) -> int | None:
        """The mean of its measures that can be told, 0–10,000."""
        known = [one.attained_bp for one in self.measures if one.attained_bp is not None]
        return sum(known) // len(known) if known else None

    @property
    def track(self) -> Track | None:
        """The worst of its measures."""
        found = {one.track for one in self.measures}
        return next((one for one in (Track.BEHIND, Track.ON_TRACK, Track.ATTAINED) if one in found), None)

    @property
    def has_dated_action(self) -> bool:
        """Whether something is to be done for it, or was done, by a day."""
        return any(one.due_on is not None or one.done_on is not None for one in self.actions)

    @property
    def is_served(self) -> bool:
        """Whether something dated is to be done for it, or it is closed."""
        return self.has_dated_action or self.objective.state is not ObjectiveState.OPEN


@dataclass(frozen=True)
class PartStand:
    """One part of the plan.

    ``data_as_of`` is when the data behind it changed last; ``is_stale`` that its evidence is too old.
    ``data_changed`` tells that something of it was changed since the text was written, and that the data
    say something else now. ``missing`` are sentences.
    """

    part: PlanPart
    is_filled: bool
    data_as_of: date | None = None
    confirmed_on: date | None = None
    confirmed_by: str = ""
    is_stale: bool = False
    missing: tuple[str, ...] = ()
    data_changed: bool = False


@dataclass(frozen=True)
class Missing:
    """What keeps the plan from being complete, and where it is mended."""

    part: PlanPart
    text: str
    objective_id: Id | None = None


@dataclass(frozen=True)
class TeamLine:
    """Somebody of ours in the team. Without ``member_id`` the data propose them; ``reason`` says why."""

    name: str
    role: str = ""
    manager: Manager | None = None
    member_id: Id | None = None
    reason: str = ""


@dataclass(frozen=True)
class CompetitorLine:
    """A competitor: what was noted of it, and which cells of the whitespace grid it holds."""

    name: str
    note: str = ""
    account_id: Id | None = None
    cells: tuple[tuple[str, str], ...] = ()
    potential_fen: int = 0


@dataclass(frozen=True)
class Suggestion:
    """Something the data suggest doing; one click makes it an action. ``origin`` is permanent."""

    origin: str
    text: str
    reason: str = ""
    days: int = 30
    contact_id: Id | None = None
    need_id: Id | None = None


def plan_state(versions: Iterable[PlanVersion]) -> PlanState:
    """The state of a plan: that of its newest version; without any it is a draft."""
    newest = newest_version(versions)
    if newest is None:
        return PlanState.DRAFT
    if newest.decision is None:
        return PlanState.SUBMITTED
    return PlanState.APPROVED if newest.decision is PlanDecision.APPROVED else PlanState.RETURNED


def newest_version(versions: Iterable[PlanVersion]) -> PlanVersion | None:
    """The version handed in last: ids follow one another, also where a clock that made one ran ahead."""
    return max(versions, key=lambda one: one.id, default=None)


def action_state(action: Action, today: date) -> ActionState:
    """How far the action is on ``today``."""
    if action.done_on is not None:
        return ActionState.DONE
    if action.is_overdue(today):
        return ActionState.OVERDUE
    return ActionState.STARTED if action.started_on is not None else ActionState.NOT_STARTED


def yuan_text(amount_fen: int) -> str:
    """An amount in whole yuan: an aim is none of fen."""
    amount = format_number((amount_fen + 50) // 100)
    if is_chinese():
        return pgettext("money", "{amount} yuan").format(amount=amount)
    return pgettext("money", "{currency} {amount}").format(currency="CNY", amount=amount)


def figure_text(figure: Figure, value: int | None, word: str = "") -> str:
    """A value of a figure for people: money, percent, a stage by its place or word, or the number.

    Empty for nothing.
    """
    if figure is Figure.STAGE and not word and value is not None and 0 <= value < len(STAGES):
        return STAGES[value].label
    if figure is Figure.STAGE:
        return next((one.label for one in Stage if one == word), "")
    if value is None:
        return ""
    if figure in (Figure.SALES, Figure.PRODUCT_SALES, Figure.PROFIT):
        return yuan_text(value)
    if figure in (Figure.MARGIN, Figure.WALLET):
        return format_percent_bp(value, digits=1)
    return f"{value:+d}".replace("-", "−") if figure is Figure.SUPPORT and value else str(value)
