"""A file in scope: whose rows are in, that nothing else is, and that it finds its way back."""

import contextlib
from datetime import date, timedelta
from pathlib import Path

import pytest
from sqlalchemy import select

from tests.storage.laptops import DAY, Laptop
from tests.storage.properties import holds_together
from tests.storage.test_erase import plain_pages
from workbench.domain.sales import SaleRecord
from workbench.domain.scopes import Scope
from workbench.foundation.clock import FixedClock
from workbench.foundation.errors import Cancelled, Damaged, NotFound
from workbench.foundation.ids import Id, derived_id
from workbench.storage.attachments import keep_content
from workbench.storage.backup import export_file, inspect_file
from workbench.storage.check import check_journal
from workbench.storage.files import create_workspace, open_workspace
from workbench.storage.merge import merge_file
from workbench.storage.merge_undo import undo_merge
from workbench.storage.parts import keep_parts, measure_part
from workbench.storage.schema import schema
from workbench.storage.scope import WAYS
from workbench.storage.tables.journal import TransactionRecord
from workbench.storage.workspace import Workspace

ANNA, BERT = derived_id("manager", "anna"), derived_id("manager", "bert")


def of(*managers: Id) -> Scope:
    return Scope(manager_ids=frozenset(managers))


@pytest.fixture
def head() -> Laptop:
    """A head's file with an account of Anna and one of Bert, made in one change."""
    laptop = Laptop("head")
    with laptop.workspace.change("import", "Import") as change:
        for manager, name in ((ANNA, "Anna"), (BERT, "Bert")):
            change.create("manager", {"name": name}, manager)
            account = change.create(
                "account", {"name": f"{name} Ltd", "manager_id": manager}, account_of(manager)
            )
            contact = change.create("contact", {"account_id": account, "name": f"{name}'s contact"})
            change.create("map_place", {"contact_id": contact})
            change.create("visit", {"account_id": account, "manager_id": manager, "on_day": DAY})
            change.create("complaint", {"account_id": account, "text": f"{name}'s complaint"})
            change.create("absence", {"manager_id": manager, "starts_on": DAY, "ends_on": DAY})
            sold = SaleRecord(DAY, 100, number=name)
            change.add_sales(account, [sold])
    return laptop


def account_of(manager: Id) -> Id:
    return derived_id("account", manager.hex())


def names(laptop: Laptop, entity: str = "account") -> set[str]:
    return {row[0] for row in laptop.rows(f"SELECT name FROM {entity}")}


def count(laptop: Laptop, entity: str) -> int:
    return int(laptop.rows(f"SELECT count(*) FROM {entity}")[0][0])


def state(laptop: Laptop) -> object:
    return laptop.content(), laptop.journal()


HOW = {
    # Every table, and what brings its rows into a scope. A new one is added here, and thought about.
    **dict.fromkeys(
        ("manager", "policy", "frequency_rule", "calendar_notice", "tier_review"), "shared by all"
    ),
    **dict.fromkeys(("contract_template", "template_version", "recipient"), "shared by all"),
    "account": "chosen",
    **dict.fromkeys(("absence", "busy_time", "weekly_report", "gathering"), "its manager"),
    "handover": "either of two managers",
    **dict.fromkeys(("account_link", "account_plan", "action", "attachment", "closure"), "its account"),
    **dict.fromkeys(("complaint", "contact", "contract", "evaluation", "frequency_override"), "its account"),
    **dict.fromkeys(("handover_account", "invitation", "manager_term", "need", "project"), "its account"),
    **dict.fromkeys(("portfolio_score", "portfolio_year", "risk", "scorecard_score"), "its account"),
    **dict.fromkeys(("alarm_acknowledgement", "major_event", "receivable", "stock_count"), "its account"),
    **dict.fromkeys(("service_request", "tier_refusal", "visit_debt", "whitespace_cell"), "its account"),
    **dict.fromkeys(("visit", "contact_log", "sales_batch"), "its account, within the days"),
    "not_duplicate": "both accounts",
    "contact_link": "all its contacts",
    **dict.fromkeys(("contact_tie", "map_place", "personal_basis", "phase_attitude"), "its contact"),
    "complaint_event": "its complaint",
    **dict.fromkeys(("contract_amendment", "contract_clause", "contract_duty"), "its contract"),
    **dict.fromkeys(("contract_event", "contract_line", "contract_value"), "its contract"),
    **dict.fromkeys(("objective", "plan_member", "plan_review", "plan_text", "plan_version"), "its plan"),
    "plan_measure": "its objective",
    **dict.fromkeys(("service_commitment", "service_document"), "its request"),
}


