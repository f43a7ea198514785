"""The contact list on paper: everybody one can reach; for a customer nothing we think of them."""

from collections.abc import Mapping
from typing import Any

import pytest

from tests.documents.reading import whole_text
from tests.services.conftest import TODAY
from workbench.domain.papers import PaperSize, Profile
from workbench.foundation.errors import NotAllowed, NotFound
from workbench.foundation.ids import Id, derived_id
from workbench.services.contact_papers import print_contact_list
from workbench.storage.workspace import Workspace


def make(workspace: Workspace, entity: str, values: Mapping[str, Any]) -> Id:
    with workspace.change("test", entity) as change:
        return change.create(entity, values)


@pytest.fixture
def me(workspace: Workspace) -> Id:
    return make(workspace, "manager", {"name": "Li Lei", "phone": "0512-9", "title": "Key account manager"})


@pytest.fixture
def account(workspace: Workspace, me: Id) -> Id:
    account = make(workspace, "account", {"name": "Lanchuan", "manager_id": me, "tier": "focus"})
    person = {
        "account_id": account,
        "name": "Lin Zhiyuan",
        "title": "Technical director",
        "mobile": "138-1",
        "email": "lin@lanchuan.example",
        "wechat": "wx_lin",
        "roles": ["technical"],
        "influence": 5,
        "support": -2,
        "note": "dislikes calls",
        "held_by_id": me,
    }
    lin = make(workspace, "contact", person)
    make(
        workspace,
        "contact",
        {"account_id": account, "name": "Wang Gone", "left_on": TODAY.replace(year=2025)},
    )
    make(workspace, "contact", {"account_id": account, "name": "Quality lead", "is_placeholder": True})
    outside = {
        "account_id": account,
        "name": "Fan Min",
        "outside_kind": "authority",
        "organisation": "Bureau",
    }
    make(workspace, "contact", outside)
    done = {"account_id": account, "manager_id": me, "kind": "field", "state": "done", "met": [lin.hex()]}
    make(workspace, "visit", {**done, "on_day": TODAY.replace(month=3)})
    return account


def text(workspace: Workspace, *args: Any, **kwargs: Any) -> str:
    return whole_text(print_contact_list(workspace, *args, in_language="en", **kwargs).content)


def test_the_list_says_how_to_reach_people_and_who_of_ours_holds_the_contact(
    workspace: Workspace, account: Id
) -> None:
    printed = text(workspace, account)
    for told in ("LinZhiyuan", "Technicaldirector", "138-1", "lin@lanchuan.example", "wx_lin"):
        assert told in printed
    for told in ("heldbyLiLei", "Technical,5", "Blocker", "1Mar2026", "Bureau"):
        assert told in printed
    assert "WangGone" not in printed
    assert "dislikes" not in printed


def test_somebody_only_known_to_exist_is_told_by_what_they_do(workspace: Workspace, account: Id) -> None:
    assert "NameunknownQualitylead" in text(workspace, account)


def test_a_customers_copy_has_no_judgement_and_nobody_from_outside(workspace: Workspace, account: Id) -> None:
    printed = text(workspace, account, profile=Profile.CUSTOMER)
    assert "LinZhiyuan" in printed
    assert "Ourpeopleforyou" in printed
    assert "0512-9" in printed
    for hidden in (
        "Blocker",
        "Technical,5",
        "held",
        "wx_lin",
        "Bureau",
        "Qualitylead",
        "Internal",
        "1Mar2026",
    ):
        assert hidden not in printed


def test_several_accounts_are_nobody_elses(workspace: Workspace, account: Id) -> None:
    with pytest.raises(NotAllowed):
        print_contact_list(workspace, profile=Profile.CUSTOMER)


def test_a_managers_list_has_their_accounts_only_and_no_empty_ones(
    workspace: Workspace, me: Id, account: Id
) -> None:
    other = make(workspace, "account", {"name": "Elsewhere"})
    make(workspace, "contact", {"account_id": other, "name": "Stranger"})
    make(workspace, "account", {"name": "Empty", "manager_id": me})
    assert "Stranger" in text(workspace)
    mine = text(workspace, None, me)
    assert "Lanchuan" in mine
    assert "Stranger" not in mine
    assert "Empty" not in mine


def test_an_account_without_people_and_a_file_without_accounts_say_so(workspace: Workspace) -> None:
    assert "Therearenoaccountshereyet." in text(workspace)
    empty = make(workspace, "account", {"name": "Empty"})
    assert "Nocontactisrecorded." in text(workspace, empty)


def test_the_second_manager_has_the_account_on_their_list_too(workspace: Workspace, me: Id) -> None:
    other = make(workspace, "manager", {"name": "Han Mei"})
    shared = {"name": "Shared", "manager_id": me, "second_manager_id": other}
    account = make(workspace, "account", shared)
    make(workspace, "contact", {"account_id": account, "name": "Somebody"})
    assert "Shared" in text(workspace, None, other)
    assert "LiLei,HanMei" in text(workspace, account)


def test_a_list_of_one_account_is_headed_by_nobody(workspace: Workspace, account: Id) -> None:
    stranger = make(workspace, "manager", {"name": "Han Mei"})
    assert "HanMei" not in text(workspace, account, stranger)


def test_last_met_is_the_latest_visit_that_took_place(workspace: Workspace, me: Id) -> None:
    account = make(workspace, "account", {"name": "Lanchuan"})
    lin = make(workspace, "contact", {"account_id": account, "name": "Lin"})
    done = {"account_id": account, "manager_id": me, "kind": "field", "state": "done", "met": [lin.hex()]}
    for month in (5, 2):
        make(workspace, "visit", {**done, "on_day": TODAY.replace(month=month)})
    make(workspace, "visit", {**done, "on_day": TODAY.replace(month=6), "state": "planned"})
    # Of a day to come: written by mistake on another laptop.
    make(workspace, "visit", {**done, "on_day": TODAY.replace(month=9)})
    printed = text(workspace, account)
    assert "1May2026" in printed
    assert not any(day in printed for day in ("1Feb2026", "1Jun2026", "1Sep2026"))


def test_whoever_leaves_today_is_gone_and_whoever_leaves_later_is_there(
    workspace: Workspace, account: Id
) -> None:
    for name, day in (("Today Gone", TODAY), ("Later Gone", TODAY.replace(month=12))):
        make(workspace, "contact", {"account_id": account, "name": name, "left_on": day})
    printed = text(workspace, account)
    assert "LaterGone" in printed
    assert "TodayGone" not in printed


def test_markup_in_a_name_prints_as_it_was_typed(workspace: Workspace, account: Id) -> None:
    make(workspace, "contact", {"account_id": account, "name": "<b>Zhou</b> &amp; <img src=x>"})
    printed = text(workspace, account, paper_size=PaperSize.LETTER)
    assert "<b>Zhou</b>&amp;<imgsrc=x>" in printed


def test_an_account_that_is_not_there_is_told(workspace: Workspace) -> None:
    with pytest.raises(NotFound):
        print_contact_list(workspace, derived_id("account", "nobody"))
