"""Commands that plan: duties, plan."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import TYPE_CHECKING, Any

import click

from workbench.cli.labels import account_text
from workbench.cli.options import FROM, TO, Invocation, command, option
from workbench.cli.output import DONE, FINDINGS, Answer, paragraphs, show_progress, table
from workbench.domain.frequency import rule_text
from workbench.foundation.errors import NotFound
from workbench.foundation.i18n import N_, _, format_date, format_number, ngettext
from workbench.foundation.ids import Id

if TYPE_CHECKING:
    from workbench.services.period_plans import PeriodPlan, PersonPlan
    from workbench.services.planning import Policy

MANAGER = option(
    "--manager", "managers", multiple=True, metavar="NAME", help=N_("Only this person; may be repeated.")
)


@command(
    "duties",
    short_help=N_("List the visits that the frequency policy requires."),
    help=N_("List the visits that the frequency policy still requires in a range of days, with their rule."),
    examples=(
        ("workbench --workspace my.workbench duties --from 2026-01-01 --to 2026-03-31", N_("one quarter")),
    ),
)
@FROM
@TO
@MANAGER
@click.pass_obj
def duties(invocation: Invocation, start: date, end: date, managers: Sequence[str]) -> Answer:
    """Required visits."""
    from workbench.services.planning import list_duties, load_policy

    with invocation.workspace() as workspace:
        known = load_policy(workspace, start, end)
        found = list_duties(workspace, start, end, policy=known, manager_ids=_people(known, managers))
    rows = [
        {
            "account": account_text(known.accounts, duty.account_id),
            "name": known.accounts[duty.account_id].name,
            "account_id": duty.account_id,
            "kind": duty.kind.value,
            "period": duty.period.key,
            "ideal": duty.ideal_on,
            "rule": duty.rule_code,
            "reason": duty.reason(),
        }
        for duty in found
    ]

    def text() -> str:
        shown = table(
            [_("Ideal date"), _("Account"), _("Kind"), _("Period"), _("Rule")],
            [
                [
                    duty.ideal_on,
                    known.accounts[duty.account_id].name,
                    duty.kind.label,
                    duty.period.label,
                    rule_text(duty.rule_code),
                ]
                for duty in found
            ],
        )
        count = ngettext("{count} visit is required.", "{count} visits are required.", len(found))
        return paragraphs(shown if found else "", count.format(count=format_number(len(found))))

    return Answer({"duties": rows}, text)


@command(
    "plan",
    short_help=N_("Plan the required visits on working days."),
    help=N_(
        "Plan every required visit on a working day of the official calendar, under each person's daily "
        "capacity, at the least total deviation from the ideal dates. --accept takes the plan into the "
        "calendar. What finds no place is listed with the reason and what would let it in, and the exit "
        "status is 1."
    ),
    examples=(
        (
            "workbench --workspace my.workbench plan --from 2026-01-01 --to 2026-03-31",
            N_("look first"),
        ),
        (
            "workbench --workspace my.workbench plan --from 2026-01-01 --to 2026-03-31 --accept",
            N_("take it into the calendar; undo takes it back"),
        ),
    ),
)
@FROM
@TO
@MANAGER
@option(
    "--account",
    "wanted",
    multiple=True,
    metavar="ACCOUNT",
    help=N_("Only this account, by code or name; may be repeated. Visits of others stay."),
)
@option(
    "--city-days",
    type=click.IntRange(0, 30),
    metavar="DAYS",
    help=N_("Days of deviation that drawing accounts of one city together may cost."),
)
@option("--move-freely", is_flag=True, help=N_("Do not keep to what was planned before."))
@option("--times", is_flag=True, help=N_("Give each visit a time of day."))
@option("--accept", is_flag=True, help=N_("Take the plan into the calendar."))
@click.pass_obj
def plan(
    invocation: Invocation,
    start: date,
    end: date,
    managers: Sequence[str],
    wanted: Sequence[str],
    city_days: int | None,
    move_freely: bool,
    times: bool,
    accept: bool,
) -> Answer:
    """Plan a period."""
    from workbench.services.accounts import find_account
    from workbench.services.period_plans import plan_period
    from workbench.services.planning import load_policy
    from workbench.services.visit_plan_acceptance import accept_plan
    from workbench.services.visit_plan_options import PlanOptions
    from workbench.services.visit_plan_outlook import check_proof

    with invocation.workspace() as workspace:
        known = load_policy(workspace, start, end)
        chosen = frozenset(find_account(workspace, text).id for text in wanted) if wanted else None
        planned = plan_period(
            workspace,
            start,
            end,
            manager_ids=_people(known, managers),
            options=PlanOptions(chosen, city_days, move_freely, times),
            policy=known,
            on_step=show_progress,
        )
        proof = check_proof(planned)
        # What already stands as planned is no change of the file.
        summary = accept_plan(workspace, planned) if accept and planned.changes + times else None
    accounts = planned.accounts
    placed = sorted(
        (
            (item.on, accounts[item.duty.account_id].name, item, one)
            for one in planned.people
            for item in one.plan.placed
        ),
        key=lambda row: (row[0], row[3].manager.name, row[1]),
    )
    left_out = [item for one in planned.plans for item in one.not_placed]
    data = {
        "placed": planned.placed,
        "not_placed": [row for one in planned.people for row in _not_placed(planned, one)],
        "deviation_days": planned.deviation_days,
        "optimal": planned.optimal,
        "gap": planned.gap,
        "moved_gap": planned.moved_gap,
        "city_deviation_days": planned.city_deviation_days,
        "visits": [
            {
                "date": on,
                "account": account_text(accounts, item.duty.account_id),
                "name": name,
                "kind": item.duty.kind.value,
                "person": one.manager.name,
                "ideal": item.duty.ideal_on,
                "change": item.change.value,
                "time": one.plan.times.get(item.duty.key, "") if times else "",
            }
            for on, name, item, one in placed
        ],
        "required": planned.required,
        "surplus": sum(len(one.surplus) for one in planned.plans),
        "too_close": sum(len(one.too_close) for one in planned.plans),
        "proof": {"holds": proof.holds, "bound_days": proof.bound_days, "took_ms": proof.took_ms},
        "years_without_notice": planned.years_without_notice,
        "accepted": accept,
        "transaction": summary.transaction_id if summary else None,
    }

    def text() -> str:
        days = table(
            [_("Date"), _("Account"), _("Kind"), _("Manager"), _("Off ideal"), _("Change")],
            [
                [
                    format_date(on, weekday=True),
                    name,
                    item.duty.kind.label,
                    one.manager.name,
                    f"{item.deviation_days:+d}" if item.deviation_days else "",
                    item.change.label,
                ]
                for on, name, item, one in placed
            ],
            right=(4,),
        )
        missing = table(
            [_("Not placed"), _("Kind"), _("Period"), _("Reason")],
            [
                [
                    accounts[item.duty.account_id].name,
                    item.duty.kind.label,
                    item.duty.period.label,
                    item.reason(),
                ]
                for item in left_out
            ],
        )
        return paragraphs(days if placed else "", missing if left_out else "", _plan_summary(data))

    return Answer(data, text, FINDINGS if left_out else DONE)


def _people(known: "Policy", names: Sequence[str]) -> list[Id] | None:
    """The ids of our people of these names, ``None`` without any; raises ``NotFound``."""
    if not names:
        return None
    by_name = {one.name: one.id for one in known.managers.values()}
    for name in names:
        if name.strip() not in by_name:
            raise NotFound(
                _("Nobody here is called “{name}”.").format(name=name),
                hint=_("Write the name as it stands under Settings, People."),
                where=name,
            )
    return [by_name[name.strip()] for name in names]


def _not_placed(planned: "PeriodPlan", person: "PersonPlan") -> list[dict[str, Any]]:
    """What found no day, why, and what would let it in: each remedy alone is enough."""
    accounts, found = planned.accounts, []
    for item in person.plan.not_placed:
        account, remedies = accounts[item.duty.account_id], person.plan.remedies(item)
        found.append(
            {
                "account": account_text(accounts, account.id),
                "name": account.name,
                "person": person.manager.name,
                "kind": item.duty.kind.value,
                "period": item.duty.period.key,
                "reason": item.reason(),
                "full_days": item.full_days,
                "remedies": {
                    "full_days": remedies.full_days,
                    "limit_days": [{"date": one.on, "kind": one.kind.value} for one in remedies.limit_days],
                    "give_way": [
                        {"account": account_text(accounts, one.duty.account_id), "date": one.on}
                        for one in remedies.give_way
                    ],
                },
            }
        )
    return found


def _proven(data: Mapping[str, Any]) -> str:
    above = data["gap"] + data["city_deviation_days"]
    if data["moved_gap"]:
        return _("At most {count} more moved than the best possible.").format(count=data["moved_gap"])
    if above:
        return _("At most {gap} days above the best possible.").format(gap=above)
    return _("Proven: no plan has fewer.")


def _plan_summary(data: Mapping[str, Any]) -> str:
    lines = [
        _("Placed {placed} of {required} required visits; {days} days off their ideal dates in all.").format(
            placed=data["placed"], required=data["required"], days=data["deviation_days"]
        ),
        _proven(data),
    ]
    if not data["proof"]["holds"]:
        lines.append(_("The proof does not hold: please report this plan."))
    if data["years_without_notice"]:
        years = ", ".join(str(year) for year in data["years_without_notice"])
        lines.append(
            _("No official calendar is known for {years}: plain weekends were assumed.").format(years=years)
        )
    if not data["accepted"]:
        lines.append(_("Nothing was changed; --accept takes the plan into the calendar."))
    return "\n".join(lines)
