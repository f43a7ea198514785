"""What a demo tells: a heading for each step, what came out of it, and an error where it must not go on."""

from collections.abc import Callable
from dataclasses import dataclass, field

from workbench.foundation.errors import WorkbenchError
from workbench.foundation.i18n import _


@dataclass
class DemoReport:
    """The summary as it grows: a heading for each step, and what came out of it."""

    on_step: Callable[[str], None] | None = None
    lines: list[str] = field(default_factory=list)

    def step(self, title: str) -> None:
        if self.on_step is not None:
            self.on_step(title)
        self.lines += ["", title] if self.lines else [title]

    def say(self, line: str) -> None:
        self.lines.append(f"  {line}")

    @property
    def text(self) -> str:
        return "\n".join(self.lines) + "\n"


def must(holds: bool, what: str) -> None:
    """Raise an error that says ``what`` is wrong unless it ``holds``."""
    if not holds:
        raise WorkbenchError(_("The demo did not come out as it must: {what}").format(what=what))
