"""Reading calendar files of other programs (RFC 5545): their events as plain values.

The library for it is loaded with the first file: it takes 0.2 s.
"""

import hashlib
import re
import threading
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Final

from workbench.domain.calendar_events import CalendarEvent, EventProblem, Moment
from workbench.exchange.csv_text import decode
from workbench.exchange.ics_rules import read_rules, values_of
from workbench.exchange.ics_write import EXPORTED_AS
from workbench.foundation.errors import BadInput
from workbench.foundation.files import os_errors
from workbench.foundation.i18n import _, format_number

if TYPE_CHECKING:
    from icalendar import Component

MOST_BYTES: Final = 20_000_000
MOST_PARTS: Final = 50_000
_DEEPEST: Final = 8
_LONGEST_TEXT: Final = 300
_DAY: Final = timedelta(days=1)
# The library keeps one table of the zones that files bring along; it is emptied for each file.
_ONE_AT_A_TIME: Final = threading.Lock()
_BOUNDARY = re.compile(r"^(BEGIN|END)[ \t]*:[ \t]*([A-Za-z0-9-]+)[ \t]*$", re.IGNORECASE | re.MULTILINE)
_FOLD = re.compile(r"\n[ \t]")
# Descriptions, attendees and what else is not asked for are most of a file, and cost most of the reading.
_NAMES: Final = (
    "BEGIN|END|METHOD|NAME|X-WR-CALNAME|UID|DTSTART|DTEND|DURATION|RRULE|EXRULE|RDATE|EXDATE|RECURRENCE-ID|STATUS"
    "|TRANSP|CLASS|SUMMARY|SEQUENCE|LAST-MODIFIED|DTSTAMP|FREEBUSY|TZID|TZOFFSETFROM|TZOFFSETTO|TZNAME"
)
_NOT_ASKED = re.compile(
    rf"^(?!(?:{_NAMES}|{EXPORTED_AS})[ \t]*[;:])[^\n]*(?:\n|\Z)", re.IGNORECASE | re.MULTILINE
)
_RULE = re.compile(r"^(?:RRULE|EXRULE)[^\n]*$", re.IGNORECASE | re.MULTILINE)
_ZONE_RULE = re.compile(
    r"(?:(?:FREQ=YEARLY|(?:BYMONTH|BYDAY|BYMONTHDAY|UNTIL|WKST|INTERVAL)=[^;:]*)(?:;|$))*"
)
_ZONE = re.compile(r"^BEGIN:VTIMEZONE\s*$.*?^END:VTIMEZONE\s*$", re.IGNORECASE | re.MULTILINE | re.DOTALL)


@dataclass(frozen=True)
class CalendarFile:
    """What a calendar file holds. ``parts`` counts its kinds of parts as written in it.

    ``is_message``: it speaks of single events, as invitations do, and is no whole calendar.
    """

    name: str
    events: tuple[CalendarEvent, ...]
    problems: tuple[EventProblem, ...]
    parts: Counter[str]
    is_message: bool


