"""The last steps of the demo: the file handed over, merged twice, and the two workspaces compared."""

from pathlib import Path

from workbench.foundation.errors import WorkbenchError
from workbench.foundation.i18n import _, format_number
from workbench.services import checks, exchange, records
from workbench.services.demo_report import DemoReport, must
from workbench.storage.merge_receipts import MergeReceipt
from workbench.storage.workspace import Workspace


def hand_over(workspace: Workspace, path: Path, report: DemoReport) -> int:
    """Export the workspace; returns how many journal entries went out."""
    report.step(_("File handed over"))
    receipt = exchange.export_workspace(workspace, path)
    report.say(
        _("{file}: {count} journal entries").format(file=path.name, count=format_number(receipt.entries))
    )
    report.say(f"SHA-256 {receipt.sha256}")
    return receipt.entries


def merge_twice(rep: Workspace, head: Workspace, file: Path, exported: int, report: DemoReport) -> int:
    """Merge into the head's file twice; returns the entries that were new the first time."""
    report.step(_("Merged into the head's workspace"))
    receipt = _merged(head, file)
    report.say(
        _("Receipt: {new} new entries, {known} known, {conflicts} conflicts, by {authors}").format(
            new=format_number(receipt.new),
            known=format_number(receipt.known),
            conflicts=receipt.conflicts,
            authors=", ".join(receipt.authors),
        )
    )
    for entity, counts in receipt.by_entity.items():
        rows = _("{created} created, {changed} changed").format(
            created=format_number(counts.created), changed=format_number(counts.changed)
        )
        report.say(f"  {entity}: {rows}")
    must(receipt.new + receipt.known == exported, _("the merge did not see every exported entry"))
    must(receipt.conflicts == 0, _("an empty workspace has conflicts after the merge"))
    must(_merged(head, file).new == 0, _("merging again brought something new"))
    report.say(_("Merged again: nothing changes."))
    for kind in records.KINDS:
        if kind != "transactions":
            same = records.list_records(rep, kind).rows == records.list_records(head, kind).rows
            must(same, _("the two workspaces differ in: {kind}").format(kind=kind))
    for workspace in (rep, head):
        must(checks.check_workspace(workspace).ok, _("the check of a workspace found something"))
    report.say(_("Both workspaces hold the same records, and both are sound."))
    return receipt.new


def _merged(head: Workspace, file: Path) -> MergeReceipt:
    (merged,) = exchange.merge_files(head, [file]).files
    if merged.error is not None or merged.receipt is None:
        raise merged.error or WorkbenchError(_("The merge gave no receipt."))
    return merged.receipt
