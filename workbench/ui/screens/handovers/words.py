"""Handovers in words."""

from collections.abc import Sequence

from workbench.domain.handovers import Handover
from workbench.foundation.i18n import _, clauses, format_date, format_number, format_size, ngettext
from workbench.services.handover_reading import HandoverTotals
from workbench.services.handover_receiving import HandoverState, HandoverView
from workbench.ui.kit.tokens import Tone

STATE_TONES = {
    HandoverState.WAITING: Tone.ACCENT,
    HandoverState.ASKED: Tone.WARN,
    HandoverState.CONFIRMED: Tone.OK,
}


def from_to(view: HandoverView) -> str:
    """``张蔚 → 李娜``."""
    return f"{view.giver} → {view.receiver}"


def count_words(count: int) -> str:
    """How many accounts."""
    return ngettext("{count} account", "{count} accounts", count).format(count=format_number(count))


def late_words(view: HandoverView) -> str:
    """How late it is; empty while there is time."""
    days = view.days_late
    return ngettext("{days} day late", "{days} days late", days).format(days=days) if days else ""


def due_words(handover: Handover) -> str:
    """By when it is to be confirmed."""
    return _("by {date}").format(date=format_date(handover.due_on)) if handover.due_on else ""


def seen_words(view: HandoverView) -> str:
    """How many of its accounts were gone through."""
    count = len(view.accounts)
    told = ngettext("{seen} of {count} gone through", "{seen} of {count} gone through", count)
    return told.format(seen=format_number(view.seen), count=format_number(count))


def open_words(totals: HandoverTotals) -> str:
    """What is open, the most pressing first; that nothing is, where it is so."""
    found = [
        ngettext("{count} promise", "{count} promises", totals.ours + totals.theirs),
        ngettext("{count} complaint", "{count} complaints", totals.complaints),
        ngettext("{count} service", "{count} services", totals.services),
        ngettext("{count} contract", "{count} contracts", totals.contracts),
        ngettext("{count} visit", "{count} visits", totals.visits),
    ]
    counts = (
        totals.ours + totals.theirs,
        totals.complaints,
        totals.services,
        totals.contracts,
        totals.visits,
    )
    told = [
        text.format(count=format_number(count)) for text, count in zip(found, counts, strict=True) if count
    ]
    return clauses(*told) or _("nothing open")


def total_facts(totals: HandoverTotals) -> Sequence[tuple[str, str]]:
    """What goes along in all, by name."""
    late = (
        ngettext("{count} late", "{count} late", totals.late).format(count=totals.late) if totals.late else ""
    )
    sides = _("{ours} ours, {theirs} theirs").format(
        ours=format_number(totals.ours), theirs=format_number(totals.theirs)
    )
    ending = (
        ngettext("{count} ends soon", "{count} end soon", totals.ending).format(count=totals.ending)
        if totals.ending
        else ""
    )
    return (
        (_("Promises"), clauses(sides, late)),
        (_("Complaints"), format_number(totals.complaints)),
        (_("Services"), format_number(totals.services)),
        (_("Contracts"), clauses(format_number(totals.contracts), ending)),
        (_("Visits to come"), format_number(totals.visits)),
        (_("Open needs"), format_number(totals.needs)),
        (_("People"), format_number(totals.people)),
        (
            _("Files"),
            clauses(format_number(totals.files), format_size(totals.file_bytes)) if totals.files else "0",
        ),
    )
