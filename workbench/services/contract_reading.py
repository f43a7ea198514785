"""A contract as it lies in the file, and its text: as drafted with the values in place, and as it holds."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date

from workbench.documents.contract_text import fault_of, filled_parts, names_in
from workbench.domain.accounts import Account
from workbench.domain.contract_deviations import (
    ClauseState,
    TemplateNews,
    clause_state,
    template_news,
)
from workbench.domain.contract_faults import ClauseFault, FaultKind, amount_faults
from workbench.domain.contract_life import ContractLife, life_of
from workbench.domain.contract_placeholders import NamePart, TextPart
from workbench.domain.contract_signature import as_amended, as_signed, signed_draft
from workbench.domain.contract_snapshot import (
    ContractText,
    SignedClause,
    amended,
    fingerprint,
    read_amendment,
    read_text,
)
from workbench.domain.contract_templates import ContractTemplate, TemplateClause, TemplateVersion
from workbench.domain.contract_values import (
    GOODS_MARK,
    ContractValue,
    MissingValue,
    contract_values,
    missing_value,
    value_texts,
)
from workbench.domain.contract_vocabulary import BY_NAME
from workbench.domain.contracts import (
    Contract,
    ContractAmendment,
    ContractClause,
    ContractDuty,
    ContractEvent,
    ContractLine,
)
from workbench.domain.our_company import OurCompany
from workbench.domain.policies import COMPANY, policy
from workbench.foundation.i18n import _
from workbench.foundation.ids import Id, id_text
from workbench.foundation.settings import load_settings
from workbench.storage.queries import contracts as queries
from workbench.storage.queries.accounts import get_account
from workbench.storage.queries.contract_templates import get_template_of_version, list_template_versions
from workbench.storage.queries.policies import policy_values
from workbench.storage.session import ReadingSession


@dataclass(frozen=True)
class ContractReading:
    """All that the file knows of one contract."""

    contract: Contract
    account: Account
    life: ContractLife
    company: OurCompany
    clauses: tuple[ContractClause, ...]
    typed: Mapping[str, str]
    lines: tuple[ContractLine, ...]
    duties: tuple[ContractDuty, ...]
    events: tuple[ContractEvent, ...]
    amendments: tuple[ContractAmendment, ...]
    template: ContractTemplate | None = None
    version: TemplateVersion | None = None
    newest: TemplateVersion | None = None

    def template_clause(self, key: str) -> TemplateClause | None:
        """What the version that the contract was made from says."""
        return self.version.clause(key) if self.version is not None else None

    @property
    def amended_keys(self) -> frozenset[str]:
        """The clauses that a signed amendment changed."""
        changes = (read_amendment(one.content, self.contract.id) for one in self.life.amended)
        return frozenset(clause.key for change in changes for clause in change.clauses)

    @property
    def news(self) -> tuple[TemplateNews, ...]:
        """What a newer version of the template says otherwise."""
        if self.version is None or self.newest is None or self.newest.id == self.version.id:
            return ()
        return template_news(self.version.clauses, self.newest.clauses)


@dataclass(frozen=True)
class DraftClause:
    """A clause with the values in place, as far as there are any."""

    clause: ContractClause
    state: ClauseState
    template: TemplateClause | None
    parts: tuple[TextPart | NamePart, ...]
    missing: tuple[MissingValue, ...]

    @property
    def text(self) -> str:
        """Its text, a missing value as its placeholder."""
        return "".join(part.source for part in self.parts)


@dataclass(frozen=True)
class DraftText:
    """The text of a contract as its rows say."""

    clauses: tuple[DraftClause, ...]
    values: tuple[ContractValue, ...]
    faults: tuple[ClauseFault, ...]


def read_contract(session: ReadingSession, contract_id: Id, today: date) -> ContractReading:
    """The contract with all its parts, in a constant number of queries; raises ``NotFound``.

    Of a signed one fields, clauses, values and amendments are those that were signed, whatever became of
    their rows since.
    """
    contract = queries.get_contract(session, contract_id)
    events = queries.list_contract_events(session, contract_id).get(contract_id, [])
    amendments = queries.list_amendments(session, contract_id).get(contract_id, [])
    clauses = tuple(queries.list_clauses(session, contract_id).get(contract_id, ()))
    typed: Mapping[str, str] = queries.list_values(session, contract_id).get(contract_id, {})
    life = life_of(contract, events, amendments, today)
    if life.signed is not None:
        text = read_text(life.signed.content, contract_id)
        contract = as_signed(contract, text.fields if text is not None else {})
        contract, clauses, typed = signed_draft(contract, life.signed.content) or (contract, clauses, typed)
    template = get_template_of_version(session, contract.version_id)
    versions = list_template_versions(session, template.id).get(template.id, []) if template else []
    return ContractReading(
        contract=contract,
        account=get_account(session, contract.account_id),
        life=life,
        company=read_our_company(session),
        clauses=clauses,
        typed=typed,
        lines=tuple(queries.list_lines(session, contract_id).get(contract_id, ())),
        duties=tuple(queries.list_contract_duties(session, contract_id).get(contract_id, ())),
        events=tuple(events),
        amendments=as_amended(amendments, life.amended),
        template=template,
        version=next((one for one in versions if one.id == contract.version_id), None),
        newest=versions[-1] if versions else None,
    )


def read_our_company(session: ReadingSession) -> OurCompany:
    """Our own party; its name is the one in the settings where the file says none."""
    company = policy(policy_values(session), COMPANY)
    return company if company.name else replace(company, name=load_settings().company.strip())


def draft_of(reading: ContractReading) -> DraftText:
    """The contract's text as drafted: what stands for each placeholder, what is missing, what is wrong."""
    labels = reading.version.own_labels if reading.version is not None else {}
    kept = [one for one in reading.clauses if not one.is_left_out]
    broken = {one.key: fault for one in kept if (fault := fault_of(one.text)) is not None}
    values = contract_values(
        reading.contract,
        reading.account,
        reading.company,
        reading.typed,
        used={one.key: names_in(one.text) for one in kept if one.key not in broken},
        own_labels=labels,
        has_goods=bool(reading.lines),
    )
    texts = value_texts(values)
    clauses = []
    for one in reading.clauses:
        template = reading.template_clause(one.key)
        is_used = not one.is_left_out and one.key not in broken
        parts = filled_parts(one.text.replace(GOODS_MARK, ""), texts) if is_used else ()
        names = dict.fromkeys(part.name for part in parts if isinstance(part, NamePart))
        missing = tuple(missing_value(name, one.key, one.title, labels) for name in names)
        clauses.append(DraftClause(one, clause_state(one, template), template, parts, missing))
    filled = {one.clause.key: one.text for one in clauses if one.parts}
    faults = [
        ClauseFault(
            FaultKind.TEXT,
            _("Line {line}: {what}").format(line=fault.line, what=fault.message),
            key,
        )
        for key, fault in broken.items()
    ]
    if not kept and not reading.contract.is_their_paper:
        faults.append(ClauseFault(FaultKind.TEXT, _("The contract has no text.")))
    faults += amount_faults(reading.contract, values, reading.lines, filled)
    return DraftText(tuple(clauses), values, tuple(faults))


