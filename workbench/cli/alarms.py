"""Commands about alarms: list them, and say that one was seen."""

from typing import Any

import click

from workbench.cli.options import Group, Invocation, argument, command, option
from workbench.cli.output import DONE, FINDINGS, Answer, table
from workbench.domain.alarms import AlarmKind, AlarmState
from workbench.foundation.errors import BadInput, NotFound
from workbench.foundation.i18n import N_, _, in_a_row, ngettext
from workbench.services.accounts import find_account
from workbench.services.alarms import AlarmBoard, AlarmLine, acknowledge_alarms, list_alarms
from workbench.services.weekly_reports import find_manager


@click.group(
    "alarms",
    cls=Group,
    invoke_without_command=True,
    short_help=N_("List what asks for attention, with the numbers behind it."),
    help=N_(
        "List the alarms that the records raise today, the most pressing first: debts, sales that lag, "
        "accounts and products lost, overdue visits, contracts, complaints. Those that were acknowledged "
        "and have not grown worse are left out, unless --all is given. The exit status is 1 while a new one "
        "is more than a note."
    ),
    examples=(
        ("workbench --workspace my.workbench alarms", N_("what is new")),
        (
            "workbench --workspace my.workbench alarms acknowledge receivable --account K001 "
            "--reason 已约定月底付款",
            N_("seen, and why it may stand"),
        ),
    ),
)
@option("--account", metavar="A", help=N_("Only of this account: its code, name or id."))
@option("--manager", metavar="NAME", help=N_("Only what this person answers for."))
@option("--all", "everything", is_flag=True, help=N_("Also what was acknowledged, and what is over since."))
@click.pass_context
def alarms(ctx: click.Context, account: str | None, manager: str | None, everything: bool) -> Answer | None:
    """List alarms."""
    if ctx.invoked_subcommand is not None:
        return None
    invocation: Invocation = ctx.obj
    with invocation.workspace() as workspace:
        board = list_alarms(
            workspace,
            account_id=find_account(workspace, account).id if account else None,
            manager_id=find_manager(workspace, manager) if manager else None,
        )
    shown = [one for one in board.alarms if everything or one.state is AlarmState.NEW]
    told = [_told(one) for one in shown]
    if everything:
        told += _resolved(board)
    data = {"alarms": told, "total": len(told), "data_to": board.data_to}
    return Answer(data, lambda: _lines(shown), FINDINGS if board.counts.pressing else DONE)


@command(
    "acknowledge",
    short_help=N_("Say that an alarm was seen, and why it may stand."),
    help=N_(
        "Say that the alarms of one kind at an account were seen, and why they may stand. An alarm that "
        "grows worse is new again; one whose condition ends is gone by itself."
    ),
    examples=(
        (
            "workbench --workspace my.workbench alarms acknowledge receivable --account K001 "
            "--reason 已约定月底付款",
            N_("seen, and why it may stand"),
        ),
    ),
)
@argument("code", help=N_("The kind of alarm, as the list tells it."))
@option("--account", required=True, metavar="A", help=N_("The account: its code, name or id."))
@option("--subject", metavar="TEXT", help=N_("Only the alarm about this, as the list tells it."))
@option("--reason", required=True, metavar="TEXT", help=N_("Why it may stand."))
@click.pass_obj
def acknowledge(invocation: Invocation, code: str, account: str, subject: str | None, reason: str) -> Answer:
    """Acknowledge the alarms of a kind at an account."""
    if code not in [one.value for one in AlarmKind]:
        raise BadInput(
            _("There is no alarm of this kind."),
            hint=_("It takes: {words}.").format(words=", ".join(AlarmKind)),
            where="code",
        )
    with invocation.workspace() as workspace:
        board = list_alarms(workspace, account_id=find_account(workspace, account).id)
        meant = [
            one.alarm
            for one in board.alarms
            if one.alarm.kind == code and subject in (None, one.alarm.subject)
        ]
        if not meant:
            raise NotFound(
                _("No such alarm is raised at this account."),
                hint=_("The command alarms lists those that are."),
                where=code,
            )
        summary = acknowledge_alarms(workspace, meant, reason)
    said = ngettext("{count} alarm acknowledged.", "{count} alarms acknowledged.", len(meant))
    return Answer(
        {"acknowledged": len(meant), "transaction": summary.transaction_id},
        lambda: said.format(count=len(meant)),
    )


alarms.add_command(acknowledge)


def _told(line: AlarmLine) -> dict[str, Any]:
    alarm = line.alarm
    known = alarm.acknowledgement
    return {
        "code": alarm.kind.value,
        "account": line.account_code or line.account_name,
        "name": line.account_name,
        "severity": alarm.severity.value,
        "evidence": alarm.evidence,
        "subject": alarm.subject,
        "since": alarm.since,
        "state": alarm.state.value,
        "responsible": line.responsible,
        "data_to": alarm.data_to,
        "acknowledged_by": known.acknowledged_by if known else None,
        "reason": known.reason if known else None,
    }


def _resolved(board: AlarmBoard) -> list[dict[str, Any]]:
    return [
        {
            "code": one.acknowledgement.alarm.value if one.acknowledgement.alarm else None,
            "account": one.account_code or one.account_name,
            "name": one.account_name,
            "severity": one.acknowledgement.severity.value if one.acknowledgement.severity else None,
            "evidence": [],
            "subject": one.acknowledgement.subject,
            "since": None,
            "state": AlarmState.RESOLVED.value,
            "responsible": "",
            "data_to": None,
            "acknowledged_by": one.acknowledgement.acknowledged_by,
            "reason": one.acknowledgement.reason,
        }
        for one in board.resolved
    ]


def _lines(shown: list[AlarmLine]) -> str:
    if not shown:
        return _("Nothing asks for attention.")
    return table(
        (_("Severity"), _("Alarm"), _("Account"), _("Since"), _("Evidence"), _("Responsible"), _("State")),
        [
            (
                one.alarm.severity.label,
                one.alarm.kind.label,
                one.account_name,
                one.alarm.since or "",
                in_a_row(*one.alarm.evidence),
                one.responsible,
                one.state.label,
            )
            for one in shown
        ],
    )
