"""The library of contract templates: versions that nobody changes, samples that came along (2-rules §10)."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from workbench.domain.contract_templates import ContractTemplate, TemplateClause, TemplateVersion
from workbench.domain.journal import ChangeSummary
from workbench.foundation.ids import Id
from workbench.storage.workspace import Workspace


@dataclass(frozen=True)
class TemplateLine:
    """A template in the library; ``used`` counts the contracts made from any of its versions."""

    template: ContractTemplate
    newest: TemplateVersion | None
    versions: int
    used: int


@dataclass(frozen=True)
class TemplateView:
    """A template with all its versions, the newest first."""

    template: ContractTemplate
    versions: tuple[TemplateVersion, ...]


def list_template_lines(workspace: Workspace) -> tuple[TemplateLine, ...]:
    """The library, those no longer used last."""
    raise NotImplementedError


def get_template_view(workspace: Workspace, template_id: Id) -> TemplateView:
    """One template; raises ``NotFound``."""
    raise NotImplementedError


def add_template(
    workspace: Workspace, values: Mapping[str, Any], clauses: Sequence[TemplateClause] = ()
) -> tuple[Id, ChangeSummary]:
    """A new template (name, language, kind, note) with its first version."""
    raise NotImplementedError


def edit_template(workspace: Workspace, template_id: Id, values: Mapping[str, Any]) -> ChangeSummary:
    """Change name, kind, language or note."""
    raise NotImplementedError


def save_template_version(
    workspace: Workspace, template_id: Id, clauses: Sequence[TemplateClause], note: str = ""
) -> tuple[Id, ChangeSummary]:
    """A new version; each text is checked first. ``NotAllowed`` / ``BadInput`` name clause and line."""
    raise NotImplementedError


def copy_template(workspace: Workspace, template_id: Id, name: str) -> tuple[Id, ChangeSummary]:
    """A template of its own with the newest clauses of this one."""
    raise NotImplementedError


def retire_template(workspace: Workspace, template_id: Id, *, retired: bool = True) -> ChangeSummary:
    """Offer it no longer for new contracts, or offer it again."""
    raise NotImplementedError
