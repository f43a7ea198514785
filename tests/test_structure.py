"""The picture of the structure says what the imports say. If not: ``scripts/draw-structure``."""

import re
from importlib import import_module
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).resolve().parents[1]


@pytest.fixture(scope="module")
def drawn() -> Any:
    """What draws the picture, with the structure that the imports have now."""
    with pytest.MonkeyPatch.context() as patch:
        patch.syspath_prepend(ROOT / "scripts")
        draw = import_module("draw_structure")
    return draw, draw.read_structure()


def test_the_picture_shows_the_rooms_packages_and_arrows_that_there_are(drawn: Any) -> None:
    draw, found = drawn
    assert draw.facts_in(draw.PICTURE.read_text("utf-8")) == draw.facts(found)


def test_the_numbers_in_the_picture_are_nearly_those_of_today(drawn: Any) -> None:
    draw, found = drawn
    shown = draw.numbers_in(draw.PICTURE.read_text("utf-8"))
    for room, lines in found.lines.items():
        assert shown[room] == pytest.approx(lines, rel=0.25), room


def test_every_room_is_in_the_picture_and_every_arrow_leads_down(drawn: Any) -> None:
    draw, found = drawn
    assert set(found.lines) == set(draw.ROOMS)
    order = list(draw.ROOMS)
    assert [arrow for arrow in found.arrows if order.index(arrow[0]) > order.index(arrow[1])] == []


def test_a_visit_takes_the_way_that_is_marked(drawn: Any) -> None:
    draw, found = drawn
    for step, modules in draw.WALK.items():
        for place, module in enumerate(modules[1:], 1):
            assert any(module in found.imported[before] for before in modules[:place]), (step, module)


@pytest.mark.parametrize("name", ["ARCHITECTURE.md", "docs/decisions.md", "CONTRIBUTING.md"])
def test_every_file_that_is_named_exists(name: str) -> None:
    """Inside the package a file may be named from its room on; words in capitals stand for any name."""
    text = (ROOT / name).read_text("utf-8")
    named = set(re.findall(r"`([\w/.-]+/[\w.-]+\.(?:py|md|json))`", text))
    named |= {f"workbench/{one}" for one in re.findall(r"`((?:app|pages)\.py)`", text)}
    named = {one for one in named if not any(part.isupper() for part in Path(one).with_suffix("").parts)}
    places = (ROOT, ROOT / "workbench", *(path.parent for path in (ROOT / "workbench").rglob("__init__.py")))
    assert {one for one in named if not any((place / one).exists() for place in places)} == set()
