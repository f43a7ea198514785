"""Loading Qt without its tax on every later import."""

import builtins
import importlib
import os


def load_qt() -> None:
    """Import Qt and keep Python's own import function.

    PySide6 puts one of its own in its place, which reads the source of every module imported from then
    on, only to look for an opt-in (``from __feature__ import …``) that this program does not use. Without
    it ``from PySide6… import *`` finds nothing, which this program does not use either. Call this before
    anything else imports PySide6; later it does nothing.
    """
    # One look on every machine; said here, before the application chooses the desktop's own.
    os.environ["QT_STYLE_OVERRIDE"] = "Fusion"
    plain = builtins.__import__
    importlib.import_module("PySide6.QtWidgets")
    builtins.__import__ = plain
