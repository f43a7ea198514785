"""The structure of the program as its imports have it: rooms, packages, arrows, and a visit's way through."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
# A tree of the syntax of a thousand files takes seconds.
_IMPORT = re.compile(r"^ *from workbench\.?([\w.]*) import (\([^)]*\)|.*)", re.MULTILINE)
_NAME = re.compile(r"(?<!as )\b(?!as\b)\w+")
_PACKAGES = ("foundation", "domain", "storage", "documents", "exchange", "services", "cli")
_UI = ("kit", "screens", "shell")
# Whoever starts the window from the command line: no layer rests on the other.
_STARTS = ("cli", "program")
# Each step of a visit, from the window down; each module is imported by one before it.
WALK: Mapping[str, tuple[str, ...]] = {
    "planned": (
        "ui.screens.calendar.plan_view",
        "services.visit_plan_acceptance",
        "domain.visit_plan",
        "storage.unit_of_work",
    ),
    "reported": (
        "ui.screens.calendar.report_form",
        "services.visit_reports",
        "domain.visits",
        "storage.unit_of_work",
    ),
    "promised": (
        "ui.screens.promises.promise_pane",
        "services.promises",
        "domain.promises",
        "storage.queries.visits",
    ),
    "printed": (
        "ui.screens.calendar.visit_sheet",
        "services.visit_papers",
        "documents.visit_report",
        "domain.papers",
    ),
    "merged": (
        "ui.screens.merge.page",
        "services.merges",
        "services.exchange",
        "storage.merge",
        "domain.journal",
    ),
}


@dataclass
class Structure:
    """What the imports say: per room its packages and lines, and how many imports each arrow stands for."""

    packages: dict[str, set[str]] = field(default_factory=dict)
    files: dict[str, int] = field(default_factory=dict)
    lines: dict[str, int] = field(default_factory=dict)
    arrows: dict[tuple[str, str], int] = field(default_factory=dict)
    imported: dict[str, set[str]] = field(default_factory=dict)
    """What each module imports; names without the leading ``workbench.``."""

    def below(self, room: str) -> set[str]:
        """The rooms that this one rests on."""
        return {target for source, target in self.arrows.keys() - {_STARTS} if source == room}

    def steps(self) -> set[tuple[str, str]]:
        """The arrows that are not already a way over other rooms: enough to see what rests on what."""
        return {
            (source, target)
            for source, target in self.arrows
            if (source, target) == _STARTS
            or not any(target in self._reached(between) for between in self.below(source) - {target})
        }

    def _reached(self, room: str) -> set[str]:
        found: set[str] = set()
        ahead = [room]
        while ahead:
            for one in self.below(ahead.pop()) - found:
                found.add(one)
                ahead.append(one)
        return found


def room_of(module: str) -> str:
    """The room of a module, named without ``workbench.``: a package, a part of the window, or the program."""
    first, _, rest = module.partition(".")
    if first == "ui":
        second = rest.partition(".")[0]
        return second if second in _UI else "ui"
    return first if first in _PACKAGES else "program"


def package_of(module: str, is_package: bool) -> str | None:
    """The package inside its room that a module lies in, if it lies in one."""
    depth = 2 if room_of(module) in _UI else 1
    parts = module.split(".") if is_package else module.split(".")[:-1]
    return parts[depth] if len(parts) > depth else None


def read_structure(root: Path = ROOT) -> Structure:
    """The structure of ``workbench`` in this checkout."""
    paths = {
        ".".join(path.relative_to(root / "workbench").with_suffix("").parts).removesuffix(".__init__"): path
        for path in sorted((root / "workbench").rglob("*.py"))
    }
    # The door, which opens to either, and the name of the whole.
    del paths["__main__"], paths["__init__"]
    found = Structure()
    for module, path in paths.items():
        text, room = path.read_text("utf-8"), room_of(module)
        package = package_of(module, path.name == "__init__.py")
        found.packages.setdefault(room, set()).update({package} if package else ())
        found.files[room] = found.files.get(room, 0) + 1
        found.lines[room] = found.lines.get(room, 0) + len(text.splitlines())
        found.imported[module] = {one for one in _imports(text) if one in paths}
        for target in found.imported[module]:
            if room_of(target) != room:
                arrow = room, room_of(target)
                found.arrows[arrow] = found.arrows.get(arrow, 0) + 1
    return found


def _imports(text: str) -> Iterator[str]:
    for inside, names in _IMPORT.findall(text):
        yield inside
        yield from (f"{inside}.{name}".removeprefix(".") for name in _NAME.findall(names))
