"""Running the command line in process, as scripts do: arguments in, exit status and one JSON object out."""

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from workbench.cli import main

TODAY = "2026-07-01"


@dataclass(frozen=True)
class Ran:
    """What a command answered."""

    status: int
    data: dict[str, Any]
    err: str

    @property
    def code(self) -> str:
        """The code of its error."""
        return str(self.data["error"]["code"])


@dataclass(frozen=True)
class CommandLine:
    """The command line on one workspace file; every answer is checked to be exactly one JSON object."""

    capsys: pytest.CaptureFixture[str]
    workspace: Path
    today: str = TODAY

    def __call__(self, *arguments: str | Path, workspace: Path | None = None) -> Ran:
        """Run with ``--json``."""
        status = main(self._whole(("--json", *arguments), workspace))
        out, err = self.capsys.readouterr()
        assert out.count("\n") == 1
        data = json.loads(out)
        assert isinstance(data, dict)
        return Ran(status, data, err)

    def ok(self, *arguments: str | Path, workspace: Path | None = None) -> dict[str, Any]:
        """Run with ``--json`` and expect success."""
        ran = self(*arguments, workspace=workspace)
        assert ran.status == 0, ran.data
        return ran.data

    def text(self, *arguments: str | Path) -> tuple[int, str, str]:
        """Run as people do: exit status, standard output, standard error."""
        status = main(self._whole(arguments, None))
        out, err = self.capsys.readouterr()
        return status, out, err

    def _whole(self, arguments: tuple[str | Path, ...], workspace: Path | None) -> list[str]:
        file = workspace or self.workspace
        shared = ["--lang", "en", "--workspace", str(file), "--today", self.today]
        return [*shared, *(str(item) for item in arguments)]
