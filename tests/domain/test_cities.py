"""One city under several names is one city."""

import pytest

from workbench.domain.cities import city_key


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("苏州市", "苏州"),
        (" 苏州 市 ", "苏州"),
        ("延边朝鲜族自治州", "延边"),
        ("湘西土家族苗族自治州", "湘西"),
        ("锡林郭勒盟", "锡林郭勒"),
        ("大兴安岭地区", "大兴安岭"),
        ("香港特别行政区", "香港"),
        ("ＳＵＺＨＯＵ", "Suzhou"),
        ("Suzhou City", "suzhou"),
        ("Suzhou  Shi", "SUZHOU"),
        ("津市市", "津市"),
    ],
)
def test_official_and_everyday_names_are_one_city(one: str, other: str) -> None:
    assert city_key(one) == city_key(other)


def test_other_cities_stay_apart() -> None:
    names = ["苏州", "宿州", "沙市", "津市", "City 1", "City 2", "Xi'an", "Xian", ""]
    assert len({city_key(name) for name in names}) == len(names)
