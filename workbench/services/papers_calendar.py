"""The papers of the calendar: the month sheet, the weekly report, the call list, the promise ledger."""

from collections.abc import Sequence
from datetime import date, timedelta

from workbench.documents.call_list import CallListPaper, call_list_pdf
from workbench.documents.month_sheet import MonthSheetPaper, month_sheet_pdf
from workbench.documents.promise_ledger import (
    AccountPromises,
    PromiseLedgerPaper,
    PromiseRow,
    promise_ledger_pdf,
)
from workbench.documents.weekly_report import WeeklyReportPaper, weekly_report_pdf
from workbench.domain.month_sheet import MonthSheet, SheetDay, SheetVisit
from workbench.domain.papers import Paper, PaperSize, Profile
from workbench.domain.visits import Side, Visit
from workbench.domain.weekly_reports import Section
from workbench.foundation.errors import NotAllowed, NotFound
from workbench.foundation.i18n import _, language, use_language
from workbench.foundation.ids import Id
from workbench.foundation.settings import load_settings
from workbench.services.call_list import call_list
from workbench.services.month import MonthView, month_view
from workbench.services.promises import PromiseLedger, PromiseLine, promise_ledger
from workbench.services.weekly_reports import week_view
from workbench.storage.workspace import Workspace

# On the customer's copy what was kept lately stands too: that is what is acknowledged.
KEPT_SHOWN_DAYS = 30


def print_month(
    workspace: Workspace,
    month: date,
    manager_id: Id | None = None,
    *,
    profile: Profile = Profile.INTERNAL,
    paper_size: PaperSize = PaperSize.A4,
    in_language: str | None = None,
) -> Paper:
    """The month of ``month`` as one landscape sheet, of one manager or of all; raises ``NotFound``.

    It names every account, so it is never a customer's paper: ``NotAllowed``.
    """
    refuse_customers(profile)
    with use_language(in_language or language()):
        view = month_view(workspace, month, manager_id)
        whose = ""
        if manager_id is not None:
            if manager_id not in view.managers:
                raise NotFound(_("This person is not there (any more)."), where=manager_id.hex())
            whose = view.managers[manager_id].name
        paper = MonthSheetPaper(
            company=load_settings().company,
            author=workspace.author,
            printed_on=workspace.clock.today(),
            sheet=_sheet(view, whose),
        )
        return month_sheet_pdf(paper, language=language(), paper_size=paper_size)


def print_week(
    workspace: Workspace,
    day: date,
    manager_id: Id | None = None,
    *,
    paper_size: PaperSize = PaperSize.A4,
    in_language: str | None = None,
) -> Paper:
    """The weekly report of the week of ``day``, of the file's owner if nobody is named."""
    view = week_view(workspace, day, manager_id)
    paper = WeeklyReportPaper(
        company=load_settings().company,
        author=workspace.author,
        printed_on=workspace.clock.today(),
        manager=view.manager,
        facts=view.facts,
        texts={section: view.text(section) for section in Section},
        due_on=view.due_on,
        submitted_on=view.report.submitted_on,
    )
    return weekly_report_pdf(paper, language=in_language or language(), paper_size=paper_size)


def print_call_list(
    workspace: Workspace,
    manager_id: Id | None = None,
    *,
    paper_size: PaperSize = PaperSize.A4,
    in_language: str | None = None,
) -> Paper:
    """Whom to call and to visit now and within a week, of one manager or of all."""
    with use_language(in_language or language()):
        found = call_list(workspace, manager_id)
        paper = CallListPaper(
            company=load_settings().company,
            author=workspace.author,
            printed_on=found.today,
            until=found.until,
            manager=found.manager.name if found.manager else "",
            lines=found.lines,
        )
        return call_list_pdf(paper, language=language(), paper_size=paper_size)


