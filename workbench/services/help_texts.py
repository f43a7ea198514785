"""The help in the language in force: its topics, and all of them as a manual."""

from collections.abc import Sequence
from datetime import date
from functools import cache
from pathlib import Path

from workbench.domain.help_texts import (
    CHAPTERS,
    SHORTCUTS_TOPIC,
    TOPICS,
    HelpTopic,
    with_keys,
)
from workbench.domain.papers import Paper, PaperSize
from workbench.foundation.i18n import language, use_language
from workbench.foundation.paths import resources_dir

Shortcuts = Sequence[tuple[str, Sequence[tuple[str, str]]]]
"""Headings of shortcuts, each with what and key."""


def help_folder(code: str) -> Path:
    """Where the help in ``code`` lies; a language without its own reads that of its kin, else English."""
    return _folder("help", code)


def _folder(kind: str, code: str) -> Path:
    kin = ("zh_CN",) if code.startswith("zh") else ()
    folders = [resources_dir() / kind / one for one in (code, *kin)]
    return next((one for one in folders if one.is_dir()), resources_dir() / kind / "en")


def help_topics() -> list[HelpTopic]:
    """Every topic in reading order."""
    return [_topic(language(), key) for key in TOPICS]


def print_manual(
    shortcuts: Shortcuts,
    *,
    made_on: date,
    paper_size: PaperSize = PaperSize.A4,
    in_language: str | None = None,
) -> Paper:
    """All of the help as one paper. ``shortcuts`` are in the language of the paper."""
    from workbench.documents.manual import manual_pdf

    with use_language(in_language or language()):
        topics = {topic.key: topic for topic in help_topics()}
        topics[SHORTCUTS_TOPIC] = with_keys(topics[SHORTCUTS_TOPIC], shortcuts)
        chapters = [[topics[key] for key in chapter] for chapter in CHAPTERS]
        pictures = {file.stem: file.read_bytes() for file in _folder("pictures", language()).glob("*.png")}
        return manual_pdf(chapters, pictures, made_on=made_on, language=language(), paper_size=paper_size)


@cache
def _topic(code: str, key: str) -> HelpTopic:
    from workbench.exchange.help_markdown import read_help_topic

    return read_help_topic(key, (help_folder(code) / f"{key}.md").read_text("utf-8"))
