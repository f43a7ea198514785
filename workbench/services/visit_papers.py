"""Papers about visits: the brief of one, of an account, of all of a day or a week; the filed report."""

from datetime import date

from workbench.documents.visit_brief import VisitBriefPaper, visit_brief_pdf
from workbench.documents.visit_report import VisitReportPaper, visit_report_pdf
from workbench.domain.papers import Paper, PaperSize, Profile
from workbench.domain.visit_brief import VisitBrief
from workbench.domain.visits import Visit, VisitState
from workbench.foundation.errors import NotAllowed
from workbench.foundation.i18n import _, language
from workbench.foundation.ids import Id
from workbench.foundation.settings import load_settings
from workbench.services.visit_brief import account_brief, brief_of, facts_of, gather
from workbench.services.visit_reports import problems_of
from workbench.services.visits import get_visit_view
from workbench.storage.queries.accounts import list_managers
from workbench.storage.queries.visits import list_visits
from workbench.storage.workspace import Workspace


def print_visit_brief(
    workspace: Workspace,
    visit_id: Id,
    *,
    profile: Profile = Profile.INTERNAL,
    paper_size: PaperSize = PaperSize.A4,
    in_language: str | None = None,
) -> Paper:
    """The brief of a visit on one page; raises ``NotFound``."""
    code = in_language or language()
    return _print(workspace, (brief_of(workspace, visit_id).facts,), profile, paper_size, code)


def print_account_brief(
    workspace: Workspace,
    account_id: Id,
    *,
    profile: Profile = Profile.INTERNAL,
    paper_size: PaperSize = PaperSize.A4,
    in_language: str | None = None,
) -> Paper:
    """The brief of the account's next visit, or of the account where none lies ahead; raises ``NotFound``."""
    code = in_language or language()
    return _print(workspace, (account_brief(workspace, account_id),), profile, paper_size, code)


def print_briefs(
    workspace: Workspace,
    first: date,
    last: date,
    *,
    manager_id: Id | None = None,
    profile: Profile = Profile.INTERNAL,
    paper_size: PaperSize = PaperSize.A4,
    in_language: str | None = None,
) -> Paper:
    """The briefs of all open visits from ``first`` to ``last``, one page each, in order of time.

    Raises ``NotFound`` where there is none.
    """
    code = in_language or language()
    today = workspace.clock.today()
    with workspace.read() as session:
        visits = list_visits(session, first=first, last=last, manager_id=manager_id)
        visits = [one for one in visits if one.state.is_open]
        found = {one: gather(session, one, today) for one in {visit.account_id for visit in visits}}
    briefs = tuple(facts_of(found[visit.account_id], visit) for visit in visits)
    return _print(workspace, briefs, profile, paper_size, code)


def print_visit_report(
    workspace: Workspace,
    visit_id: Id,
    *,
    profile: Profile = Profile.INTERNAL,
    paper_size: PaperSize = PaperSize.A4,
    in_language: str | None = None,
) -> Paper:
    """The report of a visit as a PDF; raises ``NotFound``, and ``NotAllowed`` before the report is filed."""
    view = get_visit_view(workspace, visit_id)
    if view.visit.state is not VisitState.DONE:
        raise NotAllowed(_("This visit has no report yet."), hint=_("File the report, then print it."))
    with workspace.read() as session:
        names = {one.id: one.name for one in list_managers(session)}
        problems = problems_of(session, view.visit)
        after = list_visits(session, account_id=view.visit.account_id)
    met = {one.id: one for one in view.contacts}
    paper = VisitReportPaper(
        company=load_settings().company,
        author=workspace.author,
        printed_on=workspace.clock.today(),
        visit=view.visit,
        account=view.account,
        manager=view.manager.name if view.manager else "",
        met=tuple(met[one] for one in view.visit.met if one in met),
        our_people=tuple(
            names[one] for one in view.visit.our_people if one in names and one != view.visit.manager_id
        ),
        promises=view.promises,
        problems=problems,
        next_visit=_next_visit(after, view.visit),
    )
    return visit_report_pdf(paper, language=in_language or language(), paper_size=paper_size, profile=profile)


def _next_visit(visits: list[Visit], reported: Visit) -> Visit | None:
    """The next visit in the calendar after the one reported."""
    return next((one for one in visits if one.state.is_open and one.on > reported.on), None)


def _print(
    workspace: Workspace, briefs: tuple[VisitBrief, ...], profile: Profile, size: PaperSize, code: str
) -> Paper:
    paper = VisitBriefPaper(load_settings().company, workspace.author, workspace.clock.today(), briefs)
    return visit_brief_pdf(paper, language=code, paper_size=size, profile=profile)
