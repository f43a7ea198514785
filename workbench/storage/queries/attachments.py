"""Reading what files are kept with accounts; what is in them is read by ``storage.attachments``."""

from typing import Any

from sqlalchemy import Select, select

from workbench.domain.attachments import Attachment
from workbench.foundation.errors import NotFound
from workbench.foundation.i18n import _
from workbench.foundation.ids import Id
from workbench.storage.session import Session
from workbench.storage.tables.attachments import AttachmentContent, AttachmentEntity

_FILE = AttachmentEntity.__table__.c
_CONTENT = AttachmentContent.__table__.c


def list_attachments(
    session: Session,
    account_id: Id | None = None,
    contact_id: Id | None = None,
    *,
    complaint_id: Id | None = None,
    service_id: Id | None = None,
    contract_id: Id | None = None,
) -> list[Attachment]:
    """Files of an account, of what is named of it, or all; the latest first."""
    of = {
        "account_id": account_id,
        "contact_id": contact_id,
        "complaint_id": complaint_id,
        "service_id": service_id,
        "contract_id": contract_id,
    }
    query = _chosen().where(*(_FILE[name] == value for name, value in of.items() if value is not None))
    return [
        _attachment(row) for row in session.execute(query.order_by(_FILE.added_on.desc(), _FILE.id.desc()))
    ]


def get_attachment(session: Session, attachment_id: Id) -> Attachment:
    """The file's record; raises ``NotFound``."""
    row = session.execute(_chosen().where(_FILE.id == attachment_id)).first()
    if row is None:
        raise NotFound(
            _("This file is not kept here (any more)."),
            hint=_("Someone may have deleted it. Look at the list again."),
            where=attachment_id.hex(),
        )
    return _attachment(row)


def _chosen() -> Select[Any]:
    joined = AttachmentEntity.__table__.outerjoin(
        AttachmentContent.__table__, _CONTENT.sha256 == _FILE.sha256
    )
    return select(AttachmentEntity.__table__, _CONTENT.sha256.label("content")).select_from(joined)


def _attachment(row: Any) -> Attachment:
    values = dict(row._mapping)
    values["has_content"] = values.pop("content") is not None
    values["size"] = max(row.size, 0)
    return Attachment(**values)
