"""Strings that break software, through every text field of a profile: kept as they are or refused."""

import json
import re
from dataclasses import fields
from pathlib import Path

from tests.documents.reading import squeezed, whole_text
from workbench.domain.accounts import Account
from workbench.foundation.errors import BadInput
from workbench.foundation.ids import Id, id_text
from workbench.services.account_list import list_account_lines
from workbench.services.accounts import create_account, edit_account, find_account, get_account_overview
from workbench.services.history import record_history
from workbench.services.papers import print_account_plan
from workbench.storage.workspace import Workspace

# These are checked for what they hold, and take no free text.
NO_FREE_TEXT = {"credit_code", "code", "visiting_hours"}
TEXTS = [field.name for field in fields(Account) if field.type == "str" or field.type is str]
FIELDS = [name for name in TEXTS if name not in NO_FREE_TEXT]
NO_TEXTS = ["a\x00b", "half \ud800 a sign"]
# A fifth of them by turns is every kind of them.
EACH = 5
BREAKS = re.compile(r"\s*[\t\n\v\f\r\x85\u2028\u2029]\s*")
PRINTED, LONGEST_PRINTED = 8, 60


def one_line(text: str) -> str:
    """Fields of one line keep their words: breaks and what surrounds them are one space."""
    return BREAKS.sub(" ", text).strip()


def naughty(shared_data: Path) -> list[str]:
    found = json.loads((shared_data / "blns" / "blns.json").read_text("utf-8"))
    return [text for text in found if text.strip()]


def test_every_text_field_keeps_or_clearly_refuses_every_string(
    workspace: Workspace, shared_data: Path
) -> None:
    made: dict[Id, str] = {}
    refused: dict[str, BadInput] = {}
    for text in naughty(shared_data)[::EACH] + NO_TEXTS:
        try:
            summary = create_account(workspace, dict.fromkeys(FIELDS, text))
        except BadInput as error:
            refused[text] = error
        else:
            made[next(iter(summary.touched["account"]))] = text
    assert all(error.where in FIELDS and error.message and error.hint for error in refused.values())
    # Whatever was refused holds characters that no text has; nothing of it was saved.
    assert set(NO_TEXTS) <= set(refused)
    assert all(re.search(r"[\x00-\x1f\x7f-\x9f\ud800-\udfff]", text) for text in refused)
    lines = {line.id: line.name for line in list_account_lines(workspace).lines}
    assert lines.keys() == made.keys()
    for account_id, text in made.items():
        seen = get_account_overview(workspace, account_id).account
        for field in FIELDS:
            assert one_line(getattr(seen, field)) == one_line(text), field
        assert one_line(lines[account_id]) == one_line(text)
        (told,) = record_history(workspace, "accounts", id_text(account_id), "note")
        assert told.after == seen.note


def test_naughty_names_stand_in_the_plan_as_text(workspace: Workspace, shared_data: Path) -> None:
    plain = [
        text for text in naughty(shared_data) if text.isascii() and text.isprintable() and len(text) < 60
    ]
    create_account(workspace, {"name": "x", "code": "A"})
    account_id = find_account(workspace, "A").id
    for text in plain[:: len(plain) // PRINTED]:
        edit_account(workspace, account_id, {"name": text, "short_name": "", "note": text})
        assert squeezed(text) in whole_text(print_account_plan(workspace, account_id).content)
