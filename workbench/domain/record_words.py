"""What kinds of records, their fields and their values are called where any record may stand."""

from collections.abc import Mapping
from decimal import Decimal
from enum import StrEnum
from typing import Any

from workbench.domain.accounts import (
    AccountKind,
    BuyingRole,
    CreditGrade,
    KeyType,
    OutsideKind,
    Standing,
    Tier,
    TradeMode,
)
from workbench.domain.alarms import AlarmKind, MajorEventKind, Severity
from workbench.domain.axis_criteria import AxisCriterion
from workbench.domain.complaints import (
    ComplaintCause,
    ComplaintEventKind,
    ComplaintKind,
    ComplaintSeverity,
    Outcome,
)
from workbench.domain.contact_log import Channel
from workbench.domain.contracts import ClauseGroup, ContractEventKind, ContractKind, DutyKind
from workbench.domain.gatherings import GatheringState, InvitationState
from workbench.domain.influence import BuyingPhase, support_label
from workbench.domain.needs import NeedAnswer, NeedKind
from workbench.domain.objectives import Figure, ObjectiveKind, ObjectiveState
from workbench.domain.periods import PeriodKind
from workbench.domain.personal_data import LawfulBasis
from workbench.domain.plan_records import PlanDecision, PlanPart, Verdict
from workbench.domain.record_fields import FIELDS
from workbench.domain.relationship import Function, InterruptionCause, KamLevel, LifeCycle, Stage
from workbench.domain.risks import Level, RiskSource
from workbench.domain.scorecard import Criterion
from workbench.domain.service_requests import ServiceKind, ServiceOutcome
from workbench.domain.service_types import shown_text
from workbench.domain.visit_debts import DebtDecision
from workbench.domain.visits import Cause, Side, VisitKind, VisitState
from workbench.domain.whitespace import CellState
from workbench.foundation.i18n import N_, _, format_money, format_number, format_percent_bp, listed, pgettext

