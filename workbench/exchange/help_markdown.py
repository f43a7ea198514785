"""Pages of the help as they are written, in Markdown: a small part of it, read by markdown-it."""

import re
from collections.abc import Iterator, Sequence

from markdown_it import MarkdownIt
from markdown_it.token import Token

from workbench.domain.help_texts import HelpBlock, HelpKind, HelpTopic, Span, Spans

_ENDING = ".md"
_reader = MarkdownIt("commonmark", {"html": False}).enable("table")
# Markdown takes no asterisks for bold between a mark and a Chinese character; a space that is taken out
# again lets it.
_GAP = "\u2005"
_BOLD = re.compile(r"(\*\*[^*\n]+\*\*)")
_ROOMS = {"ordered_list_open": HelpKind.STEP, "bullet_list_open": HelpKind.POINT}


def read_help_topic(key: str, text: str) -> HelpTopic:
    """The topic ``key`` from its text, which begins with its title.

    Known are headings of two levels, paragraphs, lists, tables, bold, code and links to other topics.
    Raises ``ValueError`` for anything else, so that nothing written is lost in silence.
    """
    blocks = list(_blocks(_reader.parse(_BOLD.sub(rf"{_GAP}\1{_GAP}", text))))
    if not blocks or blocks[0].kind is not HelpKind.HEADING:
        raise ValueError(f"{key}: the page has no title")
    title = "".join(span.text for span in blocks[0].spans)
    return HelpTopic(key, title, tuple(blocks[1:]))


def _blocks(tokens: Sequence[Token]) -> Iterator[HelpBlock]:
    kind, number, row, rows = HelpKind.TEXT, 0, list[Spans](), list[tuple[Spans, ...]]()
    for token in tokens:
        match token.type:
            case "heading_open":
                kind = HelpKind.HEADING
            case "ordered_list_open" | "bullet_list_open":
                kind, number = _ROOMS[token.type], 0
            case "list_item_open":
                number += 1
            case "heading_close" | "ordered_list_close" | "bullet_list_close":
                kind = HelpKind.TEXT
            case "table_open":
                kind, rows = HelpKind.TABLE, []
            case "tr_open":
                row = []
            case "tr_close":
                rows.append(tuple(row))
            case "table_close":
                yield HelpBlock(HelpKind.TABLE, rows=tuple(rows))
                kind = HelpKind.TEXT
            case "inline":
                spans = tuple(_spans(token.children or ()))
                if kind is HelpKind.TABLE:
                    row.append(spans)
                else:
                    yield HelpBlock(kind, spans, number if kind is HelpKind.STEP else 0)
            case other:
                if other.removesuffix("_open").removesuffix("_close") not in _PASSED:
                    raise ValueError(f"not known in the help: {other}")


_PASSED = {"paragraph", "list_item", "thead", "tbody", "th", "td"}


def _spans(tokens: Sequence[Token]) -> Iterator[Span]:
    is_name, link = False, ""
    for token in tokens:
        match token.type:
            case "strong_open" | "strong_close":
                is_name = token.type == "strong_open"
            case "link_open":
                link = str(token.attrs["href"]).removesuffix(_ENDING)
            case "link_close":
                link = ""
            case "softbreak":
                yield Span(" ")
            case "text":
                words = token.content.replace(_GAP, "")
                if words:
                    yield Span(words, is_name=is_name, link=link)
            case "code_inline":
                yield Span(token.content, is_key=True)
            case other:
                raise ValueError(f"not known in the help: {other}")
