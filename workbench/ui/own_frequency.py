"""An account's own frequency: kind, count, period, reason, end, and what the rules ask for without it."""

from collections.abc import Callable
from functools import partial

from PySide6.QtWidgets import QWidget

from workbench.domain.frequency import Frequency
from workbench.domain.periods import PeriodKind
from workbench.domain.visits import VisitKind
from workbench.foundation.i18n import _, format_date
from workbench.foundation.ids import Id
from workbench.services.overrides import (
    AccountFrequencies,
    OverrideInput,
    OwnFrequency,
    add_override,
    delete_override,
    edit_override,
    end_override,
    get_account_frequencies,
)
from workbench.ui.account_search import AccountSearch
from workbench.ui.context import Context
from workbench.ui.kit.buttons import Button, Kind
from workbench.ui.kit.date_field import DateField
from workbench.ui.kit.form import Field
from workbench.ui.kit.inputs import ComboBox, TextArea, TextField
from workbench.ui.kit.item_list import ItemList
from workbench.ui.kit.item_paint import Item
from workbench.ui.kit.labels import Label, SectionHeader
from workbench.ui.kit.surfaces import SidePane, horizontal
from workbench.ui.kit.tokens import S2, SMALL, Tone


def kind_choices() -> list[tuple[VisitKind, Callable[[], str]]]:
    """The kinds of visits that a frequency can be given for; calls after services follow from services."""
    return [(kind, partial(_label, kind)) for kind in VisitKind if kind is not VisitKind.FOLLOW_UP]


def period_choices() -> list[tuple[PeriodKind, Callable[[], str]]]:
    """The periods with their words."""
    return [(kind, partial(_label, kind)) for kind in PeriodKind]


