"""The help says what the program says: every page has its topic, every name in it stands in the interface."""

import ast
import gettext
import re
from functools import cache
from pathlib import Path

import pytest

from workbench.domain.help_texts import TOPICS, HelpTopic, Span
from workbench.foundation.i18n import use_language
from workbench.services.help_texts import help_folder, help_topics
from workbench.ui.navigation import PageId
from workbench.ui.screens.accounts.sections import Section

ROOT = Path(__file__).resolve().parents[2]
HELP = ROOT / "resources" / "help"
WRITTEN = sorted(folder.name for folder in HELP.iterdir())
_SAID = {"_", "N_", "pgettext", "ngettext"}


@cache
def topics(code: str) -> list[HelpTopic]:
    with use_language(code):
        return help_topics()


def spans(topic: HelpTopic) -> list[Span]:
    cells = [cell for block in topic.blocks for row in block.rows for cell in row]
    return [span for one in (*(block.spans for block in topic.blocks), *cells) for span in one]


@cache
def literals() -> tuple[frozenset[str], str]:
    """The texts that the program says in English, and all others in its source in one."""
    said, others = set[str](), []
    for path in sorted((ROOT / "workbench").rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in _SAID:
                said |= {one.value for one in node.args if isinstance(one, ast.Constant)}
            elif isinstance(node, ast.Constant) and isinstance(node.value, str):
                others.append(node.value)
    return frozenset(said), "\n".join(others)


def said_in(code: str) -> frozenset[str]:
    """What the interface says in that language."""
    if code == "en":
        return literals()[0]
    file = ROOT / "resources" / "i18n" / code / "LC_MESSAGES" / "workbench.mo"
    with file.open("rb") as stream:
        catalogue: dict[object, str] = vars(gettext.GNUTranslations(stream))["_catalog"]
    return frozenset(catalogue.values())


def test_every_page_and_every_section_of_an_account_has_its_topic() -> None:
    wanted = {page.value for page in PageId} | {section.help_topic() for section in Section}
    assert wanted <= set(TOPICS)


@pytest.mark.parametrize("code", WRITTEN)
def test_every_topic_is_written_and_nothing_else(code: str) -> None:
    assert {path.stem for path in (HELP / code).iterdir()} == set(TOPICS)
    assert len(TOPICS) == len(set(TOPICS))


@pytest.mark.parametrize("code", WRITTEN)
def test_names_in_bold_stand_in_the_interface(code: str) -> None:
    said = said_in(code)
    wrong = [
        (t.key, one.text) for t in topics(code) for one in spans(t) if one.is_name and one.text not in said
    ]
    assert wrong == []


@pytest.mark.parametrize("code", WRITTEN)
def test_links_lead_to_topics_and_keys_are_those_of_the_program(code: str) -> None:
    written = literals()[1] + "\n".join(literals()[0])
    # Commands are tried by the journeys of the command line; the pages of the rail are numbered.
    known = re.compile(r"workbench .*|[a-z.]+\.pdf|Ctrl \d|Tab|Ctrl Enter")
    for topic in topics(code):
        for span in spans(topic):
            assert not span.link or span.link in TOPICS, (topic.key, span.link)
            plain_key = span.text.replace(" ", "+")
            is_known = span.text in written or plain_key in written or known.fullmatch(span.text)
            assert not span.is_key or is_known, (topic.key, span.text)


@pytest.mark.parametrize("code", [code for code in WRITTEN if code != "en"])
def test_translations_have_the_same_blocks_and_links(code: str) -> None:
    for ours, english in zip(topics(code), topics("en"), strict=True):
        assert [one.kind for one in ours.blocks] == [one.kind for one in english.blocks], ours.key
        assert {one.link for one in spans(ours)} == {one.link for one in spans(english)}, ours.key


def test_a_language_without_help_of_its_own_reads_that_of_its_kin_or_english() -> None:
    assert help_folder("zh_CN").name == "zh_CN"
    assert help_folder("zh_HK").name == "zh_CN"
    assert help_folder("fr").name == "en"


def test_every_picture_of_the_manual_belongs_to_a_topic_in_each_language_and_they_are_small() -> None:
    folders = sorted((ROOT / "resources" / "pictures").iterdir())
    names = [{file.stem for file in folder.iterdir()} for folder in folders]
    assert names[0] <= set(TOPICS)
    assert all(one == names[0] for one in names)
    assert sum(file.stat().st_size for folder in folders for file in folder.iterdir()) < 2_000_000
