"""What goes behind our own copy of a contract: record, deviations, credit, steps, checklist (2-rules §10)."""

from workbench.domain.contract_deviations import Became, Deviation
from workbench.domain.contract_paper import PaperColumn, PaperTable
from workbench.domain.contracts import ContractDuty, ContractEvent
from workbench.foundation.i18n import (
    _,
    bracketed,
    clauses,
    format_date,
    format_money,
    in_a_row,
    listed,
    pgettext,
)
from workbench.services.contract_view import ContractView


def annex_of(view: ContractView) -> tuple[PaperTable, ...]:
    """The tables for us alone, in the language in force; those about something that is not there say so."""
    tables = [_record(view)]
    if view.missing:
        tables.append(_missing(view))
    if view.faults:
        tables.append(_faults(view))
    tables.append(_deviations(view))
    tables.append(_credit(view))
    tables.append(_steps(view))
    tables.append(_checklist(view))
    return tuple(tables)


def _record(view: ContractView) -> PaperTable:
    contract, life = view.contract, view.life
    version = ""
    if view.template is not None and view.version is not None:
        number = _("version {number}").format(number=view.version.number)
        version = bracketed(view.template.name, number)
    days = (life.starts_on, life.ends_on)
    pairs = [
        (_("Account"), bracketed(view.account.name, view.account.code)),
        (_("Account manager"), view.manager_name),
        (pgettext("contract", "Kind"), contract.kind.label),
        (pgettext("contract", "State"), life.state.label),
        (_("Amount"), "" if life.amount_fen is None else format_money(life.amount_fen, contract.currency)),
        (pgettext("contract", "Term"), " – ".join(format_date(day) if day else "…" for day in days)),
        (pgettext("contract", "Template"), version),
        (_("Archive number"), contract.archive_number),
        (pgettext("contract", "Custodian"), contract.custodian),
        (_("Note"), contract.note),
    ]
    rows = tuple((label, text) for label, text in pairs if text)
    return PaperTable(pgettext("contract", "Record"), (PaperColumn("", 0.35), PaperColumn("")), rows)


def _missing(view: ContractView) -> PaperTable:
    columns = (
        PaperColumn(pgettext("contract", "Value")),
        PaperColumn(pgettext("contract", "Clause")),
        PaperColumn(pgettext("contract", "Fill in at")),
    )
    rows = tuple((one.label, one.clause, one.source.label) for one in view.missing)
    return PaperTable(_("Values that are missing"), columns, rows)


def _faults(view: ContractView) -> PaperTable:
    columns = (PaperColumn(pgettext("contract", "What"), 0.6), PaperColumn(pgettext("contract", "Why")))
    rows = tuple((one.kind.label, one.message) for one in view.faults)
    return PaperTable(pgettext("contract", "Keeps it from being reviewed"), columns, rows)


def _deviations(view: ContractView) -> PaperTable:
    columns = (
        PaperColumn(pgettext("contract", "Clause"), 0.6),
        PaperColumn(pgettext("contract", "Deviation"), 0.5),
        PaperColumn(_("Template"), 1.2),
        PaperColumn(pgettext("contract", "Contract"), 1.2),
        PaperColumn(_("Reason"), 0.8),
    )
    rows = tuple(
        (
            one.title,
            one.state.label,
            _joined(one, Became.REMOVED),
            _joined(one, Became.ADDED),
            one.reason or pgettext("deviation", "no reason given"),
        )
        for one in view.deviations
    )
    empty = _("The text is that of the template.") if view.template else _("There is no template to compare.")
    return PaperTable(_("Deviations from the template"), columns, rows, empty=empty)


def _joined(deviation: Deviation, became: Became) -> str:
    parts = [one.text.strip() for one in deviation.stretches if one.became is became]
    return " … ".join(part for part in parts if part) or "—"


def _credit(view: ContractView) -> PaperTable:
    columns = (
        PaperColumn(_("Date"), 0.9),
        PaperColumn(pgettext("credit check", "Result"), 0.7),
        PaperColumn(_("Would owe"), right=True),
        PaperColumn(_("Credit limit"), right=True),
        PaperColumn(pgettext("contract step", "By"), 0.7),
        PaperColumn(_("Reason")),
    )
    check, money = view.life.credit, view.contract.currency
    rows = []
    if check is not None:
        amounts = (
            "—" if fen is None else format_money(fen, money) for fen in (check.amount_fen, check.limit_fen)
        )
        rows.append((format_date(check.on), _outcome(check), *amounts, _by(check), check.text))
    return PaperTable(_("Credit check"), columns, tuple(rows), empty=_("Credit has not been checked."))


def _steps(view: ContractView) -> PaperTable:
    columns = (
        PaperColumn(_("Date"), 0.75),
        PaperColumn(pgettext("contract", "Step"), 0.8),
        PaperColumn(pgettext("contract step", "By"), 0.6),
        PaperColumn(_("Note"), 1.4),
    )
    ignored = {one.id for one in view.life.out_of_turn}
    rows = tuple(
        (
            format_date(one.on),
            in_a_row(one.kind.label, _("(out of turn)") if one.id in ignored else ""),
            _by(one),
            clauses(_outcome(one), one.text),
        )
        for one in view.events
    )
    return PaperTable(_("Approvals and steps"), columns, rows, empty=_("Nothing has been done yet."))


def _by(event: ContractEvent) -> str:
    return listed(dict.fromkeys(one for one in (event.person, event.author) if one))


def _outcome(event: ContractEvent) -> str:
    words = {
        "ok": pgettext("credit check", "in order"),
        "refused": pgettext("credit check", "refused"),
        "overridden": pgettext("credit check", "let through with a reason"),
    }
    return words.get(event.outcome, "")


def _checklist(view: ContractView) -> PaperTable:
    columns = (
        PaperColumn(pgettext("contract duty", "Due"), 0.85),
        PaperColumn(pgettext("contract", "Kind"), 0.6),
        PaperColumn(pgettext("contract duty", "What"), 1.5),
        PaperColumn(pgettext("contract duty", "Quantity"), 0.6, right=True),
        PaperColumn(_("Amount"), 0.8, right=True),
        PaperColumn(pgettext("contract duty", "Done"), 0.9),
    )
    rows = tuple(
        (
            format_date(one.due_on) if one.due_on else "—",
            one.kind.label,
            one.text,
            one.quantity,
            "" if one.amount_fen is None else format_money(one.amount_fen, view.contract.currency),
            _done(one, view),
        )
        for one in view.duties
    )
    return PaperTable(_("Execution checklist"), columns, rows, empty=_("Nothing is planned."))


def _done(duty: ContractDuty, view: ContractView) -> str:
    if duty.done_on is not None:
        return clauses("✓ " + format_date(duty.done_on), duty.done_note)
    return (
        pgettext("contract duty", "late") if duty.is_late(view.today) else pgettext("contract duty", "open")
    )
