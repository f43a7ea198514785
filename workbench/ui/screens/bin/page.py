"""The bin: everything that was deleted and is not back, searched, looked at and restored."""

from collections.abc import Sequence

from PySide6.QtWidgets import QStackedWidget, QWidget

from workbench.domain.record_words import records_label
from workbench.foundation.i18n import _, format_date, format_number, format_time, ngettext, pgettext
from workbench.services.bin import DeletedLine, kinds_in, list_deleted, preview_deleted, restore_deleted
from workbench.ui.context import Context
from workbench.ui.kit.cells import Cell
from workbench.ui.kit.empty_state import EmptyState
from workbench.ui.kit.inputs import ComboBox, SearchField
from workbench.ui.kit.surfaces import Toolbar, horizontal, name_widget, vertical
from workbench.ui.kit.table import Table
from workbench.ui.kit.table_model import Column, Kind
from workbench.ui.kit.tokens import Tone
from workbench.ui.navigation import PageId
from workbench.ui.page import Page
from workbench.ui.screens.bin.deleted_pane import DeletedPane

_ALL = ""


class BinPage(Page):
    """A click or Enter looks at what was deleted; the pane restores it. Nothing is deleted for good here."""

    page_id = PageId.BIN

    def __init__(self, context: Context) -> None:
        super().__init__()
        self._context = context
        self._lines: Sequence[DeletedLine] = ()
        self._stack = QStackedWidget()
        vertical(self).addWidget(self._stack)
        self._stack.addWidget(QWidget())
        self.nothing = EmptyState(
            "trash-2",
            lambda: _("The bin is empty"),
            lambda: _(
                "What you or a colleague delete is kept here and can be restored, with all that went with it."
            ),
        )
        self._stack.addWidget(self.nothing)
        self._body = self._make_body()
        self._stack.addWidget(self._body)

    def title(self) -> str:
        return pgettext("page", "Bin")

    def refresh(self, summary: object | None) -> None:
        self._context.read(list_deleted, self._show, key="bin")

    def retranslate(self) -> None:
        self.table.retranslate()
        self._show_kinds()

    def find_here(self) -> bool:
        self.search.setFocus()
        return True

    def close_innermost(self) -> bool:
        if self.pane.isHidden():
            return False
        self.pane.close_pane()
        return True

    def restore(self, line: DeletedLine) -> None:
        """Bring back what went in one act."""
        self._context.save(
            lambda workspace: restore_deleted(workspace, line.transaction_id),
            said=_("Restored: {name}").format(name=line.name or records_label(line.kind)),
            on_done=lambda _summary: self.pane.close_pane(),
        )

    def _make_body(self) -> QWidget:
        body = QWidget()
        row = horizontal(body, gap=0)
        left = QWidget()
        column = vertical(left)
        bar = Toolbar()
        self.search = SearchField(lambda: _("Name, account, person"), small=True)
        self.search.setFixedWidth(200)
        self.search.textChanged.connect(lambda _text: self._filter())
        self.kinds = ComboBox()
        self.kinds.fit_choices()
        name_widget(self.kinds, lambda: _("Kind of record"))
        self.kinds.picked.connect(lambda _key: self._filter())
        bar.row.addWidget(self.search)
        bar.row.addWidget(self.kinds)
        bar.row.addStretch(1)
        column.addWidget(bar)
        today = self._context.workspace.clock.today
        self.table: Table[DeletedLine] = Table(
            _columns(),
            lambda one: one.transaction_id,
            name=lambda: _("Deleted records"),
            memory="bin",
            count_text=_count,
            today=today,
        )
        self.table.row_activated.connect(self._open)
        self.table.view.clear_others = self._clear_filters
        # The only way to restore stands in the pane: whoever clicks looks for it.
        self.table.view.clicked.connect(lambda at: self._open(self.table.model.row(at.row())))
        self.table.current_changed.connect(self._follow)
        column.addWidget(self.table, 1)
        row.addWidget(left, 1)
        self.pane = DeletedPane()
        self.pane.restore_requested.connect(self.restore)
        self.pane.hide()
        row.addWidget(self.pane)
        return body

    def _show(self, lines: Sequence[DeletedLine]) -> None:
        self._lines = lines
        self.table.set_rows(lines)
        self._show_kinds()
        self._filter()
        self._stack.setCurrentWidget(self._body if lines else self.nothing)

    def _show_kinds(self) -> None:
        chosen = self.kinds.key() or _ALL
        counts = kinds_in(self._lines)
        self.kinds.set_choices(
            [
                (_ALL, pgettext("kinds of records", "All kinds")),
                *(
                    (kind, f"{records_label(kind)} ({format_number(count)})")
                    for kind, count in counts.items()
                ),
            ]
        )
        self.kinds.choose(chosen if chosen in counts else _ALL)

    def _clear_filters(self) -> None:
        self.kinds.choose(_ALL)
        self.search.clear()
        self._filter()

    def _filter(self) -> None:
        text, kind = self.search.text(), self.kinds.key() or _ALL
        if not text.strip() and not kind:
            self.table.set_filter(None)
        else:
            self.table.set_filter(lambda one: one.mentions(text) and (not kind or one.kind == kind))

    def _follow(self, line: DeletedLine | None) -> None:
        if line is not None and self.pane.isVisible():
            self._open(line)

    def _open(self, line: DeletedLine) -> None:
        self.pane.show_line(line)
        self._context.read(
            lambda workspace: preview_deleted(workspace, line.transaction_id),
            self.pane.show_preview,
            key="bin-preview",
        )


def _columns() -> Sequence[Column[DeletedLine]]:
    return (
        Column("name", lambda: pgettext("bin", "Deleted"), _name, width=240, stretch=True),
        Column("kind", lambda: _("Kind"), lambda one: records_label(one.kind), width=130, kind=Kind.CHOICE),
        Column("account", lambda: _("Account"), lambda one: one.account, width=240),
        Column(
            "others",
            lambda: _("With it"),
            lambda one: format_number(one.others) if one.others else "",
            raw=lambda one: one.others,
            kind=Kind.NUMBER,
            width=80,
            right=True,
            tooltip=lambda: _("How many other records went with it"),
        ),
        Column("author", lambda: _("Deleted by"), lambda one: one.author, width=110, kind=Kind.CHOICE),
        Column(
            "on",
            lambda: _("When"),
            _when,
            raw=lambda one: one.at.astimezone().date() if one.at else None,
            kind=Kind.DAY,
            width=150,
            falling_first=True,
        ),
        Column("what", lambda: _("Change"), lambda one: one.what, width=200, shown=False),
    )


def _name(line: DeletedLine) -> Cell:
    return Cell(line.name) if line.name else Cell(records_label(line.kind), tone=Tone.TEXT2)


def _when(line: DeletedLine) -> str:
    if line.at is None:
        return ""
    at = line.at.astimezone()
    return f"{format_date(at.date())} {format_time(at)}"


def _count(count: int) -> str:
    return ngettext("{count} deletion", "{count} deletions", count).format(count=format_number(count))
