"""Any table on paper: landscape, its headings on every page, with what was filtered (3-features I7)."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from workbench.documents.base import Furniture, build
from workbench.documents.fonts import REGULAR, load_fonts, printable, text_width
from workbench.documents.paragraph import Block, Text
from workbench.documents.styles import BODY, CELL, FACTS, PAPER_TITLE
from workbench.documents.tables import Column, DataTable
from workbench.documents.wording import paper_date
from workbench.domain.papers import Paper, PaperSize
from workbench.domain.table_sheets import SheetColumn
from workbench.foundation.i18n import _, format_number, ngettext, use_language

_GAP = 11.0
# What stands in the first rows tells how wide a column must be; long texts are broken beyond this.
_MEASURED, _WIDEST = 500, 190.0


@dataclass(frozen=True)
class TablePaper:
    """What a printed table is made from: every cell as the words that stand in it."""

    company: str
    author: str
    printed_on: date
    title: str
    columns: tuple[SheetColumn, ...]
    rows: tuple[tuple[str, ...], ...]
    filters: tuple[str, ...] = ()
    totals: tuple[str, ...] = ()


def table_pdf(data: TablePaper, *, language: str, paper_size: PaperSize) -> Paper:
    """The table as a PDF in ``language``. Any text prints literally; nothing in it can fail the print."""
    with use_language(language):
        furniture = Furniture(
            title=data.title,
            author=data.author,
            subject=data.title,
            head_left=data.company,
            head_right=" · ".join(data.filters)[:120],
            foot_left=_("{title} · printed {date}").format(
                title=data.title, date=paper_date(data.printed_on)
            ),
            made_on=data.printed_on,
            language=language,
            size=paper_size,
            landscape=True,
        )
        return build(_blocks(data), furniture)


def _blocks(data: TablePaper) -> list[Block]:
    count = len(data.rows)
    facts = [ngettext("{count} row", "{count} rows", count).format(count=format_number(count)), *data.totals]
    blocks: list[Block] = [Text(data.title, PAPER_TITLE), Text(" · ".join(facts), FACTS)]
    if data.filters:
        shown = _("Only {filters}").format(filters=", ".join(data.filters))
        blocks.append(Text(shown, BODY))
    if data.rows:
        blocks.append(DataTable(_columns(data), data.rows, pad=3, gap=_GAP))
    else:
        blocks.append(Text(_("There are no rows."), BODY))
    return blocks


def _columns(data: TablePaper) -> list[Column]:
    """Each column as wide as what stands in it asks for, so that short words stay on one line."""
    load_fonts()
    return [
        Column(one.heading, share=_wanted(one, [row[at] for row in data.rows[:_MEASURED]]), right=one.right)
        for at, one in enumerate(data.columns)
    ]


def _wanted(column: SheetColumn, cells: Sequence[str]) -> float:
    words = max((_width(word) for word in column.heading.split()), default=0.0)
    widest = max((_width(cell) for cell in cells), default=0.0)
    # A little room: a line that fits to a hair is broken.
    return max(words, min(widest, _WIDEST)) + 2


def _width(text: str) -> float:
    return text_width(printable(text), REGULAR, CELL.size)
