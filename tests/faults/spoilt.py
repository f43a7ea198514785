"""Bad files: each is offered for merging and for opening, and must be refused with a named error."""

import random
import traceback
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Final

from tests.factories.workspace_files import AUTHOR, CLOCK, PASSPHRASE, flip_bit, tampered, write_workspace
from tests.faults.table import Fault
from workbench.foundation.errors import Damaged, NewerVersion, NotAWorkspace, WorkbenchError, WrongPassphrase
from workbench.storage.cipher import PAGE_SIZE
from workbench.storage.files import open_foreign, open_workspace

Offer = Callable[[Path], object]

_HOSTILE: Final = (
    "CREATE TRIGGER t AFTER UPDATE ON account BEGIN DELETE FROM account; END",
    "CREATE VIEW v AS SELECT * FROM account",
    "CREATE VIRTUAL TABLE v USING fts5(a)",
    "CREATE TABLE extra (a)",
    "ALTER TABLE account ADD COLUMN extra TEXT",
    "DROP TABLE visit",
)


def for_merging(path: Path) -> None:
    with open_foreign(path):
        pass


def for_opening(path: Path) -> None:
    open_workspace(path, clock=CLOCK, author=AUTHOR).close()


def run_spoilt(times: int, folder: Path) -> Iterator[Fault]:
    """Every kind of bad file, ``times`` of those that are made by chance."""
    write_workspace(folder / "sound.workbench")
    sound = (folder / "sound.workbench").read_bytes()
    chance = random.Random(7)
    both = (for_merging, for_opening)
    yield _refused("bit_flipped", _flipped(folder, sound, times, chance), (for_merging,), Damaged)
    yield _refused("truncated", _truncated(folder, sound, times, chance), both, Damaged | NotAWorkspace)
    yield _refused("not_a_workspace", _strangers(folder, chance), both, NotAWorkspace)
    yield _refused("built_otherwise", _hostile(folder, sound), both, NotAWorkspace)
    yield _refused("newer_version", _newer(folder, sound), both, NewerVersion)
    yield _refused("wrong_passphrase", _secret(folder), both, WrongPassphrase)


def _refused(name: str, files: Iterator[Path], offers: tuple[Offer, ...], error: object) -> Fault:
    tried = lost = crashed = accepted = 0
    for path in files:
        before = path.read_bytes()
        for offer in offers:
            tried += 1
            try:
                offer(path)
                accepted += 1
            except WorkbenchError as refusal:
                crashed += not isinstance(refusal, error)  # type: ignore[arg-type]
            except Exception:
                traceback.print_exc()
                crashed += 1
            lost += path.read_bytes() != before
    return Fault(name, tried, lost, crashed, accepted)


def _flipped(folder: Path, sound: bytes, times: int, chance: random.Random) -> Iterator[Path]:
    path = folder / "flipped.workbench"
    for _time in range(times):
        path.write_bytes(sound)
        flip_bit(path, chance.randrange(len(sound)), chance.randrange(8))
        yield path


def _truncated(folder: Path, sound: bytes, times: int, chance: random.Random) -> Iterator[Path]:
    path = folder / "truncated.workbench"
    whole_pages = [PAGE_SIZE, len(sound) - PAGE_SIZE]
    for size in [0, 1, 16, *whole_pages, *(chance.randrange(len(sound)) for _time in range(times))]:
        path.write_bytes(sound[:size])
        yield path


def _strangers(folder: Path, chance: random.Random) -> Iterator[Path]:
    path = folder / "stranger.workbench"
    contents = [
        b"",
        bytes(3 * PAGE_SIZE),
        b"\x89PNG\r\n\x1a\n" + chance.randbytes(5000),
        b"PK\x03\x04" + chance.randbytes(9000),
        "客户,城市\n".encode() * 999,
        b"SQLite format 3\x00" + chance.randbytes(2 * PAGE_SIZE - 16),
        *(chance.randbytes(pages * PAGE_SIZE) for pages in range(1, 6)),
    ]
    shared = Path(__file__).resolve().parents[3] / "shared" / "data" / "damaged_sqlite" / "files"
    if shared.is_dir():
        contents += [file.read_bytes() for file in sorted(shared.iterdir())]
    for content in contents:
        path.write_bytes(content)
        yield path


def _hostile(folder: Path, sound: bytes) -> Iterator[Path]:
    path = folder / "hostile.workbench"
    for statement in _HOSTILE:
        path.write_bytes(sound)
        with tampered(path) as connection:
            connection.execute(statement)
        yield path


def _newer(folder: Path, sound: bytes) -> Iterator[Path]:
    path = folder / "newer.workbench"
    path.write_bytes(sound)
    with tampered(path) as connection:
        connection.execute("PRAGMA user_version = 99")
    yield path


def _secret(folder: Path) -> Iterator[Path]:
    path = folder / "secret.workbench"
    write_workspace(path, PASSPHRASE, accounts=3)
    yield path
