"""What stands for each placeholder of a contract, what is missing, and which amounts disagree (2-rules §10).

A value typed for this contract goes before the contract's own field, and that before profile and company.
"""

from dataclasses import dataclass
from enum import StrEnum

from workbench.domain.contract_vocabulary import ValueFormat, ValueSource
from workbench.domain.contracts import ClauseGroup
from workbench.foundation.i18n import pgettext

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
