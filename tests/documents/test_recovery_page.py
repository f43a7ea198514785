"""The sheet with the recovery code: one page, the code to read and to scan, what it is and what voids it."""

from datetime import date

import pypdfium2 as pdfium
import pytest

from tests.documents.reading import metadata, page_sizes, pages_text
from workbench.documents.recovery_page import RecoveryPage, recovery_page_pdf
from workbench.domain.papers import PaperSize
from workbench.domain.recovery_code import read_code, write_code

_KEY = bytes(range(32))
_PAGE = RecoveryPage("华东大客户 2026.workbench", "Li Lei", date(2026, 11, 22), write_code(_KEY))


@pytest.mark.parametrize("language", ["en", "zh_CN"])
@pytest.mark.parametrize("size", list(PaperSize))
def test_the_sheet_is_one_page_with_the_whole_code(language: str, size: PaperSize) -> None:
    paper = recovery_page_pdf(_PAGE, language=language, paper_size=size)
    (text,) = pages_text(paper.content)
    assert paper.pages == 1
    assert "华东大客户 2026.workbench" in text
    squeezed = "".join(text.split())
    for number, group in enumerate(_PAGE.groups, 1):
        assert f"{number}{group}" in squeezed


def test_a_long_name_of_a_file_leaves_it_one_page() -> None:
    page = RecoveryPage("很长的名字" * 20 + ".workbench", "", date(2026, 11, 22), _PAGE.groups)
    assert recovery_page_pdf(page, language="en", paper_size=PaperSize.LETTER).pages == 1


def test_the_code_stands_nowhere_but_on_the_page() -> None:
    paper = recovery_page_pdf(_PAGE, language="en", paper_size=PaperSize.A4)
    told = " ".join(metadata(paper.content).values())
    assert not any(group in told for group in _PAGE.groups)
    assert not any(group in repr(_PAGE) for group in _PAGE.groups)


def test_the_square_holds_the_same_code() -> None:
    from reportlab.graphics.barcode.qr import QrCodeWidget

    written = QrCodeWidget("-".join(_PAGE.groups), barLevel="M")
    written.qr.make()
    assert read_code("-".join(_PAGE.groups)) == _KEY
    paper = recovery_page_pdf(_PAGE, language="en", paper_size=PaperSize.A4)
    document = pdfium.PdfDocument(paper.content)
    scale = 4
    picture = document[0].render(scale=scale).to_pil().convert("L")
    # Found by its frame's right edge: the square stands _PADDING left of it.
    from workbench.documents import recovery_page as page
    from workbench.documents.styles import MARGIN_X

    cells = written.qr.modules
    width = page_sizes(paper.content)[0][0]
    left = width - MARGIN_X - page._PADDING - page._SIDE
    column = int((left + page._SIDE / len(cells) / 2) * scale)
    dark = [y for y in range(picture.height) if picture.getpixel((column, y)) < 128]
    tops = [y for y in dark if y - 1 not in set(dark)]
    cell = page._SIDE / len(cells) * scale
    # The finder at the top left is seven cells high: the first long dark run of the first column.
    top = next(
        y for y in tops if all(picture.getpixel((column, y + int(k * cell + 2))) < 128 for k in range(7))
    )
    for row, line in enumerate(cells):
        for across, expected in enumerate(line):
            x, y = int(left * scale + (across + 0.5) * cell), int(top + (row + 0.5) * cell)
            assert (picture.getpixel((x, y)) < 128) is bool(expected)
    document.close()
