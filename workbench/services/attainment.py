"""How much of what the frequency policy required has been done (2-rules §7.2 "Attainment")."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from workbench.domain.accounts import Account, Manager
from workbench.domain.attainment import Attainment, Score, SlotState, attainment, slot_states
from workbench.domain.attainment_board import BoardRow, Grouping, board
from workbench.foundation.errors import BadInput
from workbench.foundation.i18n import _
from workbench.foundation.ids import Id
from workbench.services.planning import load_policy
from workbench.storage.workspace import Workspace


@dataclass(frozen=True)
class AttainmentReport:
    """The scores of a range as known today, with the accounts they speak of."""

    result: Attainment
    accounts: Mapping[Id, Account]


@dataclass(frozen=True)
class AttainmentBoard:
    """The scores of a range by every grouping, and the required visits they are made of.

    ``never_visited`` are the overdue ones at accounts that nobody has visited yet: Today does not count them.
    """

    total: Score
    overdue: int
    never_visited: int
    rows: Mapping[Grouping, tuple[BoardRow, ...]]
    states: tuple[SlotState, ...] = field(repr=False)
    accounts: Mapping[Id, Account] = field(repr=False)
    managers: Mapping[Id, Manager] = field(repr=False)


def attainment_board(
    workspace: Workspace, start: date, end: date, manager_id: Id | None = None
) -> AttainmentBoard:
    """Everything the attainment page shows, of one person or of all; a constant number of queries."""
    today = workspace.clock.today()
    known = load_policy(workspace, start, end)
    kept = [one for one in known.accounts.values() if manager_id in (None, one.manager_id)]
    states = tuple(slot_states(kept, known.rulebook, known.visits, start, end, today))
    rows = {grouping: board(grouping, kept, states, known.visits, start, end, today) for grouping in Grouping}
    by_person = rows[Grouping.PERSON]
    begun = {visit.account_id for visit in known.visits if visit.on < today}
    return AttainmentBoard(
        total=sum((row.score for row in by_person), Score()),
        overdue=sum(row.overdue for row in by_person),
        never_visited=sum(1 for one in states if one.is_late and one.slot.account_id not in begun),
        rows=rows,
        states=states,
        accounts=known.accounts,
        managers=known.managers,
    )


def measure_attainment(workspace: Workspace, start: date, end: date) -> AttainmentReport:
    """Required and done visits from ``start`` to ``end``; raises ``BadInput`` for a range upside down."""
    if end < start:
        raise BadInput(_("The last day lies before the first."), where="end")
    known = load_policy(workspace, start, end)
    result = attainment(
        known.accounts.values(),
        known.rulebook,
        known.visits,
        start,
        end,
        workspace.clock.today(),
    )
    return AttainmentReport(result, known.accounts)
