"""What a contract says otherwise than its template, clause by clause (3-features E1)."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from difflib import SequenceMatcher
from enum import StrEnum

from workbench.domain.contract_templates import TemplateClause
from workbench.domain.contracts import ContractClause
from workbench.foundation.i18n import pgettext

# Placeholders as a whole, Latin words and numbers as a whole, every other sign by itself.
_WORDS = re.compile(r"\{\{.*?\}\}|\{%.*?%\}|[A-Za-z0-9_]+|\s+|.", re.DOTALL)
_MOST_WORDS = 3_000
"""Longer texts are compared line by line: comparing all words takes time in the square of them."""


class ClauseState(StrEnum):
    """How a clause stands to the template's."""

    AS_TEMPLATE = "as_template"
    CHANGED = "changed"
    LEFT_OUT = "left_out"
    ADDED = "added"

    @property
    def label(self) -> str:
        return {
            ClauseState.AS_TEMPLATE: pgettext("clause state", "As in the template"),
            ClauseState.CHANGED: pgettext("clause state", "Changed"),
            ClauseState.LEFT_OUT: pgettext("clause state", "Left out"),
            ClauseState.ADDED: pgettext("clause state", "Added"),
        }[self]

    @property
    def is_deviation(self) -> bool:
        """Whether it needs a reason."""
        return self is not ClauseState.AS_TEMPLATE


class Became(StrEnum):
    """What happened to a stretch of a text."""

    SAME = "same"
    REMOVED = "removed"
    ADDED = "added"


@dataclass(frozen=True)
class Stretch:
    """Words that are the same, were removed, or came in their place."""

    became: Became
    text: str


@dataclass(frozen=True)
class Deviation:
    """One clause that is not as in the template. ``reason`` is the author's, empty where none was given.

    ``stretches`` join to the text before (same and removed) and after (same and added).
    """

    key: str
    title: str
    state: ClauseState
    stretches: tuple[Stretch, ...] = ()
    reason: str = ""


@dataclass(frozen=True)
class TemplateNews:
    """A clause that a newer version of the template says otherwise: ``before`` is the version used here,
    ``None`` where the clause is new; ``after`` is ``None`` where it is gone."""

    key: str
    title: str
    before: TemplateClause | None
    after: TemplateClause | None
    stretches: tuple[Stretch, ...] = ()


def text_difference(before: str, after: str) -> tuple[Stretch, ...]:
    """The way from one text to the other, word by word; Chinese sign by sign."""
    if before == after:
        return (Stretch(Became.SAME, before),) if before else ()
    one, other = _WORDS.findall(before), _WORDS.findall(after)
    if max(len(one), len(other)) > _MOST_WORDS:
        one, other = before.splitlines(keepends=True), after.splitlines(keepends=True)
    found: list[Stretch] = []
    for tag, i, j, k, n in SequenceMatcher(None, one, other, autojunk=False).get_opcodes():
        if tag == "equal":
            found.append(Stretch(Became.SAME, "".join(one[i:j])))
            continue
        if i < j:
            found.append(Stretch(Became.REMOVED, "".join(one[i:j])))
        if k < n:
            found.append(Stretch(Became.ADDED, "".join(other[k:n])))
    return tuple(found)


def clause_state(clause: ContractClause, template: TemplateClause | None) -> ClauseState:
    """How a clause of a contract stands to the one of the template, if it has one."""
    if template is None:
        return ClauseState.ADDED
    if clause.is_left_out:
        return ClauseState.LEFT_OUT
    is_same = clause.text == template.text and clause.title == template.title
    return ClauseState.AS_TEMPLATE if is_same else ClauseState.CHANGED


def deviation_of(clause: ContractClause, template: TemplateClause | None) -> Deviation | None:
    """The entry of the register for a clause; ``None`` where it is as in the template.

    An added clause that was left out again says nothing.
    """
    state = clause_state(clause, template)
    if not state.is_deviation or (state is ClauseState.ADDED and clause.is_left_out):
        return None
    after = "" if clause.is_left_out else _whole(clause.title, clause.text)
    before = _whole(template.title, template.text) if template is not None else ""
    if template is not None and template.title == clause.title and not clause.is_left_out:
        before, after = template.text, clause.text
    return Deviation(clause.key, clause.title, state, text_difference(before, after), clause.note.strip())


def template_news(
    used: Iterable[TemplateClause], newest: Iterable[TemplateClause]
) -> tuple[TemplateNews, ...]:
    """What a newer version says otherwise, in its order; clauses that are gone at the end."""
    was: Mapping[str, TemplateClause] = {one.key: one for one in used}
    now: Mapping[str, TemplateClause] = {one.key: one for one in newest}
    found = []
    for key in dict.fromkeys([*now, *was]):
        before, after = was.get(key), now.get(key)
        if (
            before is not None
            and after is not None
            and (before.title, before.text) == (after.title, after.text)
        ):
            continue
        shown = after or before
        stretches = text_difference(before.text if before else "", after.text if after else "")
        found.append(TemplateNews(key, shown.title if shown else "", before, after, stretches))
    return tuple(found)


def _whole(title: str, text: str) -> str:
    return f"{title}\n{text}"
