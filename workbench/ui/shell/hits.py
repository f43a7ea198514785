"""What a search answers with, apart from the palette, which is loaded when it is first opened."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

from workbench.ui.kit.marks import Mark
from workbench.ui.navigation import Destination


@dataclass(frozen=True)
class Hit:
    """Something found: a title, a remark, a mark, and where it is."""

    title: str
    destination: Destination
    note: str = ""
    mark: Mark | None = None


class SearchProvider(Protocol):
    """Finds accounts and people. Runs in a worker; must not touch widgets."""

    def __call__(self, text: str, limit: int) -> Sequence[Hit]: ...
