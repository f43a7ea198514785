"""The controls of the profile by the kind of their field, and how values go into them."""

from collections.abc import Callable, Mapping
from datetime import date
from decimal import Decimal
from typing import Any

from PySide6.QtWidgets import QWidget

from workbench.domain.accounts import Account
from workbench.foundation.i18n import _, format_number, format_percent_bp, listed, pgettext
from workbench.services.account_profile import AccountProfile
from workbench.services.addresses import place_text
from workbench.ui.kit.buttons import CheckBox
from workbench.ui.kit.date_field import DateField
from workbench.ui.kit.form import Field
from workbench.ui.kit.in_place import InPlaceField
from workbench.ui.kit.inputs import ComboBox, TextArea
from workbench.ui.kit.suggest_field import SuggestField
from workbench.ui.kit.texts import Text, say
from workbench.ui.screens.accounts.words import CHOSEN, choices_of, field_word

PLACE = "place"
"""The one field that fills province, city, district and the official code."""
MANAGERS = ("manager_id", "second_manager_id")
PHONES = ("phone", "other_phones")
_DAYS = ("founded_on", "first_contact_on", "first_trade_on", "credit_blocked_on")
_SUGGESTED = (PLACE, "parent_id")
_SEVERAL = ("former_name", "other_codes", "other_phones")
_SAYS: Mapping[str, Text] = {
    "visiting_hours": lambda: _("e.g. {example}").format(example="09:00-11:30, 14:00-17:00"),
    "category_spend_fen": lambda: _("e.g. {example}").format(
        example=pgettext("an amount as people type it", "12,000,000")
    ),
    "credit_limit_fen": lambda: _("e.g. {example}").format(
        example=pgettext("an amount as people type it", "12,000,000")
    ),
    "market_share_bp": lambda: _("e.g. {example}").format(example="35%"),
    "share_of_wallet_bp": lambda: _("e.g. {example}").format(example="35%"),
}

Save = Callable[[str, Any], object]


def word_of(name: str) -> Text:
    """The label of a field."""
    if name == PLACE:
        return lambda: _("Find the place")
    return lambda: field_word(name)


_LONG = frozenset(
    {
        *("lines_of_business", "note", "manager_reason"),
        *("market_area", "sales_ability", "development_potential", "business_philosophy"),
        *("business_direction", "business_policy", "traits"),
        *("competitiveness", "market_position", "cooperation"),
        *("current_activity", "open_problems", "their_strategy", "outlook"),
        *("image", "financial_state", "credit_state"),
    }
)


def make_control(
    name: str, today: Callable[[], date], save: Save, check_day: Callable[[str], object]
) -> QWidget:
    """The control for a field; it tells ``save`` when it is left with another value."""
    if name in CHOSEN or name in MANAGERS:
        combo = ComboBox(choices_of(name) if name in CHOSEN else ())
        combo.setProperty("resting", True)
        combo.picked.connect(lambda key: save(name, key))
        return combo
    if name in _DAYS:
        day = DateField(today)
        day.setProperty("resting", True)
        day.setPlaceholderText("–")
        day.day_changed.connect(lambda value: save(name, value))
        day.editingFinished.connect(lambda: check_day(name))
        return day
    if name == "is_competitor":
        box = CheckBox(lambda: _("They compete with us"))
        box.clicked.connect(lambda: save(name, box.isChecked()))
        return box
    if name in _SUGGESTED:
        suggest = SuggestField(hint=lambda: _("Name, pinyin or code"))
        suggest.setProperty("resting", True)
        return suggest
    if name in _LONG:
        area = TextArea(lines=2)
        area.setProperty("resting", True)
        area.left.connect(lambda text: save(name, text))
        return area
    text = InPlaceField(word_of(name), hint=_SAYS.get(name, "–"))
    if name in _SEVERAL:
        say(text, text.setToolTip, lambda: _("Several are separated by “；”."))
    text.saved.connect(lambda value: save(name, value))
    return text


def shown_value(name: str, account: Account, profile: AccountProfile) -> Any:
    """What stands in the control of a field."""
    if name == PLACE:
        return place_text(account.province, account.city, account.district)
    if name == "parent_id":
        tree = profile.tree
        return tree.names.get(account.parent_id, "") if tree and account.parent_id else ""
    if name in PHONES:
        return "；".join(phone.shown for phone in profile.phones[name])
    value = getattr(account, name)
    if name.endswith("_fen"):
        return "" if value is None else format_number(Decimal(value) / 100)
    if name == "return_days":
        return "" if value is None else str(value)
    if name.endswith("_bp"):
        return "" if value is None else format_percent_bp(value, digits=1 if value % 100 else 0)
    return value


def show_value(control: QWidget, value: Any) -> None:
    """Put a value into its control, unless the user is typing there."""
    if isinstance(control, InPlaceField):
        control.set_value(value)
    elif isinstance(control, SuggestField):
        control.set_text(value)
    elif isinstance(control, ComboBox):
        control.choose(value.value if hasattr(value, "value") else value)
    elif isinstance(control, CheckBox):
        control.setChecked(bool(value))
    elif isinstance(control, DateField):
        if not control.hasFocus():
            control.set_day(value)
    elif isinstance(control, TextArea) and not control.hasFocus():
        control.setText(value)


def show_phone_doubts(field: Field[Any], name: str, profile: AccountProfile) -> None:
    """Say mildly which numbers of a field are not understood; the others tell what they are."""
    phones = profile.phones[name]
    odd = [phone.typed for phone in phones if not phone.understood]
    field.set_warning(
        _("Kept as typed, but not known as a telephone number: {numbers}").format(numbers=listed(odd))
        if odd
        else ""
    )
    field.control.setToolTip("\n".join(phone.told() for phone in phones if phone.understood))
