"""The contact matrix: levels, gaps, functions, and the KAM level with what would lift it (2-rules §5, §6)."""

import pytest
from hypothesis import given, settings

from tests.domain.influence_maps import a_map, maps, ours, person, reports, tie
from workbench.domain.accounts import OutsideKind
from workbench.domain.contact_levels import Level, level_of_title, our_level, their_levels
from workbench.domain.contact_matrix import contact_matrix, counterpart_for
from workbench.domain.influence_map import InfluenceMap
from workbench.domain.relationship import Function, KamLevel

BOSS = person("Boss", title="总经理", function=Function.MANAGEMENT, influence=5)
BUYER = person("Buyer", title="采购经理", function=Function.PURCHASING, influence=4)
ENGINEER = person("Engineer", title="工艺工程师", function=Function.TECHNOLOGY)
SELLER = ours("Seller", title="客户经理", function=Function.SALES)
EXPERT = ours("Expert", title="应用工程师", function=Function.TECHNOLOGY)
CHIEF = ours("Chief", title="副总经理", function=Function.MANAGEMENT)


@pytest.mark.parametrize(
    ("title", "level"),
    [
        ("董事长", Level.EXECUTIVE),
        ("总经理", Level.EXECUTIVE),
        ("生产副总", Level.EXECUTIVE),
        ("财务总监", Level.EXECUTIVE),
        ("王总", Level.EXECUTIVE),
        ("厂长", Level.EXECUTIVE),
        ("总工程师", Level.EXECUTIVE),
        ("CEO", Level.EXECUTIVE),
        ("VP Sales", Level.EXECUTIVE),
        ("Managing Director", Level.EXECUTIVE),
        ("General Manager", Level.EXECUTIVE),
        ("采购经理", Level.MANAGEMENT),
        ("设备部经理", Level.MANAGEMENT),
        ("车间主任", Level.MANAGEMENT),
        ("采购部长", Level.MANAGEMENT),
        ("质检科长", Level.MANAGEMENT),
        ("Purchasing Manager", Level.MANAGEMENT),
        ("Head of Quality", Level.MANAGEMENT),
        ("Team lead", Level.MANAGEMENT),
        ("总经理助理", Level.SPECIALIST),
        ("董事会秘书", Level.SPECIALIST),
        ("客户经理", Level.SPECIALIST),
        ("大客户经理", Level.SPECIALIST),
        ("Account Manager", Level.SPECIALIST),
        ("Assistant to the CEO", Level.SPECIALIST),
        ("采购工程师", Level.SPECIALIST),
        ("Engineer", Level.SPECIALIST),
        ("总装车间主任", Level.MANAGEMENT),
        ("", None),
        ("  ", None),
    ],
)
def test_the_level_follows_from_the_title(title: str, level: Level | None) -> None:
    assert level_of_title(title) is level


def test_without_a_title_the_function_and_the_lines_tell() -> None:
    manages = person("A", function=Function.MANAGEMENT)
    buys, silent, led = person("B", function=Function.PURCHASING), person("C"), person("D", title="工程师")
    ghost = person("质量总监", is_placeholder=True)
    people = (manages, buys, silent, led, ghost)
    levels = their_levels(people, [])
    assert [levels[one.id] for one in people] == [
        Level.EXECUTIVE,
        Level.SPECIALIST,
        None,
        Level.SPECIALIST,
        Level.EXECUTIVE,
    ]
    levels = their_levels(people, [reports(buys, silent), reports(silent, led), reports(led, manages)])
    assert [levels[one.id] for one in people[:4]] == [
        Level.EXECUTIVE,
        Level.SPECIALIST,
        Level.MANAGEMENT,
        Level.MANAGEMENT,
    ]
    assert our_level(ours("X")) is Level.SPECIALIST
    assert our_level(ours("X", function=Function.MANAGEMENT)) is Level.EXECUTIVE


