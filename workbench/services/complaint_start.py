"""What taking a complaint down begins with, and what is like it while it is typed (2-rules §8)."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from workbench.domain.accounts import Account
from workbench.domain.complaint_repeats import repeats_of
from workbench.domain.complaints import Complaint, ComplaintKind
from workbench.domain.policies import REPEAT_DAYS, policy
from workbench.foundation.ids import Id
from workbench.services.contact_log import start_log
from workbench.services.drafts import NEW_COMPLAINT
from workbench.storage.drafts import find_draft
from workbench.storage.queries.accounts import account_names, list_managers
from workbench.storage.queries.complaints import list_complaints
from workbench.storage.queries.policies import policy_values
from workbench.storage.workspace import Workspace

SHOWN = 3


@dataclass(frozen=True)
class ComplaintStart:
    """The account looked at, accounts dealt with lately, the moment as it is typed, and what was not filed.

    ``managers`` are the names of our people.
    """

    account: Account | None
    recent: tuple[Account, ...]
    on: str
    at: str
    managers: tuple[str, ...] = ()
    draft: Mapping[str, Any] | None = field(default=None, repr=False)


@dataclass(frozen=True)
class SimilarComplaint:
    """A complaint like the one that is typed, and what they have in common in the user's language."""

    complaint: Complaint
    account: str
    reason: str


def start_complaint(workspace: Workspace, subject: Id | None = None) -> ComplaintStart:
    """What to begin with; ``subject`` is the account, visit or complaint that the user looks at."""
    with workspace.read() as session:
        of = {one.id: one.account_id for one in list_complaints(session)} if subject is not None else {}
        managers = tuple(one.name for one in list_managers(session))
        draft = find_draft(session, NEW_COMPLAINT)
    start = start_log(workspace, of.get(subject, subject) if subject is not None else None)
    return ComplaintStart(start.account, start.recent, start.on.isoformat(), start.at, managers, draft)


def similar_complaints(
    workspace: Workspace, account_id: Id, kind: ComplaintKind, product: str
) -> tuple[SimilarComplaint, ...]:
    """Complaints within the days of the policy with something in common, the closest few first."""
    typed = Complaint(Id(bytes(16)), account_id, workspace.clock.today(), kind=kind, product=product)
    with workspace.read() as session:
        days = policy(policy_values(session), REPEAT_DAYS)
        found = repeats_of(typed, list_complaints(session), days)[:SHOWN]
        names = account_names(session)
    return tuple(
        SimilarComplaint(one.complaint, names.get(one.complaint.account_id, ""), one.label) for one in found
    )
