"""What is decided about people whose data are due for review, many at once: keep, hand out, erase (I8)."""

from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path

from workbench.domain.accounts import Contact
from workbench.domain.attachments import numbered
from workbench.domain.journal import ChangeSummary
from workbench.domain.personal_data import JUDGEMENT, Concern, PersonalBasis, PersonReview, to_review
from workbench.domain.policies import PERSONAL_REVIEW_DAYS, policy
from workbench.foundation.errors import NotFound
from workbench.foundation.i18n import _
from workbench.foundation.ids import Id
from workbench.services.personal_data import retention_of
from workbench.storage.queries import accounts as account_queries
from workbench.storage.queries import personal_data as queries
from workbench.storage.queries.policies import policy_values
from workbench.storage.session import ReadingSession
from workbench.storage.unit_of_work import Change
from workbench.storage.workspace import Workspace

_BY_ITSELF = (Concern.LEFT, Concern.QUIET)


@dataclass(frozen=True)
class Kept:
    """The change, how many people nothing is left to ask about, and how many still need a reason."""

    change: ChangeSummary
    people: int
    without_reason: int


def keep_people(workspace: Workspace, contact_ids: Collection[Id]) -> Kept:
    """What is kept about these people is still needed: ask again after the usual time.

    Judgements count as looked at today. What has no reason yet stays on the list: it needs one.
    """
    today = workspace.clock.today()
    wanted = set(contact_ids)
    with workspace.change("save_grounds", _("Personal data reviewed")) as change:
        values = policy_values(change.session)
        coming = today + timedelta(days=policy(values, PERSONAL_REVIEW_DAYS))
        bases = [one for one in queries.list_bases(change.session) if one.contact_id in wanted]
        by_place = {(one.contact_id, one.field): one for one in bases}
        contacts = [one for one in account_queries.list_contacts(change.session) if one.id in wanted]
        last = queries.last_touched(change.session, today)
        found = to_review(contacts, bases, today, retention=retention_of(values), last_contacts=last)
        lacking = 0
        for review in found:
            lacking += not _keep(change, review, by_place, {"review_on": coming, "noted_on": today})
    return Kept(change.summary, len(found) - lacking, lacking)


def count_due(session: ReadingSession, contacts: Iterable[Contact], today: date) -> int:
    """How many of these people somebody decided about once, and has to again: the day to ask is over, they
    left long ago, or nobody was in touch for long. What has no reason yet, and old judgements, only stand on
    the list: a file that was filled today would say so of everybody.
    """
    people = list(contacts)
    bases = queries.list_bases(session)
    if not bases and not any(one.left_on for one in people):
        return 0
    rule, last = retention_of(policy_values(session)), queries.last_touched(session, today)
    found = to_review(people, bases, today, retention=rule, last_contacts=last)
    return sum(one.pressing in _BY_ITSELF or Concern.DUE in one.concerns.values() for one in found)


def export_people(
    workspace: Workspace,
    contact_ids: Sequence[Id],
    folder: Path,
    on_step: Callable[[int, int], None] = lambda _done, _total: None,
) -> tuple[Path, ...]:
    """An archive for each of these people in ``folder``, never over a file that lies there.

    Raises ``NotFound`` for a folder that is none, and as ``export_person``.
    """
    # Today counts reviews at every start: what writes spreadsheets is loaded where somebody asks for them.
    from workbench.services.person_export import export_person

    if not folder.is_dir():
        raise NotFound(
            _("This folder does not exist."), hint=_("Check the name of the folder."), where=str(folder)
        )
    with workspace.read() as session:
        people = [account_queries.get_contact(session, one) for one in contact_ids]
    taken = {one.name.casefold() for one in folder.iterdir()}
    made = []
    for done, person in enumerate(people):
        on_step(done, len(people))
        name = numbered(f"{person.name}.zip", taken)
        taken.add(name.casefold())
        made.append(export_person(workspace, person.id, folder / name).file)
    on_step(len(people), len(people))
    return tuple(made)


def _keep(
    change: Change,
    review: PersonReview,
    by_place: dict[tuple[Id, str], PersonalBasis],
    renewed: dict[str, object],
) -> bool:
    """Confirm what has a reason; whether everything has one."""
    whole = True
    for field in review.concerns:
        ground = by_place.get((review.contact.id, field))
        if field == JUDGEMENT:
            change.set("contact", review.contact.id, {"influence_verified_on": renewed["noted_on"]})
        elif ground is None or ground.basis is None or not ground.purpose.strip():
            whole = False
        else:
            change.set("personal_basis", ground.id, renewed)
    return whole
