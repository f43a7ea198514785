"""The import table of ARCHITECTURE.md, enforced. A package that nobody placed fails the test."""

import ast
import re
import sys
from functools import cache
from pathlib import Path
from textwrap import dedent

import pytest

ROOT = Path(__file__).resolve().parents[1]
LAYERS = {
    # room: what it may import besides the standard library and itself
    "workbench.foundation": {"platformdirs"},
    "workbench.domain": {"workbench.foundation", "rapidfuzz"},
    "workbench.storage": {
        "workbench.domain",
        "workbench.foundation",
        "sqlalchemy",
        "alembic",
        "sqlcipher3",
        "filelock",
    },
    "workbench.documents": {"workbench.domain", "workbench.foundation", "reportlab", "docx", "jinja2"},
    "workbench.exchange": {
        "workbench.domain",
        "workbench.foundation",
        "python_calamine",
        "xlsxwriter",
        "phonenumbers",
        "icalendar",
        "markdown_it",
        "pyrage",
    },
    "workbench.services": {
        "workbench.domain",
        "workbench.foundation",
        "workbench.storage",
        "workbench.documents",
        "workbench.exchange",
    },
    "workbench.ui.kit": {"PySide6", "shiboken6", "workbench.foundation", "pypdfium2"},
    "workbench.ui.tasks": {"PySide6", "shiboken6", "workbench.ui.garbage", "workbench.foundation"},
    "workbench.ui.signals": {"PySide6", "workbench.foundation", "workbench.domain"},
    "workbench.ui.prompts": {"PySide6", "workbench.foundation", "workbench.ui.kit"},
    "workbench.ui.navigation": {"workbench.foundation"},
    "workbench.ui.qt_import": {"PySide6"},
    "workbench.ui.garbage": {"PySide6"},
    "workbench.ui.tier_marks": {"workbench.domain", "workbench.ui.kit"},
    "workbench.ui.record_items": {
        "workbench.domain",
        "workbench.foundation",
        "workbench.services",
        "workbench.ui.kit",
    },
    "workbench.ui.alarm_items": {
        "workbench.domain",
        "workbench.foundation",
        "workbench.services",
        "workbench.ui.kit",
        "workbench.ui.navigation",
    },
    "workbench.ui.page": {"PySide6", "workbench.foundation", "workbench.ui.navigation"},
    "workbench.ui.context": {
        "workbench.domain",
        "workbench.foundation",
        "workbench.services",
        "workbench.ui.kit",
        "workbench.ui.prompts",
        "workbench.ui.signals",
        "workbench.ui.tasks",
    },
    "workbench.ui.printing": {
        "PySide6",
        "workbench.domain",
        "workbench.foundation",
        "workbench.services",
        "workbench.ui.context",
        "workbench.ui.kit",
        "workbench.ui.prompts",
    },
    "workbench.ui.batch_printing": {
        "PySide6",
        "shiboken6",
        "workbench.domain",
        "workbench.foundation",
        "workbench.services",
        "workbench.ui.context",
        "workbench.ui.kit",
        "workbench.ui.printing",
        "workbench.ui.tasks",
    },
    "workbench.ui.account_search": {
        "PySide6",
        "workbench.domain",
        "workbench.foundation",
        "workbench.services",
        "workbench.ui.context",
        "workbench.ui.kit",
    },
    "workbench.ui.service_requests": {
        "PySide6",
        "workbench.domain",
        "workbench.foundation",
        "workbench.services",
        "workbench.ui.account_search",
        "workbench.ui.context",
        "workbench.ui.kept_files",
        "workbench.ui.kit",
        "workbench.ui.printing",
        "workbench.ui.prompts",
        "workbench.ui.tasks",
    },
    "workbench.ui.own_frequency": {
        "PySide6",
        "workbench.domain",
        "workbench.foundation",
        "workbench.services",
        "workbench.ui.account_search",
        "workbench.ui.context",
        "workbench.ui.kit",
    },
    "workbench.ui.kept_files": {
        "PySide6",
        "workbench.domain",
        "workbench.foundation",
        "workbench.services",
        "workbench.ui.context",
        "workbench.ui.kit",
        "workbench.ui.prompts",
        "workbench.ui.tasks",
    },
    "workbench.ui.major_event_pane": {
        "PySide6",
        "workbench.domain",
        "workbench.foundation",
        "workbench.services",
        "workbench.ui.account_search",
        "workbench.ui.context",
        "workbench.ui.kit",
    },
    "workbench.ui.reminders": {
        "PySide6",
        "workbench.foundation",
        "workbench.services",
        "workbench.ui.context",
        "workbench.ui.navigation",
    },
    "workbench.ui.publishing": {
        "PySide6",
        "workbench.foundation",
        "workbench.services",
        "workbench.ui.context",
    },
    "workbench.ui.saved_views": {"workbench.foundation", "workbench.services", "workbench.ui.context"},
    "workbench.ui.undoing": {"workbench.foundation", "workbench.services", "workbench.ui.context"},
    "workbench.ui.table_output": {
        "workbench.domain",
        "workbench.foundation",
        "workbench.services",
        "workbench.ui.context",
        "workbench.ui.kit",
        "workbench.ui.printing",
        "workbench.ui.prompts",
    },
    "workbench.ui.screens": {
        "workbench.ui.context",
        "workbench.ui.batch_printing",
        "workbench.ui.printing",
        "PySide6",
        "workbench.domain",
        "workbench.foundation",
        "workbench.services",
        "workbench.ui.kit",
        "workbench.ui.tasks",
        "workbench.ui.signals",
        "workbench.ui.prompts",
        "workbench.ui.navigation",
        "workbench.ui.page",
        "workbench.ui.tier_marks",
        "workbench.ui.record_items",
        "workbench.ui.alarm_items",
        "workbench.ui.account_search",
        "workbench.ui.own_frequency",
        "workbench.ui.kept_files",
        "workbench.ui.major_event_pane",
        "workbench.ui.saved_views",
        "workbench.ui.service_requests",
    },
    "workbench.ui.shell": {
        "shiboken6",
        "PySide6",
        "workbench.domain",
        "workbench.foundation",
        "workbench.services",
        "workbench.ui.kit",
        "workbench.ui.tasks",
        "workbench.ui.signals",
        "workbench.ui.prompts",
        "workbench.ui.navigation",
        "workbench.ui.page",
        "workbench.ui.tier_marks",
        "workbench.ui.record_items",
        "workbench.ui.screens",
    },
}
# The composition roots: the only places that construct, and so may import everything.
ROOTS = {
    "workbench.app",
    "workbench.pages",
    "workbench.program_actions",
    "workbench.offers",
    "workbench.arrivals",
    "workbench.dropped_files",
    "workbench.sample",
    "workbench.locking",
    "workbench.manual",
    "workbench.own_files",
    "workbench.reopening",
    "workbench.screens_ahead",
    "workbench.upkeep",
    "workbench.cli",
    "workbench.__main__",
    "workbench",
    "workbench.ui",
}
_NAME = r"[\w.]+(?: as \w+)?"
_IMPORT = re.compile(
    rf"^ *(?:from [\w.]+ )?import (?:\([^)]*\)|{_NAME}(?:, *{_NAME})*)(?= *(?:#.*)?$)", re.MULTILINE
)
MODULES = {
    ".".join(path.relative_to(ROOT).with_suffix("").parts).removesuffix(".__init__"): path
    for path in sorted((ROOT / "workbench").rglob("*.py"))
}


