"""Values go into the text of a clause; a text that asks for anything else is refused (quality: templates)."""

import time
from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workbench.documents.contract_text import (
    check_template_text,
    fault_of,
    filled_parts,
    filled_text,
    missing_in,
    names_in,
)
from workbench.domain.contract_placeholders import NamePart, TextPart
from workbench.foundation.errors import BadInput, NotAllowed

HOSTILE = {
    "attributes": "{{ ''.__class__.__mro__ }}",
    "attributes of a name": "{{ buyer.name }}",
    "globals of Jinja": "{{ cycler.__init__.__globals__ }}",
    "item": "{{ buyer['__class__'] }}",
    "call": "{{ lipsum() }}",
    "call of a method": "{{ buyer.format(1) }}",
    "super": "{{ super() }}",
    "itself": "{{ self }}",
    "itself in a condition": "{% if self %}a{% endif %}",
    "hidden name": "{{ _buyer }}",
    "hidden name inside": "{{ buyer__class }}",
    "endless loop": "{% for i in range(10**9) %}x{% endfor %}",
    "recursive loop": "{% for i in a recursive %}{{ loop(a) }}{% endfor %}",
    "file": "{% include '/etc/passwd' %}",
    "import": "{% import 'os' as os %}",
    "from import": "{% from 'os' import system %}",
    "extends": "{% extends 'base' %}",
    "block": "{% block a %}{% endblock %}",
    "set": "{% set a = 1 %}",
    "set block": "{% set a %}x{% endset %}",
    "macro": "{% macro a() %}{{ a() }}{% endmacro %}",
    "call block": "{% call a() %}{% endcall %}",
    "filter block": "{% filter upper %}a{% endfilter %}",
    "with": "{% with a = 1 %}{% endwith %}",
    "autoescape": "{% autoescape false %}{{ a }}{% endautoescape %}",
    "filter attr": "{{ a|attr('__class__') }}",
    "filter map": "{{ a|map('upper') }}",
    "filter format": "{{ '%s'|format(a) }}",
    "filter with arguments": "{{ a|upper(1) }}",
    "filter in a condition": "{% if a|upper %}x{% endif %}",
    "filter of nothing": "{{ a|upper(*b) }}",
    "repetition": "{{ 'x' * 10**9 }}",
    "power": "{{ 9 ** 9 ** 9 }}",
    "power in a condition": "{% if 9 ** 9 ** 9 %}x{% endif %}",
    "sum": "{{ a + b }}",
    "joined": "{{ a ~ b }}",
    "text": "{{ 'a' }}",
    "number compared": "{% if a == 1 %}x{% endif %}",
    "larger": "{% if a > 'b' %}x{% endif %}",
    "two names compared": "{% if a == b %}x{% endif %}",
    "in": "{% if a in 'abc' %}x{% endif %}",
    "test": "{% if a is defined %}x{% endif %}",
    "either or": "{{ a if b else c }}",
    "list": "{{ [1, 2] }}",
    "pair": "{{ a, b }}",
    "dictionary": "{{ {'a': 1} }}",
    "constant": "{{ true }}",
    "brackets within brackets": "{{ " + "(" * 5_000 + "a" + ")" * 5_000 + " }}",
    "not not not": "{% if " + "not " * 5_000 + "a %}x{% endif %}",
    "and and and": "{% if " + "a and " * 5_000 + "a %}x{% endif %}",
    "conditions within conditions": "{% if a %}" * 50 + "{% endif %}" * 50,
    "filters of filters": "{{ a" + "|upper" * 5_000 + " }}",
    "attributes of attributes": "{{ a" + ".b" * 5_000 + " }}",
    "number without end": "{% if a == " + "9" * 5_000 + " %}x{% endif %}",
    "openings": "{{" * 49_000,
    "very many placeholders": "{{ a }}" * 12_000,
    "many placeholders": "{{ a }}" * 1_500,
    "very many branches": "{% if a %}" + "{% elif b %}" * 8_000 + "{% endif %}",
}


@pytest.mark.parametrize("name", HOSTILE)
def test_a_text_that_asks_for_more_than_values_is_refused_at_once(name: str) -> None:
    begun = time.process_time()
    with pytest.raises(NotAllowed) as refused:
        check_template_text("Goods.\n" + HOSTILE[name], "Delivery")
    assert "Delivery" in refused.value.message
    assert refused.value.hint
    with pytest.raises(NotAllowed):
        filled_text("Goods.\n" + HOSTILE[name], {"a": "x", "b": "y"})
    assert time.process_time() - begun < 2


def test_a_refusal_names_the_clause_the_line_and_what_is_not_allowed() -> None:
    with pytest.raises(NotAllowed) as refused:
        check_template_text("One.\nTwo.\n{{ buyer|attr('x') }}", "Delivery")
    assert refused.value.message == "Delivery, line 3: “|attr” is not allowed in the text of a contract."
    assert refused.value.where == "Delivery"


