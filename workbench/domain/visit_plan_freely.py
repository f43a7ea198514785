"""Planning anew without regard to where visits stand from an earlier plan (2-rules §7.2)."""

from dataclasses import replace

from workbench.domain.planner import Progress, plan
from workbench.domain.standing_visits import sort_visits
from workbench.domain.visit_plan import Plan, PlanInput


def plan_freely(given: PlanInput, on_step: Progress | None = None) -> tuple[Plan, PlanInput]:
    """A plan as if no visit stood from an earlier one, told as a difference to those that do.

    With the input that it was really made from, which its certificate holds for.
    """
    standing = sort_visits(given)
    movable = {visit.id for visit in (*standing.previous.values(), *standing.surplus)}
    stays = {visit.id for visit in standing.fixed}
    # Pinned: beside its own, a duty must not take a visit that stays for one of those taken out.
    visits = (replace(one, pinned=True) if one.id in stays else one for one in given.visits)
    lengths = {key: visit.minutes for key, visit in standing.previous.items() if visit.minutes > 0}
    free = replace(given, visits=tuple(one for one in visits if one.id not in movable), lengths=lengths)
    found = plan(free, on_step)
    placed = []
    for item in found.placed:
        before = standing.previous.get(item.duty.key)
        if before is not None:
            moved = before.on if before.on != item.on else None
            item = replace(item, visit_id=before.id, moved_from=moved)
        placed.append(item)
    lost = []
    for one in found.not_placed:
        before = standing.previous.get(one.duty.key)
        lost.append(replace(one, visit_id=before.id, was_on=before.on) if before is not None else one)
    told = replace(
        found,
        placed=tuple(placed),
        not_placed=tuple(lost),
        fixed=standing.fixed,
        surplus=standing.surplus,
    )
    return told, free