def room_of(module: str) -> str | None:
    """The room that ``module`` belongs to, or ``None`` if nobody placed it."""
    if module in ROOTS or module.startswith("workbench.cli."):
        return "root"
    return next((room for room in LAYERS if module == room or module.startswith(room + ".")), None)


@cache
def imports(module: str) -> frozenset[str]:
    """Every module that the file imports, wherever the statement stands."""
    found: set[str] = set()
    # A tree for the statements alone: one for the whole of each of a thousand files takes seconds.
    for statement in _IMPORT.findall(MODULES[module].read_text("utf-8")):
        (node,) = ast.parse(dedent(statement)).body
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{module} imports relatively; write the whole name"
            found.add(node.module or "")
            if node.module and f"{node.module}.{node.names[0].name}" in MODULES:
                found.discard(node.module)
                found |= {f"{node.module}.{alias.name}" for alias in node.names}
    return frozenset(found)


def test_every_module_has_a_place() -> None:
    assert [module for module in MODULES if room_of(module) is None] == []


@pytest.mark.parametrize("room", LAYERS)
def test_modules_import_only_what_their_room_may(room: str) -> None:
    strangers = {
        module: found for module in MODULES if room_of(module) == room and (found := _strangers(room, module))
    }
    assert strangers == {}


def _strangers(room: str, module: str) -> set[str]:
    allowed = {room, "__future__"} | LAYERS[room]
    if room == "workbench.ui.screens":
        # A screen may use itself and the kit, never another screen.
        allowed.discard(room)
        allowed.add(".".join(module.split(".")[:4]))
    return {
        name
        for name in imports(module)
        if name.split(".")[0] not in sys.stdlib_module_names
        and name != "workbench"
        and not any(name == good or name.startswith(good + ".") for good in allowed)
    }


def test_the_ordinary_services_know_no_sql() -> None:
    """SQL belongs into storage: services call queries."""
    users = [m for m in MODULES if m.startswith("workbench.services") and "sqlalchemy" in str(imports(m))]
    assert users == []


@pytest.mark.parametrize("name", ["utils", "helpers", "common", "misc", "util", "helper"])
def test_there_is_no_room_without_a_name(name: str) -> None:
    assert [m for m in MODULES if m.split(".")[-1] == name or f".{name}." in m] == []


def test_only_tasks_and_opening_files_ahead_make_threads() -> None:
    makes = {"Thread", "ThreadPoolExecutor", "ProcessPoolExecutor", "Process", "QThread", "QThreadPool"}
    makers = {
        module for module, path in MODULES.items() if makes & set(re.findall(r"\w+", path.read_text("utf-8")))
    }
    assert makers <= {"workbench.ui.tasks", "workbench.storage.opening_ahead"}
