"""The main job from end to end without a screen (1-product): sheets in, plan, report, papers, merge.

Every step goes through the services that the window uses. Whatever does not come out as it must raises
an error, so that a demo that ends has shown that all of it works.
"""

from collections.abc import Callable, Iterator, Mapping
from contextlib import ExitStack, closing, contextmanager
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path

from workbench.domain.imports import ImportKind
from workbench.domain.periods import month_starts_back
from workbench.domain.value import AbcClass
from workbench.foundation.clock import Clock
from workbench.foundation.errors import BadInput, NotFound
from workbench.foundation.files import os_errors, write_bytes
from workbench.foundation.i18n import (
    _,
    format_date,
    format_money,
    format_month,
    format_number,
    format_percent_bp,
    ngettext,
)
from workbench.foundation.ids import Id
from workbench.services import (
    accounts,
    imports,
    papers,
    period_plans,
    planning,
    records,
    visit_papers,
    visit_plan_acceptance,
)
from workbench.services import tiers as tiering
from workbench.services import visit_reports as reporting
from workbench.services import visits as visiting
from workbench.services.backups import BACKUP_FOLDER
from workbench.services.demo_handover import hand_over, merge_twice
from workbench.services.demo_report import DemoReport, must
from workbench.services.month import DayLoad, month_view
from workbench.services.outputs import check_output
from workbench.services.sample_data import sample_sheets
from workbench.services.today import today_view
from workbench.services.value import analyse_abc
from workbench.services.workspaces import new_workspace
from workbench.storage.lock import FileInUse
from workbench.storage.workspace import Workspace

REP_FILE, HEAD_FILE, EXPORT_FILE = "demo.workbench", "demo-head.workbench", "demo-export.workbench"
PLAN_FILE, REPORT_FILE, SUMMARY_FILE = "account-plan.pdf", "visit-report.pdf", "summary.txt"
_SHEETS = (".csv", ".xlsx", ".xls", ".ods")
_SHOWN = 5
_PROMISE_DAYS = 14


@dataclass(frozen=True)
class DemoResult:
    """What the demo made. ``exported`` and ``merged`` count journal entries; ``rejected`` rows of sheets."""

    workspace: Path
    head: Path
    files: tuple[Path, ...]
    accounts: int
    visits: int
    exported: int
    merged: int
    rejected: int
    summary: str


def run_demo(
    out: Path, *, clock: Clock, sheets: Path | None = None, on_step: Callable[[str], None] | None = None
) -> DemoResult:
    """Do the whole main job on the sheets of a folder and leave what it made in ``out``.

    ``sheets`` holds ``accounts``, ``sales`` and, if there are any, ``contacts``, ``visits``,
    ``complaints`` and ``contracts`` as CSV or workbook; without it the shipped sample is taken, its dates
    moved to today. Files that an earlier demo left in ``out`` are replaced, workspaces that no demo made
    are not (``NotAllowed``). Raises the named error of the step that failed.
    """
    if out.exists() and not out.is_dir():
        raise BadInput(_("This is a file, not a folder."), hint=_("Name a folder."), where=str(out))
    with os_errors(out):
        out.mkdir(parents=True, exist_ok=True)
        _clear(out)
    # From now on the workspaces here are a demo's, even if it is stopped half-way.
    write_bytes(out / SUMMARY_FILE, b"")
    report = DemoReport(on_step)
    with ExitStack() as stack:
        folder = sheets or stack.enter_context(sample_sheets(clock.today()))
        rep = stack.enter_context(_workspace(out / REP_FILE, clock, _("Demo rep")))
        rejected = _import(rep, folder, report)
        best = _classify(rep, report)
        _plan(rep, report)
        visit = _report_visit(rep, best, report)
        _look_at_today(rep, report)
        printed = _print(rep, best, visit, out, report)
        exported = hand_over(rep, out / EXPORT_FILE, report)
        account_count = records.list_records(rep, "accounts", limit=0).total
        visit_count = records.list_records(rep, "visits", limit=0).total
        with _workspace(out / HEAD_FILE, clock, _("Demo head")) as head:
            merged = merge_twice(rep, head, out / EXPORT_FILE, exported, report)
    write_bytes(out / SUMMARY_FILE, report.text.encode())
    return DemoResult(
        workspace=out / REP_FILE,
        head=out / HEAD_FILE,
        files=(out / REP_FILE, out / HEAD_FILE, out / EXPORT_FILE, *printed, out / SUMMARY_FILE),
        accounts=account_count,
        visits=visit_count,
        exported=exported,
        merged=merged,
        rejected=rejected,
        summary=report.text,
    )


