"""A clause's text is split into words, placeholders and conditions, and put together again."""

from hypothesis import given
from hypothesis import strategies as st

from workbench.domain.contract_placeholders import NamePart, TagPart, TextPart, parts_of, placeholder


def test_placeholders_and_conditions_are_told_from_words() -> None:
    text = "甲方：{{ our_name }}，{% if deposit %}定金{{deposit|trim}}{% endif %}。"
    assert parts_of(text) == (
        TextPart("甲方："),
        NamePart("{{ our_name }}", "our_name"),
        TextPart("，"),
        TagPart("{% if deposit %}"),
        TextPart("定金"),
        NamePart("{{deposit|trim}}", "deposit"),
        TagPart("{% endif %}"),
        TextPart("。"),
    )
    assert parts_of(placeholder("amount")) == (NamePart("{{ amount }}", "amount"),)


def test_what_is_no_placeholder_yet_is_a_text() -> None:
    assert parts_of("{{ our") == (TextPart("{{ our"),)
    assert parts_of("{{ a.b }}{% for x in y %}") == (TextPart("{{ a.b }}{% for x in y %}"),)
    assert parts_of("") == ()


@given(st.text(st.sampled_from("{}%|a_1 \nif价"), max_size=40))
def test_the_pieces_join_to_the_text(text: str) -> None:
    assert "".join(part.source for part in parts_of(text)) == text