def test_cells_list_who_deals_with_whom_the_closest_first() -> None:
    second = person("Second", title="质量经理")
    map = a_map(
        BOSS,
        BUYER,
        second,
        ENGINEER,
        ties=(tie(second, SELLER), tie(BUYER, SELLER, 3), tie(ENGINEER, EXPERT, 2)),
        managers=(SELLER, EXPERT, CHIEF),
    )
    grid = contact_matrix(map).levels
    assert grid.rows == (Level.EXECUTIVE, Level.MANAGEMENT, Level.SPECIALIST)
    assert grid.columns == (Level.EXECUTIVE, Level.SPECIALIST)
    cell = grid.cell(Level.MANAGEMENT, Level.SPECIALIST)
    assert [(one.theirs.name, one.ours.name, one.strength) for one in cell.ties] == [
        ("Buyer", "Seller", 3),
        ("Second", "Seller", 1),
    ]
    assert cell.strength == 3
    assert grid.cell(Level.EXECUTIVE, Level.EXECUTIVE).strength == 0
    assert [one.name for one in grid.theirs[Level.MANAGEMENT]] == ["Buyer", "Second"]
    assert [one.name for one in grid.ours[Level.EXECUTIVE]] == ["Chief"]
    functions = contact_matrix(map).functions
    assert functions.cell(Function.PURCHASING, Function.SALES).ties[0].theirs == BUYER
    assert functions.rows[-1] is None


def test_gaps_are_managers_and_executives_whom_nobody_of_ours_meets_on_their_level() -> None:
    map = a_map(
        BOSS,
        BUYER,
        ENGINEER,
        person("Media", title="CEO", outside_kind=OutsideKind.MEDIA),
        ties=(tie(BUYER, SELLER),),
        managers=(SELLER, CHIEF),
    )
    matrix = contact_matrix(map)
    assert [(gap.contact.name, [one.name for one in gap.ours]) for gap in matrix.gaps] == [
        ("Boss", []),
        ("Buyer", ["Seller"]),
    ]
    assert matrix.unreached == (Level.EXECUTIVE, Level.SPECIALIST)
    assert counterpart_for(map, matrix, matrix.gaps[0]) == CHIEF
    closed = contact_matrix(a_map(BUYER, ties=(tie(BUYER, CHIEF),), managers=(SELLER, CHIEF)))
    assert closed.gaps == ()
    nobody = a_map(BOSS, managers=(SELLER,))
    assert counterpart_for(nobody, contact_matrix(nobody), contact_matrix(nobody).gaps[0]) is None


def test_each_kam_level_says_what_would_lift_it() -> None:
    managers = (SELLER, EXPERT)
    steps = [
        ((), KamLevel.PRE, "Say who of ours deals with whom of theirs."),
        (
            (tie(BUYER, SELLER),),
            KamLevel.EARLY,
            "Bring a second function in: people beside Buyer and Seller.",
        ),
        (
            (tie(BUYER, SELLER, 3), tie(ENGINEER, SELLER)),
            KamLevel.MID,
            "Let two other functions deal with each other directly, past Buyer and Seller.",
        ),
        (
            (tie(BUYER, SELLER, 3), tie(ENGINEER, EXPERT)),
            KamLevel.PARTNERSHIP,
            "Let people of theirs and ours work as one team.",
        ),
    ]
    for ties, level, lift in steps:
        matrix = contact_matrix(a_map(BUYER, ENGINEER, manager=SELLER, ties=ties, managers=managers))
        assert (matrix.kam.level, matrix.lift) == (level, lift)
        assert matrix.next_level is list(KamLevel)[list(KamLevel).index(level) + 1]


@settings(deadline=None)
@given(maps())
def test_every_tie_of_people_inside_stands_in_one_cell_of_each_view(map: InfluenceMap) -> None:
    matrix = contact_matrix(map)
    inside = {one.id for one in map.contacts if one.outside_kind is None}
    expected = sorted(one.id for one in map.ties if one.contact_id in inside)
    for grid in (matrix.levels, matrix.functions):
        assert sorted(one.tie.id for cell in grid.cells.values() for one in cell.ties) == expected
        assert sorted(one.id for row in grid.rows for one in grid.theirs[row]) == sorted(inside)
        assert {one.id for column in grid.columns for one in grid.ours[column]} == set(map.ours)
        assert all(row in grid.rows and column in grid.columns for row, column in grid.cells)
