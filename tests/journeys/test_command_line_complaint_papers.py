"""`print complaint` and `print service-report`: what is on the paper, and what cannot be printed."""

from datetime import date
from pathlib import Path

from tests.documents.reading import whole_text
from tests.journeys.command_line import CommandLine
from workbench.foundation.clock import FixedClock
from workbench.services.accounts import find_account
from workbench.services.complaints import record_complaint
from workbench.services.workspaces import open_workspace


def test_a_complaint_and_the_report_of_its_month_are_printed(filled: CommandLine, tmp_path: Path) -> None:
    workspace = open_workspace(filled.workspace, clock=FixedClock(date.fromisoformat(filled.today)))
    account_id = find_account(workspace, "K1").id
    record_complaint(workspace, {"account_id": account_id, "text": "到货型号不符", "taken_by": "张蔚"})
    workspace.close()
    year, month = filled.today[:4], filled.today[:7]
    out = tmp_path / "paper.pdf"

    printed = filled.ok("print", "complaint", "--complaint", f"{year}-0001", "--out", out)
    assert printed == {"file": str(out), "pages": printed["pages"]}
    ours = whole_text(out.read_bytes())
    filled.ok("print", "complaint", "--complaint", "0001", "--profile", "customer", "--out", out)
    theirs = whole_text(out.read_bytes())
    assert "到货型号不符" in ours
    assert "到货型号不符" in theirs
    assert "张蔚" in ours

    filled.ok("print", "service-report", "--month", month, "--paper-size", "letter", "--out", out)
    assert "到货型号不符" in whole_text(out.read_bytes())
    filled.ok("print", "service-report", "--month", "2001-02", "--out", out)
    assert "到货型号不符" not in whole_text(out.read_bytes())

    assert filled("print", "complaint", "--complaint", "9999", "--out", out).code == "not_found"
    assert filled("print", "complaint", "--out", out).status == 2
    refused = filled("print", "service-report", "--profile", "customer", "--out", out)
    assert (refused.status, refused.code) == (3, "not_allowed")
    assert filled("print", "complaint", "--complaint", "0001", "--out", tmp_path / "paper.docx").status == 2
    assert not (tmp_path / "paper.docx").exists()
    for wrong in ("2026-13", "2026-1", "2026-11-03", "0001-01", "soon"):
        assert filled("print", "service-report", "--month", wrong, "--out", out).status == 2
