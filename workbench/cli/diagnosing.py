"""The command that puts together what support needs to know, and nothing of anybody."""

from pathlib import Path

import click

from workbench.cli.failures import NoSuchFile, described, error_text
from workbench.cli.options import FILE, Invocation, command, option
from workbench.cli.output import DONE, FINDINGS, Answer, paragraphs, table
from workbench.foundation.errors import WorkbenchError
from workbench.foundation.i18n import N_, _
from workbench.services.diagnosis import DiagnosisPart, gather_diagnosis, write_diagnosis


@command(
    "diagnose",
    short_help=N_("Write a diagnosis for support, without anybody's data."),
    help=N_(
        "Write one zip file for support: versions, system, settings, log, crash reports and, with "
        "--workspace, counts and a check of the file. It holds no names, no texts and no amounts. "
        "Nothing is sent."
    ),
    examples=(
        ("workbench diagnose --out diagnosis.zip", N_("of the program")),
        ("workbench --workspace my.workbench diagnose --out diagnosis.zip", N_("of a file as well")),
    ),
)
@option("--out", type=FILE, required=True, help=N_("The zip file to write."))
@click.pass_obj
def diagnose(invocation: Invocation, out: Path) -> Answer:
    """Write a diagnosis."""
    parts: tuple[DiagnosisPart, ...]
    unopened: WorkbenchError | None = None
    if invocation.workspace_file is None:
        parts = gather_diagnosis(None)
    else:
        try:
            with invocation.workspace() as workspace:
                parts = gather_diagnosis(workspace)
        except NoSuchFile:
            raise
        except WorkbenchError as error:
            # Support is asked most of all about a file that does not open.
            unopened = error
            parts = gather_diagnosis(None, unopened=error)
    file = write_diagnosis(out, parts)

    def text() -> str:
        rows = [[one.name, one.about] for one in parts]
        return paragraphs(
            table([_("Part"), _("What it tells")], rows),
            error_text(described(unopened)) if unopened is not None else "",
            _("Wrote {file}.").format(file=file),
        )

    data = {"file": file, "parts": [{"name": one.name, "about": one.about} for one in parts]}
    return Answer(data, text, DONE if unopened is None else FINDINGS)
