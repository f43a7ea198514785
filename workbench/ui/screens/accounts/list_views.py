"""The views of the account list: those that come with the program, and those saved in the file."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from workbench.foundation.i18n import _, pgettext
from workbench.services.saved_views import SavedView
from workbench.ui.kit.filter_row import EMPTY
from workbench.ui.kit.table_state import TableState, read_state
from workbench.ui.kit.texts import Text
from workbench.ui.kit.tokens import Tone

ALL = "all"


@dataclass(frozen=True)
class ListView:
    """A view: what it filters by; a saved one has sorting and columns too, as ``state``."""

    key: str
    name: Text
    filters: Mapping[str, str] = field(default_factory=dict)
    text: str = ""
    state: str = ""
    tone: Tone = Tone.TEXT2

    @property
    def is_saved(self) -> bool:
        """Whether somebody saved it, and may rename or delete it."""
        return bool(self.state)


def list_views(saved: Sequence[SavedView], me: str) -> tuple[ListView, ...]:
    """Every view in the order shown; ``me`` is the name of the manager at work, empty if they are none."""
    shipped = [
        ListView(ALL, lambda: pgettext("accounts", "All")),
        ListView("mine", lambda: pgettext("accounts", "Mine"), {"manager": me}),
        ListView("late", lambda: _("Late visits"), {"next": "late"}, tone=Tone.DANGER),
        ListView("alarms", lambda: _("Severe alarms"), {"alarms": "severe"}, tone=Tone.DANGER),
        ListView("unmanaged", lambda: _("Without manager"), {"manager": EMPTY}),
        ListView("class-a", lambda: _("Class A"), {"abc": "A"}),
        ListView("stale", lambda: _("Stale profile"), {"verified": "stale"}),
    ]
    own = []
    for one in saved:
        state = read_state(one.state) or TableState()
        own.append(ListView(f"saved:{one.name}", one.name, state.filters, state.text, one.state))
    return (*(view for view in shipped if me or view.key != "mine"), *own)
