"""What every test stands on: no screen, a home of its own, English, and warnings that fail."""

import os
from collections.abc import Iterator
from functools import partial
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

from workbench.ui.qt_import import load_qt

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
# As the program does: with Qt's own import function every test of properties takes half as long again.
load_qt()
_profile = partial(
    settings.register_profile,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.function_scoped_fixture],
)
_profile("suite", max_examples=30)
_profile("thorough", max_examples=300)
# scripts/slow-tests asks for the thorough one; every other run may find what the one before did not.
settings.load_profile(os.environ.get("WORKBENCH_PROPERTIES", "suite"))


@pytest.fixture(autouse=True)
def _own_home(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Nothing a test does reaches the settings, logs or files of the person who runs it."""
    from workbench.foundation import i18n

    monkeypatch.setenv("WORKBENCH_HOME", str(tmp_path_factory.mktemp("home")))
    i18n.set_language("en")
    yield
    i18n.set_language("en")


@pytest.fixture
def shared_data() -> Path:
    """Real input beside the checkout; a test that needs it is skipped where it is not there."""
    folder = Path(__file__).resolve().parents[2] / "shared" / "data"
    if not folder.is_dir():
        pytest.skip("the folder of real input is not beside this checkout")
    return folder
