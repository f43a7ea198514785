"""What a column of JSON text holds, as far as it is understood: another version may have written it."""

import json
from collections.abc import Mapping
from typing import Any


def stored_content(text: str) -> dict[str, Any]:
    """The object that ``text`` is; empty where it is none."""
    try:
        stored = json.loads(text) if text else {}
    except (ValueError, RecursionError):
        return {}
    return stored if isinstance(stored, dict) else {}


def stored_rows(stored: Mapping[str, Any], name: str) -> list[dict[str, Any]]:
    """The objects of the list under ``name``."""
    rows = stored.get(name)
    return [one for one in rows if isinstance(one, dict)] if isinstance(rows, list) else []


def stored_word(stored: Mapping[str, Any], name: str) -> str:
    """The text under ``name``; empty where there is none."""
    value = stored.get(name)
    return value if isinstance(value, str) else ""
