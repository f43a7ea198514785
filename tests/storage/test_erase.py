"""An erased person is gone for good: from tables, journal, index, labels, drafts and the file's bytes."""

import contextlib
import ctypes
import ctypes.util
import json
from pathlib import Path

import pytest

from tests.storage.histories import DAY, Laptop
from tests.storage.properties import holds_together
from tests.storage.test_alias import accounts, alias, meet, two
from workbench.domain.journal import ERASURE, Op
from workbench.domain.journal_undo import KeptBecause
from workbench.foundation.clock import FixedClock
from workbench.foundation.errors import BadInput, Damaged, NotAllowed, NotFound
from workbench.foundation.ids import Id, derived_id
from workbench.storage.attachments import find_content, keep_content
from workbench.storage.backup import export_file
from workbench.storage.check import check_journal, write_tables
from workbench.storage.cipher import PAGE_SIZE, SALT_SIZE, SEALED
from workbench.storage.drafts import find_draft, keep_draft
from workbench.storage.erasing import find_erased, is_without_names
from workbench.storage.files import create_workspace
from workbench.storage.journal import history, list_transactions
from workbench.storage.merge import merge_file
from workbench.storage.merge_undo import undo_merge
from workbench.storage.search import search
from workbench.storage.search_index import refresh
from workbench.storage.undo import redo, undo, undo_stacks
from workbench.storage.views import keep_view, list_views

ACCOUNT = Id(bytes(15) + b"a")
SECRETS = ("王小明", "13800138000", "kriegsspiel")


@pytest.fixture
def laptop() -> Laptop:
    laptop = Laptop("one")
    laptop.create("account", ACCOUNT, name="Alpha")
    return laptop


def create_person(laptop: Laptop, row_id: Id | None = None) -> Id:
    person = laptop.create("contact", row_id, account_id=ACCOUNT, name=SECRETS[0], mobile=SECRETS[1])
    laptop.set("contact", person, interests=SECRETS[2])
    return person


def erase(laptop: Laptop, row_id: Id, entity: str = "contact") -> Id:
    with laptop.workspace.change("erase_person", "Erase a person") as change:
        change.erase(entity, row_id)
    return change.transaction_id


def dump(laptop: Laptop) -> str:
    """Everything that all tables hold, those of the search index too."""
    tables = [name for (name,) in laptop.rows("SELECT name FROM sqlite_master WHERE type = 'table'")]
    rows = [row for name in tables for row in laptop.rows(f"SELECT * FROM {name}")]
    return "\n".join(
        value.decode("utf-8", "replace") if isinstance(value, bytes) else str(value)
        for row in rows
        for value in row
    )


def test_nothing_of_an_erased_person_is_left_anywhere(laptop: Laptop) -> None:
    laptop.workspace.after_project = (*laptop.workspace.after_project, refresh)
    person = create_person(laptop)
    visit = laptop.create("visit", account_id=ACCOUNT, on_day=DAY, met=[person.hex()])
    with laptop.workspace.change("edit", f"Call {SECRETS[0]}") as change:
        change.set("account", ACCOUNT, {"city": "Wuhan"})
    with laptop.workspace.writing() as session:
        keep_draft(session, person, {"note": "typed"})
        keep_draft(session, visit, {"findings": f"Met {SECRETS[0]} twice"})
        keep_view(session, "accounts", f"Those of {SECRETS[0]}", json.dumps({"text": SECRETS[0]}))
    erase(laptop, person)
    assert not [secret for secret in SECRETS if secret in dump(laptop)]
    assert "\\u738b" not in dump(laptop)
    assert laptop.rows("SELECT * FROM contact") == []
    with laptop.workspace.read() as session:
        assert [search(session, secret) for secret in SECRETS] == [[], [], []]
        assert find_draft(session, person) is None
        assert find_draft(session, visit) == {"findings": "Met … twice"}
        assert list_views(session, "accounts") == [("Those of …", '{"text": "…"}')]
        assert "Call …" in {one.label for one in list_transactions(session)}
        assert [line.op for line in history(session, "contact", person)] == [Op.ERASE]
    assert laptop.value("visit", visit, "met") == f'["{person.hex()}"]'
    holds_together(laptop)


@pytest.mark.parametrize(
    ("label", "whole", "fits"),
    [
        ("Call …", "Call Li", True),
        ("… met … twice", "Li met Wu twice", True),
        ("…", "Li", True),
        ("……", "Li", True),
        ("……", "L", False),
        ("Call …", "Call ", False),
        ("Call …", "Visit Li", False),
        ("… ab", "ab", False),
        ("a…a", "aa", False),
        ("Call Li", "Call Li", False),
        ("Call Wu", "Call Li", False),
    ],
)
def test_a_label_is_told_from_the_one_it_was_before_names_went(label: str, whole: str, fits: bool) -> None:
    assert is_without_names(label, whole) is fits


