"""`print notice`, and service requests as scripts read them."""

from datetime import date
from pathlib import Path

from tests.documents.reading import whole_text
from tests.journeys.command_line import CommandLine
from workbench.foundation.clock import FixedClock
from workbench.services.accounts import find_account
from workbench.services.service_edits import save_service
from workbench.services.workspaces import open_workspace


def test_the_notice_of_a_request_is_printed_for_both_readers(filled: CommandLine, tmp_path: Path) -> None:
    workspace = open_workspace(filled.workspace, clock=FixedClock(date.fromisoformat(filled.today)))
    account_id = find_account(workspace, "K1").id
    values = {"text": "<b>并网</b>", "type": "Dispatch contract", "note": "只给我们看", "taken_by": "张蔚"}
    save_service(workspace, account_id, values)
    workspace.close()
    number, out = f"S{filled.today[:4]}-0001", tmp_path / "notice.pdf"

    printed = filled.ok("print", "notice", "--service", number, "--profile", "customer", "--out", out)
    assert printed == {"file": str(out), "pages": 1}
    theirs = whole_text(out.read_bytes())
    filled.ok("print", "notice", "--service", number, "--paper-size", "letter", "--out", out)
    ours = whole_text(out.read_bytes())
    for text in (theirs, ours):
        assert all(
            word in text for word in (number, "<b>并网</b>", "Businesslicence", "3workingdays", "张蔚")
        )
    assert "只给我们看" in ours
    assert "只给我们看" not in theirs

    shown = filled.ok("show", "services", number)
    assert (shown["kind"], shown["taken_by"], len(shown["service-commitments"])) == ("other", "张蔚", 2)
    assert filled("print", "notice", "--service", "S1999-0001", "--out", out).code == "not_found"
    assert filled("print", "notice", "--out", out).status == 2
