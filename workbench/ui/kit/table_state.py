"""What a table remembers: order, widths and choice of columns, sorting, filters. As text for the settings."""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any


@dataclass(frozen=True)
class TableState:
    """Columns go by their keys; widths are pixels; ``sort`` has the most important column first.

    ``text`` is what the quick filter looks for; ``filters`` what is typed under the headings.
    """

    order: tuple[str, ...] = ()
    hidden: frozenset[str] = frozenset()
    widths: Mapping[str, int] = field(default_factory=dict)
    sort: tuple[tuple[str, bool], ...] = ()
    filters: Mapping[str, str] = field(default_factory=dict)
    filter_row: bool = False
    text: str = ""

    def to_text(self) -> str:
        """The state as JSON."""
        return json.dumps(
            {
                "order": list(self.order),
                "hidden": sorted(self.hidden),
                "widths": dict(self.widths),
                "sort": [list(one) for one in self.sort],
                "filters": dict(self.filters),
                "filter_row": self.filter_row,
                "text": self.text,
            },
            ensure_ascii=False,
        )


def read_state(text: str) -> TableState | None:
    """The state that ``to_text`` wrote, in this release or an earlier one; ``None`` if it is unreadable."""
    try:
        saved: dict[str, Any] = json.loads(text)
        return TableState(
            tuple(str(key) for key in saved["order"]),
            frozenset(str(key) for key in saved["hidden"]),
            {str(key): width for key, width in dict(saved["widths"]).items() if isinstance(width, int)},
            _sorting(saved["sort"]),
            {str(key): str(words) for key, words in dict(saved.get("filters", {})).items()},
            bool(saved.get("filter_row", False)),
            str(saved.get("text", "")),
        )
    except (ValueError, KeyError, TypeError, AttributeError):
        return None


def _sorting(saved: Any) -> tuple[tuple[str, bool], ...]:
    if not saved:
        return ()
    # Earlier releases sorted by one column and wrote it bare.
    pairs = [saved] if isinstance(saved[0], str) else saved
    return tuple((str(key), bool(falling)) for key, falling in pairs)
