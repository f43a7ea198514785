"""Named rules of the house that can be edited, with the values they are shipped with.

A workspace stores a value only where it differs. Values are JSON: whole numbers, words, or objects of whole
numbers where they only make sense together (and therefore travel as one through a merge).
"""

from collections.abc import Callable, Mapping
from dataclasses import asdict, dataclass, fields, is_dataclass
from enum import StrEnum
from typing import Any, Generic, TypeVar

from workbench.domain.alarm_limits import AlarmLimits, CreditTerms
from workbench.domain.axis_criteria import AxisWeights
from workbench.domain.calendar_notices import CalendarChoice
from workbench.domain.complaints import ComplaintDays
from workbench.domain.evaluation import EvaluationWeights
from workbench.domain.lifetime import LifetimeTerms
from workbench.domain.our_company import OurCompany, read_company
from workbench.domain.scorecard import ScorecardWeights
from workbench.domain.service_types import SHIPPED_TYPES, read_service_types
from workbench.domain.tiers import ProfitThresholds, TierScheme, TierThresholds
from workbench.domain.value import AbcBoundaries
from workbench.domain.visit_times import KindLimits, VisitMinutes, WorkingHours
from workbench.foundation.errors import BadInput
from workbench.foundation.i18n import _

T = TypeVar("T")
Word = TypeVar("Word", bound=StrEnum)


@dataclass(frozen=True)
class Policy(Generic[T]):
    """One rule: its permanent name, its shipped value, and how its JSON is read (raises ``BadInput``)."""

    name: str
    default: T
    read: Callable[[object], T]


def policy(values: Mapping[str, object], wanted: Policy[T]) -> T:
    """The value in force: the stored one if there is one that can be used, else the shipped one.

    ``values`` is the stored JSON by policy name. A value that cannot be read — hand-made, or of another
    version — never stops the work.
    """
    if wanted.name not in values:
        return wanted.default
    try:
        return wanted.read(values[wanted.name])
    except BadInput:
        return wanted.default


def policy_json(value: object) -> object:
    """``value`` as it is stored."""
    return asdict(value) if is_dataclass(value) and not isinstance(value, type) else value


def _whole(name: str, default: int, least: int, most: int) -> Policy[int]:
    def read(value: object) -> int:
        if type(value) is not int or not least <= value <= most:
            raise BadInput(
                _("This must be a whole number from {least} to {most}.").format(least=least, most=most),
                where=name,
            )
        return value

    return Policy(name, default, read)


def _together(name: str, default: T) -> Policy[T]:
    kind = type(default)
    names = {field.name for field in fields(default)}  # type: ignore[arg-type]

    def read(value: object) -> T:
        if (
            not isinstance(value, dict)
            or set(value) != names
            or any(type(v) is not int for v in value.values())
        ):
            raise BadInput(_("This must hold whole numbers for all its parts."), where=name)
        return kind(**value)

    return Policy(name, default, read)


def _within(name: str, default: T, least: int, most: int) -> Policy[T]:
    together = _together(name, default)

    def read(value: object) -> T:
        found = together.read(value)
        for part in fields(default):  # type: ignore[arg-type]
            _whole(part.name, 0, least, most).read(getattr(found, part.name))
        return found

    return Policy(name, default, read)


def _word(name: str, default: Word) -> Policy[Word]:
    words = type(default)

    def read(value: object) -> Word:
        try:
            return words(str(value))
        except ValueError as error:
            raise BadInput(
                _("This must be one of: {words}.").format(words=", ".join(words)), where=name
            ) from error

    return Policy(name, default, read)


