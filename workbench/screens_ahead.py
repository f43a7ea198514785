"""Screens loaded before they are asked for: the modules of the pages people go to first, in a worker.

The window stands and Today is filled by then; arriving at a page for the first time loads little more.
"""

import importlib
from typing import Final

from workbench.ui.tasks import Job

FIRST_PAGES: Final = (
    "workbench.ui.screens.accounts.page",
    "workbench.ui.screens.accounts.account_page",
    "workbench.ui.screens.calendar.page",
    "workbench.ui.screens.complaints.page",
    "workbench.ui.screens.contracts.page",
)
"""By how often a day's work leads there; none of them may load what makes papers or workbooks."""


def load_screens(job: Job) -> None:
    """Import them one after the other; raises ``Cancelled`` when the program ends meanwhile."""
    for name in FIRST_PAGES:
        job.check()
        importlib.import_module(name)
