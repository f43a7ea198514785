"""Needs: one typed line says all of it; what is urgent stands on top (2-rules §5)."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workbench.domain.accounts import Contact
from workbench.domain.needs import (
    Need,
    NeedAnswer,
    NeedKind,
    QuickNeed,
    by_urgency,
    open_needs,
    read_quick_need,
)
from workbench.foundation.ids import derived_id

ACCOUNT = derived_id("account", "A")
GU = Contact(derived_id("gu"), ACCOUNT, "顾承远")
LIN = Contact(derived_id("lin"), ACCOUNT, "林志远")
LIN_YUE = Contact(derived_id("yue"), ACCOUNT, "林悦")
PEOPLE = (GU, LIN, LIN_YUE)


def need(name: str, **more: object) -> Need:
    return Need(derived_id(name), ACCOUNT, name, **more)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("交期缩短到 10 天", QuickNeed("交期缩短到 10 天")),
        ("!!! 单价降 3% #price", QuickNeed("单价降 3%", NeedKind.PRICE, urgency=3)),
        ("?怕停产 ！！ #服务 @顾", QuickNeed("怕停产", NeedKind.SERVICE, GU.id, is_hidden=True, urgency=2)),
        ("? wants to be asked first", QuickNeed("wants to be asked first", is_hidden=True)),
        ("@林志远 样品 #Product", QuickNeed("样品", NeedKind.PRODUCT, LIN.id)),
        # Two people of that name, a kind that is none, and a question at the end stay in the text.
        ("@林 #color why?", QuickNeed("@林 #color why?")),
        ("", QuickNeed("")),
    ],
)
def test_a_line_is_read(line: str, expected: QuickNeed) -> None:
    assert read_quick_need(line, PEOPLE) == expected


@pytest.mark.parametrize(
    ("line", "text", "person"),
    [
        ("cheaper freight @Roland Mendel", "cheaper freight", "roland"),
        ("@roland mendel cheaper freight", "cheaper freight", "roland"),
        ("@Roland wants cheaper freight", "wants cheaper freight", "roland"),
        ("@Maria cheaper freight", "@Maria cheaper freight", None),
        ("@Maria Anders cheaper freight", "cheaper freight", "anders"),
        ("@Maria A cheaper freight", "cheaper freight", "anders"),
    ],
)
def test_names_of_several_words_are_taken_whole(line: str, text: str, person: str | None) -> None:
    people = [
        Contact(derived_id(key), ACCOUNT, name)
        for key, name in (
            ("roland", "Roland Mendel"),
            ("anders", "Maria Anders"),
            ("larsson", "Maria Larsson"),
        )
    ]
    found = read_quick_need(line, people)
    assert (found.text, found.contact_id) == (text, derived_id(person) if person else None)


def test_hidden_may_be_said_behind_the_urgency() -> None:
    assert read_quick_need("!!! ?cheaper freight") == QuickNeed("cheaper freight", None, None, True, 3)


@given(st.text(max_size=80))
def test_any_line_can_be_read(line: str) -> None:
    found = read_quick_need(line, PEOPLE)
    assert found.urgency in (None, 1, 2, 3)
    # No word is invented.
    assert all(word in line for word in found.text.split())


def test_open_needs_come_first_and_the_urgent_on_top() -> None:
    late = need("late", urgency=1, noted_on=date(2026, 1, 1))
    later = need("later", urgency=1, noted_on=date(2026, 2, 1), answer=NeedAnswer.OFFERED)
    urgent = need("urgent", urgency=3)
    plain = need("plain")
    settled = need("settled", urgency=3, answer=NeedAnswer.DELIVERED)
    refused = need("refused", answer=NeedAnswer.REFUSED)
    assert by_urgency([plain, settled, later, refused, late, urgent])[:4] == (urgent, late, later, plain)
    assert open_needs([plain, settled, later, refused, late, urgent]) == (urgent, late, later, plain)
