"""The sample data in the program: opened in a file of their own, and taken away without a trace."""

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from workbench.foundation.i18n import _
from workbench.foundation.settings import change_settings, without_file
from workbench.own_files import own_file, sample_file

if TYPE_CHECKING:
    from workbench.app import Program
    from workbench.services.workspaces import Workspace


class Sample:
    """What the program does with the sample data."""

    def __init__(self, program: "Program") -> None:
        self._program = program

    def open(self) -> None:
        """Show the sample data; they are made first if they are not there."""
        program = self._program

        def make(job: object) -> "Workspace":
            from workbench.services.sample_data import load_sample

            return load_sample(sample_file(), clock=program.clock)

        program.open_with(make, program.not_opened, label=_("Loading the sample data"))

    def remove(self) -> None:
        """Go back to the user's own file, and take away all that the sample left."""
        program = self._program
        if program.is_sample():
            # The user's own file first: at no moment is there none, and writes run in their order.
            rest = (Path(one) for one in program.settings.recent if Path(one) != sample_file())
            own = next((one for one in rest if one.exists()), own_file())
            program.load(own, make=True, then=self._delete)
        else:
            self._delete()

    def _delete(self) -> None:
        program = self._program

        def work(job: object) -> None:
            from workbench.services.sample_data import remove_sample

            remove_sample(sample_file())
            change_settings(lambda stored: without_file(stored, sample_file()))

        recent = tuple(one for one in program.settings.recent if Path(one) != sample_file())
        program.keep(replace(program.settings, recent=recent))
        program.tasks.run_write(work, lambda _nothing: None, program.failed)
