"""Telephone numbers: understood, formatted, and never lost."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workbench.exchange.phones import PhoneKind, read_phone, read_phones
from workbench.foundation.i18n import use_language


@pytest.mark.parametrize(
    ("typed", "shown", "kind", "extension"),
    [
        ("13812345678", "138 1234 5678", PhoneKind.MOBILE, ""),
        ("+86 138-1234-5678", "138 1234 5678", PhoneKind.MOBILE, ""),
        ("010-62801234", "010 6280 1234", PhoneKind.LANDLINE, ""),
        ("（021）68881234", "021 6888 1234", PhoneKind.LANDLINE, ""),
        ("０７５５－２６８０１２３４", "0755 2680 1234", PhoneKind.LANDLINE, ""),
        ("400-800-8888", "400 800 8888", PhoneKind.SERVICE, ""),
        ("021-6888 1234 转 801", "021 6888 1234 ext. 801", PhoneKind.LANDLINE, "801"),
        ("0512-62801234 分机：12", "0512 6280 1234 ext. 12", PhoneKind.LANDLINE, "12"),
        ("010-62801234-801", "010 6280 1234 ext. 801", PhoneKind.LANDLINE, "801"),
        ("010 6280 1234 ext. 801", "010 6280 1234 ext. 801", PhoneKind.LANDLINE, "801"),
        ("+81 3-1234-5678", "+81 3-1234-5678", PhoneKind.LANDLINE, ""),
        ("00852 2345 6789", "+852 2345 6789", PhoneKind.LANDLINE, ""),
        ("110", "110", None, ""),
        ("问前台", "问前台", None, ""),
        ("62801234", "62801234", None, ""),
    ],
)
def test_numbers_are_understood(typed: str, shown: str, kind: PhoneKind | None, extension: str) -> None:
    phone = read_phone(typed)
    assert (phone.shown, phone.kind, phone.extension) == (shown, kind, extension)
    assert phone.typed == typed


def test_a_field_may_hold_several() -> None:
    assert [phone.kind for phone in read_phones("13812345678；021-68881234 转 5; 前台")] == [
        PhoneKind.MOBILE,
        PhoneKind.LANDLINE,
        None,
    ]
    assert read_phones("") == ()


def test_an_extension_is_said_in_the_language_in_force() -> None:
    with use_language("en"):
        assert read_phone("021-68881234转8").told() == "021 6888 1234 ext. 8 · Landline"


@given(st.text(max_size=40))
def test_nothing_typed_is_lost_and_what_is_shown_is_understood_alike(text: str) -> None:
    phone = read_phone(text)
    assert phone.typed == text.strip()
    if not phone.understood:
        assert phone.shown == phone.typed
    else:
        again = read_phone(phone.shown)
        assert (again.shown, again.extension) == (phone.shown, phone.extension)
