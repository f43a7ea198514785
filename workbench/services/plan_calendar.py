"""How many visits a year of an account asks for, month by month (2-rules §7.2, §17)."""

from datetime import date

from workbench.domain.slots import slots_of
from workbench.foundation.ids import Id
from workbench.storage.queries import frequencies
from workbench.storage.queries.accounts import get_account
from workbench.storage.workspace import Workspace


def required_by_month(workspace: Workspace, account_id: Id, year: int) -> tuple[int, ...]:
    """What the rules ask for in each month, counted by the middle of each slot; raises ``NotFound``."""
    with workspace.read() as session:
        account = get_account(session, account_id)
        book = frequencies.load_rulebook(session, account_id)
    counts = [0] * 12
    for slots in slots_of(account, book, date(year, 1, 1), date(year, 12, 31)):
        for slot in slots:
            if slot.middle_on.year == year:
                counts[slot.middle_on.month - 1] += 1
    return tuple(counts)
