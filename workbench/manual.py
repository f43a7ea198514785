"""The manual with the program's own shortcuts in it: a part of the composition root."""

from collections.abc import Callable
from datetime import date
from typing import TYPE_CHECKING, cast

from workbench.domain.papers import Paper, PaperSize, Profile
from workbench.foundation.i18n import _, use_language
from workbench.services.help_texts import Shortcuts, print_manual

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from workbench.app import Program
    from workbench.services.workspaces import Workspace
    from workbench.ui.context import Context
    from workbench.ui.shell.actions import Shell


class _NoWindow:
    """Stands where actions expect the window and the program: they are read here, never run."""

    def __getattr__(self, name: str) -> Callable[..., None]:
        return lambda *_given: None


def program_shortcuts() -> Shortcuts:
    """The shortcuts of the program in the language in force, without a window."""
    from workbench.pages import page_entries
    from workbench.program_actions import file_actions
    from workbench.ui.navigation import Destination
    from workbench.ui.shell.actions import core_actions
    from workbench.ui.shell.shortcut_sheet import shortcuts_by_group

    nothing = _NoWindow()
    entries = page_entries(cast("Callable[[], Context]", nothing.anything))
    pages = [(one.word, one.icon, Destination(one.page)) for one in entries if one.in_rail]
    actions = [*core_actions(cast("Shell", nothing), pages), *file_actions(cast("Program", nothing))]
    return shortcuts_by_group(actions)


def make_manual(made_on: date, paper_size: PaperSize, in_language: str) -> Paper:
    """The manual in that language."""
    with use_language(in_language):
        return print_manual(program_shortcuts(), made_on=made_on, paper_size=paper_size)


def preview_manual(context: "Context", parent: "QWidget") -> None:
    """Open the preview of the manual over the window of ``parent``."""
    from workbench.ui.printing import preview_paper

    def make(workspace: "Workspace", _profile: Profile, size: PaperSize, code: str) -> Paper:
        return make_manual(workspace.clock.today(), size, code)

    name = f"{_('Workbench')} {_('Manual')}"
    preview_paper(context, parent, lambda: _("Manual"), name, make, for_readers=False)
