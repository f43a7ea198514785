"""Texts that can be said again: a widget remembers how to put each of its texts into words.

A kit widget takes a ``Text``: a plain string for content (a name, a number), or a function for
wording (``lambda: _("Import")``), which is called again when the language changes.
"""

from collections.abc import Callable
from html import escape

from PySide6.QtCore import QObject
from PySide6.QtGui import Qt

Text = str | Callable[[], str]
_Said = tuple[Callable[[str], object], Callable[[], str]]


def words(text: Text) -> str:
    """``text`` in the language in force."""
    return text if isinstance(text, str) else text()


def literal_tip(text: str) -> str:
    """``text`` for a tooltip that shows it as it was typed, though a name may look like markup."""
    if not Qt.mightBeRichText(text):
        return text
    return "<span>" + escape(text).replace("\n", "<br>") + "</span>"


def say(owner: QObject, setter: Callable[[str], object], text: Text) -> None:
    """Set ``text`` now; when it is wording, also whenever ``retranslate`` reaches ``owner``.

    A later ``say`` with the same setter replaces the earlier text.
    """
    said: dict[object, _Said] = owner.__dict__.setdefault("_said", {})
    key = (id(getattr(setter, "__self__", setter)), getattr(setter, "__name__", ""))
    if isinstance(text, str):
        said.pop(key, None)
    else:
        said[key] = (setter, text)
    setter(words(text))


def retranslate(root: QObject) -> None:
    """Say every text under ``root`` again, and let widgets that define ``retranslate`` do their part."""
    for item in (root, *root.findChildren(QObject)):
        for setter, text in tuple(item.__dict__.get("_said", {}).values()):
            setter(text())
        own = getattr(item, "retranslate", None)
        if own is not None:
            own()
