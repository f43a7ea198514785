"""Text that is too much for a field: refused at the field, in words, before it stops the window."""

from PySide6.QtCore import QMimeData
from PySide6.QtWidgets import QToolTip, QWidget

from workbench.foundation.i18n import _, format_number
from workbench.ui.kit.texts import literal_tip

LONGEST_LINE = 10_000
"""Characters that a field of one line takes; what a record keeps may be less, and is told on saving."""
LONGEST_PASTE = 20_000
"""Characters taken into an area at once: setting more stops the window for longer than one notices."""


def is_too_much(field: QWidget, source: QMimeData) -> bool:
    """Whether the text that is pasted or dropped is longer than an area takes at once; told at ``field``."""
    text = source.text() if source.hasText() else ""
    if len(text) <= LONGEST_PASTE:
        return False
    tell(
        field,
        _(
            "This text has {count} characters; at most {limit} can be pasted at once. "
            "Nothing was pasted. Keep it as a file instead."
        ).format(count=format_number(len(text)), limit=format_number(LONGEST_PASTE)),
    )
    return True


def tell_cut(field: QWidget) -> None:
    """Say that of what was pasted into a line only the beginning stands there."""
    told = _("A line takes at most {limit} characters; the rest was left out.")
    tell(field, told.format(limit=format_number(LONGEST_LINE)))


def tell(field: QWidget, text: str) -> None:
    """Say ``text`` beneath the field, where one looks."""
    QToolTip.showText(field.mapToGlobal(field.rect().bottomLeft()), literal_tip(text), field)
