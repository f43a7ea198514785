"""A row where there is not always room for all: what can be shown shorter gives way, step by step."""

from collections.abc import Callable, Sequence
from typing import Protocol, runtime_checkable

from PySide6.QtCore import QEvent, QObject
from PySide6.QtWidgets import QLayout, QSizePolicy, QWidget

_WHEN = (QEvent.Type.Resize, QEvent.Type.LayoutRequest, QEvent.Type.Show)


@runtime_checkable
class Yielding(Protocol):
    """A control that has shorter forms."""

    def forms(self) -> list[int]:
        """Widths in pixels, the whole form first, each shorter than the one before."""
        ...

    def form(self) -> int:
        """Which of ``forms`` is shown."""
        ...

    def show_form(self, place: int) -> None:
        """Show that one of ``forms``."""
        ...


class Narrowing(QObject):
    """Chooses the forms of what yields whenever the holder is resized or what is in it changes.

    First all of ``ones`` take their second form, one after the other, then their third: nothing is shorter
    than it has to be. ``ones`` is only asked where there is too little room, or was.
    """

    def __init__(self, holder: QWidget, row: QLayout, ones: Callable[[], Sequence[Yielding]]) -> None:
        super().__init__(holder)
        self._holder, self._row, self._ones = holder, row, ones
        self._is_short = False
        holder.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() in _WHEN:
            self.fit()
        return False

    def fit(self) -> None:
        """Choose the forms again."""
        needed, room = self._row.minimumSize().width(), self._room()
        if needed <= room and not self._is_short:
            return
        ones = self._ones()
        forms, now = [one.forms() for one in ones], [one.form() for one in ones]
        # What the row would need with everything whole, without trying it out.
        needed += sum(widths[0] - widths[form] for widths, form in zip(forms, now, strict=True))
        wanted = [0] * len(ones)
        for step in range(1, max(map(len, forms), default=0)):
            for place, widths in enumerate(forms):
                if needed > room and step < len(widths):
                    needed -= widths[step - 1] - widths[step]
                    wanted[place] = step
        self._is_short = any(wanted)
        for one, form, shown in zip(ones, wanted, now, strict=True):
            if form != shown:
                one.show_form(form)

    def _room(self) -> int:
        outer, width = self._holder.layout(), self._holder.width()
        if outer is None or outer is self._row:
            return width
        margins = outer.contentsMargins()
        return width - margins.left() - margins.right()


def yielding_in(holder: QWidget) -> list[Yielding]:
    """What yields in ``holder`` and takes room there, but not choices that narrow by themselves."""
    return [
        one
        for one in holder.findChildren(QWidget)
        if isinstance(one, Yielding) and one.isVisibleTo(holder) and _takes_room(one.parentWidget(), holder)
    ]


def _takes_room(parent: QWidget | None, holder: QWidget) -> bool:
    if parent is None or parent is holder:
        return True
    return parent.sizePolicy().horizontalPolicy() is not QSizePolicy.Policy.Ignored
