"""Every library that is shipped is named with its whole licence, in the version of the lock."""

import json
import re
import tomllib
from importlib import metadata
from pathlib import Path

import pytest

from workbench import __version__
from workbench.services.program_facts import (
    ShippedPart,
    licence_text,
    own_licence,
    shipped_parts,
    version_lines,
)

ROOT = Path(__file__).resolve().parents[2]


def _name(requirement: str) -> str:
    return re.split(r"[ ;<>=!\[(~]", requirement)[0].lower().replace("_", "-").replace(".", "-")


def _needed() -> set[str]:
    """The distributions that the program needs, and those that they need, on this system."""
    found: set[str] = set()
    waiting = [_name(one) for one in re.findall(r'^    "([^"]+)",$', _dependencies(), re.M)]
    while waiting:
        name = waiting.pop()
        if name in found:
            continue
        try:
            required = metadata.requires(name) or []
        except metadata.PackageNotFoundError:
            continue
        found.add(name)
        waiting += [_name(one) for one in required if "extra ==" not in one]
    return found


def _dependencies() -> str:
    text = (ROOT / "pyproject.toml").read_text("utf-8")
    return text[text.index("\ndependencies = [") : text.index("\n]\n", text.index("\ndependencies = ["))]


def test_every_distribution_that_is_needed_is_named_in_the_version_of_the_lock() -> None:
    rows = json.loads((ROOT / "resources" / "licences" / "parts.json").read_text("utf-8"))
    named = {_name(row["distribution"]): row["version"] for row in rows if row["distribution"]}
    assert _needed() - named.keys() == set(), "run scripts/make_licences.py"
    lock = dict(
        re.findall(r"^([a-z0-9.-]+)==([^ ;\\]+)", (ROOT / "requirements.lock").read_text("utf-8"), re.M)
    )
    assert {name: version for name, version in named.items() if lock[name] != version} == {}


@pytest.mark.parametrize("part", shipped_parts(), ids=lambda part: part.name)
def test_each_part_has_a_whole_licence(part: ShippedPart) -> None:
    text = licence_text(part)
    assert len(text) > 200
    assert "/home/" not in text


def test_the_versions_for_support_name_nobody() -> None:
    lines = version_lines()
    assert lines[0].startswith("Workbench ")
    assert not any(str(Path.home()) in line for line in lines)
    assert own_licence().startswith("MIT License")


def test_the_program_and_its_package_tell_the_same_version() -> None:
    package = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))
    assert package["project"]["version"] == __version__
