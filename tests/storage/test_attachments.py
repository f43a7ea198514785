"""What is in attachments: kept once, never given out damaged, dropped only where nobody names it."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from workbench.foundation.clock import FixedClock
from workbench.foundation.ids import derived_id
from workbench.services.workspaces import new_workspace
from workbench.storage.attachments import drop_contents, find_content, keep_content
from workbench.storage.contents import content_findings
from workbench.storage.workspace import Workspace


@pytest.fixture
def opened(tmp_path: Path) -> Iterator[Workspace]:
    """A workspace with one account."""
    workspace = new_workspace(tmp_path / "a.workbench", clock=FixedClock(date(2026, 7, 1)), author="Li Lei")
    with workspace.change("test", "Test") as change:
        change.create("account", {"code": "A", "name": "A"}, derived_id("account", "A"))
    yield workspace
    workspace.close()


@settings(max_examples=25)
@given(st.lists(st.binary(max_size=200), max_size=6))
def test_each_content_comes_back_as_it_went_in(opened: Workspace, contents: list[bytes]) -> None:
    with opened.writing() as session:
        hashes = [keep_content(session.connection(), data) for data in contents]
        assert [find_content(session.connection(), sha256) for sha256 in hashes] == contents
        assert len(set(hashes)) == len(set(contents))


def test_a_damaged_content_is_not_given_out(opened: Workspace) -> None:
    with opened.writing() as session:
        sha256 = keep_content(session.connection(), b"paper")
        session.connection().exec_driver_sql("update attachment_content set data = x'00'")
        assert find_content(session.connection(), sha256) is None
        session.connection().exec_driver_sql("update attachment_content set data = 'text'")
        assert find_content(session.connection(), sha256) is None
        assert len(list(content_findings(session.connection()))) == 1
        assert find_content(session.connection(), "ab" * 32) is None


def test_only_what_nobody_names_is_dropped(opened: Workspace) -> None:
    with opened.change("test", "Test") as change:
        named, unnamed = (keep_content(change.connection, data) for data in (b"one", b"two"))
        values = {"account_id": derived_id("account", "A"), "name": "one.txt", "sha256": named}
        change.create("attachment", values)
        change.flush()
        assert drop_contents(change.connection, [named, unnamed, unnamed]) == 1
        assert find_content(change.connection, named) == b"one"
