"""Conflicts put into words: fields, their values, where each came from, and what a choice would do."""

from datetime import date

from workbench.domain.contract_deviations import Became, text_difference
from workbench.domain.journal_fold import EDITED_ALTHOUGH_MERGED, KEPT_FOR_CHILD
from workbench.domain.record_words import field_label, value_text
from workbench.foundation.i18n import _, format_date, format_short_date, format_time
from workbench.services.conflicts import ConflictField, ConflictRecord, Decision, Side, SideValue
from workbench.ui.kit.difference_label import Piece

# Shorter texts are taken in at a glance.
_LONG = 12
_PIECES = {Became.SAME: Piece.SAME, Became.REMOVED: Piece.REMOVED, Became.ADDED: Piece.ADDED}


def field_text(field: ConflictField) -> str:
    """What a field is called; several that travel as one are named by the first."""
    return field_label(field.columns[0])


def told(kind: str, value: SideValue) -> str:
    """The value in words; parts that travel as one are one under the other."""
    parts = [part_text(kind, name, one) for name, one in value.values.items()]
    return "\n".join(part for part in parts if part) or _("(empty)")


def part_text(kind: str, name: str, value: object) -> str:
    """One value in words: amounts and days as people write them."""
    if isinstance(value, str) and (name.endswith("_on") or name in ("on", "birthday")):
        try:
            return format_date(date.fromisoformat(value))
        except ValueError:
            return value
    return value_text(kind, name, value)


def origin(value: SideValue) -> str:
    """Who wrote the value, and when by the clock of that device."""
    if value.at is None:
        return value.author
    at = value.at.astimezone()
    # With the year: a clock that is a year wrong is to be seen.
    when = f"{format_short_date(at.date(), year=True)} {format_time(at)}"
    return f"{value.author} · {when}" if value.author else when


def consequence(field: ConflictField, side: Side) -> str:
    """What taking this side would do."""
    if side is field.shown:
        return _("shown now, stays so")
    if side is Side.BASE:
        return _("both changes go")
    goes = field.theirs if side is Side.MINE else field.mine
    return (
        _("replaces what {name} wrote").format(name=goes.author) if goes.author else _("replaces the other")
    )


def presence_consequence(record: ConflictRecord, decision: Decision) -> str:
    """What keeping or deleting a whole record would do."""
    if decision is Decision.DELETE:
        return _("goes with all that hangs on it; undo brings it back")
    if record.flag == EDITED_ALTHOUGH_MERGED:
        return _("shown now; what was written in the duplicate stays in the history")
    if record.flag == KEPT_FOR_CHILD:
        return _("shown now, stays with what was added to it")
    return _("shown now, stays with its changes")


def difference(field: ConflictField) -> list[tuple[str, Piece]]:
    """What of a longer text differs between mine and theirs, word by word; nothing for other values."""
    if len(field.columns) != 1:
        return []
    one, other = (next(iter(side.values.values()), None) for side in (field.mine, field.theirs))
    if not (isinstance(one, str) and isinstance(other, str)) or min(len(one), len(other)) < _LONG:
        return []
    return [(part.text, _PIECES[part.became]) for part in text_difference(one, other)]


def side_word(key: Side | Decision | None) -> str:
    """What was taken, in a word; ``None`` for a value that was typed."""
    words = {
        Side.BASE: _("Before"),
        Side.MINE: _("Mine"),
        Side.THEIRS: _("Theirs"),
        Decision.KEEP: _("Kept"),
        Decision.DELETE: _("Deleted"),
    }
    return words[key] if key is not None else _("Another value")
