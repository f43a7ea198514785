"""How fresh each part of an account plan is, as the journal knows it (2-rules §17)."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from workbench.domain.account_plan import PartDates
from workbench.domain.plan_records import PlanPart, PlanText
from workbench.foundation.ids import Id
from workbench.storage.queries.changes import day_of_entry, newest_entries, newest_settings
from workbench.storage.session import ReadingSession

# Which kinds of rows say something for a part. Sales carry their own date.
_BEHIND: Mapping[PlanPart, tuple[str, ...]] = {
    PlanPart.WHY: ("account", "evaluations"),
    PlanPart.WHO: ("account",),
    PlanPart.WANT: ("needs",),
    PlanPart.MANAGED: ("account", "ties"),
    PlanPart.KEPT: ("account", "contracts"),
    PlanPart.MEASUREMENT: ("portfolio",),
    PlanPart.ENVIRONMENT: ("account",),
    PlanPart.STRENGTHS: ("account", "contacts", "ties", "visits", "complaints"),
    PlanPart.WEAKNESSES: ("account", "contacts", "lines", "visits", "actions"),
    PlanPart.OPPORTUNITIES: ("account", "cells", "needs"),
    PlanPart.THREATS: ("cells", "visits", "contracts", "complaints", "risks"),
    PlanPart.COMPETITORS: ("links", "cells", "visits"),
    PlanPart.NEEDS: ("needs",),
    PlanPart.WHITESPACE: ("cells",),
    PlanPart.PEOPLE: ("contacts", "lines", "ties", "visits"),
    PlanPart.OBJECTIVES: ("objectives", "actions"),
    PlanPart.VISITS: ("visits",),
    PlanPart.TEAM: ("account", "members"),
    PlanPart.RISKS: ("risks",),
    PlanPart.REVIEWS: ("reviews",),
}
_DATED = ("contacts", "visits", "actions", "complaints", "contracts")
_FROM_SALES = frozenset({PlanPart.SUMMARY, PlanPart.MEASUREMENT, PlanPart.STRENGTHS, PlanPart.WEAKNESSES})


@dataclass(frozen=True)
class Freshness:
    """When texts and data were changed last; ``touched``: parts whose data changed after their text."""

    dates: PartDates
    written_on: Mapping[PlanPart, date]
    data_on: Mapping[PlanPart, date]
    touched: frozenset[PlanPart]


def read_freshness(
    session: ReadingSession,
    rows: Mapping[str, Iterable[Id]],
    texts: Mapping[PlanPart, PlanText],
    sales_as_of: date | None,
) -> Freshness:
    """How fresh everything is; ``rows`` are those of the account by the kinds above."""
    ids = {kind: tuple(dict.fromkeys(found)) for kind, found in rows.items()}
    newest = newest_entries(session, tuple({one for found in ids.values() for one in found}))
    by_kind = {kind: max((newest.get(one, b"") for one in found), default=b"") for kind, found in ids.items()}
    set_at = newest_settings(session, tuple(one.id for one in texts.values()), ("text", "confirmed"))
    written = {part: set_at.get(one.id, b"") for part, one in texts.items()}
    behind = {
        part: max((by_kind.get(kind, b"") for kind in _BEHIND.get(part, ())), default=b"")
        for part in PlanPart
    }
    behind[PlanPart.SUMMARY] = max(by_kind.values(), default=b"")
    data_on = {
        part: day
        for part, entry in behind.items()
        if (day := _latest(day_of_entry(entry), sales_as_of if part in _FROM_SALES else None)) is not None
    }
    written_on = {part: day for part, entry in written.items() if (day := day_of_entry(entry)) is not None}
    return Freshness(
        PartDates(
            **{f"{kind}_on": day_of_entry(by_kind.get(kind, b"")) for kind in _DATED},
            profile_on=day_of_entry(by_kind.get("account", b"")),
        ),
        written_on,
        data_on,
        frozenset(
            part
            for part, entry in written.items()
            if behind[part] > entry
            or (part in _FROM_SALES and sales_as_of is not None and sales_as_of > written_on[part])
        ),
    )


def _latest(*days: date | None) -> date | None:
    return max((day for day in days if day is not None), default=None)
