"""An honest word on passphrases: weak ones are never called good."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workbench.domain.passphrase_strength import Strength, judge_passphrase


@pytest.mark.parametrize(
    "weak",
    [
        "",
        "a",
        "12345678",
        "password",
        "P@ssw0rd",
        "Passw0rd2026",
        "qwertyuiop",
        "woaini1314",
        "5201314",
        "aaaaaaaaaaaaaaaa",
        "abcdefghijkl",
        "密码",
        "公司2026",
        "Wang1985",
        "Summer2026!",
        "zxcvbnm123",
        "admin123",
    ],
)
def test_what_everybody_tries_first_is_weak(weak: str) -> None:
    found = judge_passphrase(weak)
    assert found.strength is Strength.WEAK, found
    assert found.message


@pytest.mark.parametrize(
    "good",
    ["violet anchor mostly turbine", "穿云 水泵 阀门 六月的雨", "xK7#mQ2$vR9!", "kettle 47 fog abacus"],
)
def test_several_words_or_many_signs_are_good(good: str) -> None:
    assert judge_passphrase(good).strength is Strength.GOOD


def test_between_them_it_is_fair_and_says_what_helps() -> None:
    found = judge_passphrase("kettlefog")
    assert found.strength is Strength.FAIR
    assert "One word more" in found.message
    assert "Short" in judge_passphrase("kxqv").message


@given(st.text(max_size=60))
def test_any_text_is_judged_and_never_repeated_to_its_typist(text: str) -> None:
    found = judge_passphrase(text)
    assert found.bits >= 0
    assert len(text) < 6 or text not in found.message


@given(st.text("abcdefgh ", min_size=1, max_size=30), st.integers(1, 10))
def test_repeating_one_sign_adds_little(text: str, times: int) -> None:
    plain, longer = judge_passphrase(text), judge_passphrase(text + "z" * (3 + times))
    assert longer.bits <= plain.bits + 13
