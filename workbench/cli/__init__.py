"""The command line: the services without a window, for scripts, administrators and acceptance tests."""

import os
import sys
from collections.abc import Sequence

import click

from workbench.cli.failures import USAGE, defect, described, error_text, exit_status, usage_error
from workbench.cli.options import Invocation
from workbench.cli.output import DONE, Answer, as_json, write_err, write_out
from workbench.cli.speech import asked_language, speaking
from workbench.foundation.errors import Cancelled, WorkbenchError
from workbench.foundation.i18n import _


def main(argv: Sequence[str] | None = None) -> int:
    """Run one command and return its exit status; without a command, open the window.

    ``argv`` are the arguments after the program's name; ``None`` takes those of the process. With
    ``--json`` standard output gets exactly one object, for errors too.
    """
    from workbench.cli.root import WindowWanted

    arguments = list(sys.argv[1:] if argv is None else argv)
    # Known before anything is parsed, so that a wrong call answers as it was asked to.
    invocation = Invocation(json="--json" in arguments)
    try:
        with speaking(asked_language(arguments)):
            return _run(None if argv is None else arguments, invocation)
    except WindowWanted:
        from workbench.app import run_window

        return run_window(invocation.workspace_file, invocation.clock, asked_language(arguments))
    except BrokenPipeError:
        # Whoever read our output has seen enough.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return DONE


def _run(arguments: list[str] | None, invocation: Invocation) -> int:
    from workbench.cli.root import WindowWanted, root

    try:
        answer = root.main(arguments, prog_name="workbench", standalone_mode=False, obj=invocation)
    except click.ClickException as error:
        return _fail(usage_error(error), invocation, USAGE)
    except (click.Abort, KeyboardInterrupt):
        stopped = Cancelled(_("Stopped. Nothing half-done was kept."))
        return _fail(described(stopped), invocation, exit_status(stopped))
    except WorkbenchError as error:
        return _fail(described(error), invocation, exit_status(error))
    except (WindowWanted, BrokenPipeError):
        raise
    except Exception as error:
        unforeseen = defect(error)
        return _fail(described(unforeseen), invocation, exit_status(unforeseen))
    if not isinstance(answer, Answer):
        # Help or the version were shown.
        return int(answer or DONE)
    write_out(as_json(answer.data) if invocation.json else answer.text())
    return answer.status


def _fail(error: dict[str, str], invocation: Invocation, status: int) -> int:
    if invocation.json:
        write_out(as_json({"error": error}))
    else:
        write_err(error_text(error))
    return status
