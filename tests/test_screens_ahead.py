"""Pages are loaded before they are asked for, and without what only papers and workbooks need."""

import subprocess
import sys

import pytest

from workbench.foundation.errors import Cancelled
from workbench.screens_ahead import PAGES_AHEAD, load_screens
from workbench.ui.tasks import Job


def test_the_pages_are_loaded_without_what_makes_papers_and_workbooks() -> None:
    code = (
        "import sys\n"
        "from workbench.screens_ahead import PAGES_AHEAD, load_screens\n"
        "from workbench.ui.tasks import Job\n"
        "load_screens(Job(lambda done, total: None))\n"
        "heavy = ('reportlab', 'PIL', 'docx', 'jinja2', 'xlsxwriter', 'python_calamine', 'icalendar')\n"
        "heavy += ('alembic', 'phonenumbers', 'pypdfium2', 'rapidfuzz', 'babel', 'sqlalchemy.orm')\n"
        "print([one for one in heavy if one in sys.modules])\n"
        "print(all(one in sys.modules for one in PAGES_AHEAD))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.split() == ["[]", "True"]


def test_other_pages_and_tables_do_not_wait_for_what_makes_papers() -> None:
    code = (
        "import sys\n"
        "from workbench.ui.screens.analysis import page\n"
        "from workbench.ui.screens.complaints import statistics_view\n"
        "from workbench.ui.screens.handovers import page\n"
        "from workbench.ui.screens.promises import page\n"
        "from workbench.ui import table_output\n"
        "print([one for one in ('reportlab', 'docx', 'xlsxwriter') if one in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.split() == ["[]"]


def test_loading_ahead_stops_when_the_program_ends() -> None:
    job = Job(lambda _done, _total: None)
    job.cancel()
    with pytest.raises(Cancelled):
        load_screens(job)
    assert len(set(PAGES_AHEAD)) == len(PAGES_AHEAD)
