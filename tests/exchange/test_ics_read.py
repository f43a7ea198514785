"""Calendar files of other programs: all that is in them is read or refused in words, in bounded time."""

import re
import subprocess
import sys
import time
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from workbench.domain.calendar_events import MOST_OCCURRENCES, CalendarEvent, Expanded, expand
from workbench.exchange.ics_read import CalendarFile, read_calendar
from workbench.foundation.errors import BadInput

DATA = Path(__file__).parent / "data" / "calendars"
FILES = sorted(DATA.glob("*/*.ics"))
TODAY = date(2026, 11, 23)
SHANGHAI = ZoneInfo("Asia/Shanghai")


def calendar(tmp_path: Path, *events: str, head: str = "", encoding: str = "utf-8") -> CalendarFile:
    path = tmp_path / "some.ics"
    body = "".join(f"BEGIN:VEVENT\n{event}\nEND:VEVENT\n" for event in events)
    path.write_bytes(f"BEGIN:VCALENDAR\nVERSION:2.0\n{head}{body}END:VCALENDAR\n".encode(encoding))
    return read_calendar(path)


def taken(found: CalendarFile) -> list[str]:
    return [f"{one.starts:%m-%d %H:%M}" for one in expand(found.events, TODAY, SHANGHAI).found]


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.name)
def test_every_event_of_a_real_file_is_read_or_refused_in_words(path: Path) -> None:
    written = len(re.findall(rb"(?im)^BEGIN:VEVENT", path.read_bytes()))
    found = read_calendar(path)
    without_start = [one for one in found.problems if one.code == "no_start"]
    assert len(found.events) + len(without_start) == written
    assert all(one.message and one.row >= 1 for one in found.problems)
    assert isinstance(expand(found.events, TODAY, UTC), Expanded)


def test_an_address_card_is_no_calendar() -> None:
    with pytest.raises(BadInput, match="address cards"):
        read_calendar(DATA / "vobject" / "radicale-1587.vcf")


def near(path: str, of: date) -> list[str]:
    found = read_calendar(DATA / path)
    return [f"{one.starts:%Y-%m-%d %H:%M}" for one in expand(found.events, of, UTC).found]


def test_series_of_real_files_take_place_when_they_should() -> None:
    # Daily a hundred times, three left out, written in UTC against times without a zone.
    assert len(near("icalendar/event_with_recurrence.ics", date(1996, 4, 1))) == 97
    vienna = near("icalendar/event_with_recurrence_exdates_on_different_lines.ics", date(2012, 3, 27))
    assert len(vienna) == 10
    assert vienna[0] == "2012-03-27 08:00"
    assert near("icalendar/issue_156_RDATE_with_PERIOD_list.ics", date(1996, 12, 30))[1:] == [
        "1997-01-01 18:00",
        "1997-01-09 18:00",
    ]
    balboa = near("vobject/radicale-0827.ics", date(2018, 3, 20))
    assert "2018-03-26 18:30" not in balboa  # cancelled
    assert "2018-04-02 18:30" not in balboa  # left out
    assert "2018-04-23 18:30" in balboa


def test_zones_are_found_in_the_file_by_windows_names_and_in_eight_bits() -> None:
    moments = {
        name: read_calendar(DATA / "vobject" / name).events[0].starts
        for name in ("ms_tzid.ics", "tzid_8bit.ics")
    }
    assert moments["ms_tzid.ics"] == datetime(2008, 5, 30, 5, tzinfo=UTC)
    assert moments["tzid_8bit.ics"] == datetime(2008, 5, 30, 9, tzinfo=UTC)


def test_a_windows_zone_without_a_table_is_known(tmp_path: Path) -> None:
    found = calendar(tmp_path, "UID:1\nDTSTART;TZID=China Standard Time:20261123T090000\nDURATION:PT1H")
    assert taken(found) == ["11-23 01:00"]


def test_a_zone_that_nobody_knows_is_told_and_read_as_local(tmp_path: Path) -> None:
    found = calendar(tmp_path, "UID:1\nDTSTART;TZID=Atlantis/Old Town:20261123T090000\nDURATION:PT1H")
    assert [(one.code, one.is_refused) for one in found.problems] == [("zone_unknown", False)]
    assert taken(found) == ["11-23 01:00"]


def test_zones_of_one_file_do_not_reach_the_next(tmp_path: Path) -> None:
    zone = (
        "BEGIN:VTIMEZONE\nTZID:Ours\nBEGIN:STANDARD\nDTSTART:19700101T000000\nTZOFFSETFROM:{o}\nTZOFFSETTO:{o}\n"
        "END:STANDARD\nEND:VTIMEZONE\n"
    )
    event = "UID:1\nDTSTART;TZID=Ours:20261123T090000\nDURATION:PT1H"
    assert taken(calendar(tmp_path, event, head=zone.format(o="+0200"))) == ["11-23 07:00"]
    assert taken(calendar(tmp_path, event, head=zone.format(o="+0300"))) == ["11-23 06:00"]
    assert calendar(tmp_path, event).problems[0].code == "zone_unknown"


