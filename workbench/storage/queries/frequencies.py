"""Reading the frequency policy, the accounts' own frequencies, and absences."""

from sqlalchemy import RowMapping, select
from sqlalchemy.orm import Session

from workbench.domain.frequency import Condition, Frequency, FrequencyOverride, FrequencyRule
from workbench.domain.periods import PeriodKind
from workbench.domain.visits import VisitKind
from workbench.domain.workdays import DateSpan
from workbench.foundation.ids import Id
from workbench.storage.tables.absences import AbsenceEntity
from workbench.storage.tables.frequencies import FrequencyOverrideEntity, FrequencyRuleEntity

_RULE = FrequencyRuleEntity.__table__.c


def list_rules(session: Session) -> list[FrequencyRule]:
    """The frequency policy in the order of its rows, inactive ones included."""
    query = select(FrequencyRuleEntity.__table__).order_by(_RULE.position, _RULE.id)
    return [
        FrequencyRule(
            id=row["id"],
            position=row["position"],
            condition=Condition(row["condition"]),
            value=row["value"],
            kind=VisitKind(row["kind"]),
            frequency=_frequency(row),
            active=row["active"],
        )
        for row in session.execute(query).mappings()
    ]


def list_overrides(session: Session) -> list[FrequencyOverride]:
    """Every account's own frequencies, also those that have ended."""
    return [
        FrequencyOverride(
            id=row["id"],
            account_id=row["account_id"],
            kind=VisitKind(row["kind"]),
            frequency=_frequency(row),
            reason=row["reason"],
            until_on=row["until_on"],
        )
        for row in session.execute(select(FrequencyOverrideEntity.__table__)).mappings()
    ]


def list_absences(session: Session) -> dict[Id, list[DateSpan]]:
    """When each manager is away, both days included."""
    found: dict[Id, list[DateSpan]] = {}
    for row in session.execute(select(AbsenceEntity.__table__)).mappings():
        found.setdefault(row["manager_id"], []).append(DateSpan(row["starts_on"], row["ends_on"]))
    return found


def _frequency(row: RowMapping) -> Frequency:
    # By name as a mapping: ``row.count`` would be the tuple's method.
    return Frequency(row["count"], PeriodKind(row["period"]))
