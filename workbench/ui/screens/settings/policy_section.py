"""Numbers of the house in fields: policies of one number, or of several that only make sense together."""

from collections.abc import Callable, Mapping
from dataclasses import asdict, dataclass, replace
from decimal import Decimal
from typing import Any

from PySide6.QtWidgets import QWidget

from workbench.domain.policies import Policy, policy
from workbench.foundation.i18n import _
from workbench.services.policies import load_policies, save_policy
from workbench.ui.context import Context
from workbench.ui.kit.buttons import Button
from workbench.ui.kit.form import Field, Form
from workbench.ui.kit.inputs import TextField
from workbench.ui.kit.surfaces import horizontal
from workbench.ui.kit.texts import Text
from workbench.ui.screens.settings.section import Section

TOPICS = frozenset({"policy"})
WHOLE = ""


@dataclass(frozen=True)
class PolicyPart:
    """One field: a policy, which number of it (empty for a policy of one number), and units per 1 shown."""

    policy: Policy[Any]
    name: str
    label: Text
    unit: int = 1


class PolicySection(Section):
    """Each group of numbers is saved together."""

    def __init__(self, context: Context, title: Text, parent: QWidget | None = None) -> None:
        super().__init__(context, title, parent)
        self.fields: dict[tuple[str, str], Field[TextField]] = {}
        self._parts: dict[tuple[str, str], PolicyPart] = {}
        self._values: Mapping[str, object] = {}

    def refresh(self, topics: frozenset[str] | None) -> None:
        if topics is None or topics & TOPICS:
            self.context.read(load_policies, self.show_policies, key=f"policies-{type(self).__name__}")

    def group(self, *parts: PolicyPart, columns: int = 3) -> None:
        """Append fields of policies in a row, with a button that saves those that were changed."""
        form = Form(columns)
        for one in parts:
            field = form.add(one.label, TextField())
            key = (one.policy.name, one.name)
            self.fields[key], self._parts[key] = field, one
            field.control.returnPressed.connect(lambda wanted=one.policy: self.save(wanted))
        save = Button(lambda: _("Save"), small=True)
        for wanted in {one.policy.name: one.policy for one in parts}.values():
            save.clicked.connect(lambda _checked=False, wanted=wanted: self.save(wanted))
        self.put(form)
        row = QWidget()
        line = horizontal(row)
        line.addWidget(save)
        line.addStretch(1)
        self.put(row)

    def save(self, wanted: Policy[Any]) -> None:
        """Keep what stands in the fields of this policy, or say beside the field what is wrong."""
        own = {
            name: field for (policy_name, name), field in self.fields.items() if policy_name == wanted.name
        }
        numbers: dict[str, int] = {}
        for name, field in own.items():
            number = _read(field.control.text(), self._parts[wanted.name, name].unit)
            field.set_error("" if number is not None else _("Give a number."))
            if number is not None:
                numbers[name] = number
        if len(numbers) < len(own) or all(
            numbers[name] == self._number(self._parts[wanted.name, name]) for name in own
        ):
            return

        def value() -> Any:
            return numbers[WHOLE] if WHOLE in numbers else replace(policy(self._values, wanted), **numbers)

        self.save_value(wanted, value, own)

    def save_value(
        self, wanted: Policy[Any], value: Callable[[], Any], fields: Mapping[str, Field[Any]]
    ) -> None:
        """Put ``value`` in force; what is wrong with it is said beside its field."""
        first = next(iter(fields.values()))
        self.context.save(
            lambda workspace: save_policy(workspace, wanted, value()),
            said=_("Saved"),
            on_error=lambda error: self.context.show_error(error, fields, otherwise=first, go=False),
        )

    def show_policies(self, values: Mapping[str, object]) -> None:
        """Show what is in force, but for what is being typed or was and is not saved yet."""
        self._values = values
        for key, field in self.fields.items():
            part = self._parts[key]
            number, typed = self._number(part), field.control
            waits = typed.isModified() and _read(typed.text(), part.unit) != number
            if not (typed.hasFocus() or field.has_error() or waits):
                typed.setText(_shown(number, part.unit))

    def _number(self, part: PolicyPart) -> int:
        value = policy(self._values, part.policy)
        number: int = value if part.name == WHOLE else asdict(value)[part.name]
        return number


def _shown(number: int, unit: int) -> str:
    value = Decimal(number) / unit
    return f"{value.normalize():f}"


def _read(text: str, unit: int) -> int | None:
    """The number typed, in the units of the policy; ``None`` if it is none."""
    plain = text.strip().replace(",", "").removesuffix("%").strip()
    if not plain.replace(".", "", 1).isdecimal() or not plain.isascii() or len(plain) > 12:
        return None
    value = Decimal(plain) * unit
    return int(value) if value == value.to_integral_value() else None
