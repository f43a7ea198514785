"""What a search answers with, apart from the palette, which is loaded when it is first opened."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Protocol

from workbench.ui.kit.item_paint import Marks
from workbench.ui.kit.marks import Mark
from workbench.ui.navigation import Destination


@dataclass(frozen=True)
class Hit:
    """Something found: a title, a remark, a mark, and where it is, asked when it is chosen.

    ``second`` is the piece of text that was found and ``why`` by what; marks are set in bold. ``is_guess``:
    it only resembles what was typed.
    """

    title: str
    destination: Callable[[], Destination]
    note: str = ""
    second: str = ""
    why: str = ""
    mark: Mark | None = None
    title_marks: Marks = ()
    second_marks: Marks = ()
    is_guess: bool = False


class SearchProvider(Protocol):
    """Finds accounts, people and what goes on with them. Runs in a worker; must not touch widgets."""

    def __call__(self, text: str, limit: int) -> Sequence[Hit]: ...
