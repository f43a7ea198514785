"""The documents that show the workflows say what the tables say."""

import importlib.util
from pathlib import Path
from types import ModuleType

import pytest

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture(scope="module")
def draw() -> ModuleType:
    spec = importlib.util.spec_from_file_location("draw_workflows", ROOT / "scripts" / "draw_workflows.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.mark.parametrize("name", ["complaint-workflow.md", "contract-life.md"])
def test_the_drawing_is_up_to_date(draw: ModuleType, name: str) -> None:
    """If not: ``scripts/draw-workflows``."""
    assert (ROOT / "docs" / name).read_text("utf-8") == draw.drawing(draw.DRAWN[name]())


def test_each_state_and_each_step_is_drawn(draw: ModuleType) -> None:
    for make in draw.DRAWN.values():
        workflow = make()
        text = draw.drawing(workflow)
        assert all(state.label in text for state in workflow.states)
        assert all(row.kind.label in text for row in (*workflow.transitions, *workflow.any_time))
