"""Reading the policies that were changed from their shipped values."""

from sqlalchemy import select

from workbench.storage.session import Session
from workbench.storage.tables.policies import PolicyEntity

_POLICY = PolicyEntity.__table__.c
_VALUES = select(_POLICY.name, _POLICY.value)


def policy_values(session: Session) -> dict[str, object]:
    """The stored JSON by policy name; ``domain.policies.policy`` reads it."""
    return {row.name: row.value for row in session.execute(_VALUES)}
