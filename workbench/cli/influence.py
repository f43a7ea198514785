"""Commands about the influence map: findings."""

import click

from workbench.cli.options import Invocation, argument, command
from workbench.cli.output import DONE, FINDINGS, Answer, paragraphs, table
from workbench.foundation.i18n import N_, _, ngettext, pgettext


@command(
    "findings",
    short_help=N_("Say what the influence map of an account shows that should not stay so."),
    help=N_(
        "Say what the influence map of an account shows that should not stay so, with the people concerned "
        "and what can be done next: economic buyers never met, opponents nobody influences, contact through "
        "one person only, and more. The exit status is 1 if any finding is more than a note."
    ),
    examples=(
        ("workbench --workspace my.workbench findings K001", N_("one account, by its code or name")),
        (
            "workbench --workspace my.workbench --json findings K001",
            N_("with codes, people and next steps for a script"),
        ),
    ),
)
@argument("account", help=N_("The id, code or name of the account."))
@click.pass_obj
def findings(invocation: Invocation, account: str) -> Answer:
    """Findings of one account's influence map."""
    from workbench.domain.influence_findings import Severity
    from workbench.services.accounts import find_account
    from workbench.services.influence_findings import get_findings

    with invocation.workspace() as workspace:
        found_account = find_account(workspace, account)
        found = get_findings(workspace, found_account.id)
    data = {
        "account": found_account.code,
        "name": found_account.name,
        "account_id": found_account.id,
        "findings": [
            {
                "code": one.code.value,
                "severity": one.severity.name.lower(),
                "people": one.names,
                "people_ids": one.people,
                "managers": [manager.name for manager in one.managers],
                "phases": [phase.value for phase in one.phases],
                "title": one.title,
                "message": one.message,
                "steps": [
                    {
                        "kind": step.kind.value,
                        "person_id": step.contact_id,
                        "via_id": step.via_id,
                        "manager_id": step.manager_id,
                        "label": step.label,
                    }
                    for step in one.steps
                ],
            }
            for one in found
        ],
    }

    def text() -> str:
        shown = table(
            [_("Severity"), _("Finding"), pgettext("influence map", "Who"), _("Next step")],
            [
                [one.severity.label, one.title, one.message, one.steps[0].label if one.steps else ""]
                for one in found
            ],
        )
        count = ngettext("{count} finding.", "{count} findings.", len(found)).format(count=len(found))
        return paragraphs(shown if found else "", count if found else _("Nothing to find fault with."))

    serious = any(one.severity > Severity.INFO for one in found)
    return Answer(data, text, FINDINGS if serious else DONE)
