"""Private copies: for their owner only, and gone, also what a killed program left."""

import os
import signal
import stat
import subprocess
import sys
import tempfile
from pathlib import Path

import pytest

from workbench.storage import private_folder as module
from workbench.storage.private_folder import clear_left_folders, private_folder

ROOT = Path(__file__).parents[2]


@pytest.fixture(autouse=True)
def temporary(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A place for temporary files of this test alone."""
    place = tmp_path / "temporary"
    place.mkdir()
    monkeypatch.setenv("TMPDIR", str(place))
    monkeypatch.setattr(tempfile, "tempdir", str(place))
    return place


def test_the_folder_is_its_owners_and_goes_with_all_in_it(temporary: Path) -> None:
    with private_folder() as folder:
        (folder / "copy").write_text("secret")
        assert stat.S_IMODE(folder.stat().st_mode) == 0o700
    assert list(temporary.iterdir()) == []


def test_what_a_killed_program_left_goes_and_what_is_in_use_stays(
    temporary: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(module, "_FRESH_SECONDS", 0)
    program = (
        "import os, signal\n"
        "from workbench.storage.private_folder import private_folder\n"
        "with private_folder() as folder:\n"
        "    (folder / 'copy').write_text('secret')\n"
        "    os.kill(os.getpid(), signal.SIGKILL)\n"
    )
    done = subprocess.run([sys.executable, "-c", program], cwd=ROOT, env=os.environ, check=False)
    assert done.returncode == -signal.SIGKILL
    (left,) = temporary.iterdir()
    (temporary / "workbench-of-another-program").mkdir()
    with private_folder() as folder:
        assert clear_left_folders() == 1
        assert folder.is_dir()
        assert not left.exists()
    assert [one.name for one in temporary.iterdir()] == ["workbench-of-another-program"]
