"""The recovery code: the key of one file as fifteen groups of four letters and digits, for paper.

Thirteen groups hold a version mark and the 32 bytes of the key, two are a check over all of them (a
Reed-Solomon code over the groups, as on compact discs). One mistyped group is found with certainty,
whatever is wrong with it; two are never taken for a whole code. The alphabet leaves out I, L, O and U:
what looks like 1 or 0 is read as such.
"""

import re
import unicodedata
from dataclasses import dataclass
from typing import Final

from workbench.foundation.errors import WrongPassphrase
from workbench.foundation.i18n import _

KEY_BYTES: Final = 32
GROUPS: Final = 15
GROUP_SIZE: Final = 4
VERSION: Final = 1

_ALPHABET: Final = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
_LOOK_ALIKE: Final = str.maketrans({"O": "0", "I": "1", "L": "1"})
_APART: Final = re.compile(r"[\s\-‐-―－_.·]+")
_CHECKS: Final = 2
_BITS: Final = 20
_FIELD: Final = 1 << _BITS
# x^20 + x^3 + 1 is primitive: x stands for no two equal powers below 2^20 - 1.
_POLYNOMIAL: Final = _FIELD | 0b1001
# Less than so many groups may as well be words of a passphrase.
_FEWEST_GROUPS: Final = 8
# Of a code typed without spaces, up to one group too short; longer ones are keys that programs made.
_LENGTHS: Final = range((GROUPS - 1) * GROUP_SIZE, (GROUPS + 1) * GROUP_SIZE)


@dataclass(frozen=True)
class Mistyped:
    """What is wrong with a text that was meant as a code. ``group``, from 1, where one group is to blame."""

    message: str
    hint: str
    group: int = 0


def write_code(key: bytes) -> tuple[str, ...]:
    """The groups of the code of a key of 32 bytes. They are as secret as the key itself."""
    if len(key) != KEY_BYTES:
        raise ValueError("a key has 32 bytes")
    number = VERSION << (8 * KEY_BYTES) | int.from_bytes(key, "big")
    data = [number >> (_BITS * place) & (_FIELD - 1) for place in reversed(range(GROUPS - _CHECKS))]
    return tuple(_letters(one) for one in (*data, *_checks(data)))


def read_code(text: str) -> bytes | None:
    """The key that ``text`` is the code of, or ``None`` if it is no whole code of this version.

    Small letters, full-width ones and any spaces or strokes between the letters are the same code.
    """
    groups = _groups(_plain(text))
    if groups is None or any(_syndromes(groups)):
        return None
    number = 0
    for one in groups[: GROUPS - _CHECKS]:
        number = number << _BITS | one
    if number >> (8 * KEY_BYTES) != VERSION:
        return None
    return (number & ((1 << 8 * KEY_BYTES) - 1)).to_bytes(KEY_BYTES, "big")


def find_mistake(text: str) -> Mistyped | None:
    """What is wrong with a text that looks like a code and is none; else ``None``."""
    parts = _parts(text)
    if not _looks_like_code(parts) or read_code(text) is not None:
        return None
    mend = _("Compare it with the paper, group by group.")
    for place, part in enumerate(parts, 1):
        strange = [sign for sign in part if sign not in _ALPHABET]
        if strange:
            message = _("Group {number} of the recovery code has “{sign}”, which stands in no code.").format(
                number=place, sign=strange[0]
            )
            return Mistyped(message, mend, place)
        if len(part) != GROUP_SIZE:
            message = _("Group {number} of the recovery code does not have four letters or digits.").format(
                number=place
            )
            return Mistyped(message, mend, place)
    if len(parts) != GROUPS:
        message = _("A recovery code has {wanted} groups; here are {found}.").format(
            wanted=GROUPS, found=len(parts)
        )
        return Mistyped(message, mend)
    groups = _groups("".join(parts))
    assert groups is not None
    if not any(_syndromes(groups)):
        message = _("This recovery code was printed by a newer version of the program.")
        return Mistyped(message, _("Install that version, or enter the passphrase."))
    place = _one_wrong(groups)
    if place:
        # Without the group itself: messages end up in the logs of scripts.
        return Mistyped(
            _("Group {number} of the recovery code is mistyped.").format(number=place), mend, place
        )
    return Mistyped(_("Several groups of the recovery code are mistyped."), mend)


