"""Backups of a workspace: made every day and before each large act, listed, and copied to a second place."""

import glob
import re
from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum
from pathlib import Path

from workbench.domain.backup_rotation import BEFORE_KEPT
from workbench.foundation.errors import NotFound
from workbench.foundation.files import make_folder, os_errors
from workbench.foundation.i18n import _, pgettext
from workbench.foundation.settings import Settings, change_settings, load_settings
from workbench.storage.backup import backup_file, ensure_daily_backup
from workbench.storage.placing import copy_whole, free_name
from workbench.storage.rotation import remove_days
from workbench.storage.workspace import Workspace, home_of

BACKUP_FOLDER = "backups"
_DAY = r"\d{4}-\d\d-\d\d"
_KINDS = r"merge|import|restore|repair|passphrase"


class BackupKind(StrEnum):
    """Why a backup was made; its words stand in the names of the files."""

    DAILY = "daily"
    ASKED = "asked"
    IMPORT = "import"
    MERGE = "merge"
    RESTORE = "restore"
    REPAIR = "repair"
    PASSPHRASE = "passphrase"
    MIGRATION = "migration"
    DAMAGED = "damaged"

    @property
    def label(self) -> str:
        return {
            BackupKind.DAILY: pgettext("backup", "Daily"),
            BackupKind.ASKED: pgettext("backup", "Made by hand"),
            BackupKind.IMPORT: pgettext("backup", "Before an import"),
            BackupKind.MERGE: pgettext("backup", "Before a merge"),
            BackupKind.RESTORE: pgettext("backup", "Before a restore"),
            BackupKind.REPAIR: pgettext("backup", "Before a repair"),
            BackupKind.PASSPHRASE: pgettext("backup", "Before another passphrase"),
            BackupKind.MIGRATION: pgettext("backup", "Before a newer version of the program"),
            BackupKind.DAMAGED: pgettext("backup", "Damaged file, kept as it was"),
        }[self]


@dataclass(frozen=True)
class Backup:
    """A backup of the workspace: the file, when it was written (local time), its size in bytes, and why."""

    path: Path
    at: datetime
    size: int
    kind: BackupKind = BackupKind.DAILY


@dataclass(frozen=True)
class SecondPlace:
    """The other folder for backups. ``there``: it can be reached now; ``copied``: how many files were new
    there; ``latest``: the newest backup that lies there, if any."""

    folder: Path
    there: bool
    copied: int = 0
    latest: datetime | None = None


def backup_workspace(workspace: Workspace, to: Path | None = None) -> Path:
    """Copy the workspace to ``to``, or to a new file in the folder ``backups`` beside it; its path.

    The copy is complete, checked, and under the same passphrase. Raises as ``backup_file``, and
    ``NotAllowed`` beside a file that is only looked at: it would go with that.
    """
    if to is None:
        workspace.check_changeable()
        folder = _made(backup_folder(workspace))
        moment = f"{workspace.clock.now().astimezone():%Y-%m-%d-%H%M%S}"
        to = free_name(folder / f"{workspace.path.stem}.{moment}{workspace.path.suffix}")
    return backup_file(workspace, to)


def backup_before(workspace: Workspace, what: str) -> Path:
    """A backup of the state just before something large; of each kind the last few are kept.

    ``what`` is a word of ``BackupKind`` for the file's name. Raises as ``backup_file``.
    """
    made = backup_file(workspace, name_before(workspace.path, what, workspace.clock.now()))
    remove_older(workspace.path, what, made)
    return made


def name_before(path: Path, what: str, at: datetime) -> Path:
    """Where the backup of ``path`` from before something lies; the folder is there afterwards."""
    folder = _made(path.parent / BACKUP_FOLDER)
    name = f"{path.stem}.before-{what}.{at.astimezone():%Y-%m-%d-%H%M%S}{path.suffix}"
    return free_name(folder / name)


def remove_older(path: Path, what: str, made: Path) -> None:
    """Of the backups from before such an act keep the last few up to the one just ``made``.

    Those dated later were made before the clock was set back: they stay, and push nothing out.
    """
    folder = path.parent / BACKUP_FOLDER
    name = rf"{re.escape(f'{path.stem}.before-{what}')}\.({_DAY}-\d{{6}})(?:-(\d+))?{re.escape(path.suffix)}"
    named, begun = re.compile(name, re.DOTALL), re.compile(rf"\.{name}\..*\.part", re.DOTALL)
    dated: dict[tuple[str, int], Path] = {}
    with os_errors(folder):
        for file in list(folder.iterdir()):
            if match := named.fullmatch(file.name):
                dated[match[1], int(match[2] or 1)] = file
            elif begun.fullmatch(file.name):
                # A killed program's: its name, with the time in it, never comes again.
                file.unlink()
        until = next((key for key, file in dated.items() if file.name == made.name), None)
        past = sorted(key for key in dated if until is None or key <= until)
        for key in past[:-BEFORE_KEPT]:
            dated[key].unlink()


