"""A form that stands on a page only while something is being noted, with its own two buttons."""

from typing import TypeVar

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from workbench.foundation.i18n import _
from workbench.ui.kit.buttons import Button
from workbench.ui.kit.date_field import DateField
from workbench.ui.kit.form import Field, Form
from workbench.ui.kit.inputs import TextField
from workbench.ui.kit.suggest_field import SuggestField
from workbench.ui.kit.surfaces import horizontal
from workbench.ui.kit.texts import Text
from workbench.ui.kit.tokens import S2

W = TypeVar("W", bound=QWidget)


class InlineForm(Form):
    """Hidden at first. ``submitted`` by its button, or by Enter in a line; Cancel hides it."""

    submitted = Signal()

    def __init__(self, columns: int = 2, parent: QWidget | None = None) -> None:
        super().__init__(columns, parent)
        self.hide()

    def add(self, label: Text, control: W, *, note: Text = "", span: int = 1) -> Field[W]:
        field = super().add(label, control, note=note, span=span)
        # Enter in a field with suggestions takes one of them.
        if isinstance(control, DateField | TextField) and not isinstance(control, SuggestField):
            control.returnPressed.connect(self.submitted)
        return field

    def add_buttons(self, save: Text, *others: QWidget) -> Button:
        """Close the form with a row of what keeps it, ``others`` and Cancel; answers the first."""
        button = Button(save, small=True)
        button.clicked.connect(self.submitted)
        cancel = Button(lambda: _("Cancel"), small=True)
        cancel.clicked.connect(self.hide)
        below = QWidget()
        row = horizontal(below, gap=S2)
        for widget in (button, *others, cancel):
            row.addWidget(widget)
        row.addStretch(1)
        self.add_widget(below)
        return button

    def close_innermost(self) -> bool:
        """Close it; False if it is not open."""
        was_open = self.isVisible()
        self.hide()
        return was_open
