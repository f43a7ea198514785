"""The one signal after a commit."""

from PySide6.QtCore import QObject, Signal


class WorkspaceSignals(QObject):
    """``workspace_changed`` carries the ``ChangeSummary`` of a committed change: pages refresh by it.

    ``workspace_opened`` says that another file is open now: nothing shown before holds any more.
    """

    workspace_changed = Signal(object)
    workspace_opened = Signal()
