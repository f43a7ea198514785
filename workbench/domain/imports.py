"""What an import speaks of: kinds of rows, columns, and the problems a row may have.

Names of columns are compared by ``header_key``: case, spaces, punctuation and width do not matter.
"""

import re
import unicodedata
from dataclasses import dataclass
from enum import Enum, StrEnum

from workbench.foundation.han import simplified
from workbench.foundation.i18n import in_traditional, pgettext
from workbench.foundation.ids import Id


class ImportKind(StrEnum):
    """Kinds of rows that come in by sheet."""

    ACCOUNTS = "accounts"
    CONTACTS = "contacts"
    LINKS = "links"
    SALES = "sales"
    VISITS = "visits"
    COMPLAINTS = "complaints"
    CONTRACTS = "contracts"
    STOCK = "stock"
    RECEIVABLES = "receivables"

    @property
    def label(self) -> str:
        return {
            ImportKind.ACCOUNTS: pgettext("import", "Accounts"),
            ImportKind.CONTACTS: pgettext("import", "Contacts"),
            ImportKind.LINKS: pgettext("import", "Links between people"),
            ImportKind.SALES: pgettext("import", "Sales"),
            ImportKind.VISITS: pgettext("import", "Visits"),
            ImportKind.COMPLAINTS: pgettext("import", "Complaints"),
            ImportKind.CONTRACTS: pgettext("import", "Contracts"),
            ImportKind.STOCK: pgettext("import", "Stock at customers"),
            ImportKind.RECEIVABLES: pgettext("import", "Receivables"),
        }[self]


# Characters that a field holds: what can be typed can be imported.
LONGEST_LINE = 500
LONGEST_TEXT = 100_000


class ProblemCode(StrEnum):
    """Why a row, a cell or a column was not taken."""

    NO_ACCOUNT = "no_account"
    UNKNOWN_ACCOUNT = "unknown_account"
    UNKNOWN_CONTACT = "unknown_contact"
    ERASED = "erased"
    LOCKED = "locked"
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


class Answer(Enum):
    """What a person says to a question instead of naming one of its candidates."""

    NEW = "new"


@dataclass(frozen=True, slots=True)
class Candidate:
    """One record that a row may mean, and what tells it from the others."""

    id: Id
    label: str


@dataclass(frozen=True, slots=True)
class Question:
    """Rows that may mean several records; without an ``answer`` they are left out.

    ``key`` names the question in answers, ``rows`` counts its rows, ``row`` is the first of them, ``text``
    is what stands in the column.
    """

    key: str
    row: int
    rows: int
    column: str
    text: str
    candidates: tuple[Candidate, ...]
    may_be_new: bool
    answer: Id | Answer | None = None


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
    SHARE = "share"  # basis points
    YES_NO = "yes_no"
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

    ``limit`` bounds text in characters; ``low`` and ``high`` bound integers. Text of ``several_lines`` keeps
    its line breaks.
    """

    field: str
    chinese: str
    also: tuple[str, ...] = ()
    value: ValueType = ValueType.TEXT
    limit: int = LONGEST_LINE
    choices: type[StrEnum] | None = None
    low: int = 1
    high: int = 5
    several_lines: bool = False

    @property
    def names(self) -> tuple[str, ...]:
        """All keys this column answers to, the best first."""
        names = (self.field, self.chinese, *self.also, in_traditional(self.chinese))
        return tuple(dict.fromkeys(map(header_key, names)))


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
    """What of a heading counts when it is compared: letters, digits and Chinese, simplified, in one case and
    width."""
    plain = simplified(unicodedata.normalize("NFKC", text))
    return _NOT_A_LETTER.sub("", _IN_BRACKETS.sub("", plain) or plain).casefold()


def header_factor(text: str) -> int:
    """By what the heading's unit multiplies: 10,000 for 金额（万元）, 1 where it names none."""
    found = _IN_BRACKETS.search(simplified(unicodedata.normalize("NFKC", text)))
    return _UNITS.get(found[1].strip().removeprefix("单位:").strip(), 1) if found else 1
