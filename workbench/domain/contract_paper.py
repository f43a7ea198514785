"""A contract as it goes on paper: what a Word document and a PDF of it both need (2-rules §10)."""

import re
from dataclasses import dataclass, replace
from datetime import date
from itertools import groupby

from workbench.domain.contract_placeholders import NamePart, TextPart
from workbench.domain.contract_values import GOODS_MARK
from workbench.domain.contracts import ClauseGroup

Line = tuple[TextPart | NamePart, ...]
_AROUND_GOODS = re.compile(rf"[ \t\u3000]*\n?[ \t\u3000]*{GOODS_MARK}[ \t\u3000]*\n?")


@dataclass(frozen=True)
class PaperParty:
    """One side: ``role`` as the contract calls it, who they are in full, and who signs for them."""

    role: str
    name: str
    signer: str = ""


@dataclass(frozen=True)
class PaperClause:
    """A clause with its values in place; a ``NamePart`` is a value that is missing.

    ``number`` counts from 1. The sign ``GOODS_MARK`` alone in a line stands for the table of goods.
    """

    group: ClauseGroup
    number: int
    title: str
    parts: tuple[TextPart | NamePart, ...]

    @property
    def text(self) -> str:
        """Its text, a missing value as its placeholder."""
        return "".join(part.source for part in self.parts)

    def lines(self) -> list[Line]:
        """Its lines, each as the pieces it is made of; an empty line has none, and none stands at the end.

        What stands beside the table of goods in its line becomes a line before or behind it.
        """
        lines: list[list[TextPart | NamePart]] = [[]]
        for part in self.parts:
            if isinstance(part, NamePart):
                lines[-1].append(part)
                continue
            source = _AROUND_GOODS.sub(f"\n{GOODS_MARK}\n", part.source.replace("\r\n", "\n"))
            if not any(lines) and source.startswith("\n" + GOODS_MARK):
                source = source[1:]
            first, *rest = source.split("\n")
            lines[-1] += [TextPart(first)] if first else []
            lines += [[TextPart(piece)] if piece else [] for piece in rest]
        while lines and not lines[-1]:
            lines.pop()
        return [tuple(line) for line in lines]

    def stretches(self) -> list[tuple[Line, ...]]:
        """Its lines in groups, as empty lines part them."""
        groups = groupby(self.lines(), key=bool)
        return [tuple(lines) for is_text, lines in groups if is_text]

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
    def places_goods(self) -> bool:
        """Whether a clause says where the table of goods stands; else it follows the clauses."""
        return any(GOODS_MARK in clause.text for clause in self.clauses)


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