def read_calendar(path: Path) -> CalendarFile:
    """The events of the file. Raises ``BadInput`` for what is no calendar, is cut off, or is too large."""
    with os_errors(path):
        size = path.stat().st_size
        if size > MOST_BYTES:
            raise _refused(
                path,
                _("This calendar file is too large: {size} MB.").format(
                    size=format_number(size // 1_000_000)
                ),
                _("Export a shorter range of days from the other calendar."),
            )
        raw = path.read_bytes()
    if b"\0" in raw and not raw.startswith((b"\xff\xfe", b"\xfe\xff")):
        raise _no_calendar(path)
    text, _encoding = decode(raw, path=path)
    text = text.replace("\r\n", "\n").replace("\r", "\n").lstrip("\ufeff")
    rows = _check_parts(text, path)
    return _read(_made_safe(_FOLD.sub("", text)), rows, path)


def _check_parts(text: str, path: Path) -> dict[str, list[int]]:
    """The lines where the parts of each kind begin; raises ``BadInput`` where they do not fit together."""
    rows: dict[str, list[int]] = {}
    row, at, count = 1, 0, 0
    open_parts: list[str] = []
    for found in _BOUNDARY.finditer(text):
        row, at = row + text.count("\n", at, found.start()), found.start()
        kind = found[2].upper()
        if found[1].upper() == "BEGIN":
            count += 1
            open_parts.append(kind)
            rows.setdefault(kind, []).append(row)
        elif not open_parts or open_parts.pop() != kind:
            raise _refused(
                path,
                _("Line {row}: the end of a part that was not begun ({part}).").format(row=row, part=kind),
                _("Export the calendar again."),
            )
        if len(open_parts) > _DEEPEST or count > MOST_PARTS:
            raise _refused(
                path,
                _("This calendar file has too many parts."),
                _("Export a shorter range of days from the other calendar."),
            )
    if open_parts:
        raise _refused(
            path,
            _("The file ends too early: {part} is not closed.").format(part=open_parts[-1]),
            _("It was cut off on the way. Fetch or export it again."),
        )
    if "VCARD" in rows:
        raise _refused(
            path,
            _("This file holds address cards, no calendar."),
            _("Import it under contacts."),
        )
    if not rows.keys() & {"VCALENDAR", "VEVENT", "VTIMEZONE", "VTODO", "VJOURNAL", "VFREEBUSY"}:
        raise _no_calendar(path)
    return rows


def _made_safe(text: str) -> str:
    """What is asked for of the text, without rules of zones that would take for ever to work out."""

    def mend(zone: re.Match[str]) -> str:
        return _RULE.sub(lambda rule: rule[0] if _is_yearly(rule[0]) else "", zone[0])

    return _ZONE.sub(mend, _NOT_ASKED.sub("", text))


def _is_yearly(line: str) -> bool:
    rule = line.partition(":")[2].strip().upper()
    return "FREQ=YEARLY" in rule and _ZONE_RULE.fullmatch(rule) is not None


def _read(text: str, rows: dict[str, list[int]], path: Path) -> CalendarFile:
    from icalendar import Calendar
    from icalendar.timezone import tzp

    events: list[CalendarEvent] = []
    problems: list[EventProblem] = []
    name, method = "", ""
    with _ONE_AT_A_TIME:
        tzp.use_zoneinfo()
        try:
            parts = Calendar.from_ical(text, multiple=True)
        except (ValueError, KeyError, IndexError, TypeError, AttributeError, OverflowError) as error:
            raise _refused(
                path, _("This calendar file cannot be read."), _("Export the calendar again.")
            ) from error
        left = {kind: iter(lines) for kind, lines in rows.items()}
        for whole in parts:
            name = name or _text(whole, "X-WR-CALNAME") or _text(whole, "NAME")
            method = method or _text(whole, "METHOD").strip().upper()
            for part in whole.walk():
                row = next(left.get(part.name or "", iter(())), 1)
                if part.name == "VEVENT":
                    events += _event(part, row, problems)
                elif part.name == "VFREEBUSY":
                    events += _busy(part, row)
    for kind in ("VTODO", "VJOURNAL"):
        problems += [
            EventProblem(row, "not_an_event", _("Tasks and notes are no appointments: left out."))
            for row in rows.get(kind, ())
        ]
    counted = Counter({kind: len(lines) for kind, lines in rows.items()})
    is_message = method in ("REQUEST", "REPLY", "CANCEL", "ADD", "COUNTER", "DECLINECOUNTER")
    return CalendarFile(name.strip(), tuple(events), tuple(problems), counted, is_message)


def _event(part: "Component", row: int, problems: list[EventProblem]) -> Iterator[CalendarEvent]:
    failed = {str(name or ""): str(why) for name, why in part.errors}
    starts = _moment(part, "DTSTART")
    if starts is None:
        problems.append(EventProblem(row, "no_start", _("The event has no beginning that can be read.")))
        return
    for name in failed.keys() - {"DTSTART"}:
        told = _("Part of the event cannot be read ({field}).").format(field=name or _("a line"))
        problems.append(EventProblem(row, "not_read", told, is_refused=False))
    zone_name = _unknown_zone(part)
    if zone_name:
        told = _("The time zone “{zone}” is not known: its times are taken as local ones.")
        problems.append(EventProblem(row, "zone_unknown", told.format(zone=zone_name[:60]), is_refused=False))
    length = _length(part, starts)
    if length <= timedelta() and isinstance(starts, datetime):
        told = (
            _("The event ends before it begins, so it takes no time.")
            if length
            else _("The event has no end, so it takes no time.")
        )
        problems.append(EventProblem(row, "no_end", told, is_refused=False))
    title = _text(part, "SUMMARY")[:_LONGEST_TEXT]
    rules, but_rules = read_rules(part, row, problems)
    later = next((one.params.get("RANGE", "") for one in values_of(part, "RECURRENCE-ID")), "")
    modified = _moment(part, "LAST-MODIFIED") or _moment(part, "DTSTAMP")
    yield CalendarEvent(
        row=row,
        uid=_text(part, "UID").strip()[:_LONGEST_TEXT] or _made_up(starts, length, title),
        starts=starts,
        length=length,
        title=title,
        rules=rules,
        but_rules=but_rules,
        extra=tuple(_moments(part, "RDATE")),
        left_out=tuple(moment for moment, _length_of in _moments(part, "EXDATE")),
        replaces=_moment(part, "RECURRENCE-ID"),
        and_later=later.upper() == "THISANDFUTURE",
        is_cancelled=_text(part, "STATUS").strip().upper() == "CANCELLED",
        is_free=_text(part, "TRANSP").strip().upper() == "TRANSPARENT",
        is_private=_text(part, "CLASS").strip().upper() not in ("", "PUBLIC"),
        sequence=_number(part, "SEQUENCE"),
        modified=str(modified or ""),
        exported_as=_unescaped(_text(part, EXPORTED_AS)),
    )


def _busy(part: "Component", row: int) -> Iterator[CalendarEvent]:
    for number, period in enumerate(values_of(part, "FREEBUSY")):
        kind = str(getattr(period, "params", {}).get("FBTYPE", "BUSY")).upper()
        starts, ends = getattr(period, "dt", (None, None))
        if kind == "FREE" or not isinstance(starts, datetime) or ends is None:
            continue
        length = ends if isinstance(ends, timedelta) else ends - starts
        uid = _text(part, "UID").strip()[:_LONGEST_TEXT] or _made_up(starts, length, "")
        yield CalendarEvent(row, f"{uid}/{number}", starts, length)


def _length(part: "Component", starts: Moment) -> timedelta:
    ends = _moment(part, "DTEND")
    duration = next((getattr(one, "dt", None) for one in values_of(part, "DURATION")), None)
    if isinstance(ends, datetime) and isinstance(starts, datetime):
        if (ends.tzinfo is None) == (starts.tzinfo is None):
            # Two times of one zone would be compared as the wall's clock shows them.
            aware = ends.tzinfo is not None
            return ends.astimezone(UTC) - starts.astimezone(UTC) if aware else ends - starts
        return ends.replace(tzinfo=None) - starts.replace(tzinfo=None)
    if ends is not None and not isinstance(ends, datetime) and not isinstance(starts, datetime):
        return max(ends - starts, _DAY)
    if isinstance(duration, timedelta):
        return duration
    return timedelta() if isinstance(starts, datetime) else _DAY


def _moments(part: "Component", name: str) -> Iterator[tuple[Moment, timedelta | None]]:
    for listed in values_of(part, name):
        for one in getattr(listed, "dts", ()):
            if isinstance(one.dt, tuple):
                starts, ends = one.dt
                yield starts, ends if isinstance(ends, timedelta) else ends - starts
            else:
                yield one.dt, None


def _moment(part: "Component", name: str) -> Moment | None:
    found = next((getattr(one, "dt", None) for one in values_of(part, name)), None)
    return found if isinstance(found, date) else None


def _text(part: "Component", name: str) -> str:
    return str(next(iter(values_of(part, name)), ""))


def _number(part: "Component", name: str) -> int:
    text = _text(part, name).strip()
    return int(text) if text.isascii() and text.isdigit() and len(text) < 10 else 0


def _unknown_zone(part: "Component") -> str:
    value = next(iter(values_of(part, "DTSTART")), None)
    zone = getattr(value, "params", {}).get("TZID", "")
    moment = getattr(value, "dt", None)
    return str(zone) if zone and isinstance(moment, datetime) and moment.tzinfo is None else ""


def _made_up(starts: Moment, length: timedelta, title: str) -> str:
    """A name for an event without one: the same for the same event."""
    return hashlib.blake2b(
        f"{starts}|{length}|{title}".encode("utf-8", "replace"), digest_size=12
    ).hexdigest()


def _unescaped(text: str) -> str:
    return re.sub(r"\\(.)", r"\1", text)


def _refused(path: Path, message: str, hint: str) -> BadInput:
    return BadInput(message, hint=hint, where=str(path))


def _no_calendar(path: Path) -> BadInput:
    return _refused(
        path, _("This is no calendar file."), _("Calendar files end in .ics; export one from your calendar.")
    )
