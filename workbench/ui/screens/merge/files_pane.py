"""The files at the left of a merge: where to drop them, those that wait, those merged before."""

from collections.abc import Mapping, Sequence
from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from workbench.foundation.errors import WrongPassphrase
from workbench.foundation.i18n import _, clauses, format_number, format_short_date, ngettext
from workbench.services.hand_ins import HandIn
from workbench.services.merges import FileLook, PastMerge
from workbench.ui.kit.buttons import Button, Kind
from workbench.ui.kit.icons import paint_icon
from workbench.ui.kit.item_list import ItemList
from workbench.ui.kit.item_paint import Item
from workbench.ui.kit.labels import Label, SectionHeader
from workbench.ui.kit.marks import Mark
from workbench.ui.kit.surfaces import Card, Scroll, Surface, vertical
from workbench.ui.kit.tokens import RAIL_ICON_SIZE, S1, S2, S4, Tone, tokens
from workbench.ui.screens.merge.file_words import moment, remaining, state_of, who_of

WIDTH = 264
ALL = "all"
"""The key of the line that stands for all files that wait."""


class DropCard(Card):
    """Where files are dropped, or asked for with a click."""

    clicked = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(dashed=True, parent=parent)
        self.setFixedHeight(72)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        column = vertical(self, margins=(S2, RAIL_ICON_SIZE + S4, S2, S2))
        text = Label(lambda: _("Drop files or a folder here"), tone=Tone.TEXT2)
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
    """``chosen`` steers the preview; a file is taken off the list, a past merge taken back.

    While nothing waits, it says who handed in when.
    """

    files_requested = Signal()
    folder_requested = Signal()
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
        self.folder_button = Button(lambda: _("A whole folder…"), Kind.LINK, icon="folder")
        self.folder_button.clicked.connect(self.folder_requested)
        holder.addWidget(self.folder_button, 0, Qt.AlignmentFlag.AlignHCenter)
        body.column.addLayout(holder)
        self._waiting_title = SectionHeader(lambda: _("To be merged"))
        self.waiting = ItemList(lambda: _("To be merged"), selectable=True, fit=True, pane=True)
        self.waiting.chosen.connect(self.chosen)
        self.waiting.action_requested.connect(self._act)
        self._past_title = SectionHeader(lambda: _("Merged before"))
        self.past = ItemList(lambda: _("Merged before"), fit=True, pane=True)
        self.past.action_requested.connect(self.undo_requested)
        self._hand_ins: Sequence[HandIn] = ()
        self._hand_ins_title = SectionHeader(lambda: _("Last hand-in"))
        self.hand_ins = ItemList(lambda: _("Last hand-in"), fit=True, pane=True)
        for title, items in (
            (self._waiting_title, self.waiting),
            (self._hand_ins_title, self.hand_ins),
            (self._past_title, self.past),
        ):
            title.setContentsMargins(S4, S2, S4, 0)
            body.column.addWidget(title)
            body.column.addWidget(items)
        body.column.addStretch(1)
        self.show_waiting({})
        self.show_past(())

    def show_waiting(self, looks: Mapping[Path, FileLook | None], current: Path | None = None) -> None:
        """Show the files by path; ``None`` for one that waits, and ``current`` is being looked into."""
        self._looks = looks
        self._waiting_title.setVisible(bool(looks))
        self._waiting_title.note.say(format_number(len(looks)))
        items = [_waiting_item(path, look, looking=path == current) for path, look in looks.items()]
        if len(looks) > 1:
            items.insert(0, Item(key=ALL, title=_("All files"), second=remaining(looks), mark=Mark("list")))
        self.waiting.set_items(items)
        self._place_hand_ins()

    def show_hand_ins(self, hand_ins: Sequence[HandIn]) -> None:
        """Show who handed in when."""
        self._hand_ins = hand_ins
        self.hand_ins.set_items([_hand_in_item(one) for one in hand_ins])
        late = sum(one.is_overdue for one in hand_ins)
        self._hand_ins_title.note.say(
            lambda: _("{count} overdue").format(count=format_number(late)) if late else ""
        )
        self._place_hand_ins()

    def _place_hand_ins(self) -> None:
        shown = bool(self._hand_ins) and not self._looks
        self._hand_ins_title.setVisible(shown)
        self.hand_ins.setVisible(shown)

    def show_past(self, merges: Sequence[PastMerge]) -> None:
        """Show the merges that still stand."""
        self._past_title.setVisible(bool(merges))
        self.past.set_items([_past_item(merge) for merge in merges])

    def _act(self, path: object) -> None:
        if not isinstance(path, Path):
            return
        look = self._looks.get(path)
        wants = look is not None and isinstance(look.error, WrongPassphrase)
        (self.passphrase_requested if wants else self.removed).emit(path)


def _waiting_item(path: Path, look: FileLook | None, *, looking: bool) -> Item:
    mark, state = state_of(look, looking=looking)
    if look is None:
        return Item(key=path, title=path.name, second=state, mark=mark, action=_("Remove"))
    if isinstance(look.error, WrongPassphrase):
        return Item(
            key=path,
            title=path.name,
            second=state,
            mark=mark,
            action=_("Enter it…"),
            tooltip=str(path),
        )
    if look.receipt is None:
        told = look.error.message if look.error is not None else ""
        return Item(key=path, title=path.name, second=told, mark=mark, action=_("Remove"), tooltip=str(path))
    receipt, info = look.receipt, look.info
    who = who_of(look, path)
    when = info.exported_at if info else None
    conflicts = receipt.conflicts
    return Item(
        key=path,
        title=who,
        bold=True,
        avatar=who[:1],
        second=moment(when) or path.name,
        chip=_("{count} to decide").format(count=format_number(conflicts)) if conflicts else "",
        chip_tone=Tone.WARN,
        right="" if conflicts else format_number(receipt.new) if receipt.new else _("known"),
        action=_("Remove"),
        tooltip=str(path),
    )


def _past_item(merge: PastMerge) -> Item:
    changes = ngettext("{count} change", "{count} changes", merge.changes).format(
        count=format_number(merge.changes)
    )
    return Item(
        key=merge.id,
        title=Path(merge.source).stem,
        second=f"{moment(merge.at)} · {changes}",
        action=_("Undo") if merge.last else "",
        tooltip=merge.source if merge.last else f"{merge.source}\n{_fixed_text()}",
    )


def _fixed_text() -> str:
    return _("Something was changed after it: it goes back by restoring the backup of before.")


def _hand_in_item(one: HandIn) -> Item:
    if one.came_at is None:
        second = _("Nothing yet")
    else:
        second = clauses(
            format_short_date(one.came_at.astimezone().date(), year=True),
            _("work up to {day}").format(day=format_short_date(one.worked_at.astimezone().date()))
            if one.worked_at
            else "",
        )
    return Item(
        key=one.name,
        title=one.name,
        avatar=one.name[:1],
        second=second,
        chip=_("overdue") if one.is_overdue else "",
        chip_tone=Tone.WARN,
        tooltip=one.source,
    )
