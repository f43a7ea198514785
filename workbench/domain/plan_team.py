"""Who of ours belongs to the team of an account, as the data know it (2-rules §17)."""

from collections import Counter
from collections.abc import Iterable, Sequence
from datetime import date

from workbench.domain.accounts import Account, Manager
from workbench.domain.kam_level import ContactTie
from workbench.domain.periods import twelve_months
from workbench.domain.plan_records import PlanMember
from workbench.domain.plan_stand import TeamLine
from workbench.domain.visits import Visit, VisitState
from workbench.foundation.i18n import _, in_a_row, ngettext
from workbench.foundation.ids import Id


def proposed_team(
    account: Account,
    managers: Sequence[Manager],
    ties: Iterable[ContactTie],
    visits: Iterable[Visit],
    today: date,
) -> tuple[TeamLine, ...]:
    """The responsible manager, the second one, then who deals with most people or was there most often."""
    first, last = twelve_months(today)
    met = Counter(one.manager_id for one in ties)
    went: Counter[Id] = Counter()
    for visit in visits:
        if visit.state is VisitState.DONE and first <= visit.on <= last:
            went.update({one for one in (visit.manager_id, *visit.our_people) if one is not None})
    kept = (account.manager_id, account.second_manager_id)
    known = [one for one in managers if one.active and (one.id in kept or met[one.id] or went[one.id])]
    known.sort(
        key=lambda one: (
            kept.index(one.id) if one.id in kept else len(kept),
            -met[one.id] - went[one.id],
            one.name,
            one.id,
        )
    )
    return tuple(
        TeamLine(one.name, one.title, one, None, _reason(account, one, met[one.id], went[one.id]))
        for one in known
    )


def written_team(members: Iterable[PlanMember], managers: Sequence[Manager]) -> tuple[TeamLine, ...]:
    """The members as written; one of ours bears the name they have now."""
    ours = {one.id: one for one in managers}
    found = []
    for one in members:
        manager = ours.get(one.manager_id) if one.manager_id else None
        found.append(TeamLine(manager.name if manager else one.name, one.role, manager, one.id))
    return tuple(one for one in found if one.name)


def _reason(account: Account, manager: Manager, people: int, visits: int) -> str:
    texts = []
    if manager.id == account.manager_id:
        texts.append(_("Responsible manager."))
    elif manager.id == account.second_manager_id:
        texts.append(_("Second manager."))
    if people:
        texts.append(
            ngettext("Deals with {count} person there.", "Deals with {count} people there.", people).format(
                count=people
            )
        )
    if visits:
        texts.append(
            ngettext(
                "{count} visit in the last 12 months.", "{count} visits in the last 12 months.", visits
            ).format(count=visits)
        )
    return in_a_row(*texts)
