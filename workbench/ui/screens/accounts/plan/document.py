"""The plan as one scrolling document, made and brought up to date part by part so that nothing stops."""

from collections.abc import Callable, Mapping
from functools import partial
from time import monotonic

from PySide6.QtCore import QPoint, QTimer, Signal
from PySide6.QtWidgets import QGridLayout, QVBoxLayout, QWidget

from workbench.domain.account_plan import AccountPlanPaper
from workbench.domain.plan_records import PlanPart
from workbench.ui.kit.labels import Label, Line
from workbench.ui.kit.surfaces import Scroll, horizontal, vertical
from workbench.ui.kit.tokens import S2, S3, S4, S6, SMALL, Tone
from workbench.ui.screens.accounts.plan.part_block import PartBlock
from workbench.ui.screens.accounts.plan.words import CHAPTERS, SWOT, Chapter
from workbench.ui.screens.accounts.plan.writer import PlanWriter

WIDTH = 920
# So long the window may be kept busy in one go, in seconds.
_TURN = 0.012

Maker = Callable[[], QWidget]


class PlanDocument(Scroll):
    """Chapters with their parts. ``part_changed`` tells which part is at the top of what is in sight."""

    part_changed = Signal(object)
    made = Signal()
    """All parts stand and show what was read last."""

    def __init__(
        self, writer: PlanWriter, bodies: Mapping[PlanPart, Maker], parent: QWidget | None = None
    ) -> None:
        """``bodies`` make the editors of the parts that consist of lines."""
        super().__init__(margins=(S6, S4, S6, S6), gap=0, parent=parent)
        self._writer, self._bodies = writer, bodies
        self._paper: AccountPlanPaper | None = None
        self._proposals: Mapping[PlanPart, str] = {}
        self._steps: list[Callable[[], object]] = []
        self._wanted: tuple[PlanPart, bool] | None = None
        self._at: PlanPart | None = None
        self.blocks: dict[PlanPart, PartBlock] = {}
        self.connected: Callable[[PartBlock], object] = lambda _block: None
        row = horizontal(gap=0)
        sheet = QWidget()
        sheet.setMaximumWidth(WIDTH)
        row.addStretch(1)
        row.addWidget(sheet, 100)
        row.addStretch(1)
        self.column.addLayout(row)
        self.column.addStretch(1)
        self._sheet = vertical(sheet, gap=S4)
        self._timer = QTimer(self)
        self._timer.setInterval(0)
        self._timer.timeout.connect(self._turn)
        self.verticalScrollBar().valueChanged.connect(self._look)

    def show_paper(self, paper: AccountPlanPaper, proposals: Mapping[PlanPart, str]) -> None:
        """Show another plan, or the same one changed."""
        self._paper, self._proposals = paper, proposals
        self._steps = []
        for chapter in CHAPTERS:
            if chapter.parts[0] not in self.blocks:
                self._steps.append(partial(self._add_title, chapter))
            for part in chapter.parts:
                if part not in self.blocks:
                    self._steps.append(partial(self._add, part))
                self._steps.append(partial(self._show, part))
        self._timer.start()

    def is_made(self) -> bool:
        """Whether every part stands and shows what was read last."""
        return not self._steps and bool(self.blocks)

    def go_to(self, part: PlanPart, *, enter: bool = False) -> None:
        """Bring a part into sight, and with ``enter`` put the cursor into it, as soon as it stands."""
        self._wanted = (part, enter)
        if part in self.blocks and not self._steps:
            self._go()

    def current(self) -> PlanPart | None:
        """The part at the top of what is in sight."""
        return self._at

    def _turn(self) -> None:
        until = monotonic() + _TURN
        while self._steps and monotonic() < until:
            # A step may leave further ones, which come first.
            left = self._steps.pop(0)()
            if isinstance(left, list):
                self._steps[:0] = left
        if self._steps:
            return
        self._timer.stop()
        self.made.emit()
        if self._wanted is not None:
            # The heights of what was just made are known one turn later.
            QTimer.singleShot(0, self, self._go)

    def _go(self) -> None:
        if self._wanted is None:
            return
        (part, enter), self._wanted = self._wanted, None
        block = self.blocks.get(part)
        if block is None:
            return
        self.verticalScrollBar().setValue(self._top(block) - S3)
        if enter:
            block.focus()
        self._tell(part)

    def _add_title(self, chapter: Chapter) -> None:
        if self.blocks:
            self._sheet.addWidget(Line())
        self._sheet.addWidget(Label(chapter.title, size=SMALL, tone=Tone.TEXT2, bold=True))

    def _add(self, part: PlanPart) -> None:
        maker = self._bodies.get(part)
        block = PartBlock(part, small=part in SWOT, body=maker() if maker else None)
        self.blocks[part] = block
        self._writer.add(part, block.area)
        self.connected(block)
        if part in SWOT:
            self._place_quarter(part, block)
        else:
            self._sheet.addWidget(block)
            self._sheet.addSpacing(S2)

    def _place_quarter(self, part: PlanPart, block: PartBlock) -> None:
        place = SWOT.index(part)
        if place == 0:
            self._square = QGridLayout()
            self._square.setContentsMargins(0, 0, 0, 0)
            self._square.setHorizontalSpacing(S6)
            self._square.setVerticalSpacing(S3)
            for at in range(2):
                self._square.setColumnStretch(at, 1)
            self._sheet.addLayout(self._square)
            self._sheet.addSpacing(S2)
        cell = QVBoxLayout()
        cell.addWidget(block)
        cell.addStretch(1)
        self._square.addLayout(cell, place // 2, place % 2)

    def _show(self, part: PlanPart) -> object:
        paper = self._paper
        if paper is None:
            return None
        block = self.blocks[part]
        stand = next((one for one in paper.parts if one.part is part), None)
        block.show_paper(paper, stand, self._proposals.get(part, ""))
        show = getattr(block.body, "show_paper", None)
        return show(paper) if show is not None else None

    def _look(self) -> None:
        if self._steps:
            return
        top = self.verticalScrollBar().value() + self.viewport().height() // 4
        found = None
        for part, block in self.blocks.items():
            if found is None or self._top(block) <= top:
                found = part
        if found is not None:
            self._tell(found)

    def _top(self, block: PartBlock) -> int:
        body = self.widget()
        return block.mapTo(body, QPoint()).y() if body is not None else 0

    def _tell(self, part: PlanPart) -> None:
        if part is not self._at:
            self._at = part
            self.part_changed.emit(part)
