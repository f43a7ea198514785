"""How our three languages write months, days of the week and currencies, as in Unicode's CLDR.

A test holds it against Babel, whose tables of a thousand locales would take 5 MB of every start.
"""

from typing import Final

MONTHS: Final = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
LONG_MONTHS: Final = (
    *("January", "February", "March", "April", "May", "June"),
    *("July", "August", "September", "October", "November", "December"),
)
# Monday first.
WEEKDAYS: Final = {
    "en": ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"),
    "zh_CN": ("周一", "周二", "周三", "周四", "周五", "周六", "周日"),
    "zh_TW": ("週一", "週二", "週三", "週四", "週五", "週六", "週日"),
}

_EVERYWHERE: Final = {
    "BRL": "R$",
    "EUR": "€",
    "GBP": "£",
    "HKD": "HK$",
    "ILS": "₪",
    "INR": "₹",
    "KRW": "₩",
    "MXN": "MX$",
    "NZD": "NZ$",
    "TWD": "NT$",
    "VND": "₫",
    "XAF": "FCFA",
    "XCD": "EC$",
    "XCG": "Cg.",
    "XPF": "CFPF",
    "XOF": "F\u202fCFA",
}
CURRENCY_SIGNS: Final = {
    "en": {
        **_EVERYWHERE,
        "AUD": "A$",
        "CAD": "CA$",
        "CNY": "CN¥",
        "JPY": "¥",
        "PHP": "₱",
        "USD": "$",
        "XXX": "¤",
    },
    "zh_CN": {**_EVERYWHERE, "AUD": "AU$", "CAD": "CA$", "CNY": "¥", "ILR": "ILS", "JPY": "JP¥", "USD": "US$"},
    "zh_TW": {
        **_EVERYWHERE,
        "AUD": "AU$",
        "CAD": "CA$",
        "CNY": "CN¥",
        "JPY": "¥",
        "KRW": "￦",
        "TWD": "$",
        "USD": "US$",
        "XXX": "¤",
    },
}
USUAL_DIGITS: Final = 2
# Digits behind the point, of currencies that do not have two.
CURRENCY_DIGITS: Final = {
    **dict.fromkeys(("CLF", "UYW"), 4),
    **dict.fromkeys(("BHD", "JOD", "KWD", "LYD", "OMR", "TND"), 3),
    **dict.fromkeys(
        (
            *("ADP", "AFN", "ALL", "BIF", "BYR", "CLP", "DJF", "ESP", "GNF", "IQD", "IRR", "ISK", "ITL"),
            *("JPY", "KMF", "KPW", "KRW", "LAK", "LBP", "LUF", "MGA", "MGF", "MMK", "MRO", "PYG", "RSD"),
            *("RWF", "SLL", "SOS", "STD", "SYP", "TMM", "TRL", "UGX", "UYI", "VND", "VUV", "XAF", "XOF"),
            *("XPF", "YER", "ZMK", "ZWD"),
        ),
        0,
    ),
}
