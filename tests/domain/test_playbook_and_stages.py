"""The playbook of each stage, and what speaks for a stage (2-rules §5)."""

import pytest

from workbench.domain.playbook import PLAYBOOK, Chapter, chapter_of, measure_of, playbook
from workbench.domain.relationship import Stage
from workbench.domain.stages import stage_evidence
from workbench.domain.visits import Action
from workbench.foundation.ids import derived_id


def test_each_stage_but_the_interrupted_one_has_measures() -> None:
    assert {stage: chapter_of(stage) is not None for stage in Stage} == {
        Stage.NURTURING: True,
        Stage.INITIAL: True,
        Stage.MIDDLE: True,
        Stage.PARTNER: True,
        Stage.INTERRUPTED: False,
    }
    assert chapter_of(None) is None
    assert all(playbook(chapter, []) for chapter in Chapter)


def test_there_are_ten_key_account_measures() -> None:
    assert len(playbook(Chapter.KEY_ACCOUNT, [])) == 10


def test_codes_are_distinct_and_found() -> None:
    assert len({one.code for one in PLAYBOOK}) == len(PLAYBOOK)
    assert all(measure_of(one.code) is one and one.days > 0 for one in PLAYBOOK)
    assert measure_of("nurturing.unknown") is None


def test_a_measure_that_was_taken_is_marked_done_or_not() -> None:
    first, second, *rest = playbook(Chapter.NURTURING, [])
    account = derived_id("account", "A")
    action = Action(derived_id("action", "1"), account, "Meet", origin=first.measure.origin)
    other = Action(derived_id("action", "2"), account, "Meet", origin="service_plan")
    marked = playbook(Chapter.NURTURING, [action, other])
    assert [one.taken for one in marked] == [True, *[False] * (1 + len(rest))]
    assert marked[0].action is action
    assert second.measure.origin == "playbook:nurturing.executives"


@pytest.mark.parametrize(
    ("share", "stage"),
    [(2_999, None), (3_000, Stage.INITIAL), (5_000, Stage.INITIAL), (5_001, None), (None, None)],
)
def test_a_share_of_wallet_from_30_to_50_per_cent_is_the_initial_stage(
    share: int | None, stage: Stage | None
) -> None:
    evidence = stage_evidence(share, has_traded=True, ties=3)
    assert evidence.stage is stage
    assert evidence.reason


def test_no_trade_and_one_link_at_most_is_nurturing() -> None:
    assert stage_evidence(None, has_traded=False, ties=1).stage is Stage.NURTURING
    assert stage_evidence(None, has_traded=False, ties=2).stage is None
