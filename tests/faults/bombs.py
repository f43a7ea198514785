"""Small files that would take the process down: refused with a named error, in bounded memory and time."""

import os
import random
import resource
import sys
import time
import traceback
import zipfile
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path
from typing import Final

import xlsxwriter

from tests.factories.workspace_files import AUTHOR, CLOCK, tampered
from tests.faults.deeds import DESK, STICK, fill, lay_desk, open_desk
from tests.faults.table import Fault
from workbench.domain.imports import ImportKind
from workbench.domain.journal import TransactionDigest, combine_digests
from workbench.exchange.package import MARK, new_key, new_secret, read_package, write_package
from workbench.foundation.errors import WorkbenchError
from workbench.services.imports import prepare_import
from workbench.storage.backup import export_file, inspect_file
from workbench.storage.entries import load_transactions
from workbench.storage.files import open_workspace
from workbench.storage.merge import merge_file
from workbench.storage.parts import read_transaction

_MOST_MEMORY: Final = 900 << 20
_MOST_SECONDS: Final = 120
_DONE, _REFUSED, _CRASHED = 0, 10, 11
_MIB: Final = 1 << 20
_QUICK: Final = ("far corner", "entities", "deep lists", "not a number")
# Names of fields that nobody knows are no harm: they are kept, and shown nowhere.
_HARMLESS: Final = ("many fields",)


def run_bombs(room: Path, *, quick: bool) -> Iterator[Fault]:
    """Each bomb in a process of its own, whose memory is measured; the quick run leaves the largest out."""
    lay_desk(room)
    sheets = [_offer(name, lambda path=path: _import(room, path)) for name, path in _sheets(room, quick)]
    yield _sum("bomb_sheet", sheets)
    journals = [_offer(name, lambda path=path: _merge(room, path)) for name, path in _journals(room, quick)]
    yield _sum("bomb_journal", journals)
    yield _packages(room, quick)


def _sum(name: str, outcomes: list[int]) -> Fault:
    accepted, crashed = outcomes.count(_DONE), sum(code not in (_DONE, _REFUSED) for code in outcomes)
    return Fault(name, len(outcomes), 0, crashed, accepted)


def _offer(name: str, work: Callable[[], object]) -> int:
    """How the work ended in a process of its own; more memory or time than allowed is a crash."""
    began = time.monotonic()
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024
    pid = os.fork()
    if pid == 0:
        code = _CRASHED
        try:
            work()
            code = _DONE
        except WorkbenchError as refusal:
            code = _REFUSED if refusal.message and refusal.hint else _CRASHED
        except BaseException:
            traceback.print_exc()
        finally:
            sys.stderr.flush()
            os._exit(code)
    _pid, status, usage = os.wait4(pid, 0)
    code = os.waitstatus_to_exitcode(status)
    seconds, memory = time.monotonic() - began, usage.ru_maxrss * 1024
    if memory - before > _MOST_MEMORY or seconds > _MOST_SECONDS:
        code = _CRASHED
    if code == _DONE and name in _HARMLESS:
        code = _REFUSED
    if code != _REFUSED:
        told = {_DONE: "accepted", _CRASHED: "crashed"}.get(code, str(code))
        sys.stderr.write(f"{name}: {told}, {memory >> 20} MiB, {seconds:.1f} s\n")
    return code


def _import(room: Path, path: Path) -> None:
    with closing(open_desk(room)) as workspace:
        prepare_import(workspace, ImportKind.ACCOUNTS, path)


def _merge(room: Path, path: Path) -> None:
    inspect_file(path)
    with closing(open_desk(room)) as workspace:
        merge_file(workspace, path)


# Spreadsheets


