"""Exported files spoilt everywhere: cut at every page, bits flipped in every region of every page, pages
swapped, doubled, emptied, or taken from another file of ours. None may be taken for a file, none may crash.
"""

import random
import sys
import traceback
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Final

from tests.factories.workspace_files import AUTHOR, CLOCK, PASSPHRASE
from tests.faults.deeds import DESK, STICK, fill, lay_desk, open_desk
from tests.faults.table import Fault
from workbench.domain.scopes import Scope
from workbench.foundation.errors import WorkbenchError
from workbench.foundation.ids import derived_id
from workbench.storage import recognition
from workbench.storage.backup import export_file, inspect_file
from workbench.storage.cipher import PAGE_SIZE
from workbench.storage.files import create_workspace, open_foreign, open_workspace
from workbench.storage.merge import merge_file
from workbench.storage.workspace import Workspace

# A page: its beginning (salt or header), cells, the vector, the seal.
_REGIONS: Final = ((0, 16), (16, 100), (100, 4016), (4016, 4032), (4032, 4096))
EXPORTS: Final = ("whole", "scoped", "secret")
_CODES: Final = frozenset({"damaged", "not_a_workspace", "wrong_passphrase", "newer_version"})


@dataclass(frozen=True)
class Export:
    """A file to be spoilt, and another of ours whose pages are put into it."""

    name: str
    content: bytes
    other: bytes
    passphrase: str | None = None

    def mutants(self, flips: int) -> Iterator[tuple[str, Callable[[], bytes]]]:
        """Every mutant, with what was done to it; ``flips`` bits in each region of each page.

        Each is made when it is called for: those of others' shares are only counted.
        """
        chance = random.Random(self.name)
        whole, pages = self.content, len(self.content) // PAGE_SIZE
        for page in range(pages):
            start = page * PAGE_SIZE
            for size in (start - 1, start, start + 1, start + chance.randrange(2, PAGE_SIZE)):
                if size >= 0:
                    yield f"cut {size}", partial(whole.__getitem__, slice(size))
            for first, end in _REGIONS:
                for many in (1, *(chance.choice((1, 2, 8)) for _more in range(flips - 1))):
                    places = chance.sample(range(start + first, start + end), many)
                    yield f"flip {page} {first}", partial(self._flipped, places, chance.randrange(8))
            old = whole[start : start + PAGE_SIZE]
            for name, new in (
                ("zero", bytes(PAGE_SIZE)),
                ("ones", b"\xff" * PAGE_SIZE),
                ("noise", chance.randbytes(PAGE_SIZE)),
                ("other", self.other[start : start + PAGE_SIZE] or bytes(PAGE_SIZE)),
                ("next", whole[start + PAGE_SIZE : start + 2 * PAGE_SIZE] or bytes(PAGE_SIZE)),
                ("gone", b""),
                ("twice", old + old),
            ):
                if new != old:
                    yield f"{name} {page}", partial(self._replaced, start, new)
            swap = chance.randrange(pages) * PAGE_SIZE
            first, second = sorted((start, swap))
            if first != second:
                yield f"swap {first} {second}", partial(self._swapped, first, second)
        for more in (b"\0", b"x" * 100, bytes(PAGE_SIZE), self.other[-PAGE_SIZE:], whole):
            yield f"more {len(more)}", partial(whole.__add__, more)

    def _replaced(self, start: int, new: bytes) -> bytes:
        return self.content[:start] + new + self.content[start + PAGE_SIZE :]

    def _flipped(self, places: list[int], first_bit: int) -> bytes:
        spoilt = bytearray(self.content)
        for place in places:
            spoilt[place] ^= 1 << (first_bit + place) % 8
        return bytes(spoilt)

    def _swapped(self, first: int, second: int) -> bytes:
        pages = [self.content[at : at + PAGE_SIZE] for at in (first, second)]
        spoilt = bytearray(self.content)
        spoilt[first : first + PAGE_SIZE], spoilt[second : second + PAGE_SIZE] = reversed(pages)
        return bytes(spoilt)


def make_exports(folder: Path) -> list[Export]:
    """A whole export, a part of one, and one with a passphrase."""
    lay_desk(folder)
    workspace = open_desk(folder)
    scope = Scope(account_ids=frozenset(derived_id("account", "base", str(place)) for place in range(3)))
    made: dict[tuple[str, int], bytes] = {}
    for number in range(2):
        for name, passphrase, part in (
            ("whole", None, None),
            ("scoped", None, scope),
            ("secret", PASSPHRASE, None),
        ):
            path = folder / STICK / f"{name} {number}.workbench"
            export_file(workspace, path, passphrase, scope=part)
            made[name, number] = path.read_bytes()
        fill(workspace, f"since {number}", 2)
    workspace.close()
    return [
        Export(name, made[name, 0], made[name, 1], PASSPHRASE if name == "secret" else None)
        for name in EXPORTS
    ]


