"""Exporting in part and for recipients, receiving keys, and the return way."""

import contextlib
import shutil
from datetime import date
from pathlib import Path

import pytest

from tests.colleagues import Colleague
from tests.services.exporting_world import LIU, WANG, info_names, names, team
from tests.storage.test_erase import plain_pages
from workbench import __version__
from workbench.domain.scopes import Scope
from workbench.exchange.package import NotForUs, is_package, key_of, new_key
from workbench.foundation.clock import FixedClock
from workbench.foundation.errors import (
    BadInput,
    NotAllowed,
    NotAWorkspace,
    NotFound,
    WrongPassphrase,
)
from workbench.foundation.ids import Id, derived_id
from workbench.services.accounts import create_account, edit_account
from workbench.services.backups import backup_workspace
from workbench.services.exchange import inspect_file, list_conflicts, merge_files
from workbench.services.export_names import proposed_export_name, scope_words
from workbench.services.export_scopes import count_accounts_in, list_scope_choices, scope_of
from workbench.services.exporting import export_workspace, rows_by_kind
from workbench.services.managers import add_manager
from workbench.services.merges import list_merges, look_into
from workbench.services.receiving import (
    key_text,
    make_receiving_key,
    private_keys,
    receiving_key,
    save_key_file,
)
from workbench.services.recipients import (
    add_recipient,
    edit_recipient,
    list_recipients,
    public_keys_of,
    publish_own_key,
    remove_recipient,
)
from workbench.services.records import list_records
from workbench.services.returning import Protection, list_returnees, managers_named, return_files
from workbench.services.saved_views import save_view
from workbench.services.workspaces import open_workspace
from workbench.storage.workspace import Workspace

__all__ = ["team"]


def test_a_file_for_the_head_is_read_by_the_head_alone(
    team: Workspace, colleague: Colleague, tmp_path: Path, clock: FixedClock
) -> None:
    head, other, target = colleague("Head"), colleague("Other"), tmp_path / "for-head.workbench"
    key = make_receiving_key(head)
    receipt = export_workspace(team, target, recipients=[key])
    assert receipt.file == target
    assert is_package(target)
    with pytest.raises(NotForUs):
        inspect_file(target)
    make_receiving_key(other)
    (refused,) = merge_files(other, [target]).files
    # No passphrase helps here, so nobody is asked for one.
    assert isinstance(refused.error, NotForUs)
    assert refused.error.where == str(target)
    assert look_into(other, target).error is not None
    with pytest.raises(NotAWorkspace, match="recipients"):
        open_workspace(target, clock=clock, author="x")
    look = look_into(head, target)
    assert look.error is None
    (merged,) = merge_files(head, [target]).files
    assert merged.error is None
    assert names(head) == names(team)
    # Under the name it has for people, not under that of the copy that was read.
    assert [one.source for one in list_merges(head)] == [str(target)]


def test_files_for_a_key_that_was_replaced_can_still_be_read(
    team: Workspace, colleague: Colleague, tmp_path: Path
) -> None:
    head = colleague("Head")
    old = make_receiving_key(head)
    assert make_receiving_key(head) == old
    export_workspace(team, tmp_path / "old.workbench", recipients=[old])
    new = make_receiving_key(head, anew=True)
    assert new == receiving_key(head) != old
    export_workspace(team, tmp_path / "new.workbench", recipients=[new])
    for name in ("old.workbench", "new.workbench"):
        assert inspect_file(tmp_path / name, (), head).exported_by == "Li Lei"


def test_packages_among_other_files_are_merged_and_one_for_others_stops_none(
    team: Workspace, colleague: Colleague, tmp_path: Path
) -> None:
    head = colleague("Head")
    files = [tmp_path / f"{name}.workbench" for name in ("plain", "secret", "for-head", "for-others")]
    export_workspace(team, files[0])
    export_workspace(team, files[1], "open sesame")
    export_workspace(team, files[2], recipients=[make_receiving_key(head)])
    export_workspace(team, files[3], recipients=[new_key().public])
    found = merge_files(head, files, ["wrong", "open sesame"]).files
    assert [one.file for one in found] == files
    assert [one.error is None for one in found] == [True, True, True, False]


def test_the_private_half_goes_along_with_backups_and_never_with_exports(
    team: Workspace, colleague: Colleague, tmp_path: Path, clock: FixedClock
) -> None:
    make_receiving_key(team)
    make_receiving_key(team, anew=True)
    present, older = private_keys(team)
    export_workspace(team, tmp_path / "whole.workbench")
    export_workspace(team, tmp_path / "part.workbench", scope=Scope(manager_ids=frozenset({WANG})))
    for name in ("whole", "part"):
        kept = info_names(tmp_path / f"{name}.workbench")
        assert not [value for value in kept.values() if value in (present, older)]
        assert not [one for one in kept if one.startswith("private:")]
    head = colleague("Head")
    merge_files(head, [tmp_path / "whole.workbench"])
    assert receiving_key(head) is None
    with contextlib.closing(open_workspace(backup_workspace(team), clock=clock, author="x")) as restored:
        assert private_keys(restored) == [present, older]
        assert key_of(present).public == receiving_key(restored)


