"""Why we keep what we keep about people, and what is to be looked at again (5-quality, I8)."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from workbench.domain.accounts import Contact
from workbench.domain.journal import ChangeSummary
from workbench.domain.personal_data import (
    SENSITIVE_FIELDS,
    Concern,
    LawfulBasis,
    PersonalBasis,
    PersonReview,
    Retention,
    basis_id,
    kept_fields,
    review_of,
    to_review,
)
from workbench.domain.policies import (
    PERSONAL_JUDGED_DAYS,
    PERSONAL_LEFT_DAYS,
    PERSONAL_QUIET_DAYS,
    PERSONAL_REVIEW_DAYS,
    policy,
)
from workbench.foundation.errors import BadInput
from workbench.foundation.i18n import _
from workbench.foundation.ids import Id
from workbench.storage.queries import accounts as account_queries
from workbench.storage.queries import personal_data as queries
from workbench.storage.queries.policies import policy_values
from workbench.storage.workspace import Workspace

# Whoever has left is asked about as everybody else where a reason is given for all.
_NEVER = 1_000_000
_EMPTY: dict[str, object] = dict.fromkeys(SENSITIVE_FIELDS, "") | {"birthday": None}


@dataclass(frozen=True)
class PersonGrounds:
    """One person's sensitive fields with their grounds, and what there is to look at."""

    contact: Contact
    fields: tuple[str, ...]
    bases: dict[str, PersonalBasis]
    review: PersonReview
    proposed_review_on: date


@dataclass(frozen=True)
class ReviewLine:
    """A person to review, and the account they are at."""

    review: PersonReview
    account: str


def retention_of(values: Mapping[str, object]) -> Retention:
    """After how many days the policies of a file ask about personal data."""
    return Retention(
        left_days=policy(values, PERSONAL_LEFT_DAYS),
        quiet_days=policy(values, PERSONAL_QUIET_DAYS),
        judged_days=policy(values, PERSONAL_JUDGED_DAYS),
    )


def get_grounds(workspace: Workspace, contact_id: Id) -> PersonGrounds:
    """Why each sensitive field of a person is kept; raises ``NotFound``."""
    today = workspace.clock.today()
    with workspace.read() as session:
        contact = account_queries.get_contact(session, contact_id)
        bases = queries.list_bases(session, contact_id)
        values = policy_values(session)
        last = queries.last_touched(session, today)
    review = review_of(
        contact, bases, today, retention=retention_of(values), last_contact=last.get(contact.account_id)
    )
    return PersonGrounds(
        contact,
        kept_fields(contact),
        {one.field: one for one in bases},
        review,
        today + timedelta(days=policy(values, PERSONAL_REVIEW_DAYS)),
    )


def list_reviews(workspace: Workspace) -> tuple[ReviewLine, ...]:
    """Everyone whose data should be looked at, in a constant number of queries."""
    today = workspace.clock.today()
    with workspace.read() as session:
        contacts = account_queries.list_contacts(session)
        bases = queries.list_bases(session)
        names = account_queries.account_names(session)
        rule = retention_of(policy_values(session))
        last = queries.last_touched(session, today)
    found = to_review(contacts, bases, today, retention=rule, last_contacts=last)
    return tuple(ReviewLine(one, names.get(one.contact.account_id, "")) for one in found)


def save_grounds(
    workspace: Workspace,
    contact_id: Id,
    fields: Sequence[str],
    *,
    basis: LawfulBasis,
    purpose: str,
    review_on: date | None,
) -> ChangeSummary:
    """Give one reason for some fields of a person. Raises ``BadInput`` naming what is missing."""
    ground = _ground(fields, basis, purpose, workspace.clock.today(), review_on)
    with workspace.change("save_grounds", _("Reasons for personal data")) as change:
        account_queries.get_contact(change.session, contact_id)
        for field in fields:
            change.create(
                "personal_basis",
                {**ground, "contact_id": contact_id, "field": field},
                basis_id(contact_id, field),
            )
    return change.summary


def save_grounds_for_all(
    workspace: Workspace, field: str, *, basis: LawfulBasis, purpose: str, review_on: date | None
) -> ChangeSummary:
    """Give one reason for a field of everybody who has none yet. Raises as ``save_grounds``."""
    today = workspace.clock.today()
    ground = _ground([field], basis, purpose, today, review_on)
    with workspace.change("save_grounds", _("Reasons for personal data")) as change:
        contacts = account_queries.list_contacts(change.session)
        reviews = to_review(contacts, queries.list_bases(change.session), today, left_days=_NEVER)
        missing = [one.contact.id for one in reviews if one.concerns.get(field) is Concern.NO_BASIS]
        change.create_many(
            "personal_basis",
            ((basis_id(one, field), {**ground, "contact_id": one, "field": field}) for one in missing),
        )
    return change.summary


def still_needed(workspace: Workspace, contact_id: Id) -> ChangeSummary:
    """What is due for review is still needed: ask again after the usual time."""
    today = workspace.clock.today()
    with workspace.change("save_grounds", _("Personal data reviewed")) as change:
        coming = today + timedelta(days=policy(policy_values(change.session), PERSONAL_REVIEW_DAYS))
        for one in queries.list_bases(change.session, contact_id):
            if one.review_on is not None and one.review_on <= today:
                change.set("personal_basis", one.id, {"review_on": coming, "noted_on": today})
    return change.summary


def clear_fields(workspace: Workspace, contact_id: Id, fields: Iterable[str]) -> ChangeSummary:
    """Take away what is not needed of a person; undo brings it back, so this is no erasure."""
    chosen = list(fields)
    _check_fields(chosen)
    with workspace.change("clear_personal", _("Personal data removed")) as change:
        change.set("contact", contact_id, {field: _EMPTY[field] for field in chosen})
        for one in queries.list_bases(change.session, contact_id):
            if one.field in chosen:
                change.delete("personal_basis", one.id)
    return change.summary


def _ground(
    fields: Sequence[str], basis: LawfulBasis, purpose: str, today: date, review_on: date | None
) -> dict[str, object]:
    """What a reason comes down to, checked."""
    _check_fields(fields)
    if not purpose.strip():
        raise BadInput(
            _("Say what it is needed for."), hint=_("For example: reach the person."), where="purpose"
        )
    if review_on is not None and review_on <= today:
        raise BadInput(_("The day to ask again lies ahead."), hint=_("Give a later day."), where="review_on")
    return {"purpose": purpose.strip(), "basis": basis.value, "noted_on": today, "review_on": review_on}


def _check_fields(fields: Sequence[str]) -> None:
    unknown = [field for field in fields if field not in SENSITIVE_FIELDS]
    if unknown or not fields:
        raise BadInput(
            _("Choose what this is about."),
            hint=_("The fields are: {names}.").format(names=", ".join(SENSITIVE_FIELDS)),
            where="fields",
        )
