"""Which names mean one city: 苏州市 and 苏州, ＳＵＺＨＯＵ and Suzhou."""

import re
import unicodedata
from functools import lru_cache

from workbench.foundation.han import simplified

# The peoples whom autonomous prefectures are named after: 延边朝鲜族自治州 is 延边 in everyday use.
_PEOPLES = (
    "朝鲜族|土家族|苗族|藏族|羌族|彝族|布依族|侗族|哈尼族|壮族|傣族|白族|景颇族|傈僳族|回族|蒙古族|蒙古"
    "|哈萨克|柯尔克孜"
)
_SUFFIX = re.compile(rf"(?<=..)(?:(?:{_PEOPLES})*自治州|特别行政区|地区|市|盟)$")
_ENGLISH_SUFFIX = re.compile(r"(?<=..)(?: municipality| city|[ -]shi)$")


@lru_cache(maxsize=4096)
def city_key(name: str) -> str:
    """What two names of one city have in common; empty for an empty name.

    Width, case, spaces and the official suffix do not tell cities apart. 津市 is left whole: what is cut
    off leaves two characters at least.
    """
    plain = " ".join(simplified(unicodedata.normalize("NFKC", name)).casefold().split())
    if plain.isascii():
        return _ENGLISH_SUFFIX.sub("", plain)
    return _SUFFIX.sub("", plain.replace(" ", ""))
