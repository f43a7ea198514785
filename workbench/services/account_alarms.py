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


def _with(line: AccountLine, counts: Mapping[Severity, int]) -> AccountLine:
    return replace(
        line,
        severe=counts[Severity.SEVERE],
        warnings=counts[Severity.WARNING],
        alarm_notes=counts[Severity.NOTE],
    )