def test_an_older_file_does_not_bring_the_name_back_in_a_label() -> None:
    one, two, other = Laptop("one"), Laptop("two"), Laptop("three")
    one.create("account", ACCOUNT, name="Alpha")
    person = create_person(one)
    two.merge(one)
    erase(one, person)
    other.merge(one)
    with two.workspace.change("edit", f"Call {SECRETS[0]}") as change:
        change.set("account", ACCOUNT, {"city": "Wuhan"})
    other.merge(two)
    assert not [secret for secret in SECRETS if secret in dump(other)]
    holds_together(other)
    two.merge(one)
    assert other.journal() == two.journal()


def test_a_latin_name_goes_from_labels_as_a_whole_word_only(laptop: Laptop) -> None:
    person = laptop.create("contact", account_id=ACCOUNT, name="Li")
    for label in ("Call Li now", "Limits"):
        with laptop.workspace.change("edit", label) as change:
            change.set("account", ACCOUNT, {"city": label})
    erase(laptop, person)
    with laptop.workspace.read() as session:
        assert {"Call … now", "Limits"} <= {one.label for one in list_transactions(session)}
    holds_together(laptop)


def test_the_bytes_are_gone_from_the_file_and_from_its_export(tmp_path: Path) -> None:
    path = tmp_path / "desk.workbench"
    workspace = create_workspace(path, clock=FixedClock(DAY), author="Rep")
    with contextlib.closing(workspace):
        with workspace.change("create", "Create") as change:
            account = change.create("account", {"name": "Alpha"})
            people = [
                change.create("contact", {"account_id": account, "name": name, "note": f"{name} " * 2_000})
                for name in ("Aurelian Quux", "Zenobia Xyzzy", "Odaenathus Plugh")
            ]
        assert b"Zenobia Xyzzy" in plain_pages(path)
        assert b"xyzzy" in plain_pages(path)
        with workspace.change("erase_person", "Erase") as change:
            change.erase("contact", people[1])
        export_file(workspace, tmp_path / "export.workbench")
        for file in (path, tmp_path / "export.workbench"):
            pages = plain_pages(file)
            assert b"Aurelian Quux" in pages
            for trace in (b"Zenobia", b"zenobia", b"Xyzzy", b"xyzzy"):
                assert trace not in pages


def plain_pages(path: Path) -> bytes:
    """Every page of the file, free ones too, without its seal."""
    name = ctypes.util.find_library("crypto")
    if name is None:
        pytest.skip("no AES on this machine")
    crypto = ctypes.CDLL(name)
    for function in ("EVP_CIPHER_CTX_new", "EVP_aes_256_cbc"):
        getattr(crypto, function).restype = ctypes.c_void_p
    context, cipher = (
        ctypes.c_void_p(crypto.EVP_CIPHER_CTX_new()),
        ctypes.c_void_p(crypto.EVP_aes_256_cbc()),
    )
    sealed, found, size = path.read_bytes(), b"", ctypes.c_int()
    for start in range(0, len(sealed), PAGE_SIZE):
        page = sealed[start + (0 if start else SALT_SIZE) : start + PAGE_SIZE]
        data, vector = page[:-80], page[-80:-64]
        plain = ctypes.create_string_buffer(PAGE_SIZE)
        crypto.EVP_DecryptInit_ex(context, cipher, None, SEALED.raw, vector)
        crypto.EVP_CIPHER_CTX_set_padding(context, 0)
        crypto.EVP_DecryptUpdate(context, plain, ctypes.byref(size), data, len(data))
        found += plain.raw[: size.value]
    crypto.EVP_CIPHER_CTX_free(context)
    return found


def test_references_to_an_erased_person_read_as_empty_for_ever(laptop: Laptop) -> None:
    person, other = create_person(laptop), laptop.create("contact", account_id=ACCOUNT, name="Li")
    link = laptop.create("contact_link", from_contact_id=person, to_contact_id=other, kind="influences")
    erase(laptop, person)
    assert laptop.rows("SELECT from_contact_id, to_contact_id FROM contact_link") == [(None, other)]
    laptop.set("contact_link", link, kind="reports_to")
    need = laptop.create("need", account_id=ACCOUNT, contact_id=person, kind="k")
    assert laptop.value("need", need, "contact_id") is None
    assert laptop.value("contact_link", link, "from_contact_id") is None
    assert laptop.flags() == set()
    holds_together(laptop)


