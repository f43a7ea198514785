"""Beneath the influence map on paper: our people with whom they meet (2-rules §6)."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from reportlab.lib.colors import HexColor

from workbench.documents.fonts import BOLD, REGULAR
from workbench.documents.influence_cards import clip_line, fold
from workbench.documents.paragraph import Block
from workbench.documents.pen import dip, rule, write_line
from workbench.documents.styles import SECOND, STRONG_LINE, TEXT
from workbench.documents.wording import joined
from workbench.domain.accounts import Manager
from workbench.domain.influence_map import InfluenceMap
from workbench.foundation.i18n import _, pgettext
from workbench.foundation.ids import Id

_FILL = HexColor("#F8F9FB")
_GAP, _PAD = 7.0, 7.0
_LABEL = 34.0
_NARROWEST = 92.0
_MOST_IN_ROW = 7
_NAME, _SMALL = 8.5, 7.5
_MEETS_LINES = 3
_STEP = 10.5


@dataclass(frozen=True)
class OurCard:
    """One of ours with the people of theirs they deal with."""

    manager: Manager
    meets: tuple[str, ...]


def our_cards(map: InfluenceMap, among: Collection[Id] | None = None) -> tuple[OurCard, ...]:
    """Our people who deal with somebody there, or are responsible for the account; others stay out.

    ``among`` limits whom they meet to these people.
    """
    names = {one.id: one.name for one in map.contacts if among is None or one.id in among}
    found = []
    for one in map.managers:
        ties = [tie for tie in map.ties if tie.manager_id == one.id and tie.contact_id in names]
        ties.sort(key=lambda tie: -(tie.strength or 0))
        if ties or one.id in (map.account.manager_id, map.account.second_manager_id):
            found.append(OurCard(one, tuple(names[tie.contact_id] for tie in ties)))
    return tuple(found)


class OurBand(Block):
    """Our people in a row of cards, or in several."""

    def __init__(self, cards: Sequence[OurCard]) -> None:
        super().__init__(before=2, after=4)
        self._cards = cards
        self._wide = 0.0
        self._rows: list[Sequence[OurCard]] = []
        self._heights: list[float] = []

    def wrap(self, available_width: float, available_height: float) -> tuple[float, float]:
        self.width = available_width
        room = available_width - _LABEL
        abreast = min(_MOST_IN_ROW, max(1, int((room + _GAP) / (_NARROWEST + _GAP))))
        abreast = min(abreast, max(len(self._cards), 4))
        self._wide = (room + _GAP) / abreast - _GAP
        self._rows = [self._cards[at : at + abreast] for at in range(0, len(self._cards), abreast)]
        self._heights = [
            max(len(self._lines(one)) for one in row) * _STEP + 2 * _PAD - 2 for row in self._rows
        ]
        self.height = 8 + sum(self._heights) + _GAP * (len(self._rows) - 1)
        return self.width, self.height

    def _lines(self, one: OurCard) -> list[tuple[str, str, float]]:
        room = self._wide - 2 * _PAD
        lines = [(clip_line(one.manager.name, BOLD, _NAME, room), BOLD, _NAME)]
        if one.manager.title:
            lines.append((clip_line(one.manager.title, REGULAR, _SMALL, room), REGULAR, _SMALL))
        if one.meets:
            text = _("meets {names}").format(names=joined(list(one.meets)))
            lines += [(line, REGULAR, _SMALL) for line in fold(text, REGULAR, _SMALL, room, _MEETS_LINES)]
        return lines

    def draw(self) -> None:
        canvas = self.canv
        canvas.setStrokeColor(STRONG_LINE)
        canvas.setLineWidth(0.7)
        rule(canvas, 0, self.width, self.height)
        top = self.height - 8
        dip(canvas, SECOND)
        label = pgettext("influence map", "Our side")
        for number, line in enumerate(fold(label, REGULAR, _SMALL, _LABEL - 4, 2)):
            write_line(canvas, 0, top - _PAD - 7 - 9.5 * number, line, REGULAR, _SMALL)
        for row, height in zip(self._rows, self._heights, strict=True):
            for index, one in enumerate(row):
                left = _LABEL + index * (self._wide + _GAP)
                canvas.setFillColor(_FILL)
                canvas.setStrokeColor(STRONG_LINE)
                canvas.roundRect(left, top - height, self._wide, height, 5, stroke=1, fill=1)
                baseline = top - _PAD - 7
                for number, (text, font, size) in enumerate(self._lines(one)):
                    is_title = number == 1 and bool(one.manager.title)
                    dip(canvas, SECOND if is_title else TEXT)
                    write_line(canvas, left + _PAD, baseline, text, font, size)
                    baseline -= _STEP
            top -= height + _GAP
