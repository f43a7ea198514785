"""The command line's building stones: what was asked for, translated help, and the options all share."""

import copy
import errno
import os
import re
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date
from functools import partial
from pathlib import Path
from typing import Any

import click

from workbench.cli.failures import opening
from workbench.foundation.clock import Clock, DayClock, SystemClock
from workbench.foundation.errors import BadInput
from workbench.foundation.files import explain_os_error, os_errors
from workbench.foundation.i18n import LANGUAGES, N_, _, labelled
from workbench.services.workspaces import open_workspace
from workbench.storage.workspace import Workspace

EARLIEST_YEAR, LATEST_YEAR = 1900, 2199
PASSPHRASE_VARIABLE = "WORKBENCH_PASSPHRASE"


@dataclass
class Invocation:
    """What the options before (or after) the command ask for."""

    workspace_file: Path | None = None
    passphrase_file: Path | None = None
    json: bool = False
    today: date | None = None
    _from_environment: str | None = field(default=None, init=False, repr=False)

    @property
    def clock(self) -> Clock:
        """The machine's clock, or its time of day on the day of ``--today``."""
        return DayClock(self.today) if self.today else SystemClock()

    @property
    def path(self) -> Path:
        """The workspace file; a usage error where none was named."""
        if self.workspace_file is None:
            raise click.UsageError(_("This command needs a workspace: put --workspace FILE before it."))
        return self.workspace_file

    @property
    def passphrase(self) -> str | None:
        """The passphrase from its file or from the environment, or ``None``.

        It is taken out of the environment, so that no other program started from here gets to see it.
        """
        if self.passphrase_file is not None:
            return read_passphrase(self.passphrase_file)
        self._from_environment = os.environ.pop(PASSPHRASE_VARIABLE, "") or self._from_environment
        return self._from_environment

    @contextmanager
    def workspace(self) -> Iterator[Workspace]:
        """The open workspace, closed on leaving."""
        path, passphrase = self.path, self.passphrase
        with opening():
            workspace = open_workspace(path, passphrase=passphrase, clock=self.clock)
        try:
            yield workspace
        finally:
            workspace.close()


def read_passphrase(path: Path) -> str:
    """The first line of a passphrase file; raises ``BadInput`` if there is none."""
    with os_errors(path):
        content = path.read_bytes()
    try:
        lines = content.decode("utf-8-sig").splitlines()
    except UnicodeDecodeError as error:
        raise BadInput(
            _("The passphrase file is no UTF-8 text."),
            hint=_("Save it again as UTF-8."),
            where=str(path),
        ) from error
    if not lines or not lines[0]:
        raise BadInput(
            _("The passphrase file is empty."),
            hint=_("Put the passphrase on its first line."),
            where=str(path),
        )
    return lines[0]


class Day(click.ParamType[date]):
    """A calendar day as ISO 8601."""

    name = "YYYY-MM-DD"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> date:
        if isinstance(value, date):
            return value
        try:
            day = date.fromisoformat(str(value))
        except ValueError:
            day = None
        # Not the other forms of ISO 8601, such as a week with a day.
        if day is None or day.isoformat() != value:
            self.fail(_("“{text}” is no date; write it as 2026-01-31.").format(text=value), param, ctx)
        if not EARLIEST_YEAR <= day.year <= LATEST_YEAR:
            self.fail(
                _("Days lie between {first} and {last}.").format(first=EARLIEST_YEAR, last=LATEST_YEAR),
                param,
                ctx,
            )
        return day


class FileName(click.Path):
    """A file's name; a script's empty variable is none."""

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Any:
        if value == "":
            self.fail(_("The name of the file is empty."), param, ctx)
        try:
            os.stat(value)
        except OSError as error:
            if error.errno in (errno.ENAMETOOLONG, errno.ELOOP):
                raise explain_os_error(error, Path(value)) from error
        except ValueError:
            pass
        return super().convert(value, param, ctx)


class Month(Day):
    """A month as ISO 8601, as its first day."""

    name = "YYYY-MM"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> date:
        if isinstance(value, date):
            return value
        if not re.fullmatch(r"\d{4}-(0[1-9]|1[0-2])", str(value), re.ASCII):
            self.fail(_("“{text}” is no month; write it as 2026-01.").format(text=value), param, ctx)
        return super().convert(f"{value}-01", param, ctx)


class Pair(click.ParamType[tuple[str, str]]):
    """Two words with an equals sign between them."""

    name = "NAME=VALUE"

    def convert(
        self, value: Any, param: click.Parameter | None, ctx: click.Context | None
    ) -> tuple[str, str]:
        field, sign, wanted = str(value).partition("=")
        if not sign:
            self.fail(_("“{text}” has no “=”.").format(text=value), param, ctx)
        return field.strip(), wanted.strip()


