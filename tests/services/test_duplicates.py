"""Duplicate accounts: found, said to be two, or made one and parted again (A8)."""

from datetime import date
from typing import Any

import pytest

from tests.domain.duplicate_pairs import code
from workbench.domain.account_merging import Choice
from workbench.domain.duplicates import Reason
from workbench.domain.personal_data import LawfulBasis, basis_id
from workbench.domain.sales import SaleRecord
from workbench.domain.scorecard import Criterion
from workbench.domain.whitespace import CellState, cell_id
from workbench.foundation.errors import BadInput, NotAllowed, NotFound
from workbench.foundation.ids import Id, new_id
from workbench.services.account_merging import (
    MergeProposal,
    merge_accounts,
    merged_id,
    propose_merge,
    same_sales_sentence,
    sided_choices,
)
from workbench.services.duplicates import count_duplicates, list_duplicates, say_not_duplicate
from workbench.services.history import undo
from workbench.services.personal_data import save_grounds
from workbench.services.records import KINDS, get_record, list_records
from workbench.services.relationship import tie_people
from workbench.services.scorecard import score
from workbench.services.whitespace import get_grid, set_state
from workbench.storage.queries.account_links import list_links
from workbench.storage.queries.accounts import get_account
from workbench.storage.queries.visits import list_visits
from workbench.storage.schema import schema
from workbench.storage.workspace import Workspace


def add(workspace: Workspace, name: str, **values: Any) -> Id:
    with workspace.change("test", "Account") as change:
        return change.create("account", {"name": name, **values})


def add_person(workspace: Workspace, account_id: Id, name: str, **values: Any) -> Id:
    with workspace.change("test", "Person") as change:
        return change.create("contact", {"account_id": account_id, "name": name, **values})


def add_row(workspace: Workspace, entity: str, **values: Any) -> Id:
    with workspace.change("test", "Row") as change:
        return change.create(entity, values)


def add_sales(workspace: Workspace, account_id: Id, fen: int, key: str) -> None:
    with workspace.change("test", "Sales") as change:
        record = SaleRecord(date(2026, 5, 4), fen, number=key)
        change.add_sales(account_id, [record])


def everything(workspace: Workspace) -> dict[str, list[Any]]:
    return {
        kind: sorted(map(repr, list_records(workspace, kind).rows))
        for kind in KINDS
        if kind != "transactions"
    }


def account(workspace: Workspace, account_id: Id) -> dict[str, Any]:
    return dict(get_record(workspace, "accounts", account_id.hex()))


@pytest.fixture
def pair(workspace: Workspace) -> tuple[Id, Id]:
    left = add(workspace, "澜川机械", code="K1", city="苏州", phone="0512-55507116", note="三号门")
    right = add(
        workspace,
        "苏州澜川机械有限公司",
        code="K2",
        city="苏州市",
        phone="13800050001",
        website="lanchuan.example",
        note="周三盘点",
    )
    return left, right


def test_two_spellings_of_one_company_are_listed_with_the_reasons(
    workspace: Workspace, pair: tuple[Id, Id]
) -> None:
    add(workspace, "汀畔食品有限公司")
    found = list_duplicates(workspace)
    (only,) = found.pairs
    assert {only.left.id, only.right.id} == set(pair)
    assert only.reasons == (Reason.CORE,)
    assert found.total == count_duplicates(workspace) == 1


def test_the_side_that_bought_more_stands_left(workspace: Workspace, pair: tuple[Id, Id]) -> None:
    add_sales(workspace, pair[1], 1_200_000_00, "1")
    (only,) = list_duplicates(workspace).pairs
    assert only.ids == (pair[1], pair[0])
    assert only.left.sales_12m_fen == 1_200_000_00


def test_phones_of_people_speak_for_their_account(workspace: Workspace, pair: tuple[Id, Id]) -> None:
    for account_id in pair:
        add_person(workspace, account_id, "方淮", mobile="13900020002")
    (only,) = list_duplicates(workspace).pairs
    assert Reason.PHONE in only.reasons


