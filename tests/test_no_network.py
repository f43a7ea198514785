"""The program never uses a network: no module of ours asks for one, and the main job runs without sockets."""

import ast
import json
import os
import re
import subprocess
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path

import pytest

from workbench.foundation.clock import SystemClock
from workbench.services.workspaces import new_workspace

ROOT = Path(__file__).parents[1]
_NAMES = """
socket ssl http urllib ftplib smtplib poplib imaplib nntplib telnetlib xmlrpc asyncio asyncore select
selectors socketserver webbrowser requests httpx aiohttp urllib3 websocket websockets paramiko grpc
multiprocessing concurrent.futures.process subprocess pty
PySide6.QtNetwork PySide6.QtNetworkAuth PySide6.QtWebEngineCore PySide6.QtWebEngineWidgets
PySide6.QtWebSockets PySide6.QtHttpServer PySide6.QtRemoteObjects PySide6.QtDBus PySide6.QtBluetooth
"""
FORBIDDEN = frozenset(_NAMES.split())
"""What reaches other machines, or programs that could."""
FORBIDDEN_NAMES = frozenset(
    {"QNetworkAccessManager", "QTcpSocket", "QSslSocket", "QProcess", "system", "popen"}
)
URLS_OF_FILES = "fromLocalFile"

BLOCKED = """
import socket, sys

def refuse(*_arguments, **_more):
    raise AssertionError("a socket was asked for")

class Refused(socket.socket):
    __init__ = refuse

for name in ("socket", "create_connection", "create_server", "getaddrinfo", "gethostbyname", "socketpair"):
    setattr(socket, name, Refused if name == "socket" else refuse)

def audit(event, arguments):
    if event.startswith("socket.") and event not in ("socket.gethostname",):
        sys.stderr.write(f"network: {event}\\n")
        import os
        os._exit(99)

sys.addaudithook(audit)
from workbench.cli import main
status = main(sys.argv[1:])
sys.exit(status)
"""


def _modules(words: Iterable[str]) -> Iterator[tuple[str, str, ast.AST]]:
    """Name, text and tree of the modules in which one of these words stands at all."""
    wanted = re.compile("|".join(rf"\b{re.escape(word)}\b" for word in words))
    for path in sorted((ROOT / "workbench").rglob("*.py")):
        text = path.read_text("utf-8")
        if wanted.search(text):
            yield str(path.relative_to(ROOT)), text, ast.parse(text)


def _imported(tree: ast.AST) -> Iterator[str]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from (one.name for one in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
            yield node.module
            yield from (f"{node.module}.{one.name}" for one in node.names)
        elif isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute | ast.Name):
            called = node.func.attr if isinstance(node.func, ast.Attribute) else node.func.id
            if called in ("import_module", "__import__"):
                yield from (str(one.value) for one in node.args if isinstance(one, ast.Constant))


def _is_forbidden(name: str) -> bool:
    parts = name.split(".")
    return any(".".join(parts[:end]) in FORBIDDEN for end in range(1, len(parts) + 1))


def test_no_module_of_the_program_imports_what_reaches_a_network_or_starts_programs() -> None:
    found = {
        f"{module}: {name}"
        for module, _text, tree in _modules(one.rpartition(".")[2] for one in FORBIDDEN)
        for name in _imported(tree)
        if _is_forbidden(name)
    }
    assert found == set()


def test_nothing_is_called_that_reaches_one_and_only_files_are_opened_elsewhere() -> None:
    wrong: list[str] = []
    for module, text, tree in _modules((*FORBIDDEN_NAMES, "openUrl")):
        for node in ast.walk(tree):
            named = (
                node.attr
                if isinstance(node, ast.Attribute)
                else node.id
                if isinstance(node, ast.Name)
                else ""
            )
            if named in FORBIDDEN_NAMES and not (named == "system" and "platform.system" in text):
                wrong.append(f"{module}: {named}")
            # Other programs are given files of this machine, never addresses.
            if named == "openUrl" and URLS_OF_FILES not in text:
                wrong.append(f"{module}: openUrl")
    assert wrong == []


@pytest.mark.parametrize("work", ["window", pytest.param("demo", marks=pytest.mark.slow)])
def test_the_main_job_runs_where_no_socket_can_be_had(work: str, tmp_path: Path) -> None:
    program = BLOCKED
    if work == "window":
        program = program.replace(
            "status = main(sys.argv[1:])",
            "from pathlib import Path\nfrom workbench.app import run_window\n"
            "import workbench.pages, workbench.upkeep\nstatus = run_window(Path(sys.argv[-1]))",
        )
    out = tmp_path / "out"
    arguments = ["--json", "--today", "2026-07-01", "demo", "--out", str(out)]
    if work == "window":
        new_workspace(tmp_path / "mine.workbench", clock=SystemClock()).close()
        arguments = [str(tmp_path / "mine.workbench")]
    environment = {
        **os.environ,
        "QT_QPA_PLATFORM": "offscreen",
        "WORKBENCH_QUIT_AFTER_PAINT": "today",
        "XDG_CONFIG_HOME": str(tmp_path),
        "XDG_DATA_HOME": str(tmp_path),
        "XDG_STATE_HOME": str(tmp_path),
    }
    done = subprocess.run(
        [sys.executable, "-c", program, *arguments],
        capture_output=True,
        text=True,
        cwd=ROOT,
        env=environment,
        timeout=300,
        check=False,
    )
    assert done.returncode in (0, 1), done.stderr[-2_000:]
    assert "network:" not in done.stderr
    if work == "demo":
        assert json.loads(done.stdout)["visits"] > 0