class OwnFrequencyPane(SidePane):
    """Adds an account's own frequency, or edits, ends and deletes one that stands; also those that ended."""

    def __init__(self, context: Context, *, width: int = 340, parent: QWidget | None = None) -> None:
        super().__init__(lambda: _("Own frequency"), width=width, parent=parent)
        self._context = context
        self._own: OwnFrequency | None = None
        self._known: AccountFrequencies | None = None
        self.name = Label(bold=True, wrap=True)
        self._search = AccountSearch(context, key="own-frequency-search", parent=self)
        self._search.taken.connect(self._account_taken)
        self.account, self.hits = self._search.field, self._search.hits
        self.kind: Field[ComboBox] = Field(lambda: _("Kind of visit"), ComboBox(kind_choices()))
        self.instead = Label(size=SMALL, tone=Tone.TEXT2, wrap=True)
        self.count: Field[TextField] = Field(lambda: _("At least"), TextField())
        self.period: Field[ComboBox] = Field(lambda: _("in every"), ComboBox(period_choices()))
        self.reason: Field[TextArea] = Field(lambda: _("Reason"), TextArea(lines=2))
        self.until: Field[DateField] = Field(
            lambda: _("Until (empty for no end)"), DateField(context.workspace.clock.today)
        )
        for widget in (self.name, self.account, self.hits, self.kind, self.instead):
            self.column.addWidget(widget)
        row = horizontal(gap=S2)
        row.addWidget(self.count, 1)
        row.addWidget(self.period, 2)
        self.column.addLayout(row)
        self.column.addWidget(self.reason)
        self.column.addWidget(self.until)
        self._make_buttons()
        self.others_title = SectionHeader(lambda: _("All of this account"))
        self.others = ItemList(lambda: _("All of this account"), fit=True, padding=0, pane=True)
        self.others.opened.connect(self._choose)
        self.column.addWidget(self.others_title)
        self.column.addWidget(self.others)
        self.column.addStretch(1)
        self.kind.control.picked.connect(lambda _kind: self._tell_rules())

    def _make_buttons(self) -> None:
        self.save_button = Button(lambda: _("Save"), Kind.PRIMARY)
        self.save_button.clicked.connect(self.save)
        self.end_button = Button(lambda: _("End today"), small=True)
        self.end_button.clicked.connect(self.end)
        self.delete_button = Button("", Kind.PLAIN, icon="trash-2", name=lambda: _("Delete own frequency"))
        self.delete_button.clicked.connect(self.delete)
        row = horizontal(gap=S2)
        row.addWidget(self.save_button)
        row.addWidget(self.end_button)
        row.addStretch(1)
        row.addWidget(self.delete_button)
        self.column.addLayout(row)

    # --- what it shows

    def begin(self, account_id: Id | None = None, name: str = "", kind: VisitKind | None = None) -> None:
        """A new one for that account, or for one still to be chosen; that of the kind if there is one."""
        self._show_form(None)
        self.name.say(name)
        self.name.setVisible(account_id is not None)
        self.account.setVisible(account_id is None)
        self.hits.setVisible(account_id is None)
        self._search.clear()
        self._search.account_id = account_id
        self.kind.control.choose(kind or VisitKind.FIELD)
        self._known = None
        self._show_others()
        self.show()
        (self.account.control if account_id is None else self.count.control).setFocus()
        if account_id is not None:
            self._load(kind)

    def edit(self, own: OwnFrequency) -> None:
        """Edit one that stands, or that has ended."""
        self._search.account_id = own.account.id
        self.name.say(own.account.short)
        self.name.show()
        self.account.hide()
        self.hits.hide()
        self._known = None
        self._show_form(own)
        self.show()
        self._load(None)

    def refresh(self) -> None:
        """Read again what is shown; what is being typed stays."""
        if self.isVisible() and self._search.account_id is not None:
            self._load(None)

    def _show_form(self, own: OwnFrequency | None) -> None:
        self._own = own
        override = own.override if own else None
        self.kind.control.choose(override.kind if override else VisitKind.FIELD)
        self.count.control.setText(str(override.frequency.count) if override else "1")
        self.period.control.choose(override.frequency.period if override else PeriodKind.MONTH)
        self.reason.control.setText(override.reason if override else "")
        self.until.control.set_day(override.until_on if override else None)
        self.end_button.setVisible(own is not None and own.holds)
        self.delete_button.setVisible(own is not None)
        for field in (self.account, self.kind, self.count, self.reason, self.until):
            field.set_error("")
        self._tell_rules()

    def _load(self, kind: VisitKind | None) -> None:
        account = self._search.account_id

        def show(found: AccountFrequencies) -> None:
            if account != self._search.account_id:
                return
            self._known = found
            standing = next((one for one in found.own if one.holds and one.override.kind is kind), None)
            if standing is not None:
                self._show_form(standing)
            self._show_others()
            self._tell_rules()

        if account is not None:
            self._context.read(
                lambda workspace: get_account_frequencies(workspace, account), show, key="own-frequencies"
            )

    def _show_others(self) -> None:
        own = self._known.own if self._known else ()
        self.others.set_items([_item(one) for one in own])
        self.others_title.setVisible(bool(own))
        self.others.setVisible(bool(own))

    def _tell_rules(self) -> None:
        known, kind = self._known, self.kind.control.key()
        self.instead.setVisible(known is not None)
        if known is None:
            return
        asked = next((one for one in known.ruled if one.kind is kind), None)
        self.instead.say(
            (lambda: _("Without it: {rule}").format(rule=asked.reason()))
            if asked is not None
            else (lambda: _("Without it no rule asks for this kind of visit."))
        )

    def _choose(self, override_id: object) -> None:
        own = self._known.own if self._known else ()
        chosen = next((one for one in own if one.override.id == override_id), None)
        if chosen is not None:
            self._show_form(chosen)

    # --- what it does

    def save(self) -> None:
        """Keep it, or say beside the field what is wrong."""
        account, own = self._search.account_id, self._own
        text = self.count.control.text().strip()
        self.kind.set_error("")
        self.reason.set_error("")
        self.account.set_error("" if account else _("Choose an account from the list."))
        self.count.set_error("" if text.isascii() and text.isdecimal() else _("Give a whole number."))
        self.until.set_error("" if self.until.control.readable() else _("Give a day as YYYY-MM-DD."))
        if account is None or self.count.has_error() or self.until.has_error():
            return
        given = OverrideInput(
            self.kind.control.key(),
            Frequency(int(text), self.period.control.key()),
            self.reason.control.text(),
            self.until.control.day(),
        )
        self._context.save(
            lambda workspace: (
                add_override(workspace, account, given)
                if own is None
                else edit_override(workspace, own.override.id, given)
            ),
            said=_("Own frequency saved; plan the period again to let it work"),
            on_done=lambda _summary: self.close_pane(),
            on_error=self._fail,
        )

    def end(self) -> None:
        """Let the rules hold again."""
        own = self._own
        if own is not None:
            self._context.save(
                lambda workspace: end_override(workspace, own.override.id),
                said=_("Own frequency ended"),
                on_done=lambda _summary: self.close_pane(),
            )

    def delete(self) -> None:
        """Take it away as if it had never been."""
        own = self._own
        if own is not None:
            self._context.save(
                lambda workspace: delete_override(workspace, own.override.id),
                said=_("Own frequency deleted"),
                on_done=lambda _summary: self.close_pane(),
            )

    def _fail(self, error: Exception) -> None:
        self._context.show_error(
            error,
            {
                "kind": self.kind,
                "count": self.count,
                "reason": self.reason,
                "until_on": self.until,
            },
        )

    # --- choosing the account

    def _account_taken(self, _account: Id) -> None:
        self.count.control.setFocus()
        self._load(None)


def _label(word: VisitKind | PeriodKind) -> str:
    return word.label


def _item(one: OwnFrequency) -> Item:
    override = one.override
    ends = override.until_on
    if not one.holds and ends is not None:
        right = _("ended {date}").format(date=format_date(ends))
    else:
        right = _("until {date}").format(date=format_date(ends)) if ends else ""
    return Item(
        key=override.id,
        title=_("{kind}, {frequency}").format(kind=override.kind.label, frequency=override.frequency.label),
        second=override.reason,
        right=right,
        tooltip=override.reason,
    )


__all__ = ["OwnFrequencyPane", "kind_choices", "period_choices"]
