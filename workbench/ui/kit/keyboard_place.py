"""Where the keyboard goes when a page, or a part of one, has just been shown."""

from collections.abc import Iterator

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractButton, QAbstractItemView, QComboBox, QLineEdit, QWidget

_CONTROLS = (QAbstractButton, QLineEdit, QComboBox)


def put_keyboard_into(page: QWidget) -> None:
    """Give the focus to the list, table, board or map of ``page``, or else to its first control.

    While nothing is there yet ``page`` has it itself, and Tab leads to what came first.
    """
    places = [place for place in _after(page) if page.isAncestorOf(place)]
    content = (place for place in places if not isinstance(place, _CONTROLS) and not _is_empty(place))
    _give(next(content, next(iter(places), page)))


def put_keyboard_after(widget: QWidget, within: QWidget) -> None:
    """Give the focus to what comes first after ``widget`` in the order of Tab."""
    _give(next((place for place in _after(widget) if within.isAncestorOf(place)), None))


def _after(widget: QWidget) -> Iterator[QWidget]:
    place = widget.nextInFocusChain()
    while place is not None and place is not widget:
        if _takes_keyboard(place):
            yield place
        place = place.nextInFocusChain()


def _takes_keyboard(widget: QWidget) -> bool:
    # The policy late: Python makes an enum of it each time, and the chain goes through the whole window. The
    # proxy last: asking widgets for it that have one takes it away from its parent in PySide.
    if not (widget.isVisible() and widget.isEnabled()):
        return False
    by_tab = widget.focusPolicy().value & Qt.FocusPolicy.TabFocus.value
    return bool(by_tab) and widget.focusProxy() is None


def _is_empty(place: QWidget) -> bool:
    return isinstance(place, QAbstractItemView) and not place.model().rowCount()


def _give(place: QWidget | None) -> None:
    if place is not None:
        place.setFocus(Qt.FocusReason.OtherFocusReason)
