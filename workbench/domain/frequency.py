"""How often an account must be visited, by which rule, and which rules that one beat (2-rules §7.1)."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from enum import StrEnum
from functools import cached_property
from typing import TypeVar

from workbench.domain.accounts import Account, AccountKind, CreditGrade, KeyType, Tier
from workbench.domain.follow_ups import CODE as FOLLOW_UP
from workbench.domain.follow_ups import FollowUp, follow_up_text, follow_ups
from workbench.domain.periods import PeriodKind, period_of
from workbench.domain.projects import Project, ProjectAge
from workbench.domain.relationship import Stage
from workbench.domain.service_requests import ServiceRequest
from workbench.domain.visits import VisitKind
from workbench.domain.workdays import WorkdayCalendar
from workbench.foundation.i18n import _, format_date, ngettext, pgettext
from workbench.foundation.ids import Id

OfAccount = TypeVar("OfAccount", "FrequencyOverride", Project, ServiceRequest, FollowUp)


@dataclass(frozen=True)
class Frequency:
    """At least ``count`` visits in every calendar period; 0 means none is required."""

    count: int
    period: PeriodKind

    @property
    def per_year(self) -> int:
        """Visits a year: the larger, the shorter the interval."""
        return self.count * 12 // self.period.months

    @property
    def label(self) -> str:
        count = self.count
        text = {
            PeriodKind.MONTH: ngettext("{count} a month", "{count} a month", count),
            PeriodKind.QUARTER: ngettext("{count} a quarter", "{count} a quarter", count),
            PeriodKind.HALF_YEAR: ngettext("{count} a half-year", "{count} a half-year", count),
            PeriodKind.YEAR: ngettext("{count} a year", "{count} a year", count),
        }[self.period]
        return text.format(count=count)


class Condition(StrEnum):
    """What a rule asks of an account."""

    TIER = "tier"
    CREDIT_GRADE = "credit_grade"
    ACCOUNT_KIND = "account_kind"
    STAGE = "stage"
    KEY_TYPE = "key_type"
    PROJECT_AGE = "project_age"
    EVERY = "every"

    @property
    def label(self) -> str:
        return {
            Condition.TIER: pgettext("condition", "Tier"),
            Condition.CREDIT_GRADE: pgettext("condition", "Credit grade"),
            Condition.ACCOUNT_KIND: pgettext("condition", "Kind of account"),
            Condition.STAGE: pgettext("condition", "Stage"),
            Condition.KEY_TYPE: pgettext("condition", "Type of key account"),
            Condition.PROJECT_AGE: pgettext("condition", "Age of a project"),
            Condition.EVERY: pgettext("condition", "Every account"),
        }[self]


CONDITION_VALUES: Mapping[Condition, type[StrEnum]] = {
    Condition.TIER: Tier,
    Condition.CREDIT_GRADE: CreditGrade,
    Condition.ACCOUNT_KIND: AccountKind,
    Condition.STAGE: Stage,
    Condition.KEY_TYPE: KeyType,
    Condition.PROJECT_AGE: ProjectAge,
}
"""What a condition may ask for; one that is not named asks for nothing."""

_ASKED = {
    Condition.TIER: "tier",
    Condition.CREDIT_GRADE: "credit_grade",
    Condition.ACCOUNT_KIND: "kind",
    Condition.STAGE: "stage",
    Condition.KEY_TYPE: "key_type",
}


@dataclass(frozen=True)
class FrequencyRule:
    """One row of the frequency policy; ``value`` is one of ``CONDITION_VALUES``."""

    id: Id
    position: int
    condition: Condition
    value: str
    kind: VisitKind
    frequency: Frequency
    active: bool = True

    def applies_to(
        self, account: Account, projects: Iterable[Project] = (), today: date | None = None
    ) -> bool:
        """Whether the rule's condition holds; what is not known of an account meets no condition.

        The age of a project is asked on the first day of the rule's calendar period around ``today``.
        """
        if self.condition is Condition.EVERY:
            return True
        if self.condition is Condition.PROJECT_AGE:
            return self.project_of(projects, today) is not None
        return bool(getattr(account, _ASKED[self.condition]) == self.value)

    def project_of(self, projects: Iterable[Project], today: date | None) -> Project | None:
        """The project of the age asked for, of several the one delivered last.

        Its age on the first day of the calendar period counts: a project delivered on the 20th asks for its
        first call in the next whole period, never before its delivery and never for a part of a month that
        was over before; and it stays new to the end of the period in which it becomes a year old.
        """
        if today is None or self.condition is not Condition.PROJECT_AGE:
            return None
        start = period_of(self.frequency.period, today).start
        fitting = [one for one in projects if one.age_on(start) == self.value]
        return max(fitting, key=lambda one: (one.delivered_on or date.min, one.id), default=None)

    @property
    def whom(self) -> str:
        """The accounts that the rule is for, in the user's language."""
        return _condition_text(self.condition, self.value)

    @property
    def code(self) -> str:
        """The rule in data, as kept with a visit: ``tier:focus:field:1:month``."""
        return _code(self.condition, self.value, self.kind, self.frequency)


