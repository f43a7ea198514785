"""Which currency the amounts of a sheet are in, as far as the heading over them says so."""

import re
import unicodedata
from typing import Final

from workbench.foundation.han import simplified

DEFAULT_CURRENCY: Final = "CNY"
CURRENCIES: Final = ("CNY", "USD", "EUR", "GBP", "JPY", "HKD", "TWD", "KRW", "SGD", "AUD", "CAD", "CHF")
"""Those offered to choose from, the usual ones first."""
_NAMES: Final = {
    **{code: code for code in CURRENCIES},
    "RMB": "CNY",
    "人民币": "CNY",
    "美元": "USD",
    "欧元": "EUR",
    "英镑": "GBP",
    "日元": "JPY",
    "港元": "HKD",
    "港币": "HKD",
    "新台币": "TWD",
    "韩元": "KRW",
    "€": "EUR",
    "£": "GBP",
    "US$": "USD",
    "HK$": "HKD",
}
_WORD: Final = re.compile(r"US\$|HK\$|[€£]|[A-Z]{3,}|[\u4e00-\u9fff]+")


def header_currency(heading: str) -> str:
    """The currency named in a heading such as “Amount (USD)”, “net EUR” or 金额（美元）; empty for none."""
    text = simplified(unicodedata.normalize("NFKC", heading)).upper()
    for word in _WORD.findall(text):
        if word in _NAMES:
            return _NAMES[word]
        # Chinese has no spaces: 美元金额.
        found = next((code for name, code in _NAMES.items() if len(name) > 1 and name in word), "")
        if found and not word.isascii():
            return found
    return ""
