"""One contract with everything its page shows (2-rules §10, 3-features E1–E3)."""

from dataclasses import dataclass, field, replace
from datetime import date

from workbench.domain.accounts import Account
from workbench.domain.attachments import Attachment
from workbench.domain.contract_alerts import ContractAlert, alerts_of
from workbench.domain.contract_deviations import (
    ClauseState,
    Deviation,
    TemplateNews,
    clause_state,
    deviation_of,
)
from workbench.domain.contract_duties import DutyTotals, duty_totals
from workbench.domain.contract_faults import ClauseFault, sum_of_lines
from workbench.domain.contract_life import ContractLife, contract_moves
from workbench.domain.contract_placeholders import NamePart, TextPart
from workbench.domain.contract_snapshot import ContractText, read_amendment
from workbench.domain.contract_templates import ContractTemplate, TemplateVersion
from workbench.domain.contract_values import ContractValue, MissingValue, goods_text, money_text
from workbench.domain.contract_vocabulary import GOODS
from workbench.domain.contracts import (
    Contract,
    ContractAmendment,
    ContractClause,
    ContractDuty,
    ContractEvent,
    ContractEventKind,
    ContractLine,
    clause_id,
)
from workbench.domain.our_company import OurCompany
from workbench.foundation.i18n import N_, _, format_date
from workbench.foundation.ids import Id
from workbench.services.contract_reading import (
    ContractReading,
    DraftText,
    draft_of,
    present_text,
    read_contract,
)
from workbench.storage.queries.accounts import list_managers
from workbench.storage.queries.attachments import list_attachments
from workbench.storage.queries.contracts import get_contract, renewal_of
from workbench.storage.workspace import Workspace


@dataclass(frozen=True)
class ClauseView:
    """One clause as it stands. ``number`` counts those that are not left out, 0 for one that is.

    ``parts``: its text with the values in place, a ``NamePart`` where one is missing; empty where the text
    cannot be used (``faults``). ``template_text``: what the template says, ``None`` for an added clause.
    ``amended_by``: the number of the last amendment that changed it, 0 for none.
    """

    clause: ContractClause
    number: int
    state: ClauseState
    parts: tuple[TextPart | NamePart, ...] = ()
    template_text: str | None = None
    template_title: str = ""
    missing: tuple[MissingValue, ...] = ()
    faults: tuple[ClauseFault, ...] = ()
    deviation: Deviation | None = None
    amended_by: int = 0
    news: TemplateNews | None = None

    @property
    def needs_reason(self) -> bool:
        """Whether it differs from the template and nobody said why."""
        return self.deviation is not None and not self.deviation.reason


@dataclass(frozen=True)
class FieldChange:
    """One thing that an amendment changes, in words; empty for nothing. ``key``: the clause, or a field's
    name (amount_fen, starts_on, ends_on, goods)."""

    key: str
    label: str
    before: str
    after: str


@dataclass(frozen=True)
class AmendmentView:
    """An amendment with what it changes."""

    amendment: ContractAmendment
    changes: tuple[FieldChange, ...]

    @property
    def is_draft(self) -> bool:
        """Whether nobody signed it yet."""
        return self.amendment.signed_on is None


@dataclass(frozen=True)
class ContractView:
    """One contract. ``contract``, ``clauses`` and ``lines`` are as they hold today: once it is signed, as it
    was signed, with every signed amendment. The register of deviations is that of the text as drafted.

    ``missing``, ``faults`` and ``news`` are of drafts only. ``renews`` is the contract before it,
    ``renewal_id`` the one that follows, drafted or signed.
    """

    contract: Contract
    account: Account
    life: ContractLife
    today: date
    company: OurCompany
    manager_name: str = ""
    template: ContractTemplate | None = None
    version: TemplateVersion | None = None
    newest_version: TemplateVersion | None = None
    clauses: tuple[ClauseView, ...] = ()
    values: tuple[ContractValue, ...] = ()
    lines: tuple[ContractLine, ...] = ()
    lines_sum_fen: int | None = None
    duties: tuple[ContractDuty, ...] = ()
    duty_totals: DutyTotals = field(default_factory=DutyTotals)
    amendments: tuple[AmendmentView, ...] = ()
    events: tuple[ContractEvent, ...] = ()
    files: tuple[Attachment, ...] = ()
    alerts: tuple[ContractAlert, ...] = ()
    moves: tuple[ContractEventKind, ...] = ()
    faults: tuple[ClauseFault, ...] = ()
    news: tuple[TemplateNews, ...] = ()
    renews: Contract | None = None
    renewal_id: Id | None = None

    @property
    def missing(self) -> tuple[MissingValue, ...]:
        """All that is missing, clause by clause."""
        return tuple(one for clause in self.clauses for one in clause.missing)

    @property
    def deviations(self) -> tuple[Deviation, ...]:
        """The deviation register, clause by clause."""
        return tuple(one.deviation for one in self.clauses if one.deviation is not None)

    @property
    def unexplained(self) -> tuple[ClauseView, ...]:
        """The deviations without a reason."""
        return tuple(one for one in self.clauses if one.needs_reason)


