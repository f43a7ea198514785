"""What complaints ask of visits: to go soon, and to ask later whether the solution works (2-rules §8)."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from workbench.domain.complaint_progress import ComplaintProgress
from workbench.domain.complaint_states import ComplaintState
from workbench.domain.complaints import ComplaintSeverity
from workbench.domain.periods import PeriodKind, period_of
from workbench.domain.visits import Visit, VisitState

SOON_WORKDAYS = 5
"""Working days within which the customer of a severe or major complaint is to be seen."""
EFFECT_DAYS = 365
"""Days after the solution in which visits ask whether it works."""
_IN_PLACE = (ComplaintState.TO_EVALUATE, ComplaintState.TO_CLOSE, ComplaintState.CLOSED)


@dataclass(frozen=True)
class VisitProposal:
    """See the customer on ``on``: ``visit`` moves there, without one there is a new one.

    ``has_room`` is false where every day in reach is full: the first of them is proposed all the same.
    """

    visit: Visit | None
    on: date
    has_room: bool = True


def needs_visit(progress: ComplaintProgress, visits: Iterable[Visit]) -> bool:
    """Whether the customer should be seen because of this complaint: it is severe or major, its solution is
    not in place, and nobody was there since it came in. ``visits`` are those of the account."""
    complaint = progress.complaint
    return (
        complaint.severity is not ComplaintSeverity.NORMAL
        and progress.is_open
        and progress.state not in _IN_PLACE
        and not any(
            one.state is VisitState.DONE and one.kind.is_on_site and one.on >= complaint.received_on
            for one in visits
        )
    )


def propose_visit(
    visits: Iterable[Visit], free_days: Sequence[date], full_days: Sequence[date], today: date
) -> VisitProposal | None:
    """The next visit, pulled forward to the first free day; ``None`` where it is as soon already.

    Only a visit that is planned and not agreed moves, and none that would leave the period it is owed in or
    its gathering: beside such a one a new visit is proposed. ``full_days`` are days on which one could go but
    that are full, both in order; with neither there is no proposal.
    """
    days, has_room = (free_days, True) if free_days else (full_days, False)
    if not days:
        return None
    ahead = [one for one in visits if one.state.is_open and one.kind.is_on_site and one.on >= today]
    following = min(ahead, key=lambda one: (one.on, one.at, one.id), default=None)
    if following is not None and following.on <= days[0]:
        return None
    if following is None or not _may_move(following, days[0]):
        return VisitProposal(None, days[0], has_room)
    return VisitProposal(following, days[0], has_room)


def asks_effect(progress: ComplaintProgress, today: date) -> bool:
    """Whether a visit should ask if the solution works: it is in place, and nobody has noted that yet."""
    if progress.state not in _IN_PLACE or progress.effect is not None:
        return False
    done = [span.end for stand in progress.steps for span in stand.spans if span.end is not None]
    return bool(done) and (today - max(done)).days <= EFFECT_DAYS


def _may_move(visit: Visit, day: date) -> bool:
    is_free = visit.state is VisitState.PLANNED and visit.gathering_id is None
    return is_free and (not visit.period or visit.period in {period_of(kind, day).key for kind in PeriodKind})
