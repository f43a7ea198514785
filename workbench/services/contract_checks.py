"""What the fields of a contract, and of its parts, must hold before they are saved (2-rules §10)."""

from collections.abc import Callable, Mapping
from datetime import date
from enum import StrEnum
from typing import Any

from workbench.domain.contract_faults import line_amount
from workbench.domain.contract_life import ContractLife, ContractState, life_of
from workbench.domain.contracts import ClauseGroup, Contract, ContractKind, ContractLine, DutyKind
from workbench.foundation.errors import BadInput, NotAllowed, NotFound
from workbench.foundation.i18n import LANGUAGES, _
from workbench.foundation.ids import Id
from workbench.services.checked_values import check_names, checked_amount, checked_word
from workbench.storage.queries.accounts import list_managers
from workbench.storage.queries.contracts import get_contract, list_amendments, list_contract_events
from workbench.storage.session import ReadingSession

CONTRACT_FIELDS = frozenset(
    (
        *("number", "title", "kind", "language", "amount_fen", "currency", "starts_on", "ends_on"),
        *("manager_id", "is_their_paper", "note"),
    )
)
ALWAYS = frozenset({"manager_id", "note"})
"""What may change whatever the contract's state."""
_CLAUSE = frozenset({"group", "title", "text", "note", "is_left_out"})
_LINE_TEXTS = ("product", "brand", "specification", "unit", "note")
_LINE_NUMBERS = ("quantity_milli", "price_fen", "amount_fen")
_DUTY = frozenset({"kind", "due_on", "amount_fen", "quantity", "text"})
_LARGEST = 10**15
_CURRENCY_LETTERS = 3

Check = Callable[[Any, str], Any]


def contract_and_life(session: ReadingSession, contract_id: Id, today: date) -> tuple[Contract, ContractLife]:
    """The contract and where it stands; raises ``NotFound``."""
    contract = get_contract(session, contract_id)
    events = list_contract_events(session, contract_id, content=False).get(contract_id, [])
    amendments = list_amendments(session, contract_id, content=False).get(contract_id, [])
    return contract, life_of(contract, events, amendments, today)


def require_draft(session: ReadingSession, contract_id: Id, today: date) -> Contract:
    """The contract, which is a draft. Raises ``NotAllowed`` and says what to do instead."""
    contract, life = contract_and_life(session, contract_id, today)
    check_draft(life)
    return contract


def check_draft(life: ContractLife) -> None:
    """Raise ``NotAllowed`` unless the contract is a draft."""
    if life.is_fixed:
        raise NotAllowed(
            _("A signed contract stays as it is.")
            if life.signed_on is not None
            else _("This contract was given up."),
            hint=_("Amend it: an amendment keeps the text before.")
            if life.signed_on is not None
            else _("Begin a new one."),
        )
    if life.state is not ContractState.DRAFT:
        raise NotAllowed(
            _("The contract stands at “{state}” and does not change meanwhile.").format(
                state=life.state.label
            ),
            hint=_("Return it to a draft, or take the last step back."),
        )


def checked_contract(session: ReadingSession, values: Mapping[str, Any], *more: str) -> dict[str, Any]:
    """The fields of a contract as they are stored; ``more`` names fields allowed beside the usual ones."""
    check_names(values, CONTRACT_FIELDS | set(more), _("A contract has no field of this name."))
    checked = dict(values)
    for name, check in _CONTRACT.items():
        if name in checked:
            checked[name] = check(checked[name], name)
    if checked.get("manager_id") is not None and checked["manager_id"] not in {
        one.id for one in list_managers(session)
    }:
        raise NotFound(_("This person is not in the file."), where="manager_id")
    return checked


def check_term(starts_on: date | None, ends_on: date | None) -> None:
    """Raise ``BadInput`` where the last day lies before the first."""
    if starts_on is not None and ends_on is not None and ends_on < starts_on:
        raise BadInput(_("The last day lies before the first."), where="ends_on")


def checked_clause(values: Mapping[str, Any]) -> dict[str, Any]:
    """The fields of a clause as they are stored. A text that cannot be used yet is kept: the view tells."""
    check_names(values, _CLAUSE, _("A clause has no field of this name."))
    checked = dict(values)
    for name in ("title", "text", "note"):
        if name in checked:
            checked[name] = str(checked[name] or "").strip()
    if "group" in checked:
        checked["clause_group"] = _word(ClauseGroup)(checked.pop("group"), "group")
    if "is_left_out" in checked:
        checked["is_left_out"] = bool(checked["is_left_out"])
    return checked


