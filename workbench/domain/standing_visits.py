"""What a new plan finds in the calendar: visits to plan anew, visits that stay, visits no duty asks for."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from workbench.domain.duties import Duty, DutyKey, is_fixed, is_movable
from workbench.domain.slots import pair_in_order
from workbench.domain.visit_plan import PlanInput
from workbench.domain.visits import Visit, VisitKind, VisitState
from workbench.foundation.ids import Id


@dataclass(frozen=True)
class Standing:
    """The visits of an input by what planning does with them."""

    previous: Mapping[DutyKey, Visit]
    fixed: tuple[Visit, ...]
    surplus: tuple[Visit, ...]


def sort_visits(given: PlanInput) -> Standing:
    """Match planned visits to duties; the others stay (made by hand) or are no longer needed (by a rule).

    Within an account, kind and period visits and duties are matched in order of date, as near as possible;
    visits made by hand only where those of a rule are too few.
    """
    open_visits = [v for v in given.visits if is_movable(v, given.start, given.end, given.today)]
    open_visits.sort(key=lambda visit: (visit.on, visit.id))
    by_place: dict[tuple[Id, VisitKind], list[Visit]] = {}
    for visit in open_visits:
        by_place.setdefault((visit.account_id, visit.kind), []).append(visit)
    groups: dict[tuple[Id, VisitKind, str], list[Duty]] = {}
    for duty in given.duties:
        groups.setdefault((duty.account_id, duty.kind, duty.period.key), []).append(duty)
    previous: dict[DutyKey, Visit] = {}
    matched: set[Id] = set()
    # Periods of one kind may overlap, a month and its quarter: the shorter first, and each visit once.
    for (account_id, kind, _key), wanted in sorted(groups.items(), key=_shorter_first):
        wanted.sort(key=lambda duty: duty.slot.number)
        free = (v for v in by_place.get((account_id, kind), ()) if v.id not in matched)
        there = [v for v in free if v.on in wanted[0].period]
        found = _of_a_rule_first(there, wanted)
        ideals, days = [duty.ideal_on for duty in wanted], [visit.on for visit in found]
        if len(days) >= len(ideals):
            matches = list(enumerate(pair_in_order(ideals, days)))
        else:
            matches = [(wide, narrow) for narrow, wide in enumerate(pair_in_order(days, ideals))]
        previous.update({wanted[duty].key: found[visit] for duty, visit in matches})
        matched.update(found[visit].id for _duty, visit in matches)
    rest = [v for v in open_visits if v.id not in matched and v.on >= given.first_day]
    stays = [v for v in given.visits if (is_fixed(v) or v.state is VisitState.DONE) and _is_mine(given, v)]
    stays += [v for v in rest if not v.rule and _is_mine(given, v)]
    fixed = (v for v in stays if given.first_day <= v.on <= given.end)
    surplus = (v for v in rest if v.rule and _is_own(given, v.account_id))
    return Standing(previous, tuple(sorted(fixed, key=by_day)), tuple(sorted(surplus, key=by_day)))


def _shorter_first(
    group: tuple[tuple[Id, VisitKind, str], Sequence[Duty]],
) -> tuple[int, tuple[Id, VisitKind, str]]:
    return group[1][0].period.day_count, group[0]


def _of_a_rule_first(found: Sequence[Visit], wanted: Sequence[Duty]) -> Sequence[Visit]:
    """Where there are more visits than duties, what was made by hand stays over: the others would go."""
    by_rule = [visit for visit in found if visit.rule]
    missing = len(wanted) - len(by_rule)
    if missing <= 0:
        return by_rule
    by_hand = [visit for visit in found if not visit.rule]
    by_hand.sort(key=lambda visit: min(abs((duty.ideal_on - visit.on).days) for duty in wanted))
    return sorted((*by_rule, *by_hand[:missing]), key=by_day)


def _is_own(given: PlanInput, account_id: Id) -> bool:
    account = given.accounts.get(account_id)
    return account is not None and account.manager_id == given.manager.id


def _is_mine(given: PlanInput, visit: Visit) -> bool:
    if visit.manager_id is None:
        return _is_own(given, visit.account_id)
    return visit.manager_id == given.manager.id


def by_day(visit: Visit) -> tuple[date, bytes]:
    """Order by day, then by id."""
    return (visit.on, visit.id)
