"""What stands in the place of a map on which nobody is yet."""

from collections.abc import Callable

from workbench.foundation.i18n import _
from workbench.ui.kit.buttons import Button, Kind
from workbench.ui.kit.empty_state import EmptyState


def empty_map(add: Callable[[], object], import_them: Callable[[], object]) -> EmptyState:
    """Says what the map is for, and offers the first step."""
    first = Button(lambda: _("Add the person you know best"), Kind.PRIMARY, icon="plus")
    first.clicked.connect(lambda _on: add())
    second = Button(lambda: _("Import contacts"), icon="download")
    second.clicked.connect(lambda _on: import_them())
    return EmptyState(
        "users",
        lambda: _("Who decides here?"),
        lambda: _(
            "The map shows who reports to whom, who has a say, and who is for us. Begin with the person"
            " you know best; then pull a line from the edge of the card to the next one."
        ),
        (first, second),
    )
