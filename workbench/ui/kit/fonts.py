"""Font families: the system's interface face first, an explicit Chinese face, the bundled one last.

Qt's own substitution picks whatever face claims a character, which mixes Japanese or bitmap glyphs
into Chinese text; naming the families keeps every machine to one look.
"""

import sys
from functools import lru_cache

from PySide6.QtGui import QFont, QFontDatabase

from workbench.foundation.i18n import language
from workbench.foundation.paths import resources_dir
from workbench.ui.kit.tokens import BODY

BUNDLED = "Noto Sans SC"
_LATIN = {
    "win32": ("Segoe UI",),
    "darwin": (".AppleSystemUIFont",),
    "linux": ("Inter", "Cantarell", "Ubuntu", "Noto Sans"),
}
_CHINESE = {
    "zh_CN": ("PingFang SC", "Microsoft YaHei UI", "Noto Sans CJK SC", "Source Han Sans SC", BUNDLED),
    "zh_TW": ("PingFang TC", "Microsoft JhengHei UI", "Noto Sans CJK TC", "Source Han Sans TC", BUNDLED),
}


@lru_cache
def _installed() -> frozenset[str]:
    for weight in ("Regular", "Bold"):
        QFontDatabase.addApplicationFont(str(resources_dir() / "fonts" / f"NotoSansSC-{weight}.ttf"))
    return frozenset(QFontDatabase.families())


def families(code: str) -> list[str]:
    """The families to ask for in that language, in order.

    Chinese first where Chinese is read, so that “” are full width; the forms of Taiwan for traditional.
    """
    names = _installed()
    # A private name (.AppleSystemUIFont) is never listed, but always there.
    latin = [name for name in _LATIN.get(sys.platform, ()) if name.startswith(".") or name in names][:1]
    cjk = [name for name in _CHINESE.get(code, _CHINESE["zh_CN"]) if name in names]
    ordered = cjk[:1] + latin + cjk[1:] if code in _CHINESE else latin + cjk
    return ordered or [BUNDLED]


@lru_cache
def _font(size: int, bold: bool, code: str) -> QFont:
    font = QFont(families(code))
    font.setPixelSize(size)
    font.setWeight(QFont.Weight.Bold if bold else QFont.Weight.Normal)
    return font


def interface_font(size: int = BODY, *, bold: bool = False) -> QFont:
    """The interface face in the language in force, shared: copy it before changing it. ``size`` in pixels."""
    return _font(size, bold, language())
