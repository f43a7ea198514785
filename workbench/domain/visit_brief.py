"""What one has to know before going in, as facts; screen and paper show them their way (3-features C7)."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

from workbench.domain.absences import Closure
from workbench.domain.accounts import Account, BuyingRole, Contact, Manager
from workbench.domain.complaint_progress import ComplaintProgress
from workbench.domain.complaint_visits import asks_effect
from workbench.domain.complaints import Complaint
from workbench.domain.contracts import Contract
from workbench.domain.needs import Need, open_needs
from workbench.domain.person_coverage import OurSuggestion, PersonCoverage
from workbench.domain.promises import given_promises
from workbench.domain.receivables import Receivables
from workbench.domain.relationship import Function
from workbench.domain.visits import Action, Visit, VisitState
from workbench.foundation.i18n import _, listed, ngettext
from workbench.foundation.ids import Id

EARLIER_VISITS = 3
NEWS_TOLD = 3
COMPLAINT_DAYS = 365
"""How long a complaint that is closed is still told."""
_CLOSED_BEFORE, _CLOSED_AFTER = timedelta(days=7), timedelta(days=21)
_NAMED = 3
EXPECTED_FUNCTIONS = (
    Function.MANAGEMENT,
    Function.PURCHASING,
    Function.TECHNOLOGY,
    Function.PRODUCTION,
    Function.FINANCE,
)
"""Functions of theirs that somebody of ours should know a person in."""


@dataclass(frozen=True)
class Heard:
    """Something heard on a visit, and when."""

    on: date
    text: str


@dataclass(frozen=True)
class VisitBrief:
    """One account before a visit, or without one. Promises carry the day they were made on.

    ``effect_checks`` are complaints whose solution is in place: this visit asks whether it works.
    """

    today: date
    account: Account
    visit: Visit | None = None
    manager: Manager | None = None
    our_people: tuple[Manager, ...] = ()
    our_suggestions: tuple[OurSuggestion, ...] = ()
    attendees: tuple[Contact, ...] = ()
    coverage: tuple[PersonCoverage, ...] = ()
    promises: tuple[Action, ...] = ()
    complaints: tuple[Complaint, ...] = ()
    effect_checks: tuple[Complaint, ...] = ()
    receivables: tuple[Receivables, ...] = ()
    contracts: tuple[Contract, ...] = ()
    needs: tuple[Need, ...] = ()
    competitor_news: tuple[Heard, ...] = ()
    earlier: tuple[Visit, ...] = ()
    closures: tuple[Closure, ...] = ()

    @property
    def on(self) -> date:
        """The day it is for."""
        return self.visit.on if self.visit else self.today

    @property
    def gaps(self) -> tuple[str, ...]:
        """What is missing among the people we know, in the language in force."""
        return map_gaps(self.coverage)


def map_gaps(coverage: Sequence[PersonCoverage]) -> tuple[str, ...]:
    """What is missing among the people we know, in words (2-rules §6)."""
    there = [one for one in coverage if not one.has_left]
    if not there:
        return (_("No person is known here"),)
    gaps = []
    economic = [one for one in there if one.is_economic]
    unmet = [one.contact.name for one in economic if one.last_met_on is None]
    if not economic:
        gaps.append(_("No economic buyer is known"))
    elif unmet:
        text = ngettext(
            "Decides on money, never met: {names}", "Decide on money, never met: {names}", len(unmet)
        )
        gaps.append(text.format(names=_some(unmet)))
    late = [
        one.contact.name
        for one in economic
        if one.last_met_on is not None and (one.today - one.last_met_on).days > one.wished_days
    ]
    if late:
        gaps.append(
            _("Decides on money, not met within the wished interval: {names}").format(names=_some(late))
        )
    if not any(BuyingRole.COACH in one.contact.roles for one in there):
        gaps.append(_("No coach"))
    known = {one.contact.function for one in there if one.contact.function is not None}
    missing = [function.label for function in EXPECTED_FUNCTIONS if function not in known]
    if known and missing:
        gaps.append(_("Nobody known in: {functions}").format(functions=listed(missing)))
    gone = [one for one in coverage if one.has_left and BuyingRole.COACH in one.contact.roles]
    if gone:
        gaps.append(_("Coach has left: {names}").format(names=_some([one.contact.name for one in gone])))
    return tuple(gaps)


def news_heard(visits: Iterable[Visit]) -> tuple[Heard, ...]:
    """What was heard of competitors, the latest first. ``visits`` in order of time."""
    heard = [Heard(visit.on, visit.competitor_news) for visit in visits if visit.competitor_news.strip()]
    return tuple(reversed(heard))[:NEWS_TOLD]


def last_visits(visits: Iterable[Visit], today: date, but: Id | None = None) -> tuple[Visit, ...]:
    """The last visits made, the latest first. ``visits`` in order of time."""
    done = [one for one in visits if one.state is VisitState.DONE and one.on <= today and one.id != but]
    return tuple(reversed(done[-EARLIER_VISITS:]))


def told_complaints(complaints: Iterable[ComplaintProgress], today: date) -> tuple[Complaint, ...]:
    """Those that are open, then those of the last year, the latest first."""
    told = [
        one
        for one in complaints
        if one.is_open or 0 <= (today - one.complaint.received_on).days <= COMPLAINT_DAYS
    ]
    told.sort(key=lambda one: (one.is_open, one.complaint.received_on), reverse=True)
    return tuple(one.complaint for one in told)


def effect_checks(complaints: Iterable[ComplaintProgress], today: date) -> tuple[Complaint, ...]:
    """Those of which a visit has to ask whether the solution works (2-rules §8)."""
    return tuple(one.complaint for one in complaints if asks_effect(one, today))


def closures_near(closures: Iterable[Closure], day: date) -> tuple[Closure, ...]:
    """Closed days from a week before ``day`` to three weeks after."""
    first, last = day - _CLOSED_BEFORE, day + _CLOSED_AFTER
    return tuple(one for one in closures if one.span.start <= last and one.span.end >= first)


def dated_promises(actions: Iterable[Action], visits: Iterable[Visit]) -> tuple[Action, ...]:
    """``actions`` with the day they were promised on: their own, or that of their visit."""
    days = {visit.id: visit.on for visit in visits}
    return tuple(
        one
        if one.promised_on is not None or one.visit_id not in days
        else replace(one, promised_on=days[one.visit_id])
        for one in actions
    )


def for_customer(brief: VisitBrief) -> VisitBrief:
    """What the customer may read: no judgement of people, no money, no competitor, nothing we found out.

    Named one by one: a fact added to briefs later stays out until somebody puts it here.
    """
    visit = brief.visit
    account = brief.account
    return VisitBrief(
        today=brief.today,
        account=Account(
            id=account.id,
            code="",
            name=account.name,
            short_name=account.short_name,
            city=account.city,
            address=account.address,
            phone=account.phone,
            other_phones=account.other_phones,
            visiting_hours=account.visiting_hours,
        ),
        visit=visit
        and Visit(
            id=visit.id,
            account_id=visit.account_id,
            manager_id=visit.manager_id,
            kind=visit.kind,
            state=visit.state,
            on=visit.on,
            at=visit.at,
            place=visit.place,
            met=visit.met,
            purpose=visit.purpose,
            minutes=visit.minutes,
            our_people=visit.our_people,
        ),
        manager=brief.manager,
        our_people=brief.our_people,
        attendees=tuple(
            Contact(id=one.id, account_id=one.account_id, name=one.name, title=one.title)
            for one in brief.attendees
        ),
        promises=given_promises(brief.promises),
        complaints=brief.complaints,
        needs=tuple(
            Need(one.id, one.account_id, one.text, one.kind, answer=one.answer)
            for one in open_needs(brief.needs)
            if not one.is_hidden
        ),
        closures=brief.closures,
    )


def _some(names: Sequence[str]) -> str:
    shown = listed(names[:_NAMED])
    return (
        shown
        if len(names) <= _NAMED
        else _("{names} and {count} more").format(names=shown, count=len(names) - _NAMED)
    )
