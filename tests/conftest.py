"""What every test stands on: no screen, a home of its own, English, and warnings that fail."""

import gc
import os
import shutil
import tempfile
from collections.abc import Iterator
from functools import partial
from itertools import count
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

from workbench.ui.qt_import import load_qt

# In memory where there is room: the suite waits for a disk ten thousand times.
_MEMORY, _ROOM = Path("/dev/shm"), 4 << 30
if "TMPDIR" not in os.environ and os.access(_MEMORY, os.W_OK) and shutil.disk_usage(_MEMORY).free >= _ROOM:
    os.environ["TMPDIR"] = tempfile.tempdir = str(_MEMORY)
# While tests are gathered everything that is made stays; to look for garbage in it takes seconds.
gc.disable()
os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
# As the program does: with Qt's own import function every test of properties takes half as long again.
load_qt()
_profile = partial(
    settings.register_profile,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.function_scoped_fixture],
)
_profile("suite", max_examples=20)
_profile("thorough", max_examples=300)
# scripts/slow-tests asks for the thorough one; every other run may find what the one before did not.
settings.load_profile(os.environ.get("WORKBENCH_PROPERTIES", "suite"))


@pytest.hookimpl(tryfirst=True)
def pytest_runtestloop() -> None:
    """What has been gathered is no garbage, now or later."""
    gc.freeze()
    gc.enable()


@pytest.fixture(scope="session")
def _homes(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """An empty folder for each test, one after the other."""
    folder = tmp_path_factory.mktemp("homes")
    return (folder / str(number) for number in count())


@pytest.fixture(autouse=True)
def _own_home(_homes: Iterator[Path], monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Nothing a test does reaches the settings, logs or files of the person who runs it."""
    from workbench.foundation import i18n

    home = next(_homes)
    home.mkdir()
    monkeypatch.setenv("WORKBENCH_HOME", str(home))
    i18n.set_language("en")
    yield
    i18n.set_language("en")
    for report in sorted(home.rglob("crash-*.txt")):
        # Shown where the test failed: which error, and where.
        print(report.read_text("utf-8"))  # noqa: T201
    shutil.rmtree(home, ignore_errors=True)


@pytest.fixture
def shared_data() -> Path:
    """Real input beside the checkout; a test that needs it is skipped where it is not there."""
    folder = Path(__file__).resolve().parents[2] / "shared" / "data"
    if not folder.is_dir():
        pytest.skip("the folder of real input is not beside this checkout")
    return folder
