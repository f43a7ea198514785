"""P6: an account plan as PDF, against as many pages of plain text set by bare reportlab."""

import subprocess
import sys
import time
from collections.abc import Callable
from functools import partial
from io import BytesIO

from reportlab.lib.pagesizes import A4
from reportlab.pdfgen.canvas import Canvas

from benchmarks.figures import Figure, figure
from tests.documents import plans
from workbench.documents.account_plan import account_plan_pdf
from workbench.documents.fonts import BOLD, REGULAR, load_fonts
from workbench.documents.styles import BODY, SECTION
from workbench.domain.account_plan import AccountPlanPaper
from workbench.domain.papers import Paper, PaperSize, Profile

_MOST_SECONDS = 1.5
# A full page of body text on A4.
_LINES = 40
_CHARACTERS = 46
_TEXT = "".join(chr(0x4E00 + 37 * number % 4096) for number in range(500))
_COLD = """
import time
start = time.process_time()
from benchmarks.p6_pdf import plan_of_twelve_pages, printed
data = plan_of_twelve_pages()
printed(data)
print(time.process_time() - start)
"""


def printed(data: AccountPlanPaper) -> Paper:
    """The plan in Chinese on A4."""
    return account_plan_pdf(data, language="zh_CN", paper_size=PaperSize.A4, profile=Profile.INTERNAL)


def plan_of_twelve_pages() -> AccountPlanPaper:
    """Forty contacts and actions, charts, a calendar, tables over several pages."""
    return plans.crowded()


def bare_text(pages: int) -> bytes:
    """The floor: so many pages of a heading and body text in lines already broken, nothing else on them."""
    load_fonts()
    out = BytesIO()
    canvas = Canvas(out, pagesize=A4, initialFontName=REGULAR)
    for page in range(pages):
        text = canvas.beginText(57, 780)
        text.setFont(BOLD, SECTION.size, SECTION.leading)
        text.textLine(_TEXT[page : page + 12])
        text.setFont(REGULAR, BODY.size, BODY.leading)
        for line in range(_LINES):
            start = (page * _LINES + line) % len(_TEXT)
            text.textLine((_TEXT + _TEXT)[start : start + _CHARACTERS])
        canvas.drawText(text)
        canvas.showPage()
    canvas.save()
    return out.getvalue()


def cold_seconds() -> float:
    """A plan of twelve pages in a new process, with all imports and both faces read."""
    done = subprocess.run([sys.executable, "-c", _COLD], capture_output=True, text=True, check=True)
    return float(done.stdout)


def best_of(ours: Callable[[], object], floor: Callable[[], object], rounds: int = 9) -> tuple[float, float]:
    """The least wall time of each, measured in turns, so that a busy machine disturbs both alike."""
    times: tuple[list[float], list[float]] = ([], [])
    for _round in range(rounds):
        for work, found in zip((ours, floor), times, strict=True):
            start = time.process_time()
            work()
            found.append(time.process_time() - start)
    return min(times[0]), min(times[1])


def figures() -> list[Figure]:
    """Warm seconds at two sizes (pages); the absolute bound holds for a cold process too."""
    found: list[Figure] = []
    cold = cold_seconds()
    for data in (plans.rich(), plan_of_twelve_pages()):
        paper = printed(data)
        ours, floor = best_of(partial(printed, data), partial(bare_text, paper.pages))
        found.append(
            figure(
                "P6",
                f"account plan PDF (pages; cold {cold:.2f} s)",
                paper.pages,
                ours,
                floor,
                3.0,
                smaller=found[-1] if found else None,
                also=max(ours, cold) <= _MOST_SECONDS,
            )
        )
    return found
