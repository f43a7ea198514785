"""From when on something is an alarm, and what accounts may owe (2-rules §4, §12)."""

from PySide6.QtWidgets import QWidget

from workbench.domain.policies import ALARM_LIMITS, CREDIT_TERMS
from workbench.foundation.i18n import _, pgettext
from workbench.ui.context import Context
from workbench.ui.kit.texts import Text
from workbench.ui.screens.settings.policy_section import PolicyPart, PolicySection


class AlarmLimitsSection(PolicySection):
    """All limits of alarms are one value: whichever button is pressed saves them together."""

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(context, lambda: pgettext("page", "Alarms"), parent)
        self.note(
            lambda: _(
                "Alarms are computed anew with these numbers. What was acknowledged stays acknowledged "
                "unless it is worse now."
            )
        )
        self.part(
            lambda: _("Credit and receivables"),
            lambda: _(
                "The credit limit of an account without one of its own follows from its class and the sales "
                "of an average month; class A has none. Whoever has traded with us for less than the months "
                "given counts as class C."
            ),
        )
        self.group(
            PolicyPart(CREDIT_TERMS, "b_percent", lambda: _("Class B, % of a month's sales")),
            PolicyPart(CREDIT_TERMS, "c_percent", lambda: _("Class C, % of a month's sales")),
            PolicyPart(CREDIT_TERMS, "new_months", lambda: _("New within, months")),
            _limit("overdue_days", lambda: _("Item overdue by more than, days")),
        )
        self.part(
            lambda: _("Sales behind the plan"),
            lambda: _(
                "The month is compared with its plan by working days, the quarter with the same quarter of "
                "last year; neither is judged in its first days."
            ),
        )
        self.group(
            _limit("progress_percent", lambda: _("Alarm below, %")),
            _limit("plan_from_workday", lambda: _("Month judged from working day")),
            _limit("quarter_from_day", lambda: _("Quarter judged from day")),
        )
        self.part(
            lambda: _("Pauses between orders"),
            lambda: _(
                "100% is the usual pause of the account; it is spoken of once there are enough orders. A "
                "pause shorter than the days given raises nothing."
            ),
        )
        self.group(
            _limit("least_orders", lambda: _("Usual pause known from, orders")),
            _limit("rhythm_percent", lambda: _("Sales progress: longer than, %")),
            _limit("rhythm_least_days", lambda: _("and at least, days")),
            _limit("loss_percent", lambda: _("Loss of the account: longer than, %")),
            _limit("loss_days", lambda: _("and at least, days")),
        )
        self.part(
            lambda: _("Products and prices"),
            lambda: _(
                "A product is lost when it is not bought for so long while others go on; a price is low when "
                "it is so far below the average of all accounts."
            ),
        )
        self.group(
            _limit("business_lost_percent", lambda: _("Product: pause longer than, %")),
            _limit("business_lost_least_days", lambda: _("and at least, days")),
            _limit("low_price_percent", lambda: _("Price below the average by, %")),
        )
        self.part(
            lambda: _("Repeated claims"),
            lambda: _("Valid complaints and returns that were not refused, by their number or their value."),
        )
        self.group(
            _limit("claims", lambda: _("Claims from")),
            _limit("claims_days", lambda: _("within, days")),
            _limit("claims_percent", lambda: _("or value above, % of sales")),
        )


def _limit(name: str, label: Text) -> PolicyPart:
    return PolicyPart(ALARM_LIMITS, name, label)