def test_importing_an_erased_person_again_brings_nothing_back(laptop: Laptop) -> None:
    natural = derived_id("contact", "x")
    create_person(laptop, natural)
    erase(laptop, natural)
    with laptop.workspace.change("import", "Import") as change:
        assert change.create_many("contact", [(natural, {"account_id": ACCOUNT, "name": SECRETS[0]})]) == 0
        change.create("contact", {"account_id": ACCOUNT, "name": SECRETS[0]}, natural)
    with laptop.workspace.read() as session:
        assert find_erased(session, [natural, ACCOUNT]) == {natural}
    with pytest.raises(NotFound):
        laptop.set("contact", natural, name="X")
    assert SECRETS[0] not in dump(laptop)
    holds_together(laptop)


def test_what_others_cannot_be_without_is_not_erased(laptop: Laptop) -> None:
    for entity, row_id in (("account", ACCOUNT), ("sales_batch", ACCOUNT)):
        with pytest.raises(BadInput):
            erase(laptop, row_id, entity)
    for row_id in (ACCOUNT, Id(bytes(16))):
        with pytest.raises(NotFound):
            erase(laptop, row_id)


def test_a_person_deleted_before_can_be_erased_and_erasing_again_does_nothing(laptop: Laptop) -> None:
    person = create_person(laptop)
    laptop.delete("contact", person)
    assert SECRETS[0] in dump(laptop)
    erase(laptop, person)
    assert SECRETS[0] not in dump(laptop)
    before = laptop.journal()
    erase(laptop, person)
    assert laptop.journal() == before
    holds_together(laptop)


def test_an_erasure_is_never_undone_and_is_on_no_stack(laptop: Laptop) -> None:
    person = create_person(laptop)
    laptop.set("account", ACCOUNT, city="Wuhan")
    with laptop.workspace.change("erase_person", "Erase") as change:
        change.erase("contact", person)
    assert not change.summary.undoable
    assert change.summary.kind == ERASURE
    with pytest.raises(NotAllowed):
        undo(laptop.workspace, change.transaction_id)
    undo(laptop.workspace)
    assert laptop.value("account", ACCOUNT, "city") == ""
    redo(laptop.workspace)
    with laptop.workspace.read() as session:
        stacks = undo_stacks(session, laptop.workspace.replica_id)
    assert change.transaction_id not in (*stacks.undo, *stacks.redo)


def test_undoing_what_was_done_to_a_person_erased_since_tells_that_it_is_gone(laptop: Laptop) -> None:
    with laptop.workspace.change("both", "Both") as change:
        person = change.create("contact", {"account_id": ACCOUNT, "name": "X"})
        change.set("account", ACCOUNT, {"city": "Wuhan"})
    erase(laptop, person)
    result = undo(laptop.workspace, change.transaction_id)
    assert [(kept.row_id, kept.reason) for kept in result.kept] == [(person, KeptBecause.DELETED)]
    assert laptop.value("account", ACCOUNT, "city") == ""
    holds_together(laptop)


def test_an_erasure_travels_to_who_did_not_know_of_it(laptop: Laptop) -> None:
    person = create_person(laptop)
    other = two(laptop)
    other.set("contact", person, note="also " + SECRETS[2])
    erase(laptop, person)
    meet(laptop, other)
    for one in (laptop, other):
        assert not [secret for secret in SECRETS if secret in dump(one)]
        assert one.rows("SELECT * FROM contact") == []
    assert other.journal()["journal_entry"] == laptop.journal()["journal_entry"]


def test_an_older_file_cannot_bring_an_erased_person_back(laptop: Laptop) -> None:
    old = Laptop("old")
    old.merge(laptop)
    person = create_person(old)
    link = old.create("contact_tie", contact_id=person, strength=2)
    middle = two(old)
    erase(middle, person)
    laptop.merge(middle)
    assert laptop.merge(old).new == 0
    fresh = Laptop("fresh")
    fresh.merge(old)
    fresh.merge(laptop)
    for one in (laptop, fresh):
        assert SECRETS[0] not in dump(one)
        assert one.value("contact_tie", link, "contact_id") is None
        holds_together(one)
    unknowing = old.copied_by_hand()
    unknowing.set("contact", person, character=SECRETS[2])
    laptop.merge(unknowing)
    assert SECRETS[2] not in dump(laptop)
    holds_together(laptop)


def test_a_merge_that_erased_cannot_be_taken_back_one_that_brought_old_values_can(laptop: Laptop) -> None:
    person = create_person(laptop)
    other, third = two(laptop), two(laptop)
    third.set("contact", person, note=SECRETS[2])
    erase(laptop, person)
    receipt = other.merge(laptop)
    assert receipt.transaction_id
    with pytest.raises(NotAllowed):
        undo_merge(other.workspace, receipt.transaction_id)
    before = laptop.content(), laptop.journal()
    receipt = laptop.merge(third)
    assert receipt.transaction_id
    undo_merge(laptop.workspace, receipt.transaction_id)
    assert (laptop.content(), laptop.journal()) == before
    holds_together(laptop)


