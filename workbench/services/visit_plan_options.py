"""What a person asks of a plan, and the levers for what does not fit (2-rules §7.2, 9-planner "Learnt")."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date

from workbench.domain.accounts import Manager
from workbench.domain.duties import Duty, DutyKey
from workbench.domain.visits import Cause, Visit, VisitKind, VisitState
from workbench.foundation.ids import Id, derived_id, id_text

WEEKDAYS = 7
MOST_A_DAY = 20


@dataclass(frozen=True)
class LetGo:
    """Why a required visit is let go this time."""

    cause: Cause
    note: str = ""


@dataclass(frozen=True)
class Levers:
    """What is done about visits that do not fit; nothing is stored before the plan is accepted.

    ``calls`` are made by telephone instead, ``by_hand`` stand on a day that a person chose, also where it
    is full. ``places`` are more visits a weekday for a person, Monday first.
    """

    let_go: Mapping[DutyKey, LetGo] = field(default_factory=dict)
    calls: frozenset[DutyKey] = frozenset()
    by_hand: Mapping[DutyKey, date] = field(default_factory=dict)
    places: Mapping[Id, tuple[int, ...]] = field(default_factory=dict)

    @property
    def are_set(self) -> bool:
        """Whether any is in use."""
        return bool(self.let_go or self.calls or self.by_hand or self.places)

    def with_let_go(self, keys: Iterable[DutyKey], why: LetGo) -> "Levers":
        """These visits are let go."""
        plain = self.without(keys := frozenset(keys))
        return replace(plain, let_go={**plain.let_go, **dict.fromkeys(keys, why)})

    def with_calls(self, keys: Iterable[DutyKey]) -> "Levers":
        """These visits are made by telephone."""
        plain = self.without(keys := frozenset(keys))
        return replace(plain, calls=plain.calls | keys)

    def with_by_hand(self, key: DutyKey, on: date) -> "Levers":
        """This visit stands on that day."""
        plain = self.without([key])
        return replace(plain, by_hand={**plain.by_hand, key: on})

    def with_places(self, manager_id: Id, weekday_visits: tuple[int, ...]) -> "Levers":
        """The person makes so many visits on each weekday; none for as many as before."""
        places = {key: one for key, one in self.places.items() if key != manager_id}
        return replace(self, places={**places, manager_id: weekday_visits} if weekday_visits else places)

    def without(self, keys: Iterable[DutyKey]) -> "Levers":
        """These visits are planned as any other."""
        gone = frozenset(keys)
        return replace(
            self,
            let_go={key: why for key, why in self.let_go.items() if key not in gone},
            calls=self.calls - gone,
            by_hand={key: on for key, on in self.by_hand.items() if key not in gone},
        )


@dataclass(frozen=True)
class PlanOptions:
    """How to plan.

    Only ``account_ids`` if given: the visits of others stay. ``city_days`` goes before the house's rule.
    With ``move_freely`` visits that stand only because of an earlier plan may go anywhere; else they are
    moved as little as possible. With ``give_times`` proposed times of day are kept.
    """

    account_ids: frozenset[Id] | None = None
    city_days: int | None = None
    move_freely: bool = False
    give_times: bool = False
    levers: Levers = field(default_factory=Levers)


@dataclass(frozen=True)
class Pulled:
    """One person's duties after the levers: what is left to plan, and what became of the others.

    ``calls`` gives the duty that each call stands for, ``placed`` the visits that stand by hand.
    """

    duties: tuple[Duty, ...]
    let_go: tuple[tuple[Duty, LetGo], ...]
    calls: Mapping[DutyKey, Duty]
    by_hand: tuple[tuple[Duty, Visit], ...]


def pull(levers: Levers, duties: Iterable[Duty]) -> Pulled:
    """``duties`` with the ``levers`` that are set for them."""
    left: list[Duty] = []
    gone: list[tuple[Duty, LetGo]] = []
    calls: dict[DutyKey, Duty] = {}
    by_hand: list[tuple[Duty, Visit]] = []
    duties = tuple(duties)
    numbers: dict[tuple[Id, str], int] = {}
    for duty in duties:
        if duty.kind is VisitKind.TELEPHONE:
            place = (duty.account_id, duty.period.key)
            numbers[place] = max(numbers.get(place, 0), duty.slot.count)
    for duty in duties:
        if duty.key in levers.let_go:
            gone.append((duty, levers.let_go[duty.key]))
        elif duty.key in levers.by_hand:
            by_hand.append((duty, _by_hand(duty, levers.by_hand[duty.key])))
        elif duty.key in levers.calls and duty.kind.is_on_site:
            place = (duty.account_id, duty.period.key)
            number = numbers[place] = numbers.get(place, 0) + 1
            slot = replace(
                duty.slot, kind=VisitKind.TELEPHONE, number=number, count=max(number, duty.slot.count)
            )
            call = replace(duty, slot=slot)
            calls[call.key] = duty
            left.append(call)
        else:
            left.append(duty)
    return Pulled(tuple(left), tuple(gone), calls, tuple(by_hand))


def with_places(levers: Levers, manager: Manager) -> Manager:
    """The person with the places that the levers give."""
    places = levers.places.get(manager.id, ())
    return replace(manager, weekday_visits=places) if len(places) == WEEKDAYS else manager


def weekday_places(manager: Manager) -> tuple[int, ...]:
    """Visits that the person makes on each weekday, Monday first."""
    return manager.weekday_visits or (manager.daily_visits,) * WEEKDAYS


def _by_hand(duty: Duty, on: date) -> Visit:
    account, kind, period, number = duty.key
    return Visit(
        derived_id("by_hand", id_text(Id(account)), kind, period, str(number)),
        duty.account_id,
        duty.manager_id,
        duty.kind,
        VisitState.PLANNED,
        on,
        pinned=True,
        rule=duty.rule_code,
        period=duty.period.key,
    )
