"""Which view and whose calendar was looked at last: kept with the window."""

import json
from collections.abc import Callable

from PySide6.QtWidgets import QWidget

from workbench.foundation.ids import Id, id_text, parse_id
from workbench.ui.screens.calendar.stepping import Mode

_KEY = "calendar"


def recall_view(window: QWidget) -> tuple[Mode, Id | None]:
    """What ``remember_view`` kept; the month of everybody where nothing was, or nothing that can be read."""
    recall: Callable[[str], str] | None = getattr(window, "recall_table", None)
    try:
        known = json.loads((recall(_KEY) if recall is not None else "") or "{}")
        who = known.get("who")
        return Mode(known.get("view", Mode.MONTH.value)), parse_id(who) if who else None
    except (ValueError, AttributeError, TypeError):
        return Mode.MONTH, None


def remember_view(window: QWidget, mode: Mode, manager_id: Id | None) -> None:
    """Keep the view for the next start."""
    remember: Callable[[str, str], None] | None = getattr(window, "remember_table", None)
    if remember is not None:
        who = id_text(manager_id) if manager_id is not None else ""
        remember(_KEY, json.dumps({"view": mode.value, "who": who}))
