"""Accounts' own frequencies: one kind of visit more or less often than the rules ask, for a reason (§7.1)."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, timedelta

from workbench.domain.accounts import Account
from workbench.domain.frequency import (
    Frequency,
    FrequencyOverride,
    RequiredFrequency,
    Rulebook,
    required_frequencies,
)
from workbench.domain.journal import ChangeSummary
from workbench.domain.visit_policy import check_count
from workbench.domain.visits import VisitKind
from workbench.foundation.errors import BadInput, NotFound
from workbench.foundation.i18n import _
from workbench.foundation.ids import Id
from workbench.storage.queries import frequencies
from workbench.storage.queries.accounts import get_account, list_accounts
from workbench.storage.session import ReadingSession
from workbench.storage.workspace import Workspace


@dataclass(frozen=True)
class OverrideInput:
    """What an account's own frequency says; ``until_on`` is its last day, ``None`` for no end."""

    kind: VisitKind
    frequency: Frequency
    reason: str
    until_on: date | None = None


@dataclass(frozen=True)
class OwnFrequency:
    """An account's own frequency, what the rules would ask for in its place, and whether it holds today."""

    override: FrequencyOverride
    account: Account
    instead_of: RequiredFrequency | None
    holds: bool


@dataclass(frozen=True)
class AccountFrequencies:
    """One account's own frequencies, ended ones too, and what the rules alone ask for."""

    own: tuple[OwnFrequency, ...]
    ruled: tuple[RequiredFrequency, ...]


def get_account_frequencies(workspace: Workspace, account_id: Id) -> AccountFrequencies:
    """What is asked for of one account and why; raises ``NotFound``."""
    today = workspace.clock.today()
    with workspace.read() as session:
        account = get_account(session, account_id)
        book = frequencies.load_rulebook(session, account_id)
    plain = replace(book, overrides={})
    own = _in_order(_told(one, account, plain, today) for one in book.overrides.get(account_id, ()))
    return AccountFrequencies(tuple(own), required_frequencies(account, plain, today))


def list_own_frequencies(workspace: Workspace) -> tuple[OwnFrequency, ...]:
    """Those of all accounts, also the ended ones, in a constant number of queries.

    By the account's name; those that hold before those that have ended.
    """
    today = workspace.clock.today()
    with workspace.read() as session:
        book = frequencies.load_rulebook(session)
        overrides = [one for own in book.overrides.values() for one in own]
        known = {one.id: one for one in list_accounts(session, {one.account_id for one in overrides})}
    plain = replace(book, overrides={})
    return tuple(
        _in_order(
            _told(one, known[one.account_id], plain, today) for one in overrides if one.account_id in known
        )
    )


def add_override(workspace: Workspace, account_id: Id, given: OverrideInput) -> ChangeSummary:
    """Let the account have its own frequency. Raises ``BadInput`` naming the field, and ``NotFound``."""
    with workspace.change("add_override", _("Own frequency")) as change:
        get_account(change.session, account_id)
        values = _checked(change.session, account_id, given, workspace.clock.today(), None)
        change.create("frequency_override", {"account_id": account_id, **values})
    return change.summary


def edit_override(workspace: Workspace, override_id: Id, given: OverrideInput) -> ChangeSummary:
    """Change an own frequency that stands. Raises ``BadInput`` naming the field, and ``NotFound``."""
    with workspace.change("edit_override", _("Edit own frequency")) as change:
        known = _get(change.session, override_id)
        values = _checked(change.session, known.account_id, given, workspace.clock.today(), known)
        change.set("frequency_override", override_id, values)
    return change.summary


def end_override(workspace: Workspace, override_id: Id) -> ChangeSummary:
    """Let the rules hold again from today on; what was stays on record. Raises ``NotFound``."""
    today = workspace.clock.today()
    with workspace.change("end_override", _("End own frequency")) as change:
        if _get(change.session, override_id).holds_on(today):
            change.set("frequency_override", override_id, {"until_on": today - timedelta(days=1)})
    return change.summary


def delete_override(workspace: Workspace, override_id: Id) -> ChangeSummary:
    """Take an own frequency away as if it had never been. Raises ``NotFound``."""
    with workspace.change("delete_override", _("Delete own frequency")) as change:
        change.delete("frequency_override", override_id)
    return change.summary


def _get(session: ReadingSession, override_id: Id) -> FrequencyOverride:
    found = next((one for one in frequencies.list_overrides(session) if one.id == override_id), None)
    if found is None:
        raise NotFound(
            _("This is no longer there."), hint=_("Someone may have deleted it. Look at the list again.")
        )
    return found


def _checked(
    session: ReadingSession,
    account_id: Id,
    given: OverrideInput,
    today: date,
    known: FrequencyOverride | None,
) -> dict[str, object]:
    check_count(given.frequency.count, given.frequency.period)
    reason = given.reason.strip()
    if not reason:
        raise BadInput(_("Say why this account has its own frequency."), where="reason")
    ended_as_it_was = known is not None and known.until_on == given.until_on
    if given.until_on is not None and given.until_on < today and not ended_as_it_was:
        raise BadInput(
            _("This day has passed."), hint=_("Give today or a later day, or none."), where="until_on"
        )
    for other in frequencies.list_overrides(session, account_id):
        rival = known is None or other.id != known.id
        runs = given.until_on is None or given.until_on >= today
        if rival and runs and other.kind is given.kind and other.holds_on(today):
            raise BadInput(
                _("This account already has its own frequency for this kind of visit."),
                hint=_("Edit that one, or end it first."),
                where="kind",
            )
    return {
        "kind": given.kind.value,
        "count": given.frequency.count,
        "period": given.frequency.period.value,
        "reason": reason,
        "until_on": given.until_on,
    }


def _told(override: FrequencyOverride, account: Account, plain: Rulebook, today: date) -> OwnFrequency:
    ruled = (one for one in required_frequencies(account, plain, today) if one.kind is override.kind)
    return OwnFrequency(override, account, next(ruled, None), override.holds_on(today))


def _in_order(found: Iterable[OwnFrequency]) -> list[OwnFrequency]:
    return sorted(
        found,
        key=lambda one: (
            not one.holds,
            one.account.short,
            one.account.id,
            one.override.kind,
            one.override.id,
        ),
    )
