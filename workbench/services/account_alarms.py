"""The alarms of each account in the account list (2-rules §12)."""

from collections.abc import Mapping
from dataclasses import replace

from workbench.domain.alarms import Severity
from workbench.foundation.ids import Id
from workbench.services.account_list import AccountLine, AccountList
from workbench.services.alarms import list_alarms
from workbench.storage.workspace import Workspace


def with_alarms(workspace: Workspace, found: AccountList) -> AccountList:
    """The same list with how many alarms each account has, new and acknowledged."""
    counts: dict[Id, dict[Severity, int]] = {}
    for line in list_alarms(workspace).alarms:
        own = counts.setdefault(line.alarm.account_id, dict.fromkeys(Severity, 0))
        own[line.alarm.severity] += 1
    none = dict.fromkeys(Severity, 0)
    lines = tuple(_with(line, counts.get(line.id, none)) for line in found.lines)
    return replace(found, lines=lines)


def as_before(found: AccountList, before: AccountList | None) -> AccountList:
    """The same list with what was known ``before`` of overdue visits and alarms, until that is read anew.

    Else a list that shows only those would be empty for as long as that takes, and nothing in it chosen.
    """
    known = {line.id: line for line in before.lines} if before is not None else {}
    lines = tuple(_like(line, known[line.id]) if line.id in known else line for line in found.lines)
    return replace(found, lines=lines)


def _like(line: AccountLine, before: AccountLine) -> AccountLine:
    return replace(
        line,
        late_days=before.late_days,
        late_on=before.late_on,
        late_why=before.late_why,
        severe=before.severe,
        warnings=before.warnings,
        alarm_notes=before.alarm_notes,
    )


def _with(line: AccountLine, counts: Mapping[Severity, int]) -> AccountLine:
    return replace(
        line,
        severe=counts[Severity.SEVERE],
        warnings=counts[Severity.WARNING],
        alarm_notes=counts[Severity.NOTE],
    )
