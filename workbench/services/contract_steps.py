"""The steps of a contract's life: checked against the table of states, then added for good (2-rules §10)."""

import json
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from workbench.domain.contract_deviations import deviation_of
from workbench.domain.contract_life import (
    ContractLife,
    Readiness,
    check_contract_move,
    life_of,
    term_text,
)
from workbench.domain.contract_signature import held_draft
from workbench.domain.contract_snapshot import stored_fingerprint, text_json
from workbench.domain.contract_states import OK, OVERRIDDEN, REFUSED, transition
from workbench.domain.contract_values import money_text
from workbench.domain.contract_vocabulary import SIGNED_PLACE
from workbench.domain.contracts import ContractEvent, ContractEventKind
from workbench.domain.evaluation import blocking_evaluation
from workbench.domain.journal import ChangeSummary
from workbench.domain.policies import REPUTATION_MINIMUM, policy
from workbench.foundation.errors import BadInput, NotAllowed
from workbench.foundation.i18n import _, format_date, labelled
from workbench.foundation.ids import Id, new_id
from workbench.services.checked_values import check_names
from workbench.services.contact_log import local_now
from workbench.services.contract_checks import checked_day
from workbench.services.contract_reading import (
    ContractReading,
    draft_of,
    drafted_text,
    read_contract,
    text_mark,
)
from workbench.services.contracts import keep_value
from workbench.storage.queries.assessments import list_evaluations
from workbench.storage.queries.contracts import get_contract, list_contract_events
from workbench.storage.queries.policies import policy_values
from workbench.storage.queries.receivables import list_receivables
from workbench.storage.session import ReadingSession
from workbench.storage.unit_of_work import Change
from workbench.storage.workspace import Workspace

_Kind = ContractEventKind
_LIMIT_CURRENCY = "CNY"
SIGNED_FIELDS = ("number", "title", "kind", "language", "version_id", "amount", "term")
"""What of a contract's row undoing an older change leaves once it is signed."""
_FIELDS = frozenset({"on", "person", "text", "override", "our_signer", "their_signer", "place"})


@dataclass(frozen=True)
class CreditStand:
    """What a credit check would find: fen owed, the contract's amount, the limit (``None`` without one).

    ``blocks`` says in words what stands against it; empty where nothing does.
    """

    owed_fen: int
    amount_fen: int
    limit_fen: int | None
    blocks: tuple[str, ...]

    @property
    def would_owe_fen(self) -> int:
        """What the account would owe with this contract."""
        return self.owed_fen + self.amount_fen


def get_credit_stand(workspace: Workspace, contract_id: Id) -> CreditStand:
    """What the credit check of this contract would find today; raises ``NotFound``."""
    with workspace.read() as session:
        return _credit(session, read_contract(session, contract_id, workspace.clock.today()))


def take_contract_step(
    workspace: Workspace, contract_id: Id, kind: ContractEventKind, values: Mapping[str, Any]
) -> ChangeSummary:
    """Add a step: ``on`` (today if not given), ``person`` (whoever opened the file), ``text``.

    CREDIT_CHECKED: refused, and noted as refused, where the credit is blocked or its limit passed, unless
    ``override`` is true and ``text`` says why. RETURNED and TERMINATED: ``text`` says why; a termination may
    be of a day to come. SIGNED: ``our_signer`` and ``their_signer`` and the ``place``, if the text names it;
    from then on the text is fixed. TAKEN_BACK: the last step. A step stays in the record and is never undone.

    Raises ``NotAllowed`` for what the state or a guard forbids, ``BadInput`` naming the field.
    """
    check_names(values, _FIELDS, _("A step has no field of this name."))
    if kind in (_Kind.AMENDED, _Kind.RENEWED):
        raise NotAllowed(_("This step follows by itself, from the signature of the amendment or renewal."))
    if kind is _Kind.ARCHIVED:
        raise NotAllowed(_("Give the archive number and who keeps the paper."))
    today = workspace.clock.today()
    with workspace.change(f"contract_{kind.value}", _("Contract: {step}").format(step=kind.label)) as change:
        session = change.session
        reading = read_contract(session, contract_id, today)
        asks_credit = kind in (_Kind.CREDIT_CHECKED, _Kind.SIGNED)
        credit = _credit(session, reading) if asks_credit else None
        event = _event(workspace, reading, kind, values, credit)
        check_contract_move(reading.life, event, _readiness(reading, kind, credit))
        if kind is _Kind.SIGNED:
            event = _sign(change, reading, event, values)
        elif kind in (_Kind.REVIEWED, _Kind.APPROVED):
            event = replace(event, content=json.dumps({"fingerprint": text_mark(reading)}))
        add_event(change, event)
    return change.summary