ABC = _together("abc", AbcBoundaries())
"""Boundaries of the ABC classes (2-rules §2.2)."""
TIERS = _together("tiers", TierThresholds())
"""Annual sales from which a tier is suggested (2-rules §2.1)."""
TIER_SCHEME = _word("tier_scheme", TierScheme.SALES)
"""What tiers follow from (2-rules §2.1)."""
PROFIT_TIERS = _together("profit_tiers", ProfitThresholds())
"""Shares of all profit from which a tier is suggested, in the scheme that goes by profit."""
SCORECARD_THRESHOLD = _whole("scorecard_threshold", 70, 1, 100)
"""Percentage of the scorecard from which an account may be nominated as strategic (2-rules §2.3)."""
SCORECARD_WEIGHTS = _together("scorecard_weights", ScorecardWeights())
"""What each criterion of the scorecard counts (2-rules §2.3)."""
LIFETIME = _together("lifetime", LifetimeTerms())
"""Discount, usual retention and years of the lifetime value (2-rules §3)."""
AXIS_WEIGHTS = _together("axis_weights", AxisWeights())
"""What each criterion of attractiveness and of relative strength counts (2-rules §3)."""
EVALUATION_WEIGHTS = _together("evaluation_weights", EvaluationWeights())
"""What each dimension of an evaluation counts (2-rules §2.4)."""
REPUTATION_MINIMUM = _whole("reputation_minimum", 40, 0, 100)
"""A reputation below this blocks credit (2-rules §2.4)."""
VERIFIED_DAYS = _whole("verified_days", 180, 1, 3_650)
"""Days after which a part of a profile that nobody verified is stale (2-rules §1)."""
DAILY_VISITS = _whole("daily_visits", 4, 0, 20)
"""On-site visits a person can make on a working day (2-rules §7.2); the shipped value of a new manager."""
DAILY_CALLS = _whole("daily_calls", 10, 0, 100)
"""Telephone calls a person can make on a working day (2-rules §7.1)."""
OVERDUE_VISIT_DAYS = _whole("overdue_visit_days", 7, 0, 365)
"""Days by which a required visit may be late before it is an alarm (2-rules §12)."""
CITY_DEVIATION_DAYS = _whole("city_deviation_days", 0, 0, 30)
"""Days of deviation that drawing accounts of one city together may cost (2-rules §7.2)."""
CALENDAR = _word("calendar", CalendarChoice.CHINA)
"""Which calendar tells working days (2-rules §7.2)."""
LARGEST_ATTACHMENT_MB = 500
WORKING_HOURS = _together("working_hours", WorkingHours())
"""When our people work, in minutes after midnight; visits are given times between (2-rules §7.2)."""
VISIT_MINUTES = _together("visit_minutes", VisitMinutes())
"""How long a visit of each kind usually takes, the way included."""
KIND_LIMITS = _together("kind_limits", KindLimits())
"""How many visits of a kind a person makes on one day at most, inside the daily capacity (2-rules §7.1)."""
FOLLOW_UP_DAYS = _whole("follow_up_days", 3, 0, 30)
"""Working days after a service or repair within which the account is called, 0 for no call (2-rules §7.1)."""
NEW_YEAR_TASK = _whole("new_year_task", 1, 0, 1)
"""Whether every account is sent a New-Year gift and asked for its demand in December (2-rules §7.1)."""
REMINDER_MINUTES = _whole("reminder_minutes", 30, 0, 1_440)
"""How long before a visit with a time it is told on the desktop, 0 for never."""
ATTACHMENT_MB = _whole("attachment_mb", 25, 1, LARGEST_ATTACHMENT_MB)
"""The largest file that can be kept with an account, in megabytes (millions of bytes)."""
COMPLAINT_DAYS = _within("complaint_days", ComplaintDays(), 0, 250)
"""Limits of complaints in working days; a complaint keeps those it was recorded under (2-rules §8)."""
REPEAT_DAYS = _whole("repeat_days", 180, 1, 3_650)
"""Days within which complaints of the same account, kind or product are repeats (2-rules §8)."""
PERSONAL_REVIEW_DAYS = _whole("personal_review_days", 365, 1, 3_650)
"""Days after which the reason for keeping something personal is asked for again (5-quality)."""
PERSONAL_LEFT_DAYS = _whole("personal_left_days", 365, 0, 3_650)
"""Days that personal data of somebody who has left may be kept without being asked about (5-quality)."""
PERSONAL_QUIET_DAYS = _whole("personal_quiet_days", 1_095, 1, 7_300)
"""Days without any contact with an account after which data of its people are asked about (5-quality)."""
PERSONAL_JUDGED_DAYS = _whole("personal_judged_days", 365, 1, 3_650)
"""Days after which a judgement of a person (influence, involvement, support) is asked about (5-quality)."""
HANDOVER_DAYS = _whole("handover_days", 1, 0, 60)
"""Working days within which the new manager confirms the accounts handed over (2-rules §16)."""
ALARM_LIMITS = _within("alarm_limits", AlarmLimits(), 0, 3_650)
"""From when on something is an alarm, in days, percent and counts (2-rules §12)."""
CREDIT_TERMS = _within("credit_terms", CreditTerms(), 0, 1_200)
"""Credit limits that follow from class and sales (2-rules §4)."""
SERVICE_TYPES = Policy("service_types", SHIPPED_TYPES, read_service_types)
"""Types of service requests with their commitments and documents, as one value (2-rules §9)."""
COMPANY = Policy("company", OurCompany(), read_company)
"""Our own party as it stands in contracts, as one value (2-rules §10)."""

POLICIES: tuple[Policy[Any], ...] = (
    ABC,
    TIERS,
    TIER_SCHEME,
    PROFIT_TIERS,
    SCORECARD_THRESHOLD,
    SCORECARD_WEIGHTS,
    LIFETIME,
    AXIS_WEIGHTS,
    EVALUATION_WEIGHTS,
    REPUTATION_MINIMUM,
    VERIFIED_DAYS,
    DAILY_VISITS,
    DAILY_CALLS,
    OVERDUE_VISIT_DAYS,
    CITY_DEVIATION_DAYS,
    CALENDAR,
    WORKING_HOURS,
    VISIT_MINUTES,
    KIND_LIMITS,
    FOLLOW_UP_DAYS,
    NEW_YEAR_TASK,
    REMINDER_MINUTES,
    ATTACHMENT_MB,
    COMPLAINT_DAYS,
    REPEAT_DAYS,
    PERSONAL_REVIEW_DAYS,
    PERSONAL_LEFT_DAYS,
    PERSONAL_QUIET_DAYS,
    PERSONAL_JUDGED_DAYS,
    HANDOVER_DAYS,
    ALARM_LIMITS,
    CREDIT_TERMS,
    SERVICE_TYPES,
    COMPANY,
)
