"""The fields of a service request: which of them its kind has, and the control of each."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import partial
from typing import Any

from PySide6.QtWidgets import QWidget

from workbench.domain.service_requests import ServiceKind, ServiceOutcome, ServiceRequest
from workbench.foundation.i18n import _, format_number, pgettext
from workbench.ui.kit.choices import Choice, Choices, Look
from workbench.ui.kit.date_field import DateField
from workbench.ui.kit.form import Field, Form
from workbench.ui.kit.in_place import InPlaceField
from workbench.ui.kit.inputs import ComboBox, TextArea
from workbench.ui.kit.labels import Label
from workbench.ui.kit.texts import Text

Save = Callable[[str, Any], object]
LABELS: Mapping[str, Text] = {
    "text": lambda: _("What is asked for"),
    "type": lambda: pgettext("service", "Type"),
    "contact_id": lambda: _("Asked by"),
    "asker": lambda: _("Somebody else"),
    "requested_on": lambda: _("Asked for on"),
    "requested_time": lambda: pgettext("service", "At"),
    "assigned_to": lambda: _("Assigned to"),
    "note": lambda: _("Note"),
    "product": lambda: _("Product"),
    "quantity_milli": lambda: _("Quantity"),
    "amount_fen": lambda: _("Amount, CNY"),
    "sale_number": lambda: _("Sales document"),
    "bought_on": lambda: _("Bought on"),
    "outcome": lambda: _("Decision"),
    "outcome_reason": lambda: _("Reason of the refusal"),
    "occurred_on": lambda: _("Happened on"),
    "occurred_time": lambda: pgettext("service", "At"),
    "place": lambda: _("Place"),
    "symptom": lambda: _("Symptom"),
    "plan": lambda: _("Plan of action"),
    "passed_to": lambda: _("Passed to"),
    "passed_on": lambda: _("Day passed on"),
}
_GOODS = ("product", "quantity_milli", "amount_fen", "sale_number", "bought_on", "outcome", "outcome_reason")
_HANDED = ("product", "quantity_milli", "sale_number", "symptom")
_FAULT = ("product", "occurred_on", "occurred_time", "place", "symptom", "plan", "passed_to", "passed_on")
NAMES: Mapping[ServiceKind, tuple[str, ...]] = {
    ServiceKind.RETURN: _GOODS,
    ServiceKind.EXCHANGE: _GOODS,
    ServiceKind.REPAIR: _HANDED,
    ServiceKind.REPACKING: _HANDED,
    ServiceKind.FAULT: _FAULT,
    ServiceKind.NEW_DEMAND: ("product", "quantity_milli"),
    ServiceKind.OTHER: (),
}
"""Which fields a kind has, in their order."""
_WIDE = frozenset(
    {
        *("text", "type", "product", "outcome", "outcome_reason"),
        *("sale_number", "place", "symptom", "plan", "passed_to", "note"),
    }
)
_DAYS = frozenset({"requested_on", "bought_on", "occurred_on", "passed_on"})
_LONG = frozenset({"text", "outcome_reason", "symptom", "plan", "passed_to", "note"})


@dataclass(frozen=True)
class Made:
    """A form with its fields by name; ``limit`` stands under the day of purchase, where there is one."""

    form: Form
    fields: Mapping[str, Field[Any]]
    limit: Label


def make_fields(
    names: tuple[str, ...], today: Callable[[], date], save: Save, chosen: Mapping[str, QWidget]
) -> Made:
    """A form of these fields; each tells ``save`` when it is left with another value."""
    form = Form()
    fields: dict[str, Field[Any]] = {}
    limit = Label(wrap=True)
    for name in names:
        control = chosen.get(name) or _control(name, today, save)
        fields[name] = form.add(LABELS[name], control, span=2 if name in _WIDE else 1)
        if name == "bought_on":
            form.add_widget(limit)
        if isinstance(control, DateField):
            control.editingFinished.connect(partial(_check_day, fields[name]))
    if "bought_on" not in names:
        limit.deleteLater()
    return Made(form, fields, limit)


def show_request(fields: Mapping[str, Field[Any]], request: ServiceRequest) -> None:
    """Put the values of a request into fields, but for what is being typed or was refused."""
    for name, field in fields.items():
        if field.has_error():
            continue
        value = shown_value(name, request)
        control = field.control
        if isinstance(control, InPlaceField):
            control.set_value(value)
        elif isinstance(control, DateField):
            if not control.hasFocus():
                control.set_day(value)
        elif isinstance(control, TextArea):
            if not control.hasFocus() and control.text() != value:
                control.setText(value)
        elif isinstance(control, ComboBox | Choices):
            control.choose(value)


def shown_value(name: str, request: ServiceRequest) -> Any:
    """What stands in the control of a field."""
    value = getattr(request, name)
    if name == "outcome":
        return value or ServiceOutcome.ACCEPTED
    if name == "quantity_milli":
        return "" if value is None else format_number(Decimal(value) / 1_000)
    if name == "amount_fen":
        return "" if value is None else format_number(Decimal(value) / 100)
    return value


def _control(name: str, today: Callable[[], date], save: Save) -> QWidget:
    if name in _DAYS:
        day = DateField(today)
        day.setProperty("resting", True)
        day.setPlaceholderText("–")
        day.day_changed.connect(lambda value: save(name, value))
        return day
    if name == "outcome":
        choices = Choices(
            Look.SEGMENTS,
            [Choice(one, partial(_label, one)) for one in ServiceOutcome],
            name=LABELS[name],
        )
        choices.chosen.connect(lambda key: save(name, key))
        return choices
    if name in _LONG:
        area = TextArea(lines=2)
        area.setProperty("resting", True)
        area.left.connect(lambda text: save(name, text))
        return area
    text = InPlaceField(LABELS[name], hint="–")
    text.saved.connect(lambda value: save(name, value))
    return text


def _label(outcome: ServiceOutcome) -> str:
    return outcome.label


def _check_day(field: Field[Any]) -> None:
    field.set_error("" if field.control.readable() else _("Give a day as YYYY-MM-DD."))
