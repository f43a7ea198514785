"""Amounts in words in the language of a contract (3-features E3)."""

from workbench.domain.rmb_words import LARGEST_FEN, rmb_words

_SMALL = (
    *("zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven"),
    *("twelve", "thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen"),
)
_TENS = ("twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety")
_SIZES = ((10**12, "trillion"), (10**9, "billion"), (10**6, "million"), (1000, "thousand"))


def amount_words(fen: int, currency: str, language: str) -> str:
    """The amount in words; empty where there are none for this currency and language."""
    if abs(fen) > LARGEST_FEN or currency != "CNY":
        return ""
    return rmb_words(fen, traditional=language == "zh_TW") if language.startswith("zh") else _english(fen)


def _english(fen: int) -> str:
    """As ``Renminbi one thousand two hundred yuan and five fen only``."""
    yuan, cents = divmod(abs(fen), 100)
    words = ("minus " if fen < 0 else "") + _number(yuan) + " yuan"
    return f"Renminbi {words}" + (f" and {_number(cents)} fen only" if cents else " only")


def _number(number: int) -> str:
    for size, name in _SIZES:
        if number >= size:
            return _with_rest(f"{_number(number // size)} {name}", number % size)
    if number >= 100:
        return _with_rest(f"{_SMALL[number // 100]} hundred", number % 100, " and ")
    if number < len(_SMALL):
        return _SMALL[number]
    tens, ones = divmod(number, 10)
    return _TENS[tens - 2] + (f"-{_SMALL[ones]}" if ones else "")


def _with_rest(words: str, rest: int, between: str = " ") -> str:
    return words + (between + _number(rest) if rest else "")
