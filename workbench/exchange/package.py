"""Files that only those can read for whom they were written: age packages for one or more public keys.

What lies in a package is a workspace file under a passphrase that was made for it alone and travels in
front of it, inside the encryption. So neither the sender's nor the receiver's disk ever holds readable
data: the file beside the package is encrypted on both sides, and its passphrase is only in memory.

The format is that of https://age-encryption.org/v1. A package is recognised by its first bytes, never by
its name. Nothing in one is trusted: its header may have 32 KiB and 250 recipients (reading it costs
quadratic time), its content 4 GiB, and each 64 KiB of the content are authenticated before anything sees
them.
"""

import hashlib
import secrets
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import BinaryIO, Final

import pyrage
from pyrage import x25519

from workbench.foundation.errors import BadInput, Damaged, NotFound, WorkbenchError
from workbench.foundation.files import is_special, os_errors, replace_file
from workbench.foundation.i18n import _

MARK: Final = b"age-encryption.org/v1\n"
LARGEST_CONTENT: Final = 4 << 30
MOST_RECIPIENTS: Final = 200
_LARGEST_HEADER: Final = 32 << 10
_MOST_STANZAS: Final = MOST_RECIPIENTS + 50
_HEADER_END: Final = b"\n--- "
_STANZA: Final = b"\n-> "
_INSIDE: Final = b"workbench package 1\n"
_SECRET_BYTES: Final = 32
_FRONT: Final = len(_INSIDE) + 2 * _SECRET_BYTES + 1
_CHUNK: Final = 1 << 20
_LONGEST_KEY: Final = 200
_PRIVATE_START: Final = "AGE-SECRET-KEY-"

OnStep = Callable[[int, int], object]
"""Told how many bytes of how many are done; may raise to stop."""


class NotForUs(WorkbenchError):
    """The package was written for other keys than ours; no passphrase helps, so none is asked for."""

    code = "wrong_passphrase"


@dataclass(frozen=True)
class ReceivingKey:
    """Both halves of a key. ``public`` is handed out; ``private`` never leaves its owner's file."""

    public: str
    private: str = field(repr=False)


def new_key() -> ReceivingKey:
    """A key that nobody had before."""
    return key_of(str(x25519.Identity.generate()))


def key_of(private: str) -> ReceivingKey:
    """The key whose private half this is. Raises ``BadInput`` for anything else; never repeats the text."""
    try:
        identity = x25519.Identity.from_str(private.strip())
    except pyrage.IdentityError:
        raise BadInput(_("The receiving key in this file cannot be read.")) from None
    return ReceivingKey(str(identity.to_public()), str(identity))


def checked_public_key(text: str, where: str = "public_key") -> str:
    """A public key as it is kept, without what surrounds it in a message or a file of keys.

    Raises ``BadInput``: loudly where somebody pasted the private half, which must not be given away.
    """
    if _PRIVATE_START.casefold() in text.casefold():
        raise BadInput(
            _("This is the private half of a key. It must never leave its owner's computer."),
            hint=_(
                "Nothing was kept. Whoever sent it to you must make a new key, and hand out the public half: "
                "it begins with age1."
            ),
            where=where,
        )
    words = [word for line in text.splitlines() if not line.lstrip().startswith("#") for word in line.split()]
    if len(words) != 1 or len(words[0]) > _LONGEST_KEY:
        raise BadInput(_("A public key is one word that begins with age1."), where=where)
    try:
        return str(x25519.Recipient.from_str(words[0].lower()))
    except (pyrage.RecipientError, UnicodeError):
        raise BadInput(
            _("This is no public key, or a letter of it is wrong."),
            hint=_("Copy it as a whole; it begins with age1."),
            where=where,
        ) from None


def new_secret() -> str:
    """A passphrase for the file inside one package."""
    return secrets.token_hex(_SECRET_BYTES)