def test_the_progress_can_stop_the_search(workspace: Workspace, pair: tuple[Id, Id]) -> None:
    class Stopped(Exception):
        pass

    def stop(done: int, total: int) -> None:
        raise Stopped

    with pytest.raises(Stopped):
        list_duplicates(workspace, stop)


def test_what_a_person_said_to_be_two_is_not_asked_again(workspace: Workspace, pair: tuple[Id, Id]) -> None:
    said = say_not_duplicate(workspace, pair[1], pair[0], " zwei Werke ")
    assert list_duplicates(workspace).total == 0
    (row,) = list_records(workspace, "not-duplicates").rows
    assert row["reason"] == "zwei Werke"
    say_not_duplicate(workspace, pair[0], pair[1])
    assert list_records(workspace, "not-duplicates").total == 1
    assert said.transaction_id is not None
    undo(workspace)
    undo(workspace, said.transaction_id)
    assert list_duplicates(workspace).total == 1


def test_an_account_is_no_duplicate_of_itself(workspace: Workspace, pair: tuple[Id, Id]) -> None:
    with pytest.raises(BadInput):
        say_not_duplicate(workspace, pair[0], pair[0])
    with pytest.raises(BadInput):
        merge_accounts(workspace, pair[0], pair[0])
    with pytest.raises(NotFound):
        merge_accounts(workspace, pair[0], new_id(1))


def questions(proposal: MergeProposal) -> dict[str, Choice]:
    return {one.field: one.choice for one in proposal.questions if not one.agree}


def test_the_sensible_choice_is_the_filled_the_whole_the_newer_and_both_notes(
    workspace: Workspace, pair: tuple[Id, Id]
) -> None:
    chosen = questions(propose_merge(workspace, *pair))
    assert chosen["name"] is Choice.RIGHT
    assert chosen["website"] is Choice.RIGHT
    assert chosen["phone"] is Choice.RIGHT
    assert chosen["note"] is Choice.BOTH


def test_the_code_is_that_of_the_side_that_bought_more(workspace: Workspace, pair: tuple[Id, Id]) -> None:
    add_sales(workspace, pair[0], 500_00, "1")
    assert questions(propose_merge(workspace, *pair))["code"] is Choice.LEFT


def test_the_tier_is_the_one_confirmed_last(workspace: Workspace) -> None:
    left = add(workspace, "a", tier="focus", tier_reason="x", tier_confirmed_on=date(2026, 6, 1))
    right = add(workspace, "b", tier="major", tier_reason="y", tier_confirmed_on=date(2026, 1, 1))
    assert questions(propose_merge(workspace, left, right))["tier"] is Choice.LEFT


def test_the_fuller_address_is_taken_even_if_it_is_older(workspace: Workspace) -> None:
    left = add(workspace, "a", province="江苏", city="苏州", address="望津路 761 号")
    right = add(workspace, "b", city="苏州市")
    assert questions(propose_merge(workspace, left, right))["address"] is Choice.LEFT


def test_nothing_that_was_known_gets_lost(workspace: Workspace, pair: tuple[Id, Id]) -> None:
    merge_accounts(workspace, *pair)
    row = account(workspace, merged_id(*pair))
    assert list_records(workspace, "accounts").total == 1
    assert row["name"] == "苏州澜川机械有限公司"
    assert row["former_name"] == "澜川机械"
    assert {row["code"], row["other_codes"]} == {"K1", "K2"}
    assert row["phone"] == "13800050001"
    assert row["other_phones"] == "0512-55507116"
    assert set(row["note"].splitlines()) == {"三号门", "周三盘点"}
    assert row["website"] == "lanchuan.example"


def test_choices_of_a_person_hold(workspace: Workspace, pair: tuple[Id, Id]) -> None:
    merge_accounts(workspace, *pair, {"name": Choice.LEFT, "note": Choice.RIGHT})
    row = account(workspace, merged_id(*pair))
    assert row["name"] == "澜川机械"
    assert row["former_name"] == "苏州澜川机械有限公司"
    assert row["note"] == "周三盘点"


