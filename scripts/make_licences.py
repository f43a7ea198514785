"""The licences of everything the program is shipped with, whole, for the page About → resources/licences.

.venv/bin/python scripts/make_licences.py      after each change of requirements.lock, on Debian

Texts come with the packages as they are installed. What they do not bring is kept in resources/licences by
hand (sqlcipher.txt, sqlite.txt, colorama.txt), or is a text that Debian has.
"""

import json
import re
import sysconfig
from importlib import metadata
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
FOLDER = ROOT / "resources" / "licences"
COMMON = Path("/usr/share/common-licenses")
_NAMED = ("licen", "copying", "notice")

# Part, licence, distribution (empty: none), texts beside those that the distribution brings.
PARTS: tuple[tuple[str, str, str, tuple[Path, ...]], ...] = (
    ("Python", "PSF-2.0", "", (Path(sysconfig.get_paths()["stdlib"]) / "LICENSE.txt",)),
    ("Qt for Python", "LGPL-3.0", "PySide6-Essentials", (COMMON / "LGPL-3", COMMON / "GPL-3")),
    ("Shiboken", "LGPL-3.0", "shiboken6", (COMMON / "LGPL-3", COMMON / "GPL-3")),
    ("SQLAlchemy", "MIT", "SQLAlchemy", ()),
    ("Alembic", "MIT", "alembic", ()),
    ("Mako", "MIT", "Mako", ()),
    ("MarkupSafe", "BSD-3-Clause", "MarkupSafe", ()),
    ("sqlcipher3", "zlib", "sqlcipher3", ()),
    ("SQLCipher", "BSD-3-Clause", "", (FOLDER / "sqlcipher.txt",)),
    ("SQLite", "public domain", "", (FOLDER / "sqlite.txt",)),
    ("OpenSSL", "Apache-2.0", "", (COMMON / "Apache-2.0",)),
    ("filelock", "MIT", "filelock", ()),
    ("ReportLab", "BSD-3-Clause", "reportlab", ()),
    ("Pillow", "MIT-CMU", "pillow", ()),
    ("charset-normalizer", "MIT", "charset-normalizer", ()),
    ("PDFium, pypdfium2", "Apache-2.0, BSD-3-Clause", "pypdfium2", ()),
    ("calamine", "MIT", "python-calamine", ()),
    ("XlsxWriter", "BSD-2-Clause", "xlsxwriter", ()),
    ("python-docx", "MIT", "python-docx", ()),
    ("lxml", "BSD-3-Clause", "lxml", ()),
    ("typing-extensions", "PSF-2.0", "typing-extensions", ()),
    ("Jinja2", "BSD-3-Clause", "Jinja2", ()),
    ("RapidFuzz", "MIT", "rapidfuzz", ()),
    ("phonenumbers", "Apache-2.0", "phonenumberslite", ()),
    ("icalendar", "BSD-2-Clause", "icalendar", ()),
    ("dateutil", "BSD-3-Clause, Apache-2.0", "python-dateutil", ()),
    ("tzdata", "Apache-2.0", "tzdata", ()),
    ("markdown-it-py", "MIT", "markdown-it-py", ()),
    ("mdurl", "MIT", "mdurl", ()),
    ("pyrage (age)", "MIT", "pyrage", ()),
    ("platformdirs", "MIT", "platformdirs", ()),
    ("click", "BSD-3-Clause", "click", ()),
    ("colorama", "BSD-3-Clause", "", (FOLDER / "colorama.txt",)),
    ("Noto Sans SC", "OFL-1.1", "", (ROOT / "resources" / "fonts" / "OFL.txt",)),
    ("Lucide", "ISC, MIT", "", (ROOT / "resources" / "icons" / "LICENSE",)),
    ("OpenCC, pypinyin", "Apache-2.0, MIT", "", (ROOT / "resources" / "characters" / "NOTICE.txt",)),
    ("Administrative divisions", "WTFPL", "", (ROOT / "resources" / "divisions" / "NOTICE.txt",)),
)


def own_texts(distribution: str) -> list[Path]:
    """The licences that an installed distribution brings."""
    files = metadata.files(distribution) or []
    return sorted(
        Path(str(one.locate()))
        for one in files
        if ".dist-info/" in str(one)
        and (any(word in one.name.lower() for word in _NAMED) or "licenses/" in str(one).lower())
        # Builds of PDFium that are not the one we ship.
        and not re.search(r"/(android|v8_xfa|pbin_musl|cibw_musl)/", str(one))
    )


def main() -> None:
    """Write parts.json and a text for each part."""
    parts = []
    for name, licence, distribution, more in PARTS:
        texts = [*(own_texts(distribution) if distribution else ()), *more]
        bodies = dict.fromkeys(path.read_text("utf-8", "replace").strip() for path in texts)
        if not bodies:
            raise SystemExit(f"no licence of {name}")
        file = "-".join(re.findall("[a-z0-9]+", name.lower())) + ".txt"
        (FOLDER / file).write_text(f"\n\n{'-' * 72}\n\n".join(bodies) + "\n", "utf-8")
        parts.append(
            {
                "name": name,
                "version": metadata.version(distribution) if distribution else "",
                "licence": licence,
                "distribution": distribution,
                "file": file,
            }
        )
    (FOLDER / "parts.json").write_text(json.dumps(parts, ensure_ascii=False, indent=1) + "\n", "utf-8")


if __name__ == "__main__":
    main()
