"""What happens to an error nobody foresaw: a report on this machine, a word to the user, and on it goes."""

import sys
from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from types import TracebackType

from workbench.foundation.i18n import _
from workbench.foundation.logs import write_crash_report
from workbench.ui.kit.toast import Toast

# A fault while painting comes again with every repaint; one report of it is enough.
_LIMIT = 20


def tell_crash(toast: Toast, report: Path | None) -> None:
    """Say that something unexpected happened and, if a report could be written, offer its folder."""
    text = _("Something unexpected happened; nothing saved was lost.")
    if report is None:
        toast.show_message(text, icon="triangle-alert")
        return
    from PySide6.QtCore import QUrl
    from PySide6.QtGui import QDesktopServices

    folder = QUrl.fromLocalFile(str(report.parent))
    toast.show_message(
        text,
        icon="triangle-alert",
        action=_("Show report"),
        run=lambda: QDesktopServices.openUrl(folder),
    )


class CrashReporter:
    """Takes unexpected errors, writes each kind once, and tells ``show`` the path of the report."""

    def __init__(self, now: Callable[[], datetime], show: Callable[[Path | None], object]) -> None:
        self._now, self._show = now, show
        self._seen: set[tuple[str, str, int]] = set()

    def install(self) -> None:
        """Become the program's last resort, for slots and events alike."""
        sys.excepthook = self._hook

    def report(self, error: BaseException) -> None:
        """Write a report of ``error`` unless the same fault was reported before."""
        place = error.__traceback__
        while place is not None and place.tb_next is not None:
            place = place.tb_next
        where = (place.tb_frame.f_code.co_filename, place.tb_lineno) if place is not None else ("", 0)
        fault = (type(error).__qualname__, *where)
        if fault in self._seen or len(self._seen) >= _LIMIT:
            return
        self._seen.add(fault)
        self._show(write_crash_report(error, self._now()))

    def _hook(self, kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
        if issubclass(kind, KeyboardInterrupt):
            sys.__excepthook__(kind, error, trace)
            return
        self.report(error.with_traceback(trace))
