"""The working calendar: taking official notices in, and what follows (2-rules §7.2)."""

import json
from datetime import date
from pathlib import Path

import pytest

from workbench.domain.calendar_notices import CalendarChoice
from workbench.domain.policies import CALENDAR
from workbench.domain.workdays import WorkdayCalendar
from workbench.foundation.clock import FixedClock
from workbench.foundation.errors import BadInput, NotFound
from workbench.services.accounts import create_account, find_account
from workbench.services.calendars import (
    list_calendar_years,
    notice_id,
    official_calendar,
    preview_notice,
    remove_notice,
    take_notices,
    working_calendar,
)
from workbench.services.exchange import export_workspace, merge_files
from workbench.services.history import undo
from workbench.services.policies import save_policy
from workbench.services.visits import schedule_visit
from workbench.services.workspaces import new_workspace
from workbench.storage.workspace import Workspace

SPRING = [f"2027-02-{day:02}" for day in range(5, 12)]
CSV = (
    "日期,类型,名称\n2027-01-01,休,元旦\n"
    + "".join(f"{day},放假,春节\n" for day in SPRING)
    + "2027-02-20,补班,春节\n"
)


def calendar_of(workspace: Workspace) -> WorkdayCalendar:
    with workspace.read() as session:
        return working_calendar(session)


def notice_file(tmp_path: Path, text: str = CSV, name: str = "2027.csv") -> Path:
    path = tmp_path / name
    path.write_text(text, "utf-8")
    return path


def take(workspace: Workspace, path: Path) -> None:
    take_notices(workspace, preview_notice(workspace, path).notices)


def test_a_notice_taken_in_makes_its_year_known(workspace: Workspace, tmp_path: Path) -> None:
    assert calendar_of(workspace).years_without_notice(date(2026, 1, 1), date(2027, 1, 1)) == (2027,)
    take(workspace, notice_file(tmp_path))
    calendar = calendar_of(workspace)
    assert calendar.has_notice(2027)
    assert not calendar.is_workday(date(2027, 2, 8))
    assert calendar.is_make_up(date(2027, 2, 20))
    assert calendar.day_name(date(2027, 2, 8), "zh_CN") == "春节"
    assert calendar.day_name(date(2027, 2, 8), "en") == "Spring Festival"
    assert official_calendar().is_workday(date(2027, 2, 8))


def test_undo_and_removal_bring_the_weekend_rule_back(workspace: Workspace, tmp_path: Path) -> None:
    take(workspace, notice_file(tmp_path))
    undo(workspace)
    assert not calendar_of(workspace).has_notice(2027)
    take(workspace, notice_file(tmp_path))
    remove_notice(workspace, 2027)
    assert not calendar_of(workspace).has_notice(2027)
    with pytest.raises(NotFound):
        remove_notice(workspace, 2027)


def test_a_notice_of_ones_own_goes_before_the_one_shipped(workspace: Workspace, tmp_path: Path) -> None:
    text = "date,kind,name\n2026-01-01,off,元旦\n2026-12-25,off,Founders' Day\n"
    preview = preview_notice(workspace, notice_file(tmp_path, text))
    assert preview.replaces == (2026,)
    take_notices(workspace, preview.notices)
    calendar = calendar_of(workspace)
    assert calendar.is_holiday(date(2026, 12, 25))
    assert calendar.is_workday(date(2026, 10, 1))
    assert calendar.is_holiday(date(2025, 10, 1))


@pytest.mark.parametrize("year", range(2019, 2025))
def test_the_published_files_agree_with_what_is_shipped(
    workspace: Workspace, shared_data: Path, year: int
) -> None:
    preview = preview_notice(workspace, shared_data / "holiday_cn" / f"{year}.json")
    # The Monday after the holiday was prolonged in 2020 is named in the notice itself.
    assert len(preview.remarks) == (1 if year == 2020 else 0)
    ((_year, months),) = preview.months
    assert all(month.before == month.after for month in months)
    take_notices(workspace, preview.notices)
    calendar, day = calendar_of(workspace), date(year - 1, 12, 1)
    while day < date(year + 1, 1, 10):
        assert calendar.is_workday(day) is official_calendar().is_workday(day), day
        day = date.fromordinal(day.toordinal() + 1)
    names = {notice.on: notice for notice in preview.notices[0].days}
    assert all(one.name_en and one.name_en.isascii() for one in names.values())


def test_the_programs_own_file_can_be_taken_in(workspace: Workspace, tmp_path: Path) -> None:
    content = {
        "years": [2027, 2028],
        "names": {"NY": {"en": "New Year's Day", "zh": "元旦"}},
        "off": {"2027-01-01": "NY", "2027-12-31": "NY", "2028-01-01": "NY"},
        "work": {},
    }
    preview = preview_notice(workspace, notice_file(tmp_path, json.dumps(content), "own.json"))
    assert [notice.year for notice in preview.notices] == [2027, 2028]
    take_notices(workspace, preview.notices)
    assert calendar_of(workspace).is_holiday(date(2027, 12, 31))


