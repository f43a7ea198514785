"""Visits in other calendars and back, and other people's events as busy time (features C6)."""

from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from icalendar import Calendar

from workbench.domain.visits import Cause, Visit, VisitState
from workbench.foundation.clock import FixedClock
from workbench.foundation.errors import BadInput, NotAllowed, NotFound, ReadOnly, WorkbenchError
from workbench.foundation.ids import Id
from workbench.services.accounts import create_account, find_account, list_managers
from workbench.services.busy_times import list_busy_sources, remove_busy_source
from workbench.services.calendar_files import export_visits, publish_calendar
from workbench.services.calendar_import import Outcome, preview_calendar, take_in
from workbench.services.gathering_guests import Guest, invite
from workbench.services.gatherings import GatheringInput, add_gathering, list_gatherings
from workbench.services.import_history import undo_with_words
from workbench.services.managers import add_manager
from workbench.services.visits import list_visits_between, move_visit, schedule_visit
from workbench.storage.queries.busy_times import list_busy_times
from workbench.storage.workspace import Workspace

TODAY = date(2026, 7, 1)
MEETING = "UID:m1\nDTSTART:20260702T013000Z\nDURATION:PT1H\nSUMMARY:Dentist\n"


@pytest.fixture
def clock() -> FixedClock:
    """Wednesday, 1 July 2026, in Shanghai."""
    return FixedClock(TODAY, place=ZoneInfo("Asia/Shanghai"))


@pytest.fixture
def account_id(workspace: Workspace) -> Id:
    create_account(
        workspace,
        {
            "name": "澜川精密机械（苏州）有限公司",
            "short_name": "澜川精密",
            "code": "A1",
            "address": "苏州, 星湖街 1",
        },
    )
    return find_account(workspace, "澜川精密").id


@pytest.fixture
def manager_id(workspace: Workspace) -> Id:
    add_manager(workspace, "韩梅梅")
    return list_managers(workspace)[0].id


def calendar(tmp_path: Path, *events: str, name: str = "work.ics", head: str = "") -> Path:
    body = "".join(f"BEGIN:VEVENT\n{event.strip()}\nEND:VEVENT\n" for event in events)
    path = tmp_path / name
    path.write_text(f"BEGIN:VCALENDAR\nVERSION:2.0\n{head}{body}END:VCALENDAR\n", "utf-8")
    return path


def only_visit(workspace: Workspace) -> Visit:
    [visit] = list_visits_between(workspace, date(2026, 1, 1), date(2027, 12, 31))
    return visit


def exported(workspace: Workspace, tmp_path: Path) -> Path:
    path = tmp_path / "visits.ics"
    export_visits(workspace, path, TODAY, date(2026, 12, 31))
    return path


def outcomes(workspace: Workspace, path: Path, manager_id: Id | None = None) -> dict[Outcome, int]:
    return dict(preview_calendar(workspace, path, manager_id).counts)


def test_a_visit_is_an_event_with_all_that_a_calendar_needs(
    workspace: Workspace, account_id: Id, tmp_path: Path
) -> None:
    schedule_visit(workspace, account_id, date(2026, 7, 2), at="09:30", purpose="二期产线; 报价")
    [event] = Calendar.from_ical(exported(workspace, tmp_path).read_bytes()).walk("VEVENT")
    assert event["UID"] == f"{only_visit(workspace).id.hex()}@visit.key-account-workbench"
    assert event["DTSTART"].dt == datetime(2026, 7, 2, 1, 30, tzinfo=UTC)
    assert event["DURATION"].dt == timedelta(minutes=90)
    assert "澜川精密" in event["SUMMARY"]
    assert event["LOCATION"] == "苏州, 星湖街 1"
    assert event["DESCRIPTION"].startswith("二期产线; 报价\n")
    assert event["STATUS"] == "TENTATIVE"
    assert event["SEQUENCE"] == 0


def test_a_visit_without_a_time_is_a_day_that_stays_free(
    workspace: Workspace, account_id: Id, tmp_path: Path
) -> None:
    schedule_visit(workspace, account_id, date(2026, 7, 2))
    [event] = Calendar.from_ical(exported(workspace, tmp_path).read_bytes()).walk("VEVENT")
    assert event["DTSTART"].dt == date(2026, 7, 2)
    assert event["TRANSP"] == "TRANSPARENT"


def test_nothing_changed_means_the_same_bytes_and_a_change_a_later_version(
    workspace: Workspace, clock: FixedClock, account_id: Id, tmp_path: Path
) -> None:
    schedule_visit(workspace, account_id, date(2026, 7, 2), at="09:30")
    before = exported(workspace, tmp_path).read_bytes()
    clock.advance(timedelta(hours=5))
    assert exported(workspace, tmp_path).read_bytes() == before
    move_visit(workspace, only_visit(workspace).id, date(2026, 7, 3))
    [event] = Calendar.from_ical(exported(workspace, tmp_path).read_bytes()).walk("VEVENT")
    assert event["SEQUENCE"] > 0
    assert event["LAST-MODIFIED"].dt == datetime(2026, 7, 1, 17, tzinfo=UTC)


