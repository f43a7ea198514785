"""Records of any kind as plain values, for lists and scripts that do not know the kinds in advance.

Values are as JSON has them: ids hex, days ISO 8601, money in fen. A reference shows its id and, beside
it, the name (and code) of what it points to: ``manager_id`` and ``manager``.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import Any

from sqlalchemy import (
    Boolean,
    ColumnElement,
    FromClause,
    Integer,
    Select,
    String,
    Table,
    Text,
    engine,
    func,
    or_,
    select,
    type_coerce,
)

from workbench.foundation.ids import Id, parse_id
from workbench.storage.entries import chunks
from workbench.storage.json_values import text_of
from workbench.storage.session import Session
from workbench.storage.tables import (
    absences,
    account_plans,
    accounts,
    alarms,
    assessments,
    attachments,
    busy_times,
    calendar_notices,
    closures,
    complaints,
    contact_log,
    contracts,
    duplicates,
    frequencies,
    gatherings,
    handovers,
    journal,
    needs,
    policies,
    portfolio,
    projects,
    receivables,
    recipients,
    relationships,
    risks,
    sales,
    service_requests,
    stock,
    visit_debts,
    visits,
    weekly_reports,
)
from workbench.storage.tables.base import Base, DayType, IdType, JsonType

Row = dict[str, Any]


@dataclass(frozen=True)
class _Kind:
    """What a kind of record is called in the file, by which fields people find one, and its order."""

    entity: type[Base]
    found_by: tuple[str, ...] = ()
    order: tuple[str, ...] = ()
    newest_first: bool = False
    hidden: tuple[str, ...] = ()

    @property
    def table(self) -> Table:
        table = self.entity.__table__
        assert isinstance(table, Table)
        return table


_KINDS: Mapping[str, _Kind] = {
    "accounts": _Kind(accounts.AccountEntity, ("code", "name", "short_name", "former_name"), ("name",)),
    "contacts": _Kind(accounts.ContactEntity, ("name", "mobile", "email"), ("account", "name")),
    "managers": _Kind(accounts.ManagerEntity, ("name",), ("name",)),
    "visits": _Kind(visits.VisitEntity, (), ("on", "at")),
    "actions": _Kind(visits.ActionEntity, ("text",), ("due_on",)),
    "gatherings": _Kind(gatherings.GatheringEntity, ("title",), ("on", "at")),
    "invitations": _Kind(gatherings.InvitationEntity, ("name",), ("gathering_id", "account")),
    "contact-log": _Kind(contact_log.ContactLogEntity, ("text",), ("on", "at")),
    "projects": _Kind(projects.ProjectEntity, ("title",), ("account", "delivered_on")),
    "services": _Kind(service_requests.ServiceRequestEntity, ("number", "text"), ("account", "completed_on")),
    "service-commitments": _Kind(service_requests.ServiceCommitmentEntity, (), ("request_id", "position")),
    "service-documents": _Kind(service_requests.ServiceDocumentEntity, (), ("request_id", "position")),
    "debts": _Kind(visit_debts.VisitDebtEntity, (), ("account", "period", "number")),
    "weeks": _Kind(weekly_reports.WeeklyReportEntity, (), ("week_on", "manager")),
    "complaints": _Kind(complaints.ComplaintEntity, ("number",), ("received_on", "number")),
    "complaint-events": _Kind(complaints.ComplaintEventEntity, (), ("complaint_id", "sequence")),
    "contracts": _Kind(contracts.ContractEntity, ("number", "title"), ("ends_on", "number")),
    "contract-clauses": _Kind(contracts.ContractClauseEntity, (), ("contract_id", "position")),
    "contract-values": _Kind(contracts.ContractValueEntity, (), ("contract_id", "name")),
    "contract-lines": _Kind(contracts.ContractLineEntity, (), ("contract_id", "position")),
    "contract-events": _Kind(contracts.ContractEventEntity, (), ("contract_id", "sequence")),
    "contract-amendments": _Kind(contracts.ContractAmendmentEntity, (), ("contract_id", "number")),
    "contract-duties": _Kind(contracts.ContractDutyEntity, ("text",), ("contract_id", "due_on")),
    "contract-templates": _Kind(contracts.ContractTemplateEntity, ("name",), ("name",)),
    "template-versions": _Kind(contracts.TemplateVersionEntity, (), ("template_id", "number")),
    "sales": _Kind(sales.SaleEntity, (), ("sold_on", "number", "line", "key")),
    "receivables": _Kind(receivables.ReceivableEntity, ("number",), ("account", "due_on", "number")),
    "stock": _Kind(stock.StockCountEntity, (), ("account", "counted_on", "product")),
    "rules": _Kind(frequencies.FrequencyRuleEntity, (), ("position",)),
    "overrides": _Kind(frequencies.FrequencyOverrideEntity, (), ("account",)),
    "absences": _Kind(absences.AbsenceEntity, (), ("starts_on",)),
    "closures": _Kind(closures.ClosureEntity, (), ("account", "starts_on")),
    "busy-times": _Kind(busy_times.BusyTimeEntity, ("title",), ("manager", "starts_at")),
    "notices": _Kind(calendar_notices.CalendarNoticeEntity, (), ("country", "year")),
    "handovers": _Kind(handovers.HandoverEntity, (), ("handed_on",)),
    "handover-accounts": _Kind(handovers.HandoverAccountEntity, (), ("handover_id", "account")),
    "terms": _Kind(accounts.ManagerTermEntity, (), ("account", "starts_on")),
    "account-links": _Kind(accounts.AccountLinkEntity, ("other_name",), ("account",)),
    "bases": _Kind(accounts.PersonalBasisEntity, (), ("contact", "field")),
    "links": _Kind(relationships.ContactLinkEntity, (), ("from_contact",)),
    "ties": _Kind(relationships.ContactTieEntity, (), ("contact",)),
    "attitudes": _Kind(relationships.PhaseAttitudeEntity, (), ("contact", "phase")),
    "places": _Kind(relationships.MapPlaceEntity, (), ("contact",)),
    "portfolio-years": _Kind(portfolio.PortfolioYearEntity, (), ("account", "year")),
    "portfolio-scores": _Kind(portfolio.PortfolioScoreEntity, (), ("account", "criterion")),
    "risks": _Kind(risks.RiskEntity, ("text",), ("account", "noted_on")),
    "major-events": _Kind(alarms.MajorEventEntity, ("text",), ("account", "happened_on")),
    "alarm-acknowledgements": _Kind(
        alarms.AlarmAcknowledgementEntity, (), ("account", "alarm", "acknowledged_on")
    ),
    "plans": _Kind(account_plans.AccountPlanEntity, (), ("account", "year")),
    "plan-texts": _Kind(account_plans.PlanTextEntity, (), ("plan_id", "part")),
    "objectives": _Kind(account_plans.ObjectiveEntity, ("text",), ("plan_id", "position")),
    "plan-measures": _Kind(account_plans.PlanMeasureEntity, (), ("objective_id", "position")),
    "plan-team": _Kind(account_plans.PlanMemberEntity, ("name",), ("plan_id", "position")),
    "plan-versions": _Kind(account_plans.PlanVersionEntity, (), ("plan_id", "made_on")),
    "plan-reviews": _Kind(account_plans.PlanReviewEntity, (), ("plan_id", "reviewed_on")),
    "needs": _Kind(needs.NeedEntity, ("text",), ("account", "noted_on")),
    "whitespace": _Kind(needs.WhitespaceCellEntity, (), ("account", "unit", "product")),
    "attachments": _Kind(attachments.AttachmentEntity, ("name",), ("account", "name")),
    "scores": _Kind(assessments.ScorecardScoreEntity, (), ("account", "criterion")),
    "evaluations": _Kind(assessments.EvaluationEntity, (), ("account", "evaluated_on")),
    "tier-refusals": _Kind(assessments.TierRefusalEntity, (), ("account", "refused_on")),
    "tier-reviews": _Kind(assessments.TierReviewEntity, (), ("reviewed_on",)),
    "not-duplicates": _Kind(duplicates.NotDuplicateEntity, (), ("account",)),
    "recipients": _Kind(recipients.RecipientEntity, ("name",), ("name",)),
    "policies": _Kind(policies.PolicyEntity, ("name",), ("name",)),
    "transactions": _Kind(
        journal.TransactionRecord, (), ("id",), newest_first=True, hidden=("digest", "format")
    ),
}
KINDS: Sequence[str] = tuple(_KINDS)
# As the domain calls them.
_FIELD_NAMES = {"on_day": "on", "at_time": "at"}
_LARGEST = 2**63 - 1
_TRUE, _FALSE = ("true", "yes", "1"), ("false", "no", "0")


def entity_of(kind: str) -> str:
    """The journal's name for records of ``kind``."""
    return _KINDS[kind].table.name


