"""The command that makes papers: print."""

from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import Any

import click

from workbench.cli.options import DAY, FILE, Invocation, argument, command, option
from workbench.cli.options import MONTH as OF_MONTH
from workbench.cli.output import Answer
from workbench.domain.influence_shapes import MapView
from workbench.domain.papers import Paper, PaperSize, Profile
from workbench.domain.visits import Visit, VisitState
from workbench.foundation.errors import NotFound
from workbench.foundation.files import write_bytes
from workbench.foundation.i18n import N_, _, language, ngettext
from workbench.foundation.ids import Id
from workbench.services.accounts import find_account, get_account_overview
from workbench.services.outputs import check_output
from workbench.services.records import find_record_id
from workbench.storage.workspace import Workspace

PLAN, VISIT, BRIEF, MAP, CONTRACT = "plan", "visit", "brief", "map", "contract"
WEEK, MONTH, CALL_LIST, PROMISES, CONTACTS = "week", "month", "call-list", "promises", "contacts"
PORTFOLIO = "portfolio"
NOTICE = "notice"
COMPLAINT, SERVICE_REPORT = "complaint", "service-report"
RECOVERY = "recovery"
HANDOVER = "handover"
MANUAL = "manual"
OF_MANAGER = (WEEK, MONTH, CALL_LIST, PROMISES, CONTACTS)
OF_CALENDAR = (*OF_MANAGER, PORTFOLIO)
WORD = ".docx"


