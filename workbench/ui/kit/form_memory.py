"""What was typed into a form and not saved: it stays while other rows are shown in the same form."""

from collections.abc import Callable, Hashable, Sequence
from typing import Any

FormField = tuple[Callable[[], Any], Callable[[Any], object]]


class FormMemory:
    """Fills a form that shows one row after the other. Each field is how it is read and how it is written."""

    def __init__(self, fields: Sequence[FormField]) -> None:
        self._fields = tuple(fields)
        self._key: Hashable = None
        self._shown: tuple[Any, ...] | None = None
        self._typed: dict[Hashable, dict[int, Any]] = {}

    def show(self, key: Hashable, stored: Sequence[Any]) -> None:
        """Fill the form with what is stored of the row ``key``, and over it what was typed and not saved."""
        typed = self._unsaved()
        if key != self._key:
            if typed:
                self._typed[self._key] = typed
            typed = self._typed.pop(key, {})
        for place, (_read, write) in enumerate(self._fields):
            write(typed.get(place, stored[place]))
        self._key, self._shown = key, tuple(stored)

    def forget(self) -> None:
        """What is in the form was saved, or is not wanted: the next ``show`` fills all of it."""
        self._shown = None

    def _unsaved(self) -> dict[int, Any]:
        if self._shown is None:
            return {}
        current = (read() for read, _write in self._fields)
        pairs = enumerate(zip(current, self._shown, strict=True))
        return {place: now for place, (now, then) in pairs if now != then}
