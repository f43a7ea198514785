"""The findings of an account's influence map, under the rules of the house (2-rules §6)."""

from workbench.domain.influence_findings import Finding, findings_of
from workbench.domain.policies import VERIFIED_DAYS, policy
from workbench.foundation.ids import Id
from workbench.services.influence import read_influence_map
from workbench.storage.queries.policies import policy_values
from workbench.storage.workspace import Workspace


def get_findings(workspace: Workspace, account_id: Id) -> tuple[Finding, ...]:
    """What should not stay so, the most severe first, in a constant number of queries; raises ``NotFound``.

    What is known of a person holds as long as a part of a profile does.
    """
    with workspace.read() as session:
        map = read_influence_map(workspace, session, account_id)
        values = policy_values(session)
    return findings_of(map, verified_days=policy(values, VERIFIED_DAYS))
