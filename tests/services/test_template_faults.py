"""What is wrong with the clauses of a template is told clause by clause."""

from workbench.domain.contract_templates import TemplateClause
from workbench.domain.contract_vocabulary import ClauseGroup
from workbench.services.template_faults import template_faults


def clause(key: str, text: str) -> TemplateClause:
    return TemplateClause(key, ClauseGroup.SUBJECT, key, text)


def test_each_clause_tells_its_first_fault_with_its_line_and_whole_ones_nothing() -> None:
    found = template_faults(
        [
            clause("whole", "The buyer is {{ buyer_name }}."),
            clause("slip", "First line\n{{ buyer_name"),
            clause("forbidden", "{{ buyer_name.__class__ }}"),
        ]
    )
    assert [(one.key, one.line) for one in found] == [("slip", 2), ("forbidden", 1)]
    assert [one.is_forbidden for one in found] == [False, True]
    assert all(one.message for one in found)
