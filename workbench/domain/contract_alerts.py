"""What a contract asks attention for: its end, late duties, paper not in its place (2-rules §10)."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from workbench.domain.contract_life import ContractLife, ContractState
from workbench.domain.contracts import EXPIRY_ALERTS, Contract, ContractDuty
from workbench.foundation.i18n import _, ngettext, pgettext
from workbench.foundation.ids import Id, is_timed, made_at


class AlertKind(StrEnum):
    """Why a contract is brought up, the most pressing first."""

    DUTY_LATE = "duty_late"
    ENDING = "ending"
    UNSIGNED = "unsigned"
    NOT_ARCHIVED = "not_archived"
    NO_SCAN = "no_scan"

    @property
    def label(self) -> str:
        return {
            AlertKind.DUTY_LATE: pgettext("contract alert", "Duty late"),
            AlertKind.ENDING: pgettext("contract alert", "Ends soon"),
            AlertKind.UNSIGNED: pgettext("contract alert", "Unsigned for long"),
            AlertKind.NOT_ARCHIVED: pgettext("contract alert", "No archive number"),
            AlertKind.NO_SCAN: pgettext("contract alert", "Signed copy missing"),
        }[self]


@dataclass(frozen=True)
class ContractAlert:
    """One reason. ``on``: the day it is about; ``days``: until then (negative when past).

    ``band``: of an end, the alert reached: 90, 60 or 30.
    """

    kind: AlertKind
    contract_id: Id
    on: date | None
    days: int | None
    text: str
    band: int | None = None


UNSIGNED_DAYS = 30
"""A draft on which nothing happened for so many days is brought up."""
PAPER_DAYS = 7
"""So many days after the signature number, place and copy of the paper are due."""


def expiry_band(life: ContractLife) -> int | None:
    """The alert that the end of a running contract has reached: 90, 60 or 30 days before it."""
    left = life.days_left
    if not life.state.is_running or left is None or left < 0:
        return None
    return min((band for band in EXPIRY_ALERTS if left <= band), default=None)


def alerts_of(
    contract: Contract, life: ContractLife, duties: Iterable[ContractDuty], *, has_scan: bool
) -> tuple[ContractAlert, ...]:
    """What the contract asks attention for as of ``life.today``, the most pressing first.

    A contract that was signed elsewhere and only noted here is not asked for its paper.
    """
    found = [*_late_duties(contract, life, duties), *_ending(contract, life)]
    if not life.is_fixed:
        found += _unsigned(contract, life)
    elif life.state.is_running and not life.is_recorded and life.signed_on is not None:
        due = life.signed_on + timedelta(days=PAPER_DAYS)
        if due <= life.today:
            found += _paper(contract, life, due, has_scan)
    return tuple(found)


def _late_duties(
    contract: Contract, life: ContractLife, duties: Iterable[ContractDuty]
) -> Iterator[ContractAlert]:
    late = sorted(one.due_on for one in duties if one.due_on is not None and one.is_late(life.today))
    if late and (life.state.is_running or life.state is ContractState.ENDED):
        count = len(late)
        text = ngettext("{count} duty is late", "{count} duties are late", count).format(count=count)
        yield ContractAlert(AlertKind.DUTY_LATE, contract.id, late[0], (late[0] - life.today).days, text)


def _ending(contract: Contract, life: ContractLife) -> Iterator[ContractAlert]:
    band, left = expiry_band(life), life.days_left
    if band is None or left is None:
        return
    text = ngettext("Ends in {count} day", "Ends in {count} days", left).format(count=left)
    yield ContractAlert(
        AlertKind.ENDING, contract.id, life.ends_on, left, text if left else _("Ends today"), band
    )


def _unsigned(contract: Contract, life: ContractLife) -> Iterator[ContractAlert]:
    days = [one.on for one in (*life.steps, *life.notes)]
    if is_timed(contract.id):
        days.append(made_at(contract.id).date())
    if not days or (life.today - max(days)).days < UNSIGNED_DAYS:
        return
    count = (life.today - max(days)).days
    text = ngettext("Nothing happened for {count} day", "Nothing happened for {count} days", count)
    yield ContractAlert(AlertKind.UNSIGNED, contract.id, max(days), -count, text.format(count=count))


def _paper(contract: Contract, life: ContractLife, due: date, has_scan: bool) -> Iterator[ContractAlert]:
    days = (due - life.today).days
    if not contract.archive_number:
        yield ContractAlert(AlertKind.NOT_ARCHIVED, contract.id, due, days, _("No archive number"))
    if not has_scan:
        yield ContractAlert(AlertKind.NO_SCAN, contract.id, due, days, _("No copy of the signed paper"))
