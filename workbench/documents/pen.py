"""Writing text into a page's stream.

A paper is some thousand short texts. reportlab's text object formats every number with a slow general
routine and measures each text again; this writes the same operators directly.
"""

from typing import Any

from reportlab.lib.colors import Color
from reportlab.pdfbase import pdfmetrics

from workbench.documents.fonts import stretches, text_width


class Pen:
    """Collects the text operators of one block; ``lift`` puts them into the page or form."""

    def __init__(self, canvas: Any) -> None:
        self._canvas = canvas
        self._code = ["BT"]
        self._font = ""
        self._gap = 0.0

    def move_to(self, x: float, y: float) -> None:
        """Go to a baseline's beginning, in points."""
        self._code.append(f"1 0 0 1 {x:.2f} {y:.2f} Tm")

    def ink(self, colour: Color) -> None:
        """Write on in that colour."""
        self._code.append(_rgb(colour))

    def write(self, text: str, font: str, size: float, gap: float = 0.0) -> None:
        """Write ``text`` on, ``gap`` points added after each character."""
        document = self._canvas._doc
        names = document.__dict__.setdefault("_names_of_subsets", {})
        if gap != self._gap:
            self._code.append(f"{gap:.3f} Tc")
            self._gap = gap
        for piece, shown in stretches(text, font):
            face = pdfmetrics.getFont(shown)
            for subset, codes in face.splitString(piece, document):
                name = names.get((shown, subset))
                if name is None:
                    name = names[shown, subset] = face.getSubsetInternalName(subset, document)
                selected = f"{name} {size:g} Tf"
                if selected != self._font:
                    self._code.append(selected)
                    self._font = selected
                self._code.append(f"<{codes.hex()}> Tj")

    def lift(self) -> None:
        """Finish the block."""
        if self._gap:
            self._code.append("0 Tc")
        self._code.append("ET")
        self._canvas._code.append(" ".join(self._code))


def _rgb(colour: Color) -> str:
    return f"{colour.red:.3f} {colour.green:.3f} {colour.blue:.3f} rg"


def dip(canvas: Any, colour: Color) -> None:
    """Fill in ``colour`` from here on; says nothing if that is so already."""
    if canvas._fillColorObj is not colour:
        canvas._fillColorObj = colour
        canvas._code.append(_rgb(colour))


def stroke(canvas: Any, colour: Color, width: float) -> None:
    """Draw lines in ``colour`` and ``width`` from here on."""
    canvas._code.append(f"{colour.red:.3f} {colour.green:.3f} {colour.blue:.3f} RG {width:g} w")


def shift(canvas: Any, x: float, y: float) -> None:
    """Move the origin there; the canvas knows of it, so that links and bookmarks find their place."""
    a, b, c, d, e, f = canvas._currentMatrix
    canvas._currentMatrix = (a, b, c, d, a * x + c * y + e, b * x + d * y + f)
    canvas._code.append(f"1 0 0 1 {x:.3f} {y:.3f} cm")


class Later:
    """A place on a page that is written when all pages are known. Made where the canvas stands just now."""

    def __init__(self, canvas: Any) -> None:
        self._doc = canvas._doc
        self._number = canvas.getPageNumber()
        # A comment in the page's stream until then.
        self._mark = f"% later {len(canvas._code)}"
        canvas._code.append(self._mark)
        self._code: list[str] = []
        self._fillColorObj: Color | None = None

    def close(self) -> None:
        """Put what was written into its place."""
        page = self._doc.Pages.pages[self._number - 1]
        page.stream = page.stream.replace(self._mark + "\n", "\n".join(["q", *self._code, "Q", ""]), 1)


def rule(canvas: Any, left: float, right: float, y: float) -> None:
    """A level line in the present stroke."""
    canvas._code.append(f"n {left:.2f} {y:.2f} m {right:.2f} {y:.2f} l S")


def write_line(
    canvas: Any, x: float, y: float, text: str, font: str, size: float, *, share_left: float = 0.0
) -> None:
    """One line in the present colour; ``share_left`` of its width lies left of ``x`` (1 = flush right)."""
    pen = Pen(canvas)
    pen.move_to(x - (text_width(text, font, size) * share_left if share_left else 0.0), y)
    pen.write(text, font, size)
    pen.lift()
