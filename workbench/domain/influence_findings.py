"""What the influence map shows that should not stay so, each with the people concerned (2-rules §6)."""

from collections.abc import Iterator

from workbench.domain.influence_coverage import (
    economic_buyers,
    level_gaps,
    one_thread,
    stale_contacts,
    unseen_although_visited,
)
from workbench.domain.influence_finding import Finding, FindingCode, Named, Severity
from workbench.domain.influence_map import InfluenceMap
from workbench.domain.influence_steps import NextStep, StepKind
from workbench.domain.influence_structure import not_verified, orphans, placeholders, reporting_loops
from workbench.domain.influence_support import (
    blockers,
    champions_left,
    champions_moved,
    phases_without_supporter,
)

__all__ = ["Finding", "FindingCode", "Named", "NextStep", "Severity", "StepKind", "findings_of"]

VERIFIED_DAYS = 180
_ORDER = {code: place for place, code in enumerate(FindingCode)}


def findings_of(map: InfluenceMap, *, verified_days: int = VERIFIED_DAYS) -> tuple[Finding, ...]:
    """Every finding, the most severe first, then by the influence of the people it names.

    ``verified_days``: how long what is known of a person holds before it should be verified again.
    """
    return tuple(
        sorted(
            _found(map, verified_days),
            key=lambda one: (
                -one.severity,
                -one.influence,
                _ORDER[one.code],
                one.phases[:1],
                one.names,
                one.people,
            ),
        )
    )


def _found(map: InfluenceMap, verified_days: int) -> Iterator[Finding]:
    yield from economic_buyers(map)
    yield from one_thread(map)
    yield from blockers(map)
    yield from phases_without_supporter(map)
    yield from champions_left(map)
    yield from champions_moved(map)
    yield from level_gaps(map)
    yield from stale_contacts(map)
    yield from unseen_although_visited(map)
    yield from reporting_loops(map)
    yield from orphans(map)
    yield from placeholders(map)
    yield from not_verified(map, verified_days)
