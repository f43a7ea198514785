"""Font families: the system's interface face first, an explicit Chinese face, the bundled one last.

Qt's own substitution picks whatever face claims a character, which mixes Japanese or bitmap glyphs
into Chinese text; naming the families keeps every machine to one look.
"""

import sys
from functools import lru_cache

from PySide6.QtGui import QFont, QFontDatabase

from workbench.foundation.i18n import is_chinese
from workbench.foundation.paths import resources_dir
from workbench.ui.kit.tokens import BODY

BUNDLED = "Noto Sans SC"
_LATIN = {
    "win32": ("Segoe UI",),
    "darwin": (".AppleSystemUIFont",),
    "linux": ("Inter", "Cantarell", "Ubuntu", "Noto Sans"),
}
_CHINESE = ("PingFang SC", "Microsoft YaHei UI", "Noto Sans CJK SC", "Source Han Sans SC", BUNDLED)


@lru_cache
def _installed() -> frozenset[str]:
    for weight in ("Regular", "Bold"):
        QFontDatabase.addApplicationFont(str(resources_dir() / "fonts" / f"NotoSansSC-{weight}.ttf"))
    return frozenset(QFontDatabase.families())


def families(*, chinese: bool) -> list[str]:
    """The families to ask for, in order. Chinese first where Chinese is read, so that “” are full width."""
    names = _installed()
    # A private name (.AppleSystemUIFont) is never listed, but always there.
    latin = [name for name in _LATIN.get(sys.platform, ()) if name.startswith(".") or name in names][:1]
    cjk = [name for name in _CHINESE if name in names]
    ordered = cjk[:1] + latin + cjk[1:] if chinese else latin + cjk
    return ordered or [BUNDLED]


@lru_cache
def _font(size: int, bold: bool, chinese: bool) -> QFont:
    font = QFont(families(chinese=chinese))
    font.setPixelSize(size)
    font.setWeight(QFont.Weight.Bold if bold else QFont.Weight.Normal)
    return font


def interface_font(size: int = BODY, *, bold: bool = False) -> QFont:
    """The interface face in the language in force, shared: copy it before changing it. ``size`` in pixels."""
    return _font(size, bold, is_chinese())
