"""Finding accounts, people and what goes on with them through the service."""

import contextlib
import shutil
from pathlib import Path

import pytest

from tests.factories.workspace_files import tampered
from workbench.foundation.clock import Clock
from workbench.foundation.errors import BadInput
from workbench.foundation.ids import Id
from workbench.services.accounts import create_account, delete_account
from workbench.services.contacts import save_contact
from workbench.services.exchange import export_workspace, merge_files
from workbench.services.history import undo
from workbench.services.person_erasure import erase_person
from workbench.services.search import accounts_found, search
from workbench.services.workspaces import new_workspace, open_workspace
from workbench.storage.cipher import SEALED
from workbench.storage.engine import connect
from workbench.storage.workspace import Workspace

FORMATS = Path(__file__).parents[1] / "storage" / "formats"
# What the index keeps of 欧阳鹤鸣: whole words are written without what they share with those before them.
TRACES = [word.encode() for word in ("鸣", "乓", "heming")]


def test_an_account_is_found_as_long_as_it_is_there(workspace: Workspace) -> None:
    create_account(workspace, {"code": "K1", "name": "华为技术"})
    (hit,) = search(workspace, "hwjs")
    assert hit.label == "华为技术"
    delete_account(workspace, hit.id)
    assert search(workspace, "hwjs") == ()
    undo(workspace)
    assert [found.id for found in search(workspace, "华为")] == [hit.id]


def test_nothing_is_found_for_nothing(workspace: Workspace) -> None:
    assert search(workspace, "  ") == ()
    with pytest.raises(BadInput):
        search(workspace, "x", 0)


def test_a_list_is_filtered_by_accounts_and_their_people(workspace: Workspace) -> None:
    for name in ("华为技术", "中兴通讯"):
        create_account(workspace, {"name": name})
    (account,) = search(workspace, "中兴")
    save_contact(workspace, account.id, {"name": "王军"})
    assert accounts_found(workspace, "wangj", 10) == {account.id}
    assert accounts_found(workspace, "zxtx", 10) == {account.id}
    assert accounts_found(workspace, " ", 10) == frozenset()


def test_a_file_indexed_by_other_rules_is_indexed_anew_when_it_is_opened(
    workspace: Workspace, clock: Clock
) -> None:
    create_account(workspace, {"code": "K1", "name": "华为技术"})
    path = workspace.path
    workspace.close()
    with tampered(path) as connection:
        connection.execute("INSERT INTO search_index(search_index) VALUES ('delete-all')")
        connection.execute("UPDATE workspace_info SET value = '1' WHERE name = 'search_words'")
    with contextlib.closing(open_workspace(path, clock=clock, author="Li Lei")) as opened:
        assert [hit.label for hit in search(opened, "华为")] == ["华为技术"]
    before = path.read_bytes()
    open_workspace(path, clock=clock, author="Li Lei").close()
    assert path.read_bytes() == before


@pytest.mark.parametrize("number", [1, 2])
def test_accounts_of_an_older_format_are_found(tmp_path: Path, clock: Clock, number: int) -> None:
    path = tmp_path / "old.workbench"
    shutil.copyfile(FORMATS / f"{number}.workbench", path)
    with contextlib.closing(open_workspace(path, clock=clock, author="Li Lei")) as opened:
        assert len(search(opened, "kehu")) == 12


def traces_in(path: Path) -> list[bytes]:
    """What of the person stands in any page of the index, crossed out or not."""
    with contextlib.closing(connect(path, SEALED)) as connection:
        blocks = connection.execute("SELECT block FROM search_index_data").fetchall()
    return [trace for trace in TRACES if any(trace in block for (block,) in blocks)]


def add_person(workspace: Workspace) -> Id:
    create_account(workspace, {"code": "K1", "name": "华为技术"})
    (account,) = search(workspace, "华为")
    values = {"name": "欧阳鹤鸣", "email": "heming@example.cn", "note": "喜欢乒乓"}
    save_contact(workspace, account.id, values)
    (person,) = search(workspace, "欧阳")
    return person.id


def test_of_an_erased_person_nothing_stays_in_the_index(workspace: Workspace) -> None:
    person = add_person(workspace)
    save_contact(workspace, search(workspace, "华为")[0].id, {"name": "李明"})
    assert traces_in(workspace.path) == TRACES
    erase_person(workspace, person)
    assert traces_in(workspace.path) == []
    assert search(workspace, "欧阳") == ()
    assert [hit.label for hit in search(workspace, "华为")] == ["华为技术"]


def test_of_a_person_erased_after_being_deleted_nothing_stays_in_the_index(workspace: Workspace) -> None:
    person = add_person(workspace)
    with workspace.change("delete", "Delete") as change:
        change.delete("contact", person)
    with workspace.change("erase", "Erase") as change:
        change.erase("contact", person)
    assert traces_in(workspace.path) == []


def test_a_person_erased_elsewhere_leaves_the_index_by_the_merge(
    workspace: Workspace, tmp_path: Path, clock: Clock
) -> None:
    person = add_person(workspace)
    first, second = tmp_path / "first.workbench", tmp_path / "second.workbench"
    export_workspace(workspace, first)
    erase_person(workspace, person)
    export_workspace(workspace, second)
    head = new_workspace(tmp_path / "head.workbench", clock=clock, author="Head")
    with contextlib.closing(head):
        merge_files(head, [first])
        assert search(head, "欧阳") != ()
        merge_files(head, [second])
        assert search(head, "欧阳") == ()
        assert traces_in(head.path) == []
