"""The visit policy as a whole, rules and numbers, edited as a draft before it is saved (2-rules §7.1)."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from enum import StrEnum
from typing import Any, TypeVar

from workbench.domain.frequency import CONDITION_VALUES, FrequencyRule
from workbench.domain.periods import PeriodKind
from workbench.domain.policies import (
    CITY_DEVIATION_DAYS,
    DAILY_CALLS,
    DAILY_VISITS,
    FOLLOW_UP_DAYS,
    KIND_LIMITS,
    NEW_YEAR_TASK,
    OVERDUE_VISIT_DAYS,
    REMINDER_MINUTES,
    VISIT_MINUTES,
    WORKING_HOURS,
    Policy,
    policy,
    policy_json,
)
from workbench.domain.shipped_rules import DEFAULT_RULES
from workbench.domain.visit_times import KindLimits, VisitMinutes, WorkingHours
from workbench.domain.visits import VisitKind
from workbench.foundation.errors import BadInput
from workbench.foundation.i18n import _, clauses, pgettext
from workbench.foundation.ids import Id

T = TypeVar("T")

MOST_VISITS = {PeriodKind.MONTH: 20, PeriodKind.QUARTER: 60, PeriodKind.HALF_YEAR: 120, PeriodKind.YEAR: 240}

_NUMBERS: tuple[tuple[Policy[Any], Callable[[], str]], ...] = (
    (DAILY_VISITS, lambda: _("Visits a day of new people")),
    (DAILY_CALLS, lambda: _("Calls a day of new people")),
    (KIND_LIMITS, lambda: _("Most visits of a kind on one day")),
    (VISIT_MINUTES, lambda: _("Usual length of visits")),
    (WORKING_HOURS, lambda: _("Working hours")),
    (FOLLOW_UP_DAYS, lambda: _("Working days until the follow-up call")),
    (NEW_YEAR_TASK, lambda: _("New-Year gift and demand in December")),
    (CITY_DEVIATION_DAYS, lambda: _("Days that drawing a city together may cost")),
    (OVERDUE_VISIT_DAYS, lambda: _("Days late before it is an alarm")),
    (REMINDER_MINUTES, lambda: _("Minutes before a visit that it is told")),
)
VISIT_NUMBERS: tuple[Policy[Any], ...] = tuple(one for one, _label in _NUMBERS)
"""The named policies that belong to visiting."""


def number_label(name: str) -> str:
    """What the policy of that name is called, in the user's language."""
    return next((label() for one, label in _NUMBERS if one.name == name), name)


class Verb(StrEnum):
    """What happened to a part of the policy."""

    ADDED = "added"
    CHANGED = "changed"
    REMOVED = "removed"
    MOVED = "moved"


@dataclass(frozen=True)
class PolicyChange:
    """One difference between two policies: of what, and its value before and after, where there was any."""

    verb: Verb
    name: str
    before: str = ""
    after: str = ""

    @property
    def detail(self) -> str:
        """What became of it, in the user's language."""
        return {
            Verb.ADDED: _("new: {rule}").format(rule=self.after),
            Verb.REMOVED: _("deleted: {rule}").format(rule=self.before),
            Verb.CHANGED: f"{self.before} → {self.after}",
            Verb.MOVED: _("other rules win among equals"),
        }[self.verb]