def drafted_text(reading: ContractReading, draft: DraftText | None = None) -> ContractText:
    """What would be signed: the clauses that are kept, the goods, and the contract's own fields."""
    contract = reading.contract
    clauses = (draft or draft_of(reading)).clauses
    return ContractText(
        clauses=tuple(
            SignedClause(one.clause.key, one.clause.group, one.clause.title, one.text)
            for one in clauses
            if not one.clause.is_left_out
        ),
        lines=reading.lines,
        fields={
            "number": contract.number,
            "title": contract.title,
            "kind": contract.kind.value,
            "language": contract.language,
            "currency": contract.currency,
            "amount_fen": contract.amount_fen,
            "starts_on": _day(contract.starts_on),
            "ends_on": _day(contract.ends_on),
            "account_id": id_text(contract.account_id),
            "account_name": reading.account.name,
            "our_name": reading.company.name,
        },
    )


def text_mark(reading: ContractReading) -> str:
    """The fingerprint of what is approved: without what is written down only at the signing."""
    at_signing = {name for name, one in BY_NAME.items() if one.is_at_signing}
    before = replace(
        reading,
        contract=replace(reading.contract, signed_on=None),
        typed={name: text for name, text in reading.typed.items() if name not in at_signing},
    )
    return fingerprint(drafted_text(before))


def present_text(reading: ContractReading) -> ContractText | None:
    """The text that holds: as signed, with the signed amendments; ``None`` for a draft."""
    life = reading.life
    if not life.is_fixed:
        return None
    signed = life.signed
    text = read_text(signed.content, reading.contract.id) if signed is not None else None
    changes = [read_amendment(one.content, reading.contract.id) for one in life.amended]
    return amended(text or drafted_text(reading), *changes)


def _day(day: date | None) -> str | None:
    return None if day is None else day.isoformat()
