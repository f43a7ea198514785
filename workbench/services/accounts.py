"""Accounts and their people: the list, one account's page, and every edit (2-rules §1)."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from workbench.domain.accounts import Account, Contact, Manager
from workbench.domain.complaint_progress import ComplaintProgress
from workbench.domain.complaints import Complaint
from workbench.domain.contracts import Contract
from workbench.domain.journal import ChangeSummary
from workbench.domain.needs import Need, by_urgency
from workbench.domain.periods import month_starts_back, twelve_months, year_before
from workbench.domain.visits import Action, Visit
from workbench.foundation.errors import BadInput, NotAllowed, NotFound
from workbench.foundation.i18n import _
from workbench.foundation.ids import Id, free_id, id_text, parse_id
from workbench.services.account_checks import checked_account
from workbench.services.account_profile import AccountProfile, read_account_profile
from workbench.services.complaint_board import list_progress
from workbench.storage.queries import accounts as account_queries
from workbench.storage.queries.contracts import list_contracts
from workbench.storage.queries.needs import list_needs
from workbench.storage.queries.sales import sales_by_account, sales_by_month, sales_span
from workbench.storage.queries.visits import list_actions, list_visits
from workbench.storage.session import ReadingSession
from workbench.storage.workspace import Workspace

MONTHS_SHOWN = 12
# What a person decides with a reason, and never just types.
_DECIDED = frozenset(
    {"tier", "tier_reason", "tier_confirmed_on", "stage", "stage_reason", "interruption_cause"}
)


@dataclass(frozen=True)
class AccountOverview:
    """Everything the account page shows at once. Months are ``YYYY-MM``, amounts fen.

    ``parent`` is the name of the account above, empty if there is none. ``sales_12m_fen`` are those of
    the twelve months up to today, as in every list, while the first of ``months`` is a whole one;
    ``previous_12m_fen`` those of the twelve before.
    """

    account: Account
    manager: Manager | None
    second_manager: Manager | None
    our_people: tuple[Manager, ...]
    parent: str
    contacts: tuple[Contact, ...]
    visits: tuple[Visit, ...]
    open_actions: tuple[Action, ...]
    complaint_progress: tuple[ComplaintProgress, ...]
    contracts: tuple[Contract, ...]
    months: tuple[str, ...]
    sales_this_year_fen: tuple[int, ...]
    sales_year_before_fen: tuple[int, ...]
    sales_12m_fen: int
    previous_12m_fen: int
    data_until: date | None
    profile: AccountProfile
    needs: tuple[Need, ...] = ()

    @property
    def complaints(self) -> tuple[Complaint, ...]:
        """All complaints of the account, the newest first."""
        return tuple(one.complaint for one in self.complaint_progress)

    @property
    def growth_bp(self) -> int | None:
        """The change on the twelve months before, in basis points, as in the plan; ``None`` without any."""
        base = self.previous_12m_fen
        return (self.sales_12m_fen - base) * 10_000 // base if base > 0 else None


def last_twelve_months(today: date) -> tuple[str, ...]:
    """The twelve months that end with the current one, as ``YYYY-MM``, the oldest first."""
    return tuple(f"{start:%Y-%m}" for start in month_starts_back(today, MONTHS_SHOWN))


def get_account_overview(workspace: Workspace, account_id: Id) -> AccountOverview:
    """One account with everything around it; raises ``NotFound``."""
    with workspace.read() as session:
        return read_account_overview(session, account_id, workspace.clock.today())


def read_account_overview(session: ReadingSession, account_id: Id, today: date) -> AccountOverview:
    """As ``get_account_overview``, within a session that is open."""
    starts = month_starts_back(today, MONTHS_SHOWN)
    months = tuple(f"{start:%Y-%m}" for start in starts)
    months_before = tuple(f"{year_before(start):%Y-%m}" for start in starts)
    account = account_queries.get_account(session, account_id)
    managers = {manager.id: manager for manager in account_queries.list_managers(session)}
    sales = sales_by_month(session, year_before(starts[0]), today, account_id).get(account_id, {})
    this_year = tuple(sales.get(month, 0) for month in months)
    span = sales_span(session)
    sold, sold_before = (
        sales_by_account(session, *twelve_months(end), account_id=account_id).get(account_id, 0)
        for end in (today, year_before(today))
    )
    profile = read_account_profile(
        session,
        account,
        today=today,
        managers={manager.id: manager.name for manager in managers.values()},
        sales_12m_fen=sold,
        sales_until=span[1] if span else None,
    )
    above = profile.tree.names.get(account.parent_id, "") if profile.tree and account.parent_id else ""
    return AccountOverview(
        account=account,
        manager=managers.get(account.manager_id) if account.manager_id else None,
        second_manager=managers.get(account.second_manager_id) if account.second_manager_id else None,
        our_people=tuple(managers.values()),
        parent=above,
        contacts=tuple(account_queries.list_contacts(session, account_id)),
        visits=tuple(list_visits(session, account_id=account_id)),
        open_actions=tuple(list_actions(session, account_id=account_id, open_only=True)),
        complaint_progress=list_progress(session, account_id),
        contracts=tuple(list_contracts(session, account_id)),
        months=months,
        sales_this_year_fen=this_year,
        sales_year_before_fen=tuple(sales.get(month, 0) for month in months_before),
        sales_12m_fen=sold,
        previous_12m_fen=sold_before,
        data_until=span[1] if span else None,
        profile=profile,
        needs=by_urgency(list_needs(session, account_id)),
    )


def find_account(workspace: Workspace, text: str) -> Account:
    """The one account with this id, code, name or short name; raises ``NotFound`` or ``BadInput``."""
    with workspace.read() as session:
        found = account_queries.find_accounts(session, text.strip())
        row_id = parse_id(text.strip())
        if not found and row_id is not None:
            return account_queries.get_account(session, row_id)
    if not found:
        raise NotFound(
            _("There is no account “{text}”.").format(text=text),
            hint=_("Give its code, its whole name or its short name; search finds parts of names."),
        )
    if len(found) > 1:
        raise BadInput(
            _("“{text}” names {count} accounts.").format(text=text, count=len(found)),
            hint=_("Give the code of the one you mean: {codes}.").format(
                codes=", ".join(account.code or id_text(account.id) for account in found[:5])
            ),
        )
    return found[0]


def list_managers(workspace: Workspace) -> tuple[Manager, ...]:
    """Our people who keep accounts."""
    with workspace.read() as session:
        return tuple(account_queries.list_managers(session))


def create_account(workspace: Workspace, values: Mapping[str, Any]) -> ChangeSummary:
    """A new account from its fields; a name is required. Raises as ``checked_account`` does."""
    name = str(values.get("name", "")).strip()
    if not name:
        raise BadInput(_("An account needs a name."), hint=_("Type the name of the company."), where="name")
    code = str(values.get("code", "")).strip()
    with workspace.change("create_account", _("New account {name}").format(name=name)) as change:
        checked = checked_account(change.session, {**values, "name": name, "code": code})
        # An account that was given another code since keeps the id of its old one.
        standing = account_queries.account_names(change.session) if code else {}
        change.create("account", checked, free_id(standing, "account", code) if code else None)
    return change.summary


def edit_account(workspace: Workspace, account_id: Id, values: Mapping[str, Any]) -> ChangeSummary:
    """Change fields of an account; a name cannot become empty. Raises as ``checked_account`` does.

    Tier and stage are no such fields: they are decided with a reason (``nominations.confirm_tier``,
    ``relationship.set_stage``).
    """
    decided = next((name for name in values if name in _DECIDED), None)
    if decided is not None:
        raise BadInput(
            _("A tier and a stage are decided with a reason."),
            hint=_("Confirm the tier, or set the stage, and say why."),
            where=decided,
        )
    if "name" in values and not str(values["name"]).strip():
        raise BadInput(_("An account needs a name."), hint=_("Press Esc to keep the old name."), where="name")
    with workspace.change("edit_account", _("Edit account")) as change:
        account_queries.get_account(change.session, account_id)
        change.set("account", account_id, checked_account(change.session, values, account_id))
    return change.summary


def delete_account(workspace: Workspace, account_id: Id) -> ChangeSummary:
    """Delete an account with what hangs on it; undo brings all of it back.

    Raises ``NotAllowed`` where steps of a complaint or a contract are on record.
    """
    with workspace.change("delete_account", _("Delete account")) as change:
        account_queries.get_account(change.session, account_id)
        try:
            change.delete("account", account_id)
        except NotAllowed as error:
            raise NotAllowed(
                _("This account has complaints or contracts on record: what was done about them stays."),
                hint=_("If it stands here twice, merge it with the other one."),
            ) from error
    return change.summary
