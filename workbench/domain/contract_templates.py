"""Templates of contracts: versions of clauses in eleven groups, with placeholders (2-rules §10)."""

from dataclasses import dataclass
from datetime import date

from workbench.domain.contracts import ClauseGroup, ContractKind
from workbench.foundation.ids import Id


@dataclass(frozen=True)
class TemplateClause:
    """One clause. ``key`` stays the same through all versions; ``text`` may hold ``{{ placeholders }}``."""

    key: str
    group: ClauseGroup
    title: str
    text: str


@dataclass(frozen=True)
class ContractTemplate:
    """A template by name. ``language``: that of its text, as ``en`` or ``zh_CN``.

    ``is_sample``: it came with the program and needs a lawyer before it is used.
    """

    id: Id
    name: str
    language: str = ""
    kind: ContractKind = ContractKind.OTHER
    is_sample: bool = False
    retired_on: date | None = None
    note: str = ""


@dataclass(frozen=True)
class TemplateVersion:
    """A template as it was at one time; nobody changes it later."""

    id: Id
    template_id: Id
    number: int
    made_on: date | None = None
    made_by: str = ""
    note: str = ""
    clauses: tuple[TemplateClause, ...] = ()
