"""The recovery code: read back however it is typed, one mistyped group found, two never taken for whole."""

import os
from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workbench.domain.recovery_code import GROUPS, find_mistake, read_code, write_code

_KEYS = st.binary(min_size=32, max_size=32)
_ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"


@given(_KEYS)
def test_a_code_is_its_key_and_nothing_else(key: bytes) -> None:
    groups = write_code(key)
    assert len(groups) == GROUPS
    assert all(len(one) == 4 and set(one) <= set(_ALPHABET) for one in groups)
    assert read_code(" ".join(groups)) == key
    assert find_mistake(" ".join(groups)) is None


@pytest.mark.parametrize("between", ["", " ", "-", "  ", "\n", " – ", "_", "·", "\u3000", "－"])
def test_spaces_and_strokes_do_not_matter(between: str) -> None:
    key = os.urandom(32)
    assert read_code(between.join(write_code(key))) == key


def test_small_and_full_width_letters_and_look_alikes_are_the_same_code() -> None:
    key = bytes(range(32))
    code = " ".join(write_code(key))
    wide = "".join(chr(ord(sign) + 0xFEE0) if sign != " " else "\u3000" for sign in code)
    for typed in (code.lower(), f"\n{code} ", wide, code.replace("0", "O"), code.replace("1", "l")):
        assert read_code(typed) == key
    assert read_code(code.replace("1", "I").replace("0", "o")) == key


@given(_KEYS, st.integers(0, GROUPS - 1), st.text(_ALPHABET, min_size=4, max_size=4))
def test_one_mistyped_group_is_named_whatever_is_wrong_with_it(key: bytes, place: int, typed: str) -> None:
    groups = list(write_code(key))
    if groups[place] == typed:
        return
    groups[place] = typed
    assert read_code(" ".join(groups)) is None
    for joined in (" ".join(groups), "".join(groups)):
        mistake = find_mistake(joined)
        assert mistake is not None
        assert (mistake.group, str(place + 1) in mistake.message) == (place + 1, True)


@given(_KEYS, st.permutations(range(GROUPS)), st.integers(0, 1000))
def test_two_wrong_groups_are_never_a_whole_code(key: bytes, places: list[int], salt: int) -> None:
    groups = list(write_code(key))
    first, second = places[:2]
    if groups[first] == groups[second]:
        return
    groups[first], groups[second] = groups[second], groups[first]
    assert read_code(" ".join(groups)) is None
    assert find_mistake(" ".join(groups)) is not None


def test_groups_that_were_exchanged_are_said_to_be_several() -> None:
    groups = list(write_code(bytes(range(7, 39))))
    groups[3], groups[9] = groups[9], groups[3]
    mistake = find_mistake(" ".join(groups))
    assert mistake is not None
    assert mistake.group == 0
    assert "Several" in mistake.message


def test_a_group_too_few_or_a_sign_that_is_in_no_code_is_told() -> None:
    groups = write_code(bytes(range(32)))
    missing = find_mistake(" ".join(groups[1:]))
    assert missing is not None
    assert missing.message == "A recovery code has 15 groups; here are 14."
    short = find_mistake(" ".join((*groups[:4], groups[4][:3], *groups[5:])))
    assert short is not None
    assert (short.group, "Group 5 " in short.message) == (5, True)
    strange = find_mistake(" ".join((*groups[:4], "U" + groups[4][1:], *groups[5:])))
    assert strange is not None
    assert (strange.group, "“U”" in strange.message) == (5, True)


def test_a_code_of_a_newer_version_says_so() -> None:
    from workbench.domain import recovery_code as module

    number = 2 << 256 | int.from_bytes(bytes(range(32)), "big")
    data = [number >> (20 * place) & (2**20 - 1) for place in reversed(range(13))]
    groups = [module._letters(one) for one in (*data, *module._checks(data))]
    assert read_code(" ".join(groups)) is None
    mistake = find_mistake(" ".join(groups))
    assert mistake is not None
    assert "newer version" in mistake.message


@pytest.mark.parametrize(
    "text",
    ["", "secret", "correct horse battery staple", "密码 密码", "word " * 7, "long words " * 12, "a" * 30],
)
def test_passphrases_are_no_mistyped_codes(text: str) -> None:
    assert read_code(text) is None
    assert find_mistake(text) is None


def test_no_sign_is_taken_for_another() -> None:
    groups = write_code(bytes(range(32)))
    code = "".join(groups)
    for place, sign in product((0, 17, 59), _ALPHABET):
        if code[place] != sign:
            assert read_code(code[:place] + sign + code[place + 1 :]) is None


def test_a_passphrase_that_a_program_made_is_never_called_a_recovery_code() -> None:
    for made in ("a3f9" * 8, "a3f9" * 16, "K7" * 64, "word " * 40):
        assert find_mistake(made) is None
