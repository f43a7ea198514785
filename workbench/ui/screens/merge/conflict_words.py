"""Conflicts put into words: fields, their values, and where each came from."""

from datetime import date

from workbench.domain.record_words import field_label, value_text
from workbench.foundation.i18n import _, format_date, format_short_date, format_time
from workbench.services.conflicts import ConflictField, SideValue


def field_text(field: ConflictField) -> str:
    """What a field is called; several that travel as one are named by the first."""
    return field_label(field.columns[0])


def told(kind: str, value: SideValue) -> str:
    """The value in words; parts that travel as one are one under the other."""
    parts = [_part(kind, name, one) for name, one in value.values.items()]
    return "\n".join(part for part in parts if part) or _("(empty)")


def _part(kind: str, name: str, value: object) -> str:
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
    when = f"{format_short_date(at.date())} {format_time(at)}"
    return f"{value.author} · {when}" if value.author else when
