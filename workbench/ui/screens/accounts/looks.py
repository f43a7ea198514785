"""How accounts, people and visits look on these screens: their marks, letters and short words."""

from dataclasses import dataclass
from datetime import date

from workbench.domain.accounts import BuyingRole, Contact
from workbench.domain.influence import support_label
from workbench.domain.visits import Action, Visit, VisitState
from workbench.foundation.i18n import _, clauses, format_short_date, listed, ngettext, pgettext
from workbench.services.account_view import AccountView
from workbench.services.briefs import Notice, Severity
from workbench.ui.kit.item_paint import Item
from workbench.ui.kit.marks import (
    CAUTION,
    DISC_UP2,
    NOTICE,
    RING_FLAT,
    RING_UP,
    SEVERE,
    SQUARE_DOWN,
    SQUARE_DOWN2,
    Mark,
)
from workbench.ui.kit.tokens import Tone

SUPPORT_MARKS = {
    2: Mark(DISC_UP2, Tone.INK_PLUS2),
    1: Mark(RING_UP, Tone.INK_PLUS1),
    0: Mark(RING_FLAT, Tone.INK_ZERO),
    -1: Mark(SQUARE_DOWN, Tone.INK_MINUS1),
    -2: Mark(SQUARE_DOWN2, Tone.INK_MINUS2),
}
NOTICE_MARKS = {Severity.SEVERE: SEVERE, Severity.WARNING: CAUTION, Severity.INFO: NOTICE}


def support_word(support: int | None) -> str:
    """How a person stands to us, −2 to +2 (2-rules §6)."""
    return support_label(support)


def role_letter(role: BuyingRole) -> str:
    """The letter of a role in the decision: E, U, T or C."""
    return role.value[0].upper()


def person_item(contact: Contact, *, last_met: date | None = None, with_met: bool = False) -> Item:
    """A line for a person: initial, name, title, roles, support by shape and colour."""
    letters = " ".join(role_letter(role) for role in contact.roles)
    roles = listed(role.label for role in contact.roles)
    support = support_word(contact.support)
    met = (format_short_date(last_met) if last_met else _("not met")) if with_met else ""
    return Item(
        key=contact.id,
        title=contact.name,
        note=" ".join(part for part in (contact.title, letters if with_met else "") if part),
        avatar=contact.name[:1],
        right=met if with_met else letters,
        right_tone=Tone.WARN if with_met and last_met is None else Tone.TEXT2,
        right_mark=SUPPORT_MARKS[contact.support] if contact.support is not None else None,
        tooltip="\n".join(part for part in (contact.title, roles, support) if part),
    )


def notice_item(place: int, notice: Notice) -> Item:
    """A line for something to know."""
    return Item(key=place, title=notice.text, right=notice.when, mark=NOTICE_MARKS[notice.severity])


def promise_item(action: Action, today: date) -> Item:
    """A line for a promise: whose, and by when; red once that has passed."""
    who = " ".join(part for part in (action.side.label, action.owner) if part)
    late = (today - action.due_on).days if action.due_on else 0
    if action.due_on is None:
        when = ""
    elif late > 0:
        when = ngettext("{days} day late", "{days} days late", late).format(days=late)
    else:
        when = _("today") if late == 0 else format_short_date(action.due_on)
    return Item(
        key=action.id,
        title=action.text,
        checked=action.done_on is not None,
        right=" · ".join(part for part in (who, when) if part),
        right_tone=Tone.DANGER if action.is_overdue(today) else Tone.TEXT2,
        tooltip=action.text,
    )


def visit_chip(visit: Visit, today: date) -> tuple[str, Tone, str, bool]:
    """Word, tone, icon and outline of a visit's state; one past its day without a report is red."""
    if visit.state.is_open and visit.on < today:
        return _("No report"), Tone.DANGER, "", False
    tone, icon, outline = {
        VisitState.PLANNED: (Tone.TEXT2, "", True),
        VisitState.AGREED: (Tone.ACCENT, "handshake", False),
        VisitState.DONE: (Tone.OK, "check", False),
        VisitState.MISSED: (Tone.WARN, "", False),
        VisitState.CANCELLED: (Tone.TEXT2, "", False),
    }[visit.state]
    return visit.state.label, tone, icon, outline


def day_word(day: date, today: date) -> str:
    """A day as briefly as it can be told from its neighbours: today, or its date, with the year if far."""
    if day == today:
        return pgettext("day", "Today")
    return format_short_date(day, year=abs((day - today).days) >= 300)


@dataclass(frozen=True)
class DueFact:
    """A fact about coming visits: its name, what to say, how loudly, and why."""

    name: str
    text: str
    tone: Tone
    why: str


def due_facts(view: AccountView) -> tuple[DueFact, ...]:
    """When the next visit is; and what is overdue, where the calendar holds something else."""
    today, visit, late, duty = view.today, view.next_visit, view.late, view.duty
    if late is not None:
        text = ngettext("{days} day late", "{days} days late", late.days_late).format(days=late.days_late)
        if visit is None:
            return (DueFact(_("Next visit"), text, Tone.DANGER, late.slot.required.reason()),)
        more = clauses(late.slot.kind.label, text)
        overdue: tuple[DueFact, ...] = (
            DueFact(_("Overdue"), more, Tone.DANGER, late.slot.required.reason()),
        )
    else:
        overdue = ()
    if visit is not None and visit.on < today:
        text = _("{date}, no report yet").format(date=day_word(visit.on, today))
        return (DueFact(_("Next visit"), text, Tone.DANGER, visit.kind.label), *overdue)
    if visit is not None:
        text = " ".join(part for part in (day_word(visit.on, today), visit.at) if part)
        tone = Tone.ACCENT if visit.on == today else Tone.TEXT
        return (DueFact(_("Next visit"), text, tone, visit.kind.label), *overdue)
    if duty is not None:
        text = _("due by {date}").format(date=day_word(duty.due_on, today))
        return (DueFact(_("Next visit"), text, Tone.TEXT, duty.reason()),)
    why = _("No rule asks for visits to this account.")
    return (DueFact(_("Next visit"), _("none"), Tone.TEXT2, why),)


def last_met(view: AccountView) -> dict[bytes, date]:
    """Per person the day of the last visit at which they were met."""
    return {
        person: visit.on
        for visit in view.overview.visits
        if visit.state is VisitState.DONE
        for person in visit.met
    }
