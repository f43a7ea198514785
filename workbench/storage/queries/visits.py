"""Reading visits, actions, frequency rules and absences."""

from collections.abc import Iterable, Mapping
from dataclasses import fields
from datetime import date
from typing import Any

from sqlalchemy import Select, bindparam, select

from workbench.domain.visits import Action, Cause, Side, Visit, VisitKind, VisitState
from workbench.foundation.errors import NotFound
from workbench.foundation.i18n import _
from workbench.foundation.ids import Id
from workbench.storage.aliases import all_groups
from workbench.storage.queries.tolerant import known_ids
from workbench.storage.session import Session
from workbench.storage.tables.visits import ActionEntity, VisitEntity

_VISIT = VisitEntity.__table__.c
_ACTION = ActionEntity.__table__.c


# The columns in the order of the fields of ``Visit``: an account may have thousands, built by place.
_NAMED = {"on": "on_day", "at": "at_time"}
_SELECTED = select(*(_VISIT[_NAMED.get(field.name, field.name)] for field in fields(Visit)))
# Made once: all visits of an account are what its page begins with.
_OF_ACCOUNT = _SELECTED.where(_VISIT.account_id == bindparam("account")).order_by(
    _VISIT.on_day, _VISIT.at_time, _VISIT.id
)
_DAYS = select(
    _VISIT.id, _VISIT.account_id, _VISIT.manager_id, _VISIT.kind, _VISIT.state, _VISIT.on_day
).order_by(_VISIT.on_day, _VISIT.at_time, _VISIT.id)
_KINDS: Mapping[str, VisitKind] = {kind.value: kind for kind in VisitKind}
_CAUSES: Mapping[str, Cause] = {cause.value: cause for cause in Cause}
_STATES: Mapping[str, VisitState] = {state.value: state for state in VisitState}


def _visits(session: Session, rows: Iterable[Any]) -> list[Visit]:
    """The visits of these rows; who was merged into another counts as that other where they were met."""
    stands = all_groups(session.connection()).stands
    return [_visit(row, stands) for row in rows]


def _visit(row: Any, stands: Mapping[Id, Id]) -> Visit:
    row_id, account_id, manager_id, kind, state, on, at, pinned, reason, rule, period, place, met, *told = row
    purpose, talking, findings, needs, news, operating, forecast, next_step, next_on, *rest = told
    minutes, people, cause, replaces, gathering, catch_up, is_unlocked, unlock_reason = rest
    return Visit(
        row_id,
        account_id,
        manager_id,
        _KINDS.get(kind, VisitKind.FIELD),
        # What cannot be told to lie ahead or to be done counts as neither.
        _STATES.get(state, VisitState.CANCELLED),
        on,
        at,
        pinned,
        reason,
        rule,
        period,
        place,
        _people(met, stands) if met else (),
        purpose,
        talking,
        findings,
        needs,
        news,
        operating,
        forecast,
        next_step,
        next_on,
        minutes,
        known_ids(people) if people else (),
        _CAUSES.get(cause),
        replaces,
        gathering,
        catch_up,
        is_unlocked,
        unlock_reason,
    )


def _people(met: Any, stands: Mapping[Id, Id]) -> tuple[Id, ...]:
    people = known_ids(met)
    return tuple(dict.fromkeys(stands.get(one, one) for one in people)) if stands else people


def list_visit_days(session: Session, first: date, last: date, account_id: Id | None = None) -> list[Visit]:
    """Visits in order of time with nothing but where, who, what kind, when, and how they stand.

    What is owed is judged by these alone; everything else of many visits takes four times as long to read.
    """
    query = _DAYS.where(_VISIT.on_day >= first, _VISIT.on_day <= last)
    if account_id is not None:
        query = query.where(_VISIT.account_id == account_id)
    return [
        Visit(
            row_id,
            account_id,
            manager_id,
            _KINDS.get(kind, VisitKind.FIELD),
            _STATES.get(state, VisitState.CANCELLED),
            on,
        )
        for row_id, account_id, manager_id, kind, state, on in session.execute(query).all()
    ]


_ACTIONS = select(*(_ACTION[field.name] for field in fields(Action)))
_SIDES: Mapping[str, Side] = {side.value: side for side in Side}


def _action(row: Any) -> Action:
    row_id, account_id, text, side, *rest = row
    return Action(row_id, account_id, text, _SIDES.get(side, Side.OURS), *rest)


