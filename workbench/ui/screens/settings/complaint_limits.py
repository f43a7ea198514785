"""The limits of complaints in working days, and how long complaints count as repeats (2-rules §8)."""

from PySide6.QtWidgets import QWidget

from workbench.domain.complaint_states import ComplaintStep
from workbench.domain.policies import COMPLAINT_DAYS, REPEAT_DAYS
from workbench.foundation.i18n import _, pgettext
from workbench.ui.context import Context
from workbench.ui.kit.texts import Text
from workbench.ui.screens.settings.policy_section import WHOLE, PolicyPart, PolicySection


class ComplaintLimitsSection(PolicySection):
    """All limits are saved together; complaints that were recorded keep theirs."""

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(context, lambda: pgettext("page", "Complaints"), parent)
        self.note(
            lambda: _(
                "A complaint keeps the limits that were in force when it was recorded: what is changed here "
                "counts for those recorded from now on."
            )
        )
        self.part(
            lambda: _("Limits in working days"),
            lambda: _(
                "Counted from the day after a step was begun, by the working calendar; days on which we wait "
                "for the customer do not count. Assigning ends when the department has taken over, proposing "
                "when the customer knows the solution."
            ),
        )
        self.group(
            PolicyPart(COMPLAINT_DAYS, "acknowledge", lambda: _("First reply to the customer")),
            *(
                PolicyPart(COMPLAINT_DAYS, step.value, _label(step))
                for step in ComplaintStep
                if step.number > 1
            ),
            PolicyPart(COMPLAINT_DAYS, "escalate", lambda: _("To the second manager, days later")),
        )
        self.part(
            lambda: _("Repeat complaints"),
            lambda: _("Complaints of the same account, product or kind within so many days are linked."),
        )
        self.group(PolicyPart(REPEAT_DAYS, WHOLE, lambda: _("Linked within, days")))


def _label(step: ComplaintStep) -> Text:
    return lambda: step.label
