"""About: the version, the licence, and what the program is made with."""

from importlib import metadata

from PySide6.QtWidgets import QWidget

from workbench import __version__
from workbench.foundation.i18n import _
from workbench.foundation.paths import data_dir, logs_dir
from workbench.ui.context import Context
from workbench.ui.kit.labels import Label
from workbench.ui.kit.surfaces import Facts
from workbench.ui.kit.tokens import SMALL, Tone
from workbench.ui.screens.settings.section import Section

# Part, its distribution (empty for what is no package), licence: as in THIRD-PARTY.md.
PARTS = (
    ("Qt for Python", "PySide6-Essentials", "LGPL-3.0"),
    ("SQLAlchemy", "SQLAlchemy", "MIT"),
    ("Alembic", "alembic", "MIT"),
    ("SQLCipher, SQLite", "sqlcipher3", "BSD-3-Clause, public domain"),
    ("filelock", "filelock", "MIT"),
    ("ReportLab", "reportlab", "BSD-3-Clause"),
    ("PDFium", "pypdfium2", "Apache-2.0, BSD-3-Clause"),
    ("calamine", "python-calamine", "MIT"),
    ("XlsxWriter", "xlsxwriter", "BSD-2-Clause"),
    ("Babel", "Babel", "BSD-3-Clause"),
    ("platformdirs", "platformdirs", "MIT"),
    ("click", "click", "BSD-3-Clause"),
    ("Noto Sans SC", "", "OFL-1.1"),
    ("Lucide", "", "ISC, MIT"),
)


class AboutSection(Section):
    """Facts only; nothing here asks a network."""

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(context, lambda: _("About"), parent)
        self.part(lambda: _("Workbench"))
        facts = Facts(name_width=96)
        facts.add(lambda: _("Version"), __version__)
        facts.add(lambda: _("Licence"), "MIT")
        facts.add(lambda: _("Data"), str(data_dir()))
        facts.add(lambda: _("Reports"), str(logs_dir()))
        self.put(facts)
        self.put(
            Label(
                lambda: _("The program never goes online. Crash reports stay on this computer."),
                size=SMALL,
                tone=Tone.TEXT2,
                wrap=True,
            )
        )
        self.part(lambda: _("Made with"))
        parts = Facts(name_width=192)
        for name, distribution, licence in PARTS:
            parts.add(f"{name} {_version(distribution)}".strip(), licence, tone=Tone.TEXT2)
        self.put(parts)


def _version(distribution: str) -> str:
    try:
        return metadata.version(distribution) if distribution else ""
    except metadata.PackageNotFoundError:
        # An installed bundle may come without the notes of its packages.
        return ""
