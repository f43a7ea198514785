"""What keeps the texts of a template from being used, clause by clause (2-rules §10)."""

from collections.abc import Sequence
from dataclasses import dataclass

from workbench.documents.contract_text import fault_of
from workbench.domain.contract_templates import TemplateClause


@dataclass(frozen=True)
class TemplateFault:
    """A fault in the clause ``key``; the line counts from 1."""

    key: str
    line: int
    message: str
    is_forbidden: bool


def template_faults(clauses: Sequence[TemplateClause]) -> tuple[TemplateFault, ...]:
    """The first fault of each clause, in the order of the clauses."""
    found = []
    for clause in clauses:
        fault = fault_of(clause.text)
        if fault is not None:
            found.append(TemplateFault(clause.key, fault.line, fault.message, fault.is_forbidden))
    return tuple(found)
