"""When an account cannot be visited: spans of its production calendar (2-rules §7.2)."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from workbench.domain.absences import Closure
from workbench.domain.journal import ChangeSummary
from workbench.domain.visits import Visit
from workbench.foundation.errors import BadInput
from workbench.foundation.i18n import _
from workbench.foundation.ids import Id
from workbench.storage.queries import accounts as account_queries
from workbench.storage.queries.absences import list_closures
from workbench.storage.queries.visits import list_visits
from workbench.storage.workspace import Workspace

LONGEST_DAYS = 366


@dataclass(frozen=True)
class Closures:
    """The closed days of an account from ``today`` on, and earlier ones; ``hit`` are open visits on them."""

    today: date
    ahead: tuple[Closure, ...]
    past: tuple[Closure, ...]
    hit: tuple[Visit, ...]


def get_closures(workspace: Workspace, account_id: Id) -> Closures:
    """The closed days of an account, in order."""
    today = workspace.clock.today()
    with workspace.read() as session:
        found = list_closures(session, account_id)
        visits = _open_visits(list_visits(session, account_id=account_id), today)
    ahead = tuple(one for one in found if one.span.end >= today)
    hit = tuple(one for one in visits if any(one.on in closure.span for closure in ahead))
    return Closures(today, ahead, tuple(one for one in found if one.span.end < today), hit)


def save_closure(
    workspace: Workspace,
    account_id: Id,
    start: date,
    end: date,
    reason: str = "",
    closure_id: Id | None = None,
) -> ChangeSummary:
    """Note a closed span, both days included, or change one. Planned visits stay (``Closures.hit``).

    Raises ``BadInput`` naming the field, and ``NotFound``.
    """
    if end < start:
        raise BadInput(_("The last day lies before the first."), where="ends_on")
    if (end - start).days >= LONGEST_DAYS:
        raise BadInput(_("This is longer than a year."), hint=_("Check the years."), where="ends_on")
    values = {"starts_on": start, "ends_on": end, "reason": reason.strip()}
    with workspace.change("save_closure", _("Closed days")) as change:
        if closure_id is None:
            account_queries.get_account(change.session, account_id)
            change.create("closure", {**values, "account_id": account_id})
        else:
            change.set("closure", closure_id, values)
    return change.summary


def delete_closure(workspace: Workspace, closure_id: Id) -> ChangeSummary:
    """Let the account be visited on these days again."""
    with workspace.change("delete_closure", _("Delete closed days")) as change:
        change.delete("closure", closure_id)
    return change.summary


def _open_visits(visits: Iterable[Visit], today: date) -> list[Visit]:
    return [one for one in visits if one.state.is_open and one.on >= today]
