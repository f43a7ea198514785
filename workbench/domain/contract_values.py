"""What stands for each placeholder of a contract, and what is missing (2-rules §10).

A value typed for this contract goes before the contract's own field, and that before profile and company.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from workbench.domain.accounts import Account
from workbench.domain.amount_words import amount_words
from workbench.domain.contract_vocabulary import (
    AMOUNT,
    AMOUNT_WORDS,
    BY_NAME,
    GOODS,
    PLACEHOLDERS,
    Placeholder,
    ValueFormat,
    ValueSource,
    placeholder_named,
)
from workbench.domain.contracts import ClauseGroup, Contract, ContractLine
from workbench.domain.our_company import OurCompany
from workbench.foundation.i18n import format_date, in_this_writing, is_chinese, language, use_language

WRITING_LINE = "____________"
"""Stands for what is written by hand at the signing."""
GOODS_MARK = "\ue000"
"""Stands for the table of goods in a filled text: a sign of the private area, in a line of its own."""


@dataclass(frozen=True)
class ContractValue:
    """One value: ``text`` as it stands in the contract, empty for none.

    ``is_typed``: somebody typed it for this contract; ``beneath`` is what would stand there otherwise.
    ``keys`` are the clauses that name it.
    """

    name: str
    label: str
    source: ValueSource
    group: ClauseGroup
    format: ValueFormat
    text: str = ""
    is_typed: bool = False
    beneath: str = ""
    keys: tuple[str, ...] = ()
    is_at_signing: bool = False


@dataclass(frozen=True)
class MissingValue:
    """A value that a clause needs and nobody gave; ``source`` says where to fill it in, ``field`` which field
    of account, company or contract that is (empty for one typed for this contract)."""

    name: str
    label: str
    source: ValueSource
    key: str
    clause: str
    field: str = ""


def contract_values(
    contract: Contract,
    account: Account,
    company: OurCompany,
    typed: Mapping[str, str],
    *,
    used: Mapping[str, Iterable[str]] | None = None,
    own_labels: Mapping[str, str] | None = None,
    has_goods: bool = False,
) -> tuple[ContractValue, ...]:
    """The values of the vocabulary in its order, then the template's own, then others that were typed.

    ``used``: the names of each clause by its key; ``own_labels``: what the template calls its own.
    """
    keys: dict[str, list[str]] = {}
    for key, names in (used or {}).items():
        for name in names:
            keys.setdefault(name, []).append(key)
    order = dict.fromkeys([*BY_NAME, *(own_labels or {}), *keys, *typed])
    labels = own_labels or {}
    with use_language(contract.language or language()):
        beneath = {one.name: _text(one, contract, account, company, has_goods) for one in PLACEHOLDERS}
    return tuple(
        _value(placeholder_named(name, labels), beneath.get(name, ""), typed, keys.get(name, ()))
        for name in order
    )


def value_texts(values: Iterable[ContractValue]) -> dict[str, str]:
    """What is put into the text, by name. What is written at the signing is a line to write on before."""
    return {one.name: one.text or (WRITING_LINE if one.is_at_signing else "") for one in values}


def missing_value(name: str, key: str, clause: str, own_labels: Mapping[str, str]) -> MissingValue:
    """The entry for a placeholder that has no value in a clause."""
    place = placeholder_named(name, own_labels)
    return MissingValue(name, place.label, place.source, key, clause, place.field)


def money_text(fen: int) -> str:
    """An amount in figures as contracts write it: ``1,234,567.00``."""
    whole, cents = divmod(abs(fen), 100)
    return f"{'-' if fen < 0 else ''}{whole:,}.{cents:02}"


def goods_text(lines: Iterable[ContractLine]) -> str:
    """The goods as text, a line each: name, quantity, price and amount."""
    return "\n".join(
        " · ".join(
            filter(
                None,
                (
                    " ".join(filter(None, (one.brand, one.product, one.specification))),
                    quantity_text(one),
                    "" if one.price_fen is None else money_text(one.price_fen),
                    "" if one.amount_fen is None else money_text(one.amount_fen),
                ),
            )
        )
        for one in lines
    )


def quantity_text(line: ContractLine) -> str:
    """How much of it, with its unit; empty where nobody said."""
    if line.quantity_milli is None:
        return ""
    whole, rest = divmod(abs(line.quantity_milli), 1000)
    digits = f"{whole}.{rest:03}".rstrip("0").rstrip(".")
    return f"{'-' if line.quantity_milli < 0 else ''}{digits} {line.unit}".strip()


def full_address(account: Account) -> str:
    """The address with the province and city before it where it does not say them itself."""
    places = dict.fromkeys(filter(None, (account.province, account.city, account.district)))
    if not account.address or any(place in account.address for place in places):
        return account.address
    if not any("\u4e00" <= sign <= "\u9fff" for sign in "".join((*places, account.address))):
        return ", ".join((account.address, *reversed(places)))
    return "".join(places) + account.address


def _value(place: Placeholder, beneath: str, typed: Mapping[str, str], keys: Iterable[str]) -> ContractValue:
    own = ""
    if place.name != GOODS:
        # Only the table of goods may say that it is one.
        own = typed.get(place.name, "").replace(GOODS_MARK, "").strip()
        beneath = beneath.replace(GOODS_MARK, "")
    return ContractValue(
        place.name,
        place.label,
        place.source,
        place.group,
        place.format,
        own or beneath,
        bool(own),
        beneath,
        tuple(keys),
        place.is_at_signing,
    )


def _text(
    place: Placeholder, contract: Contract, account: Account, company: OurCompany, has_goods: bool
) -> str:
    """What field or profile say, in the language in force."""
    if place.name == GOODS:
        return GOODS_MARK if has_goods else ""
    if place.name in (AMOUNT, AMOUNT_WORDS):
        fen = contract.amount_fen
        if fen is None:
            return ""
        return money_text(fen) if place.name == AMOUNT else amount_words(fen, contract.currency, language())
    if place.name == "currency":
        name = _CURRENCIES.get(contract.currency) if is_chinese() else None
        return in_this_writing(name) if name else contract.currency
    if place.name == "account_address":
        return full_address(account)
    owner = {ValueSource.PROFILE: account, ValueSource.COMPANY: company, ValueSource.CONTRACT: contract}
    value = getattr(owner.get(place.source), place.field, None) if place.field else None
    if isinstance(value, date):
        return format_date(value)
    return "" if value is None else str(value)


_CURRENCIES = {"CNY": "人民币", "USD": "美元", "EUR": "欧元"}
