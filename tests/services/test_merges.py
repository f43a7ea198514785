"""Receipts of merges, and deciding what people set apart."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from workbench.domain.accounts import Tier
from workbench.domain.contact_links import ContactLinkKind
from workbench.domain.plan_records import PlanPart
from workbench.foundation.clock import FixedClock
from workbench.foundation.errors import NotAllowed, NotAWorkspace, NotFound, WrongPassphrase
from workbench.foundation.ids import Id, derived_id
from workbench.services.account_list import list_account_lines
from workbench.services.accounts import create_account, delete_account, edit_account
from workbench.services.conflicts import (
    Decision,
    Side,
    count_conflicts,
    decide,
    decide_all,
    decide_presence,
    list_conflict_records,
)
from workbench.services.contacts import save_contact
from workbench.services.exchange import export_workspace, list_conflicts, merge_files
from workbench.services.influence import get_influence_map
from workbench.services.influence_lines import link_people, place_people, set_link_strength
from workbench.services.influence_people import add_person
from workbench.services.merges import counts_by_kind, list_merges, look_into, merge_all, undo_merges
from workbench.services.nominations import confirm_tier
from workbench.services.plan_texts import write_part
from workbench.services.portfolio import set_portfolio_year
from workbench.services.records import get_record, list_records
from workbench.services.workspaces import new_workspace, open_workspace
from workbench.storage.workspace import Workspace

K1 = derived_id("account", "K1")


@pytest.fixture
def head(tmp_path: Path, clock: FixedClock) -> Iterator[Workspace]:
    opened = new_workspace(tmp_path / "head.workbench", clock=clock, author="Han Mei")
    yield opened
    opened.close()


@pytest.fixture
def shared(workspace: Workspace, head: Workspace, tmp_path: Path) -> None:
    """Both know one account."""
    create_account(workspace, {"code": "K1", "name": "华为技术", "city": "深圳", "tier": "major"})
    export_workspace(workspace, tmp_path / "first.workbench")
    merge_files(head, [tmp_path / "first.workbench"])


def merge_again(workspace: Workspace, head: Workspace, tmp_path: Path) -> None:
    export_workspace(workspace, tmp_path / "second.workbench")
    merge_files(head, [tmp_path / "second.workbench"])


@pytest.mark.usefixtures("shared")
def test_a_receipt_counts_by_kind_what_came_and_what_is_to_be_decided(
    workspace: Workspace, head: Workspace, tmp_path: Path
) -> None:
    edit_account(workspace, K1, {"city": "东莞"})
    save_contact(workspace, K1, {"name": "王芳"})
    edit_account(head, K1, {"city": "广州"})
    export_workspace(workspace, tmp_path / "second.workbench")
    (merged,) = merge_files(head, [tmp_path / "second.workbench"], dry_run=True).files
    assert merged.receipt is not None
    counts = counts_by_kind([merged.receipt])
    assert (counts["accounts"].changed, counts["accounts"].conflicts) == (1, 1)
    assert (counts["contacts"].created, counts["contacts"].conflicts) == (1, 0)
    assert list(counts) == ["accounts", "contacts"]
    assert count_conflicts(head) == 0


@pytest.mark.usefixtures("shared")
def test_past_merges_are_listed_with_the_latest_first(
    workspace: Workspace, head: Workspace, tmp_path: Path
) -> None:
    edit_account(workspace, K1, {"city": "东莞"})
    merge_again(workspace, head, tmp_path)
    second, first = list_merges(head)
    assert Path(second.source).name == "second.workbench"
    assert (second.author, second.changes, second.last) == ("Han Mei", 1, True)
    assert not first.last
    edit_account(head, K1, {"city": "广州"})
    assert not list_merges(head)[0].last


@pytest.mark.usefixtures("shared")
def test_several_merges_go_back_together(workspace: Workspace, head: Workspace, tmp_path: Path) -> None:
    edit_account(workspace, K1, {"city": "东莞"})
    merge_again(workspace, head, tmp_path)
    summary = undo_merges(head, [one.id for one in reversed(list_merges(head))])
    assert "account" in summary.topics
    assert list_merges(head) == ()
    assert list_records(head, "accounts").total == 0


@pytest.mark.usefixtures("shared")
def test_a_merge_that_was_built_upon_stays(head: Workspace) -> None:
    (merge,) = list_merges(head)
    edit_account(head, K1, {"city": "广州"})
    with pytest.raises(NotAllowed):
        undo_merges(head, [merge.id])


@pytest.mark.usefixtures("shared")
@pytest.mark.parametrize(("side", "city"), [(Side.BASE, "深圳"), (Side.MINE, "广州"), (Side.THEIRS, "东莞")])
def test_a_conflict_says_whose_value_is_whose_and_takes_the_side_chosen(
    side: Side, city: str, workspace: Workspace, head: Workspace, tmp_path: Path
) -> None:
    edit_account(workspace, K1, {"city": "东莞"})
    edit_account(head, K1, {"city": "广州"})
    merge_again(workspace, head, tmp_path)
    (record,) = list_conflict_records(head)
    (field,) = record.fields
    assert (record.kind, record.row_id, record.label, field.columns) == (
        "accounts",
        K1,
        "华为技术",
        ("city",),
    )
    assert (field.base.values, field.base.author, field.base.at) == ({"city": "深圳"}, "", None)
    assert (field.mine.values["city"], field.mine.author) == ("广州", "Han Mei")
    assert (field.theirs.values["city"], field.theirs.author) == ("东莞", "Li Lei")
    assert field.theirs.at is not None
    decide(head, record.kind, record.row_id, {field.field: side})
    assert list_conflict_records(head) == ()
    assert get_record(head, "accounts", "K1")["city"] == city
    with pytest.raises(NotFound):
        decide(head, record.kind, record.row_id, {field.field: side})


@pytest.mark.usefixtures("shared")
def test_what_has_no_name_of_its_own_is_called_by_whom_and_what_it_is_about(
    workspace: Workspace, head: Workspace, tmp_path: Path
) -> None:
    add_person(workspace, K1, "王芳")
    add_person(workspace, K1, "李雷")
    wang, li = (get_record(workspace, "contacts", name)["id"] for name in ("王芳", "李雷"))
    lower, upper = Id(bytes.fromhex(wang)), Id(bytes.fromhex(li))
    link_people(workspace, lower, upper, ContactLinkKind.INFLUENCES, 1)
    place_people(workspace, {lower: (10, 10)})
    write_part(workspace, K1, 2026, PlanPart.SUMMARY, "Start")
    set_portfolio_year(workspace, K1, 2026, {"revenue_fen": 100})
    merge_again(workspace, head, tmp_path)
    for side, number in ((workspace, 2), (head, 3)):
        (link,) = get_influence_map(side, K1).links
        set_link_strength(side, link.id, number)
        place_people(side, {lower: (100 * number, 40)})
        write_part(side, K1, 2026, PlanPart.SUMMARY, f"Words {number}")
        set_portfolio_year(side, K1, 2026, {"revenue_fen": number})
    export_workspace(workspace, tmp_path / "third.workbench")
    merge_files(head, [tmp_path / "third.workbench"])
    assert {one.kind: one.label for one in list_conflict_records(head)} == {
        "links": "王芳 → 李雷",
        "places": "王芳",
        "plan-texts": "华为技术 · 2026 · Summary",
        "portfolio-years": "华为技术 · 2026",
    }
    assert {one.label for one in list_conflicts(head)} == {one.label for one in list_conflict_records(head)}


@pytest.mark.usefixtures("shared")
def test_fields_that_travel_as_one_are_one_thing_to_decide(
    workspace: Workspace, head: Workspace, tmp_path: Path
) -> None:
    confirm_tier(workspace, K1, Tier.FOCUS, "grows")
    confirm_tier(head, K1, Tier.GENERAL, "shrinks")
    merge_again(workspace, head, tmp_path)
    (record,) = list_conflict_records(head)
    (field,) = record.fields
    assert {"tier", "tier_reason"} <= set(field.columns)
    decide(head, record.kind, record.row_id, {field.field: Side.THEIRS})
    row = get_record(head, "accounts", "K1")
    assert (row["tier"], row["tier_reason"]) == ("focus", "grows")


@pytest.mark.usefixtures("shared")
@pytest.mark.parametrize("decision", Decision)
def test_a_record_deleted_by_one_and_changed_by_another_is_kept_until_decided(
    decision: Decision, workspace: Workspace, head: Workspace, tmp_path: Path
) -> None:
    delete_account(workspace, K1)
    edit_account(head, K1, {"city": "广州"})
    merge_again(workspace, head, tmp_path)
    (record,) = list_conflict_records(head)
    assert record.flag_text
    assert record.fields == ()
    decide_presence(head, record.kind, record.row_id, decision)
    assert list_conflict_records(head) == ()
    assert list_records(head, "accounts").total == (1 if decision is Decision.KEEP else 0)


@pytest.mark.usefixtures("shared")
def test_a_look_into_a_file_says_whose_it_is_and_what_it_would_bring(
    workspace: Workspace, head: Workspace, tmp_path: Path
) -> None:
    edit_account(workspace, K1, {"city": "东莞"})
    path = tmp_path / "secret.workbench"
    export_workspace(workspace, path, "open sesame")
    closed = look_into(head, path)
    assert isinstance(closed.error, WrongPassphrase)
    look = look_into(head, path, ["guess", "open sesame"])
    assert look.info is not None
    assert look.receipt is not None
    assert (look.info.exported_by, look.receipt.new, look.error) == ("Li Lei", 1, None)
    assert look.size == path.stat().st_size
    assert get_record(head, "accounts", "K1")["city"] == "深圳"


def test_a_look_into_what_is_no_workspace_is_an_answer_and_no_failure(
    head: Workspace, tmp_path: Path
) -> None:
    picture = tmp_path / "photo.workbench"
    picture.write_bytes(b"\x89PNG" + bytes(9000))
    assert isinstance(look_into(head, picture).error, NotAWorkspace)
    assert isinstance(look_into(head, tmp_path / "gone.workbench").error, NotFound)


def test_many_files_merge_until_stopped_and_what_was_saved_stays(
    workspace: Workspace, head: Workspace, tmp_path: Path
) -> None:
    files = []
    for number in range(25):
        create_account(workspace, {"code": f"K{number}", "name": f"客户{number}"})
        files.append(tmp_path / f"{number}.workbench")
        export_workspace(workspace, files[-1])
    steps: list[tuple[int, int]] = []
    outcome = merge_all(
        head, files, on_step=lambda done, total: steps.append((done, total)), stopped=lambda: bool(steps)
    )
    assert steps == [(20, 25)]
    assert [one.file for one in outcome.files] == files[:20]
    assert list_records(head, "accounts").total == 20
    rest = merge_all(head, files)
    assert list_records(head, "accounts").total == 25
    assert rest.summary.undoable
    assert len(rest.summary.touched["account"]) == 5


@pytest.mark.usefixtures("shared")
def test_everything_can_stand_as_it_is_shown(workspace: Workspace, head: Workspace, tmp_path: Path) -> None:
    edit_account(workspace, K1, {"city": "东莞", "address": "一路 1 号"})
    edit_account(head, K1, {"city": "广州", "address": "二路 2 号"})
    merge_again(workspace, head, tmp_path)
    shown = get_record(head, "accounts", "K1")
    assert count_conflicts(head) == 2
    decide_all(head)
    assert count_conflicts(head) == 0
    assert get_record(head, "accounts", "K1") == shown


def test_a_backup_of_just_before_is_made_once_and_only_for_something_new(tmp_path: Path) -> None:
    clock = FixedClock(date(2026, 7, 1))
    files = []
    for name in ("one", "two"):
        theirs = new_workspace(tmp_path / f"{name}.workbench", clock=clock, author=name)
        create_account(theirs, {"name": name})
        files.append(tmp_path / f"{name}-export.workbench")
        export_workspace(theirs, files[-1])
        theirs.close()
    folder = tmp_path / "head"
    folder.mkdir()
    head = new_workspace(folder / "head.workbench", clock=clock, author="head")
    create_account(head, {"name": "mine"})
    outcome = merge_all(head, files)
    assert outcome.backup is not None
    assert [path.name for path in (folder / "backups").iterdir()] == [outcome.backup.name]
    kept = open_workspace(outcome.backup, clock=clock, author="head")
    assert [row.name for row in list_account_lines(kept).lines] == ["mine"]
    kept.close()
    assert merge_all(head, files).backup is None
    head.close()
