"""What an account's fields must hold before they are saved (2-rules §1)."""

import unicodedata
from collections.abc import Collection, Mapping
from enum import StrEnum
from typing import Any

from workbench.domain.accounts import Account, AccountKind, CreditGrade, KeyType, Standing, Tier, TradeMode
from workbench.domain.credit_code import credit_code_fault, tidy_credit_code
from workbench.domain.hierarchy import loop_by
from workbench.domain.relationship import InterruptionCause, KamLevel, LifeCycle, Stage
from workbench.domain.visiting_hours import parse_visiting_hours, visiting_hours_text
from workbench.exchange.values import BadValue, share_of
from workbench.foundation.errors import BadInput
from workbench.foundation.i18n import _
from workbench.foundation.ids import Id
from workbench.services.addresses import code_of_place
from workbench.services.checked_values import checked_amount, checked_word, whole_of
from workbench.storage.queries.accounts import find_accounts, get_account, list_managers
from workbench.storage.queries.hierarchy import get_family
from workbench.storage.session import ReadingSession

_CHOICES: Mapping[str, type[StrEnum]] = {
    "kind": AccountKind,
    "tier": Tier,
    "standing": Standing,
    "credit_grade": CreditGrade,
    "stage": Stage,
    "key_type": KeyType,
    "interruption_cause": InterruptionCause,
    "life_cycle": LifeCycle,
    "kam_level": KamLevel,
    "trade_mode": TradeMode,
}
_SHARES = ("market_share_bp", "share_of_wallet_bp", "retention_bp")
_AMOUNTS = ("category_spend_fen", "potential_fen", "acquisition_cost_fen", "credit_limit_fen")
_LONGEST_YEARS = 50
_LONGEST_RETURN_DAYS = 3_650
_WHOLE_BP = 10_000
_PLACE = ("province", "city", "district")


def checked_account(
    session: ReadingSession, values: Mapping[str, Any], account_id: Id | None = None
) -> dict[str, Any]:
    """The values of a new account, or those to be changed of ``account_id``, as they are stored.

    Amounts and shares may be text as people type it (``1200万``, ``35%``). A place written anew gets its
    official code, or none; a new manager takes the old reason away. Raises ``BadInput`` naming the field: a
    code that another account has, a word that is none of its field, a credit code that cannot be, a parent
    that is the account itself or below it; ``NotFound`` for a parent that is not there.
    """
    checked = dict(values)
    before = get_account(session, account_id) if account_id is not None else None
    for field, choices in _CHOICES.items():
        if field in checked:
            word = checked[field]
            checked[field] = checked_word(word, choices, field) if word not in (None, "") else None
    if "code" in checked:
        checked["code"] = str(checked["code"] or "").strip()
        _check_code(session, checked["code"], account_id)
    if checked.get("credit_code"):
        checked["credit_code"] = _credit_code(str(checked["credit_code"]), before)
    for field in _AMOUNTS:
        if field in checked:
            checked[field] = checked_amount(checked[field], field)
    if "potential_years" in checked:
        checked["potential_years"] = whole_of(
            checked["potential_years"], 1, _LONGEST_YEARS, "potential_years"
        )
    if "return_days" in checked:
        checked["return_days"] = whole_of(checked["return_days"], 0, _LONGEST_RETURN_DAYS, "return_days")
    if "visiting_hours" in checked:
        spans = parse_visiting_hours(str(checked["visiting_hours"] or ""))
        checked["visiting_hours"] = visiting_hours_text(spans)
    for field in _SHARES:
        if field in checked:
            checked[field] = _share(checked[field], field)
    if any(field in checked for field in _PLACE) and "district_code" not in checked:
        levels = (checked.get(field, getattr(before, field, "")) for field in _PLACE)
        checked["district_code"] = code_of_place(*(str(level or "") for level in levels))
    if "manager_id" in checked or "second_manager_id" in checked:
        known = {manager.id for manager in list_managers(session)}
        checked = checked_managers(checked, before, known)
    if checked.get("parent_id"):
        _check_parent(session, checked["parent_id"], account_id)
    return checked


def _credit_code(text: str, before: Account | None) -> str:
    code = tidy_credit_code(text)
    fault = credit_code_fault(code)
    # What came in wrong from elsewhere does not stand in the way of other edits.
    if fault and not (before is not None and before.credit_code == text):
        raise BadInput(fault, hint=_("Compare it with the business licence."), where="credit_code")
    return code if not fault else text


def _share(value: object, field: str) -> int | None:
    if isinstance(value, str):
        plain = unicodedata.normalize("NFKC", value).strip()
        if plain.startswith(("0.", ".")):
            raise BadInput(
                _("“{text}” can be read as a share or as percents.").format(text=plain),
                hint=_("Write the sign too, as in 35% or 0.35%."),
                where=field,
            )
        try:
            return share_of(plain, in_percent=True)
        except BadValue as error:
            raise BadInput(error.message, where=field) from error
    if value is None or (isinstance(value, int) and 0 <= value <= _WHOLE_BP):
        return value
    raise BadInput(_("A share lies between 0 and 100%."), hint=_("Write it like 35%."), where=field)


def checked_managers(
    values: Mapping[str, Any], before: Account | None, known: Collection[Id]
) -> dict[str, Any]:
    """``values`` with what a new manager brings about; ``known`` are our people.

    The second manager who takes over is the second no longer, and the reason for the change before goes.
    Raises ``BadInput`` for somebody who is none of our people, and for a pair of one person.
    """
    checked = dict(values)
    for field in ("manager_id", "second_manager_id"):
        if checked.get(field) is not None and checked[field] not in known:
            raise BadInput(
                _("This person is not among our people (any more)."), hint=_("Choose another."), where=field
            )
    first = checked.get("manager_id", before.manager_id if before else None)
    second = checked.get("second_manager_id", before.second_manager_id if before else None)
    if first is not None and first == second:
        if "second_manager_id" in checked:
            raise BadInput(
                _("The second manager is another person than the first."),
                hint=_("Choose somebody else, or nobody."),
                where="second_manager_id",
            )
        checked["second_manager_id"] = None
    changed = before is not None and "manager_id" in checked and checked["manager_id"] != before.manager_id
    if changed and "manager_reason" not in checked:
        checked["manager_reason"] = ""
    return checked


def _check_code(session: ReadingSession, code: str, account_id: Id | None) -> None:
    if code and any(one.code == code and one.id != account_id for one in find_accounts(session, code)):
        raise BadInput(
            _("There is already an account with the code {code}.").format(code=code),
            hint=_("Open that account, or choose another code."),
            where="code",
        )


def _check_parent(session: ReadingSession, parent_id: Id, account_id: Id | None) -> None:
    get_account(session, parent_id)
    if account_id is None:
        return
    family = get_family(session, parent_id)
    # Merged files may hold a loop among others; it is not this change that makes it.
    way = loop_by(account_id, parent_id, family.parents)
    if not way:
        return
    raise BadInput(
        _("An account cannot be its own parent.")
        if parent_id == account_id
        else _("The parent belongs to this account itself: {chain}.").format(
            chain=" → ".join(family.names.get(one, "") for one in way)
        ),
        hint=_("Choose another parent, or none."),
        where="parent_id",
    )