def test_no_page_of_an_export_still_holds_the_private_half(team: Workspace, tmp_path: Path) -> None:
    for time in range(3):
        make_receiving_key(team, anew=True)
        # Rows are pushed about between pages, as views and drafts do over the months.
        for number in range(40):
            save_view(team, "accounts", f"view {number}", "x" * (300 + 40 * time))
    export_workspace(team, tmp_path / "whole.workbench")
    shutil.copy(backup_workspace(team), tmp_path / "backup.workbench")
    pages, kept = (plain_pages(tmp_path / f"{name}.workbench") for name in ("whole", "backup"))
    for private in private_keys(team):
        assert private.encode() in kept
        assert private.encode() not in pages
    assert b"AGE-SECRET-KEY-" not in pages


def test_a_recipient_is_noted_renamed_and_removed_and_the_same_key_once(team: Workspace) -> None:
    key = new_key()
    with pytest.raises(BadInput, match="private half") as told:
        add_recipient(team, "Head", key.private)
    assert told.value.where == "public_key"
    for name, note in ((key.private, ""), ("Head", f"see {key.private}")):
        with pytest.raises(BadInput, match="private half"):
            add_recipient(team, name, key.public, note)
    assert list_recipients(team) == ()
    add_recipient(team, "  Head   office ", key.public, "since May")
    (one,) = list_recipients(team)
    assert (one.name, one.public_key, one.note, one.own) == ("Head office", key.public, "since May", False)
    for name, other in (("head OFFICE", new_key().public), ("Other", key.public), ("", new_key().public)):
        with pytest.raises(BadInput):
            add_recipient(team, name, other)
    edit_recipient(team, one.id, name="总部", note="")
    assert [(row.name, row.note) for row in list_recipients(team)] == [("总部", "")]
    remove_recipient(team, one.id)
    assert list_recipients(team) == ()
    with pytest.raises(NotFound):
        edit_recipient(team, one.id, name="x")
    add_recipient(team, "again", key.public)
    assert [row.name for row in list_recipients(team)] == ["again"]


def test_the_own_key_travels_to_the_reps_with_the_return_way(
    team: Workspace, colleague: Colleague, tmp_path: Path
) -> None:
    rep = colleague("王强")
    with pytest.raises(NotAllowed):
        publish_own_key(team)
    make_receiving_key(team)
    publish_own_key(team, "总部")
    assert list_recipients(team)[0].own
    (returned,) = return_files(team, tmp_path, {WANG: Protection()})
    merge_files(rep, [returned.file])
    (known,) = list_recipients(rep)
    assert (known.name, known.own) == ("总部", False)
    edit_account(rep, derived_id("account", "K1"), {"city": "深圳"})
    export_workspace(rep, tmp_path / "back.workbench", recipients=public_keys_of(rep, ["总部"]))
    (merged,) = merge_files(team, [tmp_path / "back.workbench"]).files
    assert merged.error is None
    (account,) = list_records(team, "accounts", where=[("code", "K1")]).rows
    assert account["city"] == "深圳"
    assert list_conflicts(team) == ()


def test_names_and_keys_stand_for_recipients(team: Workspace) -> None:
    key, other = new_key(), new_key()
    add_recipient(team, "Head", key.public)
    assert public_keys_of(team, ["head", other.public, "Head"]) == [key.public, other.public]
    with pytest.raises(NotFound):
        public_keys_of(team, ["nobody"])
    with pytest.raises(BadInput, match="private half"):
        public_keys_of(team, [other.private])


def test_the_key_to_hand_out_is_the_public_half_alone(team: Workspace, tmp_path: Path) -> None:
    written = save_key_file(team, tmp_path / "key.txt").read_text("utf-8")
    public = receiving_key(team)
    assert public is not None
    assert written == key_text(team, public)
    assert "AGE-SECRET" not in written
    # As it is: pasted or read from the file it is taken.
    publish_own_key(team)
    with pytest.raises(BadInput, match="already"):
        add_recipient(team, "x", written)


