"""From a plan to the lines of its list and the days of its grid. + → = carry the meaning, not colour."""

from collections.abc import Collection, Iterable
from dataclasses import replace
from datetime import date, timedelta
from enum import Enum

from workbench.domain.accounts import Tier
from workbench.domain.duties import DutyKey
from workbench.domain.visit_plan import Change, NotPlaced, Placement, Plan
from workbench.foundation.i18n import _, format_short_date, listed, ngettext, pgettext
from workbench.services.period_plans import PeriodPlan
from workbench.ui.kit.item_paint import Item
from workbench.ui.kit.marks import Mark
from workbench.ui.kit.month_paint import Day, Event, Look
from workbench.ui.kit.tokens import Tone
from workbench.ui.screens.calendar.month_days import KIND_ICONS, day_note
from workbench.ui.tier_marks import TIER_MARKS

NAMES_SHOWN = 3


class Tab(Enum):
    """What of a plan is listed."""

    ALL = "all"
    ADDED = "added"
    MOVED = "moved"
    KEPT = "kept"
    IMPOSSIBLE = "impossible"


_TAB_OF = {Change.ADDED: Tab.ADDED, Change.MOVED: Tab.MOVED, Change.KEPT: Tab.KEPT}
_SIGNS = {Change.ADDED: "plus", Change.MOVED: "arrow-right", Change.KEPT: "equal"}
_LOOKS = {Change.ADDED: Look.TINT, Change.MOVED: Look.OUTLINE, Change.KEPT: Look.FADED}


def tab_counts(planned: PeriodPlan) -> dict[Tab, int]:
    """How many lines each tab has."""
    counts = {_TAB_OF[change]: planned.count(change) for change in Change}
    counts[Tab.IMPOSSIBLE] = sum(len(plan.not_placed) for plan in planned.plans)
    counts[Tab.ALL] = planned.required
    return counts


def tier_fits(planned: PeriodPlan) -> str:
    """What fits of each tier: ``Strategic 6/6 · Focus 40/40 · General 20/137``."""
    fits = [fit for plan in planned.plans for fit in plan.by_tier]
    words = []
    for tier in (*Tier, None):
        placed = sum(fit.placed for fit in fits if fit.tier is tier)
        required = sum(fit.required for fit in fits if fit.tier is tier)
        if required:
            name = tier.label if tier else pgettext("tier", "No tier")
            words.append(f"{name} {placed}/{required}")
    return " · ".join(words)


def plan_items(planned: PeriodPlan, tab: Tab, left_out: Collection[DutyKey]) -> list[Item]:
    """The lines of ``tab``: what found no day first, then moved, added and kept by date."""
    items: list[Item] = []
    if tab in (Tab.ALL, Tab.IMPOSSIBLE):
        lost = [(plan, one) for plan in planned.plans for one in plan.not_placed]
        if lost:
            items.append(_heading(_("Without a day"), len(lost), Mark("ban", Tone.DANGER)))
            items += [_lost_item(planned, plan, one) for plan, one in lost]
    for change in (Change.MOVED, Change.ADDED, Change.KEPT):
        if tab not in (Tab.ALL, _TAB_OF[change]):
            continue
        found = [one for plan in planned.plans for one in plan.placed if one.change is change]
        if found:
            items.append(_heading(change.label, len(found), Mark(_SIGNS[change])))
            items += [_placed_item(planned, one, left_out) for one in sorted(found, key=lambda one: one.on)]
    return items