def wrong_code(where: str) -> WrongPassphrase:
    """The error for a whole code that is not of the file at ``where``."""
    return WrongPassphrase(
        _("This recovery code is not of this file, or of an earlier passphrase."),
        hint=_("A code is void once the passphrase was changed: enter the passphrase, or the newest code."),
        where=where,
    )


def _plain(text: str) -> str:
    return _APART.sub("", unicodedata.normalize("NFKC", text)).upper().translate(_LOOK_ALIKE)


def _parts(text: str) -> list[str]:
    """The groups as they were typed; a text without any space is cut into fours if it is about as long."""
    folded = unicodedata.normalize("NFKC", text).upper().translate(_LOOK_ALIKE)
    parts = [part for part in _APART.split(folded) if part]
    if len(parts) == 1 and len(parts[0]) in _LENGTHS:
        return [parts[0][at : at + GROUP_SIZE] for at in range(0, len(parts[0]), GROUP_SIZE)]
    return parts


def _looks_like_code(parts: list[str]) -> bool:
    of_four = sum(len(part) == GROUP_SIZE for part in parts)
    if len(parts) > GROUPS + 2:
        return False
    return of_four >= _FEWEST_GROUPS and of_four >= len(parts) - 2 and all(part.isascii() for part in parts)


def _groups(plain: str) -> list[int] | None:
    if len(plain) != GROUPS * GROUP_SIZE or any(sign not in _ALPHABET for sign in plain):
        return None
    return [_number(plain[at : at + GROUP_SIZE]) for at in range(0, len(plain), GROUP_SIZE)]


def _letters(number: int) -> str:
    return "".join(_ALPHABET[number >> (5 * place) & 31] for place in reversed(range(GROUP_SIZE)))


def _number(group: str) -> int:
    number = 0
    for sign in group:
        number = number << 5 | _ALPHABET.index(sign)
    return number


def _times(left: int, right: int) -> int:
    """The product in the field of 2^20 elements."""
    product = 0
    while right:
        if right & 1:
            product ^= left
        right >>= 1
        left <<= 1
        if left & _FIELD:
            left ^= _POLYNOMIAL
    return product


def _syndromes(groups: list[int]) -> tuple[int, int]:
    """The value of the groups, as a polynomial, at 1 and at x: both 0 for a whole code."""
    at_one = at_x = 0
    for one in groups:
        at_one ^= one
        at_x = _times(at_x, 2) ^ one
    return at_one, at_x


def _checks(data: list[int]) -> tuple[int, int]:
    """The two groups that make both syndromes 0: their sum is s, and x times the first plus the second t."""
    first, second = _syndromes([*data, 0, 0])
    # a + b = first and x a + b = second, so (x + 1) a = first + second.
    high = _times(first ^ second, _INVERSE_OF_X_PLUS_1)
    return high, high ^ first


def _inverse(of: int) -> int:
    """By the field's order: the power 2^20 - 2."""
    result, power, left = 1, of, _FIELD - 2
    while left:
        if left & 1:
            result = _times(result, power)
        power = _times(power, power)
        left >>= 1
    return result


_INVERSE_OF_X_PLUS_1: Final = _inverse(3)


def _one_wrong(groups: list[int]) -> int:
    """The number of the only wrong group, from 1; 0 where more than one is wrong."""
    at_one, at_x = _syndromes(groups)
    if not at_one:
        return 0
    found = at_one
    for place in reversed(range(GROUPS)):
        if found == at_x:
            return place + 1
        found = _times(found, 2)
    return 0
