"""From a plan's lines to its list: chosen, searched, grouped. + → = carry the meaning, not colour."""

from collections.abc import Collection, Hashable, Iterable, Sequence
from dataclasses import dataclass
from datetime import timedelta
from enum import Enum

from workbench.domain.accounts import Tier
from workbench.domain.search_text import folded
from workbench.foundation.i18n import _, format_short_date, ngettext, pgettext
from workbench.services.period_plans import PeriodPlan
from workbench.ui.kit.item_paint import Item
from workbench.ui.kit.marks import Mark
from workbench.ui.kit.tokens import Tone
from workbench.ui.screens.calendar.plan_lines import Group, Line
from workbench.ui.tier_marks import TIER_MARKS


class Tab(Enum):
    """What of a plan is listed."""

    ALL = "all"
    ADDED = "added"
    MOVED = "moved"
    KEPT = "kept"
    IMPOSSIBLE = "impossible"
    OTHER = "other"


class By(Enum):
    """How the lines are grouped."""

    CHANGE = "change"
    WEEK = "week"
    TIER = "tier"
    PERSON = "person"


GROUPS = {
    Tab.ALL: tuple(Group),
    Tab.ADDED: (Group.ADDED, Group.BY_HAND),
    Tab.MOVED: (Group.MOVED,),
    Tab.KEPT: (Group.KEPT,),
    Tab.IMPOSSIBLE: (Group.LOST,),
    Tab.OTHER: (Group.LET_GO, Group.SURPLUS, Group.CLOSE),
}
_MARKS = {
    Group.LOST: Mark("ban", Tone.DANGER),
    Group.BY_HAND: Mark("pin"),
    Group.MOVED: Mark("arrow-right"),
    Group.ADDED: Mark("plus"),
    Group.KEPT: Mark("equal"),
    Group.LET_GO: Mark("x"),
    Group.SURPLUS: Mark("trash-2"),
    Group.CLOSE: Mark("triangle-alert", Tone.WARN),
}


@dataclass(frozen=True)
class Heading:
    """The key of a heading: by what, and which."""

    by: By
    of: Hashable


@dataclass(frozen=True)
class Wish:
    """Which lines are asked for, and how they are grouped."""

    tab: Tab = Tab.ALL
    by: By = By.CHANGE
    text: str = ""


def tab_counts(lines: Iterable[Line]) -> dict[Tab, int]:
    """How many lines each tab has."""
    of_group = dict.fromkeys(Group, 0)
    for line in lines:
        of_group[line.group] += 1
    return {tab: sum(of_group[group] for group in groups) for tab, groups in GROUPS.items()}


def wished(lines: Iterable[Line], wish: Wish) -> list[Line]:
    """The lines of a tab that hold all words searched for."""
    groups = frozenset(GROUPS[wish.tab])
    parts = folded(wish.text).split()
    return [line for line in lines if line.group in groups and (not parts or _holds(line, parts))]


def _holds(line: Line, parts: Sequence[str]) -> bool:
    account = line.account
    text = folded(" ".join((account.name, account.short, account.code, account.city, line.person)))
    return all(part in text for part in parts)


def heading_of(line: Line, by: By) -> Heading:
    """Under which heading a line stands."""
    of: dict[By, Hashable] = {
        By.CHANGE: line.group,
        By.WEEK: line.week,
        By.TIER: line.tier,
        By.PERSON: line.person,
    }
    return Heading(by, of[by])


def plan_items(lines: Sequence[Line], wish: Wish, left_out: Collection[Hashable]) -> list[Item]:
    """The list for a wish; what is left out on accepting is unticked, on headings too."""
    # What found no day is decided by tier.
    by = By.TIER if wish.tab is Tab.IMPOSSIBLE and wish.by is By.CHANGE else wish.by
    grouped: dict[Heading, list[Line]] = {}
    for line in wished(lines, wish):
        grouped.setdefault(heading_of(line, by), []).append(line)
    items: list[Item] = []
    for heading in sorted(grouped, key=_order):
        own = grouped[heading]
        items.append(_heading(heading, own, left_out))
        items += [_item(line, left_out) for line in own]
    return items


def _order(heading: Heading) -> tuple[int, str]:
    of = heading.of
    if isinstance(of, Group):
        return list(Group).index(of), ""
    if heading.by is By.TIER:
        return [*Tier, None].index(of), ""
    return int(of is None), "" if of is None else str(of)


def _heading(heading: Heading, own: Sequence[Line], left_out: Collection[Hashable]) -> Item:
    ticks = [line.key not in left_out for line in own if line.can_be_left]
    lost = all(line.group is Group.LOST for line in own)
    return Item(
        key=heading,
        title=heading_words(heading),
        right=str(len(own)),
        mark=_heading_mark(heading),
        heading=True,
        checked=all(ticks) if ticks else None,
        action=_("Decide…") if lost else "",
    )


def _heading_mark(heading: Heading) -> Mark | None:
    of = heading.of
    if isinstance(of, Group):
        return _MARKS[of]
    return TIER_MARKS[of] if isinstance(of, Tier) else None


def heading_words(heading: Heading) -> str:
    """What a heading says."""
    of = heading.of
    if isinstance(of, Group):
        return of.label
    if heading.by is By.TIER:
        return of.label if isinstance(of, Tier) else pgettext("tier", "No tier")
    if heading.by is By.WEEK:
        if of is None:
            return _("Without a day")
        last = of + timedelta(days=6)  # type: ignore[operator]
        return f"{format_short_date(of)} – {format_short_date(last)}"  # type: ignore[arg-type]
    return str(of)


def _item(line: Line, left_out: Collection[Hashable]) -> Item:
    account = line.account
    right, tone = "", Tone.TEXT2
    if line.on is not None:
        right = format_short_date(line.on)
        if line.before is not None:
            right = f"{format_short_date(line.before)} → {right}"
        if line.group in (Group.ADDED, Group.MOVED, Group.BY_HAND):
            tone = Tone.ACCENT
    elif line.ideal is not None:
        right = _("ideal {date}").format(date=format_short_date(line.ideal))
    off = line.off
    second = f"{line.kind.label} · {line.why}"
    if line.group in (Group.ADDED, Group.MOVED, Group.KEPT):
        second = f"{line.kind.label} · {_off_words(off)}"
    return Item(
        key=line.key,
        title=account.short,
        note=line.at,
        second=second,
        right=right,
        right_tone=tone,
        mark=TIER_MARKS[line.tier] if line.tier else Mark("minus", Tone.TEXT3),
        checked=line.key not in left_out if line.can_be_left else None,
        chip=_("call instead") if line.instead else "",
        tooltip="\n".join(part for part in (line.why, line.asked) if part),
    )


def _off_words(off: int) -> str:
    if off < 0:
        text = ngettext("{days} day before its best", "{days} days before its best", -off)
    elif off > 0:
        text = ngettext("{days} day after its best", "{days} days after its best", off)
    else:
        text = _("on its best day")
    return text.format(days=abs(off))


def tier_fits(planned: PeriodPlan) -> list[tuple[Tier | None, int, int]]:
    """Of each tier how many visits were required, and how many of them have a day."""
    fits = [fit for plan in planned.plans for fit in plan.by_tier]
    found = []
    for tier in (*Tier, None):
        required = sum(fit.required for fit in fits if fit.tier is tier)
        if required:
            found.append((tier, required, sum(fit.placed for fit in fits if fit.tier is tier)))
    return found
