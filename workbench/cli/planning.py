"""Commands that plan: duties, plan."""

from collections.abc import Mapping
from datetime import date
from typing import Any

import click

from workbench.cli.labels import account_text
from workbench.cli.options import FROM, TO, Invocation, command, option
from workbench.cli.output import DONE, FINDINGS, Answer, paragraphs, show_progress, table
from workbench.domain.frequency import rule_text
from workbench.foundation.i18n import N_, _, format_date, format_number, ngettext


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
@click.pass_obj
def duties(invocation: Invocation, start: date, end: date) -> Answer:
    """Required visits."""
    from workbench.services.planning import list_duties, load_policy

    with invocation.workspace() as workspace:
        known = load_policy(workspace, start, end)
        found = list_duties(workspace, start, end, policy=known)
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
        "calendar. What finds no place is listed with the reason, and the exit status is 1."
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
@option("--accept", is_flag=True, help=N_("Take the plan into the calendar."))
@click.pass_obj
def plan(invocation: Invocation, start: date, end: date, accept: bool) -> Answer:
    """Plan a period."""
    from workbench.services.period_plans import plan_period
    from workbench.services.plan_acceptance import accept_plan

    with invocation.workspace() as workspace:
        planned = plan_period(workspace, start, end, on_step=show_progress)
        summary = accept_plan(workspace, planned) if accept else None
    accounts = planned.accounts
    placed = sorted(
        (
            (item.on, accounts[item.duty.account_id].name, item, planned.managers[one.manager_id].name)
            for one in planned.plans
            for item in one.placed
        ),
        key=lambda row: (row[0], row[3], row[1]),
    )
    left_out = [item for one in planned.plans for item in one.not_placed]
    data = {
        "placed": planned.placed,
        "not_placed": [
            {
                "account": account_text(accounts, item.duty.account_id),
                "name": accounts[item.duty.account_id].name,
                "kind": item.duty.kind.value,
                "period": item.duty.period.key,
                "reason": item.reason(),
                "full_days": item.full_days,
            }
            for item in left_out
        ],
        "deviation_days": planned.deviation_days,
        "optimal": planned.optimal,
        "gap": planned.gap,
        "visits": [
            {
                "date": on,
                "account": account_text(accounts, item.duty.account_id),
                "name": name,
                "kind": item.duty.kind.value,
                "person": person,
                "ideal": item.duty.ideal_on,
                "change": item.change.value,
            }
            for on, name, item, person in placed
        ],
        "required": planned.required,
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
                    person,
                    f"{item.deviation_days:+d}" if item.deviation_days else "",
                    item.change.label,
                ]
                for on, name, item, person in placed
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


def _plan_summary(data: Mapping[str, Any]) -> str:
    lines = [
        _("Placed {placed} of {required} required visits; {days} days off their ideal dates in all.").format(
            placed=data["placed"], required=data["required"], days=data["deviation_days"]
        ),
        _("Proven: no plan has fewer.")
        if data["optimal"]
        else _("At most {gap} days above the best possible.").format(gap=data["gap"]),
    ]
    if data["years_without_notice"]:
        years = ", ".join(str(year) for year in data["years_without_notice"])
        lines.append(
            _("No official calendar is known for {years}: plain weekends were assumed.").format(years=years)
        )
    if not data["accepted"]:
        lines.append(_("Nothing was changed; --accept takes the plan into the calendar."))
    return "\n".join(lines)
