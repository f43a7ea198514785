"""Screens loaded before they are asked for: the modules of the pages, in a worker.

The window stands and Today is filled by then; arriving at a page for the first time loads little more.
"""

import importlib
from typing import Final

from workbench.ui.tasks import Job

PAGES_AHEAD: Final = (
    "workbench.ui.screens.accounts.page",
    "workbench.ui.screens.accounts.account_page",
    "workbench.ui.screens.calendar.page",
    "workbench.ui.screens.complaints.page",
    "workbench.ui.screens.contracts.page",
    "workbench.ui.screens.promises.page",
    "workbench.ui.screens.alarms.page",
    "workbench.ui.screens.attainment.page",
    "workbench.ui.screens.complaints.complaint_page",
    "workbench.ui.screens.week.page",
    "workbench.ui.screens.analysis.page",
    "workbench.ui.screens.policy.page",
    "workbench.ui.screens.plans.page",
    "workbench.ui.screens.settings.page",
    "workbench.ui.screens.merge.page",
)
"""By how often a day's work leads there; none of them may load what makes papers or workbooks.

The rest load their few modules when they are first gone to."""


def load_screens(job: Job) -> None:
    """Import them one after the other; raises ``Cancelled`` when the program ends meanwhile."""
    for name in PAGES_AHEAD:
        job.check()
        importlib.import_module(name)
