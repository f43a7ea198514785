"""`print manual`: all of the help on paper, without a workspace, in each language and for both sheets."""

import json
from pathlib import Path

import pytest

from tests.documents.reading import outline_titles, page_sizes, pages_text, squeezed, whole_text
from workbench.cli import main
from workbench.domain.help_texts import CHAPTERS
from workbench.foundation.i18n import use_language
from workbench.services.help_texts import help_topics


@pytest.mark.parametrize(("code", "size"), [("en", "letter"), ("zh_CN", "a4")])
def test_the_manual_holds_every_chapter_in_reading_order(
    code: str, size: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    out = tmp_path / "manual.pdf"
    assert main(["--lang", code, "--json", "print", "manual", "--out", str(out), "--paper-size", size]) == 0
    told = json.loads(capsys.readouterr().out)
    content = out.read_bytes()
    with use_language(code):
        titles = {topic.key: topic.title for topic in help_topics()}
    numbered = [
        (min(place, 1), f"{number}.{place}  {titles[key]}" if place else f"{number}  {titles[key]}")
        for number, chapter in enumerate(CHAPTERS, 1)
        for place, key in enumerate(chapter)
    ]
    assert outline_titles(content) == numbered

    text, at = whole_text(content), 0
    # Once in the contents, once where it stands.
    for _level, title in 2 * numbered:
        at = text.index(squeezed(title), at)
    pages = pages_text(content)
    assert told["pages"] == len(pages) == len(page_sizes(content))
    last = f"Page {len(pages)} of {len(pages)}" if code == "en" else str(len(pages))
    assert last in pages[-1]
    assert "Ctrl K" in "".join(pages)


def test_an_existing_folder_is_refused(tmp_path: Path) -> None:
    assert main(["print", "manual", "--out", str(tmp_path)]) != 0
