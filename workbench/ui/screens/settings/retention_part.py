"""The people whose data are due for review, in one table: keep, hand out or erase those that are chosen."""

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QSizePolicy, QWidget

from workbench.domain.personal_data import Concern
from workbench.domain.record_words import field_label
from workbench.foundation.i18n import _, format_number, listed, ngettext
from workbench.foundation.ids import Id
from workbench.services.person_erasure import erase_people
from workbench.services.personal_data import ReviewLine, list_reviews
from workbench.services.retention import Kept, export_people, keep_people
from workbench.ui.context import Context
from workbench.ui.kit.buttons import Button, Kind
from workbench.ui.kit.cells import Cell
from workbench.ui.kit.labels import Label
from workbench.ui.kit.marks import CAUTION, NOTICE, Mark
from workbench.ui.kit.surfaces import horizontal, vertical
from workbench.ui.kit.table import Table
from workbench.ui.kit.table_model import Column
from workbench.ui.kit.tokens import ROW_HEIGHT, S2, Tone

ROWS_SHOWN = 10
TOPICS = frozenset({"contact", "personal_basis", "account", "policy", "visit", "contact_log"})
_GRAVE = (Concern.LEFT, Concern.QUIET)


class RetentionPart(QWidget):
    """Space ticks, Enter opens the person; without a tick the buttons are about the row with the cursor."""

    person_opened = Signal(object, object)
    """The account and the person."""
    shown = Signal(object)
    """The lines that were read."""

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._context = context
        column = vertical(self, gap=S2)
        self.nothing = Label(lambda: _("Nobody is due: everything has its reason."), tone=Tone.TEXT2)
        column.addWidget(self.nothing)
        self.table: Table[ReviewLine] = Table(
            [
                Column("name", lambda: _("Person"), lambda row: row.review.contact.name, width=132),
                Column("account", lambda: _("Account"), lambda row: row.account, width=132),
                Column("why", lambda: _("Why"), _why, lambda row: _rank(row), width=156),
                Column("fields", lambda: _("What is kept"), _fields, stretch=True),
            ],
            key=lambda row: row.review.contact.id,
            name=lambda: _("People to review"),
            checks=True,
            count_text=_people,
        )
        self.table.row_activated.connect(self._open)
        self.table.selection_changed.connect(self._tell)
        self.table.current_changed.connect(lambda _row: self._tell())
        column.addWidget(self.table)
        buttons = QWidget()
        row = horizontal(buttons, gap=S2)
        self.keep_button = Button(lambda: _("Still needed"), icon="check")
        self.keep_button.clicked.connect(self.keep)
        self.export_button = Button(lambda: _("Hand out…"), icon="download")
        self.export_button.clicked.connect(self.export)
        self.erase_button = Button(lambda: _("Erase for ever…"), Kind.PLAIN, tone=Tone.DANGER)
        self.erase_button.clicked.connect(self.erase)
        for button in (self.keep_button, self.export_button, self.erase_button):
            row.addWidget(button)
        row.addStretch(1)
        column.addWidget(buttons)
        self._buttons = buttons
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self._show(())

    def refresh(self, topics: frozenset[str] | None) -> None:
        """Read again who is due."""
        if topics is None or topics & TOPICS:
            self._context.read(list_reviews, self._show, key="personal-reviews")

    def chosen(self) -> tuple[Id, ...]:
        """Those with a tick, else the one with the cursor."""
        current = self.table.current_row()
        rows = self.table.selected_rows() or ([current] if current is not None else [])
        return tuple(one.review.contact.id for one in rows)

    def keep(self) -> None:
        """What has a reason is kept until the next review."""
        chosen = self.chosen()
        if chosen:
            self._context.change(
                lambda workspace, _job: keep_people(workspace, chosen), lambda kept: kept.change, said=_kept
            )

    def export(self) -> None:
        """An archive for each, into a folder."""
        chosen = self.chosen()
        folder = self._context.prompts.ask_folder(_("Hand out what is kept")) if chosen else None
        if folder is None:
            return
        workspace = self._context.workspace

        def done(made: Sequence[object]) -> None:
            told = ngettext("{count} archive saved", "{count} archives saved", len(made))
            self._context.notifier.show_message(told.format(count=format_number(len(made))))

        self._context.tasks.run_read(
            lambda job: export_people(workspace, chosen, folder, job.progress),
            done,
            self._context.show_error,
            label=_("Handing out"),
        )

    def erase(self) -> None:
        """Erase them, once their number was typed: this is the one thing that Undo cannot bring back."""
        chosen = self.chosen()
        if not chosen:
            return
        count = len(chosen)
        title = ngettext("Erase {count} person for ever?", "Erase {count} people for ever?", count)
        label = _("Undo cannot bring them back; texts that name them stay. Type {count} to erase.")
        typed = self._context.prompts.ask_text(
            title.format(count=count), label.format(count=count), action=_("Erase for ever")
        )
        if typed is None:
            return
        if typed.strip() != str(count):
            self._context.notifier.show_message(
                _("Nothing was erased: another number was typed."), icon="info"
            )
            return
        said = ngettext("{count} person is erased", "{count} people are erased", count)
        self._context.save(lambda workspace: erase_people(workspace, chosen), said=said.format(count=count))

    def _show(self, lines: Sequence[ReviewLine]) -> None:
        self.table.set_rows(lines)
        rows = min(max(len(lines), 1), ROWS_SHOWN)
        self.table.setFixedHeight(ROW_HEIGHT * (rows + 2) + 2)
        for widget in (self.table, self._buttons):
            widget.setVisible(bool(lines))
        self.nothing.setVisible(not lines)
        self._tell()
        self.shown.emit(lines)

    def _tell(self) -> None:
        for button in (self.keep_button, self.export_button, self.erase_button):
            button.setEnabled(bool(self.chosen()))

    def _open(self, line: ReviewLine) -> None:
        self.person_opened.emit(line.review.contact.account_id, line.review.contact.id)


def _people(count: int) -> str:
    return ngettext("{count} person", "{count} people", count).format(count=format_number(count))


def _why(line: ReviewLine) -> Cell:
    pressing = line.review.pressing
    if pressing is None:
        return Cell("")
    mark: Mark = CAUTION if pressing in _GRAVE else NOTICE
    return Cell(pressing.label, mark=mark)


def _rank(line: ReviewLine) -> int:
    return list(Concern).index(line.review.pressing) if line.review.pressing else len(Concern)


def _fields(line: ReviewLine) -> str:
    return listed(field_label(field) for field in line.review.concerns)


def _kept(kept: Kept) -> str:
    told = ngettext("{count} person kept", "{count} people kept", kept.people).format(count=kept.people)
    if not kept.without_reason:
        return told
    lacking = ngettext("{count} needs a reason first", "{count} need a reason first", kept.without_reason)
    return f"{told} · {lacking.format(count=kept.without_reason)}"
