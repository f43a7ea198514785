"""Templates of contracts: versions of clauses in eleven groups, with placeholders (2-rules §10)."""

import json
from collections.abc import Iterable
from dataclasses import asdict, dataclass
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
class OwnValue:
    """A placeholder that a template names beside the vocabulary, with what it is called."""

    name: str
    label: str


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
    values: tuple[OwnValue, ...] = ()

    @property
    def own_labels(self) -> dict[str, str]:
        """What its own placeholders are called, by name."""
        return {one.name: one.label for one in self.values}

    def clause(self, key: str) -> TemplateClause | None:
        """The clause with this key."""
        return next((one for one in self.clauses if one.key == key), None)


def version_json(clauses: Iterable[TemplateClause], values: Iterable[OwnValue] = ()) -> str:
    """The content of a version as it is kept."""
    content = {"clauses": [asdict(one) for one in clauses], "values": [asdict(one) for one in values]}
    return json.dumps(content, ensure_ascii=False)