def is_package(path: Path) -> bool:
    """Whether an age package lies at ``path``; costs the reading of 22 bytes and never raises."""
    if is_special(path):
        return False
    try:
        with path.open("rb") as file:
            return file.read(len(MARK)) == MARK
    except (OSError, ValueError):
        return False


def write_package(
    content: Path, secret: str, target: Path, public_keys: Sequence[str], on_step: OnStep | None = None
) -> str:
    """Encrypt the file ``content``, with its ``secret``, for all ``public_keys``; its SHA-256 (hex).

    Checked before it takes its place: the package is read back and decrypted, and must give what went in.
    For that it is also encrypted for a key that is made for this and forgotten with it. What cannot be
    checked here is whether a recipient still has the private half. Memory is bounded, ``target`` is replaced
    in one durable step, and nothing is left of it on any error. Raises ``BadInput`` for a key that is none,
    ``NoSpace``, ``ReadOnly``, ``NotFound``, ``Damaged`` where the disk gives back something else.
    """
    if not 0 < len(public_keys) <= MOST_RECIPIENTS:
        raise BadInput(_("Choose for whom the file is."), where="recipients")
    keys = [x25519.Recipient.from_str(checked_public_key(key)) for key in public_keys]
    control = x25519.Identity.generate()
    front = _INSIDE + secret.encode("ascii") + b"\n"
    total = 2 * (content.stat().st_size + len(front))
    digests: list[str] = []

    def write(part: Path) -> None:
        with content.open("rb") as file, part.open("wb") as out:
            source = _Source(file, front, lambda done: on_step and on_step(done, total))
            sink = _Sink(out)
            try:
                pyrage.encrypt_io(source, sink, [*keys, control.to_public()])
            except (pyrage.EncryptError, OSError) as error:
                raise source.error or sink.error or error from None
            out.flush()
        with part.open("rb") as file:
            again = _Sink(None, lambda done: on_step and on_step(total // 2 + done, total))
            try:
                pyrage.decrypt_io(file, again, [control])
            except (pyrage.DecryptError, OSError) as error:
                raise again.error or _not_as_written(target) from error
            if again.digest() != source.digest():
                raise _not_as_written(target)
            file.seek(0)
            digests.append(hashlib.file_digest(file, "sha256").hexdigest())

    replace_file(target, write)
    return digests[0]


def read_package(
    package: Path, target: Path, private_keys: Sequence[str], on_step: OnStep | None = None
) -> str | None:
    """Decrypt a package into the new file ``target``; the passphrase of what lies in it, or ``None``.

    The caller made the folder of ``target`` private and removes it. Raises ``NotForUs``, ``Damaged``,
    ``BadInput`` above 4 GiB, ``NotFound`` and ``NoSpace``; then ``target`` holds nothing to rely on.
    """
    with os_errors(package), package.open("rb") as file:
        total = file.seek(0, 2)
        _check_header(file, package)
        if total > LARGEST_CONTENT:
            raise _too_large(package)
        file.seek(0)
        identities = [x25519.Identity.from_str(key) for key in private_keys]
        with os_errors(target), target.open("xb") as out:
            target.chmod(0o600)
            source = _Source(file, b"", lambda done: on_step and on_step(done, total))
            inside = _Inside(out, package)
            try:
                pyrage.decrypt_io(source, inside, identities)
                inside.finish()
            except (pyrage.DecryptError, OSError) as error:
                raise source.error or inside.error or _named(error, package) from None
    return inside.secret


def _named(error: Exception, package: Path) -> WorkbenchError:
    # The library has one kind of error and words; these have not changed since its first version.
    if "No matching keys" in str(error):
        return NotForUs(
            _("This file was not written for you."),
            hint=_("Hand your receiving key to whoever wrote it, and ask for the file again."),
            where=str(package),
        )
    return _damaged(package)


def _damaged(package: Path) -> Damaged:
    return Damaged(_("The file is damaged."), hint=_("Ask for the file again."), where=str(package))


def _not_as_written(target: Path) -> Damaged:
    return Damaged(
        _("The disk gave back something else than was written to it."),
        hint=_("Choose another disk or stick."),
        where=str(target),
    )


def _too_large(package: Path) -> BadInput:
    return BadInput(
        _("The file is larger than {limit} GiB.").format(limit=LARGEST_CONTENT >> 30),
        hint=_("Ask for an export of a part of it."),
        where=str(package),
    )


def _check_header(file: BinaryIO, package: Path) -> None:
    file.seek(0)
    start = file.read(_LARGEST_HEADER)
    if not start.startswith(MARK):
        raise NotFound(
            _("This is no encrypted file."),
            hint=_("Choose a file that this program wrote."),
            where=str(package),
        )
    header, end, _content = start.partition(_HEADER_END)
    if not end or header.count(_STANZA) > _MOST_STANZAS:
        raise _damaged(package)


class _Source:
    """What the library reads from. It tells errors as text only, so what was raised here is kept."""

    def __init__(self, file: BinaryIO, front: bytes, on_bytes: Callable[[int], object]) -> None:
        self._file = file
        self._front = front
        self._on_bytes = on_bytes
        self._digest = hashlib.sha256()
        self._done = 0
        self._told = 0
        self.error: BaseException | None = None

    def read(self, size: int) -> bytes:
        try:
            data, self._front = self._front[:size], self._front[size:]
            data = data or self._file.read(size)
            self._digest.update(data)
            self._done += len(data)
            if self._done - self._told >= _CHUNK or not data:
                self._told = self._done
                self._on_bytes(self._done)
        except BaseException as error:
            self.error = error
            raise
        return data

    def digest(self) -> bytes:
        return self._digest.digest()


class _Sink:
    """What the library writes to; without a file what comes is only counted and hashed."""

    def __init__(self, file: BinaryIO | None, on_bytes: Callable[[int], object] | None = None) -> None:
        self._file = file
        self._on_bytes = on_bytes
        self._digest = hashlib.sha256()
        self._done = 0
        self._told = 0
        self.error: BaseException | None = None

    def write(self, data: bytes) -> int:
        try:
            self._digest.update(data)
            self._take(data)
            self._done += len(data)
            if self._on_bytes is not None and self._done - self._told >= _CHUNK:
                self._told = self._done
                self._on_bytes(self._done)
        except BaseException as error:
            self.error = error
            raise
        return len(data)

    def flush(self) -> None:
        """Nothing waits here."""

    def digest(self) -> bytes:
        return self._digest.digest()

    def _take(self, data: bytes) -> None:
        if self._file is not None:
            self._file.write(data)


class _Inside(_Sink):
    """What comes out of a package: the passphrase in front is kept apart, the rest goes into the file."""

    def __init__(self, file: BinaryIO, package: Path) -> None:
        super().__init__(file)
        self._package = package
        self._front: bytes | None = b""
        self.secret: str | None = None

    def _take(self, data: bytes) -> None:
        if self._done + len(data) > LARGEST_CONTENT + _FRONT:
            raise _too_large(self._package)
        if self._front is not None:
            self._front += data
            if len(self._front) < _FRONT:
                return
            data = self._opened()
        super()._take(data)

    def finish(self) -> None:
        """Write what waited: a content too short to have a passphrase in front."""
        if self._front is not None:
            super()._take(self._opened())

    def _opened(self) -> bytes:
        whole, self._front = self._front or b"", None
        if not whole.startswith(_INSIDE):
            # A plain file that somebody encrypted with another program; what it is is seen elsewhere.
            return whole
        secret = whole[len(_INSIDE) : _FRONT - 1]
        if len(whole) < _FRONT or whole[_FRONT - 1 : _FRONT] != b"\n" or not secret.isalnum():
            raise _damaged(self._package)
        self.secret = secret.decode("ascii", "replace")
        return whole[_FRONT:]
