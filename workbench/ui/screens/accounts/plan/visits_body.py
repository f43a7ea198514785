"""The year's visits as twelve months: made, ahead, and how many are asked for."""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QRectF, Qt, Signal
from PySide6.QtGui import QColor, QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QToolTip, QWidget

from workbench.domain.account_plan import AccountPlanPaper
from workbench.domain.visits import VisitState
from workbench.foundation.i18n import _, format_date, month_name, ngettext
from workbench.ui.kit.fonts import interface_font
from workbench.ui.kit.item_list import ItemList
from workbench.ui.kit.item_paint import Item
from workbench.ui.kit.marks import CAUTION, Mark
from workbench.ui.kit.surfaces import vertical
from workbench.ui.kit.tokens import S2, SMALL, Tone, tokens
from workbench.ui.screens.accounts.looks import visit_chip
from workbench.ui.screens.accounts.plan.objective_card import Step

NEXT_SHOWN = 4
_BOX, _GAP, _ACROSS = 8, 3, 5


@dataclass(frozen=True)
class MonthCount:
    """Visits of one month."""

    month: int
    done: int = 0
    ahead: int = 0
    missed: int = 0
    required: int = 0

    @property
    def told(self) -> str:
        """For the tooltip and whoever does not see it."""
        parts = [
            ngettext("{count} made", "{count} made", self.done).format(count=self.done),
            ngettext("{count} ahead", "{count} ahead", self.ahead).format(count=self.ahead),
            ngettext("{count} asked for", "{count} asked for", self.required).format(count=self.required),
        ]
        if self.missed:
            parts.append(ngettext("{count} missed", "{count} missed", self.missed).format(count=self.missed))
        return f"{month_name(self.month)}: " + ", ".join(parts)


def months_of(paper: AccountPlanPaper, required: Sequence[int]) -> tuple[MonthCount, ...]:
    """The visits of the plan's year by month, and what the rules ask for in each."""
    counts = {month: [0, 0, 0] for month in range(1, 13)}
    for visit in paper.visits:
        if visit.on.year != paper.year:
            continue
        place = 0 if visit.state is VisitState.DONE else 1 if visit.state.is_open else None
        place = 2 if visit.state is VisitState.MISSED else place
        if place is not None:
            counts[visit.on.month][place] += 1
    asked = tuple(required) or (0,) * 12
    return tuple(
        MonthCount(month, found[0], found[1], found[2], asked[month - 1]) for month, found in counts.items()
    )


