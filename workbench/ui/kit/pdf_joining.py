"""Several PDFs behind each other as one, to look at and to print in one go."""

from collections.abc import Sequence
from io import BytesIO


def joined_pdf(parts: Sequence[bytes]) -> bytes:
    """The pages of all ``parts`` in their order; bookmarks stay behind. Nothing for nothing."""
    if len(parts) <= 1:
        return parts[0] if parts else b""
    import pypdfium2

    whole = pypdfium2.PdfDocument.new()
    try:
        for part in parts:
            document = pypdfium2.PdfDocument(part)
            try:
                whole.import_pages(document)
            finally:
                document.close()
        out = BytesIO()
        whole.save(out)
    finally:
        whole.close()
    return out.getvalue()
