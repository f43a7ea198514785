"""Keep the catalogues in step with the program's texts.

python scripts/translations.py          extract, update the catalogues, compile, make the traditional one anew
python scripts/translations.py --check  say what is missing, change nothing; exit 1 if anything is
"""

import io
import sys
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.extract import extract_from_dir
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po

ROOT = Path(__file__).resolve().parents[1]
CATALOGUES = ROOT / "resources" / "i18n"
CODES = ("zh_CN",)
"""What people translate into; the traditional Chinese is made from the simplified."""
KEYWORDS = {"_": None, "N_": None, "ngettext": (1, 2), "pgettext": ((1, "c"), 2)}


def extract() -> Catalog:
    """Every text of the program that can be translated."""
    catalogue = Catalog(domain="workbench", project="workbench", charset="utf-8")
    found = extract_from_dir(
        str(ROOT / "workbench"), [("**.py", "python")], keywords=KEYWORDS, comment_tags=("Translators:",)
    )
    for filename, _line, message, comments, context in found:
        catalogue.add(message, None, [(f"workbench/{filename}", 1)], auto_comments=comments, context=context)
    return catalogue


def read(code: str) -> Catalog:
    """The stored catalogue of a language."""
    with (CATALOGUES / code / "LC_MESSAGES" / "workbench.po").open("rb") as handle:
        return read_po(handle, locale=code, domain="workbench")


def compiled(catalogue: Catalog) -> bytes:
    """The catalogue as gettext reads it."""
    buffer = io.BytesIO()
    write_mo(buffer, catalogue)
    return buffer.getvalue()


def problems(code: str) -> list[str]:
    """What keeps the catalogue of ``code`` from being complete."""
    wanted, have = extract(), read(code)
    missing = [f"not there: {m.id!r}" for m in wanted if m.id and have.get(m.id, m.context) is None]
    untranslated = [
        f"not translated: {m.id!r}"
        for m in have
        if m.id and not all(m.string if isinstance(m.string, (tuple, list)) else [m.string])
    ]
    fuzzy = [f"not reviewed: {m.id!r}" for m in have if m.id and m.fuzzy]
    stale = [f"no longer used: {m.id!r}" for m in have if m.id and wanted.get(m.id, m.context) is None]
    return missing + untranslated + fuzzy + stale


def update(code: str) -> None:
    """Bring the catalogue of ``code`` up to the program's texts and compile it."""
    folder = CATALOGUES / code / "LC_MESSAGES"
    catalogue = read(code)
    catalogue.update(extract(), no_fuzzy_matching=True)
    catalogue.obsolete.clear()
    with (folder / "workbench.po").open("wb") as handle:
        write_po(handle, catalogue, width=0, sort_output=True, no_location=True, omit_header=False)
    (folder / "workbench.mo").write_bytes(compiled(read(code)))


def main() -> int:
    """Update or check every language that people translate into."""
    found = []
    for code in CODES:
        if "--check" not in sys.argv:
            update(code)
        found += [f"{code}: {problem}" for problem in problems(code)]
    if "--check" not in sys.argv:
        from make_traditional import main as make_traditional

        make_traditional()
    sys.stdout.write("".join(f"{line}\n" for line in found))
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
