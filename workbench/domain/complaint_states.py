"""The seven steps of a complaint and the states between them (2-rules §8)."""

from enum import StrEnum

from workbench.foundation.i18n import pgettext


class ComplaintStep(StrEnum):
    """The steps in their order; none can be skipped."""

    RECORD = "record"
    JUDGE = "judge"
    ASSIGN = "assign"
    ANALYSE = "analyse"
    PROPOSE = "propose"
    IMPLEMENT = "implement"
    EVALUATE = "evaluate"

    @property
    def number(self) -> int:
        """From 1 to 7."""
        return _NUMBERS[self]

    @property
    def label(self) -> str:
        return {
            ComplaintStep.RECORD: pgettext("complaint step", "Record"),
            ComplaintStep.JUDGE: pgettext("complaint step", "Judge validity"),
            ComplaintStep.ASSIGN: pgettext("complaint step", "Assign responsibility"),
            ComplaintStep.ANALYSE: pgettext("complaint step", "Analyse the cause"),
            ComplaintStep.PROPOSE: pgettext("complaint step", "Propose a solution"),
            ComplaintStep.IMPLEMENT: pgettext("complaint step", "Implement"),
            ComplaintStep.EVALUATE: pgettext("complaint step", "Evaluate and close"),
        }[self]


class ComplaintState(StrEnum):
    """What a complaint waits for. A recorded one without events is to be judged."""

    TO_JUDGE = "to_judge"
    NOT_VALID = "not_valid"
    TO_ASSIGN = "to_assign"
    TO_TAKE_OVER = "to_take_over"
    TO_ANALYSE = "to_analyse"
    TO_PROPOSE = "to_propose"
    TO_DECIDE = "to_decide"
    TO_OFFER = "to_offer"
    TO_ANSWER = "to_answer"
    TO_IMPLEMENT = "to_implement"
    TO_EVALUATE = "to_evaluate"
    TO_CLOSE = "to_close"
    CLOSED = "closed"
    CLOSED_NOT_VALID = "closed_not_valid"

    @property
    def step(self) -> ComplaintStep:
        """The step that it is in, the last one that was reached if it is closed."""
        return _STEPS[self]

    @property
    def is_open(self) -> bool:
        """Whether there is still something to do."""
        return self not in (ComplaintState.CLOSED, ComplaintState.CLOSED_NOT_VALID)

    @property
    def label(self) -> str:
        return {
            ComplaintState.TO_JUDGE: pgettext("complaint state", "To be judged"),
            ComplaintState.NOT_VALID: pgettext("complaint state", "Not valid, customer to be told"),
            ComplaintState.TO_ASSIGN: pgettext("complaint state", "To be assigned"),
            ComplaintState.TO_TAKE_OVER: pgettext("complaint state", "To be taken over"),
            ComplaintState.TO_ANALYSE: pgettext("complaint state", "Cause to be analysed"),
            ComplaintState.TO_PROPOSE: pgettext("complaint state", "Solution to be proposed"),
            ComplaintState.TO_DECIDE: pgettext("complaint state", "To be decided by a manager"),
            ComplaintState.TO_OFFER: pgettext("complaint state", "Solution to be told"),
            ComplaintState.TO_ANSWER: pgettext("complaint state", "Waiting for the customer's answer"),
            ComplaintState.TO_IMPLEMENT: pgettext("complaint state", "To be implemented"),
            ComplaintState.TO_EVALUATE: pgettext("complaint state", "To be evaluated"),
            ComplaintState.TO_CLOSE: pgettext("complaint state", "To be closed"),
            ComplaintState.CLOSED: pgettext("complaint state", "Closed"),
            ComplaintState.CLOSED_NOT_VALID: pgettext("complaint state", "Closed as not valid"),
        }[self]


_NUMBERS = {step: number for number, step in enumerate(ComplaintStep, 1)}
_STEPS = {
    ComplaintState.TO_JUDGE: ComplaintStep.JUDGE,
    ComplaintState.NOT_VALID: ComplaintStep.JUDGE,
    ComplaintState.TO_ASSIGN: ComplaintStep.ASSIGN,
    ComplaintState.TO_TAKE_OVER: ComplaintStep.ASSIGN,
    ComplaintState.TO_ANALYSE: ComplaintStep.ANALYSE,
    ComplaintState.TO_PROPOSE: ComplaintStep.PROPOSE,
    ComplaintState.TO_DECIDE: ComplaintStep.PROPOSE,
    ComplaintState.TO_OFFER: ComplaintStep.PROPOSE,
    ComplaintState.TO_ANSWER: ComplaintStep.PROPOSE,
    ComplaintState.TO_IMPLEMENT: ComplaintStep.IMPLEMENT,
    ComplaintState.TO_EVALUATE: ComplaintStep.EVALUATE,
    ComplaintState.TO_CLOSE: ComplaintStep.EVALUATE,
    ComplaintState.CLOSED: ComplaintStep.EVALUATE,
    ComplaintState.CLOSED_NOT_VALID: ComplaintStep.JUDGE,
}