def _clear(out: Path) -> None:
    """Remove what an earlier demo left, and nothing else.

    Raises ``Locked`` for a file that is open, and ``NotAllowed`` for a workspace that no demo left: the
    summary of the demo does not lie beside it, or it bears the name of a paper.
    """
    for name in (PLAN_FILE, REPORT_FILE, SUMMARY_FILE):
        check_output(out / name)
    if not (out / SUMMARY_FILE).exists():
        for name in (REP_FILE, HEAD_FILE, EXPORT_FILE):
            check_output(out / name)
    for name in (REP_FILE, HEAD_FILE, EXPORT_FILE):
        if (out / name).exists():
            held = FileInUse(out / name)
            (out / name).unlink()
            held.release(remove=True)
    for name in (PLAN_FILE, REPORT_FILE, SUMMARY_FILE):
        (out / name).unlink(missing_ok=True)
    for kept in out.glob(f"{BACKUP_FOLDER}/{Path(HEAD_FILE).stem}.*"):
        kept.unlink()


@contextmanager
def _workspace(path: Path, clock: Clock, author: str) -> Iterator[Workspace]:
    with closing(new_workspace(path, clock=clock, author=author)) as workspace:
        yield workspace


def _import(workspace: Workspace, folder: Path, report: DemoReport) -> int:
    report.step(_("Sheets imported"))
    rejected = 0
    for kind in ImportKind:
        sheet = next((path for end in _SHEETS if (path := folder / f"{kind.value}{end}").exists()), None)
        if sheet is None:
            if kind in (ImportKind.ACCOUNTS, ImportKind.SALES):
                raise NotFound(
                    _("The folder has no sheet of {kind}.").format(kind=kind.label.lower()),
                    hint=_("Name it {kind}.csv or {kind}.xlsx.").format(kind=kind.value),
                    where=str(folder),
                )
            continue
        result = imports.run_import(workspace, kind, sheet)
        rejected += result.rejected
        report.say(
            _("{kind}: {new} new, {rejected} rejected, from {file}").format(
                kind=kind.label,
                new=format_number(result.created),
                rejected=format_number(result.rejected),
                file=sheet.name,
            )
        )
        for problem in result.problems[:_SHOWN]:
            report.say(f"  {problem.row} {problem.column}: {problem.message}")
    if not records.list_records(workspace, "accounts", limit=0).total:
        raise BadInput(_("The sheets hold no account."), where=str(folder))
    return rejected


def _classify(workspace: Workspace, report: DemoReport) -> Id:
    """ABC classes and tiers; returns the account with the largest sales."""
    report.step(_("ABC classes and tiers from the sales"))
    analysis = analyse_abc(workspace)
    for abc_class in AbcClass:
        members = [line.row for line in analysis.lines if line.row.abc_class is abc_class]
        count = ngettext("{count} account", "{count} accounts", len(members)).format(count=len(members))
        amount = format_money(sum(row.amount_fen for row in members))
        report.say(
            _("Class {name}: {count}, {amount}").format(name=abc_class.value, count=count, amount=amount)
        )
    share = format_percent_bp(analysis.top20_share_bp, digits=1)
    report.say(_("The best fifth of the accounts holds {share} of the sales.").format(share=share))
    review = tiering.review_tiers(workspace)
    for proposal in review.proposals[:_SHOWN]:
        tier = proposal.suggestion.tier.label
        report.say(f"{proposal.name} → {tier}: {proposal.reason}")
    tiering.accept_tiers(workspace, review.proposals)
    report.say(_("{count} tiers confirmed, each with its reason.").format(count=len(review.proposals)))
    must(not tiering.review_tiers(workspace).proposals, _("accepted tiers are suggested again"))
    return analysis.lines[0].row.account_id


