"""The packet of a handover: encrypted, only the chosen accounts, with its book, as often as wished."""

from pathlib import Path

import pytest

from tests.services.handover_world import NA, PASSPHRASE, A, B, fill, laptop
from workbench.domain.papers import PaperSize
from workbench.foundation.errors import BadInput, Cancelled, NotAllowed, NotFound, WrongPassphrase
from workbench.foundation.ids import Id, derived_id
from workbench.services.exchange import inspect_file, merge_files
from workbench.services.handover_packet import proposed_name, write_packet
from workbench.services.handover_receiving import get_handover_view, list_handover_views
from workbench.services.handovers import hand_over
from workbench.services.receiving import make_receiving_key
from workbench.storage.queries.accounts import list_accounts
from workbench.storage.workspace import Workspace


@pytest.fixture
def handover_id(workspace: Workspace) -> Id:
    fill(workspace)
    return hand_over(workspace, [A, B], NA)[0]


def test_nobody_reads_it_without_its_passphrase(
    workspace: Workspace, handover_id: Id, tmp_path: Path
) -> None:
    out = tmp_path / "packet.workbench"
    for nothing in (None, "", "  "):
        with pytest.raises(BadInput) as caught:
            write_packet(workspace, handover_id, out, nothing)
        assert caught.value.where == "passphrase"
    assert list(tmp_path.glob("packet*")) == []
    receipt = write_packet(workspace, handover_id, out, PASSPHRASE)
    assert (receipt.file, receipt.book) == (out, tmp_path / "packet.pdf")
    assert receipt.pages == 4
    with pytest.raises(WrongPassphrase):
        inspect_file(out)
    assert inspect_file(out, [PASSPHRASE]).entries == receipt.export.entries
    # Again, in place of the one before, book and all.
    again = write_packet(workspace, handover_id, out, PASSPHRASE, paper_size=PaperSize.LETTER)
    assert again.export.entries == receipt.export.entries


def test_it_holds_the_chosen_accounts_and_merging_it_twice_brings_nothing_twice(
    workspace: Workspace, handover_id: Id, tmp_path: Path
) -> None:
    out = tmp_path / "packet.workbench"
    write_packet(workspace, handover_id, out, PASSPHRASE)
    with laptop(tmp_path, "Han Mei") as hers:
        for new in (True, False):
            (merged,) = merge_files(hers, [out], [PASSPHRASE]).files
            assert merged.error is None
            assert bool(merged.new) is new
        with hers.read() as session:
            assert [one.code for one in list_accounts(session)] == ["A", "B"]
        assert [one.id for one in list_handover_views(hers)] == [handover_id]


def test_for_a_recipient_only_their_workspace_reads_it(
    workspace: Workspace, handover_id: Id, tmp_path: Path
) -> None:
    out = tmp_path / "packet.workbench"
    with laptop(tmp_path, "Han Mei") as hers, laptop(tmp_path, "Stranger") as stranger:
        key = make_receiving_key(hers)
        make_receiving_key(stranger)
        write_packet(workspace, handover_id, out, recipients=[key])
        (refused,) = merge_files(stranger, [out], [PASSPHRASE]).files
        assert refused.error is not None
        (merged,) = merge_files(hers, [out]).files
        assert merged.error is None
        assert len(list_handover_views(hers)) == 1


def test_places_that_are_taken_are_refused_and_stay_as_they_are(
    workspace: Workspace, handover_id: Id, tmp_path: Path
) -> None:
    with pytest.raises(BadInput):
        write_packet(workspace, handover_id, tmp_path / "packet.pdf", PASSPHRASE)
    with pytest.raises(NotAllowed):
        write_packet(workspace, handover_id, workspace.path, PASSPHRASE)
    (tmp_path / "book.pdf").mkdir()
    with pytest.raises(NotAllowed):
        write_packet(workspace, handover_id, tmp_path / "book.workbench", PASSPHRASE)
    assert not (tmp_path / "book.workbench").exists()
    with pytest.raises(NotFound):
        write_packet(workspace, derived_id("handover", "none"), tmp_path / "x.workbench", PASSPHRASE)


def test_stopped_it_leaves_nothing_and_the_handover_stands(
    workspace: Workspace, handover_id: Id, tmp_path: Path
) -> None:
    with pytest.raises(Cancelled):
        write_packet(workspace, handover_id, tmp_path / "packet.workbench", PASSPHRASE, stopped=lambda: True)
    assert list(tmp_path.glob("packet*")) == []
    view = get_handover_view(workspace, handover_id)
    assert (
        proposed_name(view.handover.handed_on, view.giver, view.receiver)
        == "2026-07-01 Li Lei-Han Mei.workbench"
    )
