"""Headings, the outline a viewer shows, and the contents list with its pages."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

from workbench.documents.fonts import printable
from workbench.documents.paragraph import Block, Text, fitted, place
from workbench.documents.pen import Later, rule, stroke
from workbench.documents.styles import CELL, LINE, NOTE, SECTION, SUBSECTION


@dataclass
class Entry:
    """One heading; ``page`` is 0 until it is drawn."""

    key: str
    number: str
    title: str
    level: int
    page: int = 0


@dataclass
class Outline:
    """The headings of one paper, numbered as they are made, with their pages once drawn."""

    entries: list[Entry] = field(default_factory=list)
    contents: "Contents | PageNumbers | None" = None

    def add(self, title: str, level: int) -> Entry:
        """A new heading: level 0 counts 1, 2, 3; level 1 counts 1.1, 1.2."""
        sections = sum(entry.level == 0 for entry in self.entries)
        if level == 0:
            number = str(sections + 1)
        else:
            last = max(index for index, entry in enumerate(self.entries) if entry.level == 0)
            number = f"{sections}.{len(self.entries) - last}"
        entry = Entry(f"heading-{len(self.entries)}", number, printable(title), level)
        self.entries.append(entry)
        return entry


class Heading(Block):
    """A numbered heading with an optional note flush right; makes the outline entry where it stands."""

    def __init__(self, entry: Entry, note: str = "") -> None:
        self._style = SECTION if entry.level == 0 else SUBSECTION
        super().__init__(before=22 if entry.level == 0 else 12, after=2)
        self._entry = entry
        self._number = Text(entry.number, self._style)
        self._title = Text(entry.title, self._style)
        self._note = Text(note, NOTE.right())
        self._indent = 0.0

    def wrap(self, available_width: float, available_height: float) -> tuple[float, float]:
        self.width = available_width
        self._indent = self._number.natural_width + self._style.size
        self._note.wrap(self._note.natural_width if self._note.text else 0.0, available_height)
        room = available_width - self._indent - (self._note.width + 12 if self._note.text else 0)
        self.height = self._title.wrap(room, available_height)[1]
        self._number.wrap(self._indent, available_height)
        return self.width, self.height

    def draw(self) -> None:
        canvas = self.canv
        canvas.bookmarkHorizontal(self._entry.key, 0, self.height + 12)
        title = f"{self._entry.number}  {self._entry.title}".replace("\n", " ")
        canvas.addOutlineEntry(title, self._entry.key, self._entry.level, closed=False)
        self._entry.page = canvas.getPageNumber()
        place(self._number, canvas, 0, self.height - self._number.height)
        place(self._title, canvas, self._indent, 0)
        if self._note.text:
            place(self._note, canvas, self.width - self._note.width, 3)


class Contents(Block):
    """The list of headings with their pages, each a link. Made before the headings, drawn from them.

    A long list stands in two columns.
    """

    _LEADING = (22.0, 16.0)
    _MOST_IN_ONE = 26
    _GAP = 28.0

    def __init__(self, outline: Outline) -> None:
        super().__init__(before=6, after=16)
        self._outline = outline
        self._later: Later | None = None
        outline.contents = self

    def wrap(self, available_width: float, available_height: float) -> tuple[float, float]:
        self.width = available_width
        self.height = max(self._tall(column) for column in self._columns())
        return self.width, self.height

    def _tall(self, entries: Sequence[Entry]) -> float:
        return sum(self._LEADING[entry.level] for entry in entries)

    def _columns(self) -> list[list[Entry]]:
        """All in one, or in two cut before the section that makes them most alike."""
        entries = self._outline.entries
        if len(entries) <= self._MOST_IN_ONE:
            return [entries]
        cuts = [number for number, entry in enumerate(entries) if number and entry.level == 0]
        best = min(
            cuts,
            key=lambda cut: max(self._tall(entries[:cut]), self._tall(entries[cut:])),
            default=len(entries),
        )
        return [entries[:best], entries[best:]]

    def draw(self) -> None:
        for entry, left, right, top in self._rows():
            area = (left, top - self._LEADING[entry.level], right, top)
            self.canv.linkRect("", entry.key, area, relative=1, thickness=0)
        self._later = Later(self.canv)

    def write(self) -> None:
        """Write the list where it was drawn, now that the pages are known."""
        page = self._later
        if page is None:
            return
        stroke(page, LINE, 0.5)
        for entry, start, right, top in self._rows():
            bottom = top - self._LEADING[entry.level]
            style = CELL.strong() if entry.level == 0 else CELL
            left = start if entry.level == 0 else start + 22.0
            if entry.level == 0:
                rule(page, start, right, top)
            number = Text(str(entry.page), CELL)
            _set(page, Text(entry.number, style), left, bottom)
            title = fitted(entry.title, style, right - left - 30 - number.natural_width)
            _set(page, Text(title, style), left + (22.0 if entry.level == 0 else 26.0), bottom)
            _set(page, number, right - number.natural_width, bottom)
        page.close()

    def _rows(self) -> Iterator[tuple[Entry, float, float, float]]:
        """Each entry with the left and right edge of its column and the top of its line."""
        columns = self._columns()
        wide = (self.width - self._GAP * (len(columns) - 1)) / len(columns)
        for number, column in enumerate(columns):
            left, top = number * (wide + self._GAP), self.height
            for entry in column:
                yield entry, left, left + wide, top
                top -= self._LEADING[entry.level]


class PageNumbers:
    """The pages of headings as cells of a table, each a link; the table may go on over pages."""

    def __init__(self, outline: Outline) -> None:
        self._cells: list[_PageCell] = []
        outline.contents = self

    def cell(self, entry: Entry) -> Block:
        """What says on which page ``entry`` stands."""
        cell = _PageCell(entry)
        self._cells.append(cell)
        return cell

    def write(self) -> None:
        """Write the numbers where they were drawn, now that they are known."""
        for cell in self._cells:
            cell.write()


class _PageCell(Block):
    def __init__(self, entry: Entry) -> None:
        super().__init__()
        self._entry = entry
        self._later: Later | None = None
        self._at = (0.0, 0.0)

    def wrap(self, available_width: float, available_height: float) -> tuple[float, float]:
        self.width, self.height = available_width, CELL.leading
        return self.width, self.height

    def draw(self) -> None:
        self.draw_at(self.canv, 0, 0)

    def draw_at(self, canvas: Any, left: float, bottom: float) -> None:
        area = (left, bottom, left + self.width, bottom + self.height)
        canvas.linkRect("", self._entry.key, area, relative=1, thickness=0)
        self._later, self._at = Later(canvas), (left + self.width, bottom)

    def write(self) -> None:
        if self._later is not None:
            number = Text(str(self._entry.page), CELL)
            _set(self._later, number, self._at[0] - number.natural_width, self._at[1])
            self._later.close()


def _set(canvas: Any, text: Text, left: float, bottom: float) -> None:
    text.wrap(text.natural_width, 0)
    place(text, canvas, left, bottom)