def test_the_preview_tells_days_of_each_month_and_visits_that_fall_on_days_off(
    workspace: Workspace, tmp_path: Path
) -> None:
    create_account(workspace, {"name": "澜川精密", "code": "A1"})
    schedule_visit(workspace, find_account(workspace, "A1").id, date(2027, 2, 8))
    preview = preview_notice(workspace, notice_file(tmp_path))
    ((year, months),) = preview.months
    assert (year, months[1].before, months[1].after) == (2027, 20, 16)
    assert [visit.on for visit in preview.falls_off] == [date(2027, 2, 8)]
    assert not calendar_of(workspace).has_notice(2027)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (CSV + "2027-02-08,上班,春节\n", "day off and as a working day"),
        ("date,kind\n2027-05-01,work\n", "no notice"),
        ("date,kind\n2027-05-01,perhaps\n", "Row 2"),
        ("date,kind\nMay,off\n", "Row 2"),
        ("when,what\n2027-05-01,off\n", "column"),
    ],
)
def test_what_is_no_notice_is_refused_with_the_reason(
    workspace: Workspace, tmp_path: Path, text: str, said: str
) -> None:
    with pytest.raises(BadInput, match=said):
        preview_notice(workspace, notice_file(tmp_path, text))


@pytest.mark.parametrize(
    "text",
    [
        "",
        "{}",
        "[]",
        "nonsense",
        '{"year": 2027}',
        '{"year": "2027", "days": []}',
        '{"year": 2027, "days": [{"name": "x", "date": "2027-13-01", "isOffDay": true}]}',
        '{"year": 2027, "days": [{"name": "x", "date": "2027-01-01", "isOffDay": "yes"}]}',
        '{"year": 2027, "days": [{"name": "x", "date": "2025-01-01", "isOffDay": true}]}',
        "[" * 100_000,
    ],
)
def test_other_json_is_refused(workspace: Workspace, tmp_path: Path, text: str) -> None:
    with pytest.raises(BadInput):
        preview_notice(workspace, notice_file(tmp_path, text, "2027.json"))


def test_what_is_odd_is_told(workspace: Workspace, tmp_path: Path) -> None:
    text = "date,kind\n2027-02-08,off\n2027-02-08,off\n2027-02-09,work\n"
    remarks = preview_notice(workspace, notice_file(tmp_path, text)).remarks
    assert [bool(remark) for remark in remarks] == [True, True, True]
    assert "twice" in remarks[0]
    assert "no weekend day" in remarks[1]
    assert "1 January" in remarks[2]


def test_weekends_only_can_be_chosen_and_lacks_no_notice(workspace: Workspace) -> None:
    save_policy(workspace, CALENDAR, CalendarChoice.WEEKENDS)
    calendar = calendar_of(workspace)
    assert calendar.is_workday(date(2026, 10, 1))
    assert not calendar.is_workday(date(2026, 10, 3))
    assert calendar.years_without_notice(date(2026, 1, 1), date(2030, 1, 1)) == ()


def test_the_years_are_listed_with_where_they_come_from(workspace: Workspace, tmp_path: Path) -> None:
    take(workspace, notice_file(tmp_path))
    years = {one.year: one for one in list_calendar_years(workspace)}
    assert list(years) == [2028, 2027, 2026, 2025, 2024]
    assert (years[2026].shipped, years[2026].taken_in) == (True, False)
    assert (years[2027].shipped, years[2027].taken_in, years[2027].source) == (False, True, "2027.csv")
    assert (years[2028].shipped, years[2028].taken_in) == (False, False)
    assert years[2024].workdays == 251


def test_a_notice_travels_in_a_package_and_meets_itself(
    workspace: Workspace, tmp_path: Path, clock: FixedClock
) -> None:
    take(workspace, notice_file(tmp_path))
    export_workspace(workspace, tmp_path / "out.wbx")
    other = new_workspace(tmp_path / "other.workbench", clock=clock, author="Han Mei")
    try:
        take(other, notice_file(tmp_path))
        merge_files(other, [tmp_path / "out.wbx"])
        assert [one.year for one in list_calendar_years(other) if one.taken_in] == [2027]
        assert calendar_of(other).is_make_up(date(2027, 2, 20))
    finally:
        other.close()


def test_days_that_cannot_be_read_never_stop_the_calendar(workspace: Workspace) -> None:
    rows = [{"on": "2027-01-01", "off": True}, {"on": "soon"}, 7, {"on": "2027-01-02", "off": "no"}]
    with workspace.change("test", "test") as change:
        for year in (2027, 2028, 99_999):
            values = {"country": "CN", "year": year, "days": rows if year == 2027 else [], "source": ""}
            change.create("calendar_notice", values, notice_id("CN", year))
    calendar = calendar_of(workspace)
    assert calendar.is_holiday(date(2027, 1, 1))
    assert not calendar.has_notice(2028)
