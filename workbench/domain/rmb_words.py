"""Amounts of renminbi in words 人民币大写, and back (3-features E3).

Written as banks ask for it: capital numerals, one 零 for zeros inside, none for zeros at the end of four
digits, 整 where nothing follows the jiao.
"""

import re
from collections.abc import Iterator

LARGEST_FEN = 10**16
_DIGITS = "零壹贰叁肆伍陆柒捌玖"
_PLACES = ("仟", "佰", "拾", "")
_WAN, _YI = 10**4, 10**8
_VALUES = {sign: value for value, sign in enumerate(_DIGITS)}
# What people write in their place.
_OTHER_SIGNS = str.maketrans(
    "〇一二三四五六七八九十百千圆圓正貳參叄陸兩两億萬貮負",
    "零壹贰叁肆伍陆柒捌玖拾佰仟元元整贰叁叁陆贰贰亿万贰负",
)
_TRADITIONAL = str.maketrans("贰叁陆万亿负", "貳參陸萬億負")
_SECTION = {"仟": 1000, "佰": 100, "拾": 10}
_AMOUNT = re.compile(
    r"(?P<minus>负)?(?:(?P<yuan>[零壹贰叁肆伍陆柒捌玖拾佰仟万亿]+)元)?零?"
    r"(?:(?P<jiao>[零壹贰叁肆伍陆柒捌玖])角)?零?(?:(?P<fen>[零壹贰叁肆伍陆柒捌玖])分)?整?"
)
_FOUND = re.compile(
    r"[零〇壹贰叁肆伍陆柒捌玖拾佰仟万亿貳參叄陸億萬]+[元圆圓]"
    r"(?:零?[零壹贰叁肆伍陆柒捌玖貳參叄陸]角)?(?:零?[零壹贰叁肆伍陆柒捌玖貳參叄陸]分)?[整正]?"
)


def rmb_words(fen: int, *, traditional: bool = False) -> str:
    """The amount in capital numerals, such as 壹仟贰佰元肆角伍分; ``ValueError`` beyond 10^16 fen."""
    if abs(fen) > LARGEST_FEN:
        raise ValueError(fen)
    yuan, rest = divmod(abs(fen), 100)
    jiao, cents = divmod(rest, 10)
    words = "负" if fen < 0 else ""
    if yuan or not rest:
        words += _whole(yuan) + "元"
    if jiao:
        words += _DIGITS[jiao] + "角"
    elif cents and yuan:
        words += "零"
    words += _DIGITS[cents] + "分" if cents else "整"
    return words.translate(_TRADITIONAL) if traditional else words


def rmb_fen(words: str) -> int | None:
    """The amount in fen that the words say; ``None`` where they say none, or more than can be written.

    Takes 圆 for 元, 正 for 整, plain and traditional numerals, zeros said or left out, and 人民币 before it,
    in either writing.
    """
    text = re.sub(r"\s", "", words).removeprefix("人民币").removeprefix("人民幣").translate(_OTHER_SIGNS)
    found = _AMOUNT.fullmatch(text)
    if found is None or not (found["yuan"] or found["jiao"] or found["fen"]):
        return None
    yuan = _read_whole(found["yuan"]) if found["yuan"] else 0
    if yuan is None:
        return None
    fen = yuan * 100 + _VALUES[found["jiao"] or "零"] * 10 + _VALUES[found["fen"] or "零"]
    if fen > LARGEST_FEN:
        return None
    return -fen if found["minus"] else fen


def amounts_in_words(text: str) -> Iterator[re.Match[str]]:
    """Where ``text`` says an amount in capital numerals: two signs at least before the 元."""
    return (one for one in _FOUND.finditer(text) if len(one[0]) > len("伍元"))


def _whole(number: int) -> str:
    """A whole number in words; 亿 is said once, as in 壹万贰仟亿."""
    if not number:
        return "零"
    for size, sign in ((_YI, "亿"), (_WAN, "万")):
        if number >= size:
            high, low = divmod(number, size)
            between = "零" if 0 < low < size // 10 else ""
            return _whole(high) + sign + between + (_whole(low) if low else "")
    return _section(number)


def _section(number: int) -> str:
    """One to 9,999 in words, without zeros at either end."""
    words, is_gap = "", False
    for digit, place in zip(f"{number:04}", _PLACES, strict=True):
        if digit == "0":
            is_gap = bool(words)
            continue
        words += ("零" if is_gap else "") + _DIGITS[int(digit)] + place
        is_gap = False
    return words


def _read_whole(words: str) -> int | None:
    for size, sign in ((_YI, "亿"), (_WAN, "万")):
        high, found, low = words.rpartition(sign)
        if found:
            more = _read_whole(high) if high.strip("零") else None
            less = _read_whole(low) if low else 0
            if not more or less is None or less >= size:
                return None
            return more * size + less
    return _read_section(words)


def _read_section(words: str) -> int | None:
    """Digits each with its place, the places descending; the last digit stands alone."""
    total, last, digit = 0, 10_000, -1
    for sign in words:
        if sign in _SECTION:
            if _SECTION[sign] >= last or digit == 0:
                return None
            last = _SECTION[sign]
            total += (1 if digit < 0 else digit) * last
            digit = -1
        elif digit > 0:
            return None
        else:
            digit = _VALUES[sign]
            digit = -1 if digit == 0 else digit
    return total + max(digit, 0)
