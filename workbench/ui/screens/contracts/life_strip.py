"""The life of a contract as a strip of steps with who and when, and the moves that can be made now."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial

from PySide6.QtCore import QPoint, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFontMetrics, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QMenu, QSizePolicy, QWidget

from workbench.domain.contract_states import ContractState
from workbench.domain.contracts import ContractEvent, ContractEventKind
from workbench.foundation.i18n import _, format_short_date, ngettext, pgettext
from workbench.services.contract_view import ContractView
from workbench.ui.kit.buttons import Button, Kind
from workbench.ui.kit.fonts import interface_font
from workbench.ui.kit.icons import paint_icon
from workbench.ui.kit.surfaces import Surface, horizontal
from workbench.ui.kit.texts import say
from workbench.ui.kit.tokens import S2, S4, SMALL, Tone, tokens

_KIND, _STATE = ContractEventKind, ContractState
_BUTTONS = frozenset(
    {
        *(_KIND.CREDIT_CHECKED, _KIND.REVIEWED, _KIND.APPROVED, _KIND.SIGNED),
        *(_KIND.RETURNED, _KIND.AMENDED, _KIND.RENEWED, _KIND.ARCHIVED),
    }
)
MAIN = (_KIND.CREDIT_CHECKED, _KIND.REVIEWED, _KIND.APPROVED, _KIND.SIGNED)


def move_word(kind: ContractEventKind) -> str:
    """What a button says that takes this step."""
    return {
        _KIND.CREDIT_CHECKED: _("Check the credit…"),
        _KIND.REVIEWED: _("Review…"),
        _KIND.APPROVED: _("Approve…"),
        _KIND.RETURNED: _("Return…"),
        _KIND.SIGNED: _("Record the signature…"),
        _KIND.AMENDED: _("Amend…"),
        _KIND.TERMINATED: _("Terminate…"),
        _KIND.RENEWED: _("Renew…"),
        _KIND.ARCHIVED: _("Archive…"),
        _KIND.NOTED: _("Note…"),
        _KIND.TAKEN_BACK: _("Take the last step back…"),
    }[kind]


def offered(view: ContractView) -> list[ContractEventKind]:
    """The moves to offer, the one that leads on first; amending and renewing belong to a signed one."""
    moves: list[ContractEventKind] = [
        kind for kind in view.moves if kind not in (_KIND.AMENDED, _KIND.RENEWED)
    ]
    if view.life.signed_on is not None and view.life.is_fixed:
        front: list[ContractEventKind] = []
        if view.life.state not in (_STATE.TERMINATED, _STATE.RENEWED):
            front.append(_KIND.AMENDED)
        if view.life.terminated is None and view.renewal_id is None:
            front.append(_KIND.RENEWED)
        if not view.contract.archive_number and _KIND.ARCHIVED in moves:
            moves.remove(_KIND.ARCHIVED)
            front.insert(0, _KIND.ARCHIVED)
        moves = front + moves
    return moves


def missing_words(view: ContractView) -> str:
    """What still keeps the contract from being reviewed, in a few words; empty if nothing does."""
    if view.life.is_fixed:
        return ""
    parts = []
    missing, unexplained, faults = (
        len({one.name for one in view.missing}),
        len(view.unexplained),
        len(view.faults),
    )
    if missing:
        parts.append(
            ngettext("{count} value missing", "{count} values missing", missing).format(count=missing)
        )
    if unexplained:
        parts.append(
            ngettext("{count} reason missing", "{count} reasons missing", unexplained).format(
                count=unexplained
            )
        )
    if faults:
        parts.append(ngettext("{count} fault", "{count} faults", faults).format(count=faults))
    return " · ".join(parts)


@dataclass(frozen=True)
class _Step:
    state: ContractState
    word: str
    told: str
    done: bool
    current: bool


def steps_of(view: ContractView) -> list[_Step]:
    """The steps of the life with who and when; the last one says how it ended."""
    life = view.life
    events: dict[ContractState, ContractEvent | None] = {
        _STATE.IN_REVIEW: life.credit,
        _STATE.REVIEWED: life.reviewed,
        _STATE.APPROVED: life.approved,
        _STATE.SIGNED: life.signed,
        _STATE.TERMINATED: life.terminated,
        _STATE.RENEWED: life.renewed,
    }
    order = [
        *(_STATE.DRAFT, _STATE.IN_REVIEW, _STATE.REVIEWED, _STATE.APPROVED, _STATE.SIGNED, _STATE.IN_FORCE),
        life.state if life.state in (_STATE.TERMINATED, _STATE.RENEWED) else _STATE.ENDED,
    ]
    at = order.index(life.state)
    found = []
    for place, state in enumerate(order):
        event = events.get(state)
        told = ""
        if place <= at and event is not None:
            told = " ".join(
                part for part in (format_short_date(event.on), event.person or event.author) if part
            )
        elif state is _STATE.SIGNED and life.signed_on is not None:
            told = format_short_date(life.signed_on, year=True)
        elif state is _STATE.IN_FORCE and life.starts_on is not None:
            told = format_short_date(life.starts_on, year=True)
        elif state is _STATE.ENDED and life.ends_on is not None:
            told = format_short_date(life.ends_on, year=True)
        word = (
            pgettext("contract step", "Credit checked")
            if state is _STATE.IN_REVIEW and place < at
            else state.label
        )
        # Of a contract that came from elsewhere nobody knows who reviewed it.
        known = event is not None or state not in (_STATE.IN_REVIEW, _STATE.REVIEWED, _STATE.APPROVED)
        if state is _STATE.IN_FORCE and life.terminated is not None and life.starts_on is not None:
            # One that was terminated before its first day was never in force.
            known = life.starts_on <= life.terminated.on
        found.append(_Step(state, word, told, place < at and known, place == at))
    return found


class LifeSteps(QWidget):
    """The steps side by side: a tick for what is done, filled for where it stands."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._steps: Sequence[_Step] = ()
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        say(self, self.setAccessibleName, lambda: _("Life of the contract"))

    def show_view(self, view: ContractView) -> None:
        """Show where this contract stands."""
        self._steps = steps_of(view)
        told = [
            " ".join(filter(None, (one.word, one.told))) for one in self._steps if one.done or one.current
        ]
        self.setAccessibleDescription(", ".join(told))
        self.setToolTip("\n".join(told))
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(560, 56)

    def minimumSizeHint(self) -> QSize:
        return QSize(420, 56)

    def paintEvent(self, event: QPaintEvent) -> None:
        if not self._steps:
            return
        painter, look = QPainter(self), tokens()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        wide = self.width() / len(self._steps)
        for at, step in enumerate(self._steps):
            x = at * wide
            if at + 1 < len(self._steps):
                painter.setPen(QPen(QColor(look.text2 if step.done else look.line_strong), 1.5))
                painter.drawLine(int(x + 22), 13, int(x + wide - 4), 13)
            box = QRectF(x + 2, 4, 18, 18)
            on = step.current
            painter.setPen(
                QPen(QColor(look.accent if on else look.text2 if step.done else look.line_strong), 1.5)
            )
            painter.setBrush(QColor(look.accent if on else look.page))
            painter.drawEllipse(box)
            if step.done:
                paint_icon(painter, box.x() + 3, box.y() + 3, "check", look.text2, 12)
            room = int(wide - 8)
            font = interface_font(SMALL, bold=on)
            painter.setFont(font)
            painter.setPen(QColor(look.accent if on else look.text if step.done else look.text3))
            word = QFontMetrics(font).elidedText(step.word, Qt.TextElideMode.ElideRight, room)
            painter.drawText(QRectF(x + 2, 23, room, 16), Qt.AlignmentFlag.AlignVCenter, word)
            small = interface_font(SMALL)
            painter.setFont(small)
            painter.setPen(QColor(look.text2))
            told = QFontMetrics(small).elidedText(step.told, Qt.TextElideMode.ElideRight, room)
            painter.drawText(QRectF(x + 2, 39, room, 16), Qt.AlignmentFlag.AlignVCenter, told)


