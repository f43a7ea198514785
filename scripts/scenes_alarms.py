"""The alarms as they are opened, answered and led on from, for the pictures."""

from collections.abc import Callable
from typing import Any

from workbench.app import Program
from workbench.foundation.ids import Id
from workbench.ui.navigation import Destination, PageId, Part
from workbench.ui.screens.alarms.page import AlarmsPage


def alarm_scenes(account: Id) -> dict[str, tuple[Destination, Callable[[Any, Program], object]]]:
    """By the name of the picture."""
    alarms = Destination(PageId.ALARMS)
    return {
        "alarms-one": (alarms, lambda page, _run: _open(page, 0)),
        "alarms-answer": (alarms, _answer),
        "alarms-several": (alarms, lambda page, _run: page.table.view.selectAll()),
        "alarms-filter-row": (alarms, lambda page, _run: page.bar.rows_button.click()),
        "alarms-new-event": (alarms, lambda page, _run: page.new_thing()),
        "account-major-event": (
            Destination(PageId.ACCOUNT, subject=account, view=Part.NEW_EVENT),
            lambda _page, _run: None,
        ),
    }


def _open(page: AlarmsPage, place: int) -> None:
    page.table.row_activated.emit(page.table.model.row(place))


def _answer(page: AlarmsPage, _run: Program) -> None:
    _open(page, 3)
    page.begin_answer()
    page.pane.acknowledge()
