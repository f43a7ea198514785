"""Who changed what of an account, when, from what to what."""

from collections.abc import Sequence

from PySide6.QtWidgets import QWidget

from workbench.foundation.i18n import _, format_date, format_time, ngettext
from workbench.foundation.ids import Id, id_text
from workbench.services.history import HistoryLine, record_history
from workbench.ui.context import Context
from workbench.ui.kit.cells import Cell
from workbench.ui.kit.surfaces import vertical
from workbench.ui.kit.table import Table
from workbench.ui.kit.table_model import Column
from workbench.ui.kit.tokens import Tone
from workbench.ui.screens.accounts.words import field_word, value_word


class HistorySection(QWidget):
    """The journal of one account, the latest change first. Read only when it is looked at."""

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._context = context
        self.table: Table[HistoryLine] = Table(
            _columns(),
            lambda line: (line.transaction_id, line.field, line.operation),
            name=lambda: _("History"),
            memory="history",
            count_text=lambda count: ngettext("{count} change", "{count} changes", count).format(count=count),
        )
        vertical(self).addWidget(self.table)

    def show_account(self, account_id: Id) -> None:
        """Show the changes of this account as soon as they have been read."""
        self._context.read(
            lambda workspace: record_history(workspace, "accounts", id_text(account_id)),
            self.table.set_rows,
            key="account-history",
        )


def _columns() -> Sequence[Column[HistoryLine]]:
    return (
        Column(
            "at",
            lambda: _("When"),
            lambda line: f"{format_date(line.at.astimezone().date())} {format_time(line.at)}",
            sort=lambda line: line.at,
            width=184,
            falling_first=True,
        ),
        Column("author", lambda: _("Changed by"), lambda line: line.author, width=96),
        Column("label", lambda: _("Step"), lambda line: line.label, width=160),
        Column("field", lambda: _("Field"), _field, width=232),
        Column(
            "before",
            lambda: _("Before"),
            lambda line: _value(line, line.before, Tone.TEXT2),
            width=168,
        ),
        Column(
            "after",
            lambda: _("After"),
            lambda line: _value(line, line.after, Tone.TEXT),
            width=184,
            stretch=True,
        ),
        Column(
            "came",
            lambda: _("Came with"),
            lambda line: Cell(line.came_with, tone=Tone.TEXT2, tooltip=line.came),
            width=160,
        ),
    )


def _field(line: HistoryLine) -> str:
    if line.field:
        return field_word(line.field)
    return {
        "create": _("Account created"),
        "delete": _("Account deleted"),
        "restore": _("Account restored"),
        "alias": _("Merged with a duplicate"),
    }.get(line.operation, "")


def _value(line: HistoryLine, value: object, tone: Tone) -> Cell:
    if not line.field:
        return Cell("")
    text = value_word(line.field, line.shown(value))
    return Cell(" ".join(text.split()), tone=tone, tooltip=text) if text else Cell("–", tone=Tone.TEXT3)