def backup_today(workspace: Workspace) -> Path:
    """The backup of today, made now if there is none yet; of earlier days ``kept_days`` stay."""
    return ensure_daily_backup(workspace)


def backup_folder(workspace: Workspace | Path) -> Path:
    """Where backups of the workspace lie; made with the first of them."""
    path = workspace if isinstance(workspace, Path) else workspace.path
    return path.parent / BACKUP_FOLDER


def list_backups(workspace: Workspace | Path) -> tuple[Backup, ...]:
    """The backups of this workspace beside it, the latest first. Raises ``ReadOnly``.

    The file itself need not be there, nor be readable.
    """
    path = workspace if isinstance(workspace, Path) else workspace.path
    folder = backup_folder(path)
    found = []
    with os_errors(folder):
        for file in folder.iterdir() if folder.is_dir() else ():
            kind = _kind_of(path, file.name)
            if kind is not None:
                found.append(_backup(file, kind))
        migrated = re.compile(rf"{re.escape(path.stem)}\.before-\d{{4}}(-\d+)?{re.escape(path.suffix)}")
        found += [
            _backup(file, BackupKind.MIGRATION)
            for file in path.parent.glob(f"{glob.escape(path.stem)}.before-*")
            if migrated.fullmatch(file.name)
        ]
    return tuple(sorted(found, key=lambda one: (one.at, one.path.name), reverse=True))


def second_place(path: Path) -> Path | None:
    """The other folder that backups of the workspace at ``path`` are copied to, if one is set."""
    folder = load_settings().backup_places.get(str(path))
    return Path(folder) if folder else None


def set_second_place(path: Path, folder: Path | None) -> None:
    """Copy backups of the workspace at ``path`` to ``folder`` too, or no longer.

    Raises ``NotFound`` for a folder that is not there or is the folder of the backups itself.
    """
    if folder is not None and not folder.is_dir():
        raise NotFound(
            _("This folder does not exist."), hint=_("Choose an existing folder."), where=str(folder)
        )
    if folder is not None and folder.resolve() == backup_folder(path).resolve():
        raise NotFound(
            _("The backups lie in this folder already."),
            hint=_("Choose a folder on another disk or on a stick."),
            where=str(folder),
        )

    def change(stored: Settings) -> Settings:
        places = {name: place for name, place in stored.backup_places.items() if name != str(path)}
        return replace(stored, backup_places=places | ({str(path): str(folder)} if folder else {}))

    change_settings(change)


def copy_backups(workspace: Workspace) -> SecondPlace | None:
    """Bring the second place up to date; ``None`` where none is set.

    A folder that is not there (a stick that was pulled) is no error: what it lacks is copied when it is
    back. Days that rotation would not keep are not kept there either. Raises ``NoSpace`` or ``ReadOnly``.
    """
    path = workspace.path
    place = second_place(path)
    if place is None:
        return None
    if not place.is_dir():
        return SecondPlace(place, there=False)
    # Two files of one name on two computers may share a stick.
    folder = place / f"{path.stem}-{home_of(path)[:6]}"
    copied = 0
    own = list_backups(path)
    make_folder(folder)
    with os_errors(folder):
        for one in own:
            target = folder / one.path.name
            if not target.exists() or target.stat().st_size != one.size:
                copy_whole(one.path, target)
                copied += 1
        remove_days(path, folder, workspace.clock.today())
    return SecondPlace(place, True, copied, own[0].at if own else None)


def _kind_of(path: Path, name: str) -> BackupKind | None:
    why = rf"(before-(?:{_KINDS})|damaged)\.(?=.{{11}}\d{{6}})"
    own = rf"{re.escape(path.stem)}\.(?:{why})?({_DAY})(-\d{{6}})?(?:-\d+)?"
    match = re.fullmatch(own + re.escape(path.suffix), name)
    if match is None:
        return None
    if match[1]:
        return BackupKind(match[1].removeprefix("before-"))
    return BackupKind.ASKED if match[3] else BackupKind.DAILY


def _backup(file: Path, kind: BackupKind) -> Backup:
    facts = file.stat()
    return Backup(file, datetime.fromtimestamp(facts.st_mtime).astimezone(), facts.st_size, kind)


def _made(folder: Path) -> Path:
    make_folder(folder)
    return folder
