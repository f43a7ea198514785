"""Removing daily backups that are no longer kept or were never finished, and no other file."""

import re
from datetime import date
from pathlib import Path

from workbench.domain.backup_rotation import kept_days
from workbench.foundation.files import os_errors


def remove_days(path: Path, folder: Path, today: date) -> None:
    """Of the daily backups of ``path`` in ``folder`` keep those that ``kept_days`` names.

    Those of days after ``today`` were made before the clock was set back: they stay, and push nothing out.
    """
    name = rf"{re.escape(path.stem)}\.(\d{{4}}-\d\d-\d\d){re.escape(path.suffix)}"
    named, begun = re.compile(name), re.compile(rf"\.{name}\..*\.part")
    with os_errors(folder):
        daily: dict[date, Path] = {}
        for file in list(folder.iterdir()):
            if begun.fullmatch(file.name):
                file.unlink()
            match = named.fullmatch(file.name)
            day = _day(match[1]) if match else None
            if day is not None:
                daily[day] = file
        past = {day for day in daily if day <= today}
        for day in past - kept_days(past):
            daily[day].unlink()


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None
