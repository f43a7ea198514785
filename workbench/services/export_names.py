"""What a file for others is called, and its scope in words."""

import re
from collections.abc import Sequence

from workbench.domain.scopes import WHOLE, Scope
from workbench.foundation.i18n import _, clauses, format_date, format_number, ngettext
from workbench.storage.queries import accounts as queries
from workbench.storage.workspace import Workspace

# What some system or other does not allow in the name of a file; FAT is the strictest.
_NO_FILE_NAME = re.compile(r'[\x00-\x1f\x7f<>:"/\\|?*\ud800-\udfff]')
_LONGEST_BYTES = 120
_NAMES_TOLD = 3


def proposed_export_name(workspace: Workspace, scope: Scope = WHOLE, recipients: Sequence[str] = ()) -> str:
    """A name for an export that sorts by person and week: ``张蔚-2026-W46.workbench``.

    What is in it, and the names of ``recipients``, follow: ``张蔚-2026-W46-王强-to-总部.workbench``.
    """
    year, week, _day = workspace.clock.today().isocalendar()
    parts = [_plain(workspace.author) or workspace.path.stem, f"{year}-W{week:02}"]
    parts += [_short(told) for told in _chosen(workspace, scope)[:1]]
    if recipients:
        parts.append(f"to-{_short(recipients[0])}" if len(recipients) == 1 else f"to-{len(recipients)}")
    return "-".join(part for part in parts if part) + workspace.path.suffix


def scope_words(workspace: Workspace, scope: Scope) -> str:
    """What is in scope, for people: managers, segments, accounts by name, and days; empty for everything."""
    if scope.is_whole:
        return ""
    told = list(_chosen(workspace, scope))
    if scope.first or scope.last:
        first = format_date(scope.first) if scope.first else _("the beginning")
        last = format_date(scope.last) if scope.last else _("today")
        told.append(_("visits, contact log and sales from {first} to {last}").format(first=first, last=last))
    return clauses(*told)


def _chosen(workspace: Workspace, scope: Scope) -> list[str]:
    """Managers, segments and accounts of a scope by name, each kind as one text."""
    if scope.all_accounts:
        return []
    with workspace.read() as session:
        managers = [one.name for one in queries.list_managers(session) if one.id in scope.manager_ids]
        named = sorted(scope.account_ids)[:_NAMES_TOLD]
        accounts = [one.name for one in queries.list_accounts(session, named)]
    count = len(scope.account_ids)
    several = ngettext("{count} account", "{count} accounts", count).format(count=format_number(count))
    return [
        text
        for text in (
            ", ".join(managers),
            ", ".join(sorted(scope.segments)),
            several if count > _NAMES_TOLD else ", ".join(accounts),
        )
        if text
    ]


def _plain(text: str) -> str:
    return _NO_FILE_NAME.sub("", text).strip(" .")


def _short(text: str) -> str:
    plain = _plain(" ".join(text.split())).encode()[: _LONGEST_BYTES // 2]
    return plain.decode(errors="ignore").strip(" .")