@command(
    "print",
    short_help=N_("Make a PDF: a plan, a report, a brief, a month, a list."),
    help=N_(
        "Make a PDF in the language of --lang. PAPER is “plan”, the account plan of an account; “visit”, "
        "the report of a visit: the one of --visit, or the latest one of the account; or “brief”, one "
        "page to read before a visit: the one of --visit, or the account's next one; “map”, the influence "
        "map of an account in one --view, with what changed since --from; “contract”, the one of --contract "
        "or the only one of the account, or its --amendment, in Word where FILE ends in .docx. "
        "Without an account: "
        "“week”, the weekly report of the week of --from; “month”, the visits of the month of --from on one "
        "sheet; “call-list”, whom to ring and to visit now; “promises”, what was promised by us and to us, "
        "with --profile customer for signature; “contacts”, how to reach everybody, or those of --account; "
        "“portfolio”, what all accounts are worth, or the one of --account; “notice”, all that the service "
        "request of --service needs and promises; “complaint”, the record of the one of --complaint; "
        "“handover”, the book of a --handover, or of each --account that is to change hands; "
        "“service-report”, complaints and service requests of --month; “recovery”, the sheet with the code "
        "that opens the file where its passphrase is forgotten; “manual”, how to work with the program, for "
        "which no workspace is needed. --manager names whose."
    ),
    examples=(
        (
            "workbench --workspace my.workbench print plan --account K001 --out plan.pdf",
            N_("an account plan"),
        ),
        (
            "workbench --workspace my.workbench print visit --account K001 --profile customer --out v.pdf",
            N_("the latest visit, in a form that the customer may read"),
        ),
        (
            "workbench --workspace my.workbench print brief --account K001 --out brief.pdf",
            N_("what to know before the next visit, on one page"),
        ),
        (
            "workbench --workspace my.workbench print map --account K001 --from 2026-06-30 --out map.pdf",
            N_("who decides there, and what changed since then"),
        ),
        (
            "workbench --workspace my.workbench print week --from 2026-11-16 --out week.pdf",
            N_("the weekly report of that week"),
        ),
        (
            "workbench --workspace my.workbench print promises --account K001 --profile customer --out p.pdf",
            N_("what both sides promised, for signature"),
        ),
        (
            "workbench --workspace my.workbench print contract --contract K1 --profile customer --out c.docx",
            N_("a contract as a Word document, without our annex"),
        ),
    ),
)
@argument(
    "paper",
    type=click.Choice(
        [
            PLAN,
            VISIT,
            BRIEF,
            MAP,
            CONTRACT,
            COMPLAINT,
            NOTICE,
            SERVICE_REPORT,
            RECOVERY,
            HANDOVER,
            MANUAL,
            *OF_CALENDAR,
        ]
    ),
    help=N_("Which paper."),
)
@option("--out", type=FILE, required=True, metavar="FILE", help=N_("The PDF to write."))
@option(
    "--account",
    "accounts",
    multiple=True,
    metavar="A",
    help=N_("The account: its code, name or id; of “handover” several."),
)
@option("--handover", metavar="ID", help=N_("The handover: its id or how it begins."))
@option("--visit", metavar="ID", help=N_("The visit."))
@option("--contract", metavar="C", help=N_("The contract: its number, title or id."))
@option("--amendment", type=int, metavar="N", help=N_("The amendment of the contract, by its number."))
@option("--service", metavar="S", help=N_("The service request: its number or id."))
@option("--complaint", metavar="C", help=N_("The complaint: its number or id."))
@option("--month", "of_month", type=OF_MONTH, help=N_("The month of the report; this one if none is given."))
@option("--from", "day", type=DAY, help=N_("A day of the week or month; today if none is given."))
@option(
    "--view",
    type=click.Choice([one.value for one in MapView]),
    default=MapView.CHART.value,
    show_default=True,
    help=N_("How the map shows people."),
)
@option("--manager", metavar="NAME", help=N_("Whose week, month or list."))
@option(
    "--profile",
    type=click.Choice([one.value for one in Profile]),
    default=Profile.INTERNAL.value,
    show_default=True,
    help=N_("Who reads it."),
)
@option(
    "--paper-size",
    type=click.Choice([one.value for one in PaperSize]),
    default=PaperSize.A4.value,
    show_default=True,
    help=N_("The sheet."),
)
@click.pass_obj
def print_(
    invocation: Invocation,
    paper: str,
    out: Path,
    accounts: tuple[str, ...],
    handover: str | None,
    visit: str | None,
    contract: str | None,
    amendment: int | None,
    service: str | None,
    complaint: str | None,
    of_month: date | None,
    day: date | None,
    view: str,
    manager: str | None,
    profile: str,
    paper_size: str,
) -> Answer:
    """Make a PDF."""
    of_calendar = paper in OF_CALENDAR
    account = accounts[-1] if accounts else None
    if paper == HANDOVER and bool(handover) == bool(accounts):
        raise click.UsageError(_("Say with --handover which handover, or with --account which accounts."))
    if paper != HANDOVER and len(accounts) > 1:
        raise click.UsageError(_("This paper is about one account."))
    if paper == NOTICE and service is None:
        raise click.UsageError(_("Say with --service which request the paper is about."))
    if paper == COMPLAINT and complaint is None:
        raise click.UsageError(_("Say with --complaint which complaint the paper is about."))
    if paper == CONTRACT and contract is None and account is None:
        raise click.UsageError(_("Say with --contract which contract to print."))
    if (
        paper not in (CONTRACT, COMPLAINT, NOTICE, SERVICE_REPORT, RECOVERY, HANDOVER, MANUAL, *OF_CALENDAR)
        and account is None
        and (visit is None or paper in (PLAN, MAP))
    ):
        raise click.UsageError(_("Say with --account which account the paper is about."))
    if paper != CONTRACT and out.suffix.lower() == WORD:
        raise click.UsageError(_("Only a contract is made in Word: give a name that ends in .pdf."))
    if manager is not None and paper not in OF_MANAGER:
        raise click.UsageError(_("This paper is not of one manager: leave --manager out."))
    if paper == MANUAL:
        return _save(_make_manual(invocation, out, PaperSize(paper_size)), out)
    with invocation.workspace() as workspace:
        check_output(out, inputs=[workspace.path])
        chosen = Profile(profile), PaperSize(paper_size)
        if of_calendar:
            made = _make_of_calendar(workspace, paper, account, day, manager, *chosen)
        elif paper == NOTICE:
            made = _make_notice(workspace, service or "", *chosen)
        elif paper == COMPLAINT:
            made = _make_complaint(workspace, complaint or "", *chosen)
        elif paper == RECOVERY:
            made = _make_recovery(workspace, invocation.passphrase or "", chosen[1])
        elif paper == HANDOVER:
            made = _make_handover(workspace, handover, accounts, *chosen)
        elif paper == SERVICE_REPORT:
            made = _make_service_report(workspace, of_month, *chosen)
        elif paper == CONTRACT:
            made = _make_contract(workspace, contract, account, amendment, out, *chosen)
        elif paper == MAP:
            made = _make_map(workspace, account or "", MapView(view), day, *chosen)
        else:
            made = _make(workspace, paper, account or "", visit, *chosen)
    return _save(made, out, private=paper == RECOVERY)


def _save(made: Paper, out: Path, *, private: bool = False) -> Answer:
    write_bytes(out, made.content, private=private)

    def text() -> str:
        if not made.pages:
            return _("Saved {file}.").format(file=out)
        pages = ngettext("{count} page", "{count} pages", made.pages).format(count=made.pages)
        return _("Saved {file}, {pages}.").format(file=out, pages=pages)

    return Answer({"file": out, "pages": made.pages or None}, text)


def _make_manual(invocation: Invocation, out: Path, size: PaperSize) -> Paper:
    from workbench.manual import make_manual

    check_output(out, inputs=[])
    return make_manual(invocation.clock.today(), size, language())


def _make_handover(
    workspace: Workspace, handover: str | None, accounts: Sequence[str], profile: Profile, size: PaperSize
) -> Paper:
    from workbench.cli.handovers import make_book
    from workbench.services.papers_calendar import refuse_customers

    refuse_customers(profile)
    return make_book(workspace, handover, accounts, size)