def run_mutants(export: Export, folder: Path, flips: int, share: tuple[int, int]) -> Fault:
    """Offer every mutant whose number is ``share[0]`` modulo ``share[1]``.

    Each is offered for reading; every tenth also for merging, looking into, and opening.
    """
    path = folder / f"{export.name}.workbench"
    # Without anything in it, so that every file would bring something.
    workspace = create_workspace(folder / DESK, clock=CLOCK, author=AUTHOR)
    tried = lost = crashed = accepted = 0
    with _DerivedOnce(export):
        _prove(export, workspace, path)
        for number, (name, make) in enumerate(export.mutants(flips)):
            if number % share[1] != share[0]:
                continue
            tried += 1
            content = make()
            path.write_bytes(content)
            every_way = tried % 10 == 0
            for offer in _offers(workspace, path, export.passphrase, every_way, name.startswith("other")):
                try:
                    offer()
                    if not name.startswith("other") or not _is_the_same(export, path, folder):
                        accepted += 1
                        sys.stderr.write(f"{export.name}: {name} was accepted\n")
                except WorkbenchError as refusal:
                    crashed += refusal.code not in _CODES or not refusal.hint
                except Exception:
                    sys.stderr.write(f"{export.name}: {name}\n{traceback.format_exc()}")
                    crashed += 1
                lost += path.read_bytes() != content
        with workspace.read() as session:
            count = session.connection().exec_driver_sql("SELECT count(*) FROM journal_entry").scalar()
            lost += bool(count)
    workspace.close()
    return Fault(f"spoilt_{export.name}", tried, lost, crashed, accepted)


def _offers(
    workspace: Workspace, path: Path, passphrase: str | None, every_way: bool, from_other: bool
) -> Iterator[Callable[[], object]]:
    if from_other:
        # Each page of another export of ours bears a right seal: the journal has to show that it is wrong, to
        # who takes it in and to who would work in it.
        yield lambda: merge_file(workspace, path, passphrase, dry_run=True)
        yield lambda: _open(path, passphrase)
        return
    yield lambda: _read(path, passphrase)
    if every_way:
        yield lambda: merge_file(workspace, path, passphrase, dry_run=True)
        yield lambda: inspect_file(path, passphrase)
        yield lambda: _open(path, passphrase)


def _read(path: Path, passphrase: str | None) -> None:
    with open_foreign(path, passphrase):
        pass


def _open(path: Path, passphrase: str | None) -> None:
    open_workspace(path, passphrase=passphrase, clock=CLOCK, author=AUTHOR).close()


def _is_the_same(export: Export, path: Path, folder: Path) -> bool:
    """Whether the file holds what the file as it was written holds.

    Two exports of one desk share pages: the same content under another vector, which no seal tells apart.
    What is merged is the journal, each change of which is checked against its digest; what is opened has
    tables that fit it.
    """
    original = folder / "original.workbench"
    original.write_bytes(export.content)
    return _journal(original, export.passphrase) == _journal(path, export.passphrase)


def _journal(path: Path, passphrase: str | None) -> list[list[object]]:
    with open_foreign(path, passphrase) as foreign, foreign.read() as session:
        driver = session.connection()
        return [
            [tuple(row) for row in driver.exec_driver_sql(f"SELECT * FROM {table} ORDER BY id")]
            for table in ("journal_entry", "journal_transaction", "journal_part")
        ]


def _prove(export: Export, workspace: Workspace, path: Path) -> None:
    """The file as it was written is taken: what follows is refused for what was done to it."""
    path.write_bytes(export.content)
    assert merge_file(workspace, path, export.passphrase, dry_run=True).new
    _open(path, export.passphrase)


class _DerivedOnce:
    """A passphrase is turned into its key once for each salt, which takes a tenth of a second."""

    def __init__(self, export: Export) -> None:
        self.known: dict[tuple[str, bytes], object] = {}
        self.real = recognition.derive_key

    def __enter__(self) -> None:
        def derive(passphrase: str, salt: bytes) -> object:
            if (passphrase, salt) not in self.known:
                self.known[passphrase, salt] = self.real(passphrase, salt)
            return self.known[passphrase, salt]

        recognition.derive_key = derive

    def __exit__(self, *_error: object) -> None:
        recognition.derive_key = self.real
