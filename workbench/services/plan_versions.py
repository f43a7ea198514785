"""Handing an account plan in, deciding about it, reviewing it, and what changed since (2-rules §17)."""

from datetime import date

from workbench.domain.account_plan import AccountPlanPaper
from workbench.domain.journal import ChangeSummary
from workbench.domain.plan_differences import PlanDifference, plan_differences
from workbench.domain.plan_records import PlanDecision, PlanVersion, Verdict
from workbench.domain.plan_snapshot import PlanSnapshot, read_snapshot, snapshot_json, snapshot_of
from workbench.domain.plan_stand import PlanState, newest_version
from workbench.foundation.errors import BadInput, NotAllowed
from workbench.foundation.i18n import _
from workbench.foundation.ids import Id, id_text
from workbench.services.account_plans import get_plan, plans_of
from workbench.services.plan_texts import LONGEST_NAME, LONGEST_TEXT, begin_plan
from workbench.storage.queries.account_plans import (
    find_account_plan,
    get_plan_version,
    list_plan_versions,
)
from workbench.storage.queries.accounts import list_contacts
from workbench.storage.session import ReadingSession
from workbench.storage.workspace import Workspace


def submit_plan(workspace: Workspace, account_id: Id, year: int, note: str = "") -> ChangeSummary:
    """Hand the plan in as it reads today; what is still missing is recorded with it.

    Raises ``BadInput`` where nobody wrote anything, ``NotAllowed`` where nothing was written since it was
    handed in.
    """
    paper = get_plan(workspace, account_id, year)
    if not paper.texts and not paper.objectives:
        raise BadInput(
            _("Nothing is written in this plan yet."),
            hint=_("Write the summary, or set an objective."),
            where="summary",
        )
    if len(note) > LONGEST_TEXT:
        raise BadInput(_("At most {count} characters.").format(count=LONGEST_TEXT), where="note")
    if paper.changed_since == 0 and paper.state is not PlanState.RETURNED:
        raise NotAllowed(
            _("This plan is handed in already, and nothing was written since."),
            hint=_("Change it first, or wait for the decision."),
        )
    label = _("Hand in the account plan {year}").format(year=paper.year)
    with workspace.change("submit_plan", label) as change:
        plan = begin_plan(change, account_id, paper.year)
        change.create(
            "plan_version",
            {
                "plan_id": plan,
                "made_on": paper.today,
                "made_by": workspace.author,
                "note": note.strip(),
                "content": snapshot_json(snapshot_of(paper)),
            },
            # Ids of changes follow one another, also within a millisecond: the newest version is the largest.
            change.transaction_id,
        )
    return change.summary


def withdraw_plan(workspace: Workspace, version_id: Id) -> ChangeSummary:
    """Take back a version about which nothing was decided; undo brings it back."""
    with workspace.change("withdraw_plan", _("Take the plan back")) as change:
        version = get_plan_version(change.session, version_id)
        if version.decision is not None:
            raise NotAllowed(_("This version was decided already; it stays on record."))
        change.delete("plan_version", version_id)
    return change.summary


