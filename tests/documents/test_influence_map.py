"""The influence map on paper: everybody on it in full, legible at any size, nothing of ours for customers."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.documents.reading import page_sizes, pages_text, squeezed, whole_text
from tests.domain.influence_crowds import crowd
from tests.domain.influence_maps import TODAY, a_map, attitude, influences, maps, ours, person, reports, tie
from workbench.documents.fonts import printable
from workbench.documents.influence_cards import SMALLEST_SCALE
from workbench.documents.influence_map import InfluenceMapPaper, influence_map_pdf, map_blocks
from workbench.domain.accounts import BuyingRole, Contact, OutsideKind
from workbench.domain.influence import BuyingPhase
from workbench.domain.influence_difference import map_difference
from workbench.domain.influence_findings import findings_of
from workbench.domain.influence_layout import MapView
from workbench.domain.influence_map import InfluenceMap
from workbench.domain.influence_sheets import for_customer, sheets_of
from workbench.domain.needs import Need
from workbench.domain.papers import Paper, PaperSize, Profile
from workbench.foundation.ids import derived_id

LANGUAGES = ("en", "zh_CN")
ROOM = (1500.0, 760.0)
LONG = "欧阳" + "长" * 56 + "<b>"


def printed(
    map: InfluenceMap,
    *,
    view: MapView = MapView.CHART,
    language: str = "en",
    size: PaperSize = PaperSize.A4,
    profile: Profile = Profile.INTERNAL,
    before: InfluenceMap | None = None,
) -> Paper:
    difference = map_difference(before, map) if before else None
    data = InfluenceMapPaper("Ours Ltd", "Zhang Wei", TODAY, map, findings_of(map), view, None, difference)
    return influence_map_pdf(data, language=language, paper_size=size, profile=profile)


def usual() -> InfluenceMap:
    boss = person(
        "顾承远", title="总经理", roles=(BuyingRole.ECONOMIC,), influence=5, support=1, involvement=4
    )
    foe = person("Lin Zhiyuan", title="CTO", roles=(BuyingRole.TECHNICAL,), influence=5, support=-2)
    ghost = person("Quality lead", is_placeholder=True)
    press = person("Media Mo", outside_kind=OutsideKind.MEDIA, organisation="Robot Weekly", influence=2)
    mine = ours("沈砚", title="副总经理")
    need = Need(
        derived_id("need", "1"), boss.account_id, "二期节拍 < 36 秒 & <b>stabil</b>", contact_id=boss.id
    )
    return a_map(
        boss,
        foe,
        ghost,
        press,
        manager=mine,
        managers=(mine,),
        links=(reports(foe, boss), reports(ghost, foe), influences(foe, boss, -3)),
        ties=(tie(boss, mine, 3),),
        attitudes=(attitude(foe, BuyingPhase.NEEDS, 0, involvement=5),),
        needs={boss.id: (need,)},
        last_met={boss.id: TODAY - timedelta(days=12)},
    )


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("view", list(MapView))
def test_the_paper_tells_everything_that_the_map_knows(view: MapView, language: str) -> None:
    content = printed(usual(), view=view, language=language).content
    text = whole_text(content)
    for word in ("顾承远", "总经理", "LinZhiyuan", "CTO", "Qualitylead", "MediaMo", "RobotWeekly", "沈砚"):
        assert word in text
    assert squeezed("二期节拍 < 36 秒 & <b>stabil</b>") in text
    assert len(pages_text(content)) <= 3


def test_the_takeaway_stands_first_and_the_findings_have_next_steps() -> None:
    map = usual()
    text = whole_text(printed(map).content)
    assert "4peopleareonthemap:1forus,1againstus,3nevermet." in text
    for finding in findings_of(map):
        assert squeezed(finding.title) in text
        for step in finding.steps[:2]:
            assert squeezed(step.label) in text


@pytest.mark.parametrize("view", list(MapView))
@pytest.mark.parametrize("count", [12, 40, 300])
def test_everybody_is_on_the_paper_whatever_the_size(count: int, view: MapView) -> None:
    map = crowd(count, 7)
    text = whole_text(printed(map, view=view).content)
    assert [one.name for one in map.contacts if one.name not in text] == []


@pytest.mark.parametrize("name", [LONG, "<para>&amp; {0} %s</para>", "张 John 伟-Müller 🙂", "x" * 60])
def test_names_print_literally_and_in_full(name: str) -> None:
    boss = person("Boss", title=name)
    one = replace(person(name, title=name, organisation=name), department=name)
    mine = ours(name, title=name)
    map = a_map(
        boss, one, manager=mine, managers=(mine,), links=(reports(one, boss),), ties=(tie(one, mine),)
    )
    for profile in Profile:
        assert squeezed(printable(name)) in whole_text(printed(map, profile=profile).content)


def test_a_customer_reads_names_titles_and_whom_of_ours_they_meet_and_nothing_else() -> None:
    content = printed(usual(), view=MapView.GRID, profile=Profile.CUSTOMER).content
    text = "\n".join(pages_text(content))
    for word in ("顾承远", "总经理", "Lin Zhiyuan", "CTO", "沈砚", "meets 顾承远"):
        assert word in text
    for word in (
        "Quality lead",
        "Media Mo",
        "upport",
        "Champion",
        "Blocker",
        "nfluence",
        "Economic",
        "Internal",
        "not met",
        "节拍",
        "against",
        "Finding",
        "verified",
    ):
        assert word not in text


@given(maps(most=6))
@settings(max_examples=30)
def test_what_a_customer_gets_never_holds_what_we_think(map: InfluenceMap) -> None:
    bare = for_customer(map)
    assert bare == for_customer(bare)
    assert {one.kind.value for one in bare.links} <= {"reports_to"}
    assert not any((bare.attitudes, bare.needs, bare.left, bare.last_met, bare.last_contact, bare.encounters))
    for one in bare.contacts:
        assert one == Contact(one.id, one.account_id, one.name, one.title, one.function, one.department)


def test_what_changed_since_another_day_is_listed_and_marked() -> None:
    after = usual()
    gone = person("Gone Gao")
    then = tuple(replace(one, support=-1) if one.name == "Lin Zhiyuan" else one for one in after.contacts[:2])
    before = replace(after, today=date(2026, 1, 5), contacts=(*then, gone), links=(), attitudes=())
    text = whole_text(printed(after, before=before).content)
    assert "Whatchangedfrom5Jan2026to1Jul2026" in text
    assert "GoneGao:nolongeronthemap" in text
    assert "Support:Critic→Blocker" in text
    assert "≠LinZhiyuan" in text
    assert "+MediaMo" in text


@pytest.mark.parametrize("size", list(PaperSize))
def test_it_lies_on_its_side(size: PaperSize) -> None:
    (width, height), *_others = page_sizes(printed(usual(), size=size).content)
    assert width > height


def test_the_same_map_makes_the_same_bytes() -> None:
    assert printed(crowd(40)).content == printed(crowd(40)).content


@pytest.mark.parametrize("profile", list(Profile))
def test_a_map_without_anybody_says_so(profile: Profile) -> None:
    assert "Nobody" in whole_text(printed(a_map(), profile=profile).content)


@given(st.integers(1, 120), st.integers(1, 40), st.integers(0, 5))
@settings(max_examples=25, deadline=None)
def test_every_sheet_is_legible_and_together_they_hold_everybody(count: int, fan: int, seed: int) -> None:
    map = crowd(count, fan, seed)
    whole, *teams = sheets_of(map, MapView.CHART, None, ROOM)
    assert len(whole.map.contacts) == count
    for sheet in teams if whole.numbers else [whole]:
        assert sheet.bounds.width <= ROOM[0]
        assert sheet.bounds.height <= ROOM[1]
    if whole.numbers:
        assert {one.id for sheet in teams for one in sheet.map.contacts} == {one.id for one in map.contacts}


def test_the_map_goes_into_a_column_of_another_paper() -> None:
    for block in map_blocks(crowd(12), 481, 380):
        _width, height = block.wrap(481, 700)
        assert 0 < height <= 480
    assert 0.45 < SMALLEST_SCALE < 0.75
