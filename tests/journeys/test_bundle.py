"""The bundle for people without Python: built, started, and put through the main job."""

import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]


@pytest.mark.slow
@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="the check is written for Linux")
def test_the_bundle_starts_without_python_and_does_the_main_job() -> None:
    done = subprocess.run([ROOT / "scripts" / "check_bundle"], capture_output=True, text=True, timeout=900)
    assert done.returncode == 0, done.stdout + done.stderr
