"""The sample data in parts: each manager's file holds all that is theirs, and stands by itself."""

from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from workbench.domain.scopes import Scope
from workbench.foundation.clock import FixedClock
from workbench.foundation.ids import Id
from workbench.services.sample_data import ANCHOR, load_sample
from workbench.storage.backup import export_file
from workbench.storage.check import check_journal
from workbench.storage.files import create_workspace, open_workspace
from workbench.storage.merge import merge_file
from workbench.storage.schema import schema
from workbench.storage.workspace import Workspace

CLOCK = FixedClock(ANCHOR)
NEED_AN_ACCOUNT = sorted(
    (entity, reference.column)
    for entity, shape in schema().items()
    for reference in shape.references
    if reference.target == "account" and not reference.nullable and reference.column == "account_id"
)


@pytest.fixture(scope="module")
def sample(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Workspace]:
    workspace = load_sample(tmp_path_factory.mktemp("sample") / "head.workbench", clock=CLOCK)
    with closing(workspace):
        yield workspace


@pytest.fixture(scope="module")
def parts(sample: Workspace, tmp_path_factory: pytest.TempPathFactory) -> dict[Id, Path]:
    """A file for each manager."""
    folder = tmp_path_factory.mktemp("parts")
    files = {}
    for (manager,) in rows(sample, "SELECT id FROM manager"):
        files[Id(manager)] = folder / f"{manager.hex()}.workbench"
        export_file(sample, files[Id(manager)], scope=Scope(manager_ids=frozenset((Id(manager),))))
    return files


def rows(workspace: Workspace, query: str, *parameters: object) -> list[tuple[bytes, ...]]:
    with workspace.read() as session:
        return [tuple(row) for row in session.connection().exec_driver_sql(query, parameters)]


def tables(workspace: Workspace) -> dict[str, list[tuple[bytes, ...]]]:
    return {name: sorted(rows(workspace, f"SELECT * FROM {name}"), key=repr) for name in (*schema(), "sale")}


def findings(workspace: Workspace) -> list[str]:
    with workspace.read() as session:
        return [finding.message for finding in check_journal(session)]


def test_each_managers_file_holds_every_row_of_theirs_and_of_others_nothing(
    sample: Workspace, parts: dict[Id, Path], tmp_path: Path
) -> None:
    of_manager = "SELECT id FROM account WHERE ? IN (manager_id, second_manager_id)"
    assert len(parts) == 3
    for manager, path in parts.items():
        here = tmp_path / path.name
        here.write_bytes(path.read_bytes())
        with closing(open_workspace(here, clock=CLOCK, author="Rep")) as part:
            assert findings(part) == []
            theirs = {row[0] for row in rows(sample, of_manager, manager)}
            assert {row[0] for row in rows(part, of_manager, manager)} == theirs
            for entity, column in NEED_AN_ACCOUNT:
                query = f"SELECT * FROM {entity} WHERE {column} IN ({of_manager})"
                found = sorted(rows(part, f"SELECT * FROM {entity}"), key=repr)
                assert found == sorted(rows(sample, query, manager), key=repr), entity
            people = {row[0] for row in rows(part, "SELECT id FROM contact")}
            for entity in ("map_place", "phase_attitude", "personal_basis", "contact_tie"):
                query = f"SELECT * FROM {entity} ORDER BY id"
                own = [row for row in rows(sample, query) if people & set(row)]
                assert rows(part, query) == own
            for entity in ("complaint_event", "contract_event", "plan_measure", "service_commitment"):
                (needed,) = (one for one in schema()[entity].references if not one.nullable)
                query = f"SELECT * FROM {entity} ORDER BY id"
                parents = {row[0] for row in rows(part, f"SELECT id FROM {needed.target}")}
                assert rows(part, query) == [row for row in rows(sample, query) if parents & set(row)]


def test_the_parts_add_nothing_to_the_whole_and_together_are_every_account(
    sample: Workspace, parts: dict[Id, Path], tmp_path: Path
) -> None:
    before = tables(sample)
    with closing(create_workspace(tmp_path / "new.workbench", clock=CLOCK, author="New")) as new:
        for path in parts.values():
            assert merge_file(sample, path).new == 0
            assert merge_file(new, path).new > 0
            assert merge_file(new, path).new == 0
        assert tables(sample) == before
        assert findings(new) == []
        for entity in ("account", "contact", "visit", "complaint", "contract", "sale"):
            assert tables(new)[entity] == before[entity]
        whole = tmp_path / "whole.workbench"
        export_file(sample, whole)
        merge_file(new, whole)
        assert tables(new) == before
        assert rows(new, "SELECT * FROM journal_part") == []


def test_a_head_returns_what_was_changed_and_no_more(
    sample: Workspace, parts: dict[Id, Path], tmp_path: Path
) -> None:
    first, second = list(parts)[:2]
    files = [tmp_path / name for name in ("rep.workbench", "head.workbench", "back.workbench")]
    files[0].write_bytes(parts[first].read_bytes())
    rep = open_workspace(files[0], clock=CLOCK, author="Rep")
    head = create_workspace(files[1], clock=CLOCK, author="Head")
    with closing(rep), closing(head):
        for path in (parts[first], parts[second]):
            merge_file(head, path)
        mine = "SELECT id FROM account WHERE manager_id = ? ORDER BY id"
        given, kept = (Id(row[0]) for row in rows(head, mine, first)[:2])
        ((visit,), *_more) = rows(head, "SELECT id FROM visit WHERE account_id = ?", kept)
        with head.change("head", "What the head decided") as change:
            change.set("account", given, {"manager_id": second})
            change.create("policy", {"name": "workdays", "value": {"saturday": True}})
            change.delete("visit", Id(visit))
        export_file(head, files[2], scope=Scope(manager_ids=frozenset((first,))))
        before = {name: len(found) for name, found in tables(rep).items()}
        merge_file(rep, files[2])
        after = {name: len(found) for name, found in tables(rep).items()}
        assert rows(rep, "SELECT manager_id FROM account WHERE id = ?", given) == [(second,)]
        assert rows(rep, "SELECT name FROM policy WHERE name = 'workdays'")
        assert rows(rep, "SELECT 1 FROM visit WHERE id = ?", visit) == []
        changed = {name: after[name] - before[name] for name in before if after[name] != before[name]}
        assert changed.pop("policy") == 1
        assert changed.pop("visit") == -1
        assert all(count < 0 for count in changed.values())  # what went with the visit
        assert findings(rep) == []
        assert merge_file(head, files[0]).new == 0
