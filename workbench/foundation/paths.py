"""Where the program's own files lie: bundled resources, and the user's data, settings and logs."""

import os
import sys
from pathlib import Path

import platformdirs

APP_NAME = "Workbench"


def resources_dir() -> Path:
    """The folder of bundled resources, in a checkout and in an installed bundle."""
    bundle = getattr(sys, "_MEIPASS", None)
    root = Path(bundle) if bundle else Path(__file__).resolve().parents[2]
    return root / "resources"


def migrations_dir() -> Path:
    """The folder of schema revisions, in a checkout and in an installed bundle."""
    return resources_dir().parent / "migrations"


def _home() -> Path | None:
    # One variable moves everything the program keeps: tests, portable installations.
    value = os.environ.get("WORKBENCH_HOME")
    return Path(value) if value else None


def data_dir() -> Path:
    """Where workspaces are proposed to live and where the sample workspace is kept."""
    return _home() or Path(platformdirs.user_data_dir(APP_NAME, appauthor=False))


def settings_file() -> Path:
    """The settings of this installation (language, theme, recent files)."""
    home = _home()
    return (home or Path(platformdirs.user_config_dir(APP_NAME, appauthor=False))) / "settings.json"


def logs_dir() -> Path:
    """Logs and crash reports."""
    home = _home()
    return (home / "logs") if home else Path(platformdirs.user_log_dir(APP_NAME, appauthor=False))
