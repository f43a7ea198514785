"""What an import speaks of: kinds of rows, columns, and the problems a row may have.

Names of columns are compared by ``header_key``: case, spaces, punctuation and width do not matter.
"""

import re
import unicodedata
from dataclasses import dataclass
from enum import Enum, StrEnum

from workbench.foundation.i18n import pgettext


class ImportKind(StrEnum):
    """Kinds of rows that come in by sheet."""

    ACCOUNTS = "accounts"
    CONTACTS = "contacts"
    SALES = "sales"
    VISITS = "visits"
    COMPLAINTS = "complaints"
    CONTRACTS = "contracts"

    @property
    def label(self) -> str:
        return {
            ImportKind.ACCOUNTS: pgettext("import", "Accounts"),
            ImportKind.CONTACTS: pgettext("import", "Contacts"),
            ImportKind.SALES: pgettext("import", "Sales"),
            ImportKind.VISITS: pgettext("import", "Visits"),
            ImportKind.COMPLAINTS: pgettext("import", "Complaints"),
            ImportKind.CONTRACTS: pgettext("import", "Contracts"),
        }[self]


class ProblemCode(StrEnum):
    """Why a row, a cell or a column was not taken."""

    NO_ACCOUNT = "no_account"
    UNKNOWN_ACCOUNT = "unknown_account"
    AMBIGUOUS = "ambiguous"
    DUPLICATE_KEY = "duplicate_key"
    DUPLICATE_COLUMN = "duplicate_column"
    MISSING = "missing"
    BAD_DATE = "bad_date"
    BAD_NUMBER = "bad_number"
    BAD_VALUE = "bad_value"
    BAD_CREDIT_CODE = "bad_credit_code"
    NO_VALUE = "no_value"
    NOT_TEXT = "not_text"
    TOO_LONG = "too_long"
    EXTRA_CELLS = "extra_cells"


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing to mend. ``row`` is the sheet's row number, ``column`` its heading."""

    row: int
    column: str
    code: ProblemCode
    message: str


class ValueType(Enum):
    """How a column's cells are read."""

    TEXT = "text"
    CODE = "code"
    PHONE = "phone"
    DATE = "date"
    MONEY = "money"  # fen
    QUANTITY = "quantity"  # thousandths
    DECIMAL = "decimal"
    RATIO = "ratio"
    INTEGER = "integer"
    CHOICE = "choice"
    ROLES = "roles"
    SUPPORT = "support"
    CREDIT_CODE = "credit_code"
    DIVISION = "division"
    CURRENCY = "currency"


@dataclass(frozen=True)
class Column:
    """One column: its field (the English heading), the Chinese heading, and other names, best first.

    ``limit`` bounds text in characters; ``low`` and ``high`` bound integers.
    """

    field: str
    chinese: str
    also: tuple[str, ...] = ()
    value: ValueType = ValueType.TEXT
    limit: int = 200
    choices: type[StrEnum] | None = None
    low: int = 1
    high: int = 5

    @property
    def names(self) -> tuple[str, ...]:
        """All keys this column answers to, the best first."""
        return tuple(header_key(name) for name in (self.field, self.chinese, *self.also))


_NOT_A_LETTER = re.compile(r"[\W_]+")
_IN_BRACKETS = re.compile(r"[(\[【](.*?)[)\]】]")
_UNITS = {
    "千元": 1_000,
    "万元": 10_000,
    "万": 10_000,
    "百万元": 1_000_000,
    "亿元": 100_000_000,
    "亿": 100_000_000,
}


def header_key(text: str) -> str:
    """What of a heading counts when it is compared: letters, digits and Chinese, in one case and width."""
    plain = unicodedata.normalize("NFKC", text)
    return _NOT_A_LETTER.sub("", _IN_BRACKETS.sub("", plain) or plain).casefold()


def header_factor(text: str) -> int:
    """By what the heading's unit multiplies: 10,000 for 金额（万元）, 1 where it names none."""
    found = _IN_BRACKETS.search(unicodedata.normalize("NFKC", text))
    return _UNITS.get(found[1].strip().removeprefix("单位:").strip(), 1) if found else 1
