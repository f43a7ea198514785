"""The weekly report 周报: gathered from the week's data, edited by the person, handed in (2-rules §7.2)."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from workbench.domain.accounts import Manager
from workbench.domain.journal import ChangeSummary
from workbench.domain.week_texts import section_text
from workbench.domain.weekly_reports import (
    Section,
    Submission,
    WeekFacts,
    WeeklyReport,
    report_due_on,
    submission,
    week_label,
    week_start,
    weekly_report_id,
)
from workbench.foundation.errors import BadInput, NotFound
from workbench.foundation.i18n import _
from workbench.foundation.ids import Id
from workbench.services.calendars import working_calendar
from workbench.services.week_facts import load_week
from workbench.storage.drafts import find_draft
from workbench.storage.queries import accounts as account_queries
from workbench.storage.queries.weekly_reports import find_weekly_report, newest_entry, newest_setting
from workbench.storage.unit_of_work import Change
from workbench.storage.workspace import Workspace

LONGEST_TEXT = 20_000


@dataclass(frozen=True)
class WeekView:
    """One person's week: the facts, what was written over them, and how the report stands.

    ``managers`` is everyone whose report could be shown. ``changed`` are the sections of which something
    was changed since they were written; ``draft`` is what was typed and not saved when the program ended.
    """

    manager: Manager
    managers: tuple[Manager, ...] = field(repr=False)
    facts: WeekFacts
    report: WeeklyReport
    due_on: date
    submission: Submission
    changed: frozenset[Section]
    draft: Mapping[str, Any] | None = None

    def text(self, section: Section) -> str:
        """What is kept for ``section``."""
        return str(getattr(self.report, section.value))


def week_view(workspace: Workspace, day: date, manager_id: Id | None = None) -> WeekView:
    """The week of ``day``, of the file's owner if nobody is named; raises ``NotFound``."""
    week = load_week(workspace, week_start(day), manager_id)
    monday, manager = week.facts.monday, week.manager
    report_id = weekly_report_id(manager.id, monday)
    with workspace.read() as session:
        found = find_weekly_report(session, report_id)
        draft = find_draft(session, report_id)
        calendar = working_calendar(session)
        changed = frozenset(
            section
            for section, rows in week.rows.items()
            if found is not None
            and getattr(found, section.value)
            and newest_entry(session, rows) > newest_setting(session, report_id, section.value)
        )
    due_on = report_due_on(monday, calendar)
    now = workspace.clock.now().astimezone(workspace.clock.zone())
    return WeekView(
        manager=manager,
        managers=week.managers,
        facts=week.facts,
        report=found or WeeklyReport(report_id, manager.id, monday),
        due_on=due_on,
        submission=submission(found, due_on, workspace.clock.today(), now.time()),
        changed=changed,
        draft=draft,
    )


def edit_week(workspace: Workspace, manager_id: Id, day: date, texts: Mapping[Section, str]) -> ChangeSummary:
    """Keep what a person wrote into sections of the report."""
    for section, text in texts.items():
        if len(text) > LONGEST_TEXT:
            raise BadInput(
                _("This text is too long for a weekly report."),
                hint=_("At most {count} characters.").format(count=LONGEST_TEXT),
                where=section.value,
            )
    monday = week_start(day)
    label = _("Weekly report, {week}").format(week=week_label(monday))
    values = {section.value: text for section, text in texts.items()}
    return _write(workspace, "edit_week", label, manager_id, monday, values)


def fill_week(
    workspace: Workspace, manager_id: Id, day: date, sections: Collection[Section]
) -> ChangeSummary:
    """Write into ``sections`` what the data say now; Undo brings back what stood there.

    A section of which they say nothing stays as it is; ``BadInput`` if that is so of all.
    """
    week = load_week(workspace, week_start(day), manager_id)
    values = {one.value: text for one in sections if (text := section_text(week.facts, one))}
    if not values:
        raise BadInput(_("The data of this week say nothing about this."))
    return _write(
        workspace, "fill_week", _("Fill the report from the data"), manager_id, week.facts.monday, values
    )


def submit_week(workspace: Workspace, manager_id: Id, day: date) -> ChangeSummary:
    """Hand the report in as of today; empty sections are filled, so that what was handed in stays.

    One that is handed in already keeps its day: it does not become late by being handed in again. Raises
    ``BadInput`` for a week that has not begun, and for one of which there is nothing to say.
    """
    today = workspace.clock.today()
    week = load_week(workspace, week_start(day), manager_id)
    monday = week.facts.monday
    if monday > today:
        raise BadInput(
            _("This week has not begun yet."), hint=_("Hand it in when it is over."), where="week_on"
        )
    with workspace.read() as session:
        found = find_weekly_report(session, weekly_report_id(manager_id, monday))
    values: dict[str, Any] = {}
    for section in Section:
        if not (found and getattr(found, section.value)) and (text := section_text(week.facts, section)):
            values[section.value] = text
    if not values and not (found and any(getattr(found, section.value) for section in Section)):
        raise BadInput(
            _("There is nothing in this report."),
            hint=_("Write a remark: why was this week empty?"),
            where=Section.REMARKS.value,
        )
    values["submitted_on"] = (found.submitted_on if found else None) or today
    label = _("Hand in the report, {week}").format(week=week_label(monday))
    return _write(workspace, "submit_week", label, manager_id, monday, values)


def withdraw_week(workspace: Workspace, manager_id: Id, day: date) -> ChangeSummary:
    """The report is not handed in after all."""
    label = _("Take the report back")
    return _write(workspace, "withdraw_week", label, manager_id, week_start(day), {"submitted_on": None})


def find_manager(workspace: Workspace, name: str) -> Id:
    """The id of our person with that name; raises ``NotFound``."""
    with workspace.read() as session:
        managers = account_queries.list_managers(session)
    found = next((one for one in managers if one.name == name.strip()), None)
    if found is None:
        raise NotFound(
            _("Nobody here is called “{name}”.").format(name=name),
            hint=_("Write the name as it stands under Settings, People."),
            where=name,
        )
    return found.id


def _write(
    workspace: Workspace, kind: str, label: str, manager_id: Id, monday: date, values: dict[str, Any]
) -> ChangeSummary:
    report_id = weekly_report_id(manager_id, monday)
    with workspace.change(kind, label) as change:
        _keep_owner(workspace, change, manager_id)
        if find_weekly_report(change.session, report_id) is None:
            change.create("weekly_report", {"manager_id": manager_id, "week_on": monday, **values}, report_id)
        else:
            change.set("weekly_report", report_id, values)
    return change.summary


def _keep_owner(workspace: Workspace, change: Change, manager_id: Id) -> None:
    """The file's owner is nobody's manager until something of theirs is kept."""
    known = {one.id for one in account_queries.list_managers(change.session)}
    if manager_id not in known:
        change.create("manager", {"name": workspace.author}, manager_id)
