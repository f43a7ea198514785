"""Today is what a start waits for: nothing is read in that only papers and calendar files need."""

import subprocess
import sys


def test_today_is_opened_without_what_makes_papers_calendar_files_and_plans() -> None:
    code = (
        "import sys, workbench.app, workbench.ui.context, workbench.services.recovery\n"
        "import workbench.services.workspaces, workbench.ui.screens.today.page\n"
        "heavy = ('reportlab', 'PIL', 'pypdfium2', 'icalendar', 'openpyxl', 'docx', 'jinja2', 'alembic')\n"
        "heavy += ('mako', 'phonenumbers', 'python_calamine', 'rapidfuzz', 'xlsxwriter', 'lxml', 'pyrage')\n"
        "heavy += ('workbench.domain.planner', 'workbench.storage.backup', 'workbench.storage.merge')\n"
        "print([one for one in heavy if one in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"
