"""Needs and the service plan: noted in a line, answered, turned into measures (2-rules §5)."""

from datetime import date

import pytest

from workbench.domain.needs import SERVICE_PLAN, NeedAnswer, NeedKind, open_needs
from workbench.foundation.errors import BadInput
from workbench.foundation.ids import Id, derived_id
from workbench.services.account_plans import get_plan
from workbench.services.account_view import get_account_view
from workbench.services.accounts import create_account, get_account_overview
from workbench.services.contacts import save_contact
from workbench.services.history import undo
from workbench.services.needs import NeedLine, add_measure, delete_need, edit_need, get_needs, note_need
from workbench.services.today import today_view
from workbench.services.visits import PromiseInput
from workbench.storage.workspace import Workspace

A, B = derived_id("account", "A"), derived_id("account", "B")


@pytest.fixture
def gu(workspace: Workspace) -> Id:
    """A person at account A; B is there too."""
    for code in ("A", "B"):
        create_account(workspace, {"code": code, "name": f"{code} 公司"})
    save_contact(workspace, A, {"name": "顾承远"})
    save_contact(workspace, B, {"name": "别人"})
    return get_account_overview(workspace, A).contacts[0].id


def lines(workspace: Workspace) -> tuple[NeedLine, ...]:
    return get_needs(workspace, A).lines


def test_a_need_is_noted_in_one_line_and_the_urgent_stands_on_top(workspace: Workspace, gu: Id) -> None:
    note_need(workspace, A, "交期缩短到 10 天")
    note_need(workspace, A, "?!!! 怕停产 #service @顾承远")
    note_need(workspace, A, "? !!! 怕停产 #service @顾承远")
    first = lines(workspace)[0]
    assert (first.need.text, first.need.kind, first.need.urgency) == ("怕停产", NeedKind.SERVICE, 3)
    assert (first.person, first.need.contact_id, first.need.is_hidden) == ("顾承远", gu, True)
    assert first.need.noted_on == date(2026, 7, 1)
    assert first.need.answer is NeedAnswer.OPEN


def test_a_measure_answers_a_need_and_is_a_promise_like_others(workspace: Workspace, gu: Id) -> None:
    note_need(workspace, A, "交期缩短到 10 天")
    need = lines(workspace)[0].need
    add_measure(workspace, need.id, PromiseInput("设安全库存", owner="王芳", due_on=date(2026, 7, 3)))
    (line,) = lines(workspace)
    (measure,) = line.measures
    assert (measure.text, measure.origin, measure.need_id) == ("设安全库存", SERVICE_PLAN, need.id)
    assert line.need.answer is NeedAnswer.OFFERED
    assert [one.text for one in today_view(workspace).promises] == ["设安全库存"]
    assert [one.text for one in get_account_overview(workspace, A).open_actions] == ["设安全库存"]


def test_a_deleted_need_leaves_its_measures_and_undo_brings_it_back_with_them(
    workspace: Workspace, gu: Id
) -> None:
    note_need(workspace, A, "交期")
    need = lines(workspace)[0].need
    add_measure(workspace, need.id, PromiseInput("设安全库存"))
    delete_need(workspace, need.id)
    assert lines(workspace) == ()
    assert [one.need_id for one in get_account_overview(workspace, A).open_actions] == [None]
    undo(workspace)
    assert [one.text for one in lines(workspace)[0].measures] == ["设安全库存"]


@pytest.mark.parametrize(
    ("values", "where"),
    [
        ({"text": "  "}, "text"),
        ({"urgency": 4}, "urgency"),
        ({"kind": "colour"}, "kind"),
        ({"answer": "later"}, "answer"),
    ],
)
def test_what_a_field_cannot_have_is_refused(
    workspace: Workspace, gu: Id, values: dict[str, object], where: str
) -> None:
    note_need(workspace, A, "交期")
    with pytest.raises(BadInput) as error:
        edit_need(workspace, lines(workspace)[0].need.id, values)
    assert error.value.where == where


def test_a_need_cannot_be_of_a_person_elsewhere(workspace: Workspace, gu: Id) -> None:
    note_need(workspace, A, "交期")
    stranger = get_account_overview(workspace, B).contacts[0].id
    with pytest.raises(BadInput, match="not at this account"):
        edit_need(workspace, lines(workspace)[0].need.id, {"contact_id": stranger})


def test_words_of_another_version_stop_no_list(workspace: Workspace, gu: Id) -> None:
    with workspace.change("test", "Test") as change:
        values = {"account_id": A, "text": "x", "kind": "moon", "answer": "perhaps", "urgency": 99}
        change.create("need", values)
    need = lines(workspace)[0].need
    assert (need.kind, need.answer, need.urgency) == (None, NeedAnswer.OPEN, None)


def test_an_empty_line_is_no_need(workspace: Workspace, gu: Id) -> None:
    with pytest.raises(BadInput):
        note_need(workspace, A, " !!! @顾承远 ")
    assert lines(workspace) == ()


def test_the_pressing_needs_stand_in_the_brief(workspace: Workspace, gu: Id) -> None:
    for line in ("! kann warten", "!! bald", "!!! jetzt", "? !!! ungesagt", "!!! erledigt"):
        note_need(workspace, A, line)
    done = next(line.need for line in lines(workspace) if line.need.text == "erledigt")
    edit_need(workspace, done.id, {"answer": "delivered"})
    told = [one.text for one in get_account_view(workspace, A).notices]
    assert {"Need: jetzt", "Unsaid need: ungesagt", "Need: bald"} <= set(told)
    assert not [text for text in told if "warten" in text or "erledigt" in text]
    assert get_plan(workspace, A).needs == open_needs(line.need for line in lines(workspace))


def test_whoever_has_left_is_no_gap_and_not_in_the_plan(workspace: Workspace, gu: Id) -> None:
    values = {
        "name": "老总",
        "roles": ["economic"],
        "left_on": date(2026, 1, 1),
        "birthday": date(1960, 7, 2),
    }
    save_contact(workspace, A, values)
    told = [one.text for one in get_account_view(workspace, A).notices]
    assert "No economic buyer is known" in told
    assert "老总 decides on money and was never met" not in told
    assert [one.name for one in get_plan(workspace, A).contacts] == ["顾承远"]
    assert today_view(workspace).birthdays == ()


def test_many_who_were_never_met_take_one_line(workspace: Workspace, gu: Id) -> None:
    for name in ("甲", "乙", "丙", "丁"):
        save_contact(workspace, A, {"name": name, "roles": ["economic"]})
    told = [one.text for one in get_account_view(workspace, A).notices if "never met" in one.text]
    assert len(told) == 1
    assert told[0].startswith("4 people decide on money")
