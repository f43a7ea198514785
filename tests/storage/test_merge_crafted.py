"""Files whose digests are right and whose entries no workspace wrote: refused whole, whatever came before."""

import pytest

from tests.storage.histories import Laptop
from tests.storage.test_merge import _sign_anew
from workbench.foundation.errors import Damaged


@pytest.fixture
def mine() -> Laptop:
    return Laptop("mine")


@pytest.fixture
def theirs() -> Laptop:
    return Laptop("theirs")


DEEP = "[" * 22 + "]" * 22


def _refused(mine: Laptop, theirs: Laptop) -> None:
    _sign_anew(theirs)
    before = mine.content(), mine.journal()
    with pytest.raises(Damaged):
        mine.merge(theirs)
    assert (mine.content(), mine.journal()) == before


@pytest.mark.parametrize(
    ("field", "value"),
    [
        *(("name", bad) for bad in ("7", "null", "true", "[]", "{}", '["A"]', '"\\u0000"', '"A\\u0000B"')),
        *(("name", bad) for bad in ('"\\ud800"', '"A\\udfff"', '"\\ud800\\n"', DEEP)),
        *(("founded_on", bad) for bad in ('"20260105"', '"2026-1-5"', '"2026-02-30"', "7", '""', "[]")),
        *(("credit_limit_fen", bad) for bad in ("true", "1.0", '"1"', "1e3", "[1]", "{}")),
        *(("manager_id", bad) for bad in ('"00"', '"zz"', "7", '"' + "AB" * 16 + '"')),
        ("of another version", DEEP),
    ],
)
def test_an_edit_to_what_no_field_holds_is_damage(
    mine: Laptop, theirs: Laptop, field: str, value: str
) -> None:
    # Sound values that compare equal, or begin alike, were taken just before.
    known = mine.create("account", name="A", credit_limit_fen=1)
    theirs.merge(mine)
    theirs.set("account", known, name="B", credit_limit_fen=1000)
    mine.merge(theirs)
    theirs.set("account", known, name="C")
    theirs.connection.execute(
        "UPDATE journal_entry SET field = ?, value = ?, parents = x''"
        " WHERE id = (SELECT max(id) FROM journal_entry)",
        (field, value),
    )
    _refused(mine, theirs)


@pytest.mark.parametrize(
    "text", ["x" * 100_000, "tab\\tline\\nbreak", "\\u200b\\u00ad", "\\ud83d\\ude00", "\\ue000"]
)
def test_an_edit_to_a_text_that_only_a_form_would_refuse_is_taken(
    mine: Laptop, theirs: Laptop, text: str
) -> None:
    row_id = theirs.create("account", name="A")
    theirs.set("account", row_id, name="B")
    theirs.connection.execute(
        "UPDATE journal_entry SET value = ? WHERE id = (SELECT max(id) FROM journal_entry)", (f'"{text}"',)
    )
    _sign_anew(theirs)
    mine.merge(theirs)
    assert len(mine.rows("SELECT name FROM account")) == 1


@pytest.mark.parametrize(
    "forge",
    [
        # Its creation belongs to another kind of record.
        "UPDATE journal_entry SET entity = 'contact' WHERE op = 2",
        # It says that it replaces what nobody wrote, or what is written after it, or itself.
        "UPDATE journal_entry SET parents = randomblob(16) WHERE op = 2",
        "UPDATE journal_entry SET parents = id WHERE id = (SELECT max(id) FROM journal_entry)",
        "UPDATE journal_entry SET parents = (SELECT max(id) FROM journal_entry)"
        " WHERE op = 2 AND id < (SELECT max(id) FROM journal_entry)",
        "UPDATE journal_entry SET parents = CAST(parents || x'00' AS BLOB) WHERE op = 2",
        # The row is none.
        "UPDATE journal_entry SET row_id = substr(row_id, 1, 15)",
        "UPDATE journal_entry SET op = 99 WHERE op = 2",
        # An edit before its creation, and a creation that is missing.
        "UPDATE journal_entry SET op = 2, field = 'name', value = '\"A\"' WHERE op = 1",
        # Entries between two transactions.
        "UPDATE journal_entry SET id = CAST(substr(id, 1, 11)"
        " || CASE substr(id, 12, 1) WHEN x'ff' THEN x'fe' ELSE x'ff' END || substr(id, 13) AS BLOB)"
        " WHERE id = (SELECT min(id) FROM journal_entry)",
        "UPDATE journal_entry SET id = CAST(id || x'00' AS BLOB) WHERE op = 1",
        "UPDATE journal_entry SET id = CAST(substr(id, 1, 12) || x'00000000' AS BLOB) WHERE op = 1",
    ],
)
def test_a_history_that_looks_simple_and_does_not_hold_together_is_damage(
    mine: Laptop, theirs: Laptop, forge: str
) -> None:
    row_id = theirs.create("account", name="A")
    theirs.set("account", row_id, name="B")
    theirs.set("account", row_id, name="C")
    theirs.connection.execute(forge)
    _refused(mine, theirs)
