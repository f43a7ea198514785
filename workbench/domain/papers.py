"""What is chosen when something is printed: the sheet, and who will read it (quality: Paper)."""

from dataclasses import dataclass
from enum import StrEnum

from workbench.foundation.i18n import pgettext


class PaperSize(StrEnum):
    """The sheet a paper is set for."""

    A4 = "a4"
    LETTER = "letter"

    @property
    def label(self) -> str:
        return {PaperSize.A4: pgettext("paper", "A4"), PaperSize.LETTER: pgettext("paper", "Letter")}[self]


class Profile(StrEnum):
    """Who reads it: ``CUSTOMER`` never holds support, politics, credit grade or margin."""

    INTERNAL = "internal"
    CUSTOMER = "customer"

    @property
    def label(self) -> str:
        return {
            Profile.INTERNAL: pgettext("print profile", "Internal"),
            Profile.CUSTOMER: pgettext("print profile", "For the customer"),
        }[self]


@dataclass(frozen=True)
class Paper:
    """A finished PDF."""

    content: bytes
    pages: int
