"""Contracts and complaints of an account, as they are on record."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QStackedWidget, QWidget

from workbench.domain.complaints import Complaint
from workbench.domain.contracts import Contract
from workbench.foundation.i18n import _, format_date, format_money, ngettext
from workbench.foundation.ids import Id
from workbench.services.account_view import AccountView
from workbench.ui.kit.cells import Cell
from workbench.ui.kit.empty_state import EmptyState
from workbench.ui.kit.labels import SectionHeader
from workbench.ui.kit.surfaces import vertical
from workbench.ui.kit.table import Table
from workbench.ui.kit.table_model import Column, Kind
from workbench.ui.kit.tokens import LARGE, S3, S4, Tone


@dataclass(frozen=True)
class ContractRow:
    """One contract as seen today."""

    contract: Contract
    today: date


class RecordsSection(QStackedWidget):
    """Two tables, one under the other; they are filled by import."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.nothing = EmptyState(
            "file-text",
            lambda: _("No contract and no complaint on record"),
            lambda: _("Both come in with a spreadsheet: choose Import on the list of accounts."),
        )
        self.contracts: Table[ContractRow] = Table(
            _contract_columns(),
            lambda row: row.contract.id,
            name=lambda: _("Contracts"),
            memory="contracts",
            count_text=lambda count: ngettext("{count} contract", "{count} contracts", count).format(
                count=count
            ),
        )
        self.complaints: Table[Complaint] = Table(
            _complaint_columns(),
            lambda complaint: complaint.id,
            name=lambda: _("Complaints"),
            memory="complaints",
            count_text=lambda count: ngettext("{count} complaint", "{count} complaints", count).format(
                count=count
            ),
        )
        body = QWidget()
        column = vertical(body)
        for title, table in (
            (SectionHeader(lambda: _("Contracts"), size=LARGE), self.contracts),
            (SectionHeader(lambda: _("Complaints"), size=LARGE), self.complaints),
        ):
            title.setContentsMargins(S4, S3, S4, 0)
            title.setFixedHeight(48)
            column.addWidget(title)
            column.addWidget(table, 1)
        self.addWidget(self.nothing)
        self.addWidget(body)

    def show_view(self, view: AccountView) -> None:
        """Show another account, or the same one changed."""
        overview = view.overview
        self.contracts.set_rows([ContractRow(one, view.today) for one in overview.contracts])
        self.complaints.set_rows([one.complaint for one in overview.complaints])
        self.setCurrentIndex(1 if overview.contracts or overview.complaints else 0)

    def select(self, record_id: Id) -> None:
        """Go to a contract or a complaint."""
        for table in (self.contracts, self.complaints):
            if table.select(record_id):
                table.setFocus(Qt.FocusReason.OtherFocusReason)


def _contract_columns() -> Sequence[Column[ContractRow]]:
    return (
        Column("number", lambda: _("Number"), lambda row: row.contract.number, width=128),
        Column("title", lambda: _("Contract"), lambda row: row.contract.title, width=200, stretch=True),
        Column(
            "amount",
            lambda: _("Amount"),
            lambda row: (
                format_money(row.contract.amount_fen, row.contract.currency)
                if row.contract.amount_fen is not None
                else "–"
            ),
            width=144,
            kind=Kind.MONEY,
            raw=lambda row: row.contract.amount_fen,
            right=True,
            falling_first=True,
        ),
        Column(
            "signed",
            lambda: _("Signed on"),
            lambda row: _day(row.contract.signed_on),
            width=128,
            kind=Kind.DAY,
            raw=lambda row: row.contract.signed_on,
        ),
        Column(
            "starts",
            lambda: _("From"),
            lambda row: _day(row.contract.starts_on),
            width=128,
            kind=Kind.DAY,
            raw=lambda row: row.contract.starts_on,
        ),
        Column(
            "ends",
            lambda: _("Until"),
            lambda row: _day(row.contract.ends_on),
            width=128,
            kind=Kind.DAY,
            raw=lambda row: row.contract.ends_on,
        ),
        Column("left", lambda: _("Left"), _left, sort=lambda row: row.contract.ends_on, width=112),
    )


def _left(row: ContractRow) -> Cell:
    days = row.contract.days_left(row.today)
    if days is None:
        return Cell("–", tone=Tone.TEXT3)
    if days < 0:
        return Cell(_("ended"), tone=Tone.TEXT2)
    text = ngettext("{days} day", "{days} days", days).format(days=days)
    return Cell(text, tone=Tone.WARN if row.contract.is_ending(row.today) else Tone.TEXT)


def _complaint_columns() -> Sequence[Column[Complaint]]:
    return (
        Column("number", lambda: _("Number"), lambda one: one.number, width=96),
        Column(
            "received",
            lambda: _("Received on"),
            lambda one: format_date(one.received_on),
            width=128,
            kind=Kind.DAY,
            raw=lambda one: one.received_on,
            falling_first=True,
        ),
        Column("kind", lambda: _("Kind"), lambda one: one.kind.label, width=176, kind=Kind.CHOICE),
        Column("against", lambda: _("Against"), lambda one: one.against, width=136),
        Column("complainant", lambda: _("Complainant"), lambda one: one.complainant, width=96),
        Column(
            "text",
            lambda: _("What happened"),
            lambda one: Cell(" ".join(one.text.split()), tooltip=one.text),
            stretch=True,
            width=200,
        ),
        Column(
            "demand",
            lambda: _("Demand"),
            lambda one: Cell(" ".join(one.demand.split()), tooltip=one.demand),
            width=208,
        ),
    )


def _day(day: date | None) -> str | Cell:
    return format_date(day) if day else Cell("–", tone=Tone.TEXT3)