def test_a_file_in_part_says_what_it_holds_in_words_and_as_data(team: Workspace, tmp_path: Path) -> None:
    scope = scope_of(team, ["manager=王强", "account=K3"], date(2026, 1, 1), date(2026, 6, 30))
    receipt = export_workspace(team, tmp_path / "part.workbench", scope=scope)
    info = inspect_file(tmp_path / "part.workbench")
    assert info.scope == scope == receipt.scope
    assert info.scope_words == scope_words(team, scope)
    assert info.scope_words.startswith("王强, 北辰")
    assert info.by_entity == receipt.by_entity
    assert rows_by_kind(info.by_entity)["accounts"] == 2 == count_accounts_in(team, scope)
    assert (info.version, info.as_exported) == (__version__, True)
    assert info.journal == receipt.journal


def test_equal_files_have_one_journal_hash_and_a_changed_one_says_so(
    team: Workspace, tmp_path: Path, clock: FixedClock
) -> None:
    first = export_workspace(team, tmp_path / "a.workbench")
    second = export_workspace(team, tmp_path / "b.workbench", "open sesame")
    assert first.journal == second.journal
    with contextlib.closing(open_workspace(first.file, clock=clock, author="x")) as opened:
        create_account(opened, {"code": "K9", "name": "新"})
    info = inspect_file(first.file)
    assert (info.as_exported, info.journal == first.journal) == (False, False)


def test_what_may_be_chosen_and_what_words_may_say(team: Workspace) -> None:
    choices = list_scope_choices(team)
    assert [name for _id, name in choices.managers] == ["刘洋", "王强"] or len(choices.managers) == 2
    assert choices.segments == ("通信",)
    assert scope_of(team, ["segment=通信"]) == Scope(segments=frozenset({"通信"}))
    assert count_accounts_in(team, Scope()) == 3
    for text, kind in (
        ("manager=nobody", NotFound),
        ("segment=none", NotFound),
        ("account=K9", NotFound),
        ("colour=red", BadInput),
        ("manager", BadInput),
        ("manager=", BadInput),
    ):
        with pytest.raises(kind):
            scope_of(team, [text])


def test_names_of_files_sort_and_can_be_written_anywhere(team: Workspace) -> None:
    wang = Scope(manager_ids=frozenset({WANG}))
    assert proposed_export_name(team) == "Li Lei-2026-W27.workbench"
    assert proposed_export_name(team, wang, ["总部"]) == "Li Lei-2026-W27-王强-to-总部.workbench"
    assert proposed_export_name(team, wang, ["a", "b"]) == "Li Lei-2026-W27-王强-to-2.workbench"
    team.author = 'A/B\\C:"D"<E>|*? '
    add_manager(team, "a" * 70 + "王" * 60)
    long = Scope(manager_ids=frozenset(managers_named(team, ["a" * 70 + "王" * 60])))
    name = proposed_export_name(team, long, ["..:: "])
    assert not set(name) & set('/\\:"<>|*?')
    assert len(name.encode()) < 255


def test_each_rep_gets_what_is_theirs_protected_each_in_their_way(
    team: Workspace, colleague: Colleague, tmp_path: Path
) -> None:
    rep = colleague("王强")
    add_recipient(team, "王强", make_receiving_key(rep))
    people = list_returnees(team)
    assert {one.name: one.accounts for one in people} == {"王强": 1, "刘洋": 1}
    keys = {one.name: one.recipient.public_key if one.recipient else None for one in people}
    steps: list[tuple[int, int]] = []
    results = return_files(
        team,
        tmp_path,
        {
            WANG: Protection((keys["王强"] or "",)),
            LIU: Protection(passphrase="open sesame"),
        },
        on_step=lambda done, total: steps.append((done, total)),
    )
    assert [one.error for one in results] == [None, None]
    assert steps == [(1, 2), (2, 2)]
    assert "open sesame" not in repr(Protection(passphrase="open sesame"))
    (merged,) = merge_files(rep, [results[0].file]).files
    assert merged.error is None
    assert names(rep) == {"华为技术"}
    with pytest.raises(WrongPassphrase):
        inspect_file(results[1].file)
    assert inspect_file(results[1].file, ["open sesame"]).scope == Scope(manager_ids=frozenset({LIU}))


def test_a_file_that_cannot_be_returned_stops_no_other_and_no_two_share_a_name(
    team: Workspace, tmp_path: Path
) -> None:
    with team.change("test", "x") as change:
        twin = change.create("manager", {"name": "王强"})
        change.set("account", derived_id("account", "K3"), {"manager_id": twin})
    (tmp_path / proposed_export_name(team, Scope(manager_ids=frozenset({WANG})))).mkdir()
    results = return_files(team, tmp_path, {WANG: Protection(), LIU: Protection(), twin: Protection()})
    assert [one.error is None for one in results] == [False, True, True]
    assert len({one.file for one in results}) == 3
    with pytest.raises(NotFound):
        return_files(team, tmp_path, {Id(bytes(16)): Protection()})
    assert return_files(team, tmp_path, {LIU: Protection()}, stopped=lambda: True) == ()
