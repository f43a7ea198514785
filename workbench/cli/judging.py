"""Commands that judge: abc, tiers, attainment."""

from datetime import date

import click

from workbench.cli.labels import account_text
from workbench.cli.options import DAY, FROM, TO, Invocation, command, option
from workbench.cli.output import Answer, paragraphs, table
from workbench.foundation.i18n import N_, _, format_money, format_percent_bp, ngettext


@command(
    "abc",
    short_help=N_("Class the accounts by their share of sales."),
    help=N_(
        "Class the accounts by their share of sales: A up to 75% cumulated, B up to 95%, C the rest. "
        "Without --from and --to all sales count."
    ),
    examples=(("workbench --workspace my.workbench abc --from 2025-01-01 --to 2025-12-31", N_("one year")),),
)
@option("--from", "start", type=DAY, help=N_("The first day of the sales that count."))
@option("--to", "end", type=DAY, help=N_("The last day, included."))
@click.pass_obj
def abc(invocation: Invocation, start: date | None, end: date | None) -> Answer:
    """The ABC analysis."""
    from workbench.services.value import analyse_abc

    with invocation.workspace() as workspace:
        report = analyse_abc(workspace, start, end)
    rows = [
        {
            "code": line.code,
            "name": line.row.name,
            "amount_fen": line.row.amount_fen,
            "share_bp": line.row.share_bp,
            "cumulative_bp": line.row.cumulative_bp,
            "class": line.row.abc_class.value,
        }
        for line in report.lines
    ]
    data = {
        "accounts": rows,
        "total_fen": report.total_fen,
        "top20_share_bp": report.top20_share_bp,
        "from": report.first,
        "to": report.last,
        "other_currencies": report.other_currencies,
    }

    def text() -> str:
        shown = table(
            [_("Code"), _("Account"), _("Sales"), _("Share"), _("Cumulated"), _("Class")],
            [
                [
                    line.code,
                    line.row.name,
                    format_money(line.row.amount_fen),
                    format_percent_bp(line.row.share_bp, digits=1),
                    format_percent_bp(line.row.cumulative_bp, digits=1),
                    line.row.abc_class.value,
                ]
                for line in report.lines
            ],
            right=(2, 3, 4),
        )
        total = _("Sales {total}; the best fifth of the accounts holds {share}.").format(
            total=format_money(report.total_fen), share=format_percent_bp(report.top20_share_bp, digits=1)
        )
        left_out = ", ".join(
            format_money(amount, currency) for currency, amount in report.other_currencies.items()
        )
        note = _("Left out, in other currencies: {amounts}.").format(amounts=left_out) if left_out else ""
        return paragraphs(shown, total, note)

    return Answer(data, text)


@command(
    "tiers",
    short_help=N_("Say which tiers the sales suggest."),
    help=N_(
        "Say which tiers the sales of the last 12 months suggest, with the reason, for every account whose "
        "tier differs. --apply confirms them all."
    ),
    examples=(
        ("workbench --workspace my.workbench tiers", N_("look first")),
        ("workbench --workspace my.workbench tiers --apply", N_("confirm; undo takes it back")),
    ),
)
@option("--apply", is_flag=True, help=N_("Confirm every suggestion as of today."))
@click.pass_obj
def tiers(invocation: Invocation, apply: bool) -> Answer:
    """Suggested tiers."""
    from workbench.services.tiers import accept_tiers, review_tiers

    with invocation.workspace() as workspace:
        review = review_tiers(workspace)
        summary = accept_tiers(workspace, review.proposals) if apply else None
    rows = [
        {
            "code": one.code,
            "name": one.name,
            "from": one.current.value if one.current else None,
            "to": one.suggestion.tier.value,
            "reason": one.reason,
            "sales_12m_fen": one.suggestion.sales_12m_fen,
        }
        for one in review.proposals
    ]
    data = {
        "suggestions": rows,
        "unchanged": review.unchanged,
        "unconfirmed": [
            {"code": one.code, "name": one.name, "tier": one.suggestion.tier.value, "reason": one.reason}
            for one in review.unconfirmed
        ],
        "applied": apply,
        "transaction": summary.transaction_id if summary else None,
        "warning": review.warning,
    }

    def text() -> str:
        shown = table(
            [_("Code"), _("Account"), _("Tier now"), _("Suggested"), _("Reason")],
            [
                [
                    one.code,
                    one.name,
                    one.current.label if one.current else "",
                    one.suggestion.tier.label,
                    one.reason,
                ]
                for one in review.proposals
            ],
        )
        count = len(review.proposals)
        said = (
            ngettext("{count} tier confirmed.", "{count} tiers confirmed.", count)
            if apply
            else ngettext("{count} suggestion.", "{count} suggestions.", count)
        )
        kept = "\n".join(f"{one.name}: {one.reason}" for one in review.unconfirmed)
        return paragraphs(shown if rows else "", said.format(count=count), kept, review.warning)

    return Answer(data, text)


@command(
    "attainment",
    short_help=N_("Compare required with done visits."),
    help=N_(
        "Compare the visits that were required in a range of days with those done, and list the overdue."
    ),
    examples=(
        ("workbench --workspace my.workbench attainment --from 2026-01-01 --to 2026-03-31", N_("a quarter")),
    ),
)
@FROM
@TO
@click.pass_obj
def attainment(invocation: Invocation, start: date, end: date) -> Answer:
    """Required against done."""
    from workbench.services.attainment import measure_attainment

    with invocation.workspace() as workspace:
        report = measure_attainment(workspace, start, end)
    total, overdue = report.result.total, report.result.overdue
    data = {
        "required": total.required,
        "actual": total.attained,
        "done": total.done,
        "attainment_bp": total.attainment_bp,
        "coverage_bp": total.coverage_bp,
        "overdue": [
            {
                "account": account_text(report.accounts, one.slot.account_id),
                "name": report.accounts[one.slot.account_id].name,
                "kind": one.slot.kind.value,
                "period": one.slot.period.key,
                "due": one.slot.due_on,
                "days_late": one.days_late,
            }
            for one in overdue
        ],
    }

    def text() -> str:
        rows = [
            [report.accounts[one.slot.account_id].name, one.slot.kind.label, one.slot.due_on, one.days_late]
            for one in overdue
        ]
        late = table([_("Overdue"), _("Kind"), _("Due"), _("Days late")], rows, right=(3,))
        said = _("{actual} of {required} required visits done, {share}; {coverage} of the accounts seen.")
        return paragraphs(
            late if overdue else "",
            said.format(
                actual=total.attained,
                required=total.required,
                share=format_percent_bp(total.attainment_bp),
                coverage=format_percent_bp(total.coverage_bp),
            ),
        )

    return Answer(data, text)
