"""Reading a PDF back, as a text extractor and a viewer do."""

import re

import pypdfium2


def pages_text(content: bytes) -> list[str]:
    """The text of each page, lines ended by ``\\n``."""
    document = pypdfium2.PdfDocument(content)
    try:
        return [page.get_textpage().get_text_range().replace("\r\n", "\n") for page in document]
    finally:
        document.close()


def squeezed(text: str) -> str:
    """``text`` without any white space: what line breaks cannot change."""
    return re.sub(r"\s+", "", text)


def whole_text(content: bytes) -> str:
    """The text of all pages, squeezed. The reader marks a hyphen that ends a line with U+FFFE."""
    return squeezed("".join(pages_text(content))).replace("\ufffe", "-")


def page_sizes(content: bytes) -> list[tuple[int, int]]:
    """Width and height of each page in whole points."""
    document = pypdfium2.PdfDocument(content)
    try:
        return [(round(page.get_width()), round(page.get_height())) for page in document]
    finally:
        document.close()


def outline_titles(content: bytes) -> list[tuple[int, str]]:
    """Level and title of each outline entry."""
    document = pypdfium2.PdfDocument(content)
    try:
        return [(item.level, item.get_title()) for item in document.get_toc()]
    finally:
        document.close()


def metadata(content: bytes) -> dict[str, str]:
    """The PDF's own facts: Title, Author, Subject, Creator, CreationDate."""
    document = pypdfium2.PdfDocument(content)
    try:
        return dict(document.get_metadata_dict())
    finally:
        document.close()
