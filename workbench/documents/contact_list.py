"""The contact list on paper: who they are and how to reach them; for the customer also who we are."""

from dataclasses import dataclass, replace
from datetime import date

from workbench.documents.base import Furniture, build
from workbench.documents.layout import Together
from workbench.documents.marks import TIER_MARKS, SupportMark
from workbench.documents.paragraph import Block, Run, Text
from workbench.documents.styles import BODY, CELL, FACTS, KICKER, NOTE, PAPER_TITLE, SECOND, SUBSECTION
from workbench.documents.tables import Cell, Column, DataTable
from workbench.documents.wording import joined, paper_date
from workbench.domain.accounts import Contact, Manager, Tier
from workbench.domain.influence import support_label
from workbench.domain.papers import Paper, PaperSize, Profile
from workbench.foundation.i18n import _, labelled, ngettext, pgettext, use_language

_ACCOUNT = replace(SUBSECTION, before=10)


@dataclass(frozen=True)
class ContactLine:
    """A person of theirs: when they were met last, and who of ours keeps the contact."""

    contact: Contact
    last_met_on: date | None = None
    held_by: str = ""


@dataclass(frozen=True)
class AccountContacts:
    """One account with its people, the most influential first, and those of ours who look after it."""

    name: str
    code: str = ""
    tier: Tier | None = None
    place: str = ""
    phone: str = ""
    ours: tuple[Manager, ...] = ()
    people: tuple[ContactLine, ...] = ()


@dataclass(frozen=True)
class ContactListPaper:
    """What a contact list is made from; ``whose`` is the manager whose accounts they are, if only theirs."""

    company: str
    author: str
    printed_on: date
    whose: str = ""
    accounts: tuple[AccountContacts, ...] = ()


def for_customer(data: ContactListPaper) -> ContactListPaper:
    """The list with only what a customer may read: names, work, and how to reach each other."""
    return ContactListPaper(
        company=data.company,
        author=data.author,
        printed_on=data.printed_on,
        accounts=tuple(
            AccountContacts(
                name=one.name,
                place=one.place,
                phone=one.phone,
                ours=one.ours,
                people=tuple(_without_judgement(line.contact) for line in _inside(one)),
            )
            for one in data.accounts
        ),
    )


def _inside(account: AccountContacts) -> list[ContactLine]:
    """Those who work there and have a name: who else has a say there is our knowledge."""
    people = (line for line in account.people if not line.contact.is_placeholder)
    return [line for line in people if line.contact.outside_kind is None]


def _without_judgement(contact: Contact) -> ContactLine:
    return ContactLine(
        Contact(
            id=contact.id,
            account_id=contact.account_id,
            name=contact.name,
            title=contact.title,
            department=contact.department,
            mobile=contact.mobile,
            phone=contact.phone,
            email=contact.email,
        )
    )


def contact_list_pdf(
    data: ContactListPaper, *, language: str, paper_size: PaperSize, profile: Profile
) -> Paper:
    """The list as a PDF in ``language``. Any text prints literally; nothing in it can fail the print."""
    with use_language(language):
        internal = profile is Profile.INTERNAL
        paper = data if internal else for_customer(data)
        title = _("Contact list")
        only = paper.accounts[0].name if len(paper.accounts) == 1 else paper.whose
        named = labelled(title, only) if only else title
        furniture = Furniture(
            title=named,
            author=paper.author,
            subject=title,
            head_left=paper.company,
            head_right=pgettext("paper", "Internal") if internal else "",
            foot_left=_("{title} · printed {date}").format(
                title=f"{title} · {only}" if only else title, date=paper_date(paper.printed_on)
            ),
            made_on=paper.printed_on,
            language=language,
            size=paper_size,
        )
        return build(_blocks(paper, title, internal=internal), furniture)


def _blocks(paper: ContactListPaper, title: str, *, internal: bool) -> list[Block]:
    accounts = len(paper.accounts)
    people = sum(len(one.people) for one in paper.accounts)
    facts = [
        ngettext("{count} account", "{count} accounts", accounts).format(count=accounts),
        ngettext("{count} person", "{count} people", people).format(count=people),
        paper_date(paper.printed_on),
    ]
    blocks: list[Block] = [Text(paper.whose, KICKER)] if paper.whose else []
    blocks += [Text(title, PAPER_TITLE), Text(" · ".join(facts if accounts != 1 else facts[1:]), FACTS)]
    if not paper.accounts:
        return [*blocks, Text(_("There are no accounts here yet."), BODY)]
    for account in paper.accounts:
        blocks += _account(account, internal=internal)
    if internal:
        blocks.append(
            Text(_("Holds personal data. Keep it to yourself and destroy it when it is out of date."), NOTE)
        )
    return blocks


def _account(account: AccountContacts, *, internal: bool) -> list[Block]:
    name = " ".join(part for part in (TIER_MARKS[account.tier] if account.tier else "", account.name) if part)
    facts = [account.code, account.place, account.phone]
    if internal:
        facts.append(joined([one.name for one in account.ours]))
    head: list[Block] = [
        Text(name, _ACCOUNT),
        Text(" · ".join(part for part in facts if part), CELL.tinted(SECOND)),
    ]
    if not account.people:
        return [Together([*head, Text(_("No contact is recorded."), CELL.tinted(SECOND))])]
    if internal:
        return [Together([*head, _internal_table(account)])]
    blocks = [Together([*head, _reach_table([_reach(line.contact) for line in account.people])])]
    if account.ours:
        ours = [(one.name, one.title, one.phone, one.email) for one in account.ours]
        blocks.append(Together([Text(_("Our people for you"), _ACCOUNT), _reach_table(ours)]))
    return blocks


def _reach(contact: Contact) -> tuple[str, str, str, str]:
    work = joined([contact.title, contact.department])
    return contact.name, work, joined([contact.mobile, contact.phone]), contact.email


def _reach_table(rows: list[tuple[str, str, str, str]]) -> DataTable:
    columns = [
        Column(pgettext("person", "Name"), share=0.8),
        Column(pgettext("person", "Title"), share=1.2),
        Column(_("Telephone"), share=0.9),
        Column(_("E-mail"), share=1.6),
    ]
    return DataTable(columns, rows)


def _internal_table(account: AccountContacts) -> DataTable:
    columns = [
        Column(pgettext("person", "Name"), share=1.0),
        Column(_("Telephone, e-mail, WeChat"), share=1.6),
        Column(_("Role, influence"), points=76),
        Column(_("Support"), points=62),
        Column(_("Last met"), points=58),
    ]
    return DataTable(columns, [_internal_row(line) for line in account.people], gap=8, pad=3)


def _internal_row(line: ContactLine) -> list[Cell]:
    one = line.contact
    work = joined([one.title, one.department, one.organisation])
    name = [Run(one.name, bold=True), Run(f"\n{work}" if work else "", colour=SECOND)]
    if one.is_placeholder:
        name = [Run(_("Name unknown"), colour=SECOND), Run(f"\n{one.name}")]
    held = _("held by {name}").format(name=line.held_by) if line.held_by else ""
    reach = (joined([one.mobile, one.phone]), joined([one.email, one.wechat]), held)
    return [
        Text(name, CELL),
        "\n".join(part for part in reach if part),
        joined([*(role.label for role in one.roles), str(one.influence or "")]),
        SupportMark(one.support, support_label(one.support)) if one.support is not None else "–",
        paper_date(line.last_met_on) or pgettext("contact", "never"),
    ]
