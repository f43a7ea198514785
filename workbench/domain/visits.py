"""Visits, their reports, and the promises made on them (2-rules §7)."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from workbench.foundation.i18n import pgettext
from workbench.foundation.ids import Id


class VisitKind(StrEnum):
    """What kind of meeting (2-rules §7.1)."""

    FIELD = "field"
    TELEPHONE = "telephone"
    EXECUTIVE = "executive"
    ROUND_TABLE = "round_table"
    BUSINESS_MEETING = "business_meeting"
    SERVICE_MEETING = "service_meeting"
    VISITS_US = "visits_us"
    TRAINING = "training"
    FOLLOW_UP = "follow_up"

    @property
    def label(self) -> str:
        return {
            VisitKind.FIELD: pgettext("visit kind", "Field visit"),
            VisitKind.TELEPHONE: pgettext("visit kind", "Telephone call"),
            VisitKind.EXECUTIVE: pgettext("visit kind", "Executive visit"),
            VisitKind.ROUND_TABLE: pgettext("visit kind", "Round table"),
            VisitKind.BUSINESS_MEETING: pgettext("visit kind", "Business meeting"),
            VisitKind.SERVICE_MEETING: pgettext("visit kind", "Service meeting"),
            VisitKind.VISITS_US: pgettext("visit kind", "Customer visits us"),
            VisitKind.TRAINING: pgettext("visit kind", "Customer training"),
            VisitKind.FOLLOW_UP: pgettext("visit kind", "Follow-up call"),
        }[self]

    @property
    def is_on_site(self) -> bool:
        """Whether it uses the daily visit capacity; calls have their own."""
        return self not in (VisitKind.TELEPHONE, VisitKind.FOLLOW_UP)


class VisitState(StrEnum):
    """Visit life: planned → agreed → done, missed or cancelled (2-rules §7.2)."""

    PLANNED = "planned"
    AGREED = "agreed"
    DONE = "done"
    MISSED = "missed"
    CANCELLED = "cancelled"

    @property
    def label(self) -> str:
        return {
            VisitState.PLANNED: pgettext("visit state", "Planned"),
            VisitState.AGREED: pgettext("visit state", "Agreed"),
            VisitState.DONE: pgettext("visit state", "Done"),
            VisitState.MISSED: pgettext("visit state", "Missed"),
            VisitState.CANCELLED: pgettext("visit state", "Cancelled"),
        }[self]

    @property
    def is_open(self) -> bool:
        """Whether the visit still lies ahead."""
        return self in (VisitState.PLANNED, VisitState.AGREED)


class Cause(StrEnum):
    """Why a visit did not take place."""

    NO_TIME = "no_time"
    CUSTOMER_AWAY = "customer_away"
    CUSTOMER_REFUSED = "customer_refused"
    WE_WERE_AWAY = "we_were_away"
    TRAVEL = "travel"
    NOT_NEEDED = "not_needed"
    OTHER = "other"

    @property
    def label(self) -> str:
        return {
            Cause.NO_TIME: pgettext("cause", "No time left"),
            Cause.CUSTOMER_AWAY: pgettext("cause", "Customer not available"),
            Cause.CUSTOMER_REFUSED: pgettext("cause", "Customer declined"),
            Cause.WE_WERE_AWAY: pgettext("cause", "We were away"),
            Cause.TRAVEL: pgettext("cause", "Travel or weather"),
            Cause.NOT_NEEDED: pgettext("cause", "Not needed"),
            Cause.OTHER: pgettext("cause", "Other"),
        }[self]


@dataclass(frozen=True)
class Visit:
    """One visit with its report. ``at`` is local time ``HH:MM`` or empty.

    ``met`` are contact ids, ``our_people`` manager ids. ``minutes`` is 0 for the usual length of its kind.
    ``catch_up`` names the missed duty that it makes good. A filed report is locked until ``is_unlocked``.
    """

    id: Id
    account_id: Id
    manager_id: Id | None
    kind: VisitKind
    state: VisitState
    on: date
    at: str = ""
    pinned: bool = False
    reason: str = ""
    rule: str = ""
    period: str = ""
    place: str = ""
    met: tuple[Id, ...] = ()
    purpose: str = ""
    talking_points: str = ""
    findings: str = ""
    needs: str = ""
    competitor_news: str = ""
    operating_state: str = ""
    demand_forecast: str = ""
    next_step: str = ""
    next_on: date | None = None
    minutes: int = 0
    our_people: tuple[Id, ...] = ()
    cause: Cause | None = None
    replaces_id: Id | None = None
    gathering_id: Id | None = None
    catch_up: str = ""
    is_unlocked: bool = False
    unlock_reason: str = ""


class Side(StrEnum):
    """Who promised."""

    OURS = "ours"
    THEIRS = "theirs"

    @property
    def label(self) -> str:
        return {Side.OURS: pgettext("side", "Ours"), Side.THEIRS: pgettext("side", "Theirs")}[self]


@dataclass(frozen=True)
class Action:
    """Something to be done for an account; with a visit behind it, a promise 承诺 made there.

    ``origin`` tells what else it came from: ``service_plan``, ``playbook:`` and the entry, or ``new_year:``
    and the year. ``contact_id`` is who promised, or to whom; ``promised_on`` since when it is promised;
    ``objective_id`` what it serves in the account plan, ``cost_fen`` what it costs.
    """

    id: Id
    account_id: Id
    text: str
    side: Side = Side.OURS
    owner: str = ""
    due_on: date | None = None
    done_on: date | None = None
    visit_id: Id | None = None
    need_id: Id | None = None
    origin: str = ""
    contact_id: Id | None = None
    promised_on: date | None = None
    started_on: date | None = None
    objective_id: Id | None = None
    cost_fen: int | None = None

    def is_overdue(self, today: date) -> bool:
        """Whether it should have been done before ``today``."""
        return self.done_on is None and self.due_on is not None and self.due_on < today
