"""A contract as it goes on paper: what a Word document and a PDF of it both need (2-rules §10)."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from workbench.domain.contract_placeholders import NamePart, TextPart
from workbench.domain.contracts import ClauseGroup

# Clauses that every template may have under these keys: what introduces the text stands without a number,
# the table of goods follows the clause about goods.
PREAMBLE_KEY = "preamble"
GOODS_KEY = "goods"


@dataclass(frozen=True)
class PaperParty:
    """One side: ``role`` as the contract calls it, who they are in full, and who signs for them."""

    role: str
    name: str
    signer: str = ""


@dataclass(frozen=True)
class PaperClause:
    """A clause with its values in place; a ``NamePart`` is a value that is missing.

    ``number`` counts from 1, and is 0 for what stands without one.
    """

    key: str
    group: ClauseGroup
    number: int
    title: str
    parts: tuple[TextPart | NamePart, ...]

    @property
    def text(self) -> str:
        """Its text, a missing value as its placeholder."""
        return "".join(part.source for part in self.parts)

    @property
    def missing(self) -> tuple[str, ...]:
        """The names of the values it lacks."""
        return tuple(dict.fromkeys(part.name for part in self.parts if isinstance(part, NamePart)))


@dataclass(frozen=True)
class PaperColumn:
    """A column of a table on paper. ``share`` of the width; numbers stand ``right``."""

    title: str
    share: float = 1.0
    right: bool = False


@dataclass(frozen=True)
class PaperTable:
    """A table of texts; ``empty`` is said where it has no row."""

    title: str
    columns: tuple[PaperColumn, ...]
    rows: tuple[tuple[str, ...], ...]
    total: tuple[str, ...] = ()
    empty: str = ""

    def without_empty_columns(self, *keep: int) -> "PaperTable":
        """The same without columns in which nothing stands, but for those named."""
        shown = [
            at for at in range(len(self.columns)) if at in keep or any(row[at].strip() for row in self.rows)
        ]
        return replace(
            self,
            columns=tuple(self.columns[at] for at in shown),
            rows=tuple(tuple(row[at] for at in shown) for row in self.rows),
            total=tuple(self.total[at] for at in shown) if self.total else (),
        )


@dataclass(frozen=True)
class PaperChange:
    """What an amendment does to one clause or value."""

    title: str
    before: str
    after: str


@dataclass(frozen=True)
class PaperAmendment:
    """A numbered amendment; without a day of signing it is a draft."""

    number: int
    reason: str
    made_on: date | None
    signed_on: date | None
    changes: tuple[PaperChange, ...]


@dataclass(frozen=True)
class ContractPaper:
    """What is printed. ``language``: that of the contract, as ``en`` or ``zh_CN``.

    ``mark`` stands on every page of what is no final text; ``is_sample``: its template is one of ours that no
    lawyer has seen. ``labels`` name placeholders in words. ``goods_note`` says the sum in words. ``annex``
    is for us alone.
    """

    language: str
    title: str
    number: str
    company: str
    author: str
    printed_on: date
    parties: tuple[PaperParty, ...]
    clauses: tuple[PaperClause, ...]
    goods: PaperTable | None = None
    goods_note: str = ""
    amendments: tuple[PaperAmendment, ...] = ()
    mark: str = ""
    is_sample: bool = False
    labels: tuple[tuple[str, str], ...] = ()
    annex: tuple[PaperTable, ...] = ()

    @property
    def missing(self) -> tuple[tuple[str, str], ...]:
        """Each missing value by its words, with the title of the first clause that lacks it."""
        found: dict[str, str] = {}
        for clause in self.clauses:
            for name in clause.missing:
                found.setdefault(self.label(name), clause.title)
        return tuple(found.items())

    def label(self, name: str) -> str:
        """A placeholder in words."""
        return dict(self.labels).get(name, name)

    @property
    def goods_after(self) -> str:
        """The key of the clause that the table of goods follows; empty where it follows them all."""
        if any(clause.key == GOODS_KEY for clause in self.clauses):
            return GOODS_KEY
        subjects = [one.key for one in self.clauses if one.group is ClauseGroup.SUBJECT]
        return subjects[-1] if subjects else ""


def for_customer(paper: ContractPaper) -> ContractPaper:
    """What the other side may read. Named one by one: what is added later stays out until it stands here."""
    return ContractPaper(
        language=paper.language,
        title=paper.title,
        number=paper.number,
        company=paper.company,
        author=paper.author,
        printed_on=paper.printed_on,
        parties=paper.parties,
        clauses=paper.clauses,
        goods=paper.goods,
        goods_note=paper.goods_note,
        amendments=tuple(replace(one, reason="") for one in paper.amendments),
        mark=paper.mark,
        is_sample=paper.is_sample,
        labels=paper.labels,
    )


def numbered(clauses: Sequence[PaperClause]) -> tuple[PaperClause, ...]:
    """The clauses with their numbers: 1, 2, 3, the preamble without one."""
    number = 0
    found: list[PaperClause] = []
    for clause in clauses:
        if clause.key != PREAMBLE_KEY:
            number += 1
        found.append(replace(clause, number=0 if clause.key == PREAMBLE_KEY else number))
    return tuple(found)


_DIGITS = "零一二三四五六七八九"


def chinese_number(number: int) -> str:
    """1 to 999 as in 第十二条, 第一百零三条; larger ones in figures."""
    if not 0 < number < 1000:
        return str(number)
    hundreds, rest = divmod(number, 100)
    tens, ones = divmod(rest, 10)
    text = f"{_DIGITS[hundreds]}百" if hundreds else ""
    if tens:
        text += ("" if tens == 1 and not hundreds else _DIGITS[tens]) + "十"
    elif hundreds and ones:
        text += "零"
    return text + (_DIGITS[ones] if ones else "")