def test_one_side_can_win_everywhere(workspace: Workspace, pair: tuple[Id, Id]) -> None:
    proposal = propose_merge(workspace, *pair)
    merge_accounts(workspace, *pair, sided_choices(proposal, Choice.LEFT))
    row = account(workspace, merged_id(*pair))
    assert (row["name"], row["code"], row["phone"]) == ("澜川机械", "K1", "0512-55507116")
    assert row["website"] == "lanchuan.example"


@pytest.mark.parametrize("turned", [False, True])
def test_what_hangs_on_either_hangs_on_the_one_and_undo_parts_it_exactly(
    workspace: Workspace, pair: tuple[Id, Id], turned: bool
) -> None:
    left, right = pair[::-1] if turned else pair
    for at, account_id in enumerate(pair):
        person = add_person(workspace, account_id, f"方淮{at}", mobile=f"1390002000{at}")
        add_row(
            workspace,
            "visit",
            account_id=account_id,
            on_day=date(2026, 6, 3),
            kind="field",
            state="done",
            met=[person.hex()],
        )
        add_row(workspace, "contract", account_id=account_id, title=f"Frame {at}")
        add_row(workspace, "need", account_id=account_id, contact_id=person, text="steel")
        add_sales(workspace, account_id, 1_000_00 * (at + 1), f"line {at}")
    child = add(workspace, "澜川机械有限公司苏州分公司", parent_id=right)
    before = everything(workspace)
    proposal = propose_merge(workspace, left, right)
    assert proposal.right_has.rows == {"contacts": 1, "visits": 1, "contracts": 1, "needs": 1, "sales": 1}
    assert sum(proposal.left_has.sales.values()) + sum(proposal.right_has.sales.values()) == 3_000_00
    merge_accounts(workspace, left, right)
    kept = merged_id(left, right)
    assert account(workspace, child)["parent_id"] == kept.hex()
    for kind, count in {"contacts": 2, "visits": 2, "contracts": 2, "needs": 2, "sales": 2}.items():
        rows = list_records(workspace, kind).rows
        assert [row["account_id"] for row in rows] == [kept.hex()] * count
    undo(workspace)
    assert everything(workspace) == before


def test_the_proposal_tells_of_sales_that_would_count_once(workspace: Workspace, pair: tuple[Id, Id]) -> None:
    for account_id, key, fen in ((pair[0], "N1", 1), (pair[1], "N1", 9), (pair[1], "N2", 5)):
        add_sales(workspace, account_id, fen, key)
    proposal = propose_merge(workspace, *pair)
    assert proposal.same_sales == 1
    assert same_sales_sentence(proposal.same_sales).startswith("1 line of sales stands in both")
    assert same_sales_sentence(0) == ""


def test_people_that_are_one_become_one_and_keep_both_numbers(
    workspace: Workspace, pair: tuple[Id, Id]
) -> None:
    one = add_person(workspace, pair[0], "方 淮", mobile="13900020002", title="采购", note="早上")
    other = add_person(workspace, pair[1], "方淮", mobile="13900020003", email="fang@lanchuan.example")
    add_person(workspace, pair[1], "路遥")
    before = everything(workspace)
    (found,) = propose_merge(workspace, *pair).people
    assert (found.left, found.right) == (one, other)
    assert not found.sure
    merge_accounts(workspace, *pair, people=[(one, other)])
    people = {row["name"]: row for row in list_records(workspace, "contacts").rows}
    assert len(people) == 2
    merged = people.get("方淮") or people["方 淮"]
    assert {merged["mobile"], merged["phone"]} == {"13900020002", "13900020003"}
    assert (merged["title"], merged["email"], merged["note"]) == ("采购", "fang@lanchuan.example", "早上")
    undo(workspace)
    assert everything(workspace) == before


