"""Records of any kind as plain values."""

import pytest

from workbench.domain.record_words import field_label, value_text
from workbench.foundation.errors import BadInput, NotFound
from workbench.foundation.i18n import use_language
from workbench.foundation.ids import Id
from workbench.services.accounts import create_account
from workbench.services.contacts import save_contact
from workbench.services.records import KINDS, find_record_id, get_record, list_records
from workbench.storage.workspace import Workspace


@pytest.fixture
def accounts(workspace: Workspace) -> Workspace:
    """Three accounts, one with a manager and a contact."""
    with workspace.change("test", "Test") as change:
        manager = change.create("manager", {"name": "王芳"})
    create_account(workspace, {"code": "K1", "name": "华为技术", "city": "深圳", "manager_id": manager})
    create_account(workspace, {"code": "K2", "name": "中兴通讯", "city": "深圳", "tier": "focus"})
    create_account(workspace, {"name": "Twin"})
    create_account(workspace, {"name": "Twin"})
    account_id = Id(bytes.fromhex(find_record_id(workspace, "accounts", "K1")))
    save_contact(workspace, account_id, {"name": "赵伟", "roles": ["economic", "coach"]})
    return workspace


@pytest.mark.parametrize("kind", KINDS)
def test_every_kind_can_be_listed(workspace: Workspace, kind: str) -> None:
    found = list_records(workspace, kind)
    assert found.total == len(found.rows)


def test_a_reference_shows_its_id_and_its_name(accounts: Workspace) -> None:
    row = get_record(accounts, "accounts", "K1")
    assert row["manager"] == "王芳"
    assert row["manager_id"] == find_record_id(accounts, "managers", "王芳")


def test_a_record_comes_with_what_hangs_on_it(accounts: Workspace) -> None:
    contacts = get_record(accounts, "accounts", "华为技术")["contacts"]
    assert [row["name"] for row in contacts] == ["赵伟"]


@pytest.mark.parametrize(
    ("where", "codes"),
    [
        ([("city", "深圳")], {"K1", "K2"}),
        ([("city", "深圳"), ("tier", "focus")], {"K2"}),
        ([("manager", "王芳")], {"K1"}),
        ([("tier", ""), ("code", "K1")], {"K1"}),
        ([("manager_id", ""), ("city", "深圳")], {"K2"}),
        ([("name", "nobody")], set()),
    ],
)
def test_a_list_holds_the_records_whose_fields_have_the_values(
    accounts: Workspace, where: list[tuple[str, str]], codes: set[str]
) -> None:
    assert {row["code"] for row in list_records(accounts, "accounts", where).rows} == codes


def test_a_value_inside_a_list_field_is_found(accounts: Workspace) -> None:
    assert list_records(accounts, "contacts", [("roles", "coach")]).total == 1
    assert list_records(accounts, "contacts", [("roles", "technical")]).total == 0


def test_a_limit_keeps_the_total(accounts: Workspace) -> None:
    found = list_records(accounts, "accounts", limit=1)
    assert (len(found.rows), found.total) == (1, 4)


def test_an_unknown_field_is_refused_with_the_names_of_the_fields(accounts: Workspace) -> None:
    with pytest.raises(BadInput) as caught:
        list_records(accounts, "accounts", [("colour", "red")])
    assert "credit_grade" in caught.value.hint


@pytest.mark.parametrize(
    ("field", "value"),
    [("founded_on", "soon"), ("manager_id", "xyz"), ("active", "perhaps"), ("daily_calls", "9" * 30)],
)
def test_a_value_that_cannot_stand_in_its_field_is_refused(
    accounts: Workspace, field: str, value: str
) -> None:
    kind = "managers" if field in ("active", "daily_calls") else "accounts"
    with pytest.raises(BadInput):
        list_records(accounts, kind, [(field, value)])


def test_an_unknown_kind_is_refused(workspace: Workspace) -> None:
    with pytest.raises(BadInput) as caught:
        list_records(workspace, "unicorns")
    assert "accounts" in caught.value.hint


def test_what_does_not_exist_is_not_found(accounts: Workspace) -> None:
    with pytest.raises(NotFound):
        get_record(accounts, "accounts", "K9")


def test_a_name_that_two_records_bear_is_refused_with_their_ids(accounts: Workspace) -> None:
    with pytest.raises(BadInput) as caught:
        get_record(accounts, "accounts", "Twin")
    twins = list_records(accounts, "accounts", [("name", "Twin")]).rows
    assert all(row["id"] in caught.value.hint for row in twins)


def test_the_latest_change_stands_first_among_transactions(accounts: Workspace) -> None:
    labels = [row["label"] for row in list_records(accounts, "transactions").rows]
    assert labels[0] == "Save contact"
    assert labels[-1] == "New workspace"


def test_a_field_is_called_as_in_its_kind_of_record() -> None:
    with use_language("zh_CN"):
        assert field_label("title") == field_label("title", "contacts") == "职务"
        assert field_label("title", "contracts") == "合同名称"
        assert (field_label("name", "contacts"), field_label("name", "accounts")) == ("姓名", "名称")


def test_what_came_with_the_program_is_shown_in_the_language_of_who_looks() -> None:
    with use_language("zh_CN"):
        assert value_text("services", "type", "Product repair") == "产品维修"
        assert value_text("services", "type", "Typed by us") == "Typed by us"
        assert value_text("service-commitments", "text", "Contact the customer") == "联系客户"