class MonthStrip(QWidget):
    """Twelve cells with boxes: full = made, outlined = ahead, crossed = missed, dotted = asked for."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.months: Sequence[MonthCount] = ()
        self._now = 0
        self.setFixedHeight(52)
        self.setMouseTracking(True)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def show_months(self, months: Sequence[MonthCount], now: int) -> None:
        """Show these; ``now`` is the month that is running, 0 in another year."""
        self.months, self._now = months, now
        self.setAccessibleName("; ".join(one.told for one in months))
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        look, painter = tokens(), QPainter(self)
        wide = self.width() / 12
        for place, one in enumerate(self.months):
            x = place * wide
            if one.month == self._now:
                painter.fillRect(QRectF(x, 0, wide, self.height()), QColor(look.selected))
            if place:
                painter.fillRect(QRectF(round(x), 0, 1, self.height()), QColor(look.row_line))
            painter.setFont(interface_font(SMALL))
            painter.setPen(QColor(look.text2))
            box = QRectF(x, 2, wide, 18)
            painter.drawText(box, Qt.AlignmentFlag.AlignCenter, month_name(one.month))
            self._paint_boxes(painter, x, wide, one)

    def _paint_boxes(self, painter: QPainter, x: float, wide: float, one: MonthCount) -> None:
        look = tokens()
        kinds = [0] * one.done + [1] * one.ahead + [2] * one.missed
        kinds += [3] * (one.required - one.done - one.ahead - one.missed)
        across = max(min(int((wide - 8) / (_BOX + _GAP)), _ACROSS), 1)
        shown = kinds[: 2 * across]
        for at, kind in enumerate(shown):
            row, column = divmod(at, across)
            in_row = min(len(shown) - row * across, across)
            left = round(x + (wide - in_row * (_BOX + _GAP) + _GAP) / 2 + column * (_BOX + _GAP))
            box = QRectF(left + 0.5, 24.5 + row * (_BOX + _GAP), _BOX - 1, _BOX - 1)
            ink = QColor(look.of((Tone.OK, Tone.ACCENT, Tone.DANGER, Tone.TEXT3)[kind]))
            painter.setPen(QPen(ink, 1, Qt.PenStyle.DotLine if kind == 3 else Qt.PenStyle.SolidLine))
            painter.setBrush(ink if kind == 0 else Qt.BrushStyle.NoBrush)
            painter.drawRect(box)
            if kind == 2:
                painter.drawLine(box.topLeft(), box.bottomRight())
                painter.drawLine(box.topRight(), box.bottomLeft())

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        at = int(event.position().x() / max(self.width() / 12, 1))
        if 0 <= at < len(self.months):
            QToolTip.showText(event.globalPosition().toPoint(), self.months[at].told, self)


class VisitsBody(QWidget):
    """The strip, what is asked for against what was done, and the next visits."""

    visit_opened = Signal(object)
    schedule_requested = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._shown: tuple[object, ...] = ()
        self._required: tuple[int, ...] = ()
        column = vertical(self, gap=S2)
        self.strip = MonthStrip()
        column.addWidget(self.strip)
        self.lines = ItemList(lambda: _("Visits of the year"), fit=True, padding=0)
        self.lines.opened.connect(self._open)
        column.addWidget(self.lines)

    def show_required(self, required: tuple[int, ...]) -> None:
        """What the rules ask for in each month; shown with the next paper."""
        self._required = required

    def show_paper(self, paper: AccountPlanPaper) -> list[Step]:
        """Show the visits of the plan's year."""
        shown = (paper.year, paper.visits, paper.visit_records, paper.today, self._required)
        if shown != self._shown:
            self._shown = shown
            now = paper.today.month if paper.today.year == paper.year else 0
            self.strip.show_months(months_of(paper, self._required), now)
            self.lines.set_items([*_required(paper), *_next(paper)])
        return []

    def retranslate(self) -> None:
        """Say everything again with the next paper."""
        self._shown = ()

    def _open(self, key: object) -> None:
        if key == "schedule":
            self.schedule_requested.emit()
        elif key is not None:
            self.visit_opened.emit(key)


def _required(paper: AccountPlanPaper) -> list[Item]:
    found = []
    for one in paper.visit_records:
        late = one.overdue_count
        found.append(
            Item(
                key=None,
                title=one.required.label,
                mark=CAUTION if late else Mark("check", Tone.OK),
                note=ngettext("{count} overdue", "{count} overdue", late).format(count=late) if late else "",
                right=_("{done} of {required} this year so far").format(
                    done=one.done_count, required=one.required_count
                ),
                tooltip=one.required.rule,
            )
        )
    return found


def _next(paper: AccountPlanPaper) -> list[Item]:
    ahead = paper.coming_visits
    items = []
    for visit in ahead[:NEXT_SHOWN]:
        word, tone, icon, outline = visit_chip(visit, paper.today)
        items.append(
            Item(
                key=visit.id,
                title=visit.kind.label,
                mark=Mark("calendar-days", Tone.TEXT2),
                right=format_date(visit.on),
                note=visit.purpose,
                chip=word,
                chip_tone=tone,
                chip_icon=icon,
                chip_outline=outline,
            )
        )
    if not ahead:
        items.append(Item(key="schedule", title=_("No visit is ahead. Schedule one…"), mark=Mark("plus")))
    more = len(ahead) - NEXT_SHOWN
    if more > 0:
        text = ngettext("and {count} more", "and {count} more", more).format(count=more)
        items.append(Item(key=None, title=text))
    return items
