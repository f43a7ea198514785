"""The rulebook of a file: the policy, and what of it an older file lacks (2-rules §7.1)."""

from collections.abc import Iterable
from typing import Any

from workbench.domain.frequency import FrequencyRule, Rulebook
from workbench.domain.policies import FOLLOW_UP_DAYS, policy
from workbench.domain.shipped_rules import DEFAULT_RULES
from workbench.foundation.i18n import _
from workbench.foundation.ids import Id
from workbench.services.calendars import working_calendar
from workbench.storage.queries import frequencies
from workbench.storage.queries.changes import ever_written
from workbench.storage.queries.policies import policy_values
from workbench.storage.session import ReadingSession
from workbench.storage.unit_of_work import Change
from workbench.storage.workspace import Workspace


def read_rulebook(session: ReadingSession, account_id: Id | None = None) -> Rulebook:
    """All that says how often accounts are visited, with the calls owed after services; of one account if
    it is given."""
    days = policy(policy_values(session), FOLLOW_UP_DAYS)
    book = frequencies.load_rulebook(session, account_id)
    return book.with_follow_ups(days, working_calendar(session)) if book.services else book


def ship_rules(change: Change, rules: Iterable[FrequencyRule] = DEFAULT_RULES) -> None:
    """Write rules of the shipped policy as rows."""
    change.create_many("frequency_rule", ((rule.id, _values(rule)) for rule in rules))


def complete_rules(workspace: Workspace) -> bool:
    """Give a file the shipped rules that came after it was made; whether there were any.

    One change of its own that can be undone. A rule that ever stood in the file is left alone, whatever
    became of it, and a file without any shipped rule has a policy of its own.
    """
    ids = [rule.id for rule in DEFAULT_RULES]
    with workspace.read() as session:
        known = ever_written(session, ids)
    missing = [rule for rule in DEFAULT_RULES if rule.id not in known]
    if not missing or not known:
        return False
    with workspace.change("complete_rules", _("Rules that came with the new version")) as change:
        ship_rules(change, missing)
    return True


def _values(rule: FrequencyRule) -> dict[str, Any]:
    return {
        "position": rule.position,
        "condition": rule.condition.value,
        "value": rule.value,
        "kind": rule.kind.value,
        "count": rule.frequency.count,
        "period": rule.frequency.period.value,
    }