def test_of_every_table_it_is_said_how_its_rows_get_into_a_scope() -> None:
    assert HOW.keys() == schema().keys()
    assert {"account", *WAYS} == schema().keys()
    for entity, how in HOW.items():
        way = WAYS.get(entity)
        columns = way.columns if way else ()
        assert bool(way and way.day) == ("within the days" in how)
        assert bool(columns) == (how not in ("shared by all", "chosen"))
        for column in columns:
            (target,) = (one.target for one in schema()[entity].references if one.column == column)
            assert target.split("_")[-1] in how
        # What cannot be without another row comes in by it, so that nothing is left behind.
        needed = {one.column for one in schema()[entity].references if not one.nullable}
        assert not columns or needed & set(columns) or not needed
    order = ["account", "manager", *WAYS]
    for entity, way in WAYS.items():
        for column in way.columns:
            (target,) = (one.target for one in schema()[entity].references if one.column == column)
            assert order.index(target) < order.index(entity)


def test_a_manager_gets_what_is_theirs_and_what_all_share_and_nothing_of_others(head: Laptop) -> None:
    part = head.in_scope(of(ANNA))
    assert names(part) == {"Anna Ltd"}
    assert names(part, "contact") == {"Anna's contact"}
    assert names(part, "manager") == {"Anna", "Bert"}
    for entity in ("map_place", "visit", "complaint", "absence", "sale", "sales_batch"):
        assert count(part, entity) == 1
    for rows in part.journal().values():
        assert "Bert Ltd" not in repr(rows)
        assert "Bert's" not in repr(rows)
    holds_together(part)


def test_a_scope_chooses_by_segment_by_account_and_by_days(head: Laptop) -> None:
    bert = account_of(BERT)
    head.set("account", bert, segment="Food")
    assert names(head.in_scope(Scope(segments=frozenset(("Food",))))) == {"Bert Ltd"}
    assert names(head.in_scope(Scope(account_ids=frozenset((bert,))))) == {"Bert Ltd"}
    assert names(head.in_scope(Scope(manager_ids=frozenset((ANNA,)), segments=frozenset(("Food",))))) == {
        "Anna Ltd",
        "Bert Ltd",
    }
    later = head.in_scope(Scope(first=DAY + timedelta(days=1)))
    assert names(later) == {"Anna Ltd", "Bert Ltd"}
    assert (count(later, "visit"), count(later, "sale"), count(later, "complaint")) == (0, 0, 2)
    assert count(head.in_scope(Scope(first=DAY, last=DAY)), "visit") == 2
    assert count(head.in_scope(Scope(first=DAY, last=DAY)), "sale") == 2
    with pytest.raises(NotFound):
        head.in_scope(of(derived_id("manager", "nobody")))


def test_what_is_referred_to_comes_bare(head: Laptop) -> None:
    parent = head.create("account", name="Group", manager_id=BERT)
    head.create("contact", account_id=parent, name="Chair")
    head.set("account", account_of(ANNA), parent_id=parent)
    part = head.in_scope(of(ANNA))
    assert names(part) == {"Anna Ltd", "Group"}
    assert names(part, "contact") == {"Anna's contact"}
    head.set("account", account_of(ANNA), parent_id=None)
    holds_together(head.in_scope(of(ANNA)))


