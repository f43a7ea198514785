"""The same paper for many accounts: whole or told, cancelled at once, never over another file."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest

from tests.documents.reading import whole_text
from workbench.domain.papers import PaperSize, Profile
from workbench.foundation.errors import BadInput, Cancelled, NotAllowed
from workbench.foundation.i18n import use_language
from workbench.foundation.ids import Id
from workbench.services import batch_papers
from workbench.services.batch_papers import Batch, BatchPaper, print_batch, save_batch
from workbench.storage.workspace import Workspace


def make(workspace: Workspace, entity: str, values: Mapping[str, Any]) -> Id:
    with workspace.change("test", entity) as change:
        return change.create(entity, values)


@pytest.fixture
def accounts(workspace: Workspace) -> list[Id]:
    return [make(workspace, "account", {"code": f"K{n}", "name": f"Account {n}"}) for n in range(3)]


def contacts(workspace: Workspace, ids: list[Id], **kwargs: Any) -> Batch:
    return print_batch(workspace, ids, BatchPaper.CONTACTS, in_language="en", **kwargs)


@pytest.mark.parametrize("paper", BatchPaper)
def test_every_account_gets_a_paper_of_its_own(
    workspace: Workspace, accounts: list[Id], paper: BatchPaper
) -> None:
    batch = print_batch(workspace, accounts[:2], paper, paper_size=PaperSize.LETTER, in_language="en")
    names = [name for name, _paper in batch.papers]
    assert names == [f"K{n} Account {n} {paper.label}.pdf" for n in range(2)]
    for n, (_name, made) in enumerate(batch.papers):
        assert f"Account{n}" in whole_text(made.content)
    assert batch.failed == ()
    assert batch.pages >= 2


def test_what_is_not_for_customers_is_told_for_each_account(workspace: Workspace, accounts: list[Id]) -> None:
    batch = print_batch(workspace, accounts, BatchPaper.PORTFOLIO, profile=Profile.CUSTOMER, in_language="en")
    assert batch.papers == ()
    assert [name for name, _why in batch.failed] == ["Account 0", "Account 1", "Account 2"]


def test_progress_is_told_and_cancel_stops_at_once(workspace: Workspace, accounts: list[Id]) -> None:
    heard = []

    def progress(done: int, total: int) -> None:
        heard.append((done, total))
        if done == 1:
            raise Cancelled("")

    with pytest.raises(Cancelled):
        contacts(workspace, accounts, progress=progress)
    assert heard == [(0, 3), (1, 3)]


def test_one_that_cannot_be_made_is_told_and_the_others_go_on(
    workspace: Workspace, accounts: list[Id], monkeypatch: pytest.MonkeyPatch
) -> None:
    real = batch_papers._makers()[BatchPaper.CONTACTS]

    def broken(workspace: Workspace, account_id: Id, **kwargs: Any) -> Any:
        if account_id == accounts[1]:
            raise BadInput("no paper")
        return real(workspace, account_id, **kwargs)

    monkeypatch.setitem(batch_papers._makers(), BatchPaper.CONTACTS, broken)
    batch = contacts(workspace, accounts)
    assert len(batch.papers) == 2
    assert batch.failed == (("Account 1", "no paper"),)


def test_accounts_of_one_name_keep_their_files_apart(workspace: Workspace) -> None:
    twins = [make(workspace, "account", {"code": "K", "name": "Twin"}) for _n in range(2)]
    names = {name.casefold() for name, _paper in contacts(workspace, twins).papers}
    assert len(names) == 2


def test_a_name_that_no_system_takes_is_made_one(workspace: Workspace, tmp_path: Path) -> None:
    odd = make(workspace, "account", {"code": "../x", "name": 'CON: "a/b"?'})
    assert save_batch(contacts(workspace, [odd]), tmp_path) == 1
    (written,) = tmp_path.glob("*.pdf")
    assert written.parent == tmp_path


def test_a_file_that_lies_there_is_never_written_over(
    workspace: Workspace, accounts: list[Id], tmp_path: Path
) -> None:
    batch = contacts(workspace, accounts)
    out = tmp_path / "out"
    out.mkdir()
    save_batch(batch, out)
    kept = {one.name: one.read_bytes() for one in out.iterdir()}
    save_batch(batch, out)
    assert len(list(out.iterdir())) == 6
    assert all((out / name).read_bytes() == content for name, content in kept.items())


def test_what_is_no_folder_is_told(workspace: Workspace, accounts: list[Id], tmp_path: Path) -> None:
    file = tmp_path / "file"
    file.write_text("here")
    with pytest.raises(NotAllowed):
        save_batch(contacts(workspace, accounts), file)


def test_files_are_named_in_the_language_of_the_papers(workspace: Workspace, accounts: list[Id]) -> None:
    batch = print_batch(workspace, accounts[:1], BatchPaper.CONTACTS, in_language="zh_CN")
    with use_language("zh_CN"):
        assert batch.papers[0][0] == f"K0 Account 0 {BatchPaper.CONTACTS.label}.pdf"
    assert BatchPaper.CONTACTS.label not in batch.papers[0][0]


def test_two_papers_of_one_name_lie_beside_each_other(
    workspace: Workspace, accounts: list[Id], tmp_path: Path
) -> None:
    (one,) = contacts(workspace, accounts[:1]).papers
    save_batch(Batch((one, (one[0].upper(), one[1]), one)), tmp_path)
    assert len({path.name.casefold() for path in tmp_path.glob("*.[pP][dD][fF]")}) == 3
