"""Reading templates of contracts and their versions; what is stored badly reads as an empty text."""

from typing import Any

from sqlalchemy import func, select

from workbench.domain.contract_templates import ContractTemplate, OwnValue, TemplateClause, TemplateVersion
from workbench.domain.contracts import ClauseGroup, ContractKind
from workbench.domain.stored_content import stored_content, stored_rows
from workbench.foundation.errors import NotFound
from workbench.foundation.i18n import _
from workbench.foundation.ids import Id
from workbench.storage.queries.tolerant import known_word
from workbench.storage.session import Session
from workbench.storage.tables.contracts import ContractEntity, ContractTemplateEntity, TemplateVersionEntity

_TEMPLATE = ContractTemplateEntity.__table__.c
_VERSION = TemplateVersionEntity.__table__.c


def list_templates(session: Session) -> list[ContractTemplate]:
    """All templates by name, those no longer used last."""
    query = select(ContractTemplateEntity.__table__).order_by(
        _TEMPLATE.retired_on.is_not(None), _TEMPLATE.name, _TEMPLATE.id
    )
    return [_template(row) for row in session.execute(query)]


def list_template_versions(
    session: Session, template_id: Id | None = None, *, version_id: Id | None = None
) -> dict[Id, list[TemplateVersion]]:
    """The versions by template, the oldest first; two of one number came from two laptops."""
    query = select(TemplateVersionEntity.__table__)
    if template_id is not None:
        query = query.where(_VERSION.template_id == template_id)
    if version_id is not None:
        query = query.where(_VERSION.id == version_id)
    found: dict[Id, list[TemplateVersion]] = {}
    for row in session.execute(query.order_by(_VERSION.number, _VERSION.made_on, _VERSION.id)):
        found.setdefault(Id(row.template_id), []).append(_version(row))
    return found


def get_template(session: Session, template_id: Id) -> ContractTemplate:
    """One template; raises ``NotFound``."""
    query = select(ContractTemplateEntity.__table__).where(_TEMPLATE.id == template_id)
    row = session.execute(query).first()
    if row is None:
        raise NotFound(
            _("This template is not in the file."), hint=_("Look at the list again."), where=template_id.hex()
        )
    return _template(row)


def find_template_version(session: Session, version_id: Id) -> TemplateVersion:
    """One version; raises ``NotFound``."""
    found = list_template_versions(session, version_id=version_id)
    version = next((one for versions in found.values() for one in versions), None)
    if version is None:
        raise NotFound(
            _("This version of a template is not in the file."),
            hint=_("Choose the template again."),
            where=version_id.hex(),
        )
    return version


def get_template_of_version(session: Session, version_id: Id | None) -> ContractTemplate | None:
    """The template that a version belongs to; ``None`` for no version, or one that is gone."""
    query = select(ContractTemplateEntity.__table__).join(
        TemplateVersionEntity.__table__, _VERSION.template_id == _TEMPLATE.id
    )
    row = session.execute(query.where(_VERSION.id == version_id)).first() if version_id else None
    return None if row is None else _template(row)


def template_names(session: Session) -> dict[Id, str]:
    """The name of its template by version."""
    query = select(_VERSION.id, _TEMPLATE.name).join(
        ContractTemplateEntity.__table__, _VERSION.template_id == _TEMPLATE.id
    )
    return {Id(row.id): row.name for row in session.execute(query)}


def count_uses(session: Session) -> dict[Id, int]:
    """How many contracts were made from any version of each template."""
    query = (
        select(_VERSION.template_id, func.count())
        .join(ContractEntity.__table__, ContractEntity.__table__.c.version_id == _VERSION.id)
        .group_by(_VERSION.template_id)
    )
    return {Id(row[0]): row[1] for row in session.execute(query)}


def _template(row: Any) -> ContractTemplate:
    values = dict(row._mapping)
    values["kind"] = known_word(ContractKind, row.kind) or ContractKind.OTHER
    return ContractTemplate(**values)


def _version(row: Any) -> TemplateVersion:
    values = dict(row._mapping)
    values.pop("content")
    stored = stored_content(row.content)
    return TemplateVersion(
        **values,
        clauses=tuple(_clause(item) for item in stored_rows(stored, "clauses")),
        values=tuple(
            OwnValue(str(item.get("name", "")), str(item.get("label", "")))
            for item in stored_rows(stored, "values")
        ),
    )


def _clause(item: dict[str, Any]) -> TemplateClause:
    words = {name: str(item.get(name, "")) for name in ("key", "title", "text")}
    return TemplateClause(
        words["key"],
        known_word(ClauseGroup, item.get("group")) or ClauseGroup.SUBJECT,
        words["title"],
        words["text"],
    )
