"""The profile of an account in four parts, edited in place: a field is saved when it is left (2-rules §1)."""

from collections.abc import Mapping, Sequence
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QApplication, QWidget

from workbench.domain.accounts import Account, Manager
from workbench.domain.profile import ProfilePart
from workbench.foundation.i18n import _, listed
from workbench.foundation.ids import Id
from workbench.services.account_profile import verify_part
from workbench.services.account_view import AccountView
from workbench.services.accounts import edit_account
from workbench.services.addresses import Place, find_places
from workbench.ui.account_search import suggest_accounts
from workbench.ui.context import Context
from workbench.ui.kit.buttons import CheckBox
from workbench.ui.kit.form import Field, Form
from workbench.ui.kit.in_place import InPlaceField
from workbench.ui.kit.inputs import ComboBox
from workbench.ui.kit.item_list import ItemList
from workbench.ui.kit.labels import Label, Line, SectionHeader
from workbench.ui.kit.suggest_field import SuggestField, Suggestion
from workbench.ui.kit.surfaces import Scroll, horizontal, name_widget, vertical
from workbench.ui.kit.texts import Text
from workbench.ui.kit.tokens import S1, S3, S4, SMALL, Tone
from workbench.ui.screens.accounts.closures_part import ClosuresPart
from workbench.ui.screens.accounts.family_list import family_items, family_note
from workbench.ui.screens.accounts.field_history_pane import FieldHistoryPane
from workbench.ui.screens.accounts.keepers import Keepers
from workbench.ui.screens.accounts.links_block import LinksBlock
from workbench.ui.screens.accounts.new_account_pane import manager_choices
from workbench.ui.screens.accounts.part_state import PartHeader
from workbench.ui.screens.accounts.profile_fields import (
    MANAGERS,
    PHONES,
    PLACE,
    make_control,
    show_phone_doubts,
    show_value,
    shown_value,
    word_of,
)
from workbench.ui.screens.accounts.profile_groups import GROUPS
from workbench.ui.screens.accounts.tier_form import TierForm
from workbench.ui.screens.accounts.wallet_words import wallet_source, wallet_text
from workbench.ui.screens.accounts.words import weekday_word

HISTORY_KEY = "Alt+H"


