"""Names of files that are safe on any system, and what is never opened."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workbench.domain.attachments import LONGEST_NAME_BYTES, is_runnable, numbered, safe_name


@pytest.mark.parametrize(
    ("name", "safe"),
    [
        ("../x", "x"),
        ("..\\..\\windows\\win.ini", "win.ini"),
        ("/etc/passwd", "passwd"),
        ("CON", "_CON"),
        ("con.txt", "_con.txt"),
        ("NUL .tar.gz", "_NUL .tar.gz"),
        ("com1", "_com1"),
        ("console.txt", "console.txt"),
        ("报价.pdf. . ", "报价.pdf"),
        ("a\x00b\nc.txt", "abc.txt"),
        ("invoice\u202efdp.exe", "invoicefdp.exe"),
        ('a<b>:"c|?*.doc', "a_b___c___.doc"),
        ("..", "file"),
        ("", "file"),
        (".bashrc", "bashrc"),
        ("合同（终稿）.docx", "合同（终稿）.docx"),
    ],
)
def test_a_name_is_made_safe(name: str, safe: str) -> None:
    assert safe_name(name) == safe


def test_a_long_name_keeps_its_suffix() -> None:
    name = safe_name("拜访" * 200 + ".pdf")
    assert name.startswith("拜访")
    assert name.endswith(".pdf")
    assert len(name.encode()) <= LONGEST_NAME_BYTES


@given(st.text(max_size=300))
def test_a_safe_name_is_one_name_and_stays_as_it_is(name: str) -> None:
    safe = safe_name(name)
    assert safe_name(safe) == safe
    assert safe
    assert 0 < len(safe.encode()) <= LONGEST_NAME_BYTES + 1
    assert not set(safe) & set('/\\<>:"|?*\0\u202e')
    assert safe not in (".", "..")
    assert safe == safe.strip().rstrip(".")


@pytest.mark.parametrize("name", ["a.exe", "A.EXE ", "报价.pdf.js", "x.docm", "run.sh", "a.lnk", "page.html"])
def test_what_could_run_is_known_by_its_name(name: str) -> None:
    assert is_runnable(name)


@pytest.mark.parametrize("beginning", [b"MZ\x90\x00", b"\x7fELF\x02", b"#!/bin/sh\n"])
def test_what_could_run_is_known_by_how_it_begins(beginning: bytes) -> None:
    assert is_runnable("harmless.pdf", beginning)


def test_papers_and_pictures_may_be_opened() -> None:
    assert not any(map(is_runnable, ("a.pdf", "b.docx", "c.xlsx", "照片.JPG", "readme", "exe")))


def test_equal_names_are_numbered_apart() -> None:
    taken: set[str] = set()
    for wanted in ("A.pdf", "a.pdf", "A.PDF", "note", "note"):
        taken.add(numbered(wanted, taken).casefold())
    assert taken == {"a.pdf", "a (2).pdf", "a (3).pdf", "note", "note (2)"}