def test_deletions_travel(head: Laptop) -> None:
    anna = Laptop("anna")
    anna.merge(head.in_scope(of(ANNA)))
    (visit,) = (Id(row[0]) for row in head.rows(f"SELECT id FROM visit WHERE manager_id = x'{ANNA.hex()}'"))
    head.delete("visit", visit)
    for (one,) in head.rows("SELECT id FROM complaint"):
        head.delete("complaint", Id(one))
    part = head.in_scope(of(ANNA))
    assert anna.merge(part).by_entity["complaint"].deleted == 1
    assert (count(anna, "visit"), count(anna, "complaint")) == (0, 0)
    assert "Bert's" not in repr(part.journal())
    head.delete("account", account_of(ANNA))
    anna.merge(head.in_scope(of(ANNA)))
    assert names(anna) == set()
    holds_together(anna)


def test_the_way_back_brings_policies_gifts_and_deletions_and_nothing_of_others() -> None:
    head, anna, bert = Laptop("head"), Laptop("anna"), Laptop("bert")
    for laptop, manager in ((anna, ANNA), (bert, BERT)):
        laptop.create("manager", manager, name=laptop.name)
        for number in (1, 2):
            account = laptop.create("account", name=f"{laptop.name} {number}", manager_id=manager)
            laptop.create("visit", account_id=account, manager_id=manager, on_day=DAY)
            laptop.create("contact", account_id=account, name=f"{laptop.name}'s {number}")
        head.merge(laptop)
    given, kept = (Id(row[0]) for row in anna.rows("SELECT id FROM account ORDER BY name"))
    got = Id(bert.rows("SELECT id FROM account ORDER BY name")[0][0])
    head.create("policy", name="tiers", value={"a": 1})
    head.set("account", given, manager_id=BERT)
    head.set("account", given, note="Bert's secret")
    head.set("account", got, manager_id=ANNA)
    for (visit,) in head.rows(f"SELECT id FROM visit WHERE account_id = x'{kept.hex()}'"):
        head.delete("visit", Id(visit))
    part = head.in_scope(of(ANNA))
    anna.merge(part)
    assert names(anna, "policy") == {"tiers"}
    assert names(anna) == {"anna 1", "anna 2", "bert 1"}
    assert anna.value("account", given, "manager_id") == BERT
    assert anna.rows(f"SELECT 1 FROM visit WHERE account_id = x'{kept.hex()}'") == []
    assert "bert's 1" in names(anna, "contact")
    told = repr(part.journal())
    assert "bert 2" not in told
    assert "bert's 2" not in told
    assert "Bert's secret" not in told
    holds_together(anna)
    assert head.merge(anna).new == 0
    anna.set("account", kept, note="from Anna")
    assert head.merge(anna).new == 1
    holds_together(head)


def test_parts_of_one_change_come_together_again_in_any_order(head: Laptop) -> None:
    anna, bert = head.in_scope(of(ANNA)), head.in_scope(of(BERT))
    assert count(anna, "journal_part") == 1
    for first, second in ((anna, bert), (bert, anna)):
        whole = Laptop("whole")
        whole.merge(first)
        begun = state(whole)
        receipt = whole.merge(second)
        assert receipt.transaction_id is not None
        assert whole.content() == head.content()
        assert whole.journal()["journal_part"] == []
        assert {row[0]: row[2:] for row in whole.journal()["journal_replica"]} == {
            row[0]: row[2:] for row in head.journal()["journal_replica"]
        }
        assert head.merge(whole).new == whole.merge(head).new == 0
        undo_merge(whole.workspace, receipt.transaction_id)
        assert state(whole) == begun
        holds_together(whole)


def test_an_older_file_in_scope_cannot_bring_an_erased_person_back(head: Laptop) -> None:
    anna = Laptop("anna")
    old = head.in_scope(of(ANNA))
    anna.merge(old)
    (person,) = (Id(row[0]) for row in anna.rows("SELECT id FROM contact"))
    anna.set("contact", person, note="Anna's contact likes tea")
    older = anna.copied_by_hand()
    with head.workspace.change("erase", "Erase") as change:
        change.erase("contact", person)
    new = head.in_scope(of(ANNA))
    assert "Anna's contact" not in repr(new.journal())
    for laptop in (head, anna):
        for part in (new, old, older.in_scope(of(ANNA)), head.in_scope(of(ANNA, BERT))):
            laptop.merge(part)
            assert "Anna's contact" not in repr(laptop.journal()) or laptop is part
            holds_together(laptop)
    assert "Anna" not in {row[0] for row in anna.rows("SELECT name FROM contact")}
    fresh = Laptop("fresh")
    for part in (old, new):
        fresh.merge(part)
    assert "Anna's contact" not in repr(fresh.journal())
    holds_together(fresh)


