"""The program's entry: with arguments the command line, without any the window."""

import gc
import os
import sys
from pathlib import Path

from workbench.foundation.logs import start_logging


def main() -> int:
    """Start the window or run a command; the exit status."""
    if sys.stderr is None:
        # A program with a window has no streams on Windows: what is written goes nowhere.
        sys.stdout = sys.stderr = open(os.devnull, "w", encoding="utf-8")  # noqa: SIM115
    start_logging()
    # A workspace alone is what a system hands over when its icon is opened.
    workspace = Path(sys.argv[1]) if len(sys.argv) == 2 and _is_workspace(sys.argv[1]) else None
    if len(sys.argv) > 1 and workspace is None:
        from workbench.cli import main as run_command

        return run_command()
    # A start only makes what stays; the window collects garbage itself from then on (``ui/garbage.py``).
    gc.disable()
    from workbench.ui.qt_import import load_qt

    load_qt()
    from workbench.app import run_window

    status = run_window(workspace)
    # All is saved by now: looking through everything once more would hold the end up for half a second.
    gc.freeze()
    return status


def _is_workspace(argument: str) -> bool:
    return argument.lower().endswith(".workbench")


if __name__ == "__main__":
    sys.exit(main())
