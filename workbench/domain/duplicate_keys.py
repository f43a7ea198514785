"""Phones, sites and lists of names as they are compared, however they were typed (A8)."""

from workbench.domain.company_words import PUBLIC_MAIL
from workbench.domain.search_text import folded, squashed

SEPARATOR = "；"
_PHONE_DIGITS, _WITH_COUNTRY = 7, 11


def several(text: str) -> tuple[str, ...]:
    """The names, codes or phones of a field that holds several."""
    for sign in (";", "、", "\n"):
        text = text.replace(sign, SEPARATOR)
    return tuple(part.strip() for part in text.split(SEPARATOR) if part.strip())


def phone_key(text: str) -> str:
    """A phone number as it is compared; empty for too few digits."""
    digits = "".join(sign for sign in squashed(text) if sign.isdigit()).lstrip("0")
    if len(digits) > _WITH_COUNTRY:
        digits = digits.removeprefix("86").lstrip("0")
    return digits if len(digits) >= _PHONE_DIGITS and len(set(digits)) > 2 else ""


def domain_key(text: str) -> str:
    """The domain of a website or e-mail address; empty for public mail, which says nothing of its owner."""
    host = folded(text).strip().rpartition("://")[2].rpartition("@")[2]
    for end in "/?#:":
        host = host.partition(end)[0]
    host = host.strip(". ").removeprefix("www.")
    return "" if host in PUBLIC_MAIL or "." not in host or " " in host else host
