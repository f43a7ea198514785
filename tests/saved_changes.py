"""What was saved, for tests that look at who changed what."""

from workbench.storage.journal import TransactionInfo
from workbench.storage.journal import list_transactions as read_transactions
from workbench.storage.workspace import Workspace


def list_transactions(workspace: Workspace, limit: int = 200) -> tuple[TransactionInfo, ...]:
    """The saved changes of all devices, the latest first."""
    with workspace.read() as session:
        return tuple(read_transactions(session, limit))
