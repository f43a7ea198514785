"""The visits that stand for a gathering, one for each account that is invited (2-rules §7.1).

While a gathering is planned its visits move, change their length and fall away with it alone: one that went
its own way would count another day than that of the meeting, or none.
"""

from collections.abc import Collection, Iterable, Mapping

from workbench.domain.gatherings import Gathering, GatheringState
from workbench.domain.visits import Visit, VisitState
from workbench.foundation.errors import NotAllowed
from workbench.foundation.i18n import _
from workbench.foundation.ids import Id, derived_id, id_text
from workbench.storage.queries import accounts as account_queries
from workbench.storage.queries import gatherings as queries
from workbench.storage.queries.visits import list_visits
from workbench.storage.session import ReadingSession
from workbench.storage.unit_of_work import Change


def must_stand_alone(session: ReadingSession, visit: Visit) -> None:
    """Raise ``NotAllowed`` for an open visit of a planned gathering: it goes where the gathering goes."""
    if visit.gathering_id is None or not visit.state.is_open:
        return
    gathering = queries.get_gathering(session, visit.gathering_id)
    if gathering.state is GatheringState.PLANNED:
        raise NotAllowed(
            _("This visit belongs to the gathering “{title}”.").format(title=gathering.title),
            hint=_("Move or call off the gathering, or take the invitation back."),
        )


def planned_gathering(change: Change, gathering_id: Id) -> Gathering:
    """The gathering; raises ``NotAllowed`` for one that was held or cancelled, ``NotFound`` for none."""
    gathering = queries.get_gathering(change.session, gathering_id)
    if gathering.state is not GatheringState.PLANNED:
        raise NotAllowed(
            _("This gathering is already {state}.").format(state=gathering.state.label.lower()),
            hint=_("Undo the earlier step first, or plan a new one."),
        )
    return gathering


def visits_by_account(change: Change, gathering_id: Id) -> Mapping[Id, list[Visit]]:
    """The visits of the gathering: one an account, more where accounts were merged into one."""
    found: dict[Id, list[Visit]] = {}
    for visit in list_visits(change.session, gathering_id=gathering_id):
        found.setdefault(visit.account_id, []).append(visit)
    change.preload(visit.id for visits in found.values() for visit in visits)
    return found


def fit_visits(change: Change, gathering: Gathering, account_ids: Iterable[Id]) -> None:
    """Let each of these accounts have an open visit, on the day of the gathering, and no other one have any.

    What has been reported or missed stays as it is.
    """
    wanted = set(account_ids)
    known = visits_by_account(change, gathering.id)
    keepers = _keepers(change, gathering, wanted)
    new = {account_id: visit_id(gathering.id, account_id) for account_id in wanted - known.keys()}
    change.preload(new.values())
    for account_id, key in sorted(new.items()):
        change.create("visit", _values(gathering, account_id, keepers[account_id]), key)
    for account_id, visits in known.items():
        for visit in visits:
            if visit.state.is_open and account_id in wanted:
                change.set("visit", visit.id, _shared(gathering, keepers[account_id]))
            elif visit.state.is_open:
                change.delete("visit", visit.id)


def close_visits(
    change: Change, gathering: Gathering, outcomes: Mapping[Id, Mapping[str, object]], made: Collection[Id]
) -> None:
    """Write the outcome of each account into its visit; the accounts in ``made`` have one afterwards.

    Of several open ones of an account one is left: nobody was met twice. One that is reported stays.
    """
    known = visits_by_account(change, gathering.id)
    keepers = _keepers(change, gathering, set(made) - known.keys())
    for account_id, values in outcomes.items():
        visits = sorted(known.get(account_id, ()), key=lambda one: (not one.state.is_open, one.id))
        is_reported = any(visit.state is VisitState.DONE for visit in visits)
        if not is_reported and visits and (visits[0].state.is_open or account_id in made):
            change.set("visit", visits.pop(0).id, values)
        elif not visits and account_id in made:
            fresh = _values(gathering, account_id, keepers[account_id])
            change.create("visit", {**fresh, **values}, visit_id(gathering.id, account_id))
        for visit in visits:
            if visit.state.is_open:
                change.delete("visit", visit.id)


def visit_id(gathering_id: Id, account_id: Id) -> Id:
    """The id of the account's visit of the gathering: the same on every laptop."""
    return derived_id("visit", id_text(gathering_id), id_text(account_id))


def _keepers(change: Change, gathering: Gathering, account_ids: Collection[Id]) -> Mapping[Id, Id | None]:
    """Who makes the visit: who holds the gathering, or else whoever keeps the account."""
    return {
        account.id: gathering.manager_id or account.manager_id
        for account in account_queries.list_accounts(change.session, account_ids)
    }


def _values(gathering: Gathering, account_id: Id, manager_id: Id | None) -> dict[str, object]:
    return {
        "account_id": account_id,
        "gathering_id": gathering.id,
        "state": VisitState.PLANNED.value,
        "pinned": True,
        **_shared(gathering, manager_id),
    }


def _shared(gathering: Gathering, manager_id: Id | None) -> dict[str, object]:
    return {
        "manager_id": manager_id,
        "kind": gathering.kind.value,
        "on_day": gathering.on,
        "at_time": gathering.at,
        "minutes": gathering.minutes,
        "place": gathering.place,
        "purpose": gathering.title,
    }
