"""Reading service requests, what was promised with them, and the documents they need."""

from dataclasses import fields
from typing import Any

from sqlalchemy import select

from workbench.domain.service_requests import (
    ServiceCommitment,
    ServiceDocument,
    ServiceKind,
    ServiceOutcome,
    ServiceRequest,
)
from workbench.foundation.errors import NotFound
from workbench.foundation.i18n import _
from workbench.foundation.ids import Id
from workbench.storage.queries.tolerant import known_word
from workbench.storage.session import Session
from workbench.storage.tables.service_requests import (
    ServiceCommitmentEntity,
    ServiceDocumentEntity,
    ServiceRequestEntity,
)

_REQUEST = ServiceRequestEntity.__table__.c
_COMMITMENT = ServiceCommitmentEntity.__table__.c
_DOCUMENT = ServiceDocumentEntity.__table__.c
_NAMES = [field.name for field in fields(ServiceRequest)]
_REQUESTS = select(*(_REQUEST[name] for name in _NAMES)).order_by(_REQUEST.completed_on.desc(), _REQUEST.id)
_KIND_AT, _OUTCOME_AT = _NAMES.index("kind"), _NAMES.index("outcome")


def list_service_requests(session: Session, account_id: Id | None = None) -> list[ServiceRequest]:
    """The requests of an account, or all, the latest completed first."""
    query = _REQUESTS
    if account_id is not None:
        query = query.where(_REQUEST.account_id == account_id)
    return [_request(row) for row in session.execute(query)]


def get_service_request(session: Session, request_id: Id) -> ServiceRequest:
    """One request; raises ``NotFound``."""
    row = session.execute(_REQUESTS.where(_REQUEST.id == request_id)).first()
    if row is None:
        raise NotFound(_("This service is not there (any more)."), where=request_id.hex())
    return _request(row)


def list_service_numbers(session: Session) -> list[str]:
    """The numbers that requests bear, the empty ones left out."""
    return list(session.scalars(select(_REQUEST.number).where(_REQUEST.number != "")))


def list_commitments(
    session: Session, request_id: Id | None = None, *, account_id: Id | None = None
) -> dict[Id, list[ServiceCommitment]]:
    """What was promised by request, of one, of an account's, or of all; in its order."""
    query = select(ServiceCommitmentEntity.__table__).order_by(_COMMITMENT.position, _COMMITMENT.id)
    if request_id is not None:
        query = query.where(_COMMITMENT.request_id == request_id)
    if account_id is not None:
        query = query.where(_COMMITMENT.request_id.in_(_of_account(account_id)))
    found: dict[Id, list[ServiceCommitment]] = {}
    for row in session.execute(query):
        found.setdefault(Id(row.request_id), []).append(ServiceCommitment(**row._mapping))
    return found


def list_service_documents(
    session: Session, request_id: Id | None = None, *, account_id: Id | None = None
) -> dict[Id, list[ServiceDocument]]:
    """The documents asked for by request, of one, of an account's, or of all; in their order."""
    query = select(ServiceDocumentEntity.__table__).order_by(_DOCUMENT.position, _DOCUMENT.id)
    if request_id is not None:
        query = query.where(_DOCUMENT.request_id == request_id)
    if account_id is not None:
        query = query.where(_DOCUMENT.request_id.in_(_of_account(account_id)))
    found: dict[Id, list[ServiceDocument]] = {}
    for row in session.execute(query):
        found.setdefault(Id(row.request_id), []).append(ServiceDocument(**row._mapping))
    return found


def get_commitment(session: Session, commitment_id: Id) -> ServiceCommitment:
    """One commitment; raises ``NotFound``."""
    table = ServiceCommitmentEntity.__table__
    row = session.execute(select(table).where(_COMMITMENT.id == commitment_id)).first()
    if row is None:
        raise NotFound(_("This commitment is not there (any more)."), where=commitment_id.hex())
    return ServiceCommitment(**row._mapping)


def _of_account(account_id: Id) -> Any:
    return select(_REQUEST.id).where(_REQUEST.account_id == account_id)


def _request(row: Any) -> ServiceRequest:
    values = list(row)
    values[_KIND_AT] = known_word(ServiceKind, values[_KIND_AT]) or ServiceKind.OTHER
    values[_OUTCOME_AT] = known_word(ServiceOutcome, values[_OUTCOME_AT])
    return ServiceRequest(*values)
