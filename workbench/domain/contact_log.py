"""Calls, letters and messages: contact that is no visit (2-rules §7.2)."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from workbench.foundation.i18n import pgettext
from workbench.foundation.ids import Id


class Channel(StrEnum):
    """How there was contact."""

    CALL = "call"
    MESSAGE = "message"
    EMAIL = "email"
    LETTER = "letter"

    @property
    def label(self) -> str:
        return {
            Channel.CALL: pgettext("contact channel", "Call"),
            Channel.MESSAGE: pgettext("contact channel", "Message"),
            Channel.EMAIL: pgettext("contact channel", "E-mail"),
            Channel.LETTER: pgettext("contact channel", "Letter"),
        }[self]


@dataclass(frozen=True)
class LoggedContact:
    """One call, letter or message; ``at`` is local ``HH:MM`` or empty."""

    id: Id
    account_id: Id
    channel: Channel
    text: str
    on: date
    at: str = ""
    contact_id: Id | None = None
    manager_id: Id | None = None