def archive_contract(workspace: Workspace, contract_id: Id, values: Mapping[str, Any]) -> ChangeSummary:
    """Where the signed paper is: archive_number, custodian, archived_on (today). Written down as a step.

    Raises ``NotAllowed`` before the signature, ``BadInput`` without a number or a custodian.
    """
    today = workspace.clock.today()
    number, custodian = (str(values.get(name) or "").strip() for name in ("archive_number", "custodian"))
    for name, text in (("archive_number", number), ("custodian", custodian)):
        if not text:
            raise BadInput(_("Say under which number it is kept, and by whom."), where=name)
    day = checked_day(values.get("archived_on"), "archived_on") or today
    if day > today:
        raise BadInput(_("This day lies in the future."), where="archived_on")
    with workspace.change("contract_archived", _("Contract: into the archive")) as change:
        reading = read_contract(change.session, contract_id, today)
        given = {"on": day, "person": custodian, "text": number}
        event = _event(workspace, reading, _Kind.ARCHIVED, given, None)
        check_contract_move(reading.life, event, Readiness())
        change.set(
            "contract", contract_id, {"archive_number": number, "custodian": custodian, "archived_on": day}
        )
        add_event(change, event)
    return change.summary


def add_event(change: Change, event: ContractEvent) -> Id:
    """Write a step; it stays."""
    return change.create(
        "contract_event",
        {
            "contract_id": event.contract_id,
            "sequence": event.sequence,
            "kind": event.kind.value,
            "on_day": event.on,
            "at_time": event.at,
            "author": event.author,
            "person": event.person,
            "outcome": event.outcome,
            "amount_fen": event.amount_fen,
            "limit_fen": event.limit_fen,
            "of_id": event.of_id,
            "content": event.content,
            "text": event.text,
        },
        event.id,
    )


def next_event(
    workspace: Workspace, life: ContractLife, contract_id: Id, kind: ContractEventKind, **values: Any
) -> ContractEvent:
    """The next step of a contract, by whoever opened the file, now."""
    now = local_now(workspace)
    beside = kind in (_Kind.NOTED, _Kind.ARCHIVED)
    return ContractEvent(
        **{
            "id": new_id(int(workspace.clock.now().timestamp() * 1000)),
            "contract_id": contract_id,
            "sequence": life.next_sequence,
            "kind": kind,
            "on": workspace.clock.today(),
            "at": f"{now:%H:%M}",
            "author": workspace.author,
            "of_id": None if beside else life.head_id,
            **values,
        }
    )


def _event(
    workspace: Workspace,
    reading: ContractReading,
    kind: ContractEventKind,
    values: Mapping[str, Any],
    credit: CreditStand | None,
) -> ContractEvent:
    words = {name: str(values.get(name) or "").strip() for name in ("person", "text")}
    day = checked_day(values.get("on"), "on") or workspace.clock.today()
    more: dict[str, Any] = {}
    if credit is not None:
        more = {"outcome": OK, "amount_fen": credit.would_owe_fen, "limit_fen": credit.limit_fen}
        if credit.blocks:
            more["outcome"] = OVERRIDDEN if values.get("override") else REFUSED
            words["text"] = words["text"] if values.get("override") else "\n".join(credit.blocks)
    if kind is _Kind.SIGNED:
        signers = [str(values.get(name) or "").strip() for name in ("our_signer", "their_signer")]
        for name, signer in zip(("our_signer", "their_signer"), signers, strict=True):
            if not signer:
                raise BadInput(_("Say who signed."), where=name)
        words["person"] = " / ".join(signers)
        approved = reading.life.approved
        if approved is not None and day < approved.on:
            raise BadInput(
                _("It was approved on {day} only.").format(day=format_date(approved.on)), where="on"
            )
    elif kind in (_Kind.REVIEWED, _Kind.APPROVED, _Kind.CREDIT_CHECKED):
        words["person"] = words["person"] or workspace.author
    return next_event(workspace, reading.life, reading.contract.id, kind, on=day, **words, **more)


