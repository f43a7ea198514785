"""What a contract says otherwise than its template, clause by clause (3-features E1)."""

from dataclasses import dataclass
from enum import StrEnum

from workbench.domain.contract_templates import TemplateClause
from workbench.foundation.i18n import pgettext


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
