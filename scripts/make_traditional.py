"""Writes the traditional Chinese of Taiwan from the simplified Chinese: catalogue, shipped words, help.

python scripts/make_traditional.py

OpenCC converts characters and common phrases. What a Taiwanese editor of business software would say
otherwise stands in two reviewed lists beside this script: ``traditional_terms.txt`` gives words, from
simplified to what is written in Taiwan, and what they cover never reaches OpenCC; ``traditional_texts.txt``
gives single texts whole. Nothing is edited in the results.
"""

import ast
import json
import re
import sys
from collections.abc import Iterator
from functools import cache
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.pofile import write_po
from opencc import OpenCC

ROOT = Path(__file__).resolve().parents[1]
sys.path[:0] = [str(ROOT), str(ROOT / "scripts")]

from translations import CATALOGUES, compiled, read  # noqa: E402

from workbench.domain.import_columns import COLUMNS  # noqa: E402
from workbench.domain.import_words import chinese_words  # noqa: E402

SOURCE, TARGET = "zh_CN", "zh_TW"
HELP = ROOT / "resources" / "help"
CALENDAR = ROOT / "resources" / "calendars" / "CN.json"
SHIPPED = "shipped"
_HAN = re.compile("[\u3400-\u9fef]")


def lines_of(name: str) -> Iterator[tuple[str, str]]:
    """The pairs of a list beside this script; lines that begin with # are remarks."""
    for line in (ROOT / "scripts" / name).read_text("utf-8").splitlines():
        if line.strip() and not line.startswith("#"):
            before, _sign, after = line.partition("=>")
            yield before.replace("\\n", "\n"), after.replace("\\n", "\n")


@cache
def _terms() -> tuple[re.Pattern[str], dict[str, str]]:
    terms = dict(lines_of("traditional_terms.txt"))
    longest_first = sorted(terms, key=len, reverse=True)
    return re.compile(f"({'|'.join(map(re.escape, longest_first))})"), terms


@cache
def _converter() -> OpenCC:
    return OpenCC("s2twp")


def traditional(text: str) -> str:
    """``text`` as it is written in Taiwan."""
    pattern, terms = _terms()
    pieces = pattern.split(text)
    return "".join(terms[one] if at % 2 else _converter().convert(one) for at, one in enumerate(pieces))


def catalogue() -> Catalog:
    """The traditional catalogue: every text of the simplified one, and Chinese that comes as data."""
    known, source = dict(lines_of("traditional_texts.txt")), read(SOURCE)
    made = Catalog(TARGET, header_comment="", project="workbench", charset="utf-8", fuzzy=False)
    made.creation_date, made.revision_date = source.creation_date, source.revision_date
    for message in source:
        if message.id:
            strings = message.string if isinstance(message.string, (tuple, list)) else (message.string,)
            key = message.id[0] if isinstance(message.id, tuple) else message.id
            own = known.pop(f"{message.context}¦{key}" if message.context else key, None)
            written = tuple(own or traditional(string) for string in strings)
            made.add(
                message.id,
                written if isinstance(message.id, tuple) else written[0],
                flags=message.flags,
                context=message.context,
            )
    if known:
        raise SystemExit(f"traditional_texts.txt: no longer used: {list(known)}")
    for text in dict.fromkeys(shipped()):
        made.add(text, traditional(text), context=SHIPPED)
    return made


def shipped() -> Iterator[str]:
    """Chinese that is no translation: headings of sheets, words of fixed values, holidays, units."""
    yield from (column.chinese for columns in COLUMNS.values() for column in columns)
    yield from chinese_words()
    yield from (name["zh"] for name in json.loads(CALENDAR.read_text("utf-8"))["names"].values())
    for path in sorted((ROOT / "workbench").rglob("*.py")):
        text = path.read_text("utf-8")
        if "in_this_writing" in text and path.name != "import_words.py":
            yield from _constants(ast.parse(text))


def _constants(tree: ast.Module) -> Iterator[str]:
    """The Chinese constants of a module that shows such data: no docstrings, no expressions for searching."""
    remarks = {id(node.value) for node in ast.walk(tree) if isinstance(node, ast.Expr)}
    for node in ast.walk(tree):
        if not isinstance(node, ast.Constant) or not isinstance(node.value, str) or id(node) in remarks:
            continue
        if _HAN.search(node.value) and not re.search(r"[\[\\]", node.value):
            yield node.value


def help_pages() -> dict[Path, str]:
    """Each page of the traditional help by the file it belongs into; none while there is no help."""
    pages = sorted((HELP / SOURCE).glob("*.md"))
    return {HELP / TARGET / page.name: traditional(page.read_text("utf-8")) for page in pages}


def main() -> None:
    """Write catalogue and help."""
    folder = CATALOGUES / TARGET / "LC_MESSAGES"
    folder.mkdir(parents=True, exist_ok=True)
    with (folder / "workbench.po").open("wb") as handle:
        write_po(handle, catalogue(), width=0, sort_output=True, no_location=True)
    (folder / "workbench.mo").write_bytes(compiled(read(TARGET)))
    pages = help_pages()
    for path, text in pages.items():
        path.parent.mkdir(exist_ok=True)
        path.write_text(text, "utf-8")
    for path in set((HELP / TARGET).glob("*.md")) - set(pages):
        path.unlink()


if __name__ == "__main__":
    main()