def _sheets(room: Path, quick: bool) -> Iterator[tuple[str, Path]]:
    plain = room / "plain.xlsx"
    with xlsxwriter.Workbook(str(plain)) as book:
        sheet = book.add_worksheet("accounts")
        for row, cells in enumerate((["code", "name"], ["A1", "x"])):
            sheet.write_row(row, 0, cells)
    sheet_part, strings, index = "xl/worksheets/sheet1.xml", "xl/sharedStrings.xml", "xl/workbook.xml"
    changes: dict[str, tuple[str, Callable[[bytes], bytes], bool]] = {
        "spaces": (sheet_part, lambda xml: _into(xml, b"<sheetData>", b" " * (420 * _MIB)), False),
        "size that lies": (sheet_part, lambda xml: _into(xml, b"<sheetData>", b" " * (64 * _MIB)), True),
        "far corner": (sheet_part, lambda xml: xml.replace(b'r="B2"', b'r="XFD1048576"'), False),
        "cells without an address": (
            sheet_part,
            lambda xml: _into(xml, b"<sheetData>", b"<row>" + b"<c/>" * 2_000_000 + b"</row>"),
            False,
        ),
        "one long string": (strings, lambda xml: _into(xml, b"<si><t>", b"x" * (80 * _MIB)), False),
        "strings": (
            strings,
            lambda xml: xml.replace(b"</sst>", b"<si><t>x</t></si>" * 23_000_000 + b"</sst>"),
            False,
        ),
        "sheets": (
            index,
            lambda xml: _into(xml, b"<sheets>", b'<sheet name="a" r:id="rId1"/>' * 700_000),
            False,
        ),
        "depth": (index, lambda xml: _into(xml, b"<sheets>", b"<a>" * 5_000_000), False),
        "closed depth": (
            index,
            lambda xml: _into(xml, b"<sheets>", b"<a>" * 2_000_000 + b"</a>" * 2_000_000),
            False,
        ),
        "entities": (index, lambda xml: xml.replace(b"?>", b"?>" + _LAUGHS, 1), False),
        "entities in a sheet": (sheet_part, lambda xml: xml.replace(b"?>", b"?>" + _LAUGHS, 1), False),
    }
    for number, (name, (part, change, lies)) in enumerate(changes.items()):
        if quick and name not in _QUICK:
            continue
        path = room / f"bomb {number}.xlsx"
        _spoil(plain, path, part, change)
        if lies:
            _let_lie(path, part)
        yield name, path
        path.unlink()
    nested = room / "nested.xlsx"
    with zipfile.ZipFile(nested, "w", zipfile.ZIP_DEFLATED) as outer:
        for number in range(16):
            outer.write(plain, f"{number}.xlsx")
    yield "nested", nested
    if not quick:
        spread = room / "spread.csv"
        spread.write_bytes(b"code,name\n" + b"," * (63 * _MIB))
        yield "one row of commas", spread
        spread.write_bytes(b'code,name\nA,"' + b"x\n" * (31 * _MIB))
        yield "an open quotation mark", spread
        with spread.open("wb") as file:
            file.truncate(3 << 30)
        yield "three gigabytes of zeros", spread


_SHEET: Final = b'<sheet name="a" r:id="rId1"/>'
_LAUGHS: Final = (
    b'<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa">'
    + b"".join(b'<!ENTITY %c "%s">' % (97 + n, b"&%c;" % (96 + n) * 10) for n in range(1, 12))
    + b"]>"
)


def _into(xml: bytes, after: bytes, more: bytes) -> bytes:
    assert after in xml, after
    return xml.replace(after, after + more, 1)


def _spoil(plain: Path, path: Path, part: str, change: Callable[[bytes], bytes]) -> None:
    with (
        zipfile.ZipFile(plain) as source,
        zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as out,
    ):
        for name in source.namelist():
            content = source.read(name)
            out.writestr(name, change(content) if name == part else content)


def _let_lie(path: Path, part: str) -> None:
    """Write into the archive that the part unpacks to a kilobyte."""
    content = bytearray(path.read_bytes())
    with zipfile.ZipFile(path) as archive:
        start = archive.getinfo(part).header_offset
    content[start + 22 : start + 26] = (1024).to_bytes(4, "little")
    central = content.rfind(b"PK\x01\x02", 0, content.rfind(part.encode()))
    content[central + 24 : central + 28] = (1024).to_bytes(4, "little")
    path.write_bytes(bytes(content))


# Journals of ours, forged with right digests


