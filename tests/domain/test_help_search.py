"""Searching the help: all words count, in any case and in either Chinese writing; titles come first."""

from workbench.domain.help_texts import HelpBlock, HelpKind, HelpTopic, Span, find_topics, with_keys


def topic(key: str, title: str, *lines: str) -> HelpTopic:
    return HelpTopic(key, title, tuple(HelpBlock(HelpKind.TEXT, (Span(line),)) for line in lines))


TOPICS = [
    topic("a", "Calendar", "Drag a visit onto a day.", "Print the month."),
    topic("b", "Printing", "Every page prints."),
    topic("c", "拜访规则", "规则逐条列出。"),
]


def keys(query: str) -> list[str]:
    return [hit.key for hit in find_topics(TOPICS, query)]


def test_every_word_has_to_stand_somewhere_and_titles_come_first() -> None:
    assert keys("PRINT") == ["b", "a"]
    assert keys("print visit") == ["a"]
    assert keys("calendar month") == ["a"]
    assert keys("nowhere") == []
    assert keys("  ") == []


def test_traditional_characters_find_simplified_ones() -> None:
    assert keys("拜訪規則") == ["c"]


def test_the_excerpt_is_the_line_with_the_first_word_and_a_long_line_is_cut_around_it() -> None:
    assert find_topics(TOPICS, "month")[0].excerpt == "Print the month."
    long = topic("d", "Long", "before " * 40 + "needle" + " after" * 40)
    excerpt = find_topics([long], "needle")[0].excerpt
    assert "needle" in excerpt
    assert len(excerpt) <= 92
    assert excerpt.startswith("…")
    assert excerpt.endswith("…")


def test_keys_follow_under_their_headings_and_an_empty_group_is_left_out() -> None:
    told = with_keys(TOPICS[0], [("Go", [("Back", "Alt ←")]), ("Empty", [])])
    assert told.text().split("\n")[-3:] == ["Go", "Back", "Alt ←"]
    assert "Empty" not in told.text()
