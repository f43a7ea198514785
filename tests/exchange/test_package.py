"""Packages for recipients: whole or refused, whatever lies in them."""

import contextlib
import errno
import hashlib
import io
import random
from collections.abc import Callable
from pathlib import Path

import pyrage
import pytest
from pyrage import x25519

from workbench.exchange import package
from workbench.exchange.package import (
    MARK,
    NotForUs,
    ReceivingKey,
    checked_public_key,
    is_package,
    key_of,
    new_key,
    new_secret,
    read_package,
    write_package,
)
from workbench.foundation.errors import BadInput, Cancelled, Damaged, NoSpace, NotFound, WorkbenchError


@pytest.fixture(scope="module")
def key() -> ReceivingKey:
    """Somebody's key."""
    return new_key()


@pytest.fixture
def content(tmp_path: Path) -> Path:
    """Three times what is authenticated at once, and a bit."""
    path = tmp_path / "content"
    path.write_bytes(random.Random(7).randbytes(3 * 65536 + 123))
    return path


def packed(content: Path, key: ReceivingKey, target: Path) -> tuple[Path, str]:
    secret = new_secret()
    write_package(content, secret, target, [key.public])
    return target, secret


def test_what_goes_in_comes_out_for_each_recipient_with_its_passphrase(content: Path, tmp_path: Path) -> None:
    keys, target, secret = [new_key() for _one in range(3)], tmp_path / "for.workbench", new_secret()
    digest = write_package(content, secret, target, [one.public for one in keys])
    assert digest == hashlib.sha256(target.read_bytes()).hexdigest()
    assert is_package(target)
    for place, one in enumerate(keys):
        copy = tmp_path / f"copy-{place}"
        assert read_package(target, copy, [new_key().private, one.private]) == secret
        assert copy.read_bytes() == content.read_bytes()
        assert copy.stat().st_mode & 0o077 == 0
    assert secret.encode() not in target.read_bytes()


def test_as_many_recipients_as_there_may_be_can_read_it(content: Path, tmp_path: Path) -> None:
    keys, target = [new_key() for _one in range(package.MOST_RECIPIENTS)], tmp_path / "for.workbench"
    write_package(content, new_secret(), target, [one.public for one in keys])
    read_package(target, tmp_path / "copy", [keys[-1].private])
    with pytest.raises(BadInput):
        write_package(content, new_secret(), target, [*(one.public for one in keys), new_key().public])
    with pytest.raises(BadInput):
        write_package(content, new_secret(), target, [])


def test_whoever_it_was_not_written_for_is_told_so(content: Path, key: ReceivingKey, tmp_path: Path) -> None:
    target, _secret = packed(content, key, tmp_path / "for.workbench")
    with pytest.raises(NotForUs) as told:
        read_package(target, tmp_path / "copy", [new_key().private])
    assert told.value.code == "wrong_passphrase"
    assert told.value.where == str(target)


@pytest.mark.parametrize("size", [0, 1, 83, 84, 85, 86, 65536])
def test_contents_of_any_size_come_back(size: int, key: ReceivingKey, tmp_path: Path) -> None:
    content = tmp_path / "content"
    content.write_bytes(bytes(size))
    target, secret = packed(content, key, tmp_path / "for.workbench")
    assert read_package(target, tmp_path / "copy", [key.private]) == secret
    assert (tmp_path / "copy").read_bytes() == bytes(size)


def test_a_plain_file_that_another_program_encrypted_comes_out_as_it_is(
    key: ReceivingKey, tmp_path: Path
) -> None:
    target = tmp_path / "by-hand.workbench"
    for inside in (b"", b"short", bytes(range(256)) * 9):
        target.write_bytes(pyrage.encrypt(inside, [x25519.Recipient.from_str(key.public)]))
        assert read_package(target, tmp_path / str(len(inside)), [key.private]) is None
        assert (tmp_path / str(len(inside))).read_bytes() == inside


def test_a_package_cut_off_or_changed_anywhere_is_refused(
    content: Path, key: ReceivingKey, tmp_path: Path
) -> None:
    target, _secret = packed(content, key, tmp_path / "for.workbench")
    whole = target.read_bytes()
    generator = random.Random(11)
    mutants = [whole[:size] for size in (*range(22, 500, 7), len(whole) - 1, len(whole) - 65536)]
    mutants += [whole + b"x", whole.replace(b"\n--- ", b"\n---", 1)]
    for _one in range(150):
        at = generator.randrange(22, len(whole) if _one % 2 else 400)
        mutants.append(whole[:at] + bytes([whole[at] ^ 1 << generator.randrange(8)]) + whole[at + 1 :])
    for number, mutant in enumerate(mutants):
        target.write_bytes(mutant)
        copy = tmp_path / f"copy-{number}"
        # A recipient's line that was changed is one for nobody; everything else is damage.
        with pytest.raises((Damaged, NotForUs)):
            read_package(target, copy, [key.private])


HOSTILE: dict[str, bytes] = {
    "nothing but the mark": MARK,
    "a header without end": MARK + b"-> X25519 " + b"A" * (200 << 10),
    "a hundred thousand recipients": MARK + b"-> a b\n\n" * 100_000 + b"--- aaa\n",
    "as many recipients as a header may have": MARK + b"-> a b\n\n" * 8_000 + b"--- aaa\n",
    "one recipient with all the lines a header may have": MARK
    + b"-> X25519 "
    + b"A" * 43
    + b"\n"
    + (b"A" * 64 + b"\n") * 480
    + b"A\n--- aaa\n",
    "a passphrase that takes days": MARK
    + b"-> scrypt AAAAAAAAAAAAAAAAAAAAAA 60\n"
    + b"A" * 43
    + b"\n--- "
    + b"A" * 43
    + b"\n"
    + b"a" * 100,
    "letters that are none": MARK + b"-> X25519 \xff\xfe\n\xff\n--- \xff\n",
    "zeros": MARK + bytes(100_000),
}


