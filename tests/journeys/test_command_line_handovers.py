"""`hand-over`, `handovers` and `print handover`: a leaver's accounts, from the list to a file and a book."""

from datetime import date
from pathlib import Path

from tests.documents.reading import whole_text
from tests.journeys.command_line import CommandLine
from workbench.foundation.clock import FixedClock
from workbench.services.workspaces import new_workspace


def test_accounts_go_with_a_packet_that_another_laptop_merges(filled: CommandLine, tmp_path: Path) -> None:
    secret, out, book = tmp_path / "secret.txt", tmp_path / "packet.workbench", tmp_path / "before.pdf"
    secret.write_text("seven small boats", "utf-8")
    printed = filled.ok("print", "handover", "--account", "K1", "--account", "K2", "--out", book)
    assert printed["pages"] >= 4
    assert "华为技术" in whole_text(book.read_bytes())

    hand = ("hand-over", "--to", "李雷", "--account", "K1", "--account", "K2")
    assert filled(*hand, "--out", out).code == "bad_input"
    assert filled.ok("handovers") == {"handovers": []}
    made = filled.ok(*hand, "--reason", "调岗", "--out", out, "--export-passphrase-file", secret)
    assert (made["from"], made["to"], made["due_on"]) == ("王芳", "李雷", "2026-07-02")
    assert [one["code"] for one in made["accounts"]] == ["K1", "K2"]
    assert (made["file"], made["book"]) == (str(out), str(out.with_suffix(".pdf")))
    assert "调岗" in whole_text(out.with_suffix(".pdf").read_bytes())
    assert filled.ok("print", "handover", "--handover", made["id"][:12], "--out", book)["pages"] >= 4
    # They are under way; a second time is refused.
    assert filled(*hand).code == "bad_input"

    other = tmp_path / "other.workbench"
    new_workspace(other, clock=FixedClock(date.fromisoformat(filled.today)), author="李雷").close()
    merged = filled("--passphrase-file", secret, "merge", out, workspace=other)
    assert merged.data["files"][0]["error"] is None
    (received,) = filled("handovers", "--open", workspace=other).data["handovers"]
    assert (received["id"], received["state"]) == (made["id"], "waiting")
    assert filled("show", "accounts", "K1", workspace=other).data["manager"] == "李雷"

    undone = filled.ok("undo", made["transaction"])
    assert undone
    assert filled.ok("handovers") == {"handovers": []}


def test_calls_that_make_no_sense_change_nothing(filled: CommandLine, tmp_path: Path) -> None:
    for wrong in (
        ("hand-over", "--to", "李雷"),
        ("hand-over", "--to", "李雷", "--account", "K1", "--from", "王芳"),
        ("hand-over", "--to", "李雷", "--account", "K1", "--for", "age1x"),
        ("print", "handover", "--out", tmp_path / "a.pdf"),
        ("print", "plan", "--account", "K1", "--account", "K2", "--out", tmp_path / "a.pdf"),
    ):
        assert filled(*wrong).status == 2
    assert filled("hand-over", "--to", "nobody", "--account", "K1").code == "not_found"
    assert filled("hand-over", "--to", "王芳", "--account", "K1").code == "bad_input"
    customer = ("print", "handover", "--account", "K1", "--profile", "customer", "--out", tmp_path / "a.pdf")
    assert filled(*customer).code == "not_allowed"
    assert filled.ok("handovers") == {"handovers": []}


def test_all_accounts_of_a_leaver_without_a_packet(filled: CommandLine) -> None:
    made = filled.ok("hand-over", "--from", "王芳", "--to", "李雷")
    assert [one["code"] for one in made["accounts"]] == ["K1", "K2"]
    assert made["file"] is None
    assert filled("hand-over", "--from", "王芳", "--to", "李雷").code == "bad_input"


def test_a_packet_that_cannot_be_written_hands_nothing_over(filled: CommandLine, tmp_path: Path) -> None:
    secret = tmp_path / "secret.txt"
    secret.write_text("a secret of theirs", encoding="utf-8")
    folder = tmp_path / "packet.workbench"
    folder.mkdir()
    hand = ("hand-over", "--from", "王芳", "--to", "李雷", "--export-passphrase-file", secret)
    for out in (folder, tmp_path / "none" / "packet.workbench"):
        assert filled(*hand, "--out", out).code == "not_found"
    assert filled.ok("handovers")["handovers"] == []
    assert filled.ok("hand-over", "--from", "王芳", "--to", "李雷")["accounts"]