@pytest.mark.parametrize(
    "damage",
    [
        "UPDATE journal_entry SET value = replace(value, 'Anna Ltd', 'Other')",
        "UPDATE journal_part SET held = held + 1",
        "UPDATE journal_part SET numbers = x'00'",
        "UPDATE journal_part SET digest = zeroblob(16)",
        "UPDATE journal_transaction SET entries = 3",
        "DELETE FROM journal_part",
        "DELETE FROM journal_entry WHERE entity = 'absence'",
    ],
)
def test_a_part_that_is_not_as_it_was_written_refuses_the_file(head: Laptop, damage: str) -> None:
    part = head.in_scope(of(ANNA))
    part.connection.execute(damage)
    with part.workspace.read() as session:
        assert check_journal(session)
    part.connection.execute("UPDATE journal_replica SET digest = zeroblob(16)")
    fresh = Laptop("fresh")
    before = state(fresh)
    with pytest.raises(Damaged):
        fresh.merge(part)
    assert state(fresh) == before


def note_parts_anew(laptop: Laptop) -> None:
    """Let what a file notes of its transactions fit what was done to them."""
    with laptop.workspace.writing() as session:
        connection = session.connection()
        rows = connection.execute(select(TransactionRecord.__table__)).all()
        keep_parts(connection, {row.id: measure_part(connection, row) for row in rows})
        connection.exec_driver_sql("UPDATE journal_replica SET digest = zeroblob(16)")


@pytest.mark.parametrize(
    "forgery",
    [
        # Two of these come to more than SQLite can add up: every file that had taken them would be refused.
        "UPDATE journal_transaction SET entries = 1 << 62",
        "UPDATE journal_transaction SET entries = (SELECT held FROM journal_part)",
    ],
)
def test_a_forged_part_is_refused_even_where_its_own_digest_fits(head: Laptop, forgery: str) -> None:
    part = head.in_scope(of(ANNA))
    part.connection.execute(forgery)
    note_parts_anew(part)
    fresh = Laptop("fresh")
    with pytest.raises(Damaged):
        fresh.merge(part)
    assert fresh.rows("SELECT id FROM journal_transaction") == []


def test_a_label_made_to_be_compared_for_ever_is_compared_at_once(head: Laptop) -> None:
    ours, theirs = head.in_scope(of(ANNA)), head.in_scope(of(BERT))
    ours.connection.execute("UPDATE journal_transaction SET label = ?", ("I" + "a" * 200,))
    theirs.connection.execute("UPDATE journal_transaction SET label = ?", ("I" + "…" * 60 + "b",))
    for laptop in (ours, theirs):
        note_parts_anew(laptop)
    ours.merge(theirs)
    assert ours.rows("SELECT label FROM journal_transaction") == [("I" + "a" * 200,)]


def test_an_entry_with_other_content_refuses_the_whole_file(head: Laptop) -> None:
    fresh = Laptop("fresh")
    fresh.merge(head.in_scope(of(ANNA)))
    forged = head.in_scope(of(ANNA, BERT))
    forged.connection.execute("UPDATE journal_entry SET value = replace(value, 'Anna Ltd', 'Other')")
    forged.connection.execute("UPDATE journal_replica SET digest = zeroblob(16)")
    for laptop in (fresh, head.in_scope(of(BERT)), Laptop("empty")):
        before = state(laptop)
        with pytest.raises(Damaged):
            laptop.merge(forged)
        assert state(laptop) == before


