"""What an account says of itself."""

import pytest

from workbench.domain.accounts import Account
from workbench.foundation.ids import derived_id


@pytest.mark.parametrize(
    ("city", "address", "place"),
    [
        ("Bristol", "24 Mill Lane", "24 Mill Lane, Bristol"),
        ("Bristol", "24 Mill Lane, Bristol", "24 Mill Lane, Bristol"),
        ("Bristol", "", "Bristol"),
        ("", "24 Mill Lane", "24 Mill Lane"),
        ("苏州", "星湖街 8 号", "苏州星湖街 8 号"),
        ("苏州", "江苏省苏州市星湖街 8 号", "江苏省苏州市星湖街 8 号"),
        ("", "", ""),
    ],
)
def test_a_place_names_the_city_once(city: str, address: str, place: str) -> None:
    account = Account(derived_id("account", "A"), "A", "A", city=city, address=address)
    assert account.place == place
