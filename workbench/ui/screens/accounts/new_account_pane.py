"""A new account by hand: just enough to begin; everything else is edited on its page."""

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from workbench.domain.accounts import Manager, Tier
from workbench.foundation.i18n import _
from workbench.services.accounts import create_account
from workbench.ui.context import Context
from workbench.ui.kit.buttons import Button, Kind
from workbench.ui.kit.form import Field, Form
from workbench.ui.kit.inputs import ComboBox, TextField
from workbench.ui.kit.surfaces import SidePane, horizontal
from workbench.ui.kit.texts import Text
from workbench.ui.kit.tokens import S2


class NewAccountPane(SidePane):
    """Name, code, city, tier and manager; errors stand beside their field."""

    created = Signal(object)
    """The id of the new account."""

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(lambda: _("New account"), parent=parent)
        self._context = context
        self.form = Form()
        self.name: Field[TextField] = self.form.add(lambda: _("Name"), TextField(), span=2)
        self.code: Field[TextField] = self.form.add(
            lambda: _("Code"), TextField(), note=lambda: _("As in your order system, if it has one.")
        )
        self.city: Field[TextField] = self.form.add(lambda: _("City"), TextField())
        self.tier: Field[ComboBox] = self.form.add(lambda: _("Tier"), ComboBox(tier_choices()))
        self.manager: Field[ComboBox] = self.form.add(lambda: _("Manager"), ComboBox())
        self.show_managers(())
        self.save_button = Button(lambda: _("Create account"), Kind.PRIMARY)
        self.save_button.clicked.connect(self.save)
        for control in (self.name.control, self.code.control, self.city.control):
            control.returnPressed.connect(self.save)
        row = horizontal(gap=S2)
        row.addWidget(self.save_button)
        row.addStretch(1)
        self.column.addWidget(self.form)
        self.column.addLayout(row)
        self.column.addStretch(1)

    def show_managers(self, managers: Sequence[Manager]) -> None:
        """Offer these people."""
        self.manager.control.set_choices(manager_choices(managers))

    def begin(self) -> None:
        """Start with empty fields."""
        for control in (self.name.control, self.code.control, self.city.control):
            control.clear()
        self.tier.control.choose(None)
        self.form.clear_errors()
        self.show()
        self.name.control.setFocus()

    def save(self) -> None:
        """Create the account, or say beside the field what is wrong."""
        self.form.clear_errors()
        tier: Tier | None = self.tier.control.key()
        values: dict[str, Any] = {
            "name": self.name.control.text().strip(),
            "code": self.code.control.text().strip(),
            "city": self.city.control.text().strip(),
            "manager_id": self.manager.control.key(),
        }
        if tier is not None:
            values |= {
                "tier": tier.value,
                "tier_reason": _("Set when the account was created"),
                "tier_confirmed_on": self._context.workspace.clock.today(),
            }
        self._context.save(
            lambda workspace: create_account(workspace, values),
            said=_("{name} created").format(name=values["name"]),
            on_done=lambda summary: self._done(next(iter(summary.touched["account"]))),
            on_error=self._fail,
        )

    def _done(self, account_id: object) -> None:
        self.close_pane()
        self.created.emit(account_id)

    def _fail(self, error: Exception) -> None:
        self._context.show_error(error, {"name": self.name, "code": self.code})


def tier_choices() -> list[tuple[Tier | None, Text]]:
    """The tiers, and none."""
    return [(None, lambda: _("Not set")), *((tier, _word_of(tier)) for tier in Tier)]


def manager_choices(managers: Sequence[Manager]) -> list[tuple[Any, Text]]:
    """Our people, and nobody."""
    return [(None, lambda: _("Nobody yet")), *((one.id, one.name) for one in managers)]


def _word_of(tier: Tier) -> Text:
    return lambda: tier.label