def test_a_weekly_meeting_keeps_its_hour_when_the_clock_is_changed(tmp_path: Path) -> None:
    event = "UID:1\nDTSTART;TZID=Europe/Berlin:20270322T090000\nDURATION:PT1H\nRRULE:FREQ=WEEKLY;COUNT=2"
    assert taken(calendar(tmp_path, event)) == ["03-22 08:00", "03-29 07:00"]


def test_an_end_in_utc_counts_in_the_zone_of_the_event(tmp_path: Path) -> None:
    event = "UID:1\nDTSTART;TZID=Asia/Shanghai:20261123T010000\nDURATION:PT1H\n"
    event += "RRULE:FREQ=DAILY;UNTIL=20261123T170000Z"
    assert taken(calendar(tmp_path, event)) == ["11-22 17:00", "11-23 17:00"]


def test_one_of_a_series_that_was_moved_or_cancelled_takes_its_own_time(tmp_path: Path) -> None:
    found = calendar(
        tmp_path,
        "UID:1\nDTSTART:20261123T090000Z\nDURATION:PT1H\nRRULE:FREQ=DAILY;COUNT=4",
        "UID:1\nRECURRENCE-ID:20261124T090000Z\nDTSTART:20261124T150000Z\nDURATION:PT1H",
        "UID:1\nRECURRENCE-ID:20261125T090000Z\nDTSTART:20261125T090000Z\nDURATION:PT1H\nSTATUS:CANCELLED",
    )
    assert taken(found) == ["11-23 09:00", "11-24 15:00", "11-26 09:00"]


def test_a_series_moved_from_some_day_on_is_moved_from_there(tmp_path: Path) -> None:
    found = calendar(
        tmp_path,
        "UID:1\nDTSTART:20261123T090000Z\nDURATION:PT1H\nRRULE:FREQ=DAILY;COUNT=3",
        "UID:1\nRECURRENCE-ID;RANGE=THISANDFUTURE:20261124T090000Z\nDTSTART:20261124T100000Z\nDURATION:PT1H",
    )
    assert taken(found) == ["11-23 09:00", "11-24 10:00", "11-25 10:00"]


def test_rules_that_take_days_out_are_kept(tmp_path: Path) -> None:
    event = "UID:1\nDTSTART:20261123T090000Z\nDURATION:PT1H\nRRULE:FREQ=DAILY;COUNT=4"
    event += "\nEXRULE:FREQ=WEEKLY;BYDAY=TU"
    assert taken(calendar(tmp_path, event)) == ["11-23 09:00", "11-25 09:00", "11-26 09:00"]


def test_free_and_cancelled_events_take_no_time(tmp_path: Path) -> None:
    event = "DTSTART:20261123T090000Z\nDURATION:PT1H\n"
    found = calendar(tmp_path, event + "UID:1\nTRANSP:TRANSPARENT", event + "UID:2\nSTATUS:CANCELLED")
    assert len(found.events) == 2
    assert taken(found) == []


def test_whole_days_and_what_has_no_end(tmp_path: Path) -> None:
    found = calendar(
        tmp_path,
        "UID:1\nDTSTART;VALUE=DATE:20261130",
        "UID:2\nDTSTART;VALUE=DATE:20261201\nDTEND;VALUE=DATE:20261203",
        "UID:3\nDTSTART:20261123T090000Z",
    )
    days = expand(found.events, TODAY, UTC).found
    assert [(one.starts, one.ends) for one in days] == [
        (date(2026, 11, 30), date(2026, 12, 1)),
        (date(2026, 12, 1), date(2026, 12, 3)),
    ]
    assert [one.code for one in found.problems] == ["no_end"]


def test_an_event_that_ends_before_it_begins_is_told_and_takes_no_time(tmp_path: Path) -> None:
    found = calendar(tmp_path, "UID:1\nDTSTART:20261123T090000Z\nDTEND:20261123T080000Z")
    assert taken(found) == []
    assert [one.message for one in found.problems] == [
        "The event ends before it begins, so it takes no time."
    ]


def test_freebusy_is_busy_and_tasks_are_told(tmp_path: Path) -> None:
    path = tmp_path / "free.ics"
    path.write_text(
        "BEGIN:VCALENDAR\nBEGIN:VFREEBUSY\nUID:f\nFREEBUSY:20261123T090000Z/PT1H,20261124T090000Z/PT2H\n"
        "FREEBUSY;FBTYPE=FREE:20261125T090000Z/PT1H\nEND:VFREEBUSY\n"
        "BEGIN:VTODO\nSUMMARY:x\nEND:VTODO\nEND:VCALENDAR\n"
    )
    found = read_calendar(path)
    assert taken(found) == ["11-23 09:00", "11-24 09:00"]
    assert [(one.row, one.code) for one in found.problems] == [(7, "not_an_event")]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "gb18030"])
def test_chinese_titles_are_read_in_the_encodings_that_occur(tmp_path: Path, encoding: str) -> None:
    found = calendar(tmp_path, "UID:1\nDTSTART:20261123T090000Z\nSUMMARY:季度总结会议", encoding=encoding)
    assert found.events[0].title == "季度总结会议"


