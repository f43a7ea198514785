"""The help: what its pages are made of, in which order they make the manual, and how they are searched."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from enum import StrEnum

from workbench.foundation.han import simplified

FIRST_TOPIC = "first-quarter"
SHORTCUTS_TOPIC = "shortcuts"
CHAPTERS: tuple[tuple[str, ...], ...] = (
    (FIRST_TOPIC,),
    ("window",),
    ("today",),
    ("accounts", "import", "duplicates", "bin"),
    (
        "account",
        "account-profile",
        "account-people",
        "account-relationship",
        "account-needs",
        "account-value",
        "account-plan",
        "account-visits",
        "account-records",
        "plans",
    ),
    ("calendar", "planning", "policy", "week", "gatherings"),
    ("promises",),
    ("complaints", "complaint", "services"),
    ("contracts", "templates"),
    ("attainment",),
    ("analysis",),
    ("alarms",),
    ("merge", "export", "conflicts", "return-files"),
    ("handovers",),
    ("settings", "protection", "backups", "receiving", "personal-data"),
    ("command-line",),
    (SHORTCUTS_TOPIC,),
    ("glossary",),
)
"""The topics in reading order; of each chapter the first is the chapter itself."""
TOPICS: tuple[str, ...] = tuple(key for chapter in CHAPTERS for key in chapter)

_EXCERPT = 90


class HelpKind(StrEnum):
    """What a block is."""

    HEADING = "heading"
    TEXT = "text"
    STEP = "step"
    POINT = "point"
    TABLE = "table"


@dataclass(frozen=True)
class Span:
    """A stretch of text: a ``name`` that stands in the interface, a ``key`` to press or to type, a link."""

    text: str
    is_name: bool = False
    is_key: bool = False
    link: str = ""


Spans = tuple[Span, ...]


@dataclass(frozen=True)
class HelpBlock:
    """A heading, paragraph, numbered step, point, or the rows of a table with its head first."""

    kind: HelpKind
    spans: Spans = ()
    number: int = 0
    rows: tuple[tuple[Spans, ...], ...] = ()


@dataclass(frozen=True)
class HelpTopic:
    """One page of the help."""

    key: str
    title: str
    blocks: tuple[HelpBlock, ...] = field(default=())

    def text(self) -> str:
        """All its words, a line for each block or cell."""
        cells = [spans for block in self.blocks for spans in (block.spans, *_cells(block))]
        return "\n".join(filter(None, map(plain, cells)))


@dataclass(frozen=True)
class HelpHit:
    """A topic that has the words looked for, and the place where they stand."""

    key: str
    title: str
    excerpt: str


def plain(spans: Spans) -> str:
    """The words alone."""
    return "".join(span.text for span in spans)


def _cells(block: HelpBlock) -> list[Spans]:
    return [cell for row in block.rows for cell in row]


def with_keys(topic: HelpTopic, groups: Iterable[tuple[str, Sequence[tuple[str, str]]]]) -> HelpTopic:
    """``topic`` followed by keys: of each group its heading, and what and key of its lines."""
    blocks = list(topic.blocks)
    for title, lines in groups:
        if lines:
            rows = tuple(((Span(what),), (Span(key, is_key=True),)) for what, key in lines)
            blocks.append(HelpBlock(HelpKind.HEADING, (Span(title),)))
            blocks.append(HelpBlock(HelpKind.TABLE, rows=((), *rows)))
    return replace(topic, blocks=tuple(blocks))


def find_topics(topics: Iterable[HelpTopic], query: str) -> list[HelpHit]:
    """The topics that hold every word of ``query``, those that hold them in their title first."""
    words = _folded(query).split()
    if not words:
        return []
    titled: list[HelpHit] = []
    others: list[HelpHit] = []
    for topic in topics:
        title = _folded(topic.title)
        if not all(word in title or word in _folded(topic.text()) for word in words):
            continue
        lines = topic.text().split("\n")
        line = next((one for one in lines if words[0] in _folded(one)), lines[0])
        hit = HelpHit(topic.key, topic.title, _around(line, words[0]))
        (titled if any(word in title for word in words) else others).append(hit)
    return [*titled, *others]


def _folded(text: str) -> str:
    return simplified(text.casefold())


def _around(line: str, word: str) -> str:
    """At most ``_EXCERPT`` characters of ``line`` with ``word`` in them."""
    if len(line) <= _EXCERPT:
        return line
    start = max(min(_folded(line).find(word) - _EXCERPT // 3, len(line) - _EXCERPT), 0)
    end = start + _EXCERPT
    return ("…" if start else "") + line[start:end].strip() + ("…" if end < len(line) else "")
