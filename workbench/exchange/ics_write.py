"""Writing calendar files as RFC 5545 has them: escaped, folded at 75 octets, alike for the same content."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from typing import Final

PRODUCER: Final = "-//Key Account Workbench//Calendar//EN"
REFRESH: Final = "PT1H"
EXPORTED_AS: Final = "X-WORKBENCH-EXPORTED-AS"
_FOLD: Final = 75


@dataclass(frozen=True)
class CalendarEntry:
    """One event to be written. ``starts`` is an instant, or a day for what has no time of its own.

    ``exported_as`` says what the event stood for when it was written, to tell whether it was moved since.
    """

    uid: str
    starts: datetime | date
    length: timedelta
    summary: str
    modified: datetime
    sequence: int = 0
    location: str = ""
    description: str = ""
    status: str = "CONFIRMED"
    categories: Sequence[str] = ()
    takes_time: bool = True
    remind_minutes: int | None = None
    exported_as: str = ""


def calendar_bytes(name: str, entries: Iterable[CalendarEntry]) -> bytes:
    """A whole calendar file in UTF-8; instants are written in UTC, so no table of zones is needed."""
    lines = [
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        f"PRODID:{PRODUCER}",
        "CALSCALE:GREGORIAN",
        f"NAME:{_text(name)}",
        f"X-WR-CALNAME:{_text(name)}",
        f"REFRESH-INTERVAL;VALUE=DURATION:{REFRESH}",
        f"X-PUBLISHED-TTL:{REFRESH}",
    ]
    for entry in entries:
        lines += _event(entry)
    lines.append("END:VCALENDAR")
    return "".join(_folded(line) for line in lines).encode()


def _event(entry: CalendarEntry) -> list[str]:
    modified = _instant(entry.modified)
    lines = [
        "BEGIN:VEVENT",
        f"UID:{_text(entry.uid)}",
        f"DTSTAMP:{modified}",
        f"LAST-MODIFIED:{modified}",
        f"SEQUENCE:{entry.sequence}",
    ]
    if isinstance(entry.starts, datetime):
        minutes = max(entry.length // timedelta(minutes=1), 1)
        lines += [f"DTSTART:{_instant(entry.starts)}", f"DURATION:PT{minutes}M"]
    else:
        ends = entry.starts + timedelta(days=1)
        lines += [f"DTSTART;VALUE=DATE:{entry.starts:%Y%m%d}", f"DTEND;VALUE=DATE:{ends:%Y%m%d}"]
    lines.append(f"SUMMARY:{_text(entry.summary)}")
    if entry.location:
        lines.append(f"LOCATION:{_text(entry.location)}")
    if entry.description:
        lines.append(f"DESCRIPTION:{_text(entry.description)}")
    lines.append(f"STATUS:{entry.status}")
    if entry.categories:
        lines.append(f"CATEGORIES:{','.join(_text(one) for one in entry.categories)}")
    lines.append(f"TRANSP:{'OPAQUE' if entry.takes_time else 'TRANSPARENT'}")
    if entry.exported_as:
        lines.append(f"{EXPORTED_AS}:{_text(entry.exported_as)}")
    if entry.remind_minutes is not None and isinstance(entry.starts, datetime):
        lines += ["BEGIN:VALARM", "ACTION:DISPLAY", f"DESCRIPTION:{_text(entry.summary)}"]
        lines += [f"TRIGGER:-PT{entry.remind_minutes}M", "END:VALARM"]
    return [*lines, "END:VEVENT"]


def _instant(moment: datetime) -> str:
    return moment.astimezone(UTC).strftime("%Y%m%dT%H%M%SZ")


def _text(text: str) -> str:
    text = text.replace("\r\n", "\n").replace("\r", "\n").replace("\\", "\\\\")
    text = text.replace(";", "\\;").replace(",", "\\,").replace("\n", "\\n")
    # Other control characters may not stand in a calendar file, nor halves of characters in UTF-8.
    kept = (
        one
        for one in text
        if one == "\t" or (one >= " " and one != "\x7f" and not "\ud800" <= one <= "\udfff")
    )
    return "".join(kept)


def _folded(line: str) -> str:
    """The line in pieces of at most 75 octets, never cut within a character."""
    parts, current, size = [], "", 0
    for char in line:
        width = len(char.encode())
        if size + width > _FOLD:
            parts.append(current)
            # The blank that goes before a continued line counts.
            current, size = "", 1
        current += char
        size += width
    return "\r\n ".join((*parts, current)) + "\r\n"