def _plan(workspace: Workspace, report: DemoReport) -> None:
    start, end = planning.next_quarter(workspace.clock.today())
    title = _("Visits planned from {start} to {end}")
    report.step(title.format(start=format_date(start), end=format_date(end)))
    duties = planning.list_duties(workspace, start, end)
    report.say(_("The frequency policy requires {count} visits, for example:").format(count=len(duties)))
    names = {row["id"]: row["name"] for row in records.list_records(workspace, "accounts").rows}
    for duty in duties[:_SHOWN]:
        report.say(f"  {format_date(duty.ideal_on)} {names[duty.account_id.hex()]}: {duty.reason()}")
    planned = period_plans.plan_period(workspace, start, end)
    must(planned.required == len(duties), _("placed and listed visits are not all that are required"))
    calendar = planned.known.calendar
    days = [item.on for one in planned.plans for item in one.placed]
    must(all(calendar.is_workday(day) for day in days), _("a visit lies on a day off"))
    visit_plan_acceptance.accept_plan(workspace, planned)
    report.say(
        _("{placed} placed on working days, {left} without a place, {days} days off the ideal dates.").format(
            placed=planned.placed, left=planned.required - planned.placed, days=planned.deviation_days
        )
    )
    report.say(
        _("Proven: no plan is nearer to the ideal dates.")
        if planned.optimal
        else _("At most {gap} days above the best possible.").format(gap=planned.gap)
    )
    for year in planned.years_without_notice:
        report.say(_("No official calendar of {year} is known: plain weekends.").format(year=year))
    stored = visiting.list_visits_between(workspace, start, end)
    must(len(stored) >= planned.placed, _("the calendar does not hold the plan"))


def _report_visit(workspace: Workspace, account_id: Id, report: DemoReport) -> Id:
    """Schedule a visit for today and report it with a promise; returns its id."""
    report.step(_("A visit reported"))
    today = workspace.clock.today()
    visiting.schedule_visit(workspace, account_id, today, at="10:00", purpose=_("Demand of the next quarter"))
    planned = [
        visit
        for visit in visiting.list_visits_between(workspace, today, today)
        if visit.account_id == account_id and visit.state.is_open
    ]
    must(bool(planned), _("the visit is not in the calendar"))
    visit_id, view = planned[-1].id, accounts.get_account_overview(workspace, account_id)
    due_on = today + timedelta(days=_PROMISE_DAYS)
    promise = visiting.PromiseInput(_("Send the revised quotation"), owner=workspace.author, due_on=due_on)
    filed = reporting.VisitReportInput(
        on=today,
        at="10:00",
        place=view.account.city,
        met=tuple(contact.id for contact in view.contacts[:2]),
        purpose=_("Demand of the next quarter"),
        talking_points=_("Stock, prices and delivery dates"),
        findings=_("They want to place one order a month instead of three."),
        needs=_("Shorter delivery times"),
        demand_forecast=_("A tenth more than last year"),
        promises=(promise,),
    )
    reporting.report_visit(workspace, visit_id, filed)
    open_actions = accounts.get_account_overview(workspace, account_id).open_actions
    kept = [action for action in open_actions if action.visit_id == visit_id]
    must(len(kept) == 1, _("the promise did not become an action"))
    report.say(f"{view.account.name}, {format_date(today)}: {filed.findings}")
    report.say(_("Promised: {text}, due {day}").format(text=promise.text, day=format_date(due_on)))
    return visit_id


def _look_at_today(workspace: Workspace, report: DemoReport) -> None:
    view = today_view(workspace)
    report.step(_("Today, {day}").format(day=format_date(view.today, weekday=True)))
    for label, value in (
        (_("Visits today"), len(view.agenda)),
        (_("Due within a week without a date"), len(view.due)),
        (_("Past visits without a report"), len(view.unreported)),
        (_("Promises due within a week"), len(view.promises)),
        (_("Open complaints"), len(view.complaints)),
        (_("Contracts that end soon"), len(view.contracts)),
        (_("Birthdays within a week"), len(view.birthdays)),
    ):
        report.say(f"{label}: {value}")
    start, end = planning.next_quarter(view.today)
    report.step(_("The calendar"))
    for first in month_starts_back(end, 3):
        month = month_view(workspace, first)
        within = {day: load for day, load in month.loads.items() if start <= day <= end}
        full = sum(load.visits == load.capacity > 0 for load in within.values())
        _check_loads(within)
        report.say(
            _("{month}: {visits} visits, {full} days full").format(
                month=format_month(first), visits=month.planned, full=full
            )
        )


def _check_loads(loads: Mapping[date, DayLoad]) -> None:
    over = [day for day, load in loads.items() if load.visits > load.capacity]
    must(not over, _("a day holds more visits than it takes"))


def _print(
    workspace: Workspace, account_id: Id, visit_id: Id, out: Path, report: DemoReport
) -> tuple[Path, ...]:
    report.step(_("Papers"))
    for name, paper in (
        (PLAN_FILE, papers.print_account_plan(workspace, account_id)),
        (REPORT_FILE, visit_papers.print_visit_report(workspace, visit_id)),
    ):
        write_bytes(out / name, paper.content)
        pages = ngettext("{count} page", "{count} pages", paper.pages).format(count=paper.pages)
        report.say(f"{name}: {pages}")
    return out / PLAN_FILE, out / REPORT_FILE
