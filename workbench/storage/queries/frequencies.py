"""Reading the frequency policy, the accounts' own frequencies, and absences."""

from sqlalchemy import RowMapping, select

from workbench.domain.frequency import (
    CONDITION_VALUES,
    Condition,
    Frequency,
    FrequencyOverride,
    FrequencyRule,
    Rulebook,
)
from workbench.domain.periods import PeriodKind
from workbench.domain.visits import VisitKind
from workbench.domain.workdays import DateSpan
from workbench.foundation.ids import Id
from workbench.storage.queries.projects import list_projects
from workbench.storage.queries.service_requests import list_service_requests
from workbench.storage.queries.tolerant import known_word, within
from workbench.storage.session import Session
from workbench.storage.tables.absences import AbsenceEntity
from workbench.storage.tables.frequencies import FrequencyOverrideEntity, FrequencyRuleEntity

_RULE, _OVERRIDE = FrequencyRuleEntity.__table__.c, FrequencyOverrideEntity.__table__.c
_RULES = select(FrequencyRuleEntity.__table__).order_by(_RULE.position, _RULE.id)
_MOST_A_MONTH = 31


def list_rules(session: Session) -> list[FrequencyRule]:
    """The frequency policy in the order of its rows, inactive ones included.

    A row that asks for something unknown here, as a newer version may, is left out.
    """
    rules = (_rule(row) for row in session.execute(_RULES).mappings())
    return [rule for rule in rules if rule is not None]


def list_overrides(session: Session, account_id: Id | None = None) -> list[FrequencyOverride]:
    """An account's own frequencies, or every one's, also those that have ended; unknown ones are left out."""
    query = select(FrequencyOverrideEntity.__table__)
    if account_id is not None:
        query = query.where(_OVERRIDE.account_id == account_id)
    overrides = (_override(row) for row in session.execute(query).mappings())
    return [override for override in overrides if override is not None]


def load_rulebook(session: Session, account_id: Id | None = None) -> Rulebook:
    """All that says how often accounts are visited; of one account if it is given."""
    return Rulebook.of(
        list_rules(session),
        list_overrides(session, account_id),
        list_projects(session, account_id),
        list_service_requests(session, account_id),
    )


def list_absences(session: Session) -> dict[Id, list[DateSpan]]:
    """When each manager is away, both days included."""
    found: dict[Id, list[DateSpan]] = {}
    for row in session.execute(select(AbsenceEntity.__table__)).mappings():
        found.setdefault(row["manager_id"], []).append(DateSpan(row["starts_on"], row["ends_on"]))
    return found


def _rule(row: RowMapping) -> FrequencyRule | None:
    condition = known_word(Condition, row["condition"])
    kind, frequency = known_word(VisitKind, row["kind"]), _frequency(row)
    if condition is None or kind is None or frequency is None:
        return None
    asked = CONDITION_VALUES.get(condition)
    if asked is not None and known_word(asked, row["value"]) is None:
        return None
    return FrequencyRule(
        row["id"], row["position"], condition, row["value"], kind, frequency, active=row["active"]
    )


def _override(row: RowMapping) -> FrequencyOverride | None:
    kind, frequency = known_word(VisitKind, row["kind"]), _frequency(row)
    if kind is None or frequency is None:
        return None
    return FrequencyOverride(
        row["id"], row["account_id"], kind, frequency, reason=row["reason"], until_on=row["until_on"]
    )


def _frequency(row: RowMapping) -> Frequency | None:
    period = known_word(PeriodKind, row["period"])
    # By name as a mapping: ``row.count`` would be the tuple's method.
    return None if period is None else Frequency(within(row["count"], _MOST_A_MONTH * period.months), period)
