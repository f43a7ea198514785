"""Running the command line in process, as scripts do: arguments in, exit status and one JSON object out."""

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from workbench.cli import main

TODAY = "2026-07-01"
ACCOUNTS = """code,name,city,manager,tier,kind
K1,华为技术,深圳,王芳,focus,dealer
K2,中兴通讯,深圳,王芳,major,
K3,Acme Ltd,Shanghai,李雷,general,
"""
CONTACTS = """account,name,title,mobile,role
K1,赵伟,采购总监,13800000001,economic
K2,Bob Stone,Engineer,,technical
"""
SALES = """account,date,number,line,product,quantity,amount
K1,2026-02-03,S1,1,Pump,2,12000000
K1,2026-03-03,S2,1,Valve,1,9000000
K2,2026-03-05,S3,1,Pump,1,6000000
K3,2026-04-01,S4,1,Seal,10,1200.50
K9,2026-04-01,S5,1,Seal,1,10
,2026-04-02,S6,1,Seal,1,10
"""


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


def sheet(folder: Path, name: str, text: str) -> Path:
    """A file with this text."""
    path = folder / name
    path.write_text(text, "utf-8")
    return path
