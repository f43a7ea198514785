"""Strings that break software, in all that hangs on an account: kept, listed, exported and printed."""

import csv
from dataclasses import dataclass
from pathlib import Path

import pytest

from tests.services.test_naughty_profiles import NO_TEXTS, naughty, one_line
from workbench.domain.account_links import LinkKind
from workbench.domain.evaluation import Dimension
from workbench.domain.journal import ChangeSummary
from workbench.domain.personal_data import LawfulBasis
from workbench.domain.table_sheets import SheetColumn
from workbench.foundation.errors import BadInput
from workbench.foundation.ids import Id
from workbench.services.account_links import add_account_link
from workbench.services.account_view import get_account_view
from workbench.services.accounts import create_account, find_account
from workbench.services.attachments import add_file, copy_for_opening, edit_file
from workbench.services.contacts import save_contact
from workbench.services.evaluation import evaluate
from workbench.services.managers import add_manager
from workbench.services.needs import add_measure, edit_need, get_needs, note_need
from workbench.services.papers import print_account_plan
from workbench.services.person_export import export_person
from workbench.services.personal_data import save_grounds
from workbench.services.records import list_records
from workbench.services.relationship import get_relationship, tie_people
from workbench.services.search import search
from workbench.services.table_export import export_records, print_table
from workbench.services.visits import PromiseInput
from workbench.services.whitespace import edit_cell, get_grid
from workbench.storage.workspace import Workspace

PERSON = ("name", "title", "department", "character", "interests", "family", "education", "career", "note")
KINDS = {
    "contacts": PERSON,
    "needs": ("text", "answer_text"),
    "actions": ("text", "owner"),
    "whitespace": ("unit", "product", "competitor", "note"),
    "account-links": ("other_name", "note"),
    "evaluations": ("note",),
    "ties": ("note",),
    "attachments": ("note",),
    "bases": ("purpose",),
}
# A seventh of them by turns is every kind of them.
EACH = 7


@dataclass(frozen=True)
class World:
    """What the texts are noted about."""

    workspace: Workspace
    account: Id
    manager: Id
    file: Path

    def note(self, text: str) -> None:
        """The text in every field of everything; raises ``BadInput`` where it is refused."""
        contact = self.made(
            "contact", save_contact(self.workspace, self.account, dict.fromkeys(PERSON, text))
        )
        need = self.made("need", note_need(self.workspace, self.account, "a need"))
        edit_need(self.workspace, need, {"text": text, "answer_text": text})
        add_measure(self.workspace, need, PromiseInput(text, owner=text))
        edit_cell(self.workspace, self.account, text, text, competitor=text, note=text)
        add_account_link(self.workspace, self.account, LinkKind.PARTNER, other_name=text, note=text)
        evaluate(self.workspace, self.account, {Dimension.REPUTATION: 50}, text)
        tie_people(self.workspace, contact, self.manager, 2, text)
        kept = self.made("attachment", add_file(self.workspace, self.account, self.file))
        edit_file(self.workspace, kept, {"name": text, "note": text})
        save_grounds(
            self.workspace, contact, ["note"], basis=LawfulBasis.CONSENT, purpose=text, review_on=None
        )
        opened = copy_for_opening(self.workspace, kept)
        assert opened.read_bytes() == self.file.read_bytes()

    @staticmethod
    def made(entity: str, summary: ChangeSummary) -> Id:
        return next(iter(summary.touched[entity]))


@pytest.fixture
def world(workspace: Workspace, tmp_path: Path) -> World:
    create_account(workspace, {"name": "澜川精密", "code": "A"})
    add_manager(workspace, "Li Lei")
    file = tmp_path / "minutes.txt"
    file.write_text("what was said")
    manager = list_records(workspace, "managers").rows[0]["id"]
    return World(workspace, find_account(workspace, "A").id, Id(bytes.fromhex(manager)), file)


def test_every_field_of_every_record_keeps_or_refuses_every_string(
    world: World, shared_data: Path, tmp_path: Path
) -> None:
    kept: list[str] = []
    for text in naughty(shared_data)[::EACH] + NO_TEXTS:
        try:
            world.note(text)
        except BadInput:
            continue
        kept.append(text)
    assert not set(NO_TEXTS) & set(kept)
    assert len(kept) > 60
    for kind, fields in KINDS.items():
        rows = list_records(world.workspace, kind).rows
        for field in fields:
            assert {one_line(text) for text in kept} <= {one_line(row[field]) for row in rows}, (kind, field)
        export_records(world.workspace, kind, tmp_path / f"{kind}.xlsx")
        export_records(world.workspace, kind, tmp_path / f"{kind}.csv")
        with (tmp_path / f"{kind}.csv").open(encoding="utf-8-sig", newline="") as opened:
            cells = [cell for row in list(csv.reader(opened))[1:] for cell in row]
        assert not any(cell.startswith(("=", "@", "\t", "\r")) for cell in cells)
        printed = tuple(tuple(str(row[field]) for field in fields) for row in rows)
        columns = tuple(SheetColumn(field) for field in fields)
        assert print_table(world.workspace, kept[0], columns, printed, filters=tuple(kept[:5])).content
    view = get_account_view(world.workspace, world.account)
    assert len(view.overview.contacts) >= len(kept)
    assert len(get_needs(world.workspace, world.account).lines) >= len(kept)
    assert len(get_grid(world.workspace, world.account).units) >= len({one_line(text) for text in kept})
    assert get_relationship(world.workspace, world.account).ties
    for text in kept:
        search(world.workspace, text, 20)
    assert print_account_plan(world.workspace, world.account).content
    person = view.overview.contacts[0].id
    export_person(world.workspace, person, tmp_path / "person.zip")
