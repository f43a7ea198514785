"""Accounts that may be one company: the list, and the word of a person that two are two (A8)."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from workbench.domain.accounts import Account
from workbench.domain.duplicate_search import find_pairs
from workbench.domain.duplicates import AccountFacts, Pair, Reason, parents_above, prepare
from workbench.domain.journal import ChangeSummary
from workbench.domain.periods import twelve_months
from workbench.foundation.errors import BadInput
from workbench.foundation.i18n import _
from workbench.foundation.ids import Id, derived_id, id_text
from workbench.services.company_places import company_places
from workbench.storage.pinyin import sound_key
from workbench.storage.queries import duplicates as queries
from workbench.storage.queries.accounts import count_accounts, get_account, list_accounts
from workbench.storage.queries.sales import sales_by_account
from workbench.storage.workspace import Workspace

MOST_SHOWN = 500
COUNTED_UP_TO = 5_000
"""So many accounts are looked through just to show how many pairs there are; it takes half a second."""
_STEP = 500
# Progress is told in hundredths; cutting and folding the names takes most of the time.
_PREPARED, _WHOLE = 70, 100

Progress = Callable[[int, int], None]


@dataclass(frozen=True)
class DuplicateSide:
    """One of two accounts. Sales of the last twelve months in fen."""

    id: Id
    code: str
    name: str
    short: str
    credit_code: str
    city: str
    sales_12m_fen: int


@dataclass(frozen=True)
class DuplicatePair:
    """Two accounts that may be one; the left one is the one that bought more."""

    left: DuplicateSide
    right: DuplicateSide
    score: int
    reasons: tuple[Reason, ...]

    @property
    def ids(self) -> tuple[Id, Id]:
        """Both, the left one first."""
        return self.left.id, self.right.id


@dataclass(frozen=True)
class DuplicateList:
    """The best pairs, and how many there are in all."""

    pairs: tuple[DuplicatePair, ...] = ()
    total: int = 0


def list_duplicates(
    workspace: Workspace, progress: Progress = lambda done, total: None, limit: int = MOST_SHOWN
) -> DuplicateList:
    """Look all accounts through, the most likely pairs first.

    ``progress`` hears hundredths of the work, and may raise to stop it.
    """
    with workspace.read() as session:
        found = _find(queries.list_facts(session), queries.list_apart(session), progress)
        shown = found[:limit]
        ids = {account_id for pair in shown for account_id in (pair.left, pair.right)}
        accounts = {account.id: account for account in list_accounts(session, ids)}
        today = workspace.clock.today()
        sales = sales_by_account(session, *twelve_months(today))
    return DuplicateList(tuple(_told(pair, accounts, sales) for pair in shown), len(found))


def count_duplicates(workspace: Workspace) -> int | None:
    """How many pairs there are; ``None`` where there are too many accounts to look in passing."""
    with workspace.read() as session:
        if count_accounts(session) > COUNTED_UP_TO:
            return None
        return len(_find(queries.list_facts(session), queries.list_apart(session)))


def say_not_duplicate(workspace: Workspace, one: Id, other: Id, reason: str = "") -> ChangeSummary:
    """Two accounts are two, and nobody is to be asked again. Raises ``NotFound``."""
    left, right = sorted((one, other))
    if left == right:
        raise BadInput(_("This is one account."), hint=_("Name two."))
    with workspace.change("not_duplicate", _("Not the same account")) as change:
        for account_id in (left, right):
            get_account(change.session, account_id)
        change.create(
            "not_duplicate",
            {"account_id": left, "other_id": right, "reason": reason.strip()},
            derived_id("not_duplicate", id_text(left), id_text(right)),
        )
    return change.summary


def _find(
    facts: Sequence[AccountFacts],
    apart: set[tuple[Id, Id]],
    progress: Progress = lambda done, total: None,
) -> list[Pair]:
    places, above = company_places(), parents_above(facts)
    prepared = []
    for at, one in enumerate(facts):
        if at % _STEP == 0:
            progress(_PREPARED * at // len(facts), _WHOLE)
        prepared.append(prepare(one, places, sound_key, above.get(one.id, ())))

    def go_on(done: int, total: int) -> None:
        progress(_PREPARED + (_WHOLE - _PREPARED) * done // max(total, 1), _WHOLE)

    return find_pairs(prepared, apart, go_on)


def _told(pair: Pair, accounts: dict[Id, Account], sales: dict[Id, int]) -> DuplicatePair:
    def side(account_id: Id) -> DuplicateSide:
        account = accounts[account_id]
        return DuplicateSide(
            id=account.id,
            code=account.code,
            name=account.name,
            short=account.short,
            credit_code=account.credit_code,
            city=account.city,
            sales_12m_fen=sales.get(account.id, 0),
        )

    left, right = side(pair.left), side(pair.right)
    if right.sales_12m_fen > left.sales_12m_fen:
        left, right = right, left
    return DuplicatePair(left, right, pair.score, pair.reasons)
