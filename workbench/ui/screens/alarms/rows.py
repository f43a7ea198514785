"""The rows of the page: what is raised now, and what was acknowledged and is over."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from workbench.domain.accounts import Tier
from workbench.domain.alarms import Alarm, AlarmAcknowledgement, AlarmKey, AlarmKind, AlarmState, Severity
from workbench.foundation.ids import Id
from workbench.services.alarms import AlarmBoard

RowKey = tuple[AlarmKey, Id | None]


@dataclass(frozen=True)
class AlarmRow:
    """One alarm in any state; without ``alarm`` it is over, and its acknowledgement is all that is left.

    ``severity`` of one that is over is what it had when it was acknowledged.
    """

    kind: AlarmKind
    account_id: Id
    account: str
    account_name: str
    state: AlarmState
    severity: Severity | None
    evidence: tuple[str, ...]
    subject: str = ""
    tier: Tier | None = None
    since: date | None = None
    responsible: str = ""
    alarm: Alarm | None = None
    acknowledgement: AlarmAcknowledgement | None = None

    @property
    def key(self) -> RowKey:
        """What tells rows apart: an alarm that is over may have been acknowledged more than once."""
        is_over, known = self.alarm is None, self.acknowledgement
        return self.alarm_key, known.id if is_over and known is not None else None

    @property
    def alarm_key(self) -> AlarmKey:
        return self.kind, self.account_id, self.subject


def rows_of(board: AlarmBoard) -> tuple[AlarmRow, ...]:
    """The rows of ``board`` in its order; what is over comes last."""
    raised = [
        AlarmRow(
            kind=line.alarm.kind,
            account_id=line.alarm.account_id,
            account=line.account_short,
            account_name=line.account_name,
            state=line.state,
            severity=line.alarm.severity,
            evidence=line.alarm.evidence,
            subject=line.alarm.subject,
            tier=line.tier,
            since=line.alarm.since,
            responsible=line.responsible,
            alarm=line.alarm,
            acknowledgement=line.alarm.acknowledgement,
        )
        for line in board.alarms
    ]
    over = [
        AlarmRow(
            kind=one.acknowledgement.alarm,
            account_id=one.acknowledgement.account_id,
            account=one.account_short,
            account_name=one.account_name,
            state=AlarmState.RESOLVED,
            severity=one.acknowledgement.severity,
            evidence=(one.acknowledgement.reason,) if one.acknowledgement.reason else (),
            subject=one.acknowledgement.subject,
            acknowledgement=one.acknowledgement,
        )
        for one in board.resolved
        if one.acknowledgement.alarm is not None
    ]
    return (*raised, *over)


def tiers_in(rows: Sequence[AlarmRow]) -> tuple[Tier, ...]:
    """The tiers that occur, the highest first."""
    return tuple(tier for tier in Tier if any(row.tier is tier for row in rows))


def kinds_in(rows: Sequence[AlarmRow]) -> tuple[AlarmKind, ...]:
    """The kinds that occur, in the order of the rule."""
    return tuple(kind for kind in AlarmKind if any(row.kind is kind for row in rows))
