"""Our people who keep accounts: what a day holds for each, and when they are away (2-rules §7.2)."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from workbench.domain.absences import Absence
from workbench.domain.accounts import Manager
from workbench.domain.journal import ChangeSummary
from workbench.domain.policies import DAILY_CALLS, DAILY_VISITS, Policy, policy
from workbench.domain.relationship import Function
from workbench.domain.visits import Visit, VisitState
from workbench.domain.workdays import DateSpan
from workbench.foundation.errors import BadInput, NotFound
from workbench.foundation.i18n import _, format_date
from workbench.foundation.ids import Id, free_id
from workbench.services.planning import load_keepers
from workbench.storage.queries import accounts as account_queries
from workbench.storage.queries.absences import list_absence_rows
from workbench.storage.queries.policies import policy_values
from workbench.storage.queries.visits import list_visits
from workbench.storage.unit_of_work import Change
from workbench.storage.workspace import Workspace

LONGEST_ABSENCE_DAYS = 732
_WHOLE: Mapping[str, Policy[int]] = {"daily_visits": DAILY_VISITS, "daily_calls": DAILY_CALLS}


@dataclass(frozen=True)
class ManagerRow:
    """One of our people, how many accounts they keep, and when they are away, the earliest first."""

    manager: Manager
    accounts: int
    absences: tuple[Absence, ...]


def list_manager_rows(workspace: Workspace) -> tuple[ManagerRow, ...]:
    """All of our people by name, those who left included."""
    with workspace.read() as session:
        managers = account_queries.list_managers(session)
        kept = Counter(account.manager_id for account in account_queries.list_accounts(session))
        absences = list_absence_rows(session)
    return tuple(
        ManagerRow(one, kept[one.id], tuple(away for away in absences if away.manager_id == one.id))
        for one in managers
    )


def add_manager(workspace: Workspace, name: str) -> ChangeSummary:
    """A new person, with the capacity of the house. Raises ``BadInput`` without a name or for a known one."""
    name = _person_name(name)
    with workspace.change("add_manager", _("New person {name}").format(name=name)) as change:
        known = account_queries.list_managers(change.session)
        if any(one.name == name for one in known):
            raise BadInput(
                _("There is already a person of this name."),
                hint=_("Add something that tells the two apart."),
                where="name",
            )
        # The id that an import of the same name would give, so that the two meet in a merge.
        stored = policy_values(change.session)
        places = {field: policy(stored, wanted) for field, wanted in _WHOLE.items()}
        row_id = free_id({one.id for one in known}, "manager", name)
        change.create("manager", {"name": name, **places}, row_id)
    return change.summary


def edit_manager(workspace: Workspace, manager_id: Id, values: Mapping[str, Any]) -> ChangeSummary:
    """Change fields of a person: name, title, function, phone, email, segment, daily_visits, daily_calls,
    weekday_visits (five or seven numbers in a text, Monday first; none for the same every day), active.

    Raises ``BadInput`` naming the field, and ``NotFound``.
    """
    checked = dict(values)
    if "name" in checked:
        checked["name"] = _person_name(str(checked["name"]))
    if "title" in checked:
        checked["title"] = str(checked["title"]).strip()
    for field, bounds in _WHOLE.items():
        if field in checked:
            checked[field] = _whole(checked[field], field, bounds)
    if "weekday_visits" in checked:
        checked["weekday_visits"] = _weekday_visits(str(checked["weekday_visits"]))
    if checked.get("function") and checked["function"] not in set(Function):
        raise BadInput(_("This is no function of a person."), where="function")
    with workspace.change("edit_manager", _("Edit person")) as change:
        change.set("manager", manager_id, checked)
    return change.summary


def add_absence(
    workspace: Workspace, manager_id: Id, starts_on: date, ends_on: date, reason: str = ""
) -> ChangeSummary:
    """Days away, both included. Raises ``BadInput`` for a span that makes no sense, or meets another."""
    with workspace.change("add_absence", _("Absence")) as change:
        span = _checked_span(change, manager_id, starts_on, ends_on)
        values = {
            "manager_id": manager_id,
            "starts_on": span.start,
            "ends_on": span.end,
            "reason": reason.strip(),
        }
        change.create("absence", values)
    return change.summary


def edit_absence(
    workspace: Workspace, absence_id: Id, starts_on: date, ends_on: date, reason: str = ""
) -> ChangeSummary:
    """Other days, or another reason; raises what ``add_absence`` raises, and ``NotFound``."""
    with workspace.change("edit_absence", _("Absence")) as change:
        known = {one.id: one for one in list_absence_rows(change.session)}
        if absence_id not in known:
            raise NotFound(_("This absence is not there (any more)."), where=absence_id.hex())
        manager_id = known[absence_id].manager_id
        span = _checked_span(change, manager_id, starts_on, ends_on, absence_id)
        values = {"starts_on": span.start, "ends_on": span.end, "reason": reason.strip()}
        change.set("absence", absence_id, values)
    return change.summary


def visits_during(workspace: Workspace, manager_id: Id, span: DateSpan) -> tuple[Visit, ...]:
    """The open visits of a person, from today on, that fall into ``span``."""
    first = max(span.start, workspace.clock.today())
    with workspace.read() as session:
        ahead = list_visits(
            session, first=first, last=span.end, states=[VisitState.PLANNED, VisitState.AGREED]
        )
        accounts, _managers = load_keepers(session, workspace.author)
    return tuple(
        visit
        for visit in ahead
        if visit.manager_id == manager_id
        or (
            visit.manager_id is None
            and (account := accounts.get(visit.account_id)) is not None
            and account.manager_id == manager_id
        )
    )


def _checked_span(
    change: Change, manager_id: Id, starts_on: date, ends_on: date, own: Id | None = None
) -> DateSpan:
    if ends_on < starts_on:
        raise BadInput(
            _("The last day lies before the first."), hint=_("Set a later last day."), where="ends_on"
        )
    if (ends_on - starts_on).days >= LONGEST_ABSENCE_DAYS:
        raise BadInput(
            _("This is longer than two years."), hint=_("Mark the person as gone instead."), where="ends_on"
        )
    for other in list_absence_rows(change.session):
        meets = starts_on <= other.span.end and other.span.start <= ends_on
        if other.manager_id == manager_id and other.id != own and meets:
            raise BadInput(
                _("There are days away already from {start} to {end}.").format(
                    start=format_date(other.span.start), end=format_date(other.span.end)
                ),
                hint=_("Change those, or remove them first."),
                where="ends_on",
            )
    return DateSpan(starts_on, ends_on)


def remove_absence(workspace: Workspace, absence_id: Id) -> ChangeSummary:
    """Take an absence back; raises ``NotFound``."""
    with workspace.change("remove_absence", _("Remove absence")) as change:
        change.delete("absence", absence_id)
    return change.summary


def _person_name(name: str) -> str:
    if not name.strip():
        raise BadInput(_("A person needs a name."), hint=_("Type the name."), where="name")
    return name.strip()


def _weekday_visits(text: str) -> list[int]:
    numbers = text.replace(",", " ").replace("，", " ").replace("、", " ").split()
    if not numbers:
        return []
    if len(numbers) not in (5, 7):
        raise BadInput(
            _("Five numbers are needed, Monday to Friday."),
            hint=_("Write such as 4 4 4 4 2, or nothing for the same every day."),
            where="weekday_visits",
        )
    found = [_whole(number, "weekday_visits", DAILY_VISITS) for number in numbers]
    return [*found, 0, 0][:7]


def _whole(value: object, field: str, bounds: Policy[int]) -> int:
    text = str(value).strip()
    try:
        return bounds.read(int(text) if text.isdecimal() else value)
    except BadInput as error:
        raise BadInput(error.message, hint=error.hint, where=field) from error
