"""The columns of the list of contracts."""

from collections.abc import Sequence
from datetime import date
from functools import partial

from workbench.foundation.i18n import _, format_money, ngettext, pgettext
from workbench.services.contract_board import ContractRow
from workbench.ui.kit.cells import Cell
from workbench.ui.kit.marks import CAUTION
from workbench.ui.kit.table_model import Column, Kind
from workbench.ui.kit.tokens import Tone
from workbench.ui.screens.contracts.words import BAND_MARKS, BAND_TONES, STATE_MARKS, day_word, figure


def contract_columns(today: date) -> Sequence[Column[ContractRow]]:
    """The columns as of ``today``, what presses first."""
    return (
        Column(
            "number",
            lambda: pgettext("contract", "Number"),
            lambda row: row.contract.number or "–",
            width=138,
        ),
        Column(
            "title",
            lambda: pgettext("contract", "Title"),
            lambda row: Cell(
                row.contract.title or row.contract.kind.label, tooltip=row.contract.title, bold=True
            ),
            width=130,
            stretch=True,
        ),
        Column(
            "account",
            lambda: _("Account"),
            lambda row: Cell(row.account_name, tooltip=row.account_name),
            width=150,
            kind=Kind.CHOICE,
            stretch=True,
        ),
        Column("state", lambda: pgettext("contract", "State"), _state, width=104, kind=Kind.CHOICE),
        Column(
            "amount",
            lambda: _("Amount"),
            lambda row: figure(row.contract.amount_fen, row.contract.currency),
            raw=lambda row: row.contract.amount_fen,
            kind=Kind.MONEY,
            right=True,
            falling_first=True,
            width=108,
            total=_sum,
        ),
        Column(
            "to",
            lambda: pgettext("term", "Until"),
            lambda row: day_word(row.contract.ends_on, today),
            raw=lambda row: row.contract.ends_on,
            kind=Kind.DAY,
            width=96,
        ),
        Column(
            "left",
            lambda: _("Days left"),
            _left,
            raw=lambda row: row.days_left,
            kind=Kind.NUMBER,
            right=True,
            width=88,
        ),
        Column(
            "duty",
            lambda: _("Next duty"),
            partial(_duty, today=today),
            sort=lambda row: row.next_due.due_on if row.next_due else None,
            width=132,
        ),
        *_more(today),
    )


def _more(today: date) -> Sequence[Column[ContractRow]]:
    return (
        Column(
            "kind",
            lambda: pgettext("contract", "Kind"),
            lambda row: row.contract.kind.label,
            width=168,
            kind=Kind.CHOICE,
        ),
        Column(
            "signed",
            lambda: _("Signed on"),
            lambda row: day_word(row.contract.signed_on, today),
            raw=lambda row: row.contract.signed_on,
            kind=Kind.DAY,
            width=96,
            shown=False,
        ),
        Column(
            "from",
            lambda: pgettext("term", "From"),
            lambda row: day_word(row.contract.starts_on, today),
            raw=lambda row: row.contract.starts_on,
            kind=Kind.DAY,
            width=96,
            shown=False,
        ),
        Column("archive", lambda: _("Archive"), _archive, width=160, shown=False),
        Column(
            "manager",
            lambda: _("Manager"),
            lambda row: row.manager_name,
            width=116,
            kind=Kind.CHOICE,
            shown=False,
        ),
        Column(
            "template",
            lambda: _("Template"),
            lambda row: _("Their paper") if row.contract.is_their_paper else row.template_name,
            width=130,
            kind=Kind.CHOICE,
            shown=False,
        ),
        Column(
            "amendments",
            lambda: _("Amendments"),
            lambda row: str(row.amendments) if row.amendments else "",
            raw=lambda row: row.amendments or None,
            kind=Kind.NUMBER,
            right=True,
            width=96,
            shown=False,
        ),
    )


def _state(row: ContractRow) -> Cell:
    return Cell(row.state.label, mark=STATE_MARKS[row.state])


def _left(row: ContractRow) -> Cell | str:
    if row.days_left is None or not row.state.is_running:
        return ""
    if row.band is None:
        return str(row.days_left)
    return Cell(str(row.days_left), BAND_TONES[row.band], bold=row.band == 30, mark=BAND_MARKS[row.band])


def _duty(row: ContractRow, today: date) -> Cell:
    duty = row.next_due
    if row.late_duties:
        words = ngettext("{count} late", "{count} late", row.late_duties).format(count=row.late_duties)
        return Cell(words, Tone.DANGER, mark=CAUTION, tooltip=duty.text if duty else "")
    if duty is None:
        return Cell("")
    return Cell(f"{day_word(duty.due_on, today)} {duty.kind.label}".strip(), tooltip=duty.text)


def _archive(row: ContractRow) -> str:
    return " · ".join(part for part in (row.contract.archive_number, row.contract.custodian) if part)


def _sum(rows: Sequence[ContractRow]) -> str:
    amounts = [row.contract.amount_fen or 0 for row in rows if row.contract.currency == "CNY"]
    return _("Together {amount}").format(amount=format_money(sum(amounts), short=True))