def checked_line(values: Mapping[str, Any], before: ContractLine | None = None) -> dict[str, Any]:
    """The fields of a line of goods as they are stored; its amount follows from quantity and price where it
    is not given."""
    check_names(values, frozenset((*_LINE_TEXTS, *_LINE_NUMBERS)), _("A line has no field of this name."))
    checked = dict(values)
    for name in _LINE_TEXTS:
        if name in checked:
            checked[name] = str(checked[name] or "").strip()
    for name in _LINE_NUMBERS:
        if name in checked:
            checked[name] = _whole(checked[name], name)
    standing = {name: getattr(before, name) if before is not None else None for name in _LINE_NUMBERS}
    now = {name: checked.get(name, standing[name]) for name in _LINE_NUMBERS}
    is_worked_out = {"quantity_milli", "price_fen"} & set(checked) and checked.get("amount_fen") is None
    if is_worked_out or ("amount_fen" in checked and checked["amount_fen"] is None):
        made = ContractLine(
            Id(b""), Id(b""), quantity_milli=now["quantity_milli"], price_fen=now["price_fen"]
        )
        checked["amount_fen"] = line_amount(made)
        if abs(checked["amount_fen"] or 0) > _LARGEST:
            raise BadInput(_("This amount is too large."), where="price_fen")
    if before is None and not any(checked.get(name) for name in (*_LINE_TEXTS, *_LINE_NUMBERS)):
        raise BadInput(_("Say what is sold."), where="product")
    return checked


def checked_duty(values: Mapping[str, Any]) -> dict[str, Any]:
    """The fields of a duty as they are stored."""
    check_names(values, _DUTY, _("A duty has no field of this name."))
    checked = dict(values)
    for name in ("quantity", "text"):
        if name in checked:
            checked[name] = str(checked[name] or "").strip()
    if "kind" in checked:
        checked["kind"] = _word(DutyKind)(checked["kind"], "kind")
    if "due_on" in checked:
        checked["due_on"] = checked_day(checked["due_on"], "due_on")
    if "amount_fen" in checked:
        checked["amount_fen"] = _amount(checked["amount_fen"], "amount_fen")
    return checked


def checked_day(value: object, where: str) -> date | None:
    """A day, or none; raises ``BadInput``."""
    if value is None or isinstance(value, date):
        return value
    try:
        return date.fromisoformat(str(value).strip()) if str(value).strip() else None
    except ValueError as error:
        raise BadInput(_("This is no day."), hint=_("Write it as 2026-01-31."), where=where) from error


def _word(words: type[StrEnum]) -> Check:
    def check(value: Any, where: str) -> str:
        return checked_word(value, words, where)

    return check


def _line(value: Any, _where: str) -> str:
    return str(value or "").strip()


def _amount(value: Any, where: str) -> int | None:
    if value is not None and not isinstance(value, int):
        return checked_amount(value, where)
    return _whole(value, where)


def _whole(value: Any, where: str) -> int | None:
    if value is None:
        return None
    if type(value) is not int:
        raise BadInput(_("This is no number."), where=where)
    if abs(value) > _LARGEST:
        raise BadInput(_("This amount is too large."), where=where)
    return value


def _currency(value: Any, where: str) -> str:
    text = str(value or "CNY").strip().upper()
    if len(text) != _CURRENCY_LETTERS or not (text.isascii() and text.isalpha()):
        raise BadInput(_("A currency has three letters, such as CNY."), where=where)
    return text


def _language(value: Any, where: str) -> str:
    return checked_word(value, LANGUAGES, where) if value else ""


_CONTRACT: Mapping[str, Check] = {
    "number": _line,
    "title": _line,
    "note": _line,
    "kind": _word(ContractKind),
    "language": _language,
    "currency": _currency,
    "amount_fen": _amount,
    "starts_on": checked_day,
    "ends_on": checked_day,
    "signed_on": checked_day,
    "is_their_paper": lambda value, _where: bool(value),
}
