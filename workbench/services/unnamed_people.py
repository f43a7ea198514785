"""People who are only known to exist go by what they do, until somebody says who they are (2-rules §6)."""

from collections.abc import Mapping
from typing import Any

from workbench.domain.accounts import Contact
from workbench.foundation.errors import BadInput
from workbench.foundation.i18n import LANGUAGES, _, use_language


def named_values(contact: Contact, name: str) -> dict[str, Any]:
    """What is stored when a placeholder gets its name; raises ``BadInput`` without one."""
    if not name.strip():
        raise BadInput(_("A person needs a name."), hint=_("Type the name."), where="name")
    values: dict[str, Any] = {"name": name.strip(), "is_placeholder": False}
    # Nothing was known of somebody: that is no title.
    if contact.title or is_nobody_known(contact):
        return values
    return {**values, "title": contact.name}


def is_nobody_known(contact: Contact) -> bool:
    """Whether not even what somebody does is known of them, in whatever language they were added."""
    return contact.name in _somebody()


def recorded_values(contact: Contact, values: Mapping[str, Any]) -> dict[str, Any]:
    """What is stored of a placeholder whose record says ``values``, by column.

    A name gives them theirs; with an empty one they go by the title, since that is what they do.
    """
    if not contact.is_placeholder or "name" not in values or values["name"] == contact.name:
        return dict(values)
    name, does = str(values["name"]).strip(), str(values.get("title", "")).strip()
    if name:
        return {**named_values(contact, name), **values, "name": name}
    if contact.title:
        return {**values, "name": contact.name}
    return {**values, "name": does or _("Somebody"), "title": ""}


def _somebody() -> set[str]:
    """What a person of whom nothing is known is called, in each language."""
    words = set()
    for code in LANGUAGES:
        with use_language(code):
            words.add(_("Somebody"))
    return words