def _readiness(reading: ContractReading, kind: ContractEventKind, credit: CreditStand | None) -> Readiness:
    if kind in (_Kind.REVIEWED, _Kind.APPROVED):
        draft = draft_of(reading)
        found = [
            deviation_of(one.clause, one.template) for one in draft.clauses if reading.version is not None
        ]
        deviating = [one for one in found if one is not None and not one.reason]
        missing = [one for clause in draft.clauses for one in clause.missing]
        return Readiness(
            missing=tuple(dict.fromkeys(labelled(one.clause, one.label) for one in missing)),
            unexplained=tuple(one.title or one.key for one in deviating),
            faults=tuple(one.message for one in draft.faults),
        )
    if kind is _Kind.SIGNED:
        approved = reading.life.approved
        mark = stored_fingerprint(approved.content) if approved is not None else ""
        blocks = credit.blocks if credit is not None and _is_news(reading) else ()
        return Readiness(is_as_approved=mark == text_mark(reading), blocks=blocks)
    return Readiness(blocks=credit.blocks if credit is not None else ())


def _is_news(reading: ContractReading) -> bool:
    """Whether what stands against credit now was not known to whoever let the contract through."""
    check, blocked_on = reading.life.credit, reading.account.credit_blocked_on
    if check is None or check.outcome != OVERRIDDEN:
        return True
    return blocked_on is not None and check.on < blocked_on <= reading.life.today


def _sign(
    change: Change, reading: ContractReading, event: ContractEvent, values: Mapping[str, Any]
) -> ContractEvent:
    """Write the day and the place of the signature, and put the whole text into the step."""
    contract_id, session = reading.contract.id, change.session
    place = str(values.get("place") or reading.typed.get(SIGNED_PLACE, "")).strip()
    used = {one.name for one in draft_of(reading).values if one.keys}
    if SIGNED_PLACE in used and not place:
        raise BadInput(_("Say where it was signed."), where="place")
    change.set("contract", contract_id, {"signed_on": event.on})
    change.hold("contract", contract_id, *SIGNED_FIELDS)
    keep_value(change, contract_id, SIGNED_PLACE, place)
    signed = read_contract(session, contract_id, event.on)
    content = text_json(
        drafted_text(signed),
        place=place,
        our_signer=str(values.get("our_signer")).strip(),
        their_signer=str(values.get("their_signer")).strip(),
        **held_draft(signed.contract, signed.clauses, signed.typed),
    )
    contract = reading.contract
    if contract.renews_id is not None:
        _renewed(change, contract.renews_id, event)
    return replace(
        event,
        content=content,
        amount_fen=contract.amount_fen,
        outcome=term_text(contract.starts_on, contract.ends_on),
    )


def _renewed(change: Change, before_id: Id, signature: ContractEvent) -> None:
    """Note at the contract before that another one follows it, unless it was noted already."""
    before = get_contract(change.session, before_id)
    events = list_contract_events(change.session, before_id, content=False).get(before_id, [])
    life = life_of(before, events, (), signature.on)
    if life.renewed is None and transition(life.state, _Kind.RENEWED) is not None:
        add_event(
            change,
            replace(
                signature,
                id=new_id(change.now_ms),
                contract_id=before_id,
                sequence=life.next_sequence,
                kind=_Kind.RENEWED,
                of_id=life.head_id,
                person="",
                content="",
            ),
        )


def _credit(session: ReadingSession, reading: ContractReading) -> CreditStand:
    """What is owed and what stands against more (2-rules §4, §10)."""
    account, contract = reading.account, reading.contract
    today = reading.life.today
    owed = sum(
        one.owed_fen
        for one in list_receivables(session, account.id, today)
        if one.currency == contract.currency
    )
    amount = contract.amount_fen or 0
    blocks = []
    if account.credit_blocked_on is not None and account.credit_blocked_on <= today:
        since = _("Credit has been blocked since {day}").format(day=format_date(account.credit_blocked_on))
        reason = account.credit_block_reason.strip()
        blocks.append(labelled(since, reason) if reason else since)
    minimum = policy(policy_values(session), REPUTATION_MINIMUM)
    if blocking_evaluation(list_evaluations(session, account.id), minimum) is not None:
        blocks.append(_("The evaluation of the account blocks credit"))
    limit = account.credit_limit_fen if contract.currency == _LIMIT_CURRENCY else None
    if limit is not None and owed + amount > limit:
        blocks.append(
            _("With this contract they would owe {amount}, the limit is {limit}").format(
                amount=money_text(owed + amount), limit=money_text(limit)
            )
        )
    return CreditStand(owed, amount, limit, tuple(blocks))
