"""JSON that another version wrote is read as far as it is understood."""

from hypothesis import given
from hypothesis import strategies as st

from workbench.domain.stored_content import stored_content, stored_rows, stored_word


@given(st.text())
def test_any_text_reads_as_an_object_or_as_nothing(text: str) -> None:
    assert isinstance(stored_content(text), dict)


def test_a_list_keeps_its_objects_and_passes_over_the_rest() -> None:
    stored = stored_content('{"rows": [1, {"key": "a"}, "b"], "word": 7, "name": "x"}')
    assert stored_rows(stored, "rows") == [{"key": "a"}]
    assert stored_rows(stored, "word") == []
    assert (stored_word(stored, "name"), stored_word(stored, "word")) == ("x", "")


def test_json_nested_beyond_measure_reads_as_nothing() -> None:
    assert stored_content("[" * 100_000) == {}
