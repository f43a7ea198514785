"""The New-Year task: a gift and next year's demand, each done at its account (2-rules §7)."""

from datetime import date

from workbench.domain.new_year import NewYearStep, NewYearTask, new_year_tasks, origin_of
from workbench.domain.visits import Action
from workbench.foundation.ids import Id, derived_id

A, B = derived_id("account", "A"), derived_id("account", "B")
DAY = date(2026, 12, 20)


def action(account: Id, step: NewYearStep, done: date | None, year: int = 2026, text: str = "") -> Action:
    return Action(derived_id(str(step), str(year)), account, text, origin=origin_of(year, step), done_on=done)


def test_a_step_counts_when_it_is_done_in_its_year_at_its_account() -> None:
    gift, demand = NewYearStep.GIFT, NewYearStep.DEMAND
    actions = [
        action(A, gift, DAY),
        action(A, demand, DAY, text="200 reducers"),
        action(B, gift, None),
        action(B, demand, DAY, 2025),
    ]
    done, open_ = new_year_tasks([A, B], actions, 2026)
    assert done == NewYearTask(A, 2026, DAY, DAY, "200 reducers")
    assert open_ == NewYearTask(B, 2026)
    assert (done.is_done, open_.is_done, open_.due_on) == (True, False, date(2026, 12, 31))
    assert (done.done_on(gift), open_.done_on(demand)) == (DAY, None)
