"""What can be done with several accounts at once; takes the place of the filter while several are chosen."""

from collections.abc import Callable, Mapping, Sequence
from enum import StrEnum
from functools import partial
from typing import Any

from PySide6.QtCore import QPoint, Signal
from PySide6.QtWidgets import QMenu, QWidget

from workbench.domain.accounts import AccountKind, KeyType, Manager, Tier
from workbench.domain.relationship import Stage
from workbench.foundation.i18n import _, format_number, ngettext
from workbench.foundation.ids import Id
from workbench.services.batch_papers import BatchPaper
from workbench.services.bulk_edit import edit_accounts
from workbench.ui.context import Context
from workbench.ui.kit.buttons import Button, Kind
from workbench.ui.kit.labels import Label
from workbench.ui.kit.surfaces import Toolbar
from workbench.ui.kit.table_menu import Output
from workbench.ui.kit.tokens import S2


class BulkBar(Toolbar):
    """The accounts chosen are changed in one change, and undone as one; or exported, or printed."""

    cleared = Signal()
    planning_requested = Signal(object)
    """The ids of the accounts whose visits are to be planned."""
    handover_requested = Signal(object)
    """The ids of the accounts that go to somebody else, to be confirmed."""
    output_requested = Signal(object)
    """An ``Output`` of the rows chosen."""

    def __init__(
        self, context: Context, chosen: Callable[[], Sequence[Id]], parent: QWidget | None = None
    ) -> None:
        """``chosen`` answers with the accounts to act on."""
        super().__init__(parent)
        self._context, self._chosen = context, chosen
        self._managers: Sequence[Manager] = ()
        self._count = Label(bold=True)
        self.reassign_button = Button(lambda: _("Reassign…"), icon="user", small=True)
        self.reassign_button.clicked.connect(lambda: self._below(self.managers_menu(), self.reassign_button))
        self.change_button = Button(lambda: _("Change…"), icon="pencil", small=True)
        self.change_button.clicked.connect(lambda: self._below(self.change_menu(), self.change_button))
        self.plan_button = Button(lambda: _("Plan visits…"), icon="route", small=True)
        self.plan_button.clicked.connect(lambda: self.planning_requested.emit(tuple(self._chosen())))
        self.hand_over_button = Button(lambda: _("Hand over…"), icon="repeat", small=True)
        self.hand_over_button.clicked.connect(lambda: self.handover_requested.emit(tuple(self._chosen())))
        export = Button(lambda: _("Export…"), icon="upload", small=True)
        export.clicked.connect(lambda: self.output_requested.emit(Output.EXPORT))
        paper = Button(lambda: _("Print…"), icon="printer", small=True)
        paper.clicked.connect(lambda: self._below(self.print_menu(), paper))
        clear = Button(lambda: _("Clear"), Kind.PLAIN, hint="Esc", small=True)
        clear.clicked.connect(self.cleared)
        self.row.addWidget(self._count)
        self.row.addSpacing(S2)
        for button in (
            *(self.reassign_button, self.hand_over_button, self.change_button, self.plan_button),
            *(export, paper, clear),
        ):
            self.row.addWidget(button)
        self.row.addStretch(1)

    def show_managers(self, managers: Sequence[Manager]) -> None:
        """Offer these people."""
        self._managers = managers

    def show_count(self, count: int) -> None:
        """Say how many accounts are chosen."""
        self._count.say(
            lambda: ngettext("{count} selected", "{count} selected", count).format(count=format_number(count))
        )

    def managers_menu(self, field: str = "manager_id", menu: QMenu | None = None) -> QMenu:
        """Our people, and nobody, to choose from for ``field``."""
        menu = menu or self._menu()
        for manager in self._managers:
            if manager.active:
                action = menu.addAction(manager.name.replace("&", "&&"))
                action.triggered.connect(partial(self._appoint, field, manager))
        menu.addSeparator()
        menu.addAction(_("Nobody")).triggered.connect(partial(self._appoint, field, None))
        return menu

    def print_menu(self) -> QMenu:
        """The list of the accounts chosen, or a paper of each of them."""
        menu = self._menu()
        menu.addAction(_("This list…")).triggered.connect(lambda: self.output_requested.emit(Output.PRINT))
        menu.addSeparator()
        for paper in BatchPaper:
            menu.addAction(f"{paper.label}…").triggered.connect(partial(self._print_each, paper))
        return menu

    def _print_each(self, paper: BatchPaper, _checked: bool = False) -> None:
        from workbench.ui.batch_printing import preview_batch

        preview_batch(self._context, self, tuple(self._chosen()), paper)

    def change_menu(self) -> QMenu:
        """The fields that can be set for several accounts at once, each with its words."""
        menu = self._menu()
        tiers = menu.addMenu(_("Tier"))
        for tier in Tier:
            tiers.addAction(tier.label).triggered.connect(partial(self._set_tier, tier))
        stages = menu.addMenu(_("Stage"))
        for stage in Stage:
            # An interrupted one has a cause of its own, told account by account.
            if stage is not Stage.INTERRUPTED:
                stages.addAction(stage.label).triggered.connect(partial(self._set_stage, stage))
        stages.addSeparator()
        stages.addAction(_("Not known")).triggered.connect(lambda: self.set_values({"stage": None}))
        self._words(menu.addMenu(_("Key account type")), "key_type", KeyType)
        self._words(menu.addMenu(_("Kind")), "kind", AccountKind)
        self.managers_menu("second_manager_id", menu.addMenu(_("Second manager")))
        menu.addSeparator()
        for field, name in (("segment", _("Segment")), ("industry", _("Industry"))):
            menu.addAction(name + "…").triggered.connect(partial(self._ask_text, field, name))
        return menu

    def set_values(self, values: Mapping[str, Any], said: str = "") -> None:
        """Set the same fields of all accounts chosen."""
        accounts = tuple(self._chosen())
        count = len(accounts)
        changed = ngettext("{count} account changed", "{count} accounts changed", count).format(
            count=format_number(count)
        )
        self._context.save(lambda workspace: edit_accounts(workspace, accounts, values), said=said or changed)

    def _appoint(self, field: str, manager: Manager | None, _checked: bool = False) -> None:
        values: dict[str, Any] = {field: manager.id if manager else None}
        if field != "manager_id":
            self.set_values(values)
            return
        count = len(self._chosen())
        name = manager.name if manager else _("nobody")
        reason = self._context.prompts.ask_text(
            ngettext(
                "Hand {count} account over to {name}", "Hand {count} accounts over to {name}", count
            ).format(count=format_number(count), name=name),
            _("Reason, for the history (may stay empty)"),
            action=_("Hand over"),
            optional=True,
        )
        if reason is not None:
            told = ngettext("{count} account now with {name}", "{count} accounts now with {name}", count)
            self.set_values(
                {**values, "manager_reason": reason}, told.format(count=format_number(count), name=name)
            )

    def _set_tier(self, tier: Tier, _checked: bool = False) -> None:
        self._set_with_reason("tier", tier, _("Tier {tier}").format(tier=tier.label))

    def _set_stage(self, stage: Stage, _checked: bool = False) -> None:
        self._set_with_reason("stage", stage, _("Stage {stage}").format(stage=stage.label))

    def _set_with_reason(self, field: str, value: str, title: str) -> None:
        asked = self._of_chosen(title)
        reason = self._context.prompts.ask_text(asked, _("Reason, for the history"), action=_("Confirm"))
        if reason is not None:
            self.set_values({field: value, f"{field}_reason": reason})

    def _ask_text(self, field: str, name: str, _checked: bool = False) -> None:
        text = self._context.prompts.ask_text(self._of_chosen(name), name, action=_("Change"))
        if text is not None:
            self.set_values({field: text})

    def _of_chosen(self, title: str) -> str:
        count = len(self._chosen())
        accounts = ngettext("{count} account", "{count} accounts", count).format(count=format_number(count))
        return f"{title} · {accounts}"

    def _words(self, menu: QMenu, field: str, words: type[StrEnum]) -> None:
        for word in words:
            label: str = getattr(word, "label", word.value)
            menu.addAction(label).triggered.connect(
                lambda _checked, value=word.value: self.set_values({field: value})
            )
        menu.addSeparator()
        menu.addAction(_("Not known")).triggered.connect(lambda: self.set_values({field: None}))

    def _menu(self) -> QMenu:
        menu = QMenu(self)
        menu.aboutToHide.connect(menu.deleteLater)
        return menu

    def _below(self, menu: QMenu, button: QWidget) -> None:
        menu.popup(button.mapToGlobal(QPoint(0, button.height())))
