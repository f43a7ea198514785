"""What merging would do, does and did, in words for buttons and toasts."""

from collections.abc import Mapping, Sequence
from pathlib import Path

from workbench.foundation.i18n import _, clauses, format_number, ngettext
from workbench.services.merges import FileLook


def merge_text(looks: Mapping[Path, FileLook | None], ready: Sequence[Path]) -> str:
    """The word of the button that merges the files that are ready."""
    if len(ready) == 1:
        look = looks.get(ready[0])
        new = look.receipt.new if look is not None and look.receipt is not None else 0
        told = ngettext("Merge {count} entry", "Merge {count} entries", new)
        return told.format(count=format_number(new))
    told = ngettext("Merge {count} file", "Merge {count} files", len(ready))
    return told.format(count=format_number(len(ready))) if ready else _("Merge")


def merging_text(done: int, total: int) -> str:
    """How far merging is."""
    if total < 2:
        return _("Merging")
    return _("Merging: {done} of {total} files").format(done=format_number(done), total=format_number(total))


def merged_text(new: int, conflicts: int) -> str:
    """That it is done."""
    if not new:
        return _("Nothing new was merged")
    told = ngettext("Merged {count} entry", "Merged {count} entries", new).format(count=format_number(new))
    if conflicts:
        told = clauses(told, _("{count} to decide").format(count=format_number(conflicts)))
    return told


def taken_off_text(count: int) -> str:
    """That files wait no longer."""
    told = ngettext(
        "{count} file is off the list; nothing was merged.",
        "{count} files are off the list; nothing was merged.",
        count,
    )
    return told.format(count=format_number(count))
