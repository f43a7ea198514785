"""One contract with everything its page shows (2-rules §10, 3-features E1–E3)."""

from dataclasses import dataclass
from datetime import date

from workbench.domain.accounts import Account
from workbench.domain.attachments import Attachment
from workbench.domain.contract_alerts import ContractAlert
from workbench.domain.contract_deviations import ClauseState, Deviation, TemplateNews
from workbench.domain.contract_life import ContractLife
from workbench.domain.contract_placeholders import NamePart, TextPart
from workbench.domain.contract_templates import ContractTemplate, TemplateVersion
from workbench.domain.contract_faults import ClauseFault
from workbench.domain.contract_values import ContractValue, MissingValue
from workbench.domain.contracts import (
    Contract,
    ContractAmendment,
    ContractClause,
    ContractDuty,
    ContractEvent,
    ContractEventKind,
    ContractLine,
)
from workbench.domain.our_company import OurCompany
from workbench.foundation.ids import Id
from workbench.storage.workspace import Workspace


@dataclass(frozen=True)
class ClauseView:
    """One clause as it stands. ``number`` counts those that are not left out, 0 for one that is.

    ``parts``: its text with the values in place, a ``NamePart`` where one is missing; empty where the text
    cannot be used (``faults``). ``template_text``: what the template says, ``None`` for an added clause.
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
    news: TemplateNews | None = None

    @property
    def needs_reason(self) -> bool:
        """Whether it differs from the template and nobody said why."""
        return self.state.is_deviation and not self.clause.note.strip()


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
class DutyTotals:
    """Planned and done, in fen, by kind of duty; ``open_fen`` is what of the amount no payment covers."""

    deliveries_fen: int = 0
    delivered_fen: int = 0
    payments_fen: int = 0
    paid_fen: int = 0
    open_fen: int | None = None


@dataclass(frozen=True)
class ContractView:
    """One contract. ``contract``, ``clauses`` and ``lines`` are as they hold today: once it is signed, as it was
    signed, with every signed amendment.

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
    duty_totals: DutyTotals = DutyTotals()
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
    raise NotImplementedError
