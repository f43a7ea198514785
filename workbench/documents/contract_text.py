"""Putting values into the text of a clause (2-rules §10; quality: contract templates).

A text comes from whoever wrote the template and is trusted with nothing. It may hold

- ``{{ name }}``, also with a filter of ``FILTERS``: the value of that placeholder;
- ``{% if … %} … {% elif … %} … {% else %} … {% endif %}``, the condition made of names, texts to compare
  them with, ``and``, ``or``, ``not``.

The text is parsed and each node of it looked for in that list before anything runs; only then is it run,
in Jinja2's immutable sandbox, which knows no global name and no other filter. A value is put in as it is:
what looks like a placeholder in it stays a text.
"""

from collections.abc import Mapping
from unicodedata import category

from workbench.documents.contract_grammar import (
    CheckedText,
    PlaceholderFault,
    Refused,
    checked_text,
)
from workbench.domain.contract_placeholders import NamePart, TextPart, parts_of, placeholder
from workbench.foundation.errors import BadInput, NotAllowed, WorkbenchError
from workbench.foundation.i18n import _

__all__ = [
    "PlaceholderFault",
    "check_template_text",
    "fault_of",
    "filled_parts",
    "filled_text",
    "missing_in",
    "names_in",
    "parts_of",
]

MOST_SIGNS_FILLED = 500_000


def fault_of(text: str) -> PlaceholderFault | None:
    """What keeps ``text`` from being used in a template, or nothing."""
    try:
        checked_text(text)
    except Refused as refused:
        return refused.fault
    return None


def check_template_text(text: str, clause: str = "") -> None:
    """Raise ``NotAllowed`` for a text that asks for more than values, ``BadInput`` for a slip of the pen.

    The message names the line, and the ``clause`` if its title is given.
    """
    fault = fault_of(text)
    if fault is not None:
        raise _error(fault, clause)


def names_in(text: str, clause: str = "") -> tuple[str, ...]:
    """The names of the placeholders in ``text``, each once, in order; also those of conditions."""
    return _ready(text, clause).names


def missing_in(text: str, values: Mapping[str, str], clause: str = "") -> tuple[str, ...]:
    """The placeholders that ``text`` needs with these ``values`` and that are empty or without one.

    What only stands in a part that a condition leaves out is not needed.
    """
    parts = filled_parts(text, values, clause)
    return tuple(dict.fromkeys(part.name for part in parts if isinstance(part, NamePart)))


def filled_text(text: str, values: Mapping[str, str], clause: str = "") -> str:
    """``text`` with the values in place; line ends come out as line feeds.

    Raises ``BadInput`` naming each placeholder that has no value or an empty one, and like
    ``check_template_text``.
    """
    parts = filled_parts(text, values, clause)
    missing = list(dict.fromkeys(part.name for part in parts if isinstance(part, NamePart)))
    if missing:
        raise BadInput(
            _("No value is known for: {names}").format(names=", ".join(missing)),
            hint=_("Fill them in among the values of the contract, or in the profile of the account."),
            where=clause or missing[0],
        )
    return "".join(part.source for part in parts)


def filled_parts(text: str, values: Mapping[str, str], clause: str = "") -> tuple[TextPart | NamePart, ...]:
    """``text`` with the values in place, as stretches between the placeholders that have none."""
    ready = _ready(text, clause)
    if not ready.names:
        return (TextPart(text),) if text else ()
    given = {name: value for name in ready.names if _is_seen(value := values.get(name, ""))}
    if len(text) + sum(len(given.get(name, "")) for name in ready.printed) > MOST_SIGNS_FILLED:
        raise NotAllowed(
            _("The text would be longer than {limit} characters.").format(limit=MOST_SIGNS_FILLED),
            hint=_("Shorten the values."),
            where=clause,
        )
    mark = _unused_sign(text, given)
    gaps = {name: _Gap(f"{mark}{number}{mark}") for number, name in enumerate(ready.names)}
    filled = ready.template.render({**gaps, **given}).split(mark)
    parts: list[TextPart | NamePart] = []
    for at, piece in enumerate(filled):
        if at % 2:
            name = ready.names[int(piece)]
            parts.append(NamePart(placeholder(name), name))
        elif piece:
            parts.append(TextPart(piece))
    return tuple(parts)


def _is_seen(value: str) -> bool:
    """Whether there is anything to see on paper: a joiner or another sign without a shape is a blank."""
    return any(category(sign) not in ("Cc", "Cf", "Zs", "Zl", "Zp") for sign in value)


class _Gap:
    """Stands for a value that is not known: prints a mark, and is nothing to a condition."""

    def __init__(self, mark: str) -> None:
        self._mark = mark

    def __str__(self) -> str:
        return self._mark

    def __bool__(self) -> bool:
        return False

    def __eq__(self, other: object) -> bool:
        return other == ""

    def __hash__(self) -> int:
        return hash("")


def _unused_sign(text: str, values: Mapping[str, str]) -> str:
    """A character of the private area that neither text nor values hold."""
    used = set(text).union(*values.values())
    return next(sign for sign in map(chr, range(0xF0000, 0xFFFFE)) if sign not in used)


def _ready(text: str, clause: str) -> CheckedText:
    try:
        return checked_text(text)
    except Refused as refused:
        raise _error(refused.fault, clause) from None


def _error(fault: PlaceholderFault, clause: str) -> WorkbenchError:
    kind = NotAllowed if fault.is_forbidden else BadInput
    place = _("Line {line}").format(line=fault.line)
    if clause:
        place = _("{clause}, line {line}").format(clause=clause, line=fault.line)
    hint = _("A text may hold placeholders such as {example} and simple conditions, nothing else.")
    message = _("{place}: {what}").format(place=place, what=fault.message)
    return kind(message, hint=hint.format(example="{{ buyer_name }}"), where=clause)
