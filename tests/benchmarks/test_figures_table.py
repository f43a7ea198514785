"""The table and the JSON of the benchmarks, and the workspaces they measure with; never a speed."""

import json
import sys
from contextlib import closing
from datetime import date
from pathlib import Path
from types import ModuleType

import pytest

from benchmarks import __main__ as benchmarks
from benchmarks.figures import figure
from benchmarks.workspaces import make_workspace
from workbench.foundation.clock import FixedClock
from workbench.services.checks import check_workspace
from workbench.services.records import list_records
from workbench.services.today import today_view
from workbench.services.workspaces import open_workspace


@pytest.fixture
def two_figures(monkeypatch: pytest.MonkeyPatch) -> None:
    """P1 measured at two sizes, within its goal; P8 at one, beyond it."""
    fast = figure("P1", "start", 10, 2.0, 1.0, 3)
    for name, found in (
        ("P1", [fast, figure("P1", "start", 100, 20.0, 10.0, 3, smaller=fast)]),
        ("P8", [figure("P8", "memory", 10, 3e6, 1e6, 2)]),
    ):
        module = ModuleType(f"made_up_{name}")
        module.figures = lambda found=found: found  # type: ignore[attr-defined]
        monkeypatch.setitem(sys.modules, module.__name__, module)
        monkeypatch.setitem(benchmarks.MODULES, name, module.__name__)


@pytest.mark.usefixtures("two_figures")
def test_json_holds_what_the_command_line_promises(capsys: pytest.CaptureFixture[str]) -> None:
    assert benchmarks.main(["--json", "P1", "p8"]) == 1
    rows = json.loads(capsys.readouterr().out)
    names = {"id", "work", "size", "ours", "floor", "ratio", "goal", "met", "exponent"}
    assert [set(row) for row in rows] == [names] * 3
    assert [row["ratio"] for row in rows] == [2, 2, 3]
    assert [row["met"] for row in rows] == [True, True, False]
    assert [row["exponent"] for row in rows] == [None, pytest.approx(1), None]


@pytest.mark.usefixtures("two_figures")
def test_the_table_has_one_line_a_figure_under_its_heading(capsys: pytest.CaptureFixture[str]) -> None:
    assert benchmarks.main(["P1"]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert lines[0].split() == ["id", "work", "size", "ours", "floor", "ratio", "goal", "met", "exponent"]
    assert [line.split() for line in lines[1:]] == [
        ["P1", "start", "10", "2.000", "s", "1.000", "s", "2.00", "3.00", "yes"],
        ["P1", "start", "100", "20.000", "s", "10.000", "s", "2.00", "3.00", "yes", "1.00"],
    ]


def test_an_unknown_figure_is_a_wrong_call(capsys: pytest.CaptureFixture[str]) -> None:
    assert benchmarks.main(["P0"]) == 2
    assert "P0" in capsys.readouterr().err


def test_every_figure_has_its_module() -> None:
    folder = Path(benchmarks.__file__).parent
    assert all((folder / f"{name.split('.')[-1]}.py").exists() for name in benchmarks.MODULES.values())


def test_a_workspace_to_measure_with_is_sound_and_has_a_day_to_show(tmp_path: Path) -> None:
    clock = FixedClock(date(2026, 7, 1))
    path = tmp_path / "measured.workbench"
    make_workspace(path, accounts=20, years=1, clock=clock)
    with closing(open_workspace(path, clock=clock)) as workspace:
        assert list_records(workspace, "accounts", limit=0).total == 20
        assert list_records(workspace, "sales", limit=0).total > 100
        assert today_view(workspace).brief is not None
        assert check_workspace(workspace).ok
