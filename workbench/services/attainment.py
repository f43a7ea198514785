"""How much of what the frequency policy required has been done (2-rules §7.2 "Attainment")."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from workbench.domain.accounts import Account
from workbench.domain.attainment import Attainment, attainment
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
