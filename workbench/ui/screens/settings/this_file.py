"""The open file: where it is, and how large attachments in it may be."""

from PySide6.QtWidgets import QWidget

from workbench.domain.policies import ATTACHMENT_MB
from workbench.foundation.i18n import _
from workbench.ui.context import Context
from workbench.ui.kit.surfaces import Facts
from workbench.ui.screens.settings.policy_section import WHOLE, PolicyPart, PolicySection


class FileSection(PolicySection):
    """Name, folder, attachments."""

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(context, lambda: _("This file"), parent)
        workspace = context.workspace
        facts = Facts(name_width=96)
        facts.add(lambda: _("Name"), workspace.path.name)
        facts.add(lambda: _("Folder"), str(workspace.path.parent))
        self.put(facts)
        self._first = False
        self.part(
            lambda: _("Attachments"),
            lambda: _("Files kept with accounts lie within this file, and make it and its exports larger."),
        )
        self.group(PolicyPart(ATTACHMENT_MB, WHOLE, lambda: _("Largest attachment, MB")))
