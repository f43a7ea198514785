"""Several PDFs behind each other as one, to look at and to print in one go."""

from collections.abc import Sequence
from io import BytesIO

from workbench.ui.kit.pdf_view import PDFIUM


def joined_pdf(parts: Sequence[bytes]) -> bytes:
    """The pages of all ``parts`` in their order; bookmarks stay behind. Nothing for nothing.

    Meant for a worker: pages shown elsewhere are drawn between two parts.
    """
    if len(parts) <= 1:
        return parts[0] if parts else b""
    import pypdfium2

    with PDFIUM:
        whole = pypdfium2.PdfDocument.new()
    try:
        for part in parts:
            with PDFIUM:
                document = pypdfium2.PdfDocument(part)
                try:
                    whole.import_pages(document)
                finally:
                    document.close()
        out = BytesIO()
        with PDFIUM:
            whole.save(out)
    finally:
        with PDFIUM:
            whole.close()
    return out.getvalue()
