"""P10: the influence map of many people: each layout with its lines, and the frames of dragging a card.

There is no floor by another program that arranges the same three views; the floor is the time allowed, so
that the ratio is the share of it that is used. Dragging is measured in the widget of the screen, offscreen.
"""

import os
import random
import time
from collections import Counter
from datetime import date
from functools import partial

from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from benchmarks.figures import Figure, figure, seconds
from workbench.domain.accounts import Account, BuyingRole, Contact
from workbench.domain.contact_links import ContactLink, ContactLinkKind
from workbench.domain.influence_layout import MapView, layout_of
from workbench.domain.influence_lines import lines_of
from workbench.domain.influence_map import InfluenceMap
from workbench.foundation.ids import derived_id
from workbench.ui.kit.canvas.node_canvas import NodeCanvas
from workbench.ui.kit.theme import apply_theme
from workbench.ui.screens.accounts.influence.card_paint import CardPainter
from workbench.ui.screens.accounts.influence.scene import MapContents, edges_of, nodes_of, router

SIZES = (100, 300)
LAYOUT_S, FRAME_S = 0.3, 0.016
REPORTS, CHOSEN = 7, 30
_FRAMES = 60
_TRIES = 3
_SIZE = (1280, 640)


def map_of(count: int) -> InfluenceMap:
    """``count`` people in one tree, a third as many influences among them."""
    chance = random.Random(count)
    account = Account(derived_id("account", "P10"), "P10", "P10")
    people = [
        Contact(
            derived_id("contact", str(number)),
            account.id,
            f"王{number}",
            title="采购经理",
            roles=tuple(role for role in BuyingRole if chance.random() < 0.25),
            influence=chance.choice((None, 1, 2, 3, 4, 5)),
            involvement=chance.choice((None, 1, 2, 3, 4, 5)),
            support=chance.choice((None, -2, -1, 0, 1, 2)),
        )
        for number in range(count)
    ]
    pairs = [(people[at], people[(at - 1) // REPORTS]) for at in range(1, count)]
    links = [_link(start, end, ContactLinkKind.REPORTS_TO) for start, end in pairs]
    pairs = [(chance.choice(people[::2]), chance.choice(people[1::2])) for _pair in range(count // 3)]
    links += [
        _link(start, end, ContactLinkKind.INFLUENCES, chance.choice((-3, -1, 2)))
        for start, end in dict.fromkeys(pairs)
    ]
    return InfluenceMap(account, date(2026, 11, 20), tuple(people), links=tuple(links))


def _link(start: Contact, end: Contact, kind: ContactLinkKind, strength: int | None = None) -> ContactLink:
    return ContactLink(derived_id(start.name, end.name, kind), start.id, end.id, kind, strength)


def arrange(map: InfluenceMap, view: MapView) -> None:
    """What is worked out before a view can be shown."""
    lines_of(map, layout_of(map, view))


def longest_frame(map: InfluenceMap, chosen: int) -> float:
    """Seconds of the longest of many frames while somebody in sight with many lines is dragged.

    ``chosen`` people are dragged together. Counted is the time of the window's thread, in which everything is
    done, so that other programs make no frame longer. As many people as the smallest zoom shows are in sight.
    """
    layout = layout_of(map, MapView.CHART)
    contents = MapContents(map, layout, None, lines_of(map, layout))
    canvas = NodeCanvas(lambda: "Map", CardPainter())
    canvas.resize(*_SIZE)
    canvas.show()
    canvas.set_nodes(
        nodes_of(contents),
        edges_of(contents, reports=True, influence=True),
        router(contents, reports=True, influence=True),
    )
    canvas.settle()
    QApplication.processEvents()
    ends = Counter(one for link in map.links for one in (link.from_contact_id, link.to_contact_id))
    spots = {one: QPointF(*canvas.shown_box(one).middle).toPoint() for one, _lines in ends.most_common()}
    inside = canvas.rect().adjusted(40, 40, -300, -200)
    held, start = next((one, spot) for one, spot in spots.items() if inside.contains(spot))
    canvas.select({held, *list(spots)[: chosen - 1]})
    QTest.mousePress(canvas, Qt.MouseButton.LeftButton, pos=start)
    longest = 0.0
    for step in range(_FRAMES):
        before = time.thread_time()
        QTest.mouseMove(canvas, start + QPoint(4 * step, 2 * step))
        canvas.repaint()
        assert step < 2 or canvas.busy, "nothing is dragged"
        # The first frames begin the drag: what is kept for all others is made there.
        if step > 2:
            longest = max(longest, time.thread_time() - before)
    QTest.mouseRelease(canvas, Qt.MouseButton.LeftButton, pos=start + QPoint(4 * _FRAMES, 2 * _FRAMES))
    canvas.close()
    canvas.deleteLater()
    return longest


def figures() -> list[Figure]:
    """Each view arranged, and the longest frame of a drag, at both sizes."""
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    app = QApplication.instance() or QApplication(["p10"])
    assert isinstance(app, QApplication)
    apply_theme(app, dark=False)
    found: list[Figure] = []
    for view in MapView:
        smaller: Figure | None = None
        for count in SIZES:
            spent = seconds(partial(arrange, map_of(count), view))
            smaller = figure("P10", f"map: {view.value} arranged", count, spent, LAYOUT_S, 1, smaller=smaller)
            found.append(smaller)
    for chosen, work in ((1, "map: longest frame, one dragged"), (CHOSEN, "map: longest frame, 30 dragged")):
        smaller = None
        for count in SIZES:
            spent = min(longest_frame(map_of(count), chosen) for _try in range(_TRIES))
            smaller = figure("P10", work, count, spent, FRAME_S, 1, smaller=smaller)
            found.append(smaller)
    return found
