"""The account plan's analysis 分析: people, what they told us, complaints, contracts (2-rules §17, §6)."""

from workbench.documents.layout import Together
from workbench.documents.marks import OverdueMark, SupportMark
from workbench.documents.outline import Heading, Outline
from workbench.documents.paragraph import Block, Run, Text
from workbench.documents.styles import BODY, CELL, LEAD, NOTE, SECOND
from workbench.documents.tables import Column, DataTable
from workbench.documents.wording import clipped, joined, paper_date
from workbench.domain.account_plan import AccountPlanPaper
from workbench.domain.account_plan_takeaways import people_takeaway
from workbench.domain.accounts import Contact
from workbench.domain.contracts import Contract
from workbench.domain.visits import Visit
from workbench.foundation.i18n import _, format_money, ngettext, pgettext

_HEARD = 6
_NEEDS = 10


def analysis(paper: AccountPlanPaper, outline: Outline, *, internal: bool) -> list[Block]:
    """The section; ``internal`` adds roles, support and what was heard on visits."""
    heading = Heading(outline.add(_("Analysis") if internal else _("People, complaints, contracts"), 0))
    lead = Text(people_takeaway(paper, internal=internal), LEAD)
    blocks: list[Block] = [Together([heading, lead, *_people(paper, outline, internal=internal)])]
    if internal:
        blocks += [Text(_legend(), NOTE)] if paper.contacts else []
        blocks += [Together(_needs(paper, outline))] if paper.needs else []
        blocks.append(Together(_heard(paper, outline)))
    blocks.append(Together(_complaints(paper, outline)))
    blocks.append(Together(_contracts(paper, outline)))
    return blocks


def _none(text: str) -> Text:
    return Text(text, BODY.tinted(SECOND))


def _people(paper: AccountPlanPaper, outline: Outline, *, internal: bool) -> list[Block]:
    heading = Heading(outline.add(_("People"), 1))
    if not paper.contacts:
        return [heading, _none(_("No contact is recorded."))]
    people = sorted(paper.contacts, key=lambda one: (-(one.influence or 0), one.name))
    if not internal:
        columns = [
            Column(pgettext("person", "Name")),
            Column(pgettext("person", "Title")),
            Column(_("Department")),
        ]
        rows = [[one.name, one.title, one.department] for one in people]
        return [heading, DataTable(columns, rows)]
    last_met = paper.last_met
    columns = [
        Column(pgettext("person", "Name"), share=1.5),
        Column(_("Role in the decision"), share=1.1),
        Column(_("Influence"), points=52, right=True),
        Column(_("Support"), points=76),
        Column(_("Last met"), points=62),
    ]
    table = [
        [
            _name(one),
            joined([role.label for role in one.roles]) or "–",
            str(one.influence) if one.influence is not None else "–",
            SupportMark(one.support, support_label(one.support)) if one.support is not None else "–",
            paper_date(last_met.get(one.id)) or _("never"),
        ]
        for one in people
    ]
    return [heading, DataTable(columns, table, after=4)]


def _name(contact: Contact) -> Text:
    where = joined([contact.title, contact.department])
    return Text([Run(contact.name, bold=True), Run("  " + where if where else "", colour=SECOND)], CELL)


def support_label(support: int) -> str:
    """The word for support −2…+2 (2-rules §6)."""
    return {
        2: pgettext("support", "Champion"),
        1: pgettext("support", "Supporter"),
        0: pgettext("support", "Neutral"),
        -1: pgettext("support", "Critic"),
        -2: pgettext("support", "Blocker"),
    }[support]


def _legend() -> str:
    return _("Influence 1–5, 5 is the strongest. Support from champion to blocker. Not for the customer.")


