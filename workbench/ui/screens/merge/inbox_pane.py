"""The inbox at the left of the conflicts: what is to be decided, filtered by words, kind and author."""

from collections.abc import Hashable, Sequence
from dataclasses import replace

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from workbench.domain.record_words import records_label
from workbench.foundation.i18n import _
from workbench.services.conflicts import ConflictRecord
from workbench.ui.kit.inputs import ComboBox, SearchField
from workbench.ui.kit.item_list import ItemList
from workbench.ui.kit.item_paint import Item
from workbench.ui.kit.surfaces import Surface, vertical
from workbench.ui.kit.tokens import S2, S3, S4
from workbench.ui.screens.merge.conflict_rows import inbox_items
from workbench.ui.screens.merge.conflict_words import field_text

WIDTH = 264


class InboxPane(Surface):
    """``chosen`` and ``opened`` carry the question; ``filtered`` says that others are shown."""

    chosen = Signal(object)
    opened = Signal(object)
    filtered = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("left", parent)
        self.setFixedWidth(WIDTH)
        self._records: Sequence[ConflictRecord] = ()
        column = vertical(self, margins=(0, S3, 1, 0), gap=S2)
        filters = vertical(margins=(S4, 0, S4, 0), gap=S2)
        self.search = SearchField(lambda: _("Filter by name, account or field"), small=True)
        self.search.textChanged.connect(lambda _text: self.filtered.emit())
        self.kind = ComboBox(small=True)
        self.author = ComboBox(small=True)
        for field in (self.search, self.kind, self.author):
            filters.addWidget(field)
        for box in (self.kind, self.author):
            box.picked.connect(lambda _key: self.filtered.emit())
        self.kind.setAccessibleName(_("Kind of record"))
        self.author.setAccessibleName(_("Author"))
        column.addLayout(filters)
        self.list = ItemList(lambda: _("To decide"), selectable=True, pane=True)
        # All lines are as high: asked for each of thousands, the window would stop.
        self.list.setUniformItemSizes(True)
        self.list.chosen.connect(self.chosen)
        self.list.opened.connect(self.opened)
        column.addWidget(self.list, 1)

    def offer(self, records: Sequence[ConflictRecord]) -> None:
        """Let these be filtered; a choice that is gone is given up."""
        self._records = records
        kinds = dict.fromkeys(record.kind for record in records)
        authors = sorted({author for record in records for author in record.authors})
        for box, first, found in (
            (self.kind, _("All kinds"), [(kind, records_label(kind)) for kind in kinds]),
            (self.author, _("All authors"), [(author, author) for author in authors]),
        ):
            box.set_choices([("", first), *found])
            box.setVisible(len(found) > 1 or bool(box.key()))

    def shown(self) -> tuple[ConflictRecord, ...]:
        """The records that pass the filters; where a field is asked for, with that field alone."""
        words = self.search.text().casefold().split()
        kind, author = self.kind.key(), self.author.key()
        passing = (
            record
            for record in self._records
            if (not kind or record.kind == kind) and (not author or author in record.authors)
        )
        return tuple(filter(None, (_about(record, words) for record in passing)) if words else passing)

    def is_narrowed(self) -> bool:
        """Whether some of what is to be decided may not be listed."""
        return bool(self.search.text().strip() or self.kind.key() or self.author.key())

    def clear_filters(self) -> None:
        """Let everything through, without telling."""
        was = self.search.blockSignals(True)
        self.search.clear()
        self.search.blockSignals(was)
        self.kind.choose("")
        self.author.choose("")

    def show_records(self, records: Sequence[ConflictRecord], decided: Sequence[Item]) -> None:
        """List these, and below what was decided just now."""
        items = inbox_items(records)
        if decided:
            items += [Item(key=None, title=_("Decided"), heading=True), *decided]
        self.list.set_items(items)

    def choose(self, question: Hashable) -> None:
        """Make this the current one."""
        self.list.choose(question)


def _about(record: ConflictRecord, words: Sequence[str]) -> ConflictRecord | None:
    """The record with the fields that ``words`` mean, with all of it where they name the record alone."""
    whole = f"{record.label} {record.account} {records_label(record.kind)}".casefold()
    missing = [word for word in words if word not in whole]
    if not missing:
        return record
    told = ((field, field_text(field).casefold()) for field in record.fields)
    fields = tuple(field for field, text in told if all(word in text for word in missing))
    return replace(record, fields=fields, flag="") if fields else None
