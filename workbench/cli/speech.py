"""Which language the command line speaks, in its own texts and in those of the library beneath it."""

import gettext
import os
from collections.abc import Iterator, Sequence
from contextlib import contextmanager

from workbench.foundation.i18n import DOMAIN, LANGUAGES, _, ngettext, system_language, use_language
from workbench.foundation.paths import resources_dir
from workbench.foundation.settings import load_settings


def asked_language(arguments: Sequence[str]) -> str:
    """The language of ``--lang``, of the settings or of the system; English if nothing says otherwise.

    It is read before everything else, because usage errors and help must already speak it.
    """
    given = [
        value
        for argument, following in zip(arguments, [*arguments[1:], ""], strict=True)
        if argument.startswith("--lang")
        and (value := argument.removeprefix("--lang=") if "=" in argument else following) in LANGUAGES
    ]
    if given:
        return given[-1]
    return load_settings().language or system_language()


@contextmanager
def speaking(code: str) -> Iterator[None]:
    """Speak ``code`` inside the block; the library finds its own texts in our catalogue too."""
    before, domain = os.environ.get("LANGUAGE"), gettext.textdomain()
    gettext.bindtextdomain(DOMAIN, str(resources_dir() / "i18n"))
    gettext.textdomain(DOMAIN)
    os.environ["LANGUAGE"] = code
    try:
        with use_language(code):
            yield
    finally:
        gettext.textdomain(domain)
        if before is None:
            del os.environ["LANGUAGE"]
        else:
            os.environ["LANGUAGE"] = before


def library_texts(count: int) -> tuple[str, ...]:
    """The library's texts that a user can meet. Nobody shows these: they stand here for the catalogue."""
    return (
        _("Usage:"),
        _("Options"),
        _("Commands"),
        _("Positional arguments"),
        _("required"),
        _("default: {default}"),
        _("Show this message and exit."),
        _("Show the version and exit."),
        _("%(prog)s, version %(version)s"),
        _("Missing command."),
        _("Missing argument"),
        _("Missing option"),
        _("Choose from:\n\t{choices}"),
        _("No such option {name!r}."),
        _("No such command {name!r}."),
        ngettext("Did you mean {possibility}?", "(Did you mean one of: {possibilities}?)", count),
        _("Invalid value: {message}"),
        _("Invalid value for {param_hint}: {message}"),
        _("{value!r} is not a valid {number_type}."),
        _("{value} is not in the range {range}."),
        _("integer"),
        ngettext("{value!r} is not {choice}.", "{value!r} is not one of {choices}.", count),
        ngettext("Got unexpected extra argument ({args})", "Got unexpected extra arguments ({args})", count),
        ngettext(
            "Option {name!r} requires an argument.", "Option {name!r} requires {nargs} arguments.", count
        ),
        _("Option {name!r} does not take a value."),
    )