def plan_days(planned: PeriodPlan, month: date, left_out: Collection[DutyKey]) -> dict[date, Day]:
    """The weeks around ``month``: where visits come to lie, and dashed where they lay before."""
    first, last = month - timedelta(days=6), month + timedelta(days=37)
    events: dict[date, list[Event]] = {}
    for plan in planned.plans:
        for visit in plan.fixed:
            account = planned.accounts.get(visit.account_id)
            event = Event(visit.id, account.short if account else "", Look.FADED, Mark("pin"))
            events.setdefault(visit.on, []).append(event)
        for one in plan.placed:
            if one.duty.key in left_out:
                continue
            events.setdefault(one.on, []).append(_event(planned, one))
            if one.moved_from is not None:
                ghost = replace(_event(planned, one), key=("ghost", one.duty.key), look=Look.GHOST)
                events.setdefault(one.moved_from, []).append(ghost)
    loads = _loads(planned.plans)
    calendar = planned.known.calendar
    days = {}
    for offset in range((last - first).days + 1):
        day = first + timedelta(days=offset)
        note, tone = day_note(calendar, day)
        days[day] = Day(
            events=tuple(events.get(day, ())),
            load=loads.get(day, ""),
            note=note,
            note_tone=tone,
            free=not calendar.is_workday(day),
        )
    return days


def _loads(plans: Iterable[Plan]) -> dict[date, str]:
    sums: dict[date, list[int]] = {}
    for plan in plans:
        for load in plan.loads:
            if not load.calls:
                known = sums.setdefault(load.on, [0, 0])
                known[0] += len(load.visits)
                known[1] += load.capacity
    return {day: f"{visits}/{places}" for day, (visits, places) in sums.items()}


def _event(planned: PeriodPlan, one: Placement) -> Event:
    account = planned.accounts[one.duty.account_id]
    mark = Mark(_SIGNS[one.change], Tone.TEXT2 if one.change is Change.KEPT else Tone.ACCENT)
    icon = KIND_ICONS.get(one.duty.kind, "")
    return Event(
        one.duty.key, account.short, _LOOKS[one.change], mark, tail_icon=icon, tooltip=one.duty.reason()
    )


def _placed_item(planned: PeriodPlan, one: Placement, left_out: Collection[DutyKey]) -> Item:
    account = planned.accounts[one.duty.account_id]
    day = format_short_date(one.on)
    if one.moved_from is not None:
        day = f"{format_short_date(one.moved_from)} → {day}"
    off = one.deviation_days
    if off < 0:
        deviation = ngettext("{days} day before its ideal", "{days} days before its ideal", -off)
    elif off > 0:
        deviation = ngettext("{days} day after its ideal", "{days} days after its ideal", off)
    else:
        deviation = _("on its ideal day")
    deviation = deviation.format(days=abs(off))
    return Item(
        key=one.duty.key,
        title=account.short,
        second=f"{one.duty.required.label} · {deviation}",
        right=day,
        right_tone=Tone.ACCENT if one.change is not Change.KEPT else Tone.TEXT2,
        mark=TIER_MARKS[account.tier] if account.tier else None,
        checked=None if one.change is Change.KEPT else one.duty.key not in left_out,
        tooltip=one.duty.reason(),
    )


def _lost_item(planned: PeriodPlan, plan: Plan, one: NotPlaced) -> Item:
    account = planned.accounts[one.duty.account_id]
    blocked = listed(_blocking_names(planned, plan, one))
    days = listed(format_short_date(day) for day in one.full_days[:NAMES_SHOWN])
    reason = one.reason()
    tooltip = "\n".join(
        part
        for part in (
            one.duty.reason(),
            reason,
            _("Full days: {days}").format(days=days) if days else "",
            _("Taken by: {names}").format(names=blocked) if blocked else "",
        )
        if part
    )
    return Item(
        key=one.duty.key,
        title=account.short,
        note=one.duty.required.label,
        second=reason + (f" ({days}…)" if days else ""),
        right=_("ideal {date}").format(date=format_short_date(one.duty.ideal_on)),
        mark=TIER_MARKS[account.tier] if account.tier else None,
        tooltip=tooltip,
    )


def _blocking_names(planned: PeriodPlan, plan: Plan, one: NotPlaced) -> list[str]:
    """The first few accounts that take the days the visit could have had."""
    names: dict[str, None] = {}
    for load in plan.blocking(one):
        for visit in load.visits:
            other = planned.accounts.get(visit.account_id)
            if other is not None:
                names[other.short] = None
            if len(names) == NAMES_SHOWN:
                return list(names)
    return list(names)


def _heading(title: str, count: int, mark: Mark) -> Item:
    return Item(key=("heading", title), title=title, right=str(count), mark=mark, heading=True)