@pytest.mark.parametrize("name", list(HOSTILE))
def test_hostile_headers_are_refused_at_once(name: str, key: ReceivingKey, tmp_path: Path) -> None:
    target = tmp_path / "hostile.workbench"
    target.write_bytes(HOSTILE[name])
    with pytest.raises((Damaged, NotForUs)):
        read_package(target, tmp_path / "copy", [key.private])


def test_a_front_that_pretends_to_be_ours_is_damage(key: ReceivingKey, tmp_path: Path) -> None:
    target = tmp_path / "hostile.workbench"
    for inside in (b"workbench package 1\n", b"workbench package 1\n" + b"\0" * 90):
        target.write_bytes(pyrage.encrypt(inside, [x25519.Recipient.from_str(key.public)]))
        with pytest.raises(Damaged):
            read_package(target, tmp_path / str(len(inside)), [key.private])


def test_more_than_fits_is_refused_before_it_fills_the_disk(
    content: Path, key: ReceivingKey, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    target, _secret = packed(content, key, tmp_path / "for.workbench")
    monkeypatch.setattr(package, "LARGEST_CONTENT", 65536)
    with pytest.raises(BadInput):
        read_package(target, tmp_path / "copy", [key.private])


def test_stopping_leaves_the_old_file_and_nothing_else(
    content: Path, key: ReceivingKey, tmp_path: Path
) -> None:
    target = tmp_path / "for.workbench"
    target.write_bytes(b"the old one")

    def stop(done: int, total: int) -> None:
        assert 0 <= done <= total
        raise Cancelled("")

    with pytest.raises(Cancelled):
        write_package(content, new_secret(), target, [key.public], stop)
    assert target.read_bytes() == b"the old one"
    assert {one.name for one in tmp_path.iterdir()} == {"content", "for.workbench"}


def test_a_disk_that_gives_back_something_else_is_found_out(
    content: Path, key: ReceivingKey, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def forgetful(reader: io.BufferedReader, writer: io.BufferedWriter, keys: list[object]) -> None:
        kept = io.BytesIO()
        encrypt(reader, kept, keys)
        writer.write(kept.getvalue()[:-1] + b"?")

    encrypt = pyrage.encrypt_io
    monkeypatch.setattr(pyrage, "encrypt_io", forgetful)
    with pytest.raises(Damaged):
        write_package(content, new_secret(), tmp_path / "for.workbench", [key.public])
    assert not (tmp_path / "for.workbench").exists()


@pytest.mark.parametrize(
    ("number", "kind"),
    [(errno.ENOSPC, NoSpace), (errno.EFBIG, NoSpace), (errno.ENODEV, NotFound), (errno.ENXIO, NotFound)],
)
def test_a_stick_that_is_full_or_gone_is_named_and_nothing_half_is_left(
    number: int,
    kind: type[WorkbenchError],
    content: Path,
    key: ReceivingKey,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def failing(_self: object, _data: bytes) -> None:
        raise OSError(number, "the stick")

    monkeypatch.setattr(package._Sink, "_take", failing)
    with pytest.raises(kind):
        write_package(content, new_secret(), tmp_path / "for.workbench", [key.public])
    assert {one.name for one in tmp_path.iterdir()} == {"content"}


def test_the_private_half_shows_nowhere(key: ReceivingKey) -> None:
    assert key.private not in repr(key)
    assert key_of(key.private) == key
    with pytest.raises(BadInput) as told:
        key_of(key.private[:-1])
    assert key.private[:20] not in str(told.value)
    assert key.private[:20] not in told.value.hint


SPOILT: dict[str, Callable[[str], str]] = {
    "a letter less": lambda text: text[:-1],
    "a letter exchanged": lambda text: text[:-1] + ("q" if text[-1] != "q" else "p"),
    "nothing": lambda _text: "",
    "two keys": lambda text: f"{text} {text}",
    "endless": lambda text: text * 10_000,
    "another kind": lambda _text: "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAI",
    "half a letter": lambda _text: "age1\ud800",
}


@pytest.mark.parametrize("spoil", SPOILT.values(), ids=SPOILT)
def test_what_is_no_public_key_is_refused(spoil: Callable[[str], str], key: ReceivingKey) -> None:
    with pytest.raises(BadInput):
        checked_public_key(spoil(key.public))


def test_a_public_key_is_read_from_a_message_or_a_file_of_keys(key: ReceivingKey) -> None:
    for text in (f"  {key.public}\r\n", f"# Receiving key of Li Lei\n{key.public}\n", key.public.upper()):
        assert checked_public_key(text) == key.public


def test_a_private_key_pasted_by_mistake_is_refused_loudly_and_not_repeated(key: ReceivingKey) -> None:
    for text in (key.private, key.private.lower(), f"# public key: {key.public}\n{key.private}"):
        with pytest.raises(BadInput) as told:
            checked_public_key(text)
        assert "private half" in told.value.message
        assert key.private[20:].casefold() not in (told.value.message + told.value.hint).casefold()


def test_other_files_are_no_packages(tmp_path: Path) -> None:
    path = tmp_path / "x.workbench"
    assert not is_package(path)
    assert not is_package(tmp_path)
    for start in (b"", MARK[:-1], b"SQLite format 3\0"):
        path.write_bytes(start)
        assert not is_package(path)
    with contextlib.suppress(NotFound):
        read_package(path, tmp_path / "copy", [])
