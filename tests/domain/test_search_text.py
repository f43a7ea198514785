"""How text is cut for the search: the short way for common characters comes to the same as the long one."""

from hypothesis import given
from hypothesis import strategies as st

from workbench.domain.search_text import folded, runs, text_tokens

COMMON = "aZz09_-+.@ \n\x00\x7f中国機械長，。、；：？！（）《》“”…"
# Of another width, case, writing or kind: it goes the long way, and so does all that stands beside it.
RARE = "Ａ１éß々〇カ한ﬁ"


@given(st.lists(st.text(COMMON, max_size=8), max_size=4))
def test_a_text_of_common_characters_is_cut_as_beside_a_rare_one(parts: list[str]) -> None:
    text = "".join(parts)
    alone, beside = runs(text), runs(f"{text} é")
    assert beside == [*alone, "e"]


@given(st.text(COMMON + RARE, max_size=20))
def test_what_is_cut_is_folded(text: str) -> None:
    assert "".join(runs(text)) == "".join(char for char in folded(text) if char.isalnum())


def test_chinese_is_found_by_pairs_and_from_each_character_and_other_words_as_a_whole() -> None:
    assert text_tokens("厂东门 RV-40 fine") == ["厂东", "东门", "门", "rv", "40", "fine"]
    assert text_tokens("") == []