@pytest.mark.parametrize("later", [0, 1])
def test_what_is_known_of_people_that_become_one_is_not_doubled(
    workspace: Workspace, pair: tuple[Id, Id], later: int
) -> None:
    both = [add_person(workspace, account_id, "方淮") for account_id in pair]
    third = add_person(workspace, pair[0], "路遥")
    manager = add_row(workspace, "manager", name="Li Lei")
    for person in (both[1 - later], both[later]):
        newer = person == both[later]
        save_grounds(
            workspace,
            person,
            ["mobile"],
            basis=LawfulBasis.CONSENT,
            purpose="new" if newer else "old",
            review_on=None,
        )
        tie_people(workspace, person, manager, 3 if newer else 1)
        add_row(workspace, "contact_link", from_contact_id=person, to_contact_id=third, kind="influences")
    add_row(workspace, "contact_link", from_contact_id=both[0], to_contact_id=both[1], kind="influences")
    before = everything(workspace)
    merge_accounts(workspace, *pair, people=[(both[0], both[1])])
    kept = min(both)
    (basis,) = list_records(workspace, "bases").rows
    assert (basis["id"], basis["purpose"]) == (basis_id(kept, "mobile").hex(), "new")
    (tie,) = list_records(workspace, "ties").rows
    assert (tie["contact_id"], tie["strength"]) == (kept.hex(), 3)
    (link,) = list_records(workspace, "links").rows
    assert (link["from_contact_id"], link["to_contact_id"]) == (kept.hex(), third.hex())
    tie_people(workspace, kept, manager, 2)
    assert list_records(workspace, "ties").total == 1
    for _time in range(2):
        undo(workspace)
    assert everything(workspace) == before


def test_whoever_was_met_under_either_id_was_met(workspace: Workspace, pair: tuple[Id, Id]) -> None:
    one, other = (add_person(workspace, account_id, "方淮") for account_id in pair)
    for account_id, person in zip(pair, (one, other), strict=True):
        add_row(
            workspace,
            "visit",
            account_id=account_id,
            on_day=date(2026, 5, 4),
            state="done",
            met=[person.hex()],
        )
    merge_accounts(workspace, *pair, people=[(one, other)])
    with workspace.read() as session:
        assert [visit.met for visit in list_visits(session)] == [(min(one, other),)] * 2


def test_the_same_mobile_tells_a_person_under_another_name(workspace: Workspace, pair: tuple[Id, Id]) -> None:
    add_person(workspace, pair[0], "方淮", mobile="13900020002")
    add_person(workspace, pair[1], "方经理", mobile="+86 139 0002 0002")
    (found,) = propose_merge(workspace, *pair).people
    assert not found.sure


def test_people_of_other_accounts_are_refused(workspace: Workspace, pair: tuple[Id, Id]) -> None:
    one = add_person(workspace, pair[0], "方淮")
    other = add_person(workspace, add(workspace, "汀畔"), "方淮")
    with pytest.raises(BadInput):
        merge_accounts(workspace, *pair, people=[(one, other)])
    assert list_records(workspace, "accounts").total == 3


@pytest.mark.parametrize("later", [0, 1])
def test_what_an_account_has_one_of_is_not_doubled_and_the_newer_stays(
    workspace: Workspace, pair: tuple[Id, Id], later: int
) -> None:
    for account_id in (pair[1 - later], pair[later]):
        newer = account_id == pair[later]
        set_state(workspace, account_id, "一厂", "轴承", CellState.US if newer else CellState.NOT_USED)
        score(workspace, account_id, Criterion.REVENUE_POTENTIAL, 5 if newer else 1)
        add_row(
            workspace,
            "frequency_override",
            account_id=account_id,
            kind="field",
            count=3 if newer else 1,
            period="month",
        )
    before = everything(workspace)
    merge_accounts(workspace, *pair)
    kept = merged_id(*pair)
    (cell,) = list_records(workspace, "whitespace").rows
    assert (cell["id"], cell["state"]) == (cell_id(kept, "一厂", "轴承").hex(), CellState.US.value)
    (scored,) = list_records(workspace, "scores").rows
    assert scored["score"] == 5
    (override,) = list_records(workspace, "overrides").rows
    assert override["count"] == 3
    # Who writes the same cell and criterion next, writes these rows.
    set_state(workspace, kept, "一厂", "轴承", CellState.NOT_USED)
    score(workspace, kept, Criterion.REVENUE_POTENTIAL, 2)
    assert list_records(workspace, "whitespace").total == list_records(workspace, "scores").total == 1
    for _time in range(3):
        undo(workspace)
    assert everything(workspace) == before