class LifeStrip(Surface):
    """Steps at the left; at the right what is missing and the moves. ``moved`` gives the kind of the step."""

    moved = Signal(object)
    check_requested = Signal()
    other_requested = Signal(object)
    """The contract that this one follows, or that follows it."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("toolbar", parent)
        self.setFixedHeight(64)
        self._view: ContractView | None = None
        row = horizontal(self, margins=(S4, 4, S4, 4), gap=S2)
        self.back = Button("", Kind.PLAIN, icon="arrow-left", name=lambda: _("All contracts"))
        row.addWidget(self.back)
        self.steps = LifeSteps()
        row.addWidget(self.steps, 1)
        self.missing = Button("", Kind.LINK, icon="triangle-alert", tone=Tone.WARN)
        self.missing.clicked.connect(self.check_requested)
        self.missing.hide()
        row.addWidget(self.missing)
        self._place = horizontal(gap=S2)
        row.addLayout(self._place)
        self.buttons: dict[ContractEventKind, Button] = {}
        self.more = Button("", Kind.PLAIN, icon="ellipsis", name=lambda: _("More steps"))
        self.more.clicked.connect(self._show_menu)
        row.addWidget(self.more)

    def show_view(self, view: ContractView) -> None:
        """Show where the contract stands and what can be done."""
        self._view = view
        self.steps.show_view(view)
        words = missing_words(view)
        self.missing.say(lambda: missing_words(view))
        self.missing.setVisible(bool(words))
        kinds = offered(view)
        shown = [kind for kind in kinds if kind in _BUTTONS][:2]
        if list(self.buttons) != shown:
            held = next((kind for kind, one in self.buttons.items() if one.hasFocus()), None)
            for button in self.buttons.values():
                self._place.removeWidget(button)
                button.hide()
                button.deleteLater()
            self.buttons = {}
            for place, kind in enumerate(shown):
                main = place == 0 and kind in MAIN
                button = Button(
                    partial(self._word, kind),
                    Kind.PRIMARY if main else Kind.SECONDARY,
                    hint="Ctrl Enter" if main else "",
                    parent=self,
                )
                button.clicked.connect(lambda _checked, kind=kind: self.moved.emit(kind))
                self._place.addWidget(button)
                self.buttons[kind] = button
            if held is not None and self.buttons:
                next(iter(self.buttons.values())).setFocus()
        linked = view.renewal_id is not None or view.renews is not None
        self.more.setVisible(len(kinds) > len(shown) or linked)

    def main_move(self) -> ContractEventKind | None:
        """The step that leads on."""
        return next((kind for kind in self.buttons), None)

    def menu(self) -> QMenu:
        """The other moves."""
        menu = QMenu(self)
        menu.aboutToHide.connect(menu.deleteLater)
        for kind in offered(self._view) if self._view else ():
            if kind in self.buttons:
                continue
            menu.addAction(self._word(kind), partial(self.moved.emit, kind))
        view = self._view
        if view is not None and view.renewal_id is not None:
            menu.addAction(
                _("Open the one that follows"), partial(self.other_requested.emit, view.renewal_id)
            )
        if view is not None and view.renews is not None:
            menu.addAction(_("Open the one it follows"), partial(self.other_requested.emit, view.renews.id))
        return menu

    def _word(self, kind: ContractEventKind) -> str:
        if kind is _KIND.TERMINATED and self._view is not None and not self._view.life.is_fixed:
            return _("Give the draft up…")
        return move_word(kind)

    def _show_menu(self) -> None:
        self.menu().popup(self.more.mapToGlobal(QPoint(0, self.more.height())))
