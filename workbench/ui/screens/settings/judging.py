"""How accounts are judged: tiers, ABC, scorecard, value, evaluations (2-rules §2, §3)."""

from collections.abc import Mapping
from typing import Any

from PySide6.QtWidgets import QWidget

from workbench.domain.axis_criteria import AxisCriterion
from workbench.domain.evaluation import Dimension
from workbench.domain.policies import (
    ABC,
    AXIS_WEIGHTS,
    EVALUATION_WEIGHTS,
    LIFETIME,
    PROFIT_TIERS,
    REPUTATION_MINIMUM,
    SCORECARD_THRESHOLD,
    SCORECARD_WEIGHTS,
    TIER_SCHEME,
    TIERS,
    VERIFIED_DAYS,
    policy,
)
from workbench.domain.scorecard import Criterion
from workbench.domain.tiers import TierScheme
from workbench.foundation.i18n import _
from workbench.ui.context import Context
from workbench.ui.kit.form import Field
from workbench.ui.kit.inputs import ComboBox
from workbench.ui.kit.texts import Text
from workbench.ui.screens.settings.policy_section import WHOLE, PolicyPart, PolicySection

_PERCENT, _MILLION = 100, 100_000_000


class JudgingSection(PolicySection):
    """Each group of numbers is saved together, as they only make sense together."""

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(context, lambda: _("Judging accounts"), parent)
        self.note(lambda: _("These rules decide what is suggested; what people confirmed stays as it is."))
        self._make_tiers()
        self.part(
            lambda: _("ABC analysis"), lambda: _("Cumulated shares up to which an account is A, and B.")
        )
        self.group(
            PolicyPart(ABC, "a_bp", lambda: _("Class A up to, %"), _PERCENT),
            PolicyPart(ABC, "b_bp", lambda: _("Class B up to, %"), _PERCENT),
        )
        self.part(
            lambda: _("Strategic scorecard"),
            lambda: _("What each criterion counts; 0 only notes it. Unscored criteria never count."),
        )
        self.group(PolicyPart(SCORECARD_THRESHOLD, WHOLE, lambda: _("Qualifies from, %")))
        self.group(*(PolicyPart(SCORECARD_WEIGHTS, one.value, _label(one)) for one in Criterion))
        self._make_value()
        self.part(lambda: _("Evaluation"), lambda: _("The weights of the four dimensions come to 100."))
        self.group(*(PolicyPart(EVALUATION_WEIGHTS, one.value, _label(one)) for one in Dimension), columns=4)
        self.group(PolicyPart(REPUTATION_MINIMUM, WHOLE, lambda: _("No credit below a reputation of")))
        self.part(
            lambda: _("Profile"), lambda: _("A part of a profile that nobody verified for longer is stale.")
        )
        self.group(PolicyPart(VERIFIED_DAYS, WHOLE, lambda: _("Verified for, days")))

    def _make_tiers(self) -> None:
        self.part(lambda: _("Tiers"))
        self.scheme: Field[ComboBox] = Field(
            lambda: _("Tiers follow from"), ComboBox([(one, _label(one)) for one in TierScheme])
        )
        self.scheme.control.picked.connect(self._save_scheme)
        self.put(self.scheme)
        self.group(
            PolicyPart(TIERS, "focus_fen", lambda: _("Focus from sales of, CNY million a year"), _MILLION),
            PolicyPart(TIERS, "major_fen", lambda: _("Major from sales of, CNY million a year"), _MILLION),
            PolicyPart(TIERS, "strategic_max", lambda: _("Warn above so many strategic")),
        )
        self.note(
            lambda: _(
                "By profit there are three tiers: strategic, focus and general. It takes costs in the sales "
                "records, and strategic still takes a nomination."
            )
        )
        self.group(
            PolicyPart(PROFIT_TIERS, "strategic_bp", lambda: _("Strategic from, % of all profit"), _PERCENT),
            PolicyPart(PROFIT_TIERS, "focus_bp", lambda: _("Focus from, % of all profit"), _PERCENT),
        )

    def _make_value(self) -> None:
        self.part(
            lambda: _("Lifetime value"),
            lambda: _("An account with a retention of its own keeps it; the others take the usual one."),
        )
        self.group(
            PolicyPart(LIFETIME, "discount_bp", lambda: _("Discount a year, %"), _PERCENT),
            PolicyPart(LIFETIME, "years", lambda: _("Over how many years")),
            PolicyPart(LIFETIME, "retention_bp", lambda: _("Usual retention a year, %"), _PERCENT),
        )
        self.part(
            lambda: _("Attractiveness and relative strength"),
            lambda: _("What each criterion counts; 0 only notes it. Both axes are cut at 50 of 100."),
        )
        self.group(*(PolicyPart(AXIS_WEIGHTS, one.value, _label(one)) for one in AxisCriterion))

    def _save_scheme(self, scheme: TierScheme) -> None:
        self.save_value(TIER_SCHEME, lambda: scheme, {WHOLE: self.scheme})

    def show_policies(self, values: Mapping[str, object]) -> None:
        super().show_policies(values)
        self.scheme.control.choose(policy(values, TIER_SCHEME))


def _label(one: Any) -> Text:
    return lambda: str(one.label)