def print_promises(
    workspace: Workspace,
    account_id: Id | None = None,
    manager_id: Id | None = None,
    *,
    profile: Profile = Profile.INTERNAL,
    paper_size: PaperSize = PaperSize.A4,
    in_language: str | None = None,
) -> Paper:
    """The promise ledger of an account, of a manager, or of all, with what was kept in the last 30 days.

    The customer's copy has a sheet with signatures for each account, and no task of our own.
    """
    ledger = promise_ledger(workspace, account_id)
    lines = [
        line
        for line in ledger.lines
        if manager_id in (None, line.manager.id if line.manager else None)
        and (profile is Profile.INTERNAL or line.is_promise)
    ]
    shown = [line for line in lines if _is_shown(line, ledger)]
    whose = ""
    if account_id is not None and lines:
        whose = lines[0].account.name
    elif manager_id is not None:
        whose = next((one.name for one in ledger.managers if one.id == manager_id), "")
    paper = PromiseLedgerPaper(
        company=load_settings().company,
        author=workspace.author,
        printed_on=ledger.today,
        # A customer does not read whose list the sheet was taken from.
        whose=whose if profile is Profile.INTERNAL or account_id is not None else "",
        accounts=_by_account(shown),
        ours=ledger.rate(Side.OURS, lines),
        theirs=ledger.rate(Side.THEIRS, lines),
    )
    return promise_ledger_pdf(
        paper, language=in_language or language(), paper_size=paper_size, profile=profile
    )


def refuse_customers(profile: Profile) -> None:
    """Papers that name all accounts are nobody else's: raises ``NotAllowed`` for a customer's copy."""
    if profile is Profile.CUSTOMER:
        raise NotAllowed(
            _("This paper names all your accounts: it is not for customers."), hint=_("Print it as internal.")
        )


def _is_shown(line: PromiseLine, ledger: PromiseLedger) -> bool:
    done_on = line.action.done_on
    return done_on is None or (ledger.today - done_on).days <= KEPT_SHOWN_DAYS


def _by_account(lines: Sequence[PromiseLine]) -> tuple[AccountPromises, ...]:
    by_account: dict[Id, list[PromiseLine]] = {}
    for line in lines:
        by_account.setdefault(line.account.id, []).append(line)
    found = []
    for own in sorted(by_account.values(), key=lambda one: (one[0].account.name, one[0].account.id)):
        account, manager = own[0].account, own[0].manager
        found.append(
            AccountPromises(
                name=account.name,
                code=account.code,
                city=account.city,
                manager=manager.name if manager else "",
                rows=tuple(_row(line) for line in own),
            )
        )
    return tuple(found)


def _row(line: PromiseLine) -> PromiseRow:
    action = line.action
    return PromiseRow(
        text=action.text,
        side=action.side,
        who=line.who,
        made_on=line.made_on,
        due_on=action.due_on,
        done_on=action.done_on,
        state=line.state,
        days_late=line.days_late,
        task="" if line.is_promise else line.origin.label,
    )


def _sheet(view: MonthView, whose: str) -> MonthSheet:
    by_day: dict[date, list[Visit]] = {}
    for visit in view.visits:
        by_day.setdefault(visit.on, []).append(visit)
    days = []
    for offset in range((view.last - view.first).days + 1):
        on = view.first + timedelta(days=offset)
        load = view.loads.get(on)
        days.append(
            SheetDay(
                on=on,
                is_free=not view.calendar.is_workday(on),
                name=_day_name(view, on),
                load=load.visits if load else 0,
                capacity=load.capacity if load else 0,
                visits=tuple(
                    _visit(visit, view, with_person=not whose)
                    for visit in sorted(by_day.get(on, ()), key=lambda one: (one.at or "~", one.id))
                ),
            )
        )
    return MonthSheet(view.month, whose, tuple(days))


def _day_name(view: MonthView, on: date) -> str:
    name = view.calendar.day_name(on, language())
    if view.calendar.is_make_up(on):
        return _("Work: {name}").format(name=name)
    return name if view.calendar.is_holiday(on) else ""


def _visit(visit: Visit, view: MonthView, *, with_person: bool) -> SheetVisit:
    account = view.accounts.get(visit.account_id)
    manager = view.managers.get(visit.manager_id) if visit.manager_id and with_person else None
    return SheetVisit(
        at=visit.at,
        account=account.short if account else "",
        city=account.city if account else "",
        kind=visit.kind,
        state=visit.state,
        person=manager.name if manager else "",
    )
