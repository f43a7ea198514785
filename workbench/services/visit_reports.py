"""Visit reports: filed, locked, unlocked with a reason, amended; what comes out of them (2-rules §7.2)."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, datetime

from workbench.domain.journal import ChangeSummary
from workbench.domain.needs import NeedAnswer, read_quick_need
from workbench.domain.visits import Visit, VisitState
from workbench.foundation.errors import BadInput, NotAllowed
from workbench.foundation.i18n import _
from workbench.foundation.ids import Id, id_text
from workbench.services.visit_life import following_id, must_be_open, read_time
from workbench.services.visits import PromiseInput
from workbench.storage import journal
from workbench.storage.queries import accounts as account_queries
from workbench.storage.queries import visits as visit_queries
from workbench.storage.queries.needs import list_needs
from workbench.storage.session import ReadingSession
from workbench.storage.unit_of_work import Change
from workbench.storage.workspace import Workspace

_TEXTS = (
    "place",
    "purpose",
    "talking_points",
    "findings",
    "needs",
    "competitor_news",
    "operating_state",
    "demand_forecast",
    "next_step",
)


@dataclass(frozen=True)
class VisitReportInput:
    """What the report form holds; empty text means nothing to say there.

    ``met`` are contacts, ``our_people`` managers. With ``keep_needs`` each line of ``needs`` is a need of
    the account as well; each line of ``problems``, which we could solve, is a hidden need in any case.
    """

    on: date
    at: str = ""
    place: str = ""
    met: tuple[Id, ...] = ()
    our_people: tuple[Id, ...] = ()
    purpose: str = ""
    talking_points: str = ""
    findings: str = ""
    needs: str = ""
    keep_needs: bool = False
    competitor_news: str = ""
    operating_state: str = ""
    demand_forecast: str = ""
    problems: str = ""
    next_step: str = ""
    next_on: date | None = None
    promises: tuple[PromiseInput, ...] = ()


@dataclass(frozen=True)
class Unlocking:
    """A filed report was opened again: by whom, when, why."""

    at: datetime
    author: str
    reason: str


def report_visit(workspace: Workspace, visit_id: Id, report: VisitReportInput) -> ChangeSummary:
    """File the report: the visit is done and locked, each promise becomes an action, the next step is kept.

    Raises ``BadInput`` with ``where`` naming the field, and ``NotAllowed`` where a report exists.
    """
    report = _checked(workspace, report)
    with workspace.change("report_visit", _("Visit report")) as change:
        visit = visit_queries.get_visit(change.session, visit_id)
        must_be_open(visit)
        _write(change, visit, report)
        if report.next_on is not None:
            change.create(
                "visit",
                {
                    "account_id": visit.account_id,
                    "manager_id": visit.manager_id,
                    "kind": visit.kind.value,
                    "state": VisitState.PLANNED.value,
                    "on_day": report.next_on,
                    "at_time": "",
                    "pinned": True,
                    "purpose": report.next_step,
                },
                following_id(change.session, visit, "next_visit"),
            )
    return change.summary


def unlock_report(workspace: Workspace, visit_id: Id, reason: str) -> ChangeSummary:
    """Open a filed report to be changed; who did, when and why stays in its history.

    Raises ``BadInput`` without a reason, ``NotAllowed`` where no report is locked.
    """
    reason = reason.strip()
    if not reason:
        raise BadInput(
            _("Say why the report has to be changed."), hint=_("A few words will do."), where="reason"
        )
    with workspace.change("unlock_report", _("Report unlocked")) as change:
        visit = visit_queries.get_visit(change.session, visit_id)
        if visit.state is not VisitState.DONE or visit.is_unlocked:
            raise NotAllowed(
                _("This visit has no locked report."), hint=_("Only a filed report can be unlocked.")
            )
        change.set("visit", visit_id, {"is_unlocked": True, "unlock_reason": reason})
    return change.summary


def amend_report(workspace: Workspace, visit_id: Id, report: VisitReportInput) -> ChangeSummary:
    """File the changed report of an unlocked visit, and lock it again.

    Promises given here are added to those that stand. The visit that the first report put into the calendar
    stays where it is. Raises as ``report_visit`` does.
    """
    report = _checked(workspace, report)
    with workspace.change("amend_report", _("Report amended")) as change:
        visit = visit_queries.get_visit(change.session, visit_id)
        _must_be_unlocked(visit)
        _write(change, visit, report)
    return change.summary


def lock_report(workspace: Workspace, visit_id: Id) -> ChangeSummary:
    """Lock an unlocked report as it stands. Raises ``NotAllowed`` for any other."""
    with workspace.change("lock_report", _("Report locked")) as change:
        visit = visit_queries.get_visit(change.session, visit_id)
        _must_be_unlocked(visit)
        change.set("visit", visit_id, {"is_unlocked": False})
    return change.summary


def read_unlockings(session: ReadingSession, visit_id: Id) -> tuple[Unlocking, ...]:
    """Each time the report was unlocked, the latest first."""
    reasons = journal.history(session, "visit", visit_id, "unlock_reason")
    found = []
    for entry in journal.history(session, "visit", visit_id, "is_unlocked"):
        if entry.after:
            # The same reason given twice is written once.
            given = (one.after for one in reasons if one.transaction.id <= entry.transaction.id)
            found.append(
                Unlocking(entry.transaction.at, entry.transaction.author, str(next(given, "") or ""))
            )
    return tuple(found)


def problems_of(session: ReadingSession, visit: Visit) -> tuple[str, ...]:
    """The problems that the report of this visit found us able to solve."""
    return tuple(
        need.text
        for need in list_needs(session, visit.account_id)
        if need.visit_id == visit.id and need.is_hidden
    )


def _write(change: Change, visit: Visit, report: VisitReportInput) -> None:
    values: dict[str, object] = {name: getattr(report, name).strip() for name in _TEXTS}
    values |= {
        "state": VisitState.DONE.value,
        "on_day": report.on,
        "at_time": report.at,
        "next_on": report.next_on,
        "met": [id_text(one) for one in report.met],
        "our_people": [id_text(one) for one in report.our_people],
        "is_unlocked": False,
    }
    change.set("visit", visit.id, values)
    for promise in report.promises:
        change.create("action", promise_values(promise, visit.account_id, visit.id, report.on))
    lines = [(line, True) for line in _lines(report.problems)]
    if report.keep_needs:
        lines += [(line, False) for line in _lines(report.needs)]
    _keep_needs(change, visit, lines, report.on)


def promise_values(
    promise: PromiseInput, account_id: Id, visit_id: Id | None, promised_on: date
) -> dict[str, object]:
    """A promise as the action it becomes."""
    return {
        "account_id": account_id,
        "visit_id": visit_id,
        "contact_id": promise.contact_id,
        "text": promise.text.strip(),
        "side": promise.side.value,
        "owner": promise.owner.strip(),
        "promised_on": promised_on,
        "due_on": promise.due_on,
    }


def _keep_needs(change: Change, visit: Visit, lines: Iterable[tuple[str, bool]], on: date) -> None:
    lines = list(lines)
    if not lines:
        return
    contacts = account_queries.list_contacts(change.session, visit.account_id)
    known = {need.text for need in list_needs(change.session, visit.account_id) if need.visit_id == visit.id}
    for line, is_hidden in lines:
        need = read_quick_need(line, contacts)
        if not need.text or need.text in known:
            continue
        known.add(need.text)
        change.create(
            "need",
            {
                "account_id": visit.account_id,
                "visit_id": visit.id,
                "contact_id": need.contact_id,
                "text": need.text,
                "kind": need.kind.value if need.kind else "",
                "is_hidden": is_hidden or need.is_hidden,
                "urgency": need.urgency,
                "answer": NeedAnswer.OPEN.value,
                "noted_on": on,
            },
        )


def _lines(text: str) -> list[str]:
    stripped = (line.strip(" \t-–·•*") for line in text.splitlines())
    return [line for line in stripped if line]


def _must_be_unlocked(visit: Visit) -> None:
    if visit.state is not VisitState.DONE or not visit.is_unlocked:
        raise NotAllowed(_("This report is locked."), hint=_("Unlock it first, and say why."))


def _checked(workspace: Workspace, report: VisitReportInput) -> VisitReportInput:
    if report.on > workspace.clock.today():
        raise BadInput(
            _("A visit in the future cannot be reported yet."),
            hint=_("Set the day it took place."),
            where="on",
        )
    report = replace(report, at=read_time(report.at))
    if not (report.findings.strip() or report.talking_points.strip()):
        raise BadInput(
            _("The report is empty."),
            hint=_("Write at least what was talked about, or what you found."),
            where="talking_points",
        )
    if report.next_on is not None and report.next_on <= report.on:
        raise BadInput(
            _("The next step lies before this visit."),
            hint=_("Set a day after the visit, or none."),
            where="next_on",
        )
    for index, promise in enumerate(report.promises):
        if not promise.text.strip():
            raise BadInput(
                _("This promise has no text."),
                hint=_("Say what was promised, or remove the line."),
                where=f"promises[{index}]",
            )
    return report
