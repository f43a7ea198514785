"""The look of every paper: colours, sizes and spaces, in points (mockups: tokens)."""

from dataclasses import dataclass, replace
from enum import Enum

from reportlab.lib.colors import Color, HexColor

TEXT: Color = HexColor("#1A1F26")
SECOND: Color = HexColor("#4E5865")
THIRD: Color = HexColor("#5E6874")
ACCENT: Color = HexColor("#2858C4")
DANGER: Color = HexColor("#B4173A")
WARN: Color = HexColor("#8A5600")
LINE: Color = HexColor("#E3E7EB")
STRONG_LINE: Color = HexColor("#CBD2DA")
BAR: Color = SECOND
PALE_BAR: Color = HexColor("#C8CFD8")
PALE_EDGE: Color = HexColor("#98A2AE")

MARGIN_X = 57.0
MARGIN_TOP = 60.0
MARGIN_BOTTOM = 62.0
HEADER_Y = 36.0
MARK_Y = 29.0
FOOTER_Y = 33.0


class Align(Enum):
    """Where a line stands in its width."""

    LEFT = "left"
    RIGHT = "right"
    CENTER = "center"


@dataclass(frozen=True)
class TextStyle:
    """How a text is set. ``justify`` fills lines of Chinese out to the right edge."""

    size: float
    leading: float
    bold: bool = False
    colour: Color = TEXT
    align: Align = Align.LEFT
    justify: bool = False
    before: float = 0.0
    after: float = 0.0

    def right(self) -> "TextStyle":
        """The same, flush right."""
        return replace(self, align=Align.RIGHT)

    def strong(self) -> "TextStyle":
        """The same in bold."""
        return replace(self, bold=True)

    def tinted(self, colour: Color) -> "TextStyle":
        """The same in another colour."""
        return replace(self, colour=colour)


BODY = TextStyle(10.5, 18, justify=True, after=6)
LEAD = TextStyle(12, 20, justify=True, after=8)
TITLE = TextStyle(27, 38, bold=True)
PAPER_TITLE = TextStyle(19, 27, bold=True)
KICKER = TextStyle(12, 18, bold=True, colour=ACCENT)
FACTS = TextStyle(10.5, 18, colour=SECOND)
INTENT = TextStyle(13.5, 24)
SECTION = TextStyle(17, 24, bold=True)
SUBSECTION = TextStyle(11.5, 18, bold=True)
CELL = TextStyle(9, 13.5)
COLUMN = TextStyle(9, 13.5, colour=SECOND)
NOTE = TextStyle(8, 12, colour=THIRD)
FIGURE = TextStyle(21, 28, bold=True)
