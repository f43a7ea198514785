"""The profile beside its bare fields: how fresh, share of wallet, who kept it, family, links (2-rules §1)."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from workbench.domain.account_links import AccountLink
from workbench.domain.accounts import Account
from workbench.domain.journal import ChangeSummary
from workbench.domain.policies import VERIFIED_DAYS, policy
from workbench.domain.profile import PartState, ProfilePart, part_states
from workbench.domain.share_of_wallet import ShareOfWallet, share_of_wallet
from workbench.exchange.phones import Phone, read_phones
from workbench.foundation.i18n import _
from workbench.foundation.ids import Id
from workbench.services.hierarchy import AccountTree, read_account_tree
from workbench.services.manager_history import FIELDS as MANAGER_FIELDS
from workbench.services.manager_history import ManagerHistory, read_manager_history
from workbench.storage.queries.account_links import list_links
from workbench.storage.queries.accounts import get_account, same_credit_code
from workbench.storage.queries.field_changes import FieldChange, list_field_changes
from workbench.storage.queries.policies import policy_values
from workbench.storage.session import ReadingSession
from workbench.storage.workspace import Workspace

PHONE_FIELDS = ("phone", "other_phones")
_WALLET_FIELDS = ("category_spend_fen", "share_of_wallet_bp")
_WATCHED = (*MANAGER_FIELDS, *_WALLET_FIELDS, *(part.verified_field for part in ProfilePart))


@dataclass(frozen=True)
class AccountProfile:
    """What the profile tells beyond its fields. ``same_credit_code``: other accounts by id and name.

    ``phones`` are the numbers of each phone field as they are understood.
    """

    parts: tuple[PartState, ...]
    wallet: ShareOfWallet | None
    managers: ManagerHistory
    tree: AccountTree | None
    links: tuple[AccountLink, ...]
    same_credit_code: tuple[tuple[Id, str], ...]
    phones: Mapping[str, tuple[Phone, ...]]

    @property
    def stale(self) -> tuple[PartState, ...]:
        """The parts that must be verified."""
        return tuple(state for state in self.parts if state.is_stale)


def read_account_profile(
    session: ReadingSession,
    account: Account,
    *,
    today: date,
    managers: Mapping[Id, str],
    sales_12m_fen: int,
    sales_until: date | None,
) -> AccountProfile:
    """The profile of ``account`` within an open session; the number of queries is bounded by a constant."""
    changes = list_field_changes(session, account.id, _WATCHED)
    last = {change.field: change for change in changes}
    verified_by = {
        part: change.author
        for part in ProfilePart
        if (change := last.get(part.verified_field)) is not None and change.value is not None
    }
    stale_days = policy(policy_values(session), VERIFIED_DAYS)
    return AccountProfile(
        parts=part_states(account, today, stale_days, verified_by),
        wallet=share_of_wallet(
            sales_12m_fen=sales_12m_fen,
            spend_fen=account.category_spend_fen,
            estimate_bp=account.share_of_wallet_bp,
            sales_until=sales_until,
            spend_noted_on=_day(last.get("category_spend_fen")),
            estimate_noted_on=_day(last.get("share_of_wallet_bp")),
        ),
        managers=read_manager_history(session, account.id, changes, managers, today),
        tree=read_account_tree(session, account.id, today),
        links=tuple(list_links(session, account.id)),
        same_credit_code=tuple(
            (other_id, name)
            for other_id, name in same_credit_code(session, account.credit_code)
            if other_id != account.id
        ),
        phones={field: read_phones(getattr(account, field)) for field in PHONE_FIELDS},
    )


def verify_part(workspace: Workspace, account_id: Id, part: ProfilePart) -> ChangeSummary:
    """A person says that a part of the profile is right as of today; raises ``NotFound``."""
    label = _("{part} verified").format(part=part.label)
    with workspace.change("verify_profile", label) as change:
        get_account(change.session, account_id)
        change.set("account", account_id, {part.verified_field: workspace.clock.today()})
    return change.summary


def _day(change: FieldChange | None) -> date | None:
    return change.on if change is not None and change.value is not None else None