def kind_of(entity: str) -> str:
    """The kind of the records that the journal calls ``entity``; the entity itself where it is no kind."""
    return next((kind for kind, shape in _KINDS.items() if shape.table.name == entity), entity)


def column_of(field: str) -> str:
    """The column that a shown field stands for."""
    return next((column for column, name in _FIELD_NAMES.items() if name == field), field)


def shown_field(column: str) -> str:
    """How a column is shown."""
    return _FIELD_NAMES.get(column, column)


def column_type(kind: str, column: str) -> type | None:
    """The Python type of a column that is neither a reference nor a list; else ``None``."""
    table = _KINDS[kind].table
    if column not in table.c or table.c[column].foreign_keys:
        return None
    known = table.c[column].type
    if isinstance(known, DayType):
        return date
    if isinstance(known, Boolean):
        return bool
    if isinstance(known, Integer):
        return int
    return str if isinstance(known, String) else None


def field_names(kind: str) -> list[str]:
    """The fields that records of ``kind`` show, in their order."""
    return list(_source(kind)[1])


def list_records(
    session: Session, kind: str, wanted: Iterable[tuple[str, str]] = (), limit: int | None = None
) -> tuple[list[Row], int]:
    """The records whose fields have the wanted values (as text), and how many there are without a limit.

    An empty value asks for records without one. Raises ``KeyError`` for an unknown field and
    ``ValueError`` for a value that the field cannot have.
    """
    source, columns = _source(kind)
    conditions = [_equals(columns[field], value) for field, value in wanted]
    query = source.where(*conditions).order_by(*_order(kind, columns))
    if limit is None:
        rows = [_plain(row) for row in session.execute(query)]
        return rows, len(rows)
    total = session.execute(select(func.count()).select_from(source.where(*conditions).subquery()))
    return [_plain(row) for row in session.execute(query.limit(limit))], total.scalar_one()


