"""A clause's text as the pieces an editor shows: words, placeholders, conditions (2-rules §10).

Any text can be split, also one that is not a template yet; whether it may be used as one is judged where
it is filled in (``documents/contract_text.py``).
"""

import re
from dataclasses import dataclass


@dataclass(frozen=True)
class TextPart:
    """Words that stand as they are."""

    source: str


@dataclass(frozen=True)
class NamePart:
    """A placeholder: ``source`` as it is written, ``name`` what it stands for."""

    source: str
    name: str


@dataclass(frozen=True)
class TagPart:
    """The beginning, middle or end of a condition, such as ``{% if guarantor %}``."""

    source: str


Part = TextPart | NamePart | TagPart

_PARTS = re.compile(
    r"(?P<name>\{\{-?\s*(?P<what>[^\W\d]\w*)\s*(?:\|\s*\w+\s*){0,4}-?\}\})"
    r"|(?P<tag>\{%-?\s*(?:if|elif|else|endif)\b[^{}]{0,400}?%\})"
)


def parts_of(text: str) -> tuple[Part, ...]:
    """The pieces of ``text`` in order; their sources joined are the text again."""
    parts: list[Part] = []
    end = 0
    for found in _PARTS.finditer(text):
        if found.start() > end:
            parts.append(TextPart(text[end : found.start()]))
        name = found["what"]
        parts.append(NamePart(found[0], name) if name is not None else TagPart(found[0]))
        end = found.end()
    if end < len(text):
        parts.append(TextPart(text[end:]))
    return tuple(parts)


def placeholder(name: str) -> str:
    """How the placeholder of that name is written in a text."""
    return "{{ " + name + " }}"
