"""When an account can be visited on a day, as text and in minutes after midnight (2-rules §7)."""

import re
import unicodedata

from workbench.foundation.errors import BadInput
from workbench.foundation.i18n import _

Minutes = tuple[int, int]
"""From the first minute after midnight until the second, that one not included."""

END_OF_DAY = 24 * 60
LONGEST_TEXT = 200
_SPAN = re.compile(r"(\d{1,2}):(\d{2})-(\d{1,2}):(\d{2})", re.ASCII)
_ONE_FORM = str.maketrans(dict.fromkeys("‐‑‒–—―−~〜至到", "-") | {"、": ",", ";": ",", "。": ",", "\n": ","})


def parse_visiting_hours(text: str) -> tuple[Minutes, ...]:
    """The spans that ``09:00-11:30, 14:00-17:00`` names, in order and not overlapping; none is any time.

    Full-width characters, other dashes, ``、`` and semicolons are understood. Raises ``BadInput`` for
    anything else, with the part that was not.
    """
    if len(text) > LONGEST_TEXT:
        raise _refused(text[:20] + "…")
    plain = unicodedata.normalize("NFKC", text).translate(_ONE_FORM)
    spans: list[Minutes] = []
    for part in plain.split(","):
        written = "".join(part.split())
        if written:
            spans.append(_span(written, part.strip()))
    return joined(spans)


def known_visiting_hours(text: str) -> tuple[Minutes, ...]:
    """As ``parse_visiting_hours``, but what a merge or an older file left unreadable is any time."""
    try:
        return parse_visiting_hours(text)
    except BadInput:
        return ()


def visiting_hours_text(spans: tuple[Minutes, ...]) -> str:
    """The spans as stored and shown: ``09:00-11:30, 14:00-17:00``."""
    return ", ".join(f"{time_text(start)}-{time_text(end)}" for start, end in spans)


def time_text(minute: int) -> str:
    """A minute after midnight as ``HH:MM``."""
    return f"{minute // 60:02}:{minute % 60:02}"


def minute_of(text: str) -> int | None:
    """The minute after midnight of ``HH:MM``; ``None`` if it is not a time of day."""
    hour, colon, minute = text.partition(":")
    if not (colon and hour.isascii() and minute.isascii() and hour.isdigit() and minute.isdigit()):
        return None
    found = int(hour) * 60 + int(minute)
    return found if len(hour) <= 2 and len(minute) == 2 and int(minute) < 60 and found < END_OF_DAY else None


def joined(spans: list[Minutes]) -> tuple[Minutes, ...]:
    """Spans in order; those that touch or overlap become one."""
    found: list[Minutes] = []
    for start, end in sorted(spans):
        if found and start <= found[-1][1]:
            found[-1] = (found[-1][0], max(end, found[-1][1]))
        else:
            found.append((start, end))
    return tuple(found)


def _span(written: str, shown: str) -> Minutes:
    match = _SPAN.fullmatch(written)
    if match is None:
        raise _refused(shown)
    hour, minute, last_hour, last_minute = map(int, match.groups())
    start, end = 60 * hour + minute, 60 * last_hour + last_minute
    if minute > 59 or last_minute > 59 or end > END_OF_DAY:
        raise _refused(shown)
    if end <= start:
        raise BadInput(
            _("“{text}” ends before it begins.").format(text=shown),
            hint=_("Write the earlier time first, such as 09:00-11:30."),
            where="visiting_hours",
        )
    return start, end


def _refused(shown: str) -> BadInput:
    return BadInput(
        _("“{text}” is not a span of time.").format(text=shown),
        hint=_("Write visiting hours such as 09:00-11:30, 14:00-17:00."),
        where="visiting_hours",
    )
