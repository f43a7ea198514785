"""Workspace files of others that are opened or dragged in: what is to be done with one is asked."""

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Final

from workbench.dropped_files import go_with_file
from workbench.foundation.errors import ReadOnly, WorkbenchError, WrongPassphrase
from workbench.foundation.i18n import _, clauses, format_date, format_time, in_a_row
from workbench.own_files import own_file, sample_file
from workbench.ui.navigation import PageId
from workbench.ui.prompts import Way

if TYPE_CHECKING:
    from workbench.app import Program
    from workbench.services.arrivals import Origin
    from workbench.services.workspaces import Workspace

_MERGE: Final = "merge"
_LOOK: Final = "look"
_OPEN: Final = "open"


class Arrivals:
    """Asks whether a file is merged, looked at, or opened as a workspace of its own."""

    def __init__(self, program: "Program") -> None:
        self._program = program
        self._looked_at: tuple[Path, str | None] | None = None
        notice = program.window.notice
        notice.link_requested.connect(self._merge_looked_at)
        self._back = notice.add_link(lambda: _("Back to my workspace"))
        self._back.clicked.connect(self.open_own)

    def dropped(self, path: Path) -> None:
        """A workspace file was dragged in: see what it says of itself, and ask."""
        context = self._program.context
        if context is not None and context.workspace.path == path:
            context.notifier.show_message(_("This is the file that is open."), icon="info")
            return
        self._look(path, None)

    def refused(self, path: Path, passphrase: str | None, error: Exception) -> bool:
        """Whether ``error`` says that ``path`` is not simply opened; then it is asked about."""
        from workbench.services.arrivals import FromOthers

        if isinstance(error, FromOthers):
            self._ask(path, passphrase, error.origin)
        elif isinstance(error, ReadOnly):
            self._look(path, passphrase, error)
        elif _is_package(path):
            self._look(path, passphrase)
        else:
            return False
        return True

    def opened(self, workspace: "Workspace") -> None:
        """Say all the time that a file is only looked at."""
        if not workspace.look_only:
            self._looked_at = None
            self._program.window.notice.show_text("")
            return
        name, status = workspace.path.name, self._program.window.status
        status.show_saved(None)
        status.backup.say("")
        self._program.window.notice.show_text(
            lambda: _("You are looking at a copy of “{file}”. Nothing can be changed in it.").format(
                file=name
            ),
            link=lambda: _("Merge into my workspace…"),
        )

    def open_own(self) -> None:
        """Go to the user's own workspace; it is made if there is none."""
        self._program.load(self.own(), make=True)

    def _give_up(self, path: Path) -> None:
        """Nothing is done with ``path``: another file has to be open, or it would be asked about again."""
        program = self._program
        if program.context is not None:
            return
        own = self.own(path)
        if own == path:
            program.not_opened(None)
        else:
            program.load(own, make=True)

    def _look(self, path: Path, passphrase: str | None, refused: ReadOnly | None = None) -> None:
        program = self._program

        def work(_job: object) -> "Origin | None":
            from workbench.services.arrivals import read_origin

            return None if _is_package(path) else read_origin(path, passphrase)

        def failed(error: Exception) -> None:
            if isinstance(error, WrongPassphrase):
                again = program.prompts.ask_passphrase(path.name, error.message)
                if again is not None:
                    self._look(path, again, refused)
                else:
                    self._give_up(path)
            elif isinstance(error, WorkbenchError) and program.context is not None:
                # There it is told what is wrong with it.
                program.merge_file(path)
            else:
                program.not_opened(error)

        program.tasks.run_read(work, lambda origin: self._ask(path, passphrase, origin, refused), failed)

    def _ask(
        self, path: Path, passphrase: str | None, origin: "Origin | None", refused: ReadOnly | None = None
    ) -> None:
        """``refused`` says that it cannot be written, so it is no workspace to work in where it lies."""
        own = self.own(path)
        ways = []
        if own != path:
            ways.append(
                Way(
                    _MERGE,
                    _("Merge into my workspace…"),
                    _("First you see what it would change in “{file}”.").format(file=own.name),
                )
            )
        if not _is_package(path):
            ways.append(
                Way(_LOOK, _("Only look at it"), _("A copy is opened in which nothing can be changed."))
            )
        if not _is_package(path) and refused is None:
            ways.append(
                Way(
                    _OPEN,
                    _("Work in it as a workspace of its own") if origin else _("Open it as my workspace"),
                    _("What you change there stays in that file and does not reach “{file}”.").format(
                        file=own.name
                    ),
                )
            )
        told = in_a_row(refused.message, refused.hint) + "\n" if refused is not None else ""
        chosen = self._program.prompts.choose(
            _("What is to be done with “{file}”?").format(file=path.name),
            told + _told(path, origin),
            tuple(ways),
        )
        if chosen == _MERGE:
            self._merge(path, passphrase)
        elif chosen == _LOOK:
            self._open_to_look(path, passphrase)
        elif chosen == _OPEN:
            self._open_as_own(path, passphrase, origin)
        else:
            self._give_up(path)

    def own(self, arriving: Path | None = None) -> Path:
        """The user's own workspace, which files are merged into: the open one, else the last."""
        program, context = self._program, self._program.context
        if context is not None and not context.workspace.look_only and not program.is_sample():
            return context.workspace.path
        recent = (Path(one) for one in program.settings.recent)
        return next(
            (one for one in recent if one not in (sample_file(), arriving) and one.exists()), own_file()
        )

    def _merge(self, path: Path, passphrase: str | None) -> None:
        program = self._program
        own = self.own(path)
        show = partial(self._show_merge, path, passphrase)
        if program.context is not None and program.context.workspace.path == own:
            show()
        else:
            program.load(own, make=True, then=show)

    def _show_merge(self, path: Path, passphrase: str | None) -> None:
        from workbench.ui.screens.merge.page import MergePage

        go_with_file(
            self._program.window,
            PageId.MERGE,
            path,
            before=lambda page: (
                page.waiting.know_passphrase(passphrase)
                if passphrase is not None and isinstance(page, MergePage)
                else None
            ),
        )

    def _merge_looked_at(self) -> None:
        if self._looked_at is not None:
            self._merge(*self._looked_at)

    def _open_to_look(self, path: Path, passphrase: str | None) -> None:
        program = self._program

        def work(_job: object) -> "Workspace":
            from workbench.services.arrivals import open_to_look

            return open_to_look(path, passphrase=passphrase, clock=program.clock)

        def then() -> None:
            self._looked_at = path, passphrase

        program.open_with(
            work, program.not_opened, then=then, label=_("Opening {file}").format(file=path.name)
        )

    def _open_as_own(self, path: Path, passphrase: str | None, origin: "Origin | None") -> None:
        program = self._program

        def work(_job: object) -> "Workspace":
            from workbench.services.arrivals import open_as_own

            return open_as_own(path, passphrase=passphrase, clock=program.clock)

        if origin is None:
            program.load(path, make=False, passphrase=passphrase)
        else:
            program.open_with(work, program.not_opened)


def _is_package(path: Path) -> bool:
    from workbench.exchange.package import is_package

    return is_package(path)


def _told(path: Path, origin: "Origin | None") -> str:
    """What the file says of itself."""
    if _is_package(path):
        return _("It was written for a receiving key. What it says of itself is told before it is merged.")
    if origin is None:
        return _("It is no export but somebody's workspace; all that is saved in it would be merged.")
    from workbench.ui.screens.merge.file_words import scope_text

    by = origin.exported_by
    told = _("Exported by {name}").format(name=by) if by else _("Exported from another workspace")
    if origin.exported_at is not None:
        at = origin.exported_at.astimezone()
        told = clauses(told, f"{format_date(at.date())} {format_time(at)}")
    return f"{told}\n{scope_text(origin)}\n{path.parent}"
