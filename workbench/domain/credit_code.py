"""The unified social credit code 统一社会信用代码 and its check digit (GB 32100-2015, 2-rules §1)."""

from workbench.foundation.i18n import _

LENGTH = 18
# Thirty-one signs: digits and capitals without I, O, S, V, Z.
_ALPHABET = "0123456789ABCDEFGHJKLMNPQRTUWXY"
_VALUES = {sign: value for value, sign in enumerate(_ALPHABET)}
_WEIGHTS = tuple(pow(3, place, 31) for place in range(LENGTH - 1))
# Letters left out because they are read as another sign.
_READ_AS = {"I": "1", "O": "0", "S": "5", "Z": "2", "V": "U"}
_FULL_WIDTH = {code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F)}


def tidy_credit_code(text: str) -> str:
    """The code as it is stored: capitals of half width, without spaces and hyphens."""
    plain = text.translate(_FULL_WIDTH).upper()
    return "".join(sign for sign in plain if not sign.isspace() and sign not in "-‐‑–")


def check_digit(body: str) -> str:
    """The eighteenth sign that belongs to the seventeen signs of ``body``."""
    total = sum(_VALUES[sign] * weight for sign, weight in zip(body, _WEIGHTS, strict=True))
    return _ALPHABET[-total % 31]


def credit_code_fault(code: str) -> str:
    """Why the tidy ``code`` is no unified social credit code, naming the place; empty if it is one."""
    if len(code) != LENGTH:
        return _("A credit code has 18 characters; this one has {count}.").format(count=len(code))
    for place, sign in enumerate(code, start=1):
        if sign not in _VALUES:
            if sign in _READ_AS:
                return _(
                    "Character {place} of the credit code is “{sign}”; the letters I, O, S, V and Z never "
                    "occur in one. Is it “{meant}”?"
                ).format(place=place, sign=sign, meant=_READ_AS[sign])
            return _("Character {place} of the credit code, “{sign}”, cannot occur in one.").format(
                place=place, sign=sign
            )
    right = check_digit(code[:-1])
    if code[-1] != right:
        return _(
            "The check digit of the credit code is wrong: character 18 is “{found}”, but the first 17 "
            "characters ask for “{right}”. One of them is mistyped."
        ).format(found=code[-1], right=right)
    return ""