def _make_notice(workspace: Workspace, service: str, profile: Profile, size: PaperSize) -> Paper:
    from workbench.services.service_papers import print_notice

    service_id = Id(bytes.fromhex(find_record_id(workspace, "services", service)))
    return print_notice(workspace, service_id, profile=profile, paper_size=size)


def _make_complaint(workspace: Workspace, complaint: str, profile: Profile, size: PaperSize) -> Paper:
    from workbench.services.complaint_papers import print_complaint
    from workbench.services.complaints import find_complaint

    complaint_id = find_complaint(workspace, complaint).id
    return print_complaint(workspace, complaint_id, profile=profile, paper_size=size)


def _make_recovery(workspace: Workspace, passphrase: str, size: PaperSize) -> Paper:
    from workbench.services.recovery import print_recovery

    return print_recovery(workspace, passphrase, paper_size=size)


def _make_service_report(
    workspace: Workspace, month: date | None, profile: Profile, size: PaperSize
) -> Paper:
    from workbench.services.complaint_papers import print_service_report
    from workbench.services.papers_calendar import refuse_customers

    refuse_customers(profile)
    return print_service_report(workspace, month or workspace.clock.today(), paper_size=size)


def _make_contract(
    workspace: Workspace,
    contract: str | None,
    account: str | None,
    amendment: int | None,
    out: Path,
    profile: Profile,
    size: PaperSize,
) -> Paper:
    from workbench.services.contract_papers import contract_word, find_contract, print_contract

    contract_id = find_contract(workspace, contract or "", account or "")
    how: dict[str, Any] = {"amendment": amendment, "profile": profile, "paper_size": size}
    if out.suffix.lower() == WORD:
        # Where its pages end, Word decides.
        return Paper(contract_word(workspace, contract_id, **how), 0)
    return print_contract(workspace, contract_id, **how)


def _make_map(
    workspace: Workspace, account: str, view: MapView, since: date | None, profile: Profile, size: PaperSize
) -> Paper:
    from workbench.services.influence_papers import print_influence_map

    account_id = find_account(workspace, account).id
    return print_influence_map(
        workspace, account_id, view=view, compare=since, profile=profile, paper_size=size
    )


def _make(
    workspace: Workspace, paper: str, account: str, visit: str | None, profile: Profile, size: PaperSize
) -> Paper:
    from workbench.services.papers import print_account_plan
    from workbench.services.visit_papers import print_account_brief, print_visit_brief, print_visit_report

    if paper == PLAN:
        account_id = find_account(workspace, account).id
        return print_account_plan(workspace, account_id, profile=profile, paper_size=size)
    if visit is not None:
        visit_id = Id(bytes.fromhex(find_record_id(workspace, "visits", visit)))
        made = print_visit_brief if paper == BRIEF else print_visit_report
        return made(workspace, visit_id, profile=profile, paper_size=size)
    if paper == BRIEF:
        account_id = find_account(workspace, account).id
        return print_account_brief(workspace, account_id, profile=profile, paper_size=size)
    visit_id = _latest_report(workspace, account).id
    return print_visit_report(workspace, visit_id, profile=profile, paper_size=size)


def _make_of_calendar(
    workspace: Workspace,
    paper: str,
    account: str | None,
    day: date | None,
    manager: str | None,
    profile: Profile,
    size: PaperSize,
) -> Paper:
    from workbench.services import papers_calendar as papers
    from workbench.services.contact_papers import print_contact_list
    from workbench.services.portfolio_papers import print_account_portfolio, print_portfolio
    from workbench.services.weekly_reports import find_manager

    whose = find_manager(workspace, manager) if manager is not None else None
    on = day or workspace.clock.today()
    account_id = find_account(workspace, account).id if account is not None else None
    if paper == PROMISES:
        return papers.print_promises(workspace, account_id, whose, profile=profile, paper_size=size)
    if paper == CONTACTS:
        return print_contact_list(workspace, account_id, whose, profile=profile, paper_size=size)
    if paper == MONTH:
        return papers.print_month(workspace, on, whose, profile=profile, paper_size=size)
    if paper == PORTFOLIO and account_id is not None:
        return print_account_portfolio(workspace, account_id, profile=profile, paper_size=size)
    papers.refuse_customers(profile)
    if paper == PORTFOLIO:
        return print_portfolio(workspace, paper_size=size)
    if paper == WEEK:
        return papers.print_week(workspace, on, whose, paper_size=size)
    return papers.print_call_list(workspace, whose, paper_size=size)


def _latest_report(workspace: Workspace, account: str) -> Visit:
    visits = get_account_overview(workspace, find_account(workspace, account).id).visits
    done = [visit for visit in visits if visit.state is VisitState.DONE]
    if not done:
        raise NotFound(
            _("No visit of this account has a report yet."), hint=_("File a report first."), where=account
        )
    return done[-1]
