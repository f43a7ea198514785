"""Where the rules of visiting are: on a page of their own, beside what they bring."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from workbench.foundation.i18n import _
from workbench.ui.context import Context
from workbench.ui.kit.buttons import Button
from workbench.ui.screens.settings.section import Section


class RulesSection(Section):
    """A word about the visit policy, and the way to it."""

    policy_requested = Signal()

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(context, lambda: _("Visit frequency"), parent)
        self.note(
            lambda: _(
                "How often which accounts are visited, and all other numbers of visiting, are edited on a "
                "page of their own: there every change shows what it brings before it is saved."
            )
        )
        self.open_button = Button(lambda: _("Visit policy"), icon="route")
        self.open_button.clicked.connect(lambda _checked=False: self.policy_requested.emit())
        self.put_left(self.open_button)