def get_contract_view(workspace: Workspace, contract_id: Id) -> ContractView:
    """One contract with everything its page shows, in a constant number of queries; raises ``NotFound``."""
    with workspace.read() as session:
        reading = read_contract(session, contract_id, workspace.clock.today())
        names = {one.id: one.name for one in list_managers(session)}
        files = tuple(list_attachments(session, contract_id=contract_id))
        before = reading.contract.renews_id
        renews = get_contract(session, before) if before is not None else None
        renewal_id = renewal_of(session, contract_id)
    life, contract = reading.life, reading.contract
    draft = draft_of(reading)
    text = present_text(reading)
    clauses = _draft_clauses(reading, draft) if text is None else _signed_clauses(reading, text)
    lines = reading.lines if text is None else text.lines
    has_scan = any(one.is_signed_copy for one in files)
    return ContractView(
        contract=replace(
            contract, amount_fen=life.amount_fen, starts_on=life.starts_on, ends_on=life.ends_on
        ),
        account=reading.account,
        life=life,
        today=life.today,
        company=reading.company,
        manager_name=names.get(contract.manager_id, "") if contract.manager_id is not None else "",
        template=reading.template,
        version=reading.version,
        newest_version=reading.newest,
        clauses=clauses,
        values=draft.values,
        lines=tuple(lines),
        lines_sum_fen=sum_of_lines(lines),
        duties=reading.duties,
        duty_totals=duty_totals(reading.duties, life.amount_fen),
        amendments=tuple(amendment_view(one) for one in reading.amendments),
        events=reading.events,
        files=files,
        alerts=alerts_of(contract, life, reading.duties, has_scan=has_scan),
        moves=contract_moves(life),
        faults=() if life.is_fixed else draft.faults,
        news=() if life.is_fixed else reading.news,
        renews=renews,
        renewal_id=renewal_id,
    )


def amendment_view(amendment: ContractAmendment) -> AmendmentView:
    """An amendment with its changes in words."""
    text = read_amendment(amendment.content, amendment.contract_id)
    changes = [FieldChange(one.key, one.title, one.before, one.after) for one in text.clauses]
    for name, (before, after) in text.fields.items():
        changes.append(FieldChange(name, field_label(name), _words(name, before), _words(name, after)))
    if text.lines is not None:
        before, after = text.lines
        changes.append(FieldChange(GOODS, field_label(GOODS), goods_text(before), goods_text(after)))
    return AmendmentView(amendment, tuple(changes))


_FIELDS = {
    "amount_fen": N_("Amount"),
    "starts_on": N_("First day"),
    "ends_on": N_("Last day"),
    GOODS: N_("Goods"),
}


def field_label(name: str) -> str:
    """What an amendment calls a field that it can change, or the goods."""
    return _(_FIELDS[name])


def _words(name: str, value: object) -> str:
    if value is None:
        return ""
    if name == "amount_fen":
        return money_text(value) if isinstance(value, int) else ""
    try:
        return format_date(date.fromisoformat(str(value)))
    except ValueError:
        return ""


def _draft_clauses(reading: ContractReading, draft: DraftText) -> tuple[ClauseView, ...]:
    news = {one.key: one for one in reading.news}
    views, number = [], 0
    for one in draft.clauses:
        number += not one.clause.is_left_out
        views.append(
            ClauseView(
                one.clause,
                0 if one.clause.is_left_out else number,
                one.state,
                one.parts,
                one.template.text if one.template is not None else None,
                one.template.title if one.template is not None else "",
                one.missing,
                tuple(fault for fault in draft.faults if fault.key == one.clause.key),
                deviation_of(one.clause, one.template) if reading.version is not None else None,
                news=news.get(one.clause.key),
            )
        )
    return tuple(views)


def _signed_clauses(reading: ContractReading, text: ContractText) -> tuple[ClauseView, ...]:
    """The clauses that hold today; their deviations are those the draft had."""
    rows = {one.key: one for one in reading.clauses}
    amended = {
        change.key: amendment.number
        for amendment in reading.amendments
        if amendment.signed_on is not None
        for change in read_amendment(amendment.content, amendment.contract_id).clauses
    }
    views = []
    for number, one in enumerate(text.clauses, 1):
        row = rows.get(one.key)
        template = reading.template_clause(one.key)
        clause = ContractClause(
            id=clause_id(reading.contract.id, one.key),
            contract_id=reading.contract.id,
            key=one.key,
            group=one.group,
            title=one.title,
            position=number,
            note=row.note if row is not None else "",
            text=one.text,
        )
        views.append(
            ClauseView(
                clause,
                number,
                clause_state(row, template) if row is not None else ClauseState.ADDED,
                (TextPart(one.text),),
                template.text if template is not None else None,
                template.title if template is not None else "",
                deviation=deviation_of(row, template) if row is not None and reading.version else None,
                amended_by=amended.get(one.key, 0),
            )
        )
    left = [row for row in reading.clauses if row.is_left_out and reading.template_clause(row.key)]
    for row in left:
        template = reading.template_clause(row.key)
        views.append(
            ClauseView(
                row,
                0,
                ClauseState.LEFT_OUT,
                template_text=template.text if template is not None else None,
                template_title=template.title if template is not None else "",
                deviation=deviation_of(row, template),
            )
        )
    return tuple(views)
