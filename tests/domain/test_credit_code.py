"""The unified social credit code: tidied, checked, and a wrong one explained (GB 32100, 2-rules §1)."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workbench.domain.credit_code import check_digit, credit_code_fault, tidy_credit_code

GOOD = "91350100M000100Y43"


@pytest.mark.parametrize(
    "typed",
    [
        GOOD,
        GOOD.lower(),
        " 9135 0100 M000 100Y43 ",
        "９１３５０１００Ｍ０００１００Ｙ４３",
        "91350100-M000100Y4-3",
    ],
)
def test_pasted_codes_are_tidied(typed: str) -> None:
    assert tidy_credit_code(typed) == GOOD
    assert credit_code_fault(GOOD) == ""


def test_a_wrong_code_is_explained() -> None:
    assert "18 characters; this one has 17" in credit_code_fault(GOOD[:-1])
    fault = credit_code_fault("9135O100M000100Y43")
    assert ("Character 5" in fault, "I, O, S, V and Z" in fault, "“0”" in fault) == (True, True, True)
    assert "“测”" in credit_code_fault("9135测100M000100Y43")
    assert "ask for “3”" in credit_code_fault(GOOD[:-1] + "4")


@given(st.text("0123456789ABCDEFGHJKLMNPQRTUWXY", min_size=17, max_size=17), st.integers(0, 17))
def test_one_mistyped_sign_is_always_noticed(body: str, place: int) -> None:
    code = body + check_digit(body)
    assert credit_code_fault(code) == ""
    other = "0" if code[place] != "0" else "1"
    assert credit_code_fault(code[:place] + other + code[place + 1 :])