@dataclass(frozen=True)
class VisitPolicy:
    """Rules in their order, those switched off included, and the stored numbers (JSON) by policy name."""

    rules: tuple[FrequencyRule, ...] = ()
    numbers: Mapping[str, object] = field(default_factory=dict)

    @classmethod
    def of(cls, rules: Iterable[FrequencyRule], stored: Mapping[str, object]) -> "VisitPolicy":
        """The policy of these rules, in any order, and of what is stored of the named policies."""
        in_order = sorted(rules, key=lambda rule: (rule.position, rule.id))
        return cls(tuple(in_order), {one.name: policy_json(policy(stored, one)) for one in VISIT_NUMBERS})

    def number(self, wanted: Policy[T]) -> T:
        """The number in force."""
        return policy(self.numbers, wanted)

    def rule(self, rule_id: Id | None) -> FrequencyRule | None:
        """The rule of that id, if there is one."""
        return next((rule for rule in self.rules if rule.id == rule_id), None)

    def with_number(self, wanted: Policy[T], value: T) -> "VisitPolicy":
        """As this, with another number. Raises ``BadInput`` where the policy does not take it."""
        checked = policy_json(wanted.read(policy_json(value)))
        return replace(self, numbers={**self.numbers, wanted.name: checked})

    def with_rule(self, rule: FrequencyRule) -> "VisitPolicy":
        """As this, with the rule of that id as given; a new one stands last. Raises ``BadInput``."""
        check_rule(rule)
        if self.rule(rule.id) is not None:
            return replace(self, rules=tuple(rule if one.id == rule.id else one for one in self.rules))
        last = max((one.position for one in self.rules), default=0)
        return replace(self, rules=(*self.rules, replace(rule, position=last + 1)))

    def without(self, rule_id: Id) -> "VisitPolicy":
        """As this, without the rule."""
        return replace(self, rules=tuple(one for one in self.rules if one.id != rule_id))

    def moved(self, rule_id: Id, by: int) -> "VisitPolicy":
        """As this, with the rule ``by`` places further down (up if negative); at the ends it stays."""
        rules = list(self.rules)
        at = next((place for place, one in enumerate(rules) if one.id == rule_id), None)
        if at is None or not 0 <= at + by < len(rules):
            return self
        rules.insert(at + by, rules.pop(at))
        places = range(1, len(rules) + 1)
        return replace(
            self, rules=tuple(replace(one, position=place) for place, one in zip(places, rules, strict=True))
        )

    def rebased(self, before: "VisitPolicy", now: "VisitPolicy") -> "VisitPolicy":
        """What was edited here since ``before``, on what stands ``now``: somebody else may have saved."""
        known = {one.id: one for one in before.rules}
        mine = {one.id: one for one in self.rules}
        rules = []
        for rule in now.rules:
            if rule.id in mine:
                rules.append(mine[rule.id] if mine[rule.id] != known.get(rule.id) else rule)
            elif rule.id not in known:
                rules.append(rule)
        present = {one.id for one in now.rules}
        rules += [one for one in self.rules if one.id not in present and one != known.get(one.id)]
        numbers = {
            name: value if value != before.numbers.get(name) else now.numbers.get(name, value)
            for name, value in self.numbers.items()
        }
        rules.sort(key=lambda rule: (rule.position, rule.id))
        return VisitPolicy(tuple(rules), numbers)


def shipped_policy() -> VisitPolicy:
    """The policy that a new workspace begins with."""
    return VisitPolicy.of(DEFAULT_RULES, {})


def check_rule(rule: FrequencyRule) -> None:
    """Raise ``BadInput`` naming the field (value or count) if the rule makes no sense."""
    asked = CONDITION_VALUES.get(rule.condition)
    if asked is not None and rule.value not in set(asked):
        raise BadInput(_("Choose for which accounts the rule is."), where="value")
    check_count(rule.frequency.count, rule.frequency.period)


def check_count(count: int, period: PeriodKind) -> None:
    """Raise ``BadInput`` if no calendar holds ``count`` visits in the period."""
    if not 0 <= count <= MOST_VISITS[period]:
        raise BadInput(
            _("This must be a whole number from {least} to {most}.").format(
                least=0, most=MOST_VISITS[period]
            ),
            where="count",
        )


def policy_changes(before: VisitPolicy, after: VisitPolicy) -> tuple[PolicyChange, ...]:
    """What differs, in words: rules that are new, changed or gone, then their order, then numbers."""
    was = {one.id: one for one in before.rules}
    now = {one.id: one for one in after.rules}
    found = [
        PolicyChange(Verb.REMOVED, _name(was[id_]), before=_asked(was[id_])) for id_ in was if id_ not in now
    ]
    for rule in after.rules:
        known = was.get(rule.id)
        if known is None:
            found.append(PolicyChange(Verb.ADDED, _name(rule), after=_asked(rule)))
        elif (known.code, known.active) != (rule.code, rule.active):
            same = _name(known) == _name(rule)
            text = _asked(rule) if same else clauses(_name(rule), _asked(rule))
            found.append(PolicyChange(Verb.CHANGED, _name(known), _asked(known), text))
    both = [one.id for one in before.rules if one.id in now]
    if both != [one.id for one in after.rules if one.id in was]:
        found.append(PolicyChange(Verb.MOVED, _("The order of the rules")))
    for one in VISIT_NUMBERS:
        found += _number_changes(one.name, before.number(one), after.number(one))
    return tuple(found)


def _name(rule: FrequencyRule) -> str:
    return _("{whom}: {kind}").format(whom=rule.whom, kind=rule.kind.label)


def _asked(rule: FrequencyRule) -> str:
    text = rule.frequency.label
    return text if rule.active else pgettext("rule", "{rule} (off)").format(rule=text)


def _number_changes(name: str, before: object, after: object) -> Iterator[PolicyChange]:
    label = number_label(name)
    if before == after:
        return
    if isinstance(before, WorkingHours) and isinstance(after, WorkingHours):
        yield PolicyChange(Verb.CHANGED, label, before.label, after.label)
    elif isinstance(before, int):
        yield PolicyChange(Verb.CHANGED, label, str(before), str(after))
    elif isinstance(before, VisitMinutes | KindLimits) and isinstance(after, VisitMinutes | KindLimits):
        for kind in VisitKind:
            if before.of(kind) != after.of(kind):
                text = _("{name}, {kind}").format(name=label, kind=kind.label)
                yield PolicyChange(Verb.CHANGED, text, str(before.of(kind)), str(after.of(kind)))
