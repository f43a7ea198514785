"""Reading templates of contracts and their versions; what is stored badly reads as an empty text."""

import json
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from workbench.domain.contract_templates import ContractTemplate, TemplateClause, TemplateVersion
from workbench.domain.contracts import ClauseGroup, ContractKind
from workbench.foundation.ids import Id
from workbench.storage.queries.tolerant import known_word
from workbench.storage.tables.contracts import ContractTemplateEntity, TemplateVersionEntity

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


def _template(row: Any) -> ContractTemplate:
    values = dict(row._mapping)
    values["kind"] = known_word(ContractKind, row.kind) or ContractKind.OTHER
    return ContractTemplate(**values)


def _version(row: Any) -> TemplateVersion:
    values = dict(row._mapping)
    return TemplateVersion(
        **{key: value for key, value in values.items() if key != "content"}, clauses=_clauses(row.content)
    )


def _clauses(content: str) -> tuple[TemplateClause, ...]:
    try:
        stored = json.loads(content)["clauses"]
    except (ValueError, TypeError, KeyError):
        return ()
    items = stored if isinstance(stored, list) else []
    return tuple(_clause(item) for item in items if isinstance(item, dict))


def _clause(item: dict[str, Any]) -> TemplateClause:
    words = {name: str(item.get(name, "")) for name in ("key", "title", "text")}
    return TemplateClause(
        words["key"],
        known_word(ClauseGroup, item.get("group")) or ClauseGroup.SUBJECT,
        words["title"],
        words["text"],
    )
