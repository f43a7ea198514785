"""Views of a table under a name: filters, sorting and columns, kept in the file beside drafts.

They belong to who works in this file: they are no business data, have no history, and are not exported.
"""

from dataclasses import dataclass

from workbench.foundation.errors import BadInput
from workbench.foundation.i18n import _
from workbench.services.name_order import name_order
from workbench.storage import views
from workbench.storage.workspace import Workspace

NAME_LIMIT = 40


@dataclass(frozen=True)
class SavedView:
    """A view by its name; ``state`` is text that the table itself reads."""

    name: str
    state: str


def list_views(workspace: Workspace, table: str) -> tuple[SavedView, ...]:
    """The views of a table in the order of their names."""
    with workspace.read() as session:
        found = [SavedView(name, state) for name, state in views.list_views(session, table)]
    return tuple(sorted(found, key=lambda view: name_order(view.name)))


def save_view(workspace: Workspace, table: str, name: str, state: str) -> None:
    """Keep a view under ``name``, in place of one that is called so. Raises ``BadInput``, ``NotAllowed``."""
    workspace.check_changeable()
    with workspace.writing() as session:
        views.keep_view(session, table, _checked(name), state)


def rename_view(workspace: Workspace, table: str, name: str, to: str) -> None:
    """Call a view otherwise. Raises ``NotAllowed``, or ``BadInput`` for a name empty, too long, or taken."""
    workspace.check_changeable()
    wanted = _checked(to)
    with workspace.writing() as session:
        known = dict(views.list_views(session, table))
        if name not in known or wanted == name:
            return
        if wanted in known:
            raise BadInput(
                _("There is already a view of this name."), hint=_("Choose another name."), where="name"
            )
        views.drop_view(session, table, name)
        views.keep_view(session, table, wanted, known[name])


def delete_view(workspace: Workspace, table: str, name: str) -> None:
    """Forget a view; there need not be one. Raises ``NotAllowed``."""
    workspace.check_changeable()
    with workspace.writing() as session:
        views.drop_view(session, table, name)


def _checked(name: str) -> str:
    wanted = " ".join(name.split())
    if not wanted:
        raise BadInput(_("A view needs a name."), hint=_("Type a few words."), where="name")
    if len(wanted) > NAME_LIMIT:
        raise BadInput(
            _("The name is longer than {limit} characters.").format(limit=NAME_LIMIT),
            hint=_("Shorten it."),
            where="name",
        )
    return wanted
