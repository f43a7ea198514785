"""What accepting tiers brings: visits and hours a quarter of each of our people, now and then."""

from collections.abc import Sequence
from fractions import Fraction

from PySide6.QtWidgets import QWidget

from workbench.domain.visit_load import ManagerLoad
from workbench.foundation.i18n import _, format_number, ngettext
from workbench.services.tier_load import preview_load
from workbench.services.tiers import TierProposal
from workbench.ui.context import Context
from workbench.ui.kit.item_list import ItemList
from workbench.ui.kit.item_paint import Item
from workbench.ui.kit.labels import Label
from workbench.ui.kit.surfaces import SidePane
from workbench.ui.kit.tokens import SMALL, Tone

WIDTH = 268


class TierLoadPane(SidePane):
    """The people whose load changes stand on top; who gets more than a quarter holds is marked."""

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(lambda: _("Visits a quarter"), width=WIDTH, closable=False, parent=parent)
        self._context = context
        self.about = Label(size=SMALL, tone=Tone.TEXT2, wrap=True)
        self.people = ItemList(lambda: _("Visits a quarter"), fit=True, padding=0, pane=True)
        self.note = Label(
            lambda: _(
                "What the visit frequency asks for; room is what the working days of the next quarter hold."
            ),
            size=SMALL,
            tone=Tone.TEXT2,
            wrap=True,
        )
        for widget in (self.about, self.people, self.note):
            self.column.addWidget(widget)
        self.column.addStretch(1)

    def show_proposals(self, proposals: Sequence[TierProposal], *, chosen: bool) -> None:
        """Work out what accepting these brings; ``chosen`` tells whether they were selected."""
        count = len(proposals)
        if not count:
            self.about.say(lambda: _("As it is now."))
        elif chosen:
            self.about.say(
                ngettext(
                    "If the selected tier is accepted", "If the {count} selected tiers are accepted", count
                ).format(count=format_number(count))
            )
        else:
            self.about.say(
                ngettext(
                    "If the tier shown is accepted", "If all {count} tiers shown are accepted", count
                ).format(count=format_number(count))
            )
        self._context.read(
            lambda workspace: preview_load(workspace, proposals), self._show, key="tier-review-load"
        )

    def _show(self, loads: tuple[ManagerLoad, ...]) -> None:
        ordered = sorted(loads, key=lambda one: (one.now == one.then, one.manager.name))
        self.people.set_items([_item(one) for one in ordered])
        self.note.setVisible(bool(loads))


def _item(load: ManagerLoad) -> Item:
    now, then = load.now, load.then
    visits = _change(now.visits + now.calls, then.visits + then.calls)
    time = _change(now.hours, then.hours)
    over = load.overloaded(then)
    room = _("room for {visits} visits and {calls} calls").format(
        visits=load.visit_capacity, calls=load.call_capacity
    )
    words = _("{visits} visits · {hours} h").format(visits=visits, hours=time)
    return Item(
        key=load.manager.id,
        title=load.manager.name,
        second=words,
        right=_("room for {room}").format(room=load.visit_capacity),
        bold=now != then,
        chip=_("overloaded") if over else "",
        chip_tone=Tone.DANGER,
        chip_icon="triangle-alert" if over else "",
        tooltip=f"{load.manager.name}\n{words}\n{room}",
    )


def _change(now: Fraction, then: Fraction) -> str:
    before, after = _number(now), _number(then)
    return before if before == after else f"{before} → {after}"


def _number(value: Fraction) -> str:
    tenths = round(value * 10)
    return str(tenths // 10) if tenths % 10 == 0 else f"{tenths / 10:.1f}"
