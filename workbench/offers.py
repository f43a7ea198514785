"""What the palette offers beside the actions of the menu: settings, looks, files of late, other pages."""

from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from workbench.foundation.i18n import LANGUAGES, _, language, pgettext
from workbench.foundation.settings import load_settings
from workbench.ui.navigation import Destination, PageId
from workbench.ui.shell.actions import Action, Group

if TYPE_CHECKING:
    from workbench.app import Program
    from workbench.ui.screens.settings.contents import Topic

# A single account or complaint is found by its name.
_BY_NAME = frozenset({PageId.ACCOUNT, PageId.COMPLAINT})
# What Ctrl+N begins on each page.
_NEW: tuple[tuple[Callable[[], str], PageId], ...] = (
    (lambda: _("New account"), PageId.ACCOUNTS),
    (lambda: _("New visit"), PageId.CALENDAR),
    (lambda: _("New promise"), PageId.PROMISES),
    (lambda: _("New contract"), PageId.CONTRACTS),
    (lambda: _("New gathering"), PageId.GATHERINGS),
)


def offers(program: "Program") -> list[Action]:
    """The actions of the moment; none before a file is open."""
    if program.context is None or program.window.cover.is_on:
        return []
    shown = program.window.page()
    here = shown.page_id if shown is not None else None
    return [
        *_elsewhere(program, here),
        *_files(program),
        *_looks(program),
        *_topics(program),
        *_pages(program),
    ]


def _pages(program: "Program") -> Iterator[Action]:
    """The pages that are not in the rail."""
    for entry in program.window.entries():
        if not entry.in_rail and entry.page not in _BY_NAME:
            go = partial(program.window.go, Destination(entry.page))
            yield Action(f"page-{entry.page.value}", Group.GO, entry.word, go, icon=entry.icon)


def _elsewhere(program: "Program", here: PageId | None) -> Iterator[Action]:
    for word, page in _NEW:
        if page is not here:
            yield Action(f"new-{page.value}", Group.EDIT, word, partial(_begin, program, page), icon="plus")


def _looks(program: "Program") -> Iterator[Action]:
    themes: tuple[tuple[str, Callable[[], str], str], ...] = (
        ("dark", lambda: _("Dark look"), "moon"),
        ("light", lambda: _("Light look"), "sun"),
        ("", lambda: _("Look as the system"), "monitor"),
    )
    for theme, word, icon in themes:
        if theme != program.settings.theme:
            run = partial(program.switch_theme, theme)
            yield Action(f"look-{theme}", Group.VIEW, word, run, icon=icon, note=_settings)
    for code, name in LANGUAGES.items():
        if code != language():
            run = partial(program.switch_language, code)
            yield Action(
                f"language-{code}",
                Group.VIEW,
                partial(str, name),
                run,
                icon="languages",
                note=_settings,
                words=lambda: _("Language"),
            )


def _topics(program: "Program") -> Iterator[Action]:
    from workbench.ui.screens.settings.contents import SECTIONS, TOPICS, Topic, section_of

    titled = {topic.title() for topic in TOPICS}
    sections = [Topic(one.key, one.title) for one in SECTIONS if one.title() not in titled]
    for place, topic in enumerate((*TOPICS, *sections)):
        section = section_of(topic)
        same = section.title() == topic.title()
        yield Action(
            f"setting-{place}",
            Group.VIEW,
            topic.title,
            partial(_show_topic, program, topic),
            icon=section.icon,
            words=topic.words,
            note=_settings if same else partial(_within, section.title),
        )


def _files(program: "Program") -> Iterator[Action]:
    here = program.context.workspace.path if program.context is not None else None
    for name in load_settings().recent:
        path = Path(name)
        if path != here:
            yield Action(
                f"open-{name}",
                Group.FILE,
                partial(str, path.name),
                partial(program.open_recent, path),
                icon="hard-drive",
                words=lambda: _("Open recent"),
                note=partial(str, path.parent),
            )


def _settings() -> str:
    return pgettext("page", "Settings")


def _within(section: Callable[[], str]) -> str:
    return f"{_settings()} · {section()}"


def _show_topic(program: "Program", topic: "Topic") -> None:
    from workbench.ui.screens.settings.page import SettingsPage

    program.window.go(Destination(PageId.SETTINGS))
    page = program.window.page()
    if isinstance(page, SettingsPage):
        page.show_topic(topic)


def _begin(program: "Program", page: PageId) -> None:
    program.window.go(Destination(page))
    program.window.new_thing()
