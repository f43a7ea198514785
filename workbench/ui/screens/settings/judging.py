"""How accounts are judged: ABC boundaries, tiers, the scorecard, evaluations (2-rules §2)."""

from collections.abc import Callable, Mapping
from dataclasses import asdict, dataclass, replace
from decimal import Decimal
from typing import Any

from PySide6.QtWidgets import QWidget

from workbench.domain.evaluation import Dimension
from workbench.domain.policies import (
    ABC,
    EVALUATION_WEIGHTS,
    PROFIT_TIERS,
    REPUTATION_MINIMUM,
    SCORECARD_THRESHOLD,
    SCORECARD_WEIGHTS,
    TIER_SCHEME,
    TIERS,
    VERIFIED_DAYS,
    WORKDAY_HOURS,
    Policy,
    policy,
)
from workbench.domain.scorecard import Criterion
from workbench.domain.tiers import TierScheme
from workbench.foundation.errors import BadInput
from workbench.foundation.i18n import _
from workbench.services.policies import load_policies, save_policy
from workbench.ui.context import Context
from workbench.ui.kit.buttons import Button
from workbench.ui.kit.form import Field, Form
from workbench.ui.kit.inputs import ComboBox, TextField
from workbench.ui.kit.surfaces import horizontal
from workbench.ui.kit.texts import Text
from workbench.ui.screens.settings.section import Section

TOPICS = frozenset({"policy"})
WHOLE = ""


@dataclass(frozen=True)
class _Part:
    """One field: a policy, which number of it (empty for a policy of one number), and units per 1 shown."""

    policy: Policy[Any]
    name: str
    label: Text
    unit: int = 1


_PERCENT, _MILLION = 100, 100_000_000


class JudgingSection(Section):
    """Each group of numbers is saved together, as they only make sense together."""

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(context, lambda: _("Judging accounts"), parent)
        self.fields: dict[tuple[str, str], Field[TextField]] = {}
        self._parts: dict[tuple[str, str], _Part] = {}
        self._values: Mapping[str, object] = {}
        self.note(lambda: _("These rules decide what is suggested; what people confirmed stays as it is."))
        self._make_tiers()
        self.part(
            lambda: _("ABC analysis"), lambda: _("Cumulated shares up to which an account is A, and B.")
        )
        self._group(
            _Part(ABC, "a_bp", lambda: _("Class A up to, %"), _PERCENT),
            _Part(ABC, "b_bp", lambda: _("Class B up to, %"), _PERCENT),
        )
        self.part(
            lambda: _("Strategic scorecard"),
            lambda: _("What each criterion counts; 0 only notes it. Unscored criteria never count."),
        )
        self._group(_Part(SCORECARD_THRESHOLD, WHOLE, lambda: _("Qualifies from, %")))
        self._group(*(_Part(SCORECARD_WEIGHTS, one.value, _label(one)) for one in Criterion))
        self.part(lambda: _("Evaluation"), lambda: _("The weights of the four dimensions come to 100."))
        self._group(*(_Part(EVALUATION_WEIGHTS, one.value, _label(one)) for one in Dimension), columns=4)
        self._group(_Part(REPUTATION_MINIMUM, WHOLE, lambda: _("No credit below a reputation of")))
        self.part(
            lambda: _("Profile"), lambda: _("A part of a profile that nobody verified for longer is stale.")
        )
        self._group(_Part(VERIFIED_DAYS, WHOLE, lambda: _("Verified for, days")))
        self.part(lambda: _("Time"))
        self._group(_Part(WORKDAY_HOURS, WHOLE, lambda: _("Hours of a working day")))

    def _make_tiers(self) -> None:
        self.part(lambda: _("Tiers"))
        self.scheme: Field[ComboBox] = Field(
            lambda: _("Tiers follow from"), ComboBox([(one, _label(one)) for one in TierScheme])
        )
        self.scheme.control.picked.connect(self._save_scheme)
        self.put(self.scheme)
        self._group(
            _Part(TIERS, "focus_fen", lambda: _("Focus from sales of, CNY million a year"), _MILLION),
            _Part(TIERS, "major_fen", lambda: _("Major from sales of, CNY million a year"), _MILLION),
            _Part(TIERS, "strategic_max", lambda: _("Warn above so many strategic")),
        )
        self.note(
            lambda: _(
                "By profit there are three tiers: strategic, focus and general. It takes costs in the sales "
                "records, and strategic still takes a nomination."
            )
        )
        self._group(
            _Part(PROFIT_TIERS, "strategic_bp", lambda: _("Strategic from, % of all profit"), _PERCENT),
            _Part(PROFIT_TIERS, "focus_bp", lambda: _("Focus from, % of all profit"), _PERCENT),
        )

    def refresh(self, topics: frozenset[str] | None) -> None:
        if topics is None or topics & TOPICS:
            self.context.read(load_policies, self._show, key="judging-policies")

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
        if len(numbers) < len(own):
            return

        def value() -> Any:
            return numbers[WHOLE] if WHOLE in numbers else replace(policy(self._values, wanted), **numbers)

        self._save(wanted, value, own)

    def _save_scheme(self, scheme: TierScheme) -> None:
        self._save(TIER_SCHEME, lambda: scheme, {WHOLE: self.scheme})

    def _save(self, wanted: Policy[Any], value: Callable[[], Any], fields: Mapping[str, Field[Any]]) -> None:
        first = next(iter(fields.values()))

        def failed(error: Exception) -> None:
            if isinstance(error, BadInput):
                text = " ".join(part for part in (error.message, error.hint) if part)
                fields.get(error.where, first).set_error(text)
            else:
                self.context.show_error(error)

        self.context.save(
            lambda workspace: save_policy(workspace, wanted, value()), said=_("Saved"), on_error=failed
        )

    def _group(self, *parts: _Part, columns: int = 3) -> None:
        form = Form(columns)
        for one in parts:
            field = form.add(one.label, TextField())
            key = (one.policy.name, one.name)
            self.fields[key], self._parts[key] = field, one
            field.control.returnPressed.connect(lambda wanted=one.policy: self.save(wanted))
        save = Button(lambda: _("Save"), small=True)
        save.clicked.connect(lambda: self.save(parts[0].policy))
        self.put(form)
        row = QWidget()
        line = horizontal(row)
        line.addWidget(save)
        line.addStretch(1)
        self.put(row)

    def _show(self, values: Mapping[str, object]) -> None:
        self._values = values
        self.scheme.control.choose(policy(values, TIER_SCHEME))
        for key, field in self.fields.items():
            part = self._parts[key]
            value = policy(values, part.policy)
            number = value if part.name == WHOLE else asdict(value)[part.name]
            if not field.control.hasFocus() and not field.has_error():
                field.control.setText(_shown(number, part.unit))


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


def _label(one: Any) -> Text:
    return lambda: str(one.label)