@dataclass(frozen=True)
class FrequencyOverride:
    """An account's own frequency for one kind, with its reason, until ``until_on`` (included) if given."""

    id: Id
    account_id: Id
    kind: VisitKind
    frequency: Frequency
    reason: str = ""
    until_on: date | None = None

    def holds_on(self, day: date) -> bool:
        return self.until_on is None or day <= self.until_on

    @property
    def code(self) -> str:
        """The override in data, as kept with a visit: ``override::field:1:month``."""
        return _code("override", "", self.kind, self.frequency)


@dataclass(frozen=True)
class RequiredFrequency:
    """What holds for one kind of visit, why, and the rules that would hold without it.

    ``project`` is the one that a rule of project age holds for.
    """

    kind: VisitKind
    frequency: Frequency
    source: FrequencyRule | FrequencyOverride
    beaten: tuple[FrequencyRule, ...] = ()
    project: Project | None = None

    @property
    def label(self) -> str:
        """What is required, in the user's language: ``Field visit, 1 a month``."""
        return _("{kind}, {frequency}").format(kind=self.kind.label, frequency=self.frequency.label)

    @property
    def rule(self) -> str:
        """The rule that holds, in the user's language, with the reason and the end of an account's own."""
        text = rule_text(self.source.code)
        if self.project is not None:
            text = _("{rule} ({reason})").format(rule=text, reason=self.project.title)
        if isinstance(self.source, FrequencyOverride):
            if self.source.reason:
                text = _("{rule} ({reason})").format(rule=text, reason=self.source.reason)
            if self.source.until_on is not None:
                text = _("{rule}, until {date}").format(rule=text, date=format_date(self.source.until_on))
        return text

    def reason(self) -> str:
        """Why this duty? In the user's language: the rule, and those it goes before."""
        if not self.beaten:
            return self.rule
        others = "; ".join(rule_text(rule.code) for rule in self.beaten)
        return _("{rule}. Goes before: {others}").format(rule=self.rule, others=others)


@dataclass(frozen=True)
class Rulebook:
    """Everything that says how often accounts are visited: the rules, and by account its own frequencies,
    its projects, its services, and the calls owed after them (see ``with_follow_ups``)."""

    rules: tuple[FrequencyRule, ...] = ()
    overrides: Mapping[Id, tuple[FrequencyOverride, ...]] = field(default_factory=dict)
    projects: Mapping[Id, tuple[Project, ...]] = field(default_factory=dict)
    services: Mapping[Id, tuple[ServiceRequest, ...]] = field(default_factory=dict)
    follow_ups: Mapping[Id, tuple[FollowUp, ...]] = field(default_factory=dict)

    @classmethod
    def of(
        cls,
        rules: Iterable[FrequencyRule],
        overrides: Iterable[FrequencyOverride] = (),
        projects: Iterable[Project] = (),
        services: Iterable[ServiceRequest] = (),
    ) -> "Rulebook":
        """The rulebook of these, in any order."""
        in_order = sorted(rules, key=lambda rule: (rule.position, rule.id))
        return cls(tuple(in_order), _by_account(overrides), _by_account(projects), _by_account(services))

    @cached_property
    def of_its_kind(self) -> dict[tuple[object, ...], tuple[RequiredFrequency, ...]]:
        """What was found for accounts with nothing of their own, by what the rules ask of an account.

        Thousands of accounts are of a few dozen kinds, and each is asked for again in every month.
        """
        return {}

    def with_follow_ups(self, days: int, calendar: WorkdayCalendar) -> "Rulebook":
        """The same with the calls owed within ``days`` working days after each service; 0 for none."""
        services = (one for own in self.services.values() for one in own)
        return replace(self, follow_ups=_by_account(follow_ups(services, days, calendar)))