def test_a_range_the_wrong_way_round_and_a_workspace_are_refused(
    workspace: Workspace, tmp_path: Path
) -> None:
    with pytest.raises(BadInput):
        export_visits(workspace, tmp_path / "x.ics", date(2026, 2, 1), date(2026, 1, 1))
    with pytest.raises(NotAllowed):
        export_visits(workspace, workspace.path, TODAY, TODAY)


def test_the_file_to_subscribe_to_is_written_only_when_something_changed(
    workspace: Workspace, account_id: Id, tmp_path: Path
) -> None:
    path = tmp_path / "share" / "visits.ics"
    with pytest.raises(NotFound):
        publish_calendar(workspace, path)
    path.parent.mkdir()
    assert publish_calendar(workspace, path).changed
    assert not publish_calendar(workspace, path).changed
    schedule_visit(workspace, account_id, date(2026, 7, 2))
    written = publish_calendar(workspace, path)
    assert (written.changed, written.events) == (True, 1)


def test_the_file_to_subscribe_to_never_replaces_what_is_not_ours(
    workspace: Workspace, tmp_path: Path
) -> None:
    theirs = calendar(tmp_path, MEETING)
    before = theirs.read_bytes()
    for path in (theirs, workspace.path):
        with pytest.raises(NotAllowed):
            publish_calendar(workspace, path)
    assert theirs.read_bytes() == before


def test_a_place_that_cannot_be_written_is_told(workspace: Workspace, tmp_path: Path) -> None:
    with pytest.raises(WorkbenchError) as caught:
        publish_calendar(workspace, tmp_path / ("x" * 300 + ".ics"))
    assert isinstance(caught.value, BadInput | ReadOnly | NotFound)


def test_our_own_file_read_back_changes_nothing(workspace: Workspace, account_id: Id, tmp_path: Path) -> None:
    schedule_visit(workspace, account_id, date(2026, 7, 2), at="09:30")
    schedule_visit(workspace, account_id, date(2026, 7, 3))
    path = exported(workspace, tmp_path)
    preview = preview_calendar(workspace, path)
    assert dict(preview.counts) == {Outcome.UNCHANGED: 2}
    assert take_in(workspace, preview).transaction_id is None


def test_a_visit_moved_in_the_other_calendar_is_offered_as_a_move(
    workspace: Workspace, account_id: Id, tmp_path: Path
) -> None:
    schedule_visit(workspace, account_id, date(2026, 7, 2), at="09:30")
    path = exported(workspace, tmp_path)
    path.write_bytes(path.read_bytes().replace(b"DTSTART:20260702T013000Z", b"DTSTART:20260703T060000Z"))
    preview = preview_calendar(workspace, path)
    assert dict(preview.counts) == {Outcome.MOVED: 1}
    assert take_in(workspace, preview, leave=set(preview.visits)).transaction_id is None
    take_in(workspace, preview)
    visit = only_visit(workspace)
    assert (visit.on, visit.at, visit.minutes, visit.pinned) == (date(2026, 7, 3), "14:00", 0, True)
    assert outcomes(workspace, path) == {Outcome.UNCHANGED: 1}
    undo_with_words(workspace)
    assert only_visit(workspace).on == date(2026, 7, 2)


def test_a_visit_moved_here_since_the_export_is_not_moved_back(
    workspace: Workspace, account_id: Id, tmp_path: Path
) -> None:
    schedule_visit(workspace, account_id, date(2026, 7, 2), at="09:30")
    path = exported(workspace, tmp_path)
    move_visit(workspace, only_visit(workspace).id, date(2026, 7, 9), "10:00")
    assert outcomes(workspace, path) == {Outcome.UNCHANGED: 1}


def test_another_zone_of_the_machine_moves_no_visit(
    workspace: Workspace, clock: FixedClock, account_id: Id, tmp_path: Path
) -> None:
    schedule_visit(workspace, account_id, date(2026, 7, 2), at="09:30")
    path = exported(workspace, tmp_path)
    clock.place = ZoneInfo("Europe/Berlin")
    assert outcomes(workspace, path) == {Outcome.UNCHANGED: 1}


