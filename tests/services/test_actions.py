"""What is to be done for an account: noted with a few words, ticked off, opened again."""

import pytest

from tests.services.complaint_world import A, people
from workbench.foundation.errors import BadInput, NotFound
from workbench.foundation.ids import Id
from workbench.services.visits import PromiseInput, add_action, complete_action
from workbench.storage.queries.visits import list_actions
from workbench.storage.workspace import Workspace


def open_texts(workspace: Workspace) -> list[str]:
    with workspace.read() as session:
        return [one.text for one in list_actions(session, open_only=True)]


def test_an_action_is_noted_ticked_off_and_opened_again(workspace: Workspace) -> None:
    people(workspace)
    summary = add_action(workspace, A, PromiseInput(" send the drawing ", owner="Li Lei"))
    (action,) = summary.touched["action"]
    assert open_texts(workspace) == ["send the drawing"]
    complete_action(workspace, action)
    assert open_texts(workspace) == []
    complete_action(workspace, action, done=False)
    assert open_texts(workspace) == ["send the drawing"]


def test_an_action_without_words_or_for_nobody_is_refused(workspace: Workspace) -> None:
    people(workspace)
    with pytest.raises(BadInput) as refused:
        add_action(workspace, A, PromiseInput("  "))
    assert refused.value.where == "text"
    with pytest.raises(NotFound):
        add_action(workspace, Id(bytes(16)), PromiseInput("call"))
