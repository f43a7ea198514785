"""The bytes of a workspace file: keys, salts and page seals of SQLCipher 4.

Every workspace file is an ordinary SQLCipher 4 database: pages of 4096 bytes, the last 80 of which hold
an initialisation vector and an HMAC-SHA512 over page and page number. Computing the same HMAC here lets
us tell a wrong passphrase from damage, and find each damaged page, before SQLite parses a single byte.
A file with a passphrase opens in any SQLCipher 4 tool by ``PRAGMA key = 'passphrase'``.

The first 16 bytes of a file are its salt. Ours are recognisable, so that noise, a picture or another
program's encrypted database is never mistaken for a workspace with a wrong passphrase:

* without a passphrase: the constant ``SEALED_SALT``;
* with one: 3 bytes mark, 10 random bytes, 3 bytes check sum.
"""

import hmac
import os
import unicodedata
from dataclasses import dataclass, field
from hashlib import blake2b, pbkdf2_hmac
from typing import Final, Literal

from workbench.foundation.errors import BadInput
from workbench.foundation.i18n import _

PAGE_SIZE: Final = 4096
SALT_SIZE: Final = 16
_RESERVE: Final = 80
_IV_SIZE: Final = 16
_HMAC_SIZE: Final = 64
_SIGNED_END: Final = PAGE_SIZE - _RESERVE + _IV_SIZE
_KDF_ROUNDS: Final = 256_000
_MAC_KDF_ROUNDS: Final = 2
_MAC_SALT_MASK: Final = 0x3A

# No text begins with the first byte; the last ones show a copy that "mended" line ends.
_MARK: Final = b"\xabKW"
SEALED_SALT: Final = _MARK + b" sealed\r\n\x1a\n\x00\x01"
# Published on purpose: a workspace without a passphrase is sealed, not secret. The same page seals as in
# an encrypted file find every flipped bit, and there is one file format instead of two.
SEALED_KEY: Final = blake2b(b"key-account workbench, file without a passphrase", digest_size=32).digest()

_RANDOM_SIZE: Final = 10


@dataclass(frozen=True)
class FileKey:
    """What opens one file: the raw AES-256 key (32 bytes) and the file's salt (16 bytes)."""

    raw: bytes = field(repr=False)
    salt: bytes = field(repr=False)

    @property
    def secret(self) -> bool:
        """Whether a passphrase stands behind the key."""
        return self.salt != SEALED_SALT

    @property
    def pragma(self) -> str:
        """The statement that keys a connection; SQLCipher skips its own derivation for a raw key."""
        return f"PRAGMA key = \"x'{(self.raw + self.salt).hex()}'\""


SEALED: Final = FileKey(SEALED_KEY, SEALED_SALT)


def _check_sum(start: bytes) -> bytes:
    return blake2b(start, digest_size=SALT_SIZE - len(start), person=b"workbench-salt").digest()


def salt_kind(salt: bytes) -> Literal["sealed", "secret", "scratched", "foreign"]:
    """What the first 16 bytes of a file say: ours and whole, ours but damaged, or not ours."""
    if salt == SEALED_SALT:
        return "sealed"
    start, check = salt[: len(_MARK) + _RANDOM_SIZE], salt[len(_MARK) + _RANDOM_SIZE :]
    if check == _check_sum(start) and start.startswith(_MARK):
        return "secret"
    half_sealed = sum(a == b for a, b in zip(salt, SEALED_SALT, strict=False)) >= SALT_SIZE // 2
    mark_lost = check == _check_sum(_MARK + start[len(_MARK) :])
    return "scratched" if half_sealed or mark_lost or start.startswith(_MARK) else "foreign"


def new_key(passphrase: str | None) -> FileKey:
    """The key of a new file; a file with a passphrase gets a fresh salt."""
    if passphrase is None:
        return SEALED
    start = _MARK + os.urandom(_RANDOM_SIZE)
    return derive_key(passphrase, start + _check_sum(start))


def derive_key(passphrase: str, salt: bytes) -> FileKey:
    """The key that ``passphrase`` gives with ``salt`` (SQLCipher 4's own derivation; about 0.15 s).

    Raises ``BadInput`` for an empty passphrase. Composed and decomposed letters count as the same.
    """
    if not passphrase:
        raise BadInput(
            _("The passphrase is empty."), hint=_("Type a passphrase, or leave the file without one.")
        )
    secret = unicodedata.normalize("NFC", passphrase).encode("utf-8", "surrogatepass")
    return FileKey(pbkdf2_hmac("sha512", secret, salt, _KDF_ROUNDS, 32), salt)


class PageSeal:
    """Checks pages of one file against the HMAC that closes each of them."""

    def __init__(self, key: FileKey) -> None:
        mac_salt = bytes(byte ^ _MAC_SALT_MASK for byte in key.salt)
        mac_key = pbkdf2_hmac("sha512", key.raw, mac_salt, _MAC_KDF_ROUNDS, 32)
        self._mac = hmac.new(mac_key, digestmod="sha512")

    def holds(self, page: bytes, number: int) -> bool:
        """Whether ``page`` (4096 bytes), the ``number``-th of the file from 1, is as it was written."""
        mac = self._mac.copy()
        mac.update(page[SALT_SIZE if number == 1 else 0 : _SIGNED_END])
        mac.update(number.to_bytes(4, "little"))
        return hmac.compare_digest(mac.digest(), page[PAGE_SIZE - _HMAC_SIZE :])
