"""Files that wait to be merged put into words: where each stands, from whom it is, what to know of it."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from pathlib import Path

from workbench.foundation.errors import WrongPassphrase
from workbench.foundation.i18n import (
    _,
    clauses,
    format_date,
    format_number,
    format_short_date,
    format_time,
    in_a_row,
    labelled,
    ngettext,
)
from workbench.services.arrivals import Origin
from workbench.services.merges import FileInfo, FileLook, MergeReceipt, Warn
from workbench.ui.kit.marks import CAUTION, SEVERE, Mark
from workbench.ui.kit.tokens import Tone

LOOKING, WAITING, READY = Mark("loader"), Mark("clock"), Mark("circle-check", Tone.OK)
LOCKED, KNOWN = Mark("lock"), Mark("circle-check", Tone.TEXT2)


def state_of(look: FileLook | None, *, looking: bool = False) -> tuple[Mark, str]:
    """Where a file stands: its mark, and the word beside it."""
    if look is None:
        return (LOOKING, _("Looking into it…")) if looking else (WAITING, _("Waits"))
    if isinstance(look.error, WrongPassphrase):
        return LOCKED, _("Has a passphrase")
    if look.receipt is None:
        return SEVERE, _("Refused")
    if not look.receipt.new:
        return KNOWN, _("Known already")
    caution = look.receipt.conflicts or set(look.warnings) - {Warn.MERGED}
    return CAUTION if caution else READY, _("Ready")


def who_of(look: FileLook | None, path: Path) -> str:
    """From whom a file is, as far as it says so."""
    if look is None:
        return path.stem
    authors = look.receipt.authors if look.receipt is not None else ()
    return (look.info.exported_by if look.info else "") or ", ".join(authors) or path.stem


def moment(at: datetime | None, *, year: bool = False) -> str:
    """A day and time in a narrow place."""
    if at is None:
        return ""
    return f"{format_short_date(at.astimezone().date(), year=year)} {format_time(at)}"


def span_text(first: datetime | None, last: datetime | None) -> str:
    """From which day to which; empty where neither is known."""
    if first is None or last is None:
        return ""
    one, other = first.astimezone().date(), last.astimezone().date()
    if one == other:
        return format_date(one)
    return _("{first} to {last}").format(first=format_date(one), last=format_date(other))


def shares_text(receipt: MergeReceipt) -> list[str]:
    """From whom the changes are, a line for each author."""
    by_author: dict[str, tuple[int, int]] = {}
    for share in receipt.shares:
        changes, devices = by_author.get(share.author, (0, 0))
        by_author[share.author] = changes + share.changes, devices + 1
    told = []
    for author, (changes, devices) in sorted(by_author.items(), key=lambda one: -one[1][0]):
        count = ngettext("{count} change", "{count} changes", changes).format(count=format_number(changes))
        on = ngettext("on {count} device", "on {count} devices", devices).format(count=format_number(devices))
        told.append(labelled(author or _("Without a name"), clauses(count, on if devices > 1 else "")))
    return told


def warning_texts(look: FileLook) -> list[str]:
    """What should be known of the file before it is merged."""
    found = []
    for warn, amount in look.warnings.items():
        count = format_number(amount)
        if warn is Warn.FUTURE:
            text = ngettext(
                "Their clock is ahead: changes are dated up to {count} day after today. They are merged in "
                "the right order all the same.",
                "Their clock is ahead: changes are dated up to {count} days after today. They are merged in "
                "the right order all the same.",
                amount,
            )
        elif warn is Warn.BEHIND:
            text = ngettext(
                "Their clock is {count} day behind. The changes are merged in the right order all the same.",
                "Their clock is {count} days behind. The changes are merged in the right order all the same.",
                amount,
            )
        elif warn is Warn.OLDER:
            text = _("This file is older than the newest work that is here of the same person.")
        elif warn is Warn.ERASED:
            text = ngettext(
                "{count} record is about somebody who was erased here; it is erased again afterwards.",
                "{count} records are about people who were erased here; they are erased again afterwards.",
                amount,
            )
        else:
            continue
        found.append(text.format(count=count))
    return found


def scope_text(info: FileInfo | Origin) -> str:
    """What of its workspace a file holds, in the words of its writer where it has them."""
    scope = info.scope
    if scope.is_whole:
        return _("The whole file")
    if info.scope_words:
        return _("A part: {what}").format(what=info.scope_words)
    accounts = managers = ""
    if scope.manager_ids:
        count = len(scope.manager_ids)
        managers = ngettext("accounts of {count} manager", "accounts of {count} managers", count).format(
            count=format_number(count)
        )
    if scope.account_ids:
        count = len(scope.account_ids)
        accounts = ngettext("{count} account", "{count} accounts", count).format(count=format_number(count))
    days = ""
    if scope.first or scope.last:
        days = _("from {first} to {last}").format(
            first=format_date(scope.first) if scope.first else "…",
            last=format_date(scope.last) if scope.last else "…",
        )
    return _("A part: {what}").format(what=clauses(managers, *sorted(scope.segments), accounts, days))


def sentence_of(look: FileLook) -> str:
    """What merging a file that can be merged would do."""
    receipt = look.receipt
    if receipt is None:
        return ""
    if not receipt.new:
        return _("Everything in this file is known already; merging it changes nothing.")
    text = ngettext(
        "{count} new entry, {known} known already.",
        "{count} new entries, {known} known already.",
        receipt.new,
    ).format(count=format_number(receipt.new), known=format_number(receipt.known))
    if not receipt.conflicts:
        return text
    told = ngettext(
        "{count} thing was changed on both sides and is yours to decide after the merge.",
        "{count} things were changed on both sides and are yours to decide after the merge.",
        receipt.conflicts,
    )
    return in_a_row(text, told.format(count=format_number(receipt.conflicts)))


def left_text(left: Sequence[Path]) -> str:
    """Which files of a folder are no workspaces and stay where they are."""
    if not left:
        return ""
    names = clauses(*(path.name for path in left[:3]), "…" if len(left) > 3 else "")
    told = ngettext(
        "{count} other file was left alone: {names}",
        "{count} other files were left alone: {names}",
        len(left),
    )
    return told.format(count=format_number(len(left)), names=names)


def remaining(looks: Mapping[Path, FileLook | None]) -> str:
    """How many files have been looked into, of how many."""
    done = sum(look is not None for look in looks.values())
    return _("{done} of {total} looked into").format(
        done=format_number(done), total=format_number(len(looks))
    )
