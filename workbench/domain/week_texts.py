"""The sections of a weekly report as the data would write them, one line for each thing (2-rules §7.2)."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import date

from workbench.domain.visits import Side
from workbench.domain.weekly_reports import Section, WeekFacts, WeekPromise, WeekVisit
from workbench.foundation.i18n import _, format_date, format_short_date, listed, ngettext, weekday_name

_LONGEST = 160
# Of what is late or due so many are told; the ledger has them all.
_MOST = 20


def section_text(facts: WeekFacts, section: Section) -> str:
    """What the data say for ``section``, in the language in force; empty where they say nothing."""
    lines = {
        Section.VISITS: _visits,
        Section.FEEDBACK: _feedback,
        Section.PROMISES: _promises,
        Section.NEXT_WEEK: _next_week,
        Section.REMARKS: _nothing,
    }[section](facts)
    return "\n".join(lines)


def visit_result(visit: WeekVisit) -> str:
    """What came of a visit, on one line."""
    told = visit.visit
    return one_line(told.findings or told.talking_points or told.purpose)


def visit_cause(visit: WeekVisit) -> str:
    """Why a visit did not take place."""
    told = visit.visit
    cause = told.cause.label if told.cause else ""
    return " · ".join(part for part in (cause, one_line(told.reason)) if part)


def one_line(text: str) -> str:
    """``text`` on one line, cut where it is long."""
    line = " ".join(text.split())
    return line if len(line) <= _LONGEST else line[: _LONGEST - 1].rstrip() + "…"


def short_day(day: date) -> str:
    """A day of this week: its weekday and date."""
    return f"{weekday_name(day)} {format_short_date(day)}"


def _visits(facts: WeekFacts) -> Iterator[str]:
    for one in facts.done:
        yield told_of(_visit_name(one), visit_result(one))
    yield from _group(
        _("Did not take place:"), [told_of(_visit_name(one), _why(one)) for one in facts.dropped]
    )
    yield from _group(_("No report yet:"), [_visit_name(one) for one in facts.unreported])
    yield from _group(
        _("Calls and messages:"),
        [
            told_of(
                _row(short_day(one.entry.on), one.account, one.person, one.entry.channel.label),
                one_line(one.entry.text),
            )
            for one in facts.contacts
        ],
    )


def _feedback(facts: WeekFacts) -> Iterator[str]:
    for one in facts.done:
        visit = one.visit
        told = (
            (_("needs"), visit.needs),
            (_("competitors"), visit.competitor_news),
            (_("operating state"), visit.operating_state),
            (_("demand"), visit.demand_forecast),
        )
        for name, text in told:
            if text.strip():
                yield told_of(_row(one.account, name), one_line(text))
    for found in facts.complaints:
        complaint = found.complaint
        name = _row(found.account, _("complaint of {date}").format(date=short_day(complaint.received_on)))
        what = _row(complaint.number, complaint.kind.label, one_line(complaint.text or complaint.demand))
        yield told_of(name, what)


def _promises(facts: WeekFacts) -> Iterator[str]:
    yield from _group(_("Made this week:"), map(promise_line, facts.made))
    yield from _group(_("Kept this week:"), map(promise_line, facts.kept))
    yield from _group(_("Late:"), map(promise_line, facts.late), most=_MOST)
    yield from _group(_("Due by the end of next week:"), map(promise_line, facts.due), most=_MOST)


def promise_line(one: WeekPromise) -> str:
    """A promise on one line: account, what, whose, by when, how late."""
    action = one.action
    whose = action.owner or (_("we") if action.side is Side.OURS else _("the customer"))
    late = ngettext("{days} day late", "{days} days late", one.late_days).format(days=one.late_days)
    due = _("due {date}").format(date=format_short_date(action.due_on)) if action.due_on else ""
    tail = _row(whose, due, late if one.late_days else "")
    what = told_of(one.account, one_line(action.text))
    return _("{what} ({facts})").format(what=what, facts=tail)


def _next_week(facts: WeekFacts) -> Iterator[str]:
    for one in facts.next_visits:
        yield told_of(_visit_name(one), one_line(one.visit.purpose))
    yield from _group(
        _("Due and without a day:"),
        [
            _row(one.account, one.kind.label, _("due {date}").format(date=format_date(one.due_on)))
            for one in facts.next_duties
        ],
    )


def _nothing(_facts: WeekFacts) -> Iterator[str]:
    return iter(())


def _visit_name(one: WeekVisit) -> str:
    visit = one.visit
    return _row(
        f"{short_day(visit.on)} {visit.at}".strip(), one.account, visit.kind.label, listed(one.people)
    )


def _why(one: WeekVisit) -> str:
    return _row(one.visit.state.label, visit_cause(one))


def _group(title: str, lines: Iterable[str], *, most: int = 1_000) -> Iterator[str]:
    found: Sequence[str] = list(lines)
    if found:
        yield title
        yield from found[:most]
    more = len(found) - most
    if more > 0:
        yield ngettext("and {count} more", "and {count} more", more).format(count=more)


def _row(*parts: str) -> str:
    return " · ".join(part for part in parts if part)


def told_of(name: str, text: str) -> str:
    """``name: text``, with the colon of the language."""
    return _("{name}: {text}").format(name=name, text=text) if text else name
