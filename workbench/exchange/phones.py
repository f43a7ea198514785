"""Telephone numbers as people write them: understood, formatted, and never changed in what is stored.

A number is read as one of China unless it begins with the code of another country.
"""

import re
import unicodedata
from dataclasses import dataclass
from enum import Enum

from workbench.foundation.i18n import _, pgettext

# Several numbers of one field stand behind each other with one of these between them.
_BETWEEN = re.compile(r"\s*[；;、\n]\s*|\s+/\s+")
_EXTENSION = re.compile(
    r"\s*(?:转分机|转|轉|分机|分機|内线|內線|ext\.?|x|#)\s*[:：.]?\s*(\d{1,6})\s*$", re.IGNORECASE
)
_DASHED_EXTENSION = re.compile(r"^(.*\d)\s*[-－—]\s*(\d{1,5})$")
_HOME = "CN"
_COUNTRY_CODE = 86


class PhoneKind(Enum):
    """What sort of line a number is."""

    MOBILE = "mobile"
    LANDLINE = "landline"
    SERVICE = "service"
    OTHER = "other"

    @property
    def label(self) -> str:
        return {
            PhoneKind.MOBILE: pgettext("phone", "Mobile"),
            PhoneKind.LANDLINE: pgettext("phone", "Landline"),
            PhoneKind.SERVICE: pgettext("phone", "Service number"),
            PhoneKind.OTHER: pgettext("phone", "Other number"),
        }[self]


@dataclass(frozen=True)
class Phone:
    """One number: as typed, and as it is shown (with its extension); ``None`` as kind: not understood."""

    typed: str
    shown: str
    kind: PhoneKind | None
    extension: str = ""

    @property
    def understood(self) -> bool:
        """Whether it is a number that can be dialled."""
        return self.kind is not None

    def told(self) -> str:
        """The number with what sort of line it is."""
        return f"{self.shown} · {self.kind.label}" if self.kind is not None else self.shown


def split_phones(text: str) -> list[str]:
    """The numbers of a field that may hold several, as typed."""
    return [part for part in _BETWEEN.split(text.strip()) if part]


def read_phones(text: str) -> tuple[Phone, ...]:
    """Every number of a field."""
    return tuple(read_phone(part) for part in split_phones(text))


def read_phone(text: str) -> Phone:
    """One number; what is no number that can be dialled is given back as typed."""
    plain = unicodedata.normalize("NFKC", text).strip()
    number, extension = _without_extension(plain)
    found = _parsed(number, extension)
    if found is None and not extension and (dashed := _DASHED_EXTENSION.match(plain)):
        # 010-62801234-801: the last group is an extension where the rest is a number by itself.
        found = _parsed(dashed[1], dashed[2])
    return Phone(text.strip(), *found) if found else Phone(text.strip(), text.strip(), None)


def _without_extension(text: str) -> tuple[str, str]:
    found = _EXTENSION.search(text)
    return (text[: found.start()], found[1]) if found else (text, "")


def _parsed(number: str, extension: str) -> tuple[str, PhoneKind, str] | None:
    # Imported late: a window without a telephone number never needs the numbering plans.
    import phonenumbers
    from phonenumbers import PhoneNumberFormat, PhoneNumberType

    if any(sign.isalpha() for sign in number):
        return None
    try:
        parsed = phonenumbers.parse(number, _HOME)
    except phonenumbers.NumberParseException:
        return None
    if not phonenumbers.is_valid_number(parsed):
        return None
    at_home = parsed.country_code == _COUNTRY_CODE
    shown = phonenumbers.format_number(
        parsed, PhoneNumberFormat.NATIONAL if at_home else PhoneNumberFormat.INTERNATIONAL
    )
    kind = {
        PhoneNumberType.MOBILE: PhoneKind.MOBILE,
        PhoneNumberType.FIXED_LINE: PhoneKind.LANDLINE,
        PhoneNumberType.SHARED_COST: PhoneKind.SERVICE,
        PhoneNumberType.TOLL_FREE: PhoneKind.SERVICE,
        PhoneNumberType.PREMIUM_RATE: PhoneKind.SERVICE,
    }.get(phonenumbers.number_type(parsed), PhoneKind.OTHER)
    if extension:
        shown = _("{number} ext. {extension}").format(number=shown, extension=extension)
    return shown, kind, extension
