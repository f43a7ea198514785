"""The parts of the plan in the order of the paper, with their state, and what is missing."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from workbench.domain.account_plan import AccountPlanPaper
from workbench.domain.plan_records import PlanPart
from workbench.foundation.i18n import _, format_percent_bp, ngettext
from workbench.ui.kit.item_list import ItemList
from workbench.ui.kit.item_paint import Item
from workbench.ui.kit.labels import Label, Line, SectionHeader
from workbench.ui.kit.marks import RING, Mark
from workbench.ui.kit.ring import Ring
from workbench.ui.kit.surfaces import Scroll, Surface, horizontal, vertical
from workbench.ui.kit.texts import words
from workbench.ui.kit.tokens import S1, S2, S3, S4, SMALL, Tone
from workbench.ui.screens.accounts.plan.missing_list import MissingList
from workbench.ui.screens.accounts.plan.words import CHAPTERS, stand_mark, stand_sentence, stand_word

WIDTH = 256


class PlanOutline(Surface):
    """A ring with how much is there, the list of what is missing, and all parts. A click jumps."""

    part_requested = Signal(object)
    mend_requested = Signal(object)
    """Something that is missing and is to be filled in."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("left", parent)
        self.setFixedWidth(WIDTH)
        column = vertical(self)
        body = Scroll(pane=True, margins=(0, S3, 0, S4), gap=S1)
        column.addWidget(body)
        head = horizontal(margins=(S4, 0, S3, 0), gap=S3)
        self.ring = Ring(lambda: _("How complete the plan is"))
        head.addWidget(self.ring)
        told = vertical(gap=0)
        told.addStretch(1)
        self.count = Label(bold=True)
        self.state = Label(size=SMALL, tone=Tone.TEXT2, wrap=True)
        told.addWidget(self.count)
        told.addWidget(self.state)
        told.addStretch(1)
        head.addLayout(told, 1)
        body.column.addLayout(head)
        body.column.addSpacing(S2)
        self.missing_part = QWidget()
        missing = vertical(self.missing_part, gap=0)
        title = horizontal(margins=(S4, 0, S3, 0))
        self.missing_title = SectionHeader(lambda: _("Missing"))
        title.addWidget(self.missing_title)
        missing.addLayout(title)
        self.missing = MissingList()
        self.missing.chosen.connect(self.mend_requested)
        missing.addWidget(self.missing)
        missing.addSpacing(S2)
        missing.addWidget(Line())
        missing.addSpacing(S2)
        body.column.addWidget(self.missing_part)
        self.parts = ItemList(lambda: _("Parts of the plan"), fit=True, pane=True, selectable=True)
        self.parts.clicked.connect(lambda _index: self._open(self.parts.current_key()))
        self.parts.opened.connect(self._open)
        body.column.addWidget(self.parts)
        body.column.addStretch(1)

    def show_paper(self, paper: AccountPlanPaper) -> None:
        """Show how the plan stands."""
        stands = {one.part: one for one in paper.parts}
        filled = sum(one.is_filled for one in paper.parts)
        whole = paper.completeness_bp >= 10_000
        self.ring.show_share(
            paper.completeness_bp / 10_000,
            format_percent_bp(paper.completeness_bp),
            tone=Tone.OK if whole else Tone.ACCENT,
        )
        self.count.say(_("{filled} of {count}").format(filled=filled, count=len(paper.parts)))
        count = len(paper.missing)
        stale = sum(one.is_stale for one in paper.parts)
        lines = []
        if count:
            lines.append(ngettext("{count} thing is missing", "{count} things are missing", count))
        else:
            lines.append(_("Complete"))
        if stale:
            lines.append(ngettext("{stale} part is stale", "{stale} parts are stale", stale))
        self.state.say("\n".join(lines).format(count=count, stale=stale))
        self.missing_part.setVisible(count > 0)
        self.missing_title.note.say(str(count))
        self.missing.show_missing(paper.missing)
        current = self.parts.current_key()
        items = []
        for chapter in CHAPTERS:
            items.append(Item(key=None, title=words(chapter.title), heading=True))
            for part in chapter.parts:
                stand = stands.get(part)
                written = bool(paper.texts.get(part, "").strip())
                items.append(
                    Item(
                        key=part,
                        title=part.label,
                        mark=stand_mark(stand, written=written) if stand else Mark(RING, Tone.TEXT3),
                        tooltip="\n".join(
                            line
                            for line in (
                                part.label,
                                stand_word(stand, written=written) if stand else "",
                                stand_sentence(stand) if stand else "",
                                *(stand.missing if stand else ()),
                            )
                            if line
                        ),
                    )
                )
        self.parts.set_items(items)
        if isinstance(current, PlanPart):
            self.parts.choose(current)

    def show_current(self, part: PlanPart) -> None:
        """Mark the part that is looked at."""
        self.parts.choose(part)

    def _open(self, key: object) -> None:
        if isinstance(key, PlanPart):
            self.part_requested.emit(key)
