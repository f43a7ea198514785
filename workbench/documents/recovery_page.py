"""The recovery code on paper: one sheet that opens the file where the passphrase is forgotten.

Whoever holds the sheet can read the file, so it says that, and where to keep it, before anything else.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import date

from reportlab.graphics.barcode.qr import QrCodeWidget

from workbench.documents.base import Furniture, build
from workbench.documents.fonts import BOLD, REGULAR
from workbench.documents.paragraph import Block, Text
from workbench.documents.pen import dip, stroke, write_line
from workbench.documents.styles import BODY, DANGER, FACTS, KICKER, NOTE, PAPER_TITLE, STRONG_LINE, SUBSECTION
from workbench.documents.styles import TEXT as INK
from workbench.documents.wording import clipped, paper_date
from workbench.domain.papers import Paper, PaperSize
from workbench.foundation.i18n import _, labelled, use_language

_PART = replace(SUBSECTION, before=14, after=2)
_STEP = replace(BODY, justify=False, after=3)
_WARNING = replace(BODY, bold=True, colour=DANGER, justify=False, before=6)
_IN_A_ROW = 3
_SIZE = 19.0
_LETTER = 16.0
_NUMBER_WIDTH = 22.0
_LINE = 33.0
_PADDING = 16.0
_SIDE = 132.0
_LONGEST_NAME = 60


@dataclass(frozen=True)
class RecoveryPage:
    """What the sheet is made from: the file's name, the day it was printed, and the groups of the code."""

    file_name: str
    author: str
    printed_on: date
    groups: tuple[str, ...] = field(repr=False)


def recovery_page_pdf(data: RecoveryPage, *, language: str, paper_size: PaperSize) -> Paper:
    """The sheet as a PDF in ``language``; one page."""
    with use_language(language):
        title = _("Recovery code")
        furniture = Furniture(
            title=labelled(title, data.file_name),
            author=data.author,
            subject=title,
            head_left="",
            head_right=_("Secret: opens the file"),
            foot_left=_("{title} · printed {date}").format(
                title=labelled(title, data.file_name), date=paper_date(data.printed_on)
            ),
            made_on=data.printed_on,
            language=language,
            size=paper_size,
        )
        return build(_blocks(data, title), furniture)


def _blocks(data: RecoveryPage, title: str) -> list[Block]:
    return [
        Text(title, KICKER),
        Text(clipped(data.file_name, _LONGEST_NAME), PAPER_TITLE),
        Text(_("Printed on {date}").format(date=paper_date(data.printed_on)), FACTS),
        Text(
            _(
                "This code opens the file above, its copies and its backups where the passphrase is "
                "forgotten. There is no other way, and nobody else can help."
            ),
            replace(BODY, before=8, justify=False),
        ),
        Text(
            _("Whoever holds this sheet and the file can read everything in it."),
            _WARNING,
        ),
        _Code(data.groups),
        Text(_("Where to keep it"), _PART),
        Text(
            _(
                "In a safe or a locked drawer, never with the computer and never in one bag with it. "
                "Do not photograph it; destroy copies that are not needed."
            ),
            _STEP,
        ),
        Text(_("How to use it"), _PART),
        Text(
            "1. " + _("Open the file. Where the passphrase is asked for, type the code instead of it."), _STEP
        ),
        Text(
            "2. "
            + _("Small letters do, and spaces may be left out. There is no I, L or O in it: that is 1 or 0."),
            _STEP,
        ),
        Text("3. " + _("A mistyped group is told by its number."), _STEP),
        Text("4. " + _("Then choose a new passphrase, and print a new sheet."), _STEP),
        Text(_("When it is void"), _PART),
        Text(
            _(
                "Once the passphrase is changed this sheet no longer opens the file. It still opens backups "
                "and copies from before: keep it as long as you keep them, then destroy it."
            ),
            _STEP,
        ),
    ]


class _Code(Block):
    """The groups in three columns, each with its number, and the same as a square to scan."""

    def __init__(self, groups: Sequence[str]) -> None:
        super().__init__(before=12, after=4)
        self._groups = tuple(groups)
        self._rows = -(-len(self._groups) // _IN_A_ROW)

    def wrap(self, available_width: float, available_height: float) -> tuple[float, float]:
        self.width, self.height = available_width, self._rows * _LINE + 2 * _PADDING
        return self.width, self.height

    def draw(self) -> None:
        stroke(self.canv, STRONG_LINE, 1)
        self.canv.rect(0, 0, self.width, self.height, stroke=1, fill=0)
        column = (self.width - _SIDE - 3 * _PADDING) / _IN_A_ROW
        for place, group in enumerate(self._groups):
            row, across = divmod(place, _IN_A_ROW)
            left = _PADDING + across * column
            base = self.height - _PADDING - (row + 1) * _LINE + (_LINE - _SIZE * 0.72) / 2
            dip(self.canv, NOTE.colour)
            write_line(self.canv, left + _NUMBER_WIDTH - 8, base, str(place + 1), REGULAR, 8, share_left=1)
            dip(self.canv, INK)
            for at, sign in enumerate(group):
                middle = left + _NUMBER_WIDTH + (at + 0.5) * _LETTER
                write_line(self.canv, middle, base, sign, BOLD, _SIZE, share_left=0.5)
        self._square()

    def _square(self) -> None:
        widget = QrCodeWidget("-".join(self._groups), barLevel="M")
        widget.qr.make()
        cells = widget.qr.modules
        cell = _SIDE / len(cells)
        left, top = self.width - _PADDING - _SIDE, (self.height + _SIDE) / 2
        dip(self.canv, INK)
        for row, line in enumerate(cells):
            for across, dark in enumerate(line):
                if dark:
                    # A hair over, so that no white lines stand between the cells on a screen.
                    self.canv.rect(
                        left + across * cell, top - (row + 1) * cell, cell + 0.1, cell + 0.1, stroke=0, fill=1
                    )
