"""Printing the call list: of the person at this file, or of everybody where that is nobody's name."""

from PySide6.QtWidgets import QWidget

from workbench.domain.papers import Paper, PaperSize, Profile
from workbench.foundation.i18n import _
from workbench.services.call_list import own_manager_id
from workbench.services.workspaces import Workspace
from workbench.ui.context import Context
from workbench.ui.printing import preview_paper


def preview_call_list(context: Context, parent: QWidget) -> None:
    """Open the preview of the calls and visits of now and the coming week."""

    def make(workspace: Workspace, _profile: Profile, size: PaperSize, code: str) -> Paper:
        from workbench.services.papers_calendar import print_call_list

        return print_call_list(workspace, own_manager_id(workspace), paper_size=size, in_language=code)

    name = f"{_('Call list')} {context.workspace.clock.today()}"
    preview_paper(context, parent, lambda: _("Call list"), name, make, for_readers=False)