DAY = Day()
MONTH = Month()
PAIR = Pair()
FILE = FileName(path_type=Path)


class _Parameter(click.Parameter):
    """A parameter whose help is translated when it is shown, and whose text is text."""

    def process_value(self, ctx: click.Context, value: Any) -> Any:
        value = super().process_value(ctx, value)
        # Names of files may hold any bytes the system allows; nothing else may.
        if any(not _is_text(part) for part in _parts(value) if isinstance(part, str)):
            raise click.BadParameter(_("this is not readable as text."), ctx=ctx, param=self)
        return value


class Option(_Parameter, click.Option):
    """An option as ``_Parameter`` says."""

    def get_help_record(self, ctx: click.Context) -> tuple[str, str] | None:
        shown = copy.copy(self)
        shown.help = _(self.help or "")
        return click.Option.get_help_record(shown, ctx)


class Argument(_Parameter, click.Argument):
    """An argument as ``_Parameter`` says."""

    def get_help_record(self, ctx: click.Context) -> tuple[str, str]:
        shown = copy.copy(self)
        shown.help = _(self.help or "")
        return click.Argument.get_help_record(shown, ctx)


def _parts(value: Any) -> Iterator[Any]:
    if isinstance(value, (tuple, list)):
        for part in value:
            yield from _parts(part)
    else:
        yield value


def _is_text(value: str) -> bool:
    return "\0" not in value and not any("\ud800" <= sign <= "\udfff" for sign in value)


def _remember(name: str) -> Callable[[click.Context, click.Parameter, Any], None]:
    def callback(ctx: click.Context, _param: click.Parameter, value: Any) -> None:
        if value:
            setattr(ctx.ensure_object(Invocation), name, value)

    return callback


def shared_options(*, hidden: bool = False) -> list[click.Parameter]:
    """The options of every command. They may also stand after its name, where the help leaves them out."""

    def shared(*names: str, **more: Any) -> Option:
        return Option(names, expose_value=False, hidden=hidden, **more)

    return [
        shared(
            "--workspace",
            type=FILE,
            metavar="FILE",
            callback=_remember("workspace_file"),
            help=N_("The workspace file to work with."),
        ),
        shared(
            "--passphrase-file",
            type=FILE,
            metavar="F",
            callback=_remember("passphrase_file"),
            help=N_("A file with the passphrase on its first line; or set WORKBENCH_PASSPHRASE."),
        ),
        # The language is read before the rest, see ``asked_language``.
        shared("--lang", type=click.Choice(list(LANGUAGES)), help=N_("The language of all texts.")),
        shared(
            "--json",
            is_flag=True,
            callback=_remember("json"),
            help=N_("One JSON object on standard output and nothing else there."),
        ),
        shared(
            "--today",
            type=DAY,
            callback=_remember("today"),
            help=N_("Work as if it were this day."),
        ),
    ]


class _HelpFormatter(click.HelpFormatter):
    """Headings with the colon of the language."""

    def write_heading(self, heading: str) -> None:
        self.write(" " * self.current_indent + labelled(heading, "").rstrip() + "\n")


class _Context(click.Context):
    formatter_class = _HelpFormatter


class _Translated(click.Command):
    """Help that is translated when it is shown, with examples to copy: pairs of command line and purpose."""

    context_class = _Context

    def __init__(self, *args: Any, examples: Sequence[tuple[str, str]] = (), **more: Any) -> None:
        super().__init__(*args, **more)
        self.examples = examples

    def get_help_option(self, ctx: click.Context) -> click.Option | None:
        option = super().get_help_option(ctx)
        if option is not None:
            # Kept by the library from the first call on, in the language of that call.
            option.help = _("Show this message and exit.")
        return option

    def get_short_help_str(self, limit: int = 45) -> str:
        return _(self.short_help or "")

    def format_help_text(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        formatter.write_paragraph()
        with formatter.indentation():
            formatter.write_text(_(self.help or self.short_help or ""))

    def format_epilog(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        if not self.examples:
            return
        with formatter.section(_("Examples")):
            for line, purpose in self.examples:
                formatter.write(f"  # {_(purpose)}\n  {line}\n")
        if self.epilog:
            formatter.write_paragraph()
            with formatter.indentation():
                formatter.write_text(_(self.epilog))


class Command(_Translated):
    """One command. It knows the shared options too, so that they may stand after its name."""

    def __init__(self, *args: Any, **more: Any) -> None:
        super().__init__(*args, **more)
        self.params += shared_options(hidden=True)


class Group(_Translated, click.Group):
    """The root of all commands."""

    command_class = Command


option = partial(click.option, cls=Option)
argument = partial(click.argument, cls=Argument)
command = partial(click.command, cls=Command)
FROM = option("--from", "start", type=DAY, required=True, help=N_("The first day."))
TO = option("--to", "end", type=DAY, required=True, help=N_("The last day, included."))
