"""The files at the left of a merge: where to drop them, those that wait, those merged before."""

from collections.abc import Mapping, Sequence
from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from workbench.foundation.errors import WrongPassphrase
from workbench.foundation.i18n import _, format_number, format_short_date, format_time, ngettext
from workbench.services.merges import FileLook, PastMerge
from workbench.ui.kit.icons import paint_icon
from workbench.ui.kit.item_list import ItemList
from workbench.ui.kit.item_paint import Item
from workbench.ui.kit.labels import Label, SectionHeader
from workbench.ui.kit.marks import SEVERE, Mark
from workbench.ui.kit.surfaces import Card, Scroll, Surface, vertical
from workbench.ui.kit.tokens import RAIL_ICON_SIZE, S1, S2, S4, Tone, tokens

WIDTH = 264


class DropCard(Card):
    """Where files are dropped, or asked for with a click."""

    clicked = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(dashed=True, parent=parent)
        self.setFixedHeight(72)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        column = vertical(self, margins=(S2, RAIL_ICON_SIZE + S4, S2, S2))
        text = Label(lambda: _("Drop .workbench files here"), tone=Tone.TEXT2)
        text.setAlignment(Qt.AlignmentFlag.AlignCenter)
        column.addWidget(text)

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        x = (self.width() - RAIL_ICON_SIZE) / 2
        paint_icon(QPainter(self), x, 12, "download", tokens().text2, RAIL_ICON_SIZE)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        if event.button() == Qt.MouseButton.LeftButton:
            self.clicked.emit()


class FilesPane(Surface):
    """``chosen`` steers the preview; a file is taken off the list, a past merge taken back."""

    files_requested = Signal()
    chosen = Signal(object)
    removed = Signal(object)
    passphrase_requested = Signal(object)
    undo_requested = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("left", parent)
        self.setFixedWidth(WIDTH)
        body = Scroll(pane=True, margins=(0, S4, 0, S4), gap=S2)
        # One pixel is the hairline at the right.
        vertical(self, margins=(0, 0, 1, 0)).addWidget(body)
        self._looks: Mapping[Path, FileLook | None] = {}
        holder = vertical(margins=(S4, 0, S4, S1))
        self.drop = DropCard()
        self.drop.clicked.connect(self.files_requested)
        holder.addWidget(self.drop)
        body.column.addLayout(holder)
        self._waiting_title = SectionHeader(lambda: _("To be merged"))
        self.waiting = ItemList(lambda: _("To be merged"), selectable=True, fit=True, pane=True)
        self.waiting.chosen.connect(self.chosen)
        self.waiting.action_requested.connect(self._act)
        self._past_title = SectionHeader(lambda: _("Merged before"))
        self.past = ItemList(lambda: _("Merged before"), fit=True, pane=True)
        self.past.action_requested.connect(self.undo_requested)
        for title, items in ((self._waiting_title, self.waiting), (self._past_title, self.past)):
            title.setContentsMargins(S4, S2, S4, 0)
            body.column.addWidget(title)
            body.column.addWidget(items)
        body.column.addStretch(1)
        self.show_waiting({})
        self.show_past(())

    def show_waiting(self, looks: Mapping[Path, FileLook | None]) -> None:
        """Show the files by path; ``None`` for one that is being looked at."""
        self._looks = looks
        self._waiting_title.setVisible(bool(looks))
        self._waiting_title.note.say(format_number(len(looks)))
        self.waiting.set_items([_waiting_item(path, look) for path, look in looks.items()])

    def show_past(self, merges: Sequence[PastMerge]) -> None:
        """Show the merges that still stand."""
        self._past_title.setVisible(bool(merges))
        self.past.set_items([_past_item(merge) for merge in merges])

    def _act(self, path: Path) -> None:
        look = self._looks.get(path)
        wants = look is not None and isinstance(look.error, WrongPassphrase)
        (self.passphrase_requested if wants else self.removed).emit(path)


def _waiting_item(path: Path, look: FileLook | None) -> Item:
    if look is None:
        return Item(key=path, title=path.name, second=_("Looking into it…"), mark=Mark("loader"))
    if isinstance(look.error, WrongPassphrase):
        return Item(
            key=path,
            title=path.name,
            second=_("Has a passphrase"),
            mark=Mark("lock"),
            action=_("Enter it…"),
            tooltip=str(path),
        )
    if look.receipt is None:
        told = look.error.message if look.error is not None else ""
        return Item(
            key=path, title=path.name, second=told, mark=SEVERE, action=_("Remove"), tooltip=str(path)
        )
    receipt, info = look.receipt, look.info
    who = (info.exported_by if info else "") or path.stem
    when = info.exported_at if info else None
    conflicts = receipt.conflicts
    return Item(
        key=path,
        title=who,
        bold=True,
        avatar=who[:1],
        second=f"{format_short_date(when.astimezone().date())} {format_time(when)}" if when else path.name,
        chip=_("{count} to decide").format(count=format_number(conflicts)) if conflicts else "",
        chip_tone=Tone.WARN,
        right="" if conflicts else format_number(receipt.new),
        action=_("Remove"),
        tooltip=str(path),
    )


def _past_item(merge: PastMerge) -> Item:
    changes = ngettext("{count} change", "{count} changes", merge.changes).format(
        count=format_number(merge.changes)
    )
    when = f"{format_short_date(merge.at.astimezone().date())} {format_time(merge.at)}"
    return Item(
        key=merge.id,
        title=Path(merge.source).stem,
        second=f"{when} · {changes}",
        action=_("Undo") if merge.last else "",
        tooltip=merge.source,
    )
