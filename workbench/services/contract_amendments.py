"""Amendments of signed contracts: numbered, with every text before and after (2-rules §10)."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from workbench.domain.contract_life import ContractLife, Readiness, check_contract_move, term_text
from workbench.domain.contract_snapshot import (
    FIELDS,
    AmendmentText,
    ClauseChange,
    ContractText,
    amendment_json,
    read_amendment,
)
from workbench.domain.contract_vocabulary import GOODS
from workbench.domain.contracts import (
    ClauseGroup,
    ContractAmendment,
    ContractEventKind,
    ContractLine,
)
from workbench.domain.journal import ChangeSummary
from workbench.foundation.errors import BadInput, NotAllowed, NotFound
from workbench.foundation.i18n import _
from workbench.foundation.ids import Id, new_id
from workbench.services.checked_values import check_names
from workbench.services.contract_checks import checked_contract, checked_day, checked_line
from workbench.services.contract_reading import ContractReading, present_text, read_contract
from workbench.services.contract_steps import SIGNED_FIELDS, add_event, next_event
from workbench.services.contract_view import field_label
from workbench.storage.queries.contracts import contract_of
from workbench.storage.unit_of_work import Change
from workbench.storage.workspace import Workspace

_MARKS = ("{{", "{%")


def amend_contract(
    workspace: Workspace,
    contract_id: Id,
    *,
    reason: str,
    clauses: Mapping[str, str] | None = None,
    fields: Mapping[str, Any] | None = None,
    lines: Sequence[Mapping[str, Any]] | None = None,
    amendment_id: Id | None = None,
) -> tuple[Id, ChangeSummary]:
    """Draft an amendment, or change a drafted one; it says all that it changes anew.

    ``clauses``: texts by key of the clause, empty to strike it out; an unknown key is the title of a new
    clause. ``fields``: amount_fen, starts_on, ends_on. ``lines``: the goods as they are to be. Can be undone.
    Raises ``NotAllowed`` for what is not in force, ``BadInput`` naming the field or clause.
    """
    today = workspace.clock.today()
    if not reason.strip():
        raise BadInput(_("Say why the contract is amended."), where="reason")
    with workspace.change("amend_contract", _("Amendment of the contract")) as change:
        reading = read_contract(change.session, contract_id, today)
        text = _amendable(reading)
        made = AmendmentText(
            clauses=_clause_changes(text, clauses or {}),
            fields=_field_changes(change, reading.life, fields or {}),
            lines=_line_changes(text, contract_id, lines),
        )
        if made.is_empty:
            raise BadInput(
                _("This amendment changes nothing."),
                hint=_("Change a clause, the amount, the term or the goods."),
            )
        values = {"reason": reason.strip(), "content": amendment_json(made)}
        if amendment_id is not None:
            _drafted(reading, amendment_id)
            change.set("contract_amendment", amendment_id, values)
        else:
            number = max((one.number for one in reading.amendments), default=0) + 1
            more = {"number": number, "made_on": today, "made_by": workspace.author}
            amendment_id = change.create("contract_amendment", {**values, **more, "contract_id": contract_id})
    return amendment_id, change.summary


def sign_amendment(workspace: Workspace, amendment_id: Id, values: Mapping[str, Any]) -> ChangeSummary:
    """``on`` (today if not given), ``our_signer``, ``their_signer``: from then on the contract reads as
    amended. The step holds what was signed, and stays.

    Raises ``NotAllowed`` where the text has changed since the amendment was drafted, ``BadInput``.
    """
    today = workspace.clock.today()
    signers = [str(values.get(name) or "").strip() for name in ("our_signer", "their_signer")]
    for name, signer in zip(("our_signer", "their_signer"), signers, strict=True):
        if not signer:
            raise BadInput(_("Say who signed."), where=name)
    with workspace.change("contract_amended", _("Amendment signed")) as change:
        contract_id = contract_of(change.session, "contract_amendment", amendment_id)
        reading = read_contract(change.session, contract_id, today)
        text = _amendable(reading)
        amendment = _drafted(reading, amendment_id)
        number = _free_number(reading, amendment)
        made = read_amendment(amendment.content, contract_id)
        _check_before(text, reading.life, made)
        day = checked_day(values.get("on"), "on") or today
        if reading.life.signed_on is not None and day < reading.life.signed_on:
            raise BadInput(_("The contract itself was signed later."), where="on")
        after = {name: pair[1] for name, pair in made.fields.items()}
        starts_on, ends_on = (
            checked_day(after.get(name, standing), name)
            for name, standing in (("starts_on", reading.life.starts_on), ("ends_on", reading.life.ends_on))
        )
        keeps_start, keeps_end = "starts_on" not in after, "ends_on" not in after
        event = next_event(
            workspace,
            reading.life,
            contract_id,
            ContractEventKind.AMENDED,
            on=day,
            person=" / ".join(signers),
            text=amendment.reason,
            amount_fen=after.get("amount_fen"),
            outcome=(
                ""
                if keeps_start and keeps_end
                else term_text(starts_on, ends_on, keeps_start=keeps_start, keeps_end=keeps_end)
            ),
            content=amendment_json(
                made,
                amendment=amendment_id.hex(),
                number=number,
                our_signer=signers[0],
                their_signer=signers[1],
            ),
        )
        check_contract_move(reading.life, event, Readiness())
        add_event(change, event)
        change.set("contract_amendment", amendment_id, {"signed_on": day, "number": number})
        change.hold("contract_amendment", amendment_id, "number", "reason", "content")
        # Lists, and whatever else asks the row, go by what holds from now on; before stands in the steps.
        change.set(
            "contract",
            contract_id,
            {
                "amount_fen": after.get("amount_fen", reading.life.amount_fen),
                "starts_on": starts_on,
                "ends_on": ends_on,
            },
        )
        change.hold("contract", contract_id, *SIGNED_FIELDS)
    return change.summary


def delete_amendment(workspace: Workspace, amendment_id: Id) -> ChangeSummary:
    """Take a drafted amendment away; undo brings it back. Raises ``NotAllowed`` for a signed one."""
    with workspace.change("delete_amendment", _("Delete amendment")) as change:
        contract_id = contract_of(change.session, "contract_amendment", amendment_id)
        _drafted(read_contract(change.session, contract_id, workspace.clock.today()), amendment_id)
        change.delete("contract_amendment", amendment_id)
    return change.summary


def _amendable(reading: ContractReading) -> ContractText:
    text = present_text(reading)
    if text is None or reading.life.signed_on is None:
        raise NotAllowed(_("Only a signed contract is amended."), hint=_("Change the draft itself."))
    if reading.life.terminated is not None or reading.life.renewed is not None:
        raise NotAllowed(
            _("This contract stands at “{state}”.").format(state=reading.life.state.label),
            hint=_("Amend the one that follows it."),
        )
    return text


def _drafted(reading: ContractReading, amendment_id: Id) -> ContractAmendment:
    found = next((one for one in reading.amendments if one.id == amendment_id), None)
    if found is None:
        raise NotFound(_("This amendment is no longer there."), hint=_("Look at the contract again."))
    if found.signed_on is not None:
        raise NotAllowed(_("A signed amendment stays as it is."), hint=_("Draft another one."))
    return found


def _free_number(reading: ContractReading, amendment: ContractAmendment) -> int:
    """Its number; the next one where an amendment of that number, drafted elsewhere, was signed before."""
    signed = {one.number for one in reading.amendments if one.signed_on is not None}
    if amendment.number not in signed:
        return amendment.number
    return max(one.number for one in reading.amendments) + 1


def _clause_changes(text: ContractText, clauses: Mapping[str, str]) -> tuple[ClauseChange, ...]:
    standing = {one.key: one for one in text.clauses}
    found = []
    for key, given in clauses.items():
        after = given.strip()
        if any(mark in after for mark in _MARKS):
            raise BadInput(_("An amendment says the values themselves, without placeholders."), where=key)
        clause = standing.get(key)
        if clause is not None and clause.text.strip() != after:
            found.append(ClauseChange(key, clause.group, clause.title, clause.text, after))
        elif clause is None and after:
            found.append(ClauseChange(key, ClauseGroup.SUBJECT, key, "", after))
    return tuple(found)


def _field_changes(
    change: Change, life: ContractLife, fields: Mapping[str, Any]
) -> dict[str, tuple[Any, Any]]:
    check_names(fields, FIELDS, _("An amendment cannot change this."))
    checked = checked_contract(change.session, fields)
    if "amount_fen" in checked and checked["amount_fen"] is None:
        raise BadInput(_("Give the new amount."), where="amount_fen")
    now = {"amount_fen": life.amount_fen, "starts_on": life.starts_on, "ends_on": life.ends_on}
    starts_on, ends_on = (checked.get(name, now[name]) for name in ("starts_on", "ends_on"))
    if starts_on is not None and ends_on is not None and ends_on < starts_on:
        raise BadInput(_("The last day lies before the first."), where="ends_on")
    return {name: (_plain(now[name]), _plain(value)) for name, value in checked.items() if value != now[name]}


def _line_changes(
    text: ContractText, contract_id: Id, lines: Sequence[Mapping[str, Any]] | None
) -> tuple[tuple[ContractLine, ...], tuple[ContractLine, ...]] | None:
    if lines is None:
        return None
    after = []
    for place, given in enumerate(lines):
        values = {
            name: value for name, value in given.items() if name not in ("id", "position", "contract_id")
        }
        after.append(ContractLine(new_id(place), contract_id, **checked_line(values), position=place))
    before = text.lines
    if [_said(one) for one in before] == [_said(one) for one in after]:
        return None
    return before, tuple(after)


def _said(line: ContractLine) -> tuple[Any, ...]:
    names = ("product", "brand", "specification", "unit", "quantity_milli", "price_fen", "amount_fen", "note")
    return tuple(getattr(line, name) for name in names)


def _check_before(text: ContractText, life: ContractLife, made: AmendmentText) -> None:
    """Refuse to sign where another amendment changed the same meanwhile: the text before is not it."""
    standing = {one.key: one.text for one in text.clauses}
    now = {name: _plain(getattr(life, name)) for name in FIELDS}
    stale = [one.title for one in made.clauses if standing.get(one.key, "") != one.before]
    stale += [field_label(name) for name, pair in made.fields.items() if now[name] != pair[0]]
    if made.lines is not None and list(map(_said, made.lines[0])) != list(map(_said, text.lines)):
        stale.append(field_label(GOODS))
    if stale:
        raise NotAllowed(
            _("“{clause}” has changed since this amendment was drafted.").format(clause=stale[0]),
            hint=_("Draft it again on the present text."),
        )


def _plain(value: Any) -> Any:
    return value.isoformat() if isinstance(value, date) else value