def find_records(session: Session, kind: str, text: str) -> list[Row]:
    """The records with this id, or else those that one of their names fits exactly."""
    source, columns = _source(kind)
    row_id = parse_id(text)
    if row_id is not None and "id" in columns:
        rows = session.execute(source.where(columns["id"] == row_id)).all()
        if rows:
            return [_plain(row) for row in rows]
    matches = [columns[field] == text_of(text) for field in _KINDS[kind].found_by]
    if not matches:
        return []
    return [_plain(row) for row in session.execute(source.where(or_(*matches)))]


def find_many(session: Session, kind: str, ids: Iterable[Id]) -> dict[Id, Row]:
    """The records with these ids, as far as they are there."""
    source, columns = _source(kind)
    found: dict[Id, Row] = {}
    for chunk in chunks(ids):
        for row in session.execute(source.where(columns["id"].in_(chunk))):
            found[Id(row._mapping["id"])] = _plain(row)
    return found


def children_of(session: Session, kind: str, row_id: str) -> dict[str, list[Row]]:
    """The records that hang on one record, by kind; sales are left out, they are too many."""
    table = _KINDS[kind].table
    found: dict[str, list[Row]] = {}
    for other, child in _KINDS.items():
        if other in ("sales", kind):
            continue
        for column in child.table.c:
            if not column.nullable and any(key.column.table is table for key in column.foreign_keys):
                found[other] = list_records(session, other, [(column.name, row_id)])[0]
    return found


def told_value(session: Session, entity: str, column: str, value: Any) -> Any:
    """A value of ``entity`` as people are told of it: plain, and a reference by the name of its row."""
    shape = _KINDS.get(kind_of(entity))
    if isinstance(value, bytes) and shape is not None and column in shape.table.c:
        for key in shape.table.c[column].foreign_keys:
            target = key.column.table
            said = _said(target)
            if said is not None:
                name = session.scalar(select(said).where(target.c.id == value))
                return plain_value(value) if name is None else name
    return plain_value(value)


