"""`print contract`: PDF or Word by the name of the file, and what cannot be printed."""

from datetime import date
from io import BytesIO
from pathlib import Path

import docx

from tests.documents.reading import whole_text
from tests.journeys.command_line import CommandLine
from tests.services.contract_rows import add_contract
from workbench.foundation.clock import FixedClock
from workbench.services.workspaces import open_workspace


def test_a_contract_is_printed_as_pdf_and_as_word_document(filled: CommandLine, tmp_path: Path) -> None:
    workspace = open_workspace(filled.workspace, clock=FixedClock(date.fromisoformat(filled.today)))
    add_contract(workspace)
    workspace.close()
    out = tmp_path / "paper.pdf"
    printed = filled.ok("print", "contract", "--contract", "HT-2026-0117", "--out", out)
    assert printed == {"file": str(out), "pages": printed["pages"]}
    assert printed["pages"] > 2
    ours = whole_text(out.read_bytes())
    filled.ok("print", "contract", "--contract", "HT-2026-0117", "--profile", "customer", "--out", out)
    theirs = whole_text(out.read_bytes())
    assert "<contract.note>" in ours
    assert "<contract.note>" not in theirs

    word = tmp_path / "paper.docx"
    found = filled.ok("print", "contract", "--contract", "产品购销合同", "--out", word)
    assert found == {"file": str(word), "pages": None}
    assert docx.Document(BytesIO(word.read_bytes())).core_properties.title == "产品购销合同"
    status, said, _err = filled.text("print", "contract", "--contract", "HT-2026-0117", "--out", word)
    assert (status, said.strip()) == (0, f"Saved {word}.")

    again = ("print", "contract", "--contract", "HT-2026-0117", "--amendment", "3", "--out", out)
    assert filled(*again).code == "not_found"
    assert filled("print", "contract", "--contract", "HT-9", "--out", out).code == "not_found"
    assert filled("print", "contract", "--account", "K2", "--out", out).code == "not_found"
    assert filled("print", "contract", "--out", out).status == 2
    nowhere = tmp_path / "no" / "paper.docx"
    assert filled("print", "contract", "--contract", "HT-2026-0117", "--out", nowhere).status in (3, 5)
    taken = filled("print", "contract", "--contract", "HT-2026-0117", "--out", filled.workspace)
    assert taken.code == "not_allowed"
