"""Contracts: begin, record, change and delete them while they are drafts, and their values (2-rules §10)."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from workbench.domain.complaint_numbers import next_number
from workbench.domain.contract_faults import sum_of_lines
from workbench.domain.contract_templates import TemplateVersion
from workbench.domain.contract_vocabulary import GOODS, is_name
from workbench.domain.contracts import Contract, clause_id, value_id
from workbench.domain.journal import ChangeSummary
from workbench.foundation.errors import BadInput, NotAllowed
from workbench.foundation.i18n import _
from workbench.foundation.ids import Id
from workbench.services.complaints import number_mark
from workbench.services.contract_checks import (
    ALWAYS,
    check_draft,
    check_term,
    checked_contract,
    contract_and_life,
    require_draft,
)
from workbench.services.contract_clauses import (
    add_clause,
    move_clause,
    restore_clause,
    save_clause,
    take_newest_version,
)
from workbench.services.contract_lines import delete_line, order_lines, save_line
from workbench.storage.queries.accounts import get_account
from workbench.storage.queries.contract_templates import (
    find_template_version,
    get_template_of_version,
)
from workbench.storage.queries.contracts import contract_numbers, list_lines, list_values
from workbench.storage.session import ReadingSession
from workbench.storage.unit_of_work import Change
from workbench.storage.workspace import Workspace

__all__ = [
    "add_clause",
    "delete_contract",
    "delete_line",
    "draft_contract",
    "edit_contract",
    "move_clause",
    "next_contract_number",
    "order_lines",
    "record_contract",
    "restore_clause",
    "save_clause",
    "save_line",
    "save_value",
    "take_newest_version",
    "take_sum_of_lines",
]

_PREFIX = "HT-"
"""合同: what numbers given here begin with; offices that count otherwise type their own."""


def draft_contract(
    workspace: Workspace, account_id: Id, values: Mapping[str, Any], version_id: Id | None = None
) -> tuple[Id, ChangeSummary]:
    """Begin a contract, from a version of a template whose clauses are copied, or without a text.

    ``values``: ``CONTRACT_FIELDS``. Without a number it gets the next one of the year; kind, language and
    title are the template's, the person responsible the account's, unless given. Can be undone. Raises
    ``BadInput`` naming the field, ``NotFound`` for account or version.
    """
    with workspace.change("draft_contract", _("New contract")) as change:
        session = change.session
        account = get_account(session, account_id)
        checked = checked_contract(session, {"manager_id": account.manager_id, **_given(values)})
        version = find_template_version(session, version_id) if version_id is not None else None
        template = get_template_of_version(session, version_id)
        if template is not None:
            if template.retired_on is not None:
                raise NotAllowed(_("This template is no longer used."), hint=_("Choose another one."))
            of_template = {"kind": template.kind.value, "language": template.language, "title": template.name}
            checked = {**of_template, **checked}
        contract_id = begin_contract(change, workspace, account_id, {**checked, "version_id": version_id})
        if version is not None:
            _copy_clauses(change, contract_id, version)
    return contract_id, change.summary


def record_contract(
    workspace: Workspace, account_id: Id, values: Mapping[str, Any]
) -> tuple[Id, ChangeSummary]:
    """Note a contract that was signed outside this program: as for ``draft_contract``, with ``signed_on``.

    It counts as signed; credit check and approval were done elsewhere. Can be undone.
    """
    today = workspace.clock.today()
    with workspace.change("record_contract", _("Contract recorded")) as change:
        account = get_account(change.session, account_id)
        given = {"manager_id": account.manager_id, **_given(values)}
        checked = checked_contract(change.session, given, "signed_on")
        _check_signed(checked.get("signed_on"), today)
        contract_id = begin_contract(change, workspace, account_id, checked)
    return contract_id, change.summary


def edit_contract(workspace: Workspace, contract_id: Id, values: Mapping[str, Any]) -> ChangeSummary:
    """Change fields of a draft, or of a contract that was only recorded; of others person and note.

    Raises ``NotAllowed`` where the contract stays as it is, ``BadInput`` naming the field.
    """
    with workspace.change("edit_contract", _("Edit contract")) as change:
        contract, life = contract_and_life(change.session, contract_id, workspace.clock.today())
        is_noted = life.is_recorded and not life.amended and life.terminated is None
        checked = checked_contract(change.session, values, *(("signed_on",) if is_noted else ()))
        if not set(checked) <= ALWAYS and not is_noted:
            check_draft(life)
        if "signed_on" in checked:
            _check_signed(checked["signed_on"], workspace.clock.today())
        check_term(checked.get("starts_on", contract.starts_on), checked.get("ends_on", contract.ends_on))
        change.set("contract", contract_id, checked)
    return change.summary


def delete_contract(workspace: Workspace, contract_id: Id) -> ChangeSummary:
    """Delete a contract of which no step was recorded; undo brings it back.

    Raises ``NotAllowed`` for others: a draft can be given up instead.
    """
    with workspace.change("delete_contract", _("Delete contract")) as change:
        _contract, life = contract_and_life(change.session, contract_id, workspace.clock.today())
        if life.steps or life.notes or life.out_of_turn:
            raise NotAllowed(
                _("What was done about this contract stays in the record."),
                hint=_("Give the draft up, or terminate the contract."),
            )
        change.delete("contract", contract_id)
    return change.summary


def save_value(workspace: Workspace, contract_id: Id, name: str, text: str) -> ChangeSummary:
    """What stands for a placeholder in this contract; an empty text leaves it to field and profile.

    Raises ``BadInput`` for what is no name, ``NotAllowed`` unless the contract is a draft.
    """
    if not is_name(name) or name == GOODS:
        raise BadInput(
            _("No value can be given for “{name}”.").format(name=name),
            hint=_("Names are small letters, digits and underscores; goods are lines of their own."),
            where=name,
        )
    value = text.strip()
    with workspace.change("save_value", _("Value of the contract")) as change:
        require_draft(change.session, contract_id, workspace.clock.today())
        keep_value(change, contract_id, name, value)
    return change.summary


def take_sum_of_lines(workspace: Workspace, contract_id: Id) -> ChangeSummary:
    """Let the amount be the sum of the goods. Raises ``BadInput`` where a line has no amount."""
    with workspace.change("edit_contract", _("Amount from the goods")) as change:
        require_draft(change.session, contract_id, workspace.clock.today())
        total = sum_of_lines(list_lines(change.session, contract_id).get(contract_id, ()))
        if total is None:
            raise BadInput(
                _("Not every line of the goods has an amount."),
                hint=_("Give quantity and price of each."),
                where="amount_fen",
            )
        change.set("contract", contract_id, {"amount_fen": total})
    return change.summary


def next_contract_number(workspace: Workspace, session: ReadingSession) -> str:
    """The next free number of the year, such as ``HT-2026-0012``."""
    known = (number.removeprefix(_PREFIX) for number in contract_numbers(session, _PREFIX))
    year = workspace.clock.today().year
    return _PREFIX + next_number(known, year, number_mark(workspace, session))


def begin_contract(change: Change, workspace: Workspace, account_id: Id, values: Mapping[str, Any]) -> Id:
    """Write the row of a new contract, with a number if it has none; its fields are checked already."""
    check_term(values.get("starts_on"), values.get("ends_on"))
    number = values.get("number") or next_contract_number(workspace, change.session)
    return change.create("contract", {**values, "account_id": account_id, "number": number})


def keep_value(change: Change, contract_id: Id, name: str, value: str) -> None:
    """Write what stands for a placeholder, or take it away if it is empty."""
    row_id = value_id(contract_id, name)
    standing = list_values(change.session, contract_id).get(contract_id, {})
    if value:
        change.create("contract_value", {"contract_id": contract_id, "name": name, "value": value}, row_id)
    elif name in standing:
        change.delete("contract_value", row_id)


def copied_fields(contract: Contract) -> dict[str, Any]:
    """The fields of a contract that its successor takes over."""
    return {
        "title": contract.title,
        "kind": contract.kind.value,
        "language": contract.language,
        "version_id": contract.version_id,
        "is_their_paper": contract.is_their_paper,
        "amount_fen": contract.amount_fen,
        "currency": contract.currency,
        "manager_id": contract.manager_id,
    }


def _check_signed(day: date | None, today: date) -> None:
    if day is None:
        raise BadInput(_("Say when it was signed."), where="signed_on")
    if day > today:
        raise BadInput(_("This day lies in the future."), where="signed_on")


def _copy_clauses(change: Change, contract_id: Id, version: TemplateVersion) -> None:
    change.create_many(
        "contract_clause",
        (
            (
                clause_id(contract_id, one.key),
                {
                    "contract_id": contract_id,
                    "key": one.key,
                    "clause_group": one.group.value,
                    "title": one.title,
                    "text": one.text,
                    "position": place,
                },
            )
            for place, one in enumerate(version.clauses, 1)
        ),
    )


def _given(values: Mapping[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in values.items() if value is not None}