def list_visits(
    session: Session,
    *,
    account_id: Id | None = None,
    manager_id: Id | None = None,
    first: date | None = None,
    last: date | None = None,
    states: Iterable[VisitState] | None = None,
    latest: int | None = None,
    gathering_id: Id | None = None,
    kind: VisitKind | None = None,
) -> list[Visit]:
    """Visits in order of time, narrowed by what is given; ``latest`` keeps only the newest so many."""
    narrowed = (manager_id, first, last, states, latest, gathering_id, kind)
    if account_id is not None and not any(one is not None for one in narrowed):
        return _visits(session, session.execute(_OF_ACCOUNT, {"account": account_id}).all())
    query: Select[Any] = _SELECTED
    if account_id is not None:
        query = query.where(_VISIT.account_id == account_id)
    if manager_id is not None:
        query = query.where(_VISIT.manager_id == manager_id)
    if first is not None:
        query = query.where(_VISIT.on_day >= first)
    if last is not None:
        query = query.where(_VISIT.on_day <= last)
    if gathering_id is not None:
        query = query.where(_VISIT.gathering_id == gathering_id)
    if kind is not None:
        query = query.where(_VISIT.kind == kind.value)
    if states is not None:
        query = query.where(_VISIT.state.in_([str(state) for state in states]))
    if latest is not None:
        newest = query.order_by(_VISIT.on_day.desc(), _VISIT.at_time.desc(), _VISIT.id).limit(latest)
        return _visits(session, session.execute(newest).all())[::-1]
    return _visits(session, session.execute(query.order_by(_VISIT.on_day, _VISIT.at_time, _VISIT.id)).all())


def list_catch_ups(session: Session) -> list[Visit]:
    """The visits that make a missed duty good, in order of time, whatever became of them."""
    query = _SELECTED.where(_VISIT.catch_up != "").order_by(_VISIT.on_day, _VISIT.at_time, _VISIT.id)
    return _visits(session, session.execute(query).all())


def accounts_visited_before(session: Session, day: date) -> set[Id]:
    """The accounts of which a visit before ``day`` is known."""
    return set(session.scalars(select(_VISIT.account_id).where(_VISIT.on_day < day).distinct()))


def visit_ids(session: Session) -> set[Id]:
    """The ids of all visits."""
    return {Id(found) for found in session.scalars(select(_VISIT.id))}


def get_visit(session: Session, visit_id: Id) -> Visit:
    """The visit; raises ``NotFound``."""
    row = session.execute(_SELECTED.where(_VISIT.id == visit_id)).first()
    if row is None:
        raise NotFound(_("This visit does not exist (any more)."), where=visit_id.hex())
    return _visits(session, [row])[0]


def list_actions(
    session: Session,
    *,
    account_id: Id | None = None,
    visit_id: Id | None = None,
    open_only: bool = False,
    due_by: date | None = None,
) -> list[Action]:
    """Actions, the ones due first on top; those without a date at the end."""
    query: Select[Any] = _ACTIONS
    if account_id is not None:
        query = query.where(_ACTION.account_id == account_id)
    if visit_id is not None:
        query = query.where(_ACTION.visit_id == visit_id)
    if open_only:
        query = query.where(_ACTION.done_on.is_(None))
    if due_by is not None:
        query = query.where(_ACTION.due_on <= due_by)
    query = query.order_by(_ACTION.due_on.is_(None), _ACTION.due_on, _ACTION.id)
    return [_action(row) for row in session.execute(query).all()]


def list_actions_of_origin(session: Session, origin: str, account_id: Id | None = None) -> list[Action]:
    """The actions, of one account or all, whose origin begins with ``origin``, those due first on top."""
    query = _ACTIONS.where(_ACTION.origin.startswith(origin, autoescape=True))
    if account_id is not None:
        query = query.where(_ACTION.account_id == account_id)
    return [_action(row) for row in session.execute(query.order_by(_ACTION.due_on, _ACTION.id)).all()]


def get_action(session: Session, action_id: Id) -> Action:
    """The promise or task; raises ``NotFound``."""
    row = session.execute(_ACTIONS.where(_ACTION.id == action_id)).first()
    if row is None:
        raise NotFound(_("This promise is not there (any more)."), where=action_id.hex())
    return _action(row)


def list_promising_visits(session: Session) -> list[Visit]:
    """The visits on which something was promised, in order of time."""
    promising = select(_ACTION.visit_id).where(_ACTION.visit_id.is_not(None))
    query = _SELECTED.where(_VISIT.id.in_(promising)).order_by(_VISIT.on_day, _VISIT.at_time, _VISIT.id)
    return _visits(session, session.execute(query).all())