class Profile(QWidget):
    """All fields by part with how fresh it is; the tier beside them, or the story of one field."""

    account_opened = Signal(object)
    """The id of another account to go to."""

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._context = context
        self._account: Account | None = None
        self.fields: dict[str, Field[Any]] = {}
        self.parts: dict[ProfilePart, PartHeader] = {}
        row = horizontal(self, gap=0)
        self.body = Scroll(gap=S3)
        for part in ProfilePart:
            self._make_part(part)
        self.body.column.addStretch(1)
        row.addWidget(self.body, 1)
        self.tier = TierForm(context)
        row.addWidget(self.tier)
        self.history = FieldHistoryPane(context)
        self.history.hide()
        self.history.closed.connect(self.tier.show)
        row.addWidget(self.history)
        keys = QShortcut(QKeySequence(HISTORY_KEY), self)
        keys.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        keys.activated.connect(self._show_history_here)

    # --- showing

    def show_view(self, view: AccountView) -> None:
        """Show another account, or the same one changed; what is being typed stays."""
        account, profile = view.account, view.overview.profile
        if self._account is None or self._account.id != account.id:
            for field in self.fields.values():
                field.set_error("")
            self.history.close_pane()
        self._account = account
        for name, field in self.fields.items():
            # What was refused stays to be mended.
            if not field.has_error():
                show_value(field.control, shown_value(name, account, profile))
        for day, box in enumerate(self.weekdays):
            box.setChecked(day in account.excluded_weekdays)
        for state in profile.parts:
            self.parts[state.part].show_state(state)
        for name in PHONES:
            show_phone_doubts(self.fields[name], name, profile)
        self._show_twin(profile.same_credit_code)
        self.wallet.say(wallet_text(profile.wallet))
        too_much = profile.wallet is not None and profile.wallet.exceeds_spend
        self.wallet.set_tone(Tone.WARN if too_much else Tone.TEXT)
        self.wallet_why.say(wallet_source(profile.wallet))
        self.keepers.show_history(account.id, profile.managers)
        self.links.show_links(account.id, profile.links)
        self.closures.show_account(account.id)
        self.family.setVisible(profile.tree is not None)
        if profile.tree is not None:
            self.family_title.note.say(family_note(profile.tree))
            self.family_list.set_items(family_items(profile.tree))
        self.tier.show_view(view)
        self.history.refresh()

    def show_managers(self, managers: Sequence[Manager]) -> None:
        """Offer these people."""
        for name in MANAGERS:
            control: ComboBox = self.fields[name].control
            control.set_choices(manager_choices(managers))
            if self._account is not None:
                control.choose(getattr(self._account, name))
        self.keepers.show_managers(managers)

    def edit(self) -> None:
        """Put the cursor into the first field."""
        self.fields["name"].control.setFocus()

    def make_room(self, on: bool) -> None:
        """Hide what stands at the right, for a pane that opens there."""
        self.history.hide()
        self.tier.setHidden(on)

    def close_innermost(self) -> bool:
        """Close the story of a field, or a form that is open; False if there is none."""
        if self.history.isVisible():
            self.history.close_pane()
            return True
        blocks = (self.keepers, self.links, self.closures)
        return any(block.close_innermost() for block in blocks)

    def show_history(self, name: str) -> None:
        """Tell the story of one field beside the profile."""
        if self._account is not None:
            self.tier.hide()
            self.history.show_field(self._account.id, "district_code" if name == PLACE else name)

    # --- making

    def _make_part(self, part: ProfilePart) -> None:
        column = self.body.column
        if self.parts:
            column.addSpacing(S4)
            column.addWidget(Line())
        head = PartHeader(_label_of(part))
        head.verified.connect(lambda: self._verify(part))
        self.parts[part] = head
        column.addWidget(head)
        for title, columns, names in GROUPS[part]:
            if title:
                column.addWidget(SectionHeader(title))
            form = Form(columns)
            for name in names:
                self.fields[name] = self._add_field(form, name, columns)
            column.addWidget(form)
            if "second_manager_id" in names:
                self._make_blocks()
        if part is ProfilePart.BASICS:
            column.addWidget(self._make_weekdays())
            self.closures = ClosuresPart(self._context)
            column.addWidget(self.closures)
        if part is ProfilePart.BUSINESS:
            column.addWidget(self._make_wallet())

    def _add_field(self, form: Form, name: str, columns: int) -> Field[Any]:
        control = make_control(name, self._context.workspace.clock.today, self._save, self._check_day)
        span = 2 if name == "address" else 1
        field: Field[Any] = form.add(word_of(name), control, span=span)
        field.make_label_lead(
            lambda: _("History of this field  {key}").format(key=HISTORY_KEY.replace("+", " "))
        )
        field.label_clicked.connect(lambda: self.show_history(name))
        if name == PLACE and isinstance(control, SuggestField):
            control.asked.connect(self._ask_places)
            control.taken.connect(self._take_place)
            control.left.connect(lambda _text: self._refuse(PLACE))
        elif name == "parent_id" and isinstance(control, SuggestField):
            suggest_accounts(self._context, control, key="profile-parents")
            control.taken.connect(lambda account_id: self._save("parent_id", account_id))
            control.left.connect(self._parent_left)
        elif name == "credit_code":
            field.link_requested.connect(self._open_twin)
        return field

    def _make_blocks(self) -> None:
        self.keepers = Keepers(self._context)
        self.links = LinksBlock(self._context)
        self.links.account_opened.connect(self.account_opened)
        self.family = QWidget()
        inner = vertical(self.family, gap=S1)
        self.family_title = SectionHeader(lambda: _("Group and sites"))
        self.family_list = ItemList(lambda: _("Group and sites"), fit=True, padding=0)
        self.family_list.opened.connect(self._open_relative)
        inner.addWidget(self.family_title)
        inner.addWidget(self.family_list)
        for widget in (self.keepers, self.family, self.links):
            self.body.column.addWidget(widget)

    def _make_weekdays(self) -> QWidget:
        box = QWidget()
        column = vertical(box, gap=S1)
        column.addWidget(Label(word_of("excluded_weekdays"), size=SMALL, tone=Tone.TEXT2))
        row = horizontal(gap=0)
        days = Form(7)
        self.weekdays = [CheckBox(_weekday(day)) for day in range(7)]
        for one in self.weekdays:
            one.clicked.connect(self._save_weekdays)
            days.add_widget(one, span=1)
        row.addWidget(days)
        row.addStretch(1)
        column.addLayout(row)
        name_widget(box, word_of("excluded_weekdays"))
        return box

    def _make_wallet(self) -> QWidget:
        box = QWidget()
        column = vertical(box, gap=S1)
        column.addWidget(Label(lambda: _("Share of wallet"), size=SMALL, tone=Tone.TEXT2))
        self.wallet = Label(bold=True)
        self.wallet_why = Label(size=SMALL, tone=Tone.TEXT2, wrap=True)
        column.addWidget(self.wallet)
        column.addWidget(self.wallet_why)
        return box

    # --- saving

    def _save_weekdays(self) -> None:
        self._save("excluded_weekdays", [day for day, box in enumerate(self.weekdays) if box.isChecked()])

    def _check_day(self, name: str) -> None:
        field = self.fields[name]
        field.set_error("" if field.control.readable() else _("Give a day as YYYY-MM-DD."))

    def _save(self, name: str, value: Any) -> None:
        self._save_values(name, {name: value})

    def _save_values(self, name: str, values: Mapping[str, Any]) -> None:
        account, field = self._account, self.fields.get(name)
        if account is None:
            return
        handed_over = name == "manager_id" and account.manager_id is not None

        def saved() -> None:
            if field is not None:
                field.set_error("")
                if isinstance(field.control, InPlaceField):
                    field.control.show_saved()
            if handed_over:
                # Asked, never demanded: why the account changed hands.
                self.fields["manager_reason"].control.setFocus()

        def failed(error: Exception) -> None:
            self._context.show_error(error, otherwise=field, go=False)

        self._context.save(
            lambda workspace: edit_account(workspace, account.id, values),
            on_done=lambda _summary: saved(),
            on_error=failed,
        )

    def _verify(self, part: ProfilePart) -> None:
        account = self._account
        if account is not None:
            self._context.save(
                lambda workspace: verify_part(workspace, account.id, part),
                said=_("{part} verified today").format(part=part.label),
            )

    def _ask_places(self, text: str) -> None:
        self._context.read(lambda _workspace: find_places(text), self._propose_places, key="profile-places")

    def _propose_places(self, places: tuple[Place, ...]) -> None:
        control: SuggestField = self.fields[PLACE].control
        control.set_suggestions([Suggestion(place, place.text, place.code) for place in places])

    def _take_place(self, place: Place) -> None:
        division = place.division
        values = {"province": division.province, "city": division.city, "district": division.district}
        self._save_values(PLACE, {**values, "district_code": place.code})

    def _refuse(self, name: str) -> None:
        control: SuggestField = self.fields[name].control
        self.fields[name].set_error(
            _("Choose one from the list, or write province, city and district by hand.")
            if control.text().strip()
            else ""
        )

    def _parent_left(self, text: str) -> None:
        if text:
            self.fields["parent_id"].set_error(_("Choose an account from the list, or empty the field."))
        else:
            self._save("parent_id", None)

    # --- going elsewhere

    def _show_twin(self, twins: Sequence[tuple[Id, str]]) -> None:
        self._twin = twins[0][0] if twins else None
        names = listed(name for _id, name in twins)
        self.fields["credit_code"].set_warning(
            _("Also the credit code of {names}").format(names=names) if twins else "",
            link=(lambda: _("Open")) if twins else "",
        )

    def _open_twin(self) -> None:
        if self._twin is not None:
            self.account_opened.emit(self._twin)

    def _open_relative(self, account_id: object) -> None:
        if isinstance(account_id, bytes) and self._account is not None and account_id != self._account.id:
            self.account_opened.emit(Id(account_id))

    def _show_history_here(self) -> None:
        focus = QApplication.focusWidget()
        for name, field in self.fields.items():
            if focus is not None and (focus is field.control or field.isAncestorOf(focus)):
                self.show_history(name)


def _label_of(part: ProfilePart) -> Text:
    return lambda: part.label


def _weekday(day: int) -> Text:
    return lambda: weekday_word(day)
