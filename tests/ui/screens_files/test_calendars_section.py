"""The settings of calendars: a file to subscribe to, and reminders."""

from pathlib import Path

import pytest

from tests.ui.screens_files.conftest import Driven
from workbench.domain.policies import REMINDER_MINUTES, policy
from workbench.foundation.settings import load_settings
from workbench.services.policies import load_policies
from workbench.ui.navigation import PageId
from workbench.ui.screens.settings.calendars import CalendarsSection
from workbench.ui.screens.settings.page import SettingsPage


@pytest.fixture
def section(driven: Driven) -> CalendarsSection:
    page = driven.go(PageId.SETTINGS, SettingsPage)
    page.choose("calendars")
    driven.settle()
    return page.calendars


def test_a_file_to_subscribe_to_is_chosen_and_given_up(
    driven: Driven, section: CalendarsSection, tmp_path: Path
) -> None:
    driven.prompts.answers = [tmp_path / "mine"]
    section.choose_file()
    driven.settle()
    assert (tmp_path / "mine.ics").read_bytes().startswith(b"BEGIN:VCALENDAR")
    assert list(load_settings().published.values()) == [str(tmp_path / "mine.ics")]
    assert section.file.text() == str(tmp_path / "mine.ics")
    section.forget_file()
    assert load_settings().published == {}
    assert section.stop_button.isHidden()


def test_a_file_that_is_not_ours_is_refused_and_not_kept(
    driven: Driven, section: CalendarsSection, tmp_path: Path
) -> None:
    theirs = tmp_path / "theirs.ics"
    theirs.write_text("BEGIN:VCALENDAR\nEND:VCALENDAR\n")
    driven.prompts.answers = [theirs]
    section.choose_file()
    driven.settle()
    assert len(driven.prompts.errors) == 1
    assert load_settings().published == {}
    assert theirs.read_text() == "BEGIN:VCALENDAR\nEND:VCALENDAR\n"


def test_reminders_are_switched_off_and_their_minutes_changed(
    driven: Driven, section: CalendarsSection
) -> None:
    section.reminders.setChecked(False)
    assert not load_settings().reminders
    field = section.fields[REMINDER_MINUTES.name, ""]
    assert field.control.text() == "30"
    field.control.setText("45")
    section.save(REMINDER_MINUTES)
    driven.settle()
    assert policy(load_policies(driven.workspace), REMINDER_MINUTES) == 45