def _journals(room: Path, quick: bool) -> Iterator[tuple[str, Path]]:
    workspace = open_workspace(room / DESK, clock=CLOCK, author=AUTHOR)
    workspace.close()
    elsewhere = room / "elsewhere"
    elsewhere.mkdir()
    lay_desk(elsewhere)
    with closing(open_desk(elsewhere)) as source:
        fill(source, "forged", 3)
        export_file(source, room / STICK / "plain.workbench")
    plain = (room / STICK / "plain.workbench").read_bytes()
    values = {
        "deep lists": "[" * 100_000 + "]" * 100_000,
        "deep objects": '{"a":' * 100_000 + "1" + "}" * 100_000,
        "deep inside a field": '{"name": "x", "note": ' + "[" * 500 + "]" * 500 + "}",
        "unclosed": "[" * 1_000_000,
        "many fields": "{" + ",".join(f'"f{number}": 1' for number in range(500_000)) + "}",
        "a long text": '{"name": "' + "x" * (60 * _MIB) + '"}',
        "a long number": '{"name": "x", "lead_days": ' + "9" * 1_000_000 + "}",
        "not a number": '{"name": NaN}',
        "no value": "",
        "a lone half": '{"name": "\\ud800"}',
        "nothing": '{"name": "a\\u0000b"}',
    }
    path = room / "forged.workbench"
    for name, value in values.items():
        if quick and name not in _QUICK:
            continue
        path.write_bytes(plain)
        _forge(path, value)
        yield name, path


def _forge(path: Path, value: str) -> None:
    """Put the value into one creation of an account and give transaction and device the digests that fit."""
    from workbench.storage.cipher import SEALED
    from workbench.storage.engine import connect, make_engine

    with tampered(path) as connection:
        connection.execute(
            "UPDATE journal_entry SET value = ? WHERE id = (SELECT max(id) FROM journal_entry"
            " WHERE entity = 'account' AND op = 1)",
            (value,),
        )
    engine = make_engine(path, lambda: connect(path, SEALED), watch=False)
    with engine.begin() as session:
        by_replica: dict[bytes, bytes] = {}
        for row in session.exec_driver_sql("SELECT * FROM journal_transaction").all():
            digest = TransactionDigest()
            digest.add(load_transactions(session, row.id, row.id))
            name = digest.finish(read_transaction(row))
            session.exec_driver_sql("UPDATE journal_transaction SET digest = ? WHERE id = ?", (name, row.id))
            before = by_replica.get(row.replica_id, bytes(16))
            by_replica[row.replica_id] = combine_digests(before, [(row.id, name)])
        for replica, whole in by_replica.items():
            session.exec_driver_sql("UPDATE journal_replica SET digest = ? WHERE id = ?", (whole, replica))
    engine.dispose()


# Packages for chosen recipients


def _packages(room: Path, quick: bool) -> Fault:
    """A package cut, flipped, lengthened, with a header beyond all bounds, or with something else in it."""
    key, package = new_key(), room / "packed.workbench"
    content = room / STICK / "packed.workbench"
    with closing(open_desk(room)) as workspace:
        export_file(workspace, content)
    write_package(content, new_secret(), package, [key.public])
    sound, spoilt, target = package.read_bytes(), room / "spoilt.workbench", room / "unpacked"
    tried = crashed = accepted = 0
    for mutant in _spoilt_packages(sound, quick):
        spoilt.write_bytes(mutant)
        target.unlink(missing_ok=True)
        tried += 1
        try:
            read_package(spoilt, target, [key.private])
            accepted += 1
        except WorkbenchError as refusal:
            crashed += not (refusal.message and refusal.hint)
        except Exception:
            traceback.print_exc()
            crashed += 1
    target.unlink(missing_ok=True)
    # The same key takes the package as it was written: each of the others is refused for what was done to it.
    assert read_package(package, target, [key.private])
    return Fault("spoilt_package", tried, 0, crashed, accepted)


def _spoilt_packages(sound: bytes, quick: bool) -> Iterator[bytes]:
    chance = random.Random(5)
    body = sound.index(b"\n--- ")
    for size in range(0, len(sound), len(sound) // 10 if quick else 4096):
        yield sound[:size]
    places = [*range(0, body + 60, 40 if quick else 1)]
    places += [chance.randrange(body, len(sound)) for _flip in range(10 if quick else 500)]
    for place in places:
        yield sound[:place] + bytes([sound[place] ^ 1 << chance.randrange(8)]) + sound[place + 1 :]
    yield sound + b"x"
    yield sound + sound
    yield sound[:body] + b"\n-> X25519 " + b"A" * 43 + b"\n" + b"B" * 43 + sound[body:]
    many = b"\n-> X25519 " + b"A" * 43 + b"\n" + b"B" * 43
    yield sound[:body] + many * 100_000 + sound[body:]
    yield sound[:body] + b"\n-> scrypt " + b"A" * 22 + b" 60\n" + b"B" * 43 + sound[body:]
    yield MARK + b"-> " + b"x" * (70 << 20)
