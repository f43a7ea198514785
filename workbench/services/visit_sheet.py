"""Everything the sheet of one visit shows: itself, its brief, its history, what comes next (2-rules §7.2)."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Any

from workbench.domain.accounts import Manager
from workbench.domain.duties import Duty, duties
from workbench.domain.policies import VISIT_MINUTES, policy
from workbench.domain.visit_debts import DebtDecision
from workbench.domain.visits import Visit, VisitState
from workbench.foundation.ids import Id
from workbench.services.calendars import working_calendar
from workbench.services.visit_brief import Brief, alarms_of, gather, make_brief
from workbench.services.visit_reports import Unlocking, problems_of, read_unlockings
from workbench.services.visits import VisitView
from workbench.storage import drafts
from workbench.storage.pinyin import spellings
from workbench.storage.queries import frequencies
from workbench.storage.queries.policies import policy_values
from workbench.storage.queries.visit_debts import list_debt_notes
from workbench.storage.queries.visits import get_visit, list_actions
from workbench.storage.workspace import Workspace

AHEAD_DAYS = 366


@dataclass(frozen=True)
class VisitSheetView:
    """One visit as its sheet shows it.

    ``replaced_by`` was put in its place, ``replaces`` is what it stands in the place of. ``next_duty`` is
    the next visit of the same kind that the policy will ask for once this one is reported, ``next_on`` the
    working day it would best be on. ``draft`` is what
    was typed and not filed; ``minutes`` the usual length of this kind,
    ``spoken`` the pinyin and its initials of each person, theirs and ours.
    """

    view: VisitView
    brief: Brief
    managers: tuple[Manager, ...]
    replaces: Visit | None
    replaced_by: Visit | None
    next_duty: Duty | None
    next_on: date | None
    minutes: int
    problems: tuple[str, ...]
    unlockings: tuple[Unlocking, ...]
    draft: Mapping[str, Any] | None
    spoken: Mapping[Id, str]

    @property
    def visit(self) -> Visit:
        return self.view.visit

    @property
    def has_passed(self) -> bool:
        """Whether its day has passed without a report."""
        return self.visit.state.is_open and self.visit.on < self.brief.facts.today


def get_visit_sheet(workspace: Workspace, visit_id: Id) -> VisitSheetView:
    """The sheet of a visit, in a constant number of queries; raises ``NotFound``."""
    today = workspace.clock.today()
    with workspace.read() as session:
        visit = get_visit(session, visit_id)
        found = gather(session, visit.account_id, today)
        promises = list_actions(session, visit_id=visit_id)
        book = frequencies.load_rulebook(session, visit.account_id)
        minutes = policy(policy_values(session), VISIT_MINUTES).of(visit.kind)
        draft = drafts.find_draft(session, visit_id)
        unlockings = read_unlockings(session, visit_id)
        problems = problems_of(session, visit)
        calendar = working_calendar(session)
        let_go = frozenset(one.key for one in list_debt_notes(session) if one.decision is DebtDecision.WAIVE)
    brief = make_brief(found, visit, alarms_of(workspace, visit.account_id))
    managers = {one.id: one for one in found.managers}
    by_id = {one.id: one for one in found.visits}
    # As if this one were made: the form asks for what comes after it.
    made = tuple(
        replace(one, state=VisitState.DONE, on=min(one.on, today)) if one.id == visit_id else one
        for one in found.visits
    )
    ahead = duties([found.account], book, made, today, today + timedelta(days=AHEAD_DAYS), today, let_go)
    duty = next(
        (one for one in ahead if one.kind is visit.kind and one.ideal_on > max(today, visit.on)), None
    )
    next_on = duty.ideal_on if duty is not None else None
    if next_on is not None and not calendar.is_workday(next_on):
        next_on = calendar.add_workdays(next_on, 1)
    return VisitSheetView(
        view=VisitView(
            visit=visit,
            account=found.account,
            manager=managers.get(visit.manager_id) if visit.manager_id else None,
            contacts=tuple(found.contacts),
            promises=tuple(promises),
            earlier=brief.facts.earlier,
        ),
        brief=brief,
        managers=tuple(found.managers),
        replaces=by_id.get(visit.replaces_id) if visit.replaces_id else None,
        replaced_by=next((one for one in reversed(found.visits) if one.replaces_id == visit_id), None),
        next_duty=duty,
        next_on=next_on,
        minutes=minutes,
        problems=problems,
        unlockings=unlockings,
        draft=draft,
        spoken={
            **{one.id: _spoken(one.name) for one in found.contacts},
            **{one.id: _spoken(one.name) for one in found.managers},
        },
    )


def _spoken(name: str) -> str:
    """The ways a Chinese name is typed in Latin letters: ``hanpei hp``."""
    if name.isascii():
        return ""
    ways = spellings(name)
    return " ".join(f"{''.join(way)} {''.join(one[0] for one in way)}" for way in ways if all(way))
