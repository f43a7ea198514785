"""What can be done with the influence map, for the palette: offered while a map is shown."""

from collections.abc import Callable, Mapping

from workbench.foundation.i18n import _
from workbench.ui.shell.actions import Action, Group

Commands = Mapping[str, Callable[[], object]]
"""What the page can do now, by the key of the action; empty where no map is shown."""

_WORDS: tuple[tuple[str, Callable[[], str], str], ...] = (
    ("map-chart", lambda: _("Influence map: reporting lines"), "users"),
    ("map-wheel", lambda: _("Influence map: wheel of involvement"), "target"),
    ("map-grid", lambda: _("Influence map: power and support"), "table-2"),
    ("map-fit", lambda: _("Influence map: show all of it"), "maximize"),
    ("map-arrange", lambda: _("Influence map: arrange everybody anew"), "users"),
    ("map-compare", lambda: _("Influence map: compare two days…"), "history"),
    ("map-picture", lambda: _("Influence map: copy as picture"), "copy"),
    ("map-svg", lambda: _("Influence map: save as SVG…"), "download"),
    ("map-print", lambda: _("Influence map: print or save as PDF…"), "printer"),
)


def map_actions(commands: Callable[[], Commands]) -> list[Action]:
    """The actions of the map; ``commands`` says which of them the page can do now."""
    return [_action(key, text, icon, commands) for key, text, icon in _WORDS]


def _action(key: str, text: Callable[[], str], icon: str, commands: Callable[[], Commands]) -> Action:
    return Action(
        key,
        Group.VIEW,
        text,
        lambda: commands()[key](),
        icon=icon,
        enabled=lambda: key in commands(),
        in_menu=False,
    )
