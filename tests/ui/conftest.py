"""What tests of the window stand on: the theme, tasks that end, pages without content, scripted answers."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication

from workbench.ui.kit.theme import apply_theme
from workbench.ui.prompts import FileKind, Way
from workbench.ui.tasks import Tasks


@pytest.fixture
def app(qapp: QApplication) -> Iterator[QApplication]:
    """The application in the light theme."""
    apply_theme(qapp, dark=False)
    yield qapp
    apply_theme(qapp, dark=False)


@pytest.fixture
def tasks(app: QApplication) -> Iterator[Tasks]:
    """Threads that are ended after the test."""
    tasks = Tasks()
    yield tasks
    tasks.shut_down()
    tasks.wait_idle()


@dataclass
class ScriptedPrompts:
    """Answers in the order given and remembers what was asked."""

    answers: list[object] = field(default_factory=list)
    asked: list[str] = field(default_factory=list)
    errors: list[Exception] = field(default_factory=list)
    told: list[str] = field(default_factory=list)

    def _next(self, title: str) -> object:
        self.asked.append(title)
        return self.answers.pop(0)

    def ask_open_file(
        self, title: str, kinds: tuple[FileKind, ...], folder: Path | None = None
    ) -> Path | None:
        answer = self._next(title)
        return answer if isinstance(answer, Path) else None

    def ask_open_files(
        self, title: str, kinds: tuple[FileKind, ...], folder: Path | None = None
    ) -> tuple[Path, ...]:
        answer = self._next(title)
        return answer if isinstance(answer, tuple) else ()

    def ask_save_file(self, title: str, kinds: tuple[FileKind, ...], proposed: Path) -> Path | None:
        answer = self._next(title)
        return answer if isinstance(answer, Path) else None

    def ask_folder(self, title: str, folder: Path | None = None) -> Path | None:
        answer = self._next(title)
        return answer if isinstance(answer, Path) else None

    def ask_text(
        self, title: str, label: str, value: str = "", *, action: str = "", optional: bool = False
    ) -> str | None:
        answer = self._next(title)
        return answer if isinstance(answer, str) else None

    def ask_passphrase(self, title: str, message: str, *, new: bool = False) -> str | None:
        answer = self._next(title)
        return answer if isinstance(answer, str) else None

    def confirm(self, title: str, message: str, action: str, *, danger: bool = False) -> bool:
        return bool(self._next(title))

    def choose(self, title: str, message: str, ways: tuple[Way, ...]) -> str | None:
        answer = self._next(title)
        self.told.append(message)
        return answer if isinstance(answer, str) and answer in [way.key for way in ways] else None

    def show_message(self, title: str, message: str) -> None:
        self.asked.append(title)
        self.told.append(message)

    def show_error(self, error: Exception) -> None:
        self.errors.append(error)


@pytest.fixture
def prompts() -> ScriptedPrompts:
    """Questions answered from a script."""
    return ScriptedPrompts()
