"""Where one can go in the window, as values."""

from dataclasses import dataclass
from datetime import date
from enum import Enum

from workbench.foundation.ids import Id


class PageId(Enum):
    """The pages of the window; those that are not in its rail are reached from other pages."""

    TODAY = "today"
    ACCOUNTS = "accounts"
    ACCOUNT = "account"
    CALENDAR = "calendar"
    POLICY = "policy"
    WEEK = "week"
    GATHERINGS = "gatherings"
    PLANS = "plans"
    HANDOVERS = "handovers"
    PROMISES = "promises"
    COMPLAINTS = "complaints"
    COMPLAINT = "complaint"
    ATTAINMENT = "attainment"
    ANALYSIS = "analysis"
    ALARMS = "alarms"
    IMPORT = "import"
    CONFLICTS = "conflicts"
    DUPLICATES = "duplicates"
    MERGE = "merge"
    CONTRACTS = "contracts"
    BIN = "bin"
    SETTINGS = "settings"


class VisitDetail(Enum):
    """How a visit is shown: its sheet, or with its report begun."""

    SHEET = "sheet"
    REPORT = "report"


class ContractDetail(Enum):
    """What else the page of contracts shows.

    Without it the item is a contract; a subject alone is the account that a new one is begun for.
    """

    TEMPLATES = "templates"


class Part(Enum):
    """A part of a page that other pages and the palette lead to."""

    PEOPLE = "people"
    PERSONAL_DATA = "personal_data"
    WORKING_DAYS = "working_days"
    SERVICE_TYPES = "service_types"
    PROTECTION = "protection"
    BACKUPS = "backups"
    TIERS = "tiers"
    PLAN = "plan"
    PROFILE = "profile"
    VALUE = "value"
    VISITS = "visits"
    RECORDS = "records"
    RELATIONSHIP = "relationship"
    NEW_VISIT = "new_visit"
    NEW_PROMISE = "new_promise"
    NEW_EVENT = "new_event"


class ComplaintsPart(Enum):
    """What the page of complaints shows; with an ``item`` of that part it is opened there."""

    BOARD = "board"
    LIST = "list"
    SERVICE = "service"
    STATISTICS = "statistics"


@dataclass(frozen=True)
class Destination:
    """A page, and what of it: a subject, a day, a view that the page itself defines.

    ``item`` is one record of the subject: a person at an account, a need, a contract. ``subjects`` are
    several at once, such as the accounts to plan. ``name`` is what has no id, such as a product.
    """

    page: PageId
    subject: Id | None = None
    day: date | None = None
    view: Enum | None = None
    item: Id | None = None
    subjects: tuple[Id, ...] = ()
    name: str = ""


class History:
    """The way through the window, with a place in it."""

    def __init__(self) -> None:
        self._steps: list[Destination] = []
        self._at = -1

    def visit(self, destination: Destination) -> None:
        """Go on to ``destination``; what lay ahead is forgotten. The same place twice is one step."""
        if self._steps and self._steps[self._at] == destination:
            return
        self._steps = [*self._steps[: self._at + 1], destination]
        self._at = len(self._steps) - 1

    def move(self, by: int) -> Destination | None:
        """Go back (-1) or ahead (+1); ``None`` where there is nothing."""
        if not 0 <= self._at + by < len(self._steps):
            return None
        self._at += by
        return self._steps[self._at]
