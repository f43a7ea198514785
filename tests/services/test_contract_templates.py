"""The library of templates: versions that stay, hostile texts, files of older versions."""

from pathlib import Path

import pytest

from tests.services.conftest import TODAY
from tests.services.contract_world import SALE, A, add_parties
from workbench.documents.contract_text import names_in
from workbench.domain.contract_templates import TemplateClause
from workbench.domain.contract_vocabulary import BY_NAME
from workbench.domain.contracts import ClauseGroup
from workbench.foundation.clock import FixedClock
from workbench.foundation.errors import BadInput, NotAllowed
from workbench.services.contract_samples import SAMPLES, sample_id
from workbench.services.contract_templates import (
    add_template,
    copy_template,
    delete_template,
    edit_template,
    get_template_view,
    list_template_lines,
    retire_template,
    save_template_version,
)
from workbench.services.contract_view import get_contract_view
from workbench.services.contracts import draft_contract, save_value
from workbench.services.workspaces import open_workspace
from workbench.storage.workspace import Workspace


def clause(text: str, key: str = "subject", title: str = "Subject") -> TemplateClause:
    return TemplateClause(key, ClauseGroup.SUBJECT, title, text)


def test_a_new_file_has_the_samples_with_all_groups_and_known_placeholders(workspace: Workspace) -> None:
    lines = list_template_lines(workspace)
    assert {one.template.id for one in lines} == {sample_id(name) for name in SAMPLES}
    for line in lines:
        assert line.template.is_sample
        assert line.newest is not None
        assert {one.group for one in line.newest.clauses} == set(ClauseGroup)
        assert {name for one in line.newest.clauses for name in names_in(one.text)} <= set(BY_NAME)


def test_each_save_is_a_version_and_contracts_keep_theirs(workspace: Workspace) -> None:
    add_parties(workspace)
    template, _summary = add_template(workspace, {"name": "Ours", "language": "en"}, [clause("One.")])
    first = get_template_view(workspace, template).versions[0]
    contract_id, _summary = draft_contract(workspace, A, {}, first.id)
    save_template_version(workspace, template, [clause("Two {{ shelf_metres }}.")], "More")
    view = get_template_view(workspace, template)
    assert [one.number for one in view.versions] == [2, 1]
    assert view.versions[1] == first
    assert [one.name for one in view.versions[0].values] == ["shelf_metres"]
    found = get_contract_view(workspace, contract_id)
    assert found.clauses[0].clause.text == "One."
    assert [one.key for one in found.news] == ["subject"]
    assert next(one for one in list_template_lines(workspace) if one.template.id == template).used == 1
    with pytest.raises(NotAllowed):
        save_template_version(workspace, template, [clause("Two {{ shelf_metres }}.")])
    with pytest.raises(NotAllowed):
        delete_template(workspace, template)


def test_a_value_of_the_templates_own_is_asked_for_by_its_name(workspace: Workspace) -> None:
    add_parties(workspace)
    template, _summary = add_template(workspace, {"name": "Ours"}, [clause("Shelf: {{ shelf_metres }} m")])
    copied, _summary = copy_template(workspace, template, "Copy")
    version = get_template_view(workspace, copied).versions[0]
    contract_id, _summary = draft_contract(workspace, A, {}, version.id)
    assert [one.label for one in get_contract_view(workspace, contract_id).missing] == ["shelf metres"]
    save_value(workspace, contract_id, "shelf_metres", "3")
    view = get_contract_view(workspace, contract_id)
    assert view.clauses[0].parts[0].source == "Shelf: 3 m"


@pytest.mark.parametrize(
    "text",
    [
        "{{ ''.__class__ }}",
        "{{ account.__init__ }}",
        "{% for i in x %}{% endfor %}",
        "{% include 'a' %}",
        "{{ range(9) }}",
        "{{ a | attr('b') }}",
        "{{ number",
        "{{ Anzahl }}",
    ],
)
def test_a_hostile_or_broken_text_is_refused_with_its_clause(workspace: Workspace, text: str) -> None:
    with pytest.raises((NotAllowed, BadInput)) as refused:
        add_template(workspace, {"name": "x"}, [clause(text)])
    assert refused.value.where in ("Subject", "subject")


def test_a_hostile_clause_in_a_contract_is_a_fault_and_never_run(workspace: Workspace) -> None:
    add_parties(workspace)
    contract_id, _summary = draft_contract(workspace, A, {}, SALE)
    with workspace.change("test", "test") as change:
        row = get_contract_view(workspace, contract_id).clauses[0].clause.id
        change.set("contract_clause", row, {"text": "{{ ''.__class__.__mro__ }}"})
    view = get_contract_view(workspace, contract_id)
    assert view.clauses[0].parts == ()
    assert view.clauses[0].faults


def test_a_library_is_kept_in_order(workspace: Workspace) -> None:
    template, _summary = add_template(workspace, {"name": "Ours", "language": "zh_CN"})
    assert len(get_template_view(workspace, template).versions[0].clauses) == len(ClauseGroup)
    retire_template(workspace, sample_id("zh_sale"))
    assert list_template_lines(workspace)[-1].template.retired_on == TODAY
    add_parties(workspace)
    with pytest.raises(NotAllowed):
        draft_contract(workspace, A, {}, SALE)
    retire_template(workspace, sample_id("zh_sale"), retired=False)
    copied, _summary = copy_template(workspace, sample_id("zh_sale"), "Copied, and seen by nobody yet")
    assert get_template_view(workspace, copied).template.is_sample
    edit_template(workspace, sample_id("zh_sale"), {"is_sample": False, "name": "购销合同（法务审定）"})
    assert not get_template_view(workspace, sample_id("zh_sale")).template.is_sample
    for where, value in {"name": " ", "kind": "x", "language": "fr", "colour": "red"}.items():
        with pytest.raises(BadInput) as refused:
            add_template(workspace, {"name": "x", where: value})
        assert refused.value.where == where
    for clauses in ([clause("a"), clause("b")], [clause("a", title=" ")], [clause("a", key="")]):
        with pytest.raises(BadInput):
            save_template_version(workspace, template, clauses)


def test_a_file_without_samples_gets_them_when_it_is_opened_and_deleted_ones_stay_away(
    workspace: Workspace, tmp_path: Path
) -> None:
    delete_template(workspace, sample_id("en_supply"))
    path = workspace.path
    workspace.close()
    again = open_workspace(path, clock=FixedClock(TODAY), author="Li Lei")
    try:
        assert len(list_template_lines(again)) == len(SAMPLES) - 1
    finally:
        again.close()