@pytest.mark.parametrize(
    ("day", "at", "instant"),
    [
        (date(2027, 3, 27), "09:30", datetime(2027, 3, 27, 8, 30, tzinfo=UTC)),
        (date(2027, 3, 28), "09:30", datetime(2027, 3, 28, 7, 30, tzinfo=UTC)),
        # An hour that the clock skips, and one that it shows twice.
        (date(2027, 3, 28), "02:30", datetime(2027, 3, 28, 1, 30, tzinfo=UTC)),
        (date(2026, 10, 25), "02:30", datetime(2026, 10, 25, 0, 30, tzinfo=UTC)),
        (date(2028, 2, 29), "09:30", datetime(2028, 2, 29, 8, 30, tzinfo=UTC)),
    ],
)
def test_visits_keep_their_hour_when_the_clock_is_changed(
    workspace: Workspace,
    clock: FixedClock,
    account_id: Id,
    tmp_path: Path,
    day: date,
    at: str,
    instant: datetime,
) -> None:
    clock.place = ZoneInfo("Europe/Berlin")
    schedule_visit(workspace, account_id, day, at=at)
    path = tmp_path / "visits.ics"
    export_visits(workspace, path, TODAY, date(2028, 12, 31))
    [event] = Calendar.from_ical(path.read_bytes()).walk("VEVENT")
    assert event["DTSTART"].dt == instant
    assert outcomes(workspace, path) == {Outcome.UNCHANGED: 1}


def test_a_visit_made_longer_elsewhere_is_longer_here(
    workspace: Workspace, account_id: Id, tmp_path: Path
) -> None:
    schedule_visit(workspace, account_id, date(2026, 7, 2), at="09:30")
    path = exported(workspace, tmp_path)
    path.write_bytes(path.read_bytes().replace(b"PT90M", b"PT120M"))
    take_in(workspace, preview_calendar(workspace, path))
    assert only_visit(workspace).minutes == 120


def test_a_visit_cancelled_elsewhere_is_cancelled_with_a_cause(
    workspace: Workspace, account_id: Id, tmp_path: Path
) -> None:
    schedule_visit(workspace, account_id, date(2026, 7, 2), at="09:30")
    path = exported(workspace, tmp_path)
    path.write_bytes(path.read_bytes().replace(b"STATUS:TENTATIVE", b"STATUS:CANCELLED"))
    preview = preview_calendar(workspace, path)
    assert dict(preview.counts) == {Outcome.CANCELLED: 1}
    take_in(workspace, preview, cause=Cause.CUSTOMER_AWAY)
    visit = only_visit(workspace)
    assert (visit.state, visit.cause, bool(visit.reason)) == (VisitState.CANCELLED, Cause.CUSTOMER_AWAY, True)
    again = preview_calendar(workspace, path)
    assert (dict(again.counts), again.problems) == ({Outcome.UNCHANGED: 1}, [])


@pytest.mark.parametrize(
    ("old", "new"),
    [
        (b"STATUS:TENTATIVE", b"STATUS:CANCELLED"),
        (b"DTSTART:20260702T060000Z", b"DTSTART:20260703T060000Z"),
    ],
)
def test_a_visit_of_a_gathering_stays_with_it_whatever_the_other_calendar_says(
    workspace: Workspace, account_id: Id, tmp_path: Path, old: bytes, new: bytes
) -> None:
    add_gathering(workspace, GatheringInput("座谈会", date(2026, 7, 2), at="14:00"))
    invite(workspace, list_gatherings(workspace)[0].gathering.id, [Guest(account_id)])
    path = exported(workspace, tmp_path)
    assert old in path.read_bytes()
    path.write_bytes(path.read_bytes().replace(old, new))
    preview = preview_calendar(workspace, path)
    assert (preview.visits, [one.code for one in preview.problems]) == ({}, ["gathering"])


def test_a_visit_that_is_done_is_never_moved(workspace: Workspace, account_id: Id, tmp_path: Path) -> None:
    schedule_visit(workspace, account_id, date(2026, 7, 2), at="09:30", state=VisitState.AGREED)
    path = exported(workspace, tmp_path)
    path.write_bytes(path.read_bytes().replace(b"DTSTART:20260702T013000Z", b"DTSTART:20260703T060000Z"))
    preview = preview_calendar(workspace, path)
    with workspace.change("x", "x") as change:
        change.set("visit", only_visit(workspace).id, {"state": "done"})
    take_in(workspace, preview)
    assert only_visit(workspace).on == date(2026, 7, 2)
    again = preview_calendar(workspace, path)
    assert dict(again.counts) == {Outcome.REFUSED: 1}
    assert again.problems[0].code == "visit_closed"


def test_a_visit_of_another_file_is_told(workspace: Workspace, tmp_path: Path) -> None:
    path = calendar(tmp_path, f"UID:{'0' * 32}@visit.key-account-workbench\nDTSTART:20260702T013000Z")
    assert "no_visit" in [one.code for one in preview_calendar(workspace, path).problems]


def test_other_events_take_time_without_saying_what_for(
    workspace: Workspace, manager_id: Id, tmp_path: Path
) -> None:
    take_in(workspace, preview_calendar(workspace, calendar(tmp_path, MEETING), manager_id))
    with workspace.read() as session:
        [busy] = list_busy_times(session)
    assert (busy.title, busy.source, busy.uid) == ("", "work", "m1")