_RECORDS: Mapping[str, str] = {
    "accounts": N_("Accounts"),
    "contacts": N_("Contacts"),
    "managers": N_("Managers"),
    "visits": N_("Visits"),
    "actions": N_("Actions"),
    "gatherings": N_("Gatherings"),
    "invitations": N_("Invitations"),
    "contact-log": N_("Contact log"),
    "projects": N_("Projects"),
    "services": N_("Services"),
    "debts": N_("Missed visits"),
    "weeks": N_("Weekly reports"),
    "service-commitments": N_("Commitments of services"),
    "service-documents": N_("Documents of services"),
    "complaints": N_("Complaints"),
    "complaint-events": N_("Steps of complaints"),
    "contracts": N_("Contracts"),
    "contract-clauses": N_("Clauses of contracts"),
    "contract-values": N_("Values of contracts"),
    "contract-lines": N_("Goods of contracts"),
    "contract-events": N_("Steps of contracts"),
    "contract-amendments": N_("Amendments of contracts"),
    "contract-duties": N_("Duties of contracts"),
    "contract-templates": N_("Contract templates"),
    "template-versions": N_("Versions of contract templates"),
    "sales": N_("Sales"),
    "receivables": N_("Receivables"),
    "stock": N_("Stock at customers"),
    "rules": N_("Frequency rules"),
    "overrides": N_("Own frequencies"),
    "absences": N_("Absences"),
    "closures": N_("Closed days"),
    "busy-times": N_("Busy time"),
    "notices": N_("Holiday notices"),
    "handovers": N_("Handovers"),
    "handover-accounts": N_("Accounts of handovers"),
    "recipients": N_("Recipients of files"),
    "terms": N_("Earlier managers"),
    "account-links": N_("Competitors and partners"),
    "bases": N_("Personal data grounds"),
    "links": N_("Links between people"),
    "ties": N_("Our links to people"),
    "attitudes": N_("Attitudes by phase"),
    "places": N_("Places on the map"),
    "portfolio-years": N_("Portfolio years"),
    "portfolio-scores": N_("Portfolio scores"),
    "risks": N_("Risks"),
    "major-events": N_("Major events"),
    "alarm-acknowledgements": N_("Acknowledged alarms"),
    "plans": N_("Account plans"),
    "plan-texts": N_("Texts of plans"),
    "objectives": N_("Objectives"),
    "plan-measures": N_("Measures of objectives"),
    "plan-team": N_("Teams of plans"),
    "plan-versions": N_("Versions of plans"),
    "plan-reviews": N_("Reviews of plans"),
    "needs": N_("Needs"),
    "whitespace": N_("Whitespace"),
    "attachments": N_("Attachments"),
    "scores": N_("Scores"),
    "evaluations": N_("Evaluations"),
    "tier-refusals": N_("Refused tiers"),
    "tier-reviews": N_("Tier reviews"),
    "not-duplicates": N_("Not duplicates"),
    "policies": N_("Policies"),
    "transactions": N_("Changes"),
}
_WORDS: Mapping[tuple[str, str], type[StrEnum]] = {
    ("accounts", "tier"): Tier,
    ("accounts", "kind"): AccountKind,
    ("accounts", "standing"): Standing,
    ("accounts", "credit_grade"): CreditGrade,
    ("accounts", "stage"): Stage,
    ("accounts", "key_type"): KeyType,
    ("accounts", "interruption_cause"): InterruptionCause,
    ("accounts", "life_cycle"): LifeCycle,
    ("accounts", "kam_level"): KamLevel,
    ("contacts", "function"): Function,
    ("managers", "function"): Function,
    ("tier-refusals", "tier"): Tier,
    ("scores", "criterion"): Criterion,
    ("contacts", "roles"): BuyingRole,
    ("visits", "kind"): VisitKind,
    ("visits", "state"): VisitState,
    ("visits", "cause"): Cause,
    ("gatherings", "kind"): VisitKind,
    ("gatherings", "state"): GatheringState,
    ("invitations", "state"): InvitationState,
    ("contact-log", "channel"): Channel,
    ("debts", "kind"): VisitKind,
    ("debts", "cause"): Cause,
    ("debts", "decision"): DebtDecision,
    ("actions", "side"): Side,
    ("complaints", "kind"): ComplaintKind,
    ("complaints", "severity"): ComplaintSeverity,
    ("complaint-events", "kind"): ComplaintEventKind,
    ("complaint-events", "outcome"): Outcome,
    ("complaint-events", "cause"): ComplaintCause,
    ("services", "kind"): ServiceKind,
    ("services", "outcome"): ServiceOutcome,
    ("contracts", "kind"): ContractKind,
    ("contract-clauses", "clause_group"): ClauseGroup,
    ("contract-events", "kind"): ContractEventKind,
    ("contract-duties", "kind"): DutyKind,
    ("contract-templates", "kind"): ContractKind,
    ("rules", "kind"): VisitKind,
    ("rules", "period"): PeriodKind,
    ("overrides", "kind"): VisitKind,
    ("overrides", "period"): PeriodKind,
    ("bases", "basis"): LawfulBasis,
    ("needs", "kind"): NeedKind,
    ("needs", "answer"): NeedAnswer,
    ("whitespace", "state"): CellState,
    ("accounts", "trade_mode"): TradeMode,
    ("contacts", "outside_kind"): OutsideKind,
    ("attitudes", "phase"): BuyingPhase,
    ("portfolio-scores", "criterion"): AxisCriterion,
    ("major-events", "kind"): MajorEventKind,
    ("alarm-acknowledgements", "alarm"): AlarmKind,
    ("alarm-acknowledgements", "severity"): Severity,
    ("risks", "source"): RiskSource,
    ("risks", "probability"): Level,
    ("risks", "impact"): Level,
    ("plan-texts", "part"): PlanPart,
    ("objectives", "kind"): ObjectiveKind,
    ("objectives", "state"): ObjectiveState,
    ("plan-measures", "figure"): Figure,
    ("plan-versions", "decision"): PlanDecision,
    ("plan-reviews", "verdict"): Verdict,
}

_SUPPORTS = range(-2, 3)
_PEOPLE = ("contacts", "managers")
# Kept by their English words where they came with the program.
_SHIPPED = {("services", "type"), ("service-commitments", "text"), ("service-documents", "name")}


def records_label(kind: str) -> str:
    """What records of ``kind`` are called."""
    return _(_RECORDS[kind])


def field_label(field: str, kind: str = "") -> str:
    """What a field is called, in records of ``kind`` if it is known; fields that only scripts need keep
    their plain name."""
    if field == "name" and kind in _PEOPLE:
        return pgettext("person", "Name")
    if field == "title" and kind and kind not in _PEOPLE:
        return pgettext("contract", "Title") if kind == "contracts" else pgettext("gathering", "Title")
    return _(FIELDS[field]) if field in FIELDS else field


def is_word(kind: str, field: str) -> bool:
    """Whether the field of a record of ``kind`` is one of a list of words."""
    return (kind, field) in _WORDS or field == "support"


def value_text(kind: str, field: str, value: Any, currency: str = "CNY") -> str:
    """A field's value of a record of ``kind``, in words; amounts in the ``currency`` of the record."""
    if value is None:
        return ""
    if isinstance(value, list):
        return listed(value_text(kind, field, item) for item in value)
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    if field.endswith("_fen"):
        return format_money(value, currency)
    if field.endswith("_bp"):
        return format_percent_bp(value)
    if field.endswith("_milli"):
        return format_number(Decimal(value) / 1000)
    if field == "support" and value in _SUPPORTS:
        return support_label(value)
    if (kind, field) in _SHIPPED:
        return shown_text(str(value))
    words = _WORDS.get((kind, field))
    if words is not None and value in list(words):
        label: str = getattr(words(value), "label")  # noqa: B009
        return label
    return str(value)
