"""What in a contract does not agree: amounts in words, figures and goods, the term (3-features E3)."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from workbench.domain.contract_values import ContractValue, money_text
from workbench.domain.contract_vocabulary import AMOUNT, AMOUNT_WORDS, CURRENCY, GOODS
from workbench.domain.contracts import Contract, ContractLine
from workbench.domain.rmb_words import amounts_in_words, rmb_fen
from workbench.foundation.i18n import _, pgettext

_SENTENCE = re.compile(r"[^。；;\n]+")
_FIGURE = re.compile(
    r"(?P<sign>(?:¥|￥|RMB|CNY|人民币)\s*)?(?P<figure>\d[\d,，]*(?:\.\d+)?)(?:\s*(?P<unit>[万亿]?)(?P<yuan>元))?"
)
_UNITS = {"万": 10_000, "亿": 100_000_000}


class FaultKind(StrEnum):
    """What else keeps a contract from being reviewed."""

    WORDS_DISAGREE = "words_disagree"
    WORDS_UNREADABLE = "words_unreadable"
    AMOUNT_DISAGREES = "amount_disagrees"
    LINES_DISAGREE = "lines_disagree"
    TEXT = "text"
    TERM = "term"

    @property
    def label(self) -> str:
        return {
            FaultKind.WORDS_DISAGREE: pgettext("contract fault", "Amount in words and in figures differ"),
            FaultKind.WORDS_UNREADABLE: pgettext("contract fault", "Amount in words cannot be read"),
            FaultKind.AMOUNT_DISAGREES: pgettext("contract fault", "Amount is not that of the contract"),
            FaultKind.LINES_DISAGREE: pgettext("contract fault", "Goods and amount differ"),
            FaultKind.TEXT: pgettext("contract fault", "Text cannot be used"),
            FaultKind.TERM: pgettext("contract fault", "Last day before the first"),
        }[self]


@dataclass(frozen=True)
class ClauseFault:
    """Something wrong in the clause ``key``; empty for the contract as a whole."""

    kind: FaultKind
    message: str
    key: str = ""


def amount_faults(
    contract: Contract,
    values: Sequence[ContractValue],
    lines: Sequence[ContractLine],
    texts: Mapping[str, str],
) -> tuple[ClauseFault, ...]:
    """What does not agree; ``texts`` are the filled clauses by key. A typed amount in words is judged where
    it can be told: in renminbi and in Chinese."""
    found = [*_typed_faults(contract, values), *_line_faults(contract, values, lines)]
    for key, text in texts.items():
        found += _text_faults(key, text)
    if (
        contract.starts_on is not None
        and contract.ends_on is not None
        and contract.ends_on < contract.starts_on
    ):
        found.append(ClauseFault(FaultKind.TERM, _("The last day lies before the first.")))
    return tuple({(one.kind, one.key): one for one in reversed(found)}.values())[::-1]


def sum_of_lines(lines: Iterable[ContractLine]) -> int | None:
    """What the goods come to, in fen; ``None`` where a line has no amount, or there is no line."""
    amounts = [line_amount(one) for one in lines]
    known = [fen for fen in amounts if fen is not None]
    return sum(known) if known and len(known) == len(amounts) else None


def line_amount(line: ContractLine) -> int | None:
    """The amount of a line: the one given, else quantity times price, half a fen upwards."""
    if line.amount_fen is not None:
        return line.amount_fen
    if line.quantity_milli is None or line.price_fen is None:
        return None
    return (2 * line.quantity_milli * line.price_fen + 1000) // 2000


def _typed_faults(contract: Contract, values: Sequence[ContractValue]) -> Iterator[ClauseFault]:
    typed = {one.name: one for one in values if one.is_typed}
    amount = typed.get(AMOUNT)
    if amount is not None and contract.amount_fen is not None:
        figure = _figures(amount.text)
        if not figure or figure[0][1] != contract.amount_fen:
            yield ClauseFault(
                FaultKind.AMOUNT_DISAGREES,
                _("The amount typed is {typed}, that of the contract {amount}.").format(
                    typed=amount.text, amount=money_text(contract.amount_fen)
                ),
                _first(amount.keys),
            )
    currency = typed.get(CURRENCY)
    if currency is not None and currency.text not in (currency.beneath, contract.currency):
        yield ClauseFault(
            FaultKind.AMOUNT_DISAGREES,
            _("The currency typed is {typed}, that of the contract {currency}.").format(
                typed=currency.text, currency=currency.beneath or contract.currency
            ),
            _first(currency.keys),
        )
    words = typed.get(AMOUNT_WORDS)
    if words is None or not (contract.language or "zh").startswith("zh") or contract.currency != "CNY":
        return
    fen = rmb_fen(words.text)
    if fen is None:
        yield _unreadable(words.text, _first(words.keys))
    elif contract.amount_fen is not None and fen != contract.amount_fen:
        yield _disagree(words.text, fen, contract.amount_fen, _first(words.keys))


def _line_faults(
    contract: Contract, values: Sequence[ContractValue], lines: Sequence[ContractLine]
) -> Iterator[ClauseFault]:
    total = sum_of_lines(lines)
    if total is None or contract.amount_fen is None or total == contract.amount_fen:
        return
    goods = next((one for one in values if one.name == GOODS), None)
    yield ClauseFault(
        FaultKind.LINES_DISAGREE,
        _("The goods come to {sum}, the contract says {amount}.").format(
            sum=money_text(total), amount=money_text(contract.amount_fen)
        ),
        _first(goods.keys) if goods is not None else "",
    )


def _text_faults(key: str, text: str) -> Iterator[ClauseFault]:
    """Amounts in words that are not the amount in figures which the same sentence gives with them.

    As many of both belong together in their order; else any of the figures will do.
    """
    for sentence in _SENTENCE.finditer(text):
        figures = _figures(sentence[0], marked_only=True)
        if not figures:
            continue
        found = list(amounts_in_words(sentence[0]))
        for number, words in enumerate(found):
            beside = [figures[number]] if len(figures) == len(found) else figures
            fen = rmb_fen(words[0])
            if fen is None:
                yield _unreadable(words[0], key)
            elif fen not in [figure for _place, figure in beside]:
                _place, nearest = min(beside, key=lambda one: abs(one[0] - words.start()))
                yield _disagree(words[0], fen, nearest, key)


def _figures(text: str, *, marked_only: bool = False) -> list[tuple[int, int]]:
    """The amounts in figures with their places, in fen; ``marked_only``: those with a sign or 元."""
    found = []
    for one in _FIGURE.finditer(text):
        if marked_only and not (one["sign"] or one["yuan"]):
            continue
        whole, _point, cents = one["figure"].replace(",", "").replace("，", "").partition(".")
        millionths = int(whole + (cents + "0" * 6)[:6])
        found.append((one.start(), millionths * _UNITS.get(one["unit"] or "", 1) // 10_000))
    return found


def _unreadable(words: str, key: str) -> ClauseFault:
    message = _("“{words}” is no amount in words.").format(words=words)
    return ClauseFault(FaultKind.WORDS_UNREADABLE, message, key)


def _disagree(words: str, said: int, figure: int, key: str) -> ClauseFault:
    return ClauseFault(
        FaultKind.WORDS_DISAGREE,
        _("“{words}” is {said}, the figure says {figure}.").format(
            words=words, said=money_text(said), figure=money_text(figure)
        ),
        key,
    )


def _first(keys: Sequence[str]) -> str:
    return keys[0] if keys else ""
