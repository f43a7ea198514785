"""The manual: the help of every page as one paper, with a cover, contents and bookmarks."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date
from io import BytesIO
from typing import Any

from reportlab.lib.utils import ImageReader
from reportlab.platypus.doctemplate import CondPageBreak, PageBreak

from workbench.documents.base import CREATOR, Furniture, build
from workbench.documents.layout import Together
from workbench.documents.outline import Contents, Entry, Heading, Outline
from workbench.documents.paragraph import Block, Run, Text, place
from workbench.documents.pen import stroke
from workbench.documents.styles import (
    ACCENT,
    BODY,
    CELL,
    COLUMN,
    FACTS,
    INTENT,
    KICKER,
    SECOND,
    SECTION,
    STRONG_LINE,
    SUBSECTION,
    TITLE,
    TextStyle,
)
from workbench.documents.tables import Column, DataTable
from workbench.documents.wording import paper_date
from workbench.domain.help_texts import HelpBlock, HelpKind, HelpTopic, Spans
from workbench.domain.papers import Paper, PaperSize
from workbench.foundation.i18n import _, bracketed, use_language

_HEAD = replace(SUBSECTION, size=10.5, leading=16, colour=SECOND, before=8, after=2)
_ITEM = replace(BODY, after=3)
_INDENT = 20.0
_COVER_ROOM = 190.0
_ROOM_FOR_A_CHAPTER = 200.0
_ROOM_FOR_A_PART = 110.0
_ROOM_FOR_A_PICTURE = 350.0
_KEY_WIDTH = 150.0


def manual_pdf(
    chapters: Sequence[Sequence[HelpTopic]],
    pictures: Mapping[str, bytes],
    *,
    made_on: date,
    language: str,
    paper_size: PaperSize,
) -> Paper:
    """The chapters in ``language``, each with its parts; the first topic of a chapter is the chapter.

    ``pictures`` are PNG by the topic they belong to.
    """
    with use_language(language):
        title = _("Manual")
        furniture = Furniture(
            title=f"{_('Workbench')} – {title}",
            author=CREATOR,
            subject=title,
            head_left=_("Workbench"),
            head_right=title,
            foot_left=paper_date(made_on),
            made_on=made_on,
            language=language,
            size=paper_size,
            has_cover=True,
        )
        outline = Outline()
        entries = {
            topic.key: outline.add(topic.title, min(place, 1))
            for chapter in chapters
            for place, topic in enumerate(chapter)
        }
        blocks: list[Any] = [*_cover(title, made_on), PageBreak(), Text(_("Contents"), SECTION)]
        blocks += [Contents(outline), PageBreak()]
        for topic in (topic for chapter in chapters for topic in chapter):
            blocks += _topic(topic, entries, pictures.get(topic.key))
        return build(blocks, furniture, outline)


def _cover(title: str, made_on: date) -> list[Block]:
    return [
        _Room(_COVER_ROOM),
        Text(title, KICKER),
        Text(_("Workbench"), TITLE),
        Text(_("A desktop workbench for key account managers"), replace(INTENT, after=16)),
        Text(paper_date(made_on), FACTS),
    ]


class _Room(Block):
    """Nothing, so high."""

    def __init__(self, height: float) -> None:
        super().__init__()
        self.height = height

    def wrap(self, available_width: float, available_height: float) -> tuple[float, float]:
        self.width = available_width
        return self.width, self.height

    def draw(self) -> None:
        return


def _topic(topic: HelpTopic, entries: dict[str, Entry], picture: bytes | None) -> Iterator[Any]:
    entry = entries[topic.key]
    room = _ROOM_FOR_A_PART if entry.level else _ROOM_FOR_A_CHAPTER
    yield CondPageBreak(_ROOM_FOR_A_PICTURE if picture else room)
    heading: list[Block] = [Heading(entry)]
    for number, block in enumerate(topic.blocks):
        if number == 1 and picture:
            yield _Picture(picture)
        made = _block(block, entries)
        if block.kind is HelpKind.HEADING:
            heading.append(made)
        else:
            # No heading stands alone at the foot of a page.
            yield Together([*heading, made]) if heading else made
            heading = []


def _block(block: HelpBlock, entries: dict[str, Entry]) -> Block:
    match block.kind:
        case HelpKind.HEADING:
            return Text(_runs(block.spans, entries), _HEAD)
        case HelpKind.TABLE:
            return _table(block, entries)
        case HelpKind.STEP:
            return _Item(str(block.number), Text(_runs(block.spans, entries), _ITEM))
        case HelpKind.POINT:
            return _Item("·", Text(_runs(block.spans, entries), _ITEM))
        case HelpKind.TEXT:
            return Text(_runs(block.spans, entries), BODY)


def _runs(spans: Spans, entries: dict[str, Entry]) -> list[Run]:
    """Names in bold, keys in a colour; a link tells the number of its chapter."""
    runs = []
    for span in spans:
        if span.link:
            number = entries[span.link].number if span.link in entries else ""
            runs.append(Run(bracketed(span.text, number), colour=ACCENT))
        else:
            runs.append(Run(span.text, bold=span.is_name or None, colour=SECOND if span.is_key else None))
    return runs or [Run("")]


def _table(block: HelpBlock, entries: dict[str, Entry]) -> DataTable:
    head, *rows = block.rows
    cells = [[Text(_runs(cell, entries), CELL) for cell in row] for row in rows]
    if not head:
        # What and key.
        return DataTable([Column(""), Column("", points=_KEY_WIDTH)], cells, pad=3)
    titles = ["".join(span.text for span in cell) for cell in head]
    shares = (1.0, 2.2) if len(titles) == 2 else (1.0,) * len(titles)
    return DataTable([Column(t, share=share) for t, share in zip(titles, shares, strict=True)], cells, pad=3)


class _Picture(Block):
    """A picture of the window over the whole width, with a thin frame."""

    def __init__(self, data: bytes) -> None:
        super().__init__(before=4, after=12)
        self._image = ImageReader(BytesIO(data))

    def wrap(self, available_width: float, available_height: float) -> tuple[float, float]:
        across, down = self._image.getSize()
        self.width, self.height = available_width, available_width * down / across
        return self.width, self.height

    def draw(self) -> None:
        self.canv.drawImage(self._image, 0, 0, self.width, self.height)
        stroke(self.canv, STRONG_LINE, 0.5)
        self.canv.rect(0, 0, self.width, self.height, stroke=1, fill=0)


class _Item(Block):
    """A line of a list: its number or point, and the text beside it; goes on over pages."""

    def __init__(self, mark: str, text: Block) -> None:
        super().__init__(after=text.spaceAfter)
        self._mark, self._text = mark, text

    def wrap(self, available_width: float, available_height: float) -> tuple[float, float]:
        self.width = available_width
        self.height = self._text.wrap(available_width - _INDENT, available_height)[1]
        return self.width, self.height

    def split(self, available_width: float, available_height: float) -> list[Block]:
        parts = self._text.split(available_width - _INDENT, available_height)
        marks = [self._mark, *[""] * len(parts)]
        return [_Item(mark, part) for mark, part in zip(marks, parts, strict=False)]

    def draw(self) -> None:
        self.draw_at(self.canv, 0, 0)

    def draw_at(self, canvas: Any, left: float, bottom: float) -> None:
        mark = Text(self._mark, _MARK)
        mark.wrap(_INDENT, 0)
        place(mark, canvas, left, bottom + self.height - mark.height)
        place(self._text, canvas, left + _INDENT, bottom)


_MARK = TextStyle(BODY.size, BODY.leading, bold=True, colour=COLUMN.colour)
