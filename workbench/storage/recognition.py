"""What kind of file lies at a path, told before SQLite sees it: ours, damaged, locked away, or not ours."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any, BinaryIO, Final

from workbench.domain.recovery_code import find_mistake, read_code, wrong_code
from workbench.foundation.errors import Damaged, Locked, NotAWorkspace, NotFound, WrongPassphrase
from workbench.foundation.files import is_special, os_errors
from workbench.foundation.i18n import _, ngettext
from workbench.storage.cipher import (
    PAGE_SIZE,
    SALT_SIZE,
    SEALED,
    FileKey,
    PageSeal,
    derive_key,
    salt_kind,
)

_SQLITE_START: Final = b"SQLite format 3\x00"
_PACKAGE_START: Final = b"age-encryption.org/v1\n"
_PAGES_TOLD: Final = 5


def recognise(path: Path, passphrase: str | None) -> FileKey:
    """The key that opens the workspace file at ``path``, proven by its first page.

    Constant time for a whole file with the right passphrase. A passphrase for a file that has none is
    ignored; the file's recovery code (``domain/recovery_code.py``) is as good as its passphrase. Raises
    ``NotFound``; ``NotAWorkspace``; ``WrongPassphrase`` (also where one is missing); and ``Damaged`` where
    the passphrase is right, since another page accepts it, but the first page fails, or where the file's
    length is no whole number of pages. A journal left by a killed program excuses both: SQLite mends them
    when it opens the file.
    """
    salt = read_salt(path)
    with os_errors(path), path.open("rb") as file:
        first = file.read(PAGE_SIZE)
        kind = salt_kind(salt)
        size = file.seek(0, 2)
        unfinished = has_journal(path)
        if kind == "scratched" or size < PAGE_SIZE or (size % PAGE_SIZE and not unfinished):
            raise damaged(path)
        if kind == "sealed":
            key = SEALED
        elif passphrase is None:
            raise WrongPassphrase(
                _("This file has a passphrase."),
                hint=_("Enter its passphrase or its recovery code."),
                where=str(path),
            )
        else:
            key = derive_key(passphrase, salt)
        for one in (*_of_code(passphrase, key), key):
            seal = PageSeal(one)
            if seal.holds(first, 1):
                return one
            if not one.secret or any(seal.holds(page, number) for number, page in _pages(file)):
                # Its key, but its first page is not as it was written.
                if unfinished:
                    return one
                raise damaged(path)
    raise _wrong_passphrase(passphrase or "", path)


def _of_code(passphrase: str | None, derived: FileKey) -> tuple[FileKey, ...]:
    """The key that the passphrase is the recovery code of, if it is one and the file has a key of its own."""
    raw = read_code(passphrase) if passphrase and derived.secret else None
    return (FileKey(raw, derived.salt),) if raw is not None else ()


def _wrong_passphrase(typed: str, path: Path) -> WrongPassphrase:
    if read_code(typed) is not None:
        return wrong_code(str(path))
    mistake = find_mistake(typed)
    if mistake is not None:
        return WrongPassphrase(mistake.message, hint=mistake.hint, where=str(path))
    return WrongPassphrase(
        _("The passphrase does not open this file."),
        hint=_("Check upper and lower case and the keyboard's language, then try again."),
        where=str(path),
    )


def read_salt(path: Path) -> bytes:
    """The first 16 bytes of the file, if they are a workspace's, whole or scratched.

    Raises ``NotFound`` or ``NotAWorkspace``.
    """
    if path.is_dir():
        raise NotFound(
            _("This is a folder, not a file."), hint=_("Choose a file inside it."), where=str(path)
        )
    if is_special(path):
        raise _not_a_workspace(b"special", path)
    with os_errors(path), path.open("rb") as file:
        salt = file.read(SALT_SIZE)
    if salt_kind(salt) == "foreign":
        raise _not_a_workspace(salt, path)
    return salt


def is_workspace(path: Path) -> bool:
    """Whether a workspace file lies at ``path``, whole or damaged, with a passphrase or without.

    Costs the reading of 16 bytes, and never raises: what cannot be read counts as a workspace if it is
    named as one, so that nobody writes over it unseen.
    """
    if is_special(path):
        return False
    try:
        with path.open("rb") as file:
            return salt_kind(file.read(SALT_SIZE)) != "foreign"
    except (FileNotFoundError, NotADirectoryError, IsADirectoryError, ValueError):
        return False
    except OSError:
        return path.suffix == ".workbench"


def has_journal(path: Path) -> bool:
    """Whether a transaction is changing the file, or was cut off in it by a crash.

    A journal whose first byte is still zero is only being prepared, or was left so by a crash: SQLite has
    not touched the file itself yet, and takes no notice of such a journal.
    """
    try:
        with path.with_name(path.name + "-journal").open("rb") as journal:
            return journal.read(1) not in (b"", b"\x00")
    except OSError:
        return False


def being_written(path: Path) -> Locked:
    """The error for a file whose last transaction is not finished."""
    return Locked(
        _("The file is being written at the moment, or its last change was cut off."),
        hint=_("Close it where it is open, or open it once and close it again. Better: ask for an export."),
        where=str(path),
    )


def damaged_pages(path: Path, key: FileKey) -> list[int]:
    """The numbers, from 1, of all pages that are not as they were written. Reads the whole file."""
    seal = PageSeal(key)
    with os_errors(path), path.open("rb") as file:
        return [number for number, page in _pages(file) if not seal.holds(page, number)]


def has_damaged_pages(connection: Any) -> bool:
    """What ``damaged_pages`` tells, without the numbers: SQLCipher reads the whole file behind the
    connection in one go, while which no other thread has to wait."""
    return connection.execute("PRAGMA cipher_integrity_check").fetchone() is not None


def damaged(path: Path, pages: list[int] | None = None) -> Damaged:
    """The error for a file that is a workspace but not a whole one; ``pages`` as far as they are known."""
    hint = _("Open the latest backup of it, or ask for the file again.")
    if not pages:
        return Damaged(_("The file is damaged."), hint=hint, where=str(path))
    told = ", ".join(str(number) for number in pages[:_PAGES_TOLD])
    message = ngettext(
        "The file is damaged: {count} page (number {pages}) is not as it was written.",
        "The file is damaged: {count} pages (the first: {pages}) are not as they were written.",
        len(pages),
    ).format(count=len(pages), pages=told)
    return Damaged(message, hint=hint, where=str(path))


def _pages(file: BinaryIO) -> Iterator[tuple[int, bytes]]:
    file.seek(0)
    number = 1
    while page := file.read(PAGE_SIZE):
        yield number, page
        number += 1


def _not_a_workspace(first: bytes, path: Path) -> NotAWorkspace:
    if not first:
        message = _("The file is empty.")
    elif first.startswith(_SQLITE_START):
        message = _("This is another program's database.")
    elif _PACKAGE_START.startswith(first):
        return NotAWorkspace(
            _("This file was written for recipients; it cannot be opened to work in it."),
            hint=_("Merge it into the workspace that it was written for."),
            where=str(path),
        )
    else:
        message = _("This is not a workspace file.")
    return NotAWorkspace(message, hint=_("Choose a file that this program wrote."), where=str(path))
