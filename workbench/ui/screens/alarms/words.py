"""Why an alarm is raised, in words, and the next steps it offers (2-rules §12)."""

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from workbench.domain.alarms import Alarm, AlarmKind, AlarmPlace
from workbench.domain.policies import ALARM_LIMITS, OVERDUE_VISIT_DAYS, VERIFIED_DAYS, policy
from workbench.foundation.i18n import _, format_percent_bp, pgettext
from workbench.ui.alarm_items import place_of
from workbench.ui.kit.texts import Text
from workbench.ui.navigation import Destination, PageId, Part


def rule_words(kind: AlarmKind, values: Mapping[str, object]) -> str:
    """The rule of ``kind`` with the numbers in force; ``values`` are the stored policies."""
    limits = policy(values, ALARM_LIMITS)
    told = {
        AlarmKind.RECEIVABLE: _(
            "More is owed than the credit limit, or an item is overdue for more than {overdue_days} days."
        ),
        AlarmKind.SALES_PROGRESS: _(
            "This month is below {progress} of the plan for the working days gone, this quarter is below "
            "{progress} of the same quarter last year, or the pause between orders is longer than {rhythm} "
            "of the usual one."
        ),
        AlarmKind.LOSS: _(
            "No order for {loss_days} days, or for {loss} of the usual pause between orders if that is "
            "longer."
        ),
        AlarmKind.MAJOR_EVENT: _("Somebody noted a major event, and it is not over."),
        AlarmKind.VISIT_OVERDUE: _("A required visit is late by more than {visit_days} days."),
        AlarmKind.CONTRACT: _("A contract ends soon, a duty of it is late, or its paper is missing."),
        AlarmKind.COMPLAINT: _(
            "The limit of a step or of the first reply has passed or is about to, or the general manager was "
            "not told of a major complaint."
        ),
        AlarmKind.PROFILE_PART: _(
            "A part of the profile was last verified more than {verified_days} days ago."
        ),
        AlarmKind.BUSINESS_LOST: _(
            "A product that was bought before is not bought for {business} of its usual pause, while others "
            "go on."
        ),
        AlarmKind.PRICE: _(
            "The average price of this month is more than {price} below that of all accounts for the product."
        ),
        AlarmKind.REPEAT_CLAIMS: _(
            "At least {claims} valid complaints or returns in {claims_days} days, or their value is above "
            "{claims_share} of the sales."
        ),
    }[kind]
    return told.format(
        overdue_days=limits.overdue_days,
        progress=format_percent_bp(limits.progress_percent * 100),
        rhythm=format_percent_bp(limits.rhythm_percent * 100),
        loss_days=limits.loss_days,
        loss=format_percent_bp(limits.loss_percent * 100),
        visit_days=policy(values, OVERDUE_VISIT_DAYS),
        verified_days=policy(values, VERIFIED_DAYS),
        business=format_percent_bp(limits.business_lost_percent * 100),
        price=format_percent_bp(limits.low_price_percent * 100),
        claims=limits.claims,
        claims_days=limits.claims_days,
        claims_share=format_percent_bp(limits.claims_percent * 100),
    )


class Step(NamedTuple):
    """One thing to do next: what the button says, its icon, and where it leads."""

    text: Text
    icon: str
    place: Destination


def next_steps(alarm: Alarm) -> Sequence[Step]:
    """What can be done about ``alarm`` with one click, the most fitting first."""
    account = alarm.account_id
    visit = Step(
        lambda: _("Schedule a visit"),
        "calendar-plus",
        Destination(PageId.ACCOUNT, subject=account, view=Part.NEW_VISIT),
    )
    promise = Step(
        lambda: _("Note a promise"),
        "handshake",
        Destination(PageId.ACCOUNT, subject=account, view=Part.NEW_PROMISE),
    )
    record = Step(_record_text(alarm.place), "arrow-right", place_of(alarm))
    if alarm.place is AlarmPlace.VISITS:
        return (visit, record, promise)
    return (record, visit, promise)


def _record_text(place: AlarmPlace) -> Text:
    return {
        AlarmPlace.SALES: lambda: _("Open sales and value"),
        AlarmPlace.VISITS: lambda: _("Open the visits"),
        AlarmPlace.PROFILE: lambda: _("Open the profile"),
        AlarmPlace.EVENT: lambda: _("Open the major event"),
        AlarmPlace.CONTRACT: lambda: _("Open the contract"),
        AlarmPlace.COMPLAINT: lambda: _("Open the complaint"),
        AlarmPlace.COMPLAINTS: lambda: _("Open the complaints"),
    }[place]


def reasons() -> Sequence[str]:
    """What people usually say, to be taken with one click."""
    return (
        pgettext("alarm reason", "Being dealt with"),
        pgettext("alarm reason", "Agreed with the customer"),
        pgettext("alarm reason", "Seasonal"),
    )