def test_what_is_left_of_an_emptied_change_is_still_checked(laptop: Laptop) -> None:
    with laptop.workspace.change("both", "Both") as change:
        person = change.create("contact", {"account_id": ACCOUNT, "name": "X"})
        change.set("account", ACCOUNT, {"city": "Wuhan"})
    erase(laptop, person)
    holds_together(laptop)
    laptop.connection.execute("UPDATE journal_entry SET value = '\"Xian\"' WHERE value = '\"Wuhan\"'")
    with laptop.workspace.read() as session:
        assert check_journal(session) != []
    with pytest.raises(Damaged):
        Laptop("two").merge(laptop)


def test_values_left_behind_an_erasure_are_found(laptop: Laptop) -> None:
    person = create_person(laptop)
    erase(laptop, person)
    laptop.connection.execute(
        f"UPDATE journal_entry SET op = 1, value = '{{}}' WHERE op = {Op.EMPTIED:d} AND parents = x''"
    )
    with laptop.workspace.read() as session:
        assert any("erased" in finding.message for finding in check_journal(session))


def test_tables_built_anew_know_of_erasures(laptop: Laptop) -> None:
    person = create_person(laptop)
    laptop.create("contact_tie", contact_id=person)
    erase(laptop, person)
    before = laptop.content()
    with laptop.workspace.writing() as session:
        write_tables(laptop.workspace, session)
    assert laptop.content() == before


def test_erasing_a_person_erases_all_that_were_said_to_be_the_same(laptop: Laptop) -> None:
    people = [create_person(laptop) for _number in range(3)]
    alias(laptop, people[0], people[2], entity="contact")
    erase(laptop, people[2])
    assert laptop.rows("SELECT id FROM contact") == [(people[1],)]
    assert laptop.rows("SELECT * FROM journal_alias") == []
    erase(laptop, people[1])
    assert SECRETS[0] not in dump(laptop)
    with pytest.raises(NotFound):
        alias(laptop, people[1], people[2], entity="contact")
    assert accounts(laptop) == [ACCOUNT]
    holds_together(laptop)


@pytest.mark.parametrize("erased", [0, 1])
def test_who_was_merged_with_an_erased_person_elsewhere_comes_to_light_again(
    laptop: Laptop, erased: int
) -> None:
    people = sorted(laptop.create("contact", account_id=ACCOUNT, name=name) for name in "AB")
    laptop.create("contact_tie", contact_id=people[0])
    laptop.create("contact_tie", contact_id=people[1])
    other = two(laptop)
    alias(laptop, *people, entity="contact")
    erase(other, people[erased])
    meet(laptop, other)
    left = people[1 - erased]
    assert laptop.rows("SELECT id FROM contact") == [(left,)]
    assert sorted(laptop.rows("SELECT contact_id FROM contact_tie"), key=repr) == sorted(
        [(None,), (left,)], key=repr
    )
    assert laptop.rows("SELECT * FROM journal_alias") == []


def test_the_content_of_an_erased_attachment_goes_unless_another_names_it(laptop: Laptop) -> None:
    with laptop.workspace.change("attach", "Attach") as change:
        shared, own = (keep_content(change.connection, data) for data in (b"shared", b"own"))
        files = [
            change.create("attachment", {"account_id": ACCOUNT, "name": name, "sha256": sha256})
            for name, sha256 in (("CV.pdf", own), ("a.pdf", shared), ("b.pdf", shared))
        ]
    for row_id in files[:2]:
        erase(laptop, row_id, "attachment")
    with laptop.workspace.read() as session:
        assert find_content(session.connection(), own) is None
        assert find_content(session.connection(), shared) == b"shared"
    assert "CV.pdf" not in dump(laptop)


def test_an_erasure_reaches_another_file_through_an_export(tmp_path: Path) -> None:
    files = [tmp_path / name for name in ("one.workbench", "two.workbench", "a.workbench", "b.workbench")]
    one, other = (create_workspace(path, clock=FixedClock(DAY), author="Rep") for path in files[:2])
    with contextlib.closing(one), contextlib.closing(other):
        with one.change("create", "Create") as change:
            account = change.create("account", {"name": "Alpha"})
            person = change.create("contact", {"account_id": account, "name": "Zenobia Xyzzy"})
        export_file(one, files[2])
        merge_file(other, files[2])
        with one.change("erase_person", "Erase") as change:
            change.erase("contact", person)
        export_file(one, files[3])
        assert merge_file(other, files[3]).new == 1
        assert b"Zenobia" not in plain_pages(files[1])
        merge_file(other, files[2])
        assert merge_file(one, files[2]).new == 0
        with other.read() as session:
            assert check_journal(session) == []
        assert b"Zenobia" not in plain_pages(files[1])
