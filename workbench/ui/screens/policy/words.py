"""What a what-if is put into: changes of accounts, loads, weeks and levers as sentences."""

from fractions import Fraction

from workbench.domain.visit_load import ManagerLoad
from workbench.domain.what_if import FrequencyChange, Lever, WeekLoad
from workbench.foundation.i18n import _, format_number, format_short_date, ngettext
from workbench.services.what_if import WhatIf
from workbench.ui.kit.item_paint import Item
from workbench.ui.kit.tokens import Tone

NEVER = "–"


def change_text(change: FrequencyChange) -> str:
    """``Field visit: 1 a quarter → 1 a month``."""
    return _("{kind}: {before} → {after}").format(
        kind=change.kind.label,
        before=change.before.label if change.before else NEVER,
        after=change.after.label if change.after else NEVER,
    )


def change_item(place: int, change: FrequencyChange) -> Item:
    """A group of accounts that change alike."""
    count = len(change.account_ids)
    return Item(
        key=place,
        title=ngettext("{count} account", "{count} accounts", count).format(count=format_number(count)),
        second=change_text(change),
    )


def person_item(found: WhatIf, load: ManagerLoad) -> Item:
    """A person's quarter, now and then, beside what it holds."""
    over = load.overloaded(load.then)
    visits = _("{visits} of {room} visits").format(
        visits=arrow(load.now.visits, load.then.visits), room=format_number(load.visit_capacity)
    )
    calls = _("{calls} of {room} calls").format(
        calls=arrow(load.now.calls, load.then.calls), room=format_number(load.call_capacity)
    )
    hours = _("{hours} of {room} h").format(
        hours=arrow(load.now.hours, load.then.hours), room=format_number(found.hours_room(load))
    )
    return Item(
        key=load.manager.id,
        title=load.manager.name,
        second=" · ".join(
            part for part in (visits, calls if load.now.calls or load.then.calls else "") if part
        ),
        right=hours,
        bold=load.now != load.then,
        chip=_("overloaded") if over else "",
        chip_tone=Tone.DANGER,
        chip_icon="triangle-alert" if over else "",
        tooltip=f"{load.manager.name}\n{visits}\n{calls}\n{hours}",
    )


def week_item(found: WhatIf, week: WeekLoad) -> Item:
    """A week in which a person is asked for more than it has places."""
    known = found.ground.known.managers.get(week.manager_id)
    text = _("{asked} calls, room for {room}") if week.calls else _("{asked} visits, room for {room}")
    return Item(
        key=(week.manager_id, week.monday, week.calls),
        lead=format_short_date(week.monday),
        title=known.name if known else "",
        right=text.format(asked=week.asked, room=week.room),
        right_tone=Tone.DANGER,
        tooltip=_("Week of {date}").format(date=format_short_date(week.monday)),
    )


def lever_item(lever: Lever) -> Item:
    """One change that takes load off."""
    if lever.fits:
        second = _("{visits} fewer a quarter; everybody fits").format(visits=number(lever.saved))
    else:
        second = ngettext(
            "{visits} fewer a quarter; {count} person stays overloaded",
            "{visits} fewer a quarter; {count} people stay overloaded",
            lever.overloaded,
        ).format(visits=number(lever.saved), count=lever.overloaded)
    title = _("{whom}: {kind} {frequency}").format(
        whom=lever.rule.whom, kind=lever.rule.kind.label, frequency=lever.frequency.label
    )
    return Item(
        key=(lever.rule.id, lever.frequency), title=title, second=second, action=_("Try"), tooltip=title
    )


def arrow(now: Fraction, then: Fraction) -> str:
    """``312 → 420``, or one number where nothing changes."""
    before, after = number(now), number(then)
    return before if before == after else f"{before} → {after}"


def number(value: Fraction) -> str:
    """With one decimal below ten, where it needs one."""
    tenths = round(value * 10)
    if tenths % 10 == 0 or abs(tenths) >= 100:
        return format_number(round(value))
    return f"{tenths / 10:.1f}"