@pytest.mark.parametrize(
    ("content", "says"),
    [
        (b"", "no calendar"),
        (b"\x89PNG\r\n\x1a\n\0\0", "no calendar"),
        (b"a,b,c\n1,2,3\n", "no calendar"),
        (b"BEGIN:VCALENDAR\nBEGIN:VEVENT\nUID:1\n", "ends too early"),
        (b"BEGIN:VCALENDAR\nEND:VEVENT\nEND:VCALENDAR\n", "Line 2"),
        (b"BEGIN:VEVENT\n" * 100 + b"END:VEVENT\n" * 100, "too many parts"),
        (
            b"BEGIN:VCALENDAR\n" + b"BEGIN:VEVENT\nEND:VEVENT\n" * 50_001 + b"END:VCALENDAR\n",
            "too many parts",
        ),
        (b"BEGIN:VCARD\nFN:x\nEND:VCARD\n", "address cards"),
    ],
)
def test_what_is_no_calendar_is_refused_and_says_why(tmp_path: Path, content: bytes, says: str) -> None:
    path = tmp_path / "some.ics"
    path.write_bytes(content)
    with pytest.raises(BadInput, match=says) as caught:
        read_calendar(path)
    assert caught.value.hint


def test_a_file_beyond_all_measure_is_not_even_read(tmp_path: Path) -> None:
    path = tmp_path / "huge.ics"
    with path.open("wb") as handle:
        handle.truncate(30_000_000)
    with pytest.raises(BadInput, match="30 MB"):
        read_calendar(path)


@pytest.mark.parametrize(
    ("rule", "code"),
    [
        ("FREQ=SECONDLY", "rule_unknown"),
        ("FREQ=MINUTELY;COUNT=1000000000", "rule_unknown"),
        ("FREQ=DAILY;RSCALE=CHINESE", "rule_unknown"),
        ("FREQ=DAILY;INTERVAL=0", "rule_unknown"),
        ("FREQ=HOURLY;COUNT=999999999", "too_often"),
        ("FREQ=DAILY;COUNT=1000000;BYMONTH=2;BYMONTHDAY=30", ""),
        ("FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=31", ""),
    ],
)
def test_hostile_rules_cost_bounded_work_and_are_told(tmp_path: Path, rule: str, code: str) -> None:
    found = calendar(tmp_path, f"UID:1\nDTSTART:19010101T000000Z\nDURATION:PT1H\nRRULE:{rule}")
    expanded = expand(found.events, TODAY, UTC)
    assert [one.code for one in (*found.problems, *expanded.problems)] == ([code] if code else [])
    assert len(expanded.found) <= MOST_OCCURRENCES


def test_more_times_than_can_be_kept_are_cut_and_it_is_told(tmp_path: Path) -> None:
    found = calendar(tmp_path, "UID:1\nDTSTART:20261101T000000Z\nDURATION:PT1M\nRRULE:FREQ=HOURLY")
    expanded = expand(found.events, TODAY, UTC)
    assert (len(expanded.found), expanded.is_cut) == (MOST_OCCURRENCES, True)


def test_a_thousand_hostile_events_together_are_bounded_too(monkeypatch: pytest.MonkeyPatch) -> None:
    from workbench.domain import calendar_events
    from workbench.domain.recurrence import Frequency, Rule

    # A tenth of what the program allows itself, in a tenth of the time.
    for most in ("_STEPS_OF_ONE", "_STEPS_OF_ALL"):
        monkeypatch.setattr(calendar_events, most, getattr(calendar_events, most) // 10)
    begun = time.process_time()
    rule = Rule(Frequency.HOURLY, count=10**9)
    start = datetime(1901, 1, 1, tzinfo=UTC)
    many = [CalendarEvent(1, str(uid), start, timedelta(hours=1), rules=(rule,)) for uid in range(1_000)]
    expanded = expand(many, TODAY, UTC)
    assert len(expanded.problems) == 1_000
    assert time.process_time() - begun < 3


def test_a_zone_whose_rules_would_never_end_does_not_stop_the_program(tmp_path: Path) -> None:
    zone = (
        "BEGIN:VTIMEZONE\nTZID:X\nBEGIN:STANDARD\nDTSTART:19700101T000000\nRRULE:FREQ=SECONDLY\n"
        "TZOFFSETFROM:+0100\nTZOFFSETTO:+0100\nEND:STANDARD\nEND:VTIMEZONE\n"
    )
    event = "UID:1\nDTSTART;TZID=X:20261123T090000\nDURATION:PT1H"
    assert taken(calendar(tmp_path, event, head=zone)) == ["11-23 08:00"]


def test_the_library_is_loaded_with_the_first_file_and_not_before() -> None:
    code = (
        "import sys, workbench.services.calendar_import, workbench.ui.screens.calendar.page; "
        "sys.exit('icalendar' in sys.modules or 'dateutil' in sys.modules)"
    )
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
