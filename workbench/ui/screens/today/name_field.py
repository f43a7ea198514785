"""Asks for the user's name where it first matters: visits, plans and changes stand under it."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from workbench.foundation.i18n import _
from workbench.services.workspaces import default_author
from workbench.ui.kit.form import Field
from workbench.ui.kit.inputs import TextField
from workbench.ui.kit.surfaces import vertical

LONGEST, WIDTH = 80, 360


class NameField(QWidget):
    """A field that tells ``given`` when it is left with something else in it."""

    given = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.field: Field[TextField] = Field(
            lambda: _("Your name"),
            TextField(),
            note=lambda: _("Your accounts and visits are planned under this name."),
        )
        control = self.field.control
        control.setMaxLength(LONGEST)
        control.setPlaceholderText(default_author())
        control.left.connect(self.given)
        self.field.setMaximumWidth(WIDTH)
        vertical(self).addWidget(self.field)