def required_frequencies(account: Account, book: Rulebook, today: date) -> tuple[RequiredFrequency, ...]:
    """What holds for ``account`` on that day, by kind of visit (2-rules §7.1).

    All active rules whose condition holds apply; for the same kind the shortest interval wins, among
    equals the rule that stands first. An override that still runs goes before every rule; among several
    for one kind the shortest interval wins. Return calls for several projects are one series.
    """
    if account.id in book.projects or account.id in book.overrides:
        return _required(account, book, today)
    asked = tuple(getattr(account, name) for name in _ASKED.values())
    found = book.of_its_kind.get(asked)
    if found is None:
        found = book.of_its_kind[asked] = _required(account, book, today)
    return found


def _required(account: Account, book: Rulebook, today: date) -> tuple[RequiredFrequency, ...]:
    projects = book.projects.get(account.id, ())
    by_kind: dict[VisitKind, list[FrequencyRule]] = {}
    for rule in book.rules:
        if rule.active and rule.applies_to(account, projects, today):
            by_kind.setdefault(rule.kind, []).append(rule)
    own: dict[VisitKind, FrequencyOverride] = {}
    overrides = book.overrides.get(account.id, ())
    for override in sorted(overrides, key=lambda one: (-one.frequency.per_year, one.id)):
        if override.holds_on(today):
            own.setdefault(override.kind, override)
    found = []
    for kind in VisitKind:
        matching = sorted(by_kind.get(kind, ()), key=lambda rule: -rule.frequency.per_year)
        if kind in own:
            found.append(RequiredFrequency(kind, own[kind].frequency, own[kind], tuple(matching)))
        elif matching:
            first, *beaten = matching
            project = first.project_of(projects, today)
            found.append(RequiredFrequency(kind, first.frequency, first, tuple(beaten), project))
    return tuple(found)


def _by_account(items: Iterable[OfAccount]) -> Mapping[Id, tuple[OfAccount, ...]]:
    found: dict[Id, list[OfAccount]] = {}
    for item in items:
        found.setdefault(item.account_id, []).append(item)
    return {account_id: tuple(own) for account_id, own in found.items()}


def _code(condition: str, value: str, kind: VisitKind, frequency: Frequency) -> str:
    return f"{condition}:{value}:{kind}:{frequency.count}:{frequency.period}"


def rule_text(code: str) -> str:
    """The rule or override of that ``code``, in the user's language; an unknown code as it is."""
    try:
        if code.startswith(f"{FOLLOW_UP}:"):
            return follow_up_text(code)
        condition, value, kind, count, period = code.split(":")
        frequency = Frequency(int(count), PeriodKind(period))
        return _("{condition}: {kind}, {frequency}").format(
            condition=_condition_text(condition, value),
            kind=VisitKind(kind).label,
            frequency=frequency.label,
        )
    except ValueError:
        return code


def _condition_text(condition: str, value: str) -> str:
    if condition == "override":
        return _("Own frequency")
    match Condition(condition):
        case Condition.TIER:
            return _("Tier {value}").format(value=Tier(value).label)
        case Condition.CREDIT_GRADE:
            return _("Credit grade {value}").format(value=CreditGrade(value).label)
        case Condition.ACCOUNT_KIND:
            return _("Kind {value}").format(value=AccountKind(value).label)
        case Condition.STAGE:
            return _("Stage {value}").format(value=Stage(value).label)
        case Condition.PROJECT_AGE:
            return ProjectAge(value).label
        case Condition.KEY_TYPE:
            return _("Key account type {value}").format(value=KeyType(value).label)
        case Condition.EVERY:
            return _("Every account")