def test_entries_that_were_never_written_refuse_the_file(head: Laptop) -> None:
    forged = head.in_scope(of(ANNA))
    forged.connection.execute(
        "INSERT INTO journal_entry SELECT CAST(substr(id, 1, 12) || x'000003e7' AS BLOB), entity,"
        " randomblob(16), op, field, value, parents FROM journal_entry WHERE entity = 'manager' LIMIT 1"
    )
    forged.connection.execute("UPDATE journal_replica SET digest = zeroblob(16)")
    with pytest.raises(Damaged):
        head.merge(forged)


@pytest.fixture
def workspace(tmp_path: Path) -> Workspace:
    workspace = create_workspace(tmp_path / "head.workbench", clock=FixedClock(DAY), author="Head")
    with workspace.change("create", "Create") as change:
        for manager, name in ((ANNA, "Anna"), (BERT, "Bert")):
            change.create("manager", {"name": name}, manager)
            account = change.create("account", {"name": f"{name} Ltd", "manager_id": manager})
            sha256 = keep_content(change.connection, f"{name}'s photograph".encode())
            change.create("attachment", {"account_id": account, "name": "a.txt", "sha256": sha256})
    return workspace


def test_a_file_in_scope_stands_by_itself_and_says_what_it_is(workspace: Workspace, tmp_path: Path) -> None:
    target = tmp_path / "anna.workbench"
    steps: list[tuple[int, int]] = []
    with contextlib.closing(workspace):
        receipt = export_file(
            workspace,
            target,
            "pass",
            scope=of(ANNA),
            on_step=lambda done, total: steps.append((done, total)),
        )
        assert export_file(workspace, target, "pass", scope=of(ANNA)).entries == receipt.entries
        assert merge_file(workspace, target, "pass").new == 0
    assert steps[-1][0] == steps[-1][1]
    assert receipt.by_entity == {"account": 1, "attachment": 1, "manager": 2}
    info = inspect_file(target, "pass")
    assert (info.exported_by, info.scope, info.by_entity) == ("Head", of(ANNA), receipt.by_entity)
    opened = open_workspace(target, passphrase="pass", clock=FixedClock(DAY), author="Anna")
    with contextlib.closing(opened), opened.read() as session:
        assert check_journal(session) == []
        connection = session.connection()
        assert connection.exec_driver_sql("SELECT data FROM attachment_content").scalars().all() == [
            b"Anna's photograph"
        ]
        told = {name for (name,) in connection.exec_driver_sql("SELECT name FROM workspace_info")}
        assert not {name for name in told if name.startswith(("draft:", "view:", "columns:", "replica"))}
        found = connection.exec_driver_sql("SELECT kind FROM search_row ORDER BY kind").scalars().all()
        assert found == ["account", "attachment"]


def test_nothing_of_others_is_left_in_any_page(workspace: Workspace, tmp_path: Path) -> None:
    with contextlib.closing(workspace):
        export_file(workspace, tmp_path / "anna.workbench", scope=of(ANNA))
        export_file(workspace, tmp_path / "whole.workbench")
    pages, whole = (plain_pages(tmp_path / f"{name}.workbench") for name in ("anna", "whole"))
    for told in (b"Bert Ltd", b"Bert's photograph"):
        assert told in whole
        assert told not in pages
    assert b"Anna Ltd" in pages


@pytest.mark.parametrize("scope", [None, of(ANNA)])
@pytest.mark.parametrize("moment", [0, 1])
def test_an_export_that_is_stopped_leaves_nothing(
    workspace: Workspace, tmp_path: Path, scope: Scope | None, moment: int
) -> None:
    steps = iter(range(1_000))

    def stop(_done: int, _total: int) -> None:
        if next(steps) >= moment or scope is None:
            raise Cancelled("stopped")

    before = sorted(tmp_path.iterdir())
    with contextlib.closing(workspace):
        with pytest.raises(Cancelled):
            export_file(workspace, tmp_path / "out.workbench", scope=scope, on_step=stop)
        assert sorted(tmp_path.iterdir()) == before
        export_file(workspace, tmp_path / "out.workbench", scope=scope)


def test_days_are_kept_as_days() -> None:
    scope = Scope(of(ANNA).manager_ids, frozenset(("Food",)), first=date(2024, 1, 1), last=date(2024, 2, 1))
    assert Scope.from_text(scope.as_text()) == scope
