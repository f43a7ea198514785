"""The task of December: New-Year gifts sent, next year's demand asked (2-rules §7.1)."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

from workbench.domain.accounts import Account
from workbench.domain.journal import ChangeSummary
from workbench.domain.new_year import (
    ORIGIN,
    NewYearStep,
    NewYearTask,
    last_day,
    new_year_tasks,
    origin_of,
    step_id,
    year_of_task,
)
from workbench.domain.policies import NEW_YEAR_TASK, policy
from workbench.domain.visits import Action
from workbench.foundation.i18n import _, format_short_date, ngettext
from workbench.foundation.ids import Id
from workbench.services.briefs import Notice, Severity
from workbench.storage.queries import accounts as account_queries
from workbench.storage.queries.policies import policy_values
from workbench.storage.queries.visits import list_actions_of_origin
from workbench.storage.session import ReadingSession
from workbench.storage.unit_of_work import Change
from workbench.storage.workspace import Workspace


@dataclass(frozen=True)
class NewYearLine:
    """The task at one account, and who keeps the account."""

    account: Account
    task: NewYearTask
    manager: str


@dataclass(frozen=True)
class NewYear:
    """The task of ``year`` at every account that is no competitor, by name."""

    today: date
    year: int
    lines: tuple[NewYearLine, ...]

    @property
    def done(self) -> int:
        """At how many accounts both steps are done."""
        return sum(line.task.is_done for line in self.lines)

    @property
    def left(self) -> int:
        """At how many accounts something is left to do."""
        return len(self.lines) - self.done

    @property
    def days_late(self) -> int:
        """Days past the last day of the year; 0 while there is time."""
        return max(0, (self.today - last_day(self.year)).days)


def get_new_year(workspace: Workspace) -> NewYear | None:
    """The task as it stands; ``None`` outside December and January, and where the policy has none."""
    today = workspace.clock.today()
    year = year_of_task(today)
    if year is None:
        return None
    with workspace.read() as session:
        if not policy(policy_values(session), NEW_YEAR_TASK):
            return None
        accounts = [one for one in account_queries.list_accounts(session) if not one.is_competitor]
        managers = {one.id: one.name for one in account_queries.list_managers(session)}
        actions = list_actions_of_origin(session, f"{ORIGIN}:{year}:")
    tasks = new_year_tasks((one.id for one in accounts), actions, year)
    lines = (
        NewYearLine(account, task, managers.get(account.manager_id, "") if account.manager_id else "")
        for account, task in zip(accounts, tasks, strict=True)
    )
    return NewYear(today, year, tuple(lines))


def get_new_year_of(workspace: Workspace, account_id: Id) -> NewYearTask | None:
    """The task at one account; ``None`` as ``get_new_year``, and for a competitor. Raises ``NotFound``."""
    year = year_of_task(workspace.clock.today())
    if year is None:
        return None
    with workspace.read() as session:
        if not policy(policy_values(session), NEW_YEAR_TASK):
            return None
        account = account_queries.get_account(session, account_id)
        actions = list_actions_of_origin(session, f"{ORIGIN}:{year}:", account_id)
    return None if account.is_competitor else new_year_tasks([account.id], actions, year)[0]


def new_year_notices(task: NewYearTask | None, today: date) -> tuple[Notice, ...]:
    """What is left of the task at one account, as something to know before going in."""
    if task is None or task.is_done:
        return ()
    late = (today - task.due_on).days
    when = (
        ngettext("{days} day late", "{days} days late", late).format(days=late)
        if late > 0
        else _("by {date}").format(date=format_short_date(task.due_on))
    )
    severity = Severity.WARNING if late > 0 else Severity.INFO
    steps = {
        NewYearStep.GIFT: _("New-Year gift not sent"),
        NewYearStep.DEMAND: _("Next year's demand not asked"),
    }
    return tuple(Notice(severity, told, when) for step, told in steps.items() if task.done_on(step) is None)


def tick_gifts(
    workspace: Workspace, account_ids: Collection[Id], year: int, *, sent: bool = True
) -> ChangeSummary:
    """Note that the gifts to these accounts went off today, or that they did not; as one change."""
    count = len(account_ids)
    label = ngettext("New-Year gift to {count} account", "New-Year gifts to {count} accounts", count)
    with workspace.change("new_year", label.format(count=count)) as change:
        known = account_queries.account_names(change.session)
        there = _written(change.session, year, NewYearStep.GIFT)
        for account_id in dict.fromkeys(account_ids):
            written = there.get(account_id, [])
            if sent and not written and account_id in known:
                _write(change, account_id, year, NewYearStep.GIFT, _("New-Year gift sent"), workspace)
            elif sent and all(one.done_on is None for one in written):
                # Opened again as a task, among the promises.
                for one in written[:1]:
                    change.set("action", one.id, {"done_on": workspace.clock.today()})
            elif not sent:
                for one in written:
                    change.delete("action", one.id)
    return change.summary


def note_demand(workspace: Workspace, account_id: Id, year: int, text: str) -> ChangeSummary:
    """Note what an account answered when asked for its demand of the next year; empty, it was not asked.

    Raises ``NotFound``.
    """
    answer = text.strip()
    with workspace.change("new_year", NewYearStep.DEMAND.label) as change:
        account_queries.get_account(change.session, account_id)
        there = _written(change.session, year, NewYearStep.DEMAND).get(account_id, [])
        if not answer:
            for one in there:
                change.delete("action", one.id)
        elif there:
            # The one that counts; what was opened again, among the promises, is done by this answer.
            told = next((one for one in there if one.done_on is not None), there[0])
            done_on = told.done_on or workspace.clock.today()
            change.set("action", told.id, {"text": answer, "done_on": done_on})
        else:
            _write(change, account_id, year, NewYearStep.DEMAND, answer, workspace)
    return change.summary


def _written(session: ReadingSession, year: int, step: NewYearStep) -> dict[Id, list[Action]]:
    found: dict[Id, list[Action]] = {}
    for action in list_actions_of_origin(session, origin_of(year, step)):
        found.setdefault(action.account_id, []).append(action)
    return found


def _write(
    change: Change, account_id: Id, year: int, step: NewYearStep, text: str, workspace: Workspace
) -> None:
    values = {
        "account_id": account_id,
        "origin": origin_of(year, step),
        "text": text,
        "due_on": last_day(year),
        "done_on": workspace.clock.today(),
    }
    change.create("action", values, step_id(account_id, year, step))
