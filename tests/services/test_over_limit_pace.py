"""What is owed beyond the credit limits, and how it has piled up."""

from datetime import date

import pytest

from workbench.foundation.clock import FixedClock
from workbench.services.over_limit_pace import OverLimitPace, over_limit_pace
from workbench.storage.workspace import Workspace


@pytest.fixture
def clock() -> FixedClock:
    return FixedClock(date(2026, 7, 15))


def test_nobody_beyond_a_limit_is_nothing(workspace: Workspace) -> None:
    assert over_limit_pace(workspace) == OverLimitPace()
