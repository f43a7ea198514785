"""Which visit is made for a duty: everywhere the same, so that two who plan it make one (10-journal)."""

from workbench.domain.duties import DutyKey
from workbench.foundation.ids import Id, free_id, id_text
from workbench.storage.queries.visits import visit_ids
from workbench.storage.session import ReadingSession


class DutyIds:
    """Ids for new visits of duties.

    Where the visit of that id stands, as it does when it came to be another duty's, the next of a series is
    taken; one that was deleted comes back.
    """

    def __init__(self, session: ReadingSession) -> None:
        self._taken = visit_ids(session)

    def take(self, key: DutyKey) -> Id:
        """The id of the visit that is made for the duty ``key``."""
        account_id, kind, period, number = key
        found = free_id(self._taken, "duty_visit", id_text(Id(account_id)), kind, period, str(number))
        self._taken.add(found)
        return found
