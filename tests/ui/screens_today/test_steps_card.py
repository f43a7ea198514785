"""The card of first steps: the keyboard begins at what is to be done."""

from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from workbench.services.first_steps import FirstStep, FirstSteps, Step
from workbench.ui.screens.today.steps_card import StepsCard


def _far(done: int) -> FirstSteps:
    steps = tuple(
        FirstStep(step, done=at < done, open=at <= done, note="") for at, step in enumerate(Step, start=0)
    )
    return FirstSteps(steps, shown=True, nameless=False)


def test_the_keyboard_begins_at_the_step_to_be_done_and_goes_on_with_it(
    app: QApplication, qtbot: QtBot
) -> None:
    card = StepsCard()
    qtbot.addWidget(card)
    card.show_steps(_far(1))
    assert card.list.current_key() is Step.TIERS
    card.list.choose(Step.IMPORT)
    card.show_steps(_far(1))
    assert card.list.current_key() is Step.IMPORT, "whoever looks at another step is left there"
    card.show_steps(_far(2))
    assert card.list.current_key() is Step.PLAN