def decide_plan(
    workspace: Workspace,
    version_id: Id,
    decision: PlanDecision,
    note: str = "",
    decided_by: str = "",
) -> ChangeSummary:
    """Approve the newest version, or return it with a reason; by whoever opened the file if nobody is named.

    Raises ``BadInput`` for a return without a reason, ``NotAllowed`` for a version that is not the newest or
    was decided already.
    """
    if decision is PlanDecision.RETURNED and not note.strip():
        raise BadInput(
            _("A plan that is returned needs a reason."),
            hint=_("Say what must be better."),
            where="decision_note",
        )
    name = decided_by.strip() or workspace.author
    if len(note) > LONGEST_TEXT or len(name) > LONGEST_NAME:
        where, most = (
            ("decision_note", LONGEST_TEXT) if len(note) > LONGEST_TEXT else ("decided_by", LONGEST_NAME)
        )
        raise BadInput(_("At most {count} characters.").format(count=most), where=where)
    with workspace.change(
        "decide_plan", _("Account plan: {decision}").format(decision=decision.label)
    ) as change:
        version = get_plan_version(change.session, version_id)
        if version.decision is not None:
            raise NotAllowed(
                _("This version was decided already."), hint=_("Hand the plan in again to decide anew.")
            )
        plan = find_account_plan(change.session, version.plan_id)
        plans = plans_of(change.session, plan.account_id, plan.year) if plan is not None else ()
        newest = newest_version(list_plan_versions(change.session, *(one.id for one in plans)))
        if newest is not None and newest.id != version_id:
            raise NotAllowed(_("A newer version was handed in."), hint=_("Decide about that one."))
        change.set(
            "plan_version",
            version_id,
            {
                "decision": decision.value,
                "decided_on": workspace.clock.today(),
                "decided_by": name,
                "decision_note": note.strip(),
            },
        )
    return change.summary


def review_plan(
    workspace: Workspace,
    account_id: Id,
    year: int,
    verdict: Verdict,
    cause: str = "",
    change_text: str = "",
    *,
    reviewed_by: str = "",
    reviewed_on: date | None = None,
) -> ChangeSummary:
    """Note a half-yearly review: what was attained, why, and what changes. The next one is proposed anew.

    Raises ``BadInput`` without a cause, for a day in the future, and for a text that is too long.
    """
    today = workspace.clock.today()
    if not cause.strip():
        raise BadInput(
            _("Say why it was attained or missed."), hint=_("The next plan learns from it."), where="cause"
        )
    if reviewed_on is not None and reviewed_on > today:
        raise BadInput(_("This day lies in the future."), where="reviewed_on")
    for where, text in (("cause", cause), ("change", change_text)):
        if len(text) > LONGEST_TEXT:
            raise BadInput(_("At most {count} characters.").format(count=LONGEST_TEXT), where=where)
    with workspace.change("review_plan", _("Review of the plan")) as change:
        plan = begin_plan(change, account_id, year, review_on=None)
        change.create(
            "plan_review",
            {
                "plan_id": plan,
                "reviewed_on": reviewed_on or today,
                "reviewed_by": reviewed_by.strip() or workspace.author,
                "verdict": verdict.value,
                "cause": cause.strip(),
                "change": change_text.strip(),
            },
        )
    return change.summary


def delete_review(workspace: Workspace, review_id: Id) -> ChangeSummary:
    """Take a review away; undo brings it back. Raises ``NotFound``."""
    with workspace.change("delete_review", _("Delete review")) as change:
        change.delete("plan_review", review_id)
    return change.summary


def version_differences(
    workspace: Workspace, version_id: Id, other_id: Id | None = None
) -> tuple[PlanDifference, ...]:
    """What became of the plan from a version to another, or until now; raises ``NotFound``."""
    with workspace.read() as session:
        version = get_plan_version(session, version_id)
        other = get_plan_version(session, other_id) if other_id is not None else None
        plan = find_account_plan(session, version.plan_id)
        people = names_of_people(session, plan.account_id) if plan is not None else {}
    before = read_snapshot(version.content) or PlanSnapshot()
    if other is not None:
        after = read_snapshot(other.content) or PlanSnapshot()
    else:
        after = snapshot_of(_paper_of(workspace, version))
    return plan_differences(before, after, people=people)


def names_of_people(session: ReadingSession, account_id: Id) -> dict[str, str]:
    """The names of the account's people by hexadecimal id."""
    return {id_text(one.id): one.name for one in list_contacts(session, account_id)}


def _paper_of(workspace: Workspace, version: PlanVersion) -> AccountPlanPaper:
    with workspace.read() as session:
        plan = find_account_plan(session, version.plan_id)
    if plan is None:
        raise NotAllowed(_("The plan of this version is no longer there."))
    return get_plan(workspace, plan.account_id, plan.year)
