"""Pages of the help from Markdown: the part of it that is known, and a refusal of everything else."""

import pytest

from workbench.domain.help_texts import HelpKind, Span
from workbench.exchange.help_markdown import read_help_topic

PAGE = """# Title

Text with **a name**, `Ctrl K` and [a link](today.md),
going on.

## Heading

1. First
2. Second

- Point

| a | b |
| --- | --- |
| c | `d` |
"""


def test_a_page_becomes_its_title_and_blocks() -> None:
    topic = read_help_topic("key", PAGE)
    text, heading, first, second, point, table = topic.blocks
    assert (topic.key, topic.title) == ("key", "Title")
    assert text.spans == (
        Span("Text with "),
        Span("a name", is_name=True),
        Span(", "),
        Span("Ctrl K", is_key=True),
        Span(" and "),
        Span("a link", link="today"),
        Span(","),
        Span(" "),
        Span("going on."),
    )
    assert (heading.kind, heading.spans) == (HelpKind.HEADING, (Span("Heading"),))
    assert [(one.kind, one.number) for one in (first, second, point)] == [
        (HelpKind.STEP, 1),
        (HelpKind.STEP, 2),
        (HelpKind.POINT, 0),
    ]
    assert table.rows == (
        ((Span("a"),), (Span("b"),)),
        ((Span("c"),), (Span("d", is_key=True),)),
    )


def test_a_chinese_name_that_ends_in_a_mark_is_a_name_too() -> None:
    spans = read_help_topic("key", "# 题\n\n选**改期…**另定日期，点**“好”**即可").blocks[0].spans
    assert [span.text for span in spans if span.is_name] == ["改期…", "“好”"]
    assert "".join(span.text for span in spans) == "选改期…另定日期，点“好”即可"


@pytest.mark.parametrize("text", ["> quoted", "![picture](a.png)", "*slanted*", "```\ncode\n```", "---"])
def test_what_is_not_known_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match="not known"):
        read_help_topic("key", f"# Title\n\n{text}\n")


def test_markup_is_text() -> None:
    assert read_help_topic("key", "# T\n\n<b>x</b>").text() == "<b>x</b>"


def test_a_page_without_a_title_is_refused() -> None:
    with pytest.raises(ValueError, match="no title"):
        read_help_topic("key", "Text alone")
