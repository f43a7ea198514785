"""Reading accounts, our managers and contacts."""

from collections.abc import Iterable, Mapping
from typing import Any

from sqlalchemy import Select, bindparam, func, or_, select

from workbench.domain.accounts import (
    Account,
    AccountKind,
    BuyingRole,
    Contact,
    CreditGrade,
    KeyType,
    Manager,
    OutsideKind,
    Standing,
    Tier,
    TradeMode,
)
from workbench.domain.relationship import Function, InterruptionCause, KamLevel, LifeCycle, Stage
from workbench.foundation.errors import NotFound
from workbench.foundation.i18n import _
from workbench.foundation.ids import Id
from workbench.storage.json_values import text_of
from workbench.storage.queries.tolerant import (
    in_range,
    known_word,
    known_words,
    seven_numbers,
    weekdays,
    within,
)
from workbench.storage.session import Session
from workbench.storage.tables.accounts import AccountEntity, ContactEntity, ManagerEntity

_ACCOUNT = AccountEntity.__table__.c
_CONTACT = ContactEntity.__table__.c
_MANAGER = ManagerEntity.__table__.c
# Made once: an account is opened by a dozen and a half of such queries.
_MANAGERS = select(ManagerEntity.__table__).order_by(_MANAGER.name, _MANAGER.id)
_PEOPLE = select(ContactEntity.__table__).order_by(
    func.coalesce(_CONTACT.influence, 0).desc(), _CONTACT.name, _CONTACT.id
)
_PEOPLE_OF = _PEOPLE.where(_CONTACT.account_id == bindparam("account"))
_ONE = select(AccountEntity.__table__).where(_ACCOUNT.id == bindparam("account"))
_WHOLE_BP = 10_000
_MOST_A_DAY = 100
_LONGEST_YEARS = 100
_LONGEST_INTERVAL = 3_660


def _account(row: Any) -> Account:
    values = dict(row._mapping)
    values["kind"] = known_word(AccountKind, row.kind)
    values["tier"] = known_word(Tier, row.tier)
    values["standing"] = known_word(Standing, row.standing)
    values["credit_grade"] = known_word(CreditGrade, row.credit_grade)
    values["stage"] = known_word(Stage, row.stage)
    values["key_type"] = known_word(KeyType, row.key_type)
    values["interruption_cause"] = known_word(InterruptionCause, row.interruption_cause)
    values["life_cycle"] = known_word(LifeCycle, row.life_cycle)
    values["kam_level"] = known_word(KamLevel, row.kam_level)
    values["market_share_bp"] = in_range(row.market_share_bp, 0, _WHOLE_BP)
    values["share_of_wallet_bp"] = in_range(row.share_of_wallet_bp, 0, _WHOLE_BP)
    values["excluded_weekdays"] = weekdays(row.excluded_weekdays)
    values["trade_mode"] = known_word(TradeMode, row.trade_mode)
    values["retention_bp"] = in_range(row.retention_bp, 0, _WHOLE_BP)
    values["potential_years"] = in_range(row.potential_years, 0, _LONGEST_YEARS)
    # Two accounts became one while a colleague put the one above the other.
    values["parent_id"] = row.parent_id if row.parent_id != row.id else None
    return Account(**values)


def contact_of(row: Mapping[Any, Any]) -> Contact:
    """The person that a row of the table, by column, tells of."""
    return Contact(
        **{
            **row,
            "function": known_word(Function, row["function"]),
            "roles": known_words(BuyingRole, row["roles"]),
            "influence": in_range(row["influence"], 1, 5),
            "involvement": in_range(row["involvement"], 1, 5),
            "support": in_range(row["support"], -2, 2),
            "outside_kind": known_word(OutsideKind, row["outside_kind"]),
            "wished_interval_days": in_range(row["wished_interval_days"], 1, _LONGEST_INTERVAL),
        }
    )


def _manager(row: Any) -> Manager:
    values = dict(row._mapping)
    values["function"] = known_word(Function, row.function)
    values["weekday_visits"] = seven_numbers(row.weekday_visits, _MOST_A_DAY)
    values["daily_visits"] = within(row.daily_visits, _MOST_A_DAY)
    values["daily_calls"] = within(row.daily_calls, _MOST_A_DAY)
    return Manager(**values)


def list_accounts(session: Session, ids: Iterable[Id] | None = None) -> list[Account]:
    """All accounts by name, or those with ``ids``."""
    query: Select[Any] = select(AccountEntity.__table__).order_by(_ACCOUNT.name, _ACCOUNT.id)
    if ids is not None:
        query = query.where(_ACCOUNT.id.in_(list(ids)))
    return [_account(row) for row in session.execute(query)]


def count_accounts(session: Session) -> int:
    """How many accounts there are."""
    return session.execute(select(func.count()).select_from(AccountEntity)).scalar_one()


def get_account(session: Session, account_id: Id) -> Account:
    """The account; raises ``NotFound``."""
    row = session.execute(_ONE, {"account": account_id}).first()
    if row is None:
        raise NotFound(
            _("This account does not exist (any more)."),
            hint=_("Look for it in the list, or undo its deletion."),
            where=account_id.hex(),
        )
    return _account(row)


def find_accounts(session: Session, text: str) -> list[Account]:
    """Accounts whose code, name or short name is exactly ``text``."""
    text = text_of(text)
    query = select(AccountEntity.__table__).where(
        or_(_ACCOUNT.code == text, _ACCOUNT.name == text, _ACCOUNT.short_name == text)
    )
    return [_account(row) for row in session.execute(query.order_by(_ACCOUNT.name, _ACCOUNT.id))]


def same_credit_code(session: Session, credit_code: str) -> list[tuple[Id, str]]:
    """Id and name of the accounts with this credit code, by name; none for an empty code."""
    if not credit_code:
        return []
    query = select(_ACCOUNT.id, _ACCOUNT.name).where(_ACCOUNT.credit_code == credit_code)
    return [(row.id, row.name) for row in session.execute(query.order_by(_ACCOUNT.name, _ACCOUNT.id))]


def account_names(session: Session) -> dict[Id, str]:
    """The short name of every account."""
    query = select(_ACCOUNT.id, _ACCOUNT.name, _ACCOUNT.short_name)
    return {row.id: row.short_name or row.name for row in session.execute(query)}


def list_managers(session: Session) -> list[Manager]:
    """Our people who keep accounts, by name."""
    return [_manager(row) for row in session.execute(_MANAGERS)]


def list_contacts(session: Session, account_id: Id | None = None) -> list[Contact]:
    """The people at an account (or at all), the most influential first."""
    if account_id is not None:
        return [contact_of(row) for row in session.execute(_PEOPLE_OF, {"account": account_id}).mappings()]
    return [contact_of(row) for row in session.execute(_PEOPLE).mappings()]


def get_contact(session: Session, contact_id: Id) -> Contact:
    """The person; raises ``NotFound``."""
    query = select(ContactEntity.__table__).where(_CONTACT.id == contact_id)
    row = session.execute(query).mappings().first()
    if row is None:
        raise NotFound(
            _("This person is not there (any more)."),
            hint=_("Look at the people of the account again, or undo the deletion."),
            where=contact_id.hex(),
        )
    return contact_of(row)