def test_titles_are_kept_on_request_but_private_ones_never(
    workspace: Workspace, manager_id: Id, tmp_path: Path
) -> None:
    path = calendar(tmp_path, MEETING, MEETING.replace("m1", "m2") + "CLASS:PRIVATE\n")
    take_in(workspace, preview_calendar(workspace, path, manager_id, keep_titles=True))
    with workspace.read() as session:
        assert sorted(one.title for one in list_busy_times(session)) == ["", "Dentist"]


def test_events_need_somebody_whose_they_are(workspace: Workspace, tmp_path: Path) -> None:
    with pytest.raises(BadInput) as caught:
        preview_calendar(workspace, calendar(tmp_path, MEETING))
    assert caught.value.where == "manager"


def test_the_same_file_again_changes_nothing_and_a_later_one_what_changed(
    workspace: Workspace, manager_id: Id, tmp_path: Path
) -> None:
    other = MEETING.replace("m1", "m2")
    series = "UID:s\nDTSTART:20260706T010000Z\nDURATION:PT1H\nRRULE:FREQ=WEEKLY;COUNT=3\n"
    path = calendar(tmp_path, MEETING, other, series)
    take_in(workspace, preview_calendar(workspace, path, manager_id))
    again = preview_calendar(workspace, path, manager_id)
    assert dict(again.counts) == {Outcome.UNCHANGED: 5}
    assert take_in(workspace, again).transaction_id is None
    later = calendar(
        tmp_path,
        MEETING.replace("013000Z", "033000Z"),
        series,
        "UID:s\nRECURRENCE-ID:20260713T010000Z\nDTSTART:20260713T010000Z\nSTATUS:CANCELLED\n",
        name="work (1).ics",
    )
    changed = preview_calendar(workspace, later, manager_id)
    assert dict(changed.counts) == {Outcome.CHANGED: 1, Outcome.UNCHANGED: 2, Outcome.REMOVED: 2}
    take_in(workspace, changed)
    assert [line.source for line in list_busy_sources(workspace)] == ["work"]
    assert dict(preview_calendar(workspace, later, manager_id).counts) == {Outcome.UNCHANGED: 3}
    undo_with_words(workspace)
    assert dict(preview_calendar(workspace, path, manager_id).counts) == {Outcome.UNCHANGED: 5}


def test_an_invitation_says_nothing_of_other_events(
    workspace: Workspace, manager_id: Id, tmp_path: Path
) -> None:
    take_in(workspace, preview_calendar(workspace, calendar(tmp_path, MEETING), manager_id))
    invitation = calendar(tmp_path, MEETING.replace("m1", "m2"), head="METHOD:REQUEST\n")
    assert outcomes(workspace, invitation, manager_id) == {Outcome.NEW: 1}
    cancelled = calendar(tmp_path, MEETING + "STATUS:CANCELLED\n", head="METHOD:CANCEL\n")
    assert outcomes(workspace, cancelled, manager_id) == {Outcome.REMOVED: 1}


def test_what_lies_before_the_window_stays_when_it_moves_on(
    workspace: Workspace, clock: FixedClock, manager_id: Id, tmp_path: Path
) -> None:
    path = calendar(tmp_path, MEETING)
    take_in(workspace, preview_calendar(workspace, path, manager_id))
    clock.advance(timedelta(days=90))
    assert outcomes(workspace, path, manager_id) == {}


def test_a_clock_set_back_loses_nothing(
    workspace: Workspace, clock: FixedClock, manager_id: Id, tmp_path: Path
) -> None:
    path = calendar(tmp_path, MEETING)
    take_in(workspace, preview_calendar(workspace, path, manager_id))
    clock.advance(timedelta(days=-1))
    assert outcomes(workspace, path, manager_id) == {Outcome.UNCHANGED: 1}


def test_a_calendar_is_removed_as_a_whole_and_comes_back_by_undo(
    workspace: Workspace, manager_id: Id, tmp_path: Path
) -> None:
    series = "UID:s\nDTSTART:20260706T010000Z\nDURATION:PT1H\nRRULE:FREQ=DAILY;COUNT=300\n"
    take_in(workspace, preview_calendar(workspace, calendar(tmp_path, series), manager_id))
    [source] = list_busy_sources(workspace)
    assert (source.manager, source.source, source.count) == ("韩梅梅", "work", 300)
    remove_busy_source(workspace, manager_id, source.source)
    assert list_busy_sources(workspace) == ()
    with pytest.raises(NotFound):
        remove_busy_source(workspace, manager_id, source.source)
    undo_with_words(workspace)
    assert list_busy_sources(workspace) == (source,)
