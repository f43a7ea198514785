"""Choosing what goes into a file for others: from words, and how much it is."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from workbench.domain.scopes import Scope
from workbench.foundation.errors import BadInput, NotFound
from workbench.foundation.i18n import _
from workbench.foundation.ids import Id
from workbench.services.returning import managers_named
from workbench.storage.queries import accounts as queries
from workbench.storage.workspace import Workspace


@dataclass(frozen=True)
class ScopeChoices:
    """What a scope may name: our people and segments with accounts, and the accounts, each by name."""

    managers: tuple[tuple[Id, str], ...]
    segments: tuple[str, ...]
    accounts: tuple[tuple[Id, str], ...]


def list_scope_choices(workspace: Workspace) -> ScopeChoices:
    """What may be chosen, each with the name it is shown by."""
    with workspace.read() as session:
        accounts = queries.list_accounts(session)
        managers = queries.list_managers(session)
    keeping = {one.manager_id for one in accounts} | {one.second_manager_id for one in accounts}
    return ScopeChoices(
        tuple((one.id, one.name) for one in managers if one.id in keeping),
        tuple(sorted({one.segment for one in accounts if one.segment.strip()})),
        tuple((one.id, one.name) for one in accounts),
    )


def count_accounts_in(workspace: Workspace, scope: Scope) -> int:
    """How many accounts a file of this scope will bring with all that belongs to them."""
    with workspace.read() as session:
        accounts = queries.list_accounts(session)
    return sum(
        scope.all_accounts
        or one.id in scope.account_ids
        or bool({one.manager_id, one.second_manager_id} & scope.manager_ids)
        or one.segment in scope.segments
        for one in accounts
    )


def scope_of(
    workspace: Workspace, told: Sequence[str], first: date | None = None, last: date | None = None
) -> Scope:
    """The scope of ``manager=NAME``, ``segment=NAME`` and ``account=CODE`` together.

    Raises ``BadInput`` for words that say something else, ``NotFound`` for names and codes nobody has.
    """
    managers: set[Id] = set()
    segments: set[str] = set()
    accounts: set[Id] = set()
    for one in told:
        what, sign, which = (part.strip() for part in one.partition("="))
        if not sign or not which or what not in ("manager", "segment", "account"):
            raise BadInput(
                _("“{text}” names no part of the file.").format(text=one),
                hint=_("Write manager=NAME, segment=NAME or account=CODE."),
                where="scope",
            )
        if what == "manager":
            managers.update(managers_named(workspace, [which]))
        elif what == "segment":
            segments.add(_segment(workspace, which))
        else:
            accounts.add(_account(workspace, which))
    return Scope(frozenset(managers), frozenset(segments), frozenset(accounts), first, last)


def _segment(workspace: Workspace, name: str) -> str:
    known = list_scope_choices(workspace).segments
    found = [one for one in known if one.casefold() == name.casefold()]
    if not found:
        raise NotFound(
            _("No account is of the segment {name}.").format(name=name),
            hint=_("There are: {names}.").format(names=", ".join(known[:10])) if known else "",
            where="scope",
        )
    return found[0]


def _account(workspace: Workspace, code: str) -> Id:
    with workspace.read() as session:
        accounts = queries.list_accounts(session)
    found = [one.id for one in accounts if one.code.casefold() == code.casefold()]
    if not found:
        raise NotFound(_("There is no account with the code {code}.").format(code=code), where="scope")
    return found[0]
