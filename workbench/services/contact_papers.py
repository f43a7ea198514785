"""The contact list: the people of one account, of a manager's accounts, or of all (2-rules §1)."""

from collections.abc import Mapping
from datetime import date

from workbench.documents.contact_list import (
    AccountContacts,
    ContactLine,
    ContactListPaper,
    contact_list_pdf,
)
from workbench.domain.accounts import Account, Contact, Manager
from workbench.domain.papers import Paper, PaperSize, Profile
from workbench.domain.visits import VisitState
from workbench.foundation.i18n import language, pgettext, use_language
from workbench.foundation.ids import Id
from workbench.foundation.settings import load_settings
from workbench.services.papers_calendar import refuse_customers
from workbench.storage.queries import accounts as account_queries
from workbench.storage.queries.visits import list_visits
from workbench.storage.workspace import Workspace


def print_contact_list(
    workspace: Workspace,
    account_id: Id | None = None,
    manager_id: Id | None = None,
    *,
    profile: Profile = Profile.INTERNAL,
    paper_size: PaperSize = PaperSize.A4,
    in_language: str | None = None,
) -> Paper:
    """Who works there and how to reach them, those who have left out. Queries do not grow with accounts.

    A customer's copy is of one account: raises ``NotAllowed`` for several, and ``NotFound``.
    """
    if account_id is None:
        refuse_customers(profile)
    with use_language(in_language or language()):
        return contact_list_pdf(
            _paper(workspace, account_id, manager_id),
            language=language(),
            paper_size=paper_size,
            profile=profile,
        )


def _paper(workspace: Workspace, account_id: Id | None, manager_id: Id | None) -> ContactListPaper:
    today = workspace.clock.today()
    with workspace.read() as session:
        if account_id is not None:
            accounts = [account_queries.get_account(session, account_id)]
        else:
            accounts = account_queries.list_accounts(session)
        contacts = account_queries.list_contacts(session, account_id)
        managers = {one.id: one for one in account_queries.list_managers(session)}
        visits = list_visits(session, account_id=account_id, states=[VisitState.DONE], last=today)
    met: dict[Id, date] = {}
    for visit in visits:
        for person in visit.met:
            met[person] = max(met.get(person, visit.on), visit.on)
    people: dict[Id, list[ContactLine]] = {}
    for contact in contacts:
        if contact.left_on is None or contact.left_on > today:
            line = ContactLine(contact, met.get(contact.id), _holder(contact, managers))
            people.setdefault(contact.account_id, []).append(line)
    if account_id is None:
        # Whoever wants them all wants those one can reach: accounts without people would be empty sheets.
        accounts = [
            one for one in accounts if one.id in people and manager_id in (None, *_keepers(one, managers))
        ]
    manager = managers.get(manager_id) if manager_id and account_id is None else None
    return ContactListPaper(
        company=load_settings().company,
        author=workspace.author,
        printed_on=today,
        whose=manager.name if manager else "",
        accounts=tuple(_account(one, people.get(one.id, []), managers) for one in accounts),
    )


def _account(account: Account, people: list[ContactLine], managers: Mapping[Id, Manager]) -> AccountContacts:
    parts = (account.province, account.city, account.district)
    place = dict.fromkeys(part for part in parts if part)
    return AccountContacts(
        name=account.name,
        code=account.code,
        tier=account.tier,
        place=pgettext("list separator", ", ").join(place),
        phone=account.phone,
        ours=tuple(managers[one] for one in _keepers(account, managers)),
        people=tuple(people),
    )


def _keepers(account: Account, managers: Mapping[Id, Manager]) -> list[Id]:
    wanted = (account.manager_id, account.second_manager_id)
    return list(dict.fromkeys(one for one in wanted if one is not None and one in managers))


def _holder(contact: Contact, managers: Mapping[Id, Manager]) -> str:
    manager = managers.get(contact.held_by_id) if contact.held_by_id else None
    return manager.name if manager else ""
