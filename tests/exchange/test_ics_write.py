"""Calendar files we write open elsewhere: read back by another library, folded between characters."""

from datetime import UTC, date, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st
from icalendar import Calendar

from workbench.exchange.ics_write import CalendarEntry, calendar_bytes

MODIFIED = datetime(2026, 7, 1, 12, tzinfo=UTC)


def entry(summary: str = "华为 · 现场拜访", **values: object) -> CalendarEntry:
    starts = values.pop("starts", datetime(2026, 7, 2, 1, 30, tzinfo=UTC))
    return CalendarEntry("1@ours", starts, timedelta(minutes=90), summary, MODIFIED, **values)  # type: ignore[arg-type]


def test_an_event_reads_back_as_it_was() -> None:
    content = calendar_bytes(
        "拜访", [entry(location="上海; 路 1, 2", description="a\nb\\c", remind_minutes=30)]
    )
    [event] = Calendar.from_ical(content).walk("VEVENT")
    assert event["SUMMARY"] == "华为 · 现场拜访"
    assert event["LOCATION"] == "上海; 路 1, 2"
    assert event["DESCRIPTION"] == "a\nb\\c"
    assert event["DTSTART"].dt == datetime(2026, 7, 2, 1, 30, tzinfo=UTC)
    assert event["DURATION"].dt == timedelta(minutes=90)
    assert event.errors == []
    assert event.walk("VALARM")[0]["TRIGGER"].dt == timedelta(minutes=-30)


def test_what_has_no_time_is_a_whole_day() -> None:
    content = calendar_bytes("x", [entry(starts=date(2028, 2, 29), remind_minutes=30)])
    [event] = Calendar.from_ical(content).walk("VEVENT")
    assert (event["DTSTART"].dt, event["DTEND"].dt) == (date(2028, 2, 29), date(2028, 3, 1))
    assert event.walk("VALARM") == []


def test_it_tells_other_calendars_to_look_again() -> None:
    content = calendar_bytes("x", []).decode()
    assert "REFRESH-INTERVAL;VALUE=DURATION:PT1H\r\n" in content
    assert "X-PUBLISHED-TTL:PT1H\r\n" in content


@given(st.text(st.characters(codec="utf-8"), max_size=300))
def test_any_text_is_folded_within_75_octets_and_comes_back(text: str) -> None:
    content = calendar_bytes("x", [entry(text)])
    for line in content.split(b"\r\n"):
        assert len(line) <= 75
        line.decode()
    [event] = Calendar.from_ical(content).walk("VEVENT")
    kept = text.replace("\r\n", "\n").replace("\r", "\n")
    kept = "".join(one for one in kept if one in "\t\n" or (one >= " " and one != "\x7f"))
    unfolded = content.replace(b"\r\n ", b"").decode()
    assert event["UID"] == "1@ours"
    escaped = kept.replace("\\", "\\\\").replace(";", "\\;").replace(",", "\\,").replace("\n", "\\n")
    assert f"SUMMARY:{escaped}\r\n" in unfolded