def _needs(paper: AccountPlanPaper, outline: Outline) -> list[Block]:
    """The open needs, the urgent ones first, with our answer and what is planned for them."""
    names = {one.id: one.name for one in paper.contacts}
    rows: list[list[str | Block]] = []
    for need in paper.needs[:_NEEDS]:
        measures = [clipped(one.text, 80) for one in paper.actions if one.need_id == need.id]
        answer = joined([need.answer.label, clipped(need.answer_text, 120), *measures])
        who = names.get(need.contact_id, "") if need.contact_id else _("The organisation")
        what = joined([need.kind.label if need.kind else "", _("hidden") if need.is_hidden else ""])
        text = Text([Run(clipped(need.text, 200)), Run("\n" + what if what else "", None, SECOND)], CELL)
        rows.append([str(need.urgency or "–"), text, who, answer])
    columns = [
        Column(_("Urgency"), points=48),
        Column(_("Need"), share=1.4),
        Column(_("Whose"), points=84),
        Column(_("Our answer"), share=1),
    ]
    return [Heading(outline.add(_("Needs"), 1)), DataTable(columns, rows)]


def _heard(paper: AccountPlanPaper, outline: Outline) -> list[Block]:
    heading = Heading(outline.add(_("What we heard"), 1))
    visits = [visit for visit in paper.done_visits if any(_voices(visit))][:_HEARD]
    if not visits:
        text = _("No needs or news are reported yet. They come from the visit reports.")
        return [heading, _none(text)]
    rows = []
    for visit in visits:
        labels = (_("Needs"), _("Competitor news"), _("Operating state"), _("Demand forecast"))
        rows += [
            [paper_date(visit.on), label, clipped(text, 220)]
            for label, text in zip(labels, _voices(visit), strict=True)
            if text
        ]
    columns = [
        Column(_("Visit"), points=62),
        Column(pgettext("report", "About"), points=88),
        Column(_("Reported")),
    ]
    return [heading, DataTable(columns, rows)]


def _voices(visit: Visit) -> tuple[str, str, str, str]:
    return (
        visit.needs.strip(),
        visit.competitor_news.strip(),
        visit.operating_state.strip(),
        visit.demand_forecast.strip(),
    )


def _complaints(paper: AccountPlanPaper, outline: Outline) -> list[Block]:
    heading = Heading(outline.add(_("Open complaints"), 1))
    if not paper.complaints:
        return [heading, _none(_("No complaint is open."))]
    rows: list[list[str | Block]] = []
    for one in sorted(paper.complaints, key=lambda one: one.received_on):
        days = (paper.today - one.received_on).days
        age = ngettext("{count} day", "{count} days", days).format(count=days)
        what = Text(
            [
                Run(clipped(one.text or one.against, 200)),
                Run(
                    "\n" + _("Demand: {text}").format(text=clipped(one.demand, 120)) if one.demand else "",
                    None,
                    SECOND,
                ),
            ],
            CELL,
        )
        rows.append([paper_date(one.received_on), one.number, one.kind.label, what, age])
    columns = [
        Column(_("Received"), points=58),
        Column(_("Number"), points=66),
        Column(_("Kind"), points=58),
        Column(_("Complaint")),
        Column(_("Open for"), points=46, right=True),
    ]
    return [heading, DataTable(columns, rows)]


def _contracts(paper: AccountPlanPaper, outline: Outline) -> list[Block]:
    heading = Heading(outline.add(_("Contracts"), 1))
    if not paper.contracts:
        return [heading, _none(_("No contract is on file. Record the contract in force."))]
    ordered = sorted(paper.contracts, key=lambda one: (one.ends_on is None, one.ends_on))
    rows = [
        [
            one.number,
            one.title,
            format_money(one.amount_fen, one.currency) if one.amount_fen is not None else "–",
            paper_date(one.starts_on or one.signed_on),
            _end(one, paper),
        ]
        for one in ordered
    ]
    columns = [
        Column(_("Number"), points=74),
        Column(_("Contract")),
        Column(_("Amount"), points=88, right=True),
        Column(pgettext("contract", "From"), points=60),
        Column(_("Ends"), points=92),
    ]
    return [heading, DataTable(columns, rows)]


def _end(contract: Contract, paper: AccountPlanPaper) -> str | Block:
    left = contract.days_left(paper.today)
    if left is None:
        return _("open-ended")
    if left < 0:
        return OverdueMark(_("{date}, ended").format(date=paper_date(contract.ends_on)))
    if contract.is_ending(paper.today):
        days = ngettext("in {count} day", "in {count} days", left).format(count=left)
        return OverdueMark(f"{paper_date(contract.ends_on)}\n{days}")
    return paper_date(contract.ends_on)
