"""What the window knows of a page, and all it knows."""

from collections.abc import Callable, Sequence
from typing import ClassVar

from PySide6.QtCore import Signal, SignalInstance
from PySide6.QtWidgets import QWidget

from workbench.ui.navigation import Destination, PageId


class Page(QWidget):
    """One page of the window: a body, and words and widgets for the header above it.

    The window builds a page when it is first shown, calls ``open`` on every arrival and ``refresh``
    after every commit while the page is shown (or before it is shown again). Whatever a page reads
    it reads through ``Tasks``: none of these methods may block.
    """

    page_id: ClassVar[PageId]

    navigation_requested = Signal(object)
    """A ``Destination`` to go to."""
    action_requested = Signal(str)
    """The key of an action of the window to run, as its shortcut would."""
    header_changed = Signal()
    """Title or subtitle read differently now."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._arrived: Destination | None = None
        self._heard: list[tuple[SignalInstance, Callable[..., object]]] = []

    def title(self) -> str:
        """The name of the page, or of what it shows; every page says one."""
        return ""

    def subtitle(self) -> str:
        """The remark beside the title; empty for none."""
        return ""

    def header_widgets(self) -> Sequence[QWidget]:
        """Widgets beside the title (a period switch); asked once."""
        return ()

    def header_actions(self) -> Sequence[QWidget]:
        """Buttons at the right of the header, the main one last; asked once."""
        return ()

    def open(self, destination: Destination) -> None:
        """Show what ``destination`` names; called on every arrival, before ``refresh``."""

    def arrive(self, destination: Destination) -> None:
        """For the window: remember where the user is, and open it."""
        self._arrived = destination
        self.open(destination)

    def destination(self) -> Destination:
        """Where the user is now, for the history; override where moving inside the page is a step."""
        return self._arrived or Destination(self.page_id)

    def refresh(self, summary: object | None) -> None:
        """Bring up to date what is shown. ``summary`` is the ``ChangeSummary``, ``None`` for everything."""

    def take_keyboard(self) -> bool:
        """Put the focus where one begins; False to let the window give it to the first list or control."""
        return False

    def help_topic(self) -> str:
        """Which topic of the help is about what is shown (F1)."""
        return self.page_id.value

    def give_room(self, covered: int) -> None:
        """So many pixels at the right lie under the help: move what has to be seen out from there."""

    def keys(self) -> Sequence[tuple[str, str]]:
        """What keys of its own the page understands, for the sheet of shortcuts: what and key."""
        return ()

    def new_thing(self) -> bool:
        """Begin a new one of this page's kind (Ctrl+N); False if there is no such thing here."""
        return False

    def new_named(self, name: str) -> bool:
        """As ``new_thing``, with its name filled in where it has one."""
        return self.new_thing()

    def edit_thing(self) -> bool:
        """Edit what is current (F2); False if there is nothing to edit."""
        return False

    def find_here(self) -> bool:
        """Put the cursor into the page's own filter (Ctrl+F); False if it has none."""
        return False

    def close_innermost(self) -> bool:
        """Close a pane, a preview or a draft (Esc); False if nothing is open."""
        return False

    def print_here(self) -> bool:
        """Print what the page shows (Ctrl+P); False if it has no paper of its own."""
        return False

    def file_dropped(self, path: str) -> bool:
        """Take a file dropped on the window; False to let the window deal with it."""
        return False

    def retranslate(self) -> None:
        """Say what ``kit.texts.say`` does not cover; ``refresh(None)`` follows."""

    def listen(self, signal: SignalInstance, slot: Callable[..., object]) -> None:
        """Connect to something that lives longer than the page."""
        signal.connect(slot)
        self._heard.append((signal, slot))

    def release(self) -> None:
        """Stop listening; the window calls this before it throws a page away."""
        for signal, slot in self._heard:
            signal.disconnect(slot)
        self._heard.clear()