@pytest.mark.parametrize(
    ("text", "line", "said"),
    [
        ("a\n{{ buyer", 2, "“{{” is not closed with “}}”."),
        ("{{ buyer {{ seller }}", 1, "“{{” is not closed with “}}”."),
        ("a\n\n{% if buyer", 3, "“{%” is not closed with “%}”."),
        ("a\n{% if buyer %}\nb\n", 2, "“{% if … %}” is not closed with “{% endif %}”."),
        ("{{ the buyer }}", 1, "The placeholder or condition here cannot be read."),
        ("a\nbuyer }} b", 2, "“}}” has no “{{” before it."),
        ("{{ a }}\nb\n %} c", 3, "“%}” has no “{%” before it."),
        ("a\n{% raw %}{{ buyer }}{% endraw %}", 2, "“}}” has no “{{” before it."),
        ("{{ }}", 1, "The placeholder or condition here cannot be read."),
        ("{% if a %}x{% endif %}\n{% if b %}", 2, "“{% if … %}” is not closed with “{% endif %}”."),
        ("\n{% endif %}", 2, "The placeholder or condition here cannot be read."),
        ("\n{% shell %}", 2, "The placeholder or condition here cannot be read."),
        ("\n{{ 客户 }}", 2, "“客户” cannot be a placeholder."),
        ("{{ a }}\n{{ ａ }}", 2, "“ａ” cannot be a placeholder."),
        (
            "甲方\n｛｛ a ｝｝",
            2,
            "“｛｛” begins or ends no placeholder: write {{ and }} without spaces inside.",
        ),
        (
            "{{ a }} { { b } }",
            1,
            "“{ {” begins or ends no placeholder: write {{ and }} without spaces inside.",
        ),
        ("x" * 100_001, 1, "The text is longer than 100000 characters."),
    ],
)
def test_a_slip_of_the_pen_is_told_with_its_line(text: str, line: int, said: str) -> None:
    fault = fault_of(text)
    assert fault is not None
    assert (fault.line, fault.message, fault.is_forbidden) == (line, said, False)
    with pytest.raises(BadInput):
        check_template_text(text)


def test_names_of_placeholders_come_once_and_in_order_also_those_of_conditions() -> None:
    text = "{{ b }} {{ a }} {{ b|upper }} {% if c and not d %}{{ e }}{% elif f == 'x' %}{% endif %}"
    assert names_in(text) == ("b", "a", "c", "d", "e", "f")
    assert names_in("甲方：{{ our_name }}") == ("our_name",)


def test_a_condition_chooses_what_stands() -> None:
    text = "{% if a and b != 'no' %}both{% elif not a or b == 'no' %}none{% else %}other{% endif %}"
    assert filled_text(text, {"a": "1", "b": "yes"}) == "both"
    assert filled_text(text, {"b": "no"}) == "none"
    assert filled_text(text, {"a": " "}) == "none"


def test_a_missing_value_is_named_and_stays_a_placeholder_in_a_draft() -> None:
    text = "{{ a }} and {{ b }}{% if c %}{{ d }}{% endif %}"
    with pytest.raises(BadInput) as refused:
        filled_text(text, {"b": " "}, "Parties")
    assert refused.value.message == "No value is known for: a, b"
    assert missing_in(text, {"b": ""}) == ("a", "b")
    assert filled_parts(text, {"a": "x"}) == (TextPart("x and "), NamePart("{{ b }}", "b"))
    # What a condition leaves out is not needed; what it lets in is.
    assert missing_in(text, {"a": "x", "b": "y", "c": "z"}) == ("d",)


def test_line_ends_and_spaces_stay_as_they_are() -> None:
    text = "  a {{ b }} \n\n{% if b %}\n c\n{% endif %}\n\n"
    assert filled_text(text, {"b": "x\r\ny"}) == "  a x\r\ny \n\n\n c\n\n\n"
    # A remark in Jinja's way is a text here: nothing vanishes from a contract.
    assert filled_text("{# a #} {{ b }}", {"b": "x"}) == "{# a #} x"


def test_filters_change_the_case_and_trim_only() -> None:
    assert filled_text("{{ a|upper }}{{ b|trim|upper }}", {"a": "x", "b": " y "}) == "XY"
    assert filled_parts("{{ a|upper }}", {}) == (NamePart("{{ a }}", "a"),)


def test_a_text_that_would_grow_without_bound_is_refused() -> None:
    with pytest.raises(NotAllowed, match="500000"):
        filled_text("{{ a }}" * 900, {"a": "x" * 1_000})


MARKS = ("{{", "}}", "{%", "%}")


@given(st.text().filter(lambda text: not any(mark in text for mark in MARKS)))
def test_a_text_without_placeholders_comes_out_as_it_went_in(text: str) -> None:
    assert filled_text(text, {}) == text
    assert names_in(text) == ()


SPICY = st.lists(
    st.sampled_from(
        [
            "{{ x }}",
            "{{",
            "}}",
            "{% if x %}",
            "{#",
            "<b>",
            "&amp;",
            "\n",
            "\\",
            "'",
            "\ue000",
            "\U000f0000",
            "价",
        ]
    ),
    min_size=1,
    max_size=8,
).map("".join)


@given(SPICY.filter(str.strip), SPICY.filter(str.strip))
def test_a_value_stands_as_it_is_and_is_never_read_again(first: str, second: str) -> None:
    text = "甲方 {{ a }}\n{% if b %}<{{ b }}>{% endif %} {{ missing }}"
    parts = filled_parts(text, {"a": first, "b": second, "x": "secret"})
    assert parts == (TextPart(f"甲方 {first}\n<{second}> "), NamePart("{{ missing }}", "missing"))


@given(st.text(st.sampled_from("{}%#|ab.'\"\\ \n()[]-+*~_if"), max_size=60))
def test_any_text_is_either_filled_or_refused_in_words(text: str) -> None:
    with suppress(BadInput, NotAllowed):
        filled_parts(text, {"a": "x"})


@pytest.mark.parametrize("blank", ["", "  ", "\u3000", "\u200b", "\ufeff\t", "\x00"])
def test_a_value_that_nobody_could_see_is_missing(blank: str) -> None:
    assert missing_in("{{ a }}", {"a": blank}) == ("a",)
    assert filled_text("{% if a %}x{% else %}y{% endif %}", {"a": blank}) == "y"