def test_what_only_the_absorbed_account_has_is_found_under_the_one(
    workspace: Workspace, pair: tuple[Id, Id]
) -> None:
    kept, gone = sorted(pair)
    set_state(workspace, gone, "一厂", "轴承", CellState.US)
    score(workspace, gone, Criterion.REVENUE_POTENTIAL, 4)
    merge_accounts(workspace, kept, gone)
    (scored,) = list_records(workspace, "scores").rows
    assert (scored["account_id"], scored["score"]) == (kept.hex(), 4)
    assert CellState.US in [cell.state for cell in get_grid(workspace, kept).cells.values()]
    score(workspace, kept, Criterion.REVENUE_POTENTIAL, 3)
    assert list_records(workspace, "scores").total == 1


def test_two_credit_codes_are_never_one_account(workspace: Workspace) -> None:
    left = add(workspace, "澜川机械有限公司", credit_code=code(1))
    right = add(workspace, "澜川机械有限公司", credit_code=code(2))
    assert list_duplicates(workspace).total == 0
    for do in (propose_merge, merge_accounts):
        with pytest.raises(NotAllowed):
            do(workspace, left, right)
    assert list_records(workspace, "accounts").total == 2


def test_a_mistyped_credit_code_does_not_part_an_account(workspace: Workspace) -> None:
    left = add(workspace, "澜川机械有限公司", credit_code=code(1))
    right = add(workspace, "澜川机械有限公司", credit_code=code(1)[:-1] + "I")
    merge_accounts(workspace, left, right, {"credit_code": Choice.LEFT})
    assert account(workspace, merged_id(left, right))["credit_code"] == code(1)


def test_parent_and_subsidiary_stay_two_over_all_levels(workspace: Workspace) -> None:
    group = add(workspace, "澜川机械")
    company = add(workspace, "澜川机械有限公司", parent_id=group)
    site = add(workspace, "澜川机械股份有限公司", parent_id=company)
    assert list_duplicates(workspace).total == 0
    for one, other in ((group, site), (site, group), (company, group)):
        with pytest.raises(NotAllowed):
            merge_accounts(workspace, one, other)


def test_links_between_the_two_go(workspace: Workspace, pair: tuple[Id, Id]) -> None:
    say_not_duplicate(workspace, *pair)
    add_row(workspace, "account_link", account_id=pair[0], other_id=pair[1], kind="competitor")
    merge_accounts(workspace, *pair)
    assert list_records(workspace, "not-duplicates").total == 0
    assert list_records(workspace, "account-links").total == 0
    undo(workspace)
    assert list_records(workspace, "not-duplicates").total == 1
    assert list_records(workspace, "account-links").total == 1


def test_what_a_colleague_said_of_the_two_meanwhile_does_not_lead_an_account_to_itself(
    workspace: Workspace, pair: tuple[Id, Id]
) -> None:
    merge_accounts(workspace, *pair)
    kept, gone = sorted(pair)
    with workspace.change("test", "As if merged in") as change:
        link = {"account_id": kept, "other_id": gone, "other_name": "X", "kind": "partner"}
        change.create("account_link", link)
        shape = schema()["account"]
        change.write_field(shape, kept, "parent_id", gone.hex())
    with workspace.read() as session:
        assert list_links(session, kept) == []
        assert get_account(session, kept).parent_id is None


def test_three_of_one_company_become_one_after_the_other(workspace: Workspace, pair: tuple[Id, Id]) -> None:
    third = add(workspace, "澜川机械股份有限公司", code="K3")
    before = everything(workspace)
    merge_accounts(workspace, *pair)
    merge_accounts(workspace, third, merged_id(*pair))
    (row,) = list_records(workspace, "accounts").rows
    codes = {row["code"], *row["other_codes"].split("；")}
    assert codes == {"K1", "K2", "K3"}
    for _time in range(2):
        undo(workspace)
    assert everything(workspace) == before