def names_referred_to(
    session: Session, entity: str, values: Iterable[tuple[str, Any]]
) -> dict[tuple[str, Any], str]:
    """What the rows are called that these values (by column of ``entity``) refer to, many at once."""
    shape = _KINDS.get(kind_of(entity))
    by_column: dict[str, set[Any]] = {}
    for column, value in values:
        if isinstance(value, bytes) and shape is not None and column in shape.table.c:
            by_column.setdefault(column, set()).add(value)
    found: dict[tuple[str, Any], str] = {}
    for column, wanted in by_column.items():
        for key in shape.table.c[column].foreign_keys if shape is not None else ():
            target = key.column.table
            said = _said(target)
            if said is None:
                continue
            for chunk in chunks(wanted):
                rows = session.execute(select(target.c.id, said).where(target.c.id.in_(chunk)))
                found.update({(column, id_): name for id_, name in rows if name is not None})
    return found


def find_transaction(session: Session, transaction_id: Id) -> engine.Row[*tuple[Any, ...]] | None:
    """The head of a saved change, or ``None``."""
    heads = journal.TransactionRecord.__table__
    return session.execute(select(heads).where(heads.c.id == transaction_id)).first()


def latest_merge(session: Session) -> Id | None:
    """The id of the last merge that this file has seen and that still stands."""
    latest = session.scalar(select(func.max(journal.MergeRecord.id)))
    return None if latest is None else Id(latest)


def count_entries(session: Session) -> int:
    """How many journal entries the file holds."""
    return session.scalar(select(func.count()).select_from(journal.EntryRecord)) or 0


@cache
def _source(kind: str) -> tuple[Select[Any], Mapping[str, ColumnElement[Any]]]:
    """A query for all records of ``kind``, and its columns by shown field."""
    shape = _KINDS[kind]
    columns: dict[str, ColumnElement[Any]] = {}
    joined: Any = shape.table
    for column in shape.table.c:
        if column.name in shape.hidden:
            continue
        columns[shown_field(column.name)] = column
        for key in column.foreign_keys:
            target = key.column.table
            base = column.name.removesuffix("_id")
            # Where the row has the name itself, that is what was said of who it was.
            other = target.alias()
            said = _said(other)
            if said is None or base in shape.table.c:
                continue
            joined = joined.outerjoin(other, other.c.id == column)
            columns[base] = said
            if "code" in target.c:
                columns[f"{base}_code"] = other.c.code
    query = select(*(column.label(name) for name, column in columns.items())).select_from(joined)
    return query, columns


def _said(table: FromClause) -> ColumnElement[Any] | None:
    """What a row that is referred to is called: its name, else its number or, without one, what it is."""
    if "name" in table.c:
        return table.c.name
    if "number" not in table.c or not isinstance(table.c.number.type, Text):
        return None
    return func.coalesce(func.nullif(table.c.number, ""), table.c["title" if "title" in table.c else "text"])


def _order(kind: str, columns: Mapping[str, ColumnElement[Any]]) -> list[ColumnElement[Any]]:
    shape = _KINDS[kind]
    order = [columns[field] for field in shape.order]
    if "id" in columns and "id" not in shape.order:
        order.append(columns["id"])
    return [column.desc() for column in order] if shape.newest_first else order


def _equals(column: ColumnElement[Any], text: str) -> ColumnElement[bool]:
    if not text:
        return or_(column.is_(None), type_coerce(column, Text).in_(["", "[]"]))
    if isinstance(column.type, JsonType):
        return type_coerce(column, Text).contains(text_of(text), autoescape=True)
    equals: ColumnElement[bool] = column == _value(column, text)
    return equals


def _value(column: ColumnElement[Any], text: str) -> Any:
    """``text`` as the column's type has it; raises ``ValueError``."""
    if isinstance(column.type, IdType):
        row_id = parse_id(text)
        if row_id is None:
            raise ValueError(text)
        return row_id
    if isinstance(column.type, DayType):
        return date.fromisoformat(text)
    if isinstance(column.type, Boolean):
        if text.lower() not in _TRUE + _FALSE:
            raise ValueError(text)
        return text.lower() in _TRUE
    if isinstance(column.type, Integer):
        number = int(text)
        if abs(number) > _LARGEST:
            raise ValueError(text)
        return number
    return text_of(text)


def _plain(row: Any) -> Row:
    return {name: plain_value(value) for name, value in row._mapping.items()}


def plain_value(value: Any) -> Any:
    """``value`` as JSON has it: ids hex, days ISO 8601."""
    if isinstance(value, bytes):
        return value.hex()
    return value.isoformat() if isinstance(value, date) else value
