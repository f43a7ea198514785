"""The influence map on paper: the picture, what it says, the tables behind it (2-rules §6; quality: Paper).

For the customer it is an organisation chart: names, titles, who deals with whom.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from reportlab.platypus.flowables import PageBreak

from workbench.documents.base import Furniture, build, sheet_size
from workbench.documents.influence_band import OurBand, our_cards
from workbench.documents.influence_cards import SMALLEST_SCALE
from workbench.documents.influence_drawing import MapDrawing
from workbench.documents.influence_legend import Legend
from workbench.documents.influence_tables import (
    findings_table,
    influence_table,
    needs_table,
    people_table,
    phases_table,
)
from workbench.documents.layout import Together
from workbench.documents.paragraph import Block, Text
from workbench.documents.styles import (
    BODY,
    FACTS,
    LEAD,
    MARGIN_BOTTOM,
    MARGIN_TOP,
    MARGIN_X,
    NOTE,
    SECTION,
    SUBSECTION,
)
from workbench.documents.tables import Column, DataTable
from workbench.documents.wording import joined, paper_date
from workbench.domain.influence import BuyingPhase
from workbench.domain.influence_difference import ChangeKind, MapDifference
from workbench.domain.influence_finding import Finding
from workbench.domain.influence_layout import MapView
from workbench.domain.influence_map import InfluenceMap
from workbench.domain.influence_sheets import MapSheet, for_customer, sheets_of
from workbench.domain.influence_takeaway import map_takeaway
from workbench.domain.papers import Paper, PaperSize, Profile
from workbench.foundation.i18n import _, ngettext, pgettext, use_language
from workbench.foundation.ids import Id

_TITLE = replace(SECTION, leading=26)
_LEAD = replace(LEAD, size=10.5, leading=16, after=2)
_FACTS = replace(FACTS, size=9, leading=14)
_HEAD = replace(SUBSECTION, before=12, after=2)
_CHANGE_SIGNS = {ChangeKind.ADDED: "+", ChangeKind.CHANGED: "≠"}
_MOST_FINDINGS = 40
_LEAST_HEIGHT = 200.0
_HEAD_ROOM = _HEAD.leading + 18
_USUAL_BAND = 64.0


@dataclass(frozen=True)
class InfluenceMapPaper:
    """What the paper is made from. ``map`` is that of ``map.today``, which may be a day gone by.

    ``difference`` is what changed up to then; it is listed, and marked on the cards.
    """

    company: str
    author: str
    printed_on: date
    map: InfluenceMap
    findings: tuple[Finding, ...] = ()
    view: MapView = MapView.CHART
    phase: BuyingPhase | None = None
    difference: MapDifference | None = None


def influence_map_pdf(
    data: InfluenceMapPaper, *, language: str, paper_size: PaperSize, profile: Profile
) -> Paper:
    """The paper as a PDF in ``language``, on its side. Any text prints literally; nothing fails the print."""
    plain = profile is Profile.CUSTOMER
    if plain:
        data = InfluenceMapPaper(data.company, data.author, data.printed_on, for_customer(data.map))
    with use_language(language):
        account = data.map.account.name
        title = (_("Who is who: {account}") if plain else _("Influence map: {account}")).format(
            account=account
        )
        printed = _("printed {date}").format(date=paper_date(data.printed_on))
        furniture = Furniture(
            title=title,
            author=data.author,
            subject=_("Organisation chart") if plain else _("Influence map"),
            head_left=data.company,
            head_right="" if plain else pgettext("paper", "Internal"),
            foot_left=f"{account} · {printed}",
            made_on=data.printed_on,
            language=language,
            size=paper_size,
            landscape=True,
        )
        return build(_blocks(data, title, paper_size, plain=plain), furniture)


def _blocks(data: InfluenceMapPaper, title: str, paper_size: PaperSize, *, plain: bool) -> list[Block]:
    short, long = sheet_size(paper_size)
    width, height = long - 2 * MARGIN_X, short - MARGIN_TOP - MARGIN_BOTTOM
    blocks: list[Block] = [Text(title, _TITLE)]
    if not plain:
        blocks.append(Text(_stand(data), _FACTS))
        blocks.append(Text(map_takeaway(data.map, data.findings, data.phase), _LEAD))
    if not data.map.contacts:
        return [*blocks, Text(_("Nobody is on the map yet."), BODY)] if plain else blocks
    used = sum(block.wrap(width, height)[1] + block.spaceAfter for block in blocks)
    drawn, numbers = _drawn(data, width, height, used, plain=plain)
    return [*blocks, *drawn, *_tables(data, numbers, plain=plain)]


def _stand(data: InfluenceMapPaper) -> str:
    """Which view of which day, and how fresh what it says is."""
    told = [data.view.label if data.view is not MapView.CHART else "", data.phase.label if data.phase else ""]
    told.append(_("as of {date}").format(date=paper_date(data.map.today)))
    verified = [one.influence_verified_on for one in data.map.contacts if one.influence_verified_on]
    open_ones = len(data.map.contacts) - len(verified)
    if verified:
        told.append(_("verified since {date}").format(date=paper_date(min(verified))))
    if open_ones:
        never = ngettext("{count} person never verified", "{count} people never verified", open_ones)
        told.append(never.format(count=open_ones))
    return joined(told)


def map_blocks(
    map: InfluenceMap,
    width: float,
    tallest: float,
    *,
    view: MapView = MapView.CHART,
    phase: BuyingPhase | None = None,
    plain: bool = False,
) -> list[Block]:
    """The map with our people and the legend as blocks for a page ``width`` points wide.

    The picture, and that of each team where one is too small to read, is at most ``tallest`` points high.
    """
    shown = for_customer(map) if plain else map
    sheets = sheets_of(shown, view, phase, (width / SMALLEST_SCALE, tallest / SMALLEST_SCALE))
    blocks: list[Block] = []
    for sheet in sheets:
        drawing = MapDrawing(sheet, tallest, phase=phase, plain=plain)
        blocks.append(Together([Text(_head(sheet), _HEAD), drawing]) if sheet is not sheets[0] else drawing)
    cards = our_cards(shown)
    if cards:
        blocks.append(OurBand(cards))
    if not plain:
        blocks.append(Legend())
    if len(sheets) > 1:
        blocks.append(Text(_spread_note(), NOTE))
    return blocks


def _drawn(
    data: InfluenceMapPaper, width: float, height: float, used: float, *, plain: bool
) -> tuple[list[Block], dict[Id, int]]:
    """The picture on the rest of the first page, and pages of teams where it needs them."""
    legend = [] if plain else [Legend(with_lines=bool(data.map.influencing))]
    is_chart = data.view is MapView.CHART
    below: list[Block] = [*(_band(data.map, None) if is_chart else []), *legend]
    room = max(height - used - _height(below, width) - 14, _LEAST_HEIGHT)
    limits = width / SMALLEST_SCALE, room / SMALLEST_SCALE
    later = limits[0], (height - _HEAD_ROOM - _USUAL_BAND) / SMALLEST_SCALE
    sheets = sheets_of(data.map, data.view, data.phase, limits, later)
    first = sheets[0]
    if not first.numbers:
        after = [] if is_chart else _band(data.map, None)
        return [_picture(data, first, room, plain=plain), *below, *after], {}
    note = Text(_spread_note() if len(sheets) > 1 else _number_note(), NOTE)
    below = [*legend, note]
    room = max(height - used - _height(below, width) - 14, _LEAST_HEIGHT)
    blocks: list[Block] = [_picture(data, first, room, plain=plain), *below]
    for sheet in sheets[1:]:
        head = Text(_head(sheet), _HEAD)
        band = _band(data.map, [one.id for one in sheet.map.contacts])
        tallest = max(height - _HEAD_ROOM - _height(band, width), _LEAST_HEIGHT)
        blocks += [PageBreak(), head, _picture(data, sheet, tallest, plain=plain), *band]
    if len(sheets) == 1:
        blocks += _band(data.map, None)
    return blocks, dict(first.numbers)


def _picture(data: InfluenceMapPaper, sheet: MapSheet, tallest: float, *, plain: bool) -> MapDrawing:
    kinds = data.difference.kinds() if data.difference else {}
    changes = {person: _CHANGE_SIGNS[kind] for person, kind in kinds.items() if kind in _CHANGE_SIGNS}
    return MapDrawing(sheet, tallest, phase=data.phase, plain=plain, changes=changes)


def _band(map: InfluenceMap, among: Sequence[Id] | None) -> list[Block]:
    cards = [one for one in our_cards(map, among) if among is None or one.meets]
    return [OurBand(cards)] if cards else []


def _height(blocks: Sequence[Block], width: float) -> float:
    return sum(one.wrap(width, 1e6)[1] + one.spaceBefore + one.spaceAfter for one in blocks)


def _head(sheet: MapSheet) -> str:
    heads = sheet.heads
    if not heads:
        return pgettext("influence map", "Outside the reporting lines")
    names = joined([one.name for one in heads[:4]]) + ("…" if len(heads) > 4 else "")
    return _("Reporting to {names}").format(names=names)


def _spread_note() -> str:
    return _(
        "All of it first, then a chart for each team. Where a name finds no room, its number in the list of "
        "people stands. +3 under a card: three people report there, on a chart of their own."
    )


def _number_note() -> str:
    return _("Where a name finds no room, its number in the list of people stands.")


def _tables(data: InfluenceMapPaper, numbers: dict[Id, int], *, plain: bool) -> list[Block]:
    shown = data.findings[:_MOST_FINDINGS]
    tables = [
        (_("Findings and next steps"), findings_table(shown) if shown else None),
        (_("Most pressing needs"), needs_table(data.map, data.phase)),
        (_("By buying phase"), phases_table(data.map)),
        (_("Influence"), influence_table(data.map) if numbers else None),
        (_("People"), people_table(data.map, numbers, data.phase, plain=plain)),
    ]
    blocks: list[Block] = [
        Together([Text(title, _HEAD), table]) for title, table in tables if table is not None
    ]
    if len(shown) < len(data.findings):
        told = _("The most pressing {count} of {all}.").format(count=len(shown), all=len(data.findings))
        blocks.insert(1, Text(told, NOTE))
    return [*_changes(data.difference), *blocks] if data.difference else blocks


def _changes(difference: MapDifference) -> list[Block]:
    """What changed between the two days, line by line."""
    title = _("What changed from {first} to {last}").format(
        first=paper_date(difference.before), last=paper_date(difference.after)
    )
    if difference.is_empty:
        return [Together([Text(title, _HEAD), Text(_("Nothing on the map changed."), BODY)])]
    note = Text(_("On the cards + marks who is new, ≠ of whom something changed."), NOTE)
    table = DataTable([Column("")], [[one.text] for one in difference.changes], after=4)
    return [Together([Text(title, _HEAD), table]), note]
