"""How close one of theirs and one of ours are, in words."""

from workbench.foundation.i18n import pgettext
from workbench.ui.kit.texts import Text

TIE_STRENGTHS = (1, 2, 3)


def closeness_word(strength: int | None) -> str:
    """A tie of that strength in a word; empty where it is not known."""
    return {
        1: pgettext("tie on the map", "weak"),
        2: pgettext("tie on the map", "steady"),
        3: pgettext("tie on the map", "close"),
    }.get(strength or 0, "")


def closeness_text(strength: int) -> Text:
    """The same for a control that may change its language."""
    return lambda: closeness_word(strength)
