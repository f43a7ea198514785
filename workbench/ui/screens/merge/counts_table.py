"""By kind of record what is new, changed, deleted, to be decided and the same."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from PySide6.QtWidgets import QWidget

from workbench.domain.record_words import records_label
from workbench.foundation.i18n import _, format_number, ngettext
from workbench.services.merges import EntityCounts
from workbench.ui.kit.cells import Cell
from workbench.ui.kit.table import Table
from workbench.ui.kit.table_model import Column, Kind
from workbench.ui.kit.tokens import Tone

REST = ""
"""Stands for all kinds of which nothing is new."""


@dataclass(frozen=True)
class KindRow:
    """One kind of record with its counts."""

    kind: str
    counts: EntityCounts


class CountsTable(Table[KindRow]):
    """What files bring, by kind; ``same`` shows also what stays as it is."""

    def __init__(self, *, same: bool = False, parent: QWidget | None = None) -> None:
        self._same = same
        columns = [
            Column[KindRow]("kind", lambda: _("Content"), _kind_cell, stretch=True, width=140),
            _count("created", lambda: _("New"), lambda counts: counts.created),
            _count("changed", lambda: _("Changed"), lambda counts: counts.changed),
            _count("deleted", lambda: _("Deleted"), lambda counts: counts.deleted),
            _count("conflicts", lambda: _("To decide"), lambda counts: counts.conflicts, tone=Tone.WARN),
            _count("same", lambda: _("The same"), lambda counts: counts.same, tone=Tone.TEXT2, shown=same),
        ]
        super().__init__(
            columns,
            key=lambda row: row.kind,
            name=lambda: _("What the files bring"),
            count_text=lambda count: ngettext(
                "{count} kind of record", "{count} kinds of records", count
            ).format(count=count),
            parent=parent,
        )

    def show_counts(self, counts: Mapping[str, EntityCounts]) -> None:
        """Show these; kinds of which everything is known already stand together in the last row."""
        rows = [KindRow(kind, found) for kind, found in counts.items() if not is_quiet(found)]
        same = sum(found.same for found in counts.values() if is_quiet(found))
        if same and self._same:
            rows.append(KindRow(REST, EntityCounts(same=same)))
        self.set_rows(rows)


def _kind_cell(row: KindRow) -> Cell:
    if row.kind == REST:
        return Cell(_("Everything else"), tone=Tone.TEXT2)
    return Cell(records_label(row.kind))


def is_quiet(counts: EntityCounts) -> bool:
    """Whether nothing of a kind becomes different."""
    return not (counts.created or counts.changed or counts.deleted or counts.conflicts)


def _count(
    key: str,
    header: Callable[[], str],
    value: Callable[[EntityCounts], int],
    *,
    tone: Tone = Tone.TEXT,
    shown: bool = True,
) -> Column[KindRow]:
    def cell(row: KindRow) -> Cell:
        count = value(row.counts)
        if not count:
            return Cell("–", tone=Tone.TEXT3)
        return Cell(format_number(count), tone=tone, bold=tone is Tone.WARN)

    def total(rows: Sequence[KindRow]) -> str:
        count = sum(value(row.counts) for row in rows)
        return f"{header()} {format_number(count)}" if count else ""

    return Column(
        key,
        header,
        cell,
        raw=lambda row: value(row.counts),
        kind=Kind.NUMBER,
        right=True,
        width=80,
        shown=shown,
        total=total,
    )
