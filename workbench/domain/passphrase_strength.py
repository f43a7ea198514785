"""How hard a passphrase is to guess, said honestly: length counts, common words and runs hardly do.

Without a dictionary of any size this is an estimate from above: what it calls weak is weak, what it calls
good may still stand in somebody's list.
"""

import math
import re
import unicodedata
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from workbench.foundation.i18n import _

# Each of these is tried first by whoever guesses; the year, the firm's name and birthdays come next.
_WORDS: Final = """
password passwort passw0rd p@ssw0rd secret welcome admin administrator login letmein master root
user test guest hello monkey dragon sunshine princess football baseball shadow superman iloveyou
trustno1 whatever qwertyuiop qwerty qwertz azerty asdfghjkl asdfgh zxcvbnm zxcvbn 1q2w3e4r 1q2w3e
1qaz2wsx qazwsx abc123 a1b2c3 123abc woaini woaini1314 5201314 520 1314 mima nihao zhongguo beijing
shanghai shenzhen  aini wang zhang huang chen liu company office workbench kunde kunden
customer account accounts sales manager summer winter spring autumn january february march april
june july august september october november december monday friday
密码 我的密码 公司 客户 你好 我爱你 中国 北京 上海 深圳
"""
_COMMON: Final = sorted(_WORDS.split(), key=len, reverse=True)
_ROWS: Final = ("abcdefghijklmnopqrstuvwxyz", "0123456789", "qwertyuiop", "asdfghjkl", "zxcvbnm")
_YEAR: Final = re.compile(r"(19|20)\d\d")
_LEET: Final = str.maketrans("@013457$", "aoieasts")
_COMMON_BITS: Final = 9.0
_YEAR_BITS: Final = 6.0
_RUN_BITS: Final = 5.0
_SHORTEST_RUN: Final = 3


class Strength(StrEnum):
    """``WEAK`` falls to a patient computer, ``FAIR`` to a determined firm, ``GOOD`` to nobody we know of."""

    WEAK = "weak"
    FAIR = "fair"
    GOOD = "good"


@dataclass(frozen=True)
class Judgement:
    """How strong, why, and the estimated number of bits a guesser has to find."""

    strength: Strength
    message: str
    bits: float


def judge_passphrase(passphrase: str) -> Judgement:
    """What to tell whoever chooses it; never the passphrase itself."""
    text = unicodedata.normalize("NFC", passphrase)
    rest, bits, common, runs = _take_common(text)
    alphabet = _alphabet(text)
    bits += len(rest) * math.log2(alphabet) if rest else 0.0
    # The key is stretched: each guess costs what some 2^18 plain ones do.
    strength = Strength.GOOD if bits >= 56 else Strength.FAIR if bits >= 38 else Strength.WEAK
    return Judgement(strength, _message(strength, text, common=common, runs=runs), bits)


def _take_common(text: str) -> tuple[str, float, bool, bool]:
    """What is left without common words, years, and runs such as 1234 or aaaa; the bits of what was taken."""
    left, bits, runs = text.lower(), 0.0, False
    folded = left.translate(_LEET) if len(left.translate(_LEET)) == len(left) else left
    common = False
    for word in _COMMON:
        for form in (left, folded):
            at = form.find(word)
            if at >= 0:
                left = left[:at] + left[at + len(word) :]
                folded = folded[:at] + folded[at + len(word) :]
                bits, common = bits + _COMMON_BITS, True
                break
    shorter = _YEAR.sub("", left)
    bits += (len(left) - len(shorter)) / 4 * _YEAR_BITS
    left = shorter
    at = 0
    kept = ""
    while at < len(left):
        length = _run_length(left, at)
        if length >= _SHORTEST_RUN:
            bits, runs = bits + _RUN_BITS, True
        else:
            length = 1
            kept += left[at]
        at += length
    return kept, bits, common, runs


def _run_length(text: str, at: int) -> int:
    """How many signs from there on repeat one, or follow each other on a keyboard or in the alphabet."""
    longest = 1
    while at + longest < len(text) and text[at + longest] == text[at]:
        longest += 1
    for row in (*_ROWS, *(one[::-1] for one in _ROWS)):
        start = row.find(text[at])
        length = 1
        while (
            start >= 0
            and at + length < len(text)
            and start + length < len(row)
            and text[at + length] == row[start + length]
        ):
            length += 1
        longest = max(longest, length)
    return longest


def _alphabet(text: str) -> int:
    """From how many signs each seems to be chosen."""
    size = 0
    size += 26 if any("a" <= one <= "z" for one in text) else 0
    size += 26 if any("A" <= one <= "Z" for one in text) else 0
    size += 10 if any(one.isdigit() for one in text) else 0
    size += 20 if any(one.isascii() and not one.isalnum() for one in text) else 0
    # Of characters people use some thousand, and they stand in words.
    size += 500 if any(not one.isascii() for one in text) else 0
    return max(size, 2)


def _message(strength: Strength, text: str, *, common: bool, runs: bool) -> str:
    if strength is Strength.GOOD:
        return _("Good: hard to guess, as long as it stands nowhere else.")
    if common:
        return _("It holds a word that is tried first. Add three or four words that do not belong together.")
    if runs:
        return _("Runs such as 1234 or aaaa count for little. Take several words instead.")
    if strength is Strength.FAIR:
        return _("Fair. One word more makes it good.")
    return _("Short: a computer guesses it. Four words that do not belong together are good.")
