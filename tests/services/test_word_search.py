"""Names are found by what people type for them."""

import pytest

from workbench.services.word_search import name_score


@pytest.mark.parametrize(
    ("query", "name", "words"),
    [
        ("back", "Backups", ()),
        ("dark", "Look", ("dark", "theme")),
        ("深色", "外观", ("深色", "主题")),
        ("beifen", "备份", ()),
        ("bf", "备份", ()),
        ("bei fen", "备份", ()),
        ("備份", "备份", ()),
        ("chongqing", "重庆", ()),
        ("second plac", "Second place", ()),
        ("stick copy", "Second place", ("backup", "stick", "copy")),
    ],
)
def test_a_name_is_found_by_its_words_others_and_pinyin(
    query: str, name: str, words: tuple[str, ...]
) -> None:
    assert name_score(query, name, words) is not None


@pytest.mark.parametrize(
    ("query", "name"), [("dark", "Backups"), ("zz", "备份"), ("eife", "备份"), ("back up x", "Backups")]
)
def test_what_does_not_fit_is_not_found(query: str, name: str) -> None:
    assert name_score(query, name) is None


def test_the_name_itself_goes_before_other_words_for_it() -> None:
    by_name, by_pinyin, by_word = (
        name_score("备份", "备份"),
        name_score("beifen", "备份"),
        name_score("copy", "备份", ("copy",)),
    )
    assert (by_name or 0) > (by_pinyin or 0) > (by_word or 0) > 0
