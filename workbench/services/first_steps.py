"""The road of a new file, from the first import to the first visit made, and how far one has come on it."""

from dataclasses import dataclass, replace
from enum import StrEnum

from workbench.foundation.i18n import _, format_number, ngettext
from workbench.foundation.settings import change_settings, load_settings
from workbench.services.workspaces import set_author
from workbench.storage.queries.first_steps import FirstCounts, count_first
from workbench.storage.workspace import Workspace


class Step(StrEnum):
    """One of the four steps, in their order."""

    IMPORT = "import"
    TIERS = "tiers"
    PLAN = "plan"
    BRIEF = "brief"

    @property
    def label(self) -> str:
        return {
            Step.IMPORT: _("Import accounts and sales"),
            Step.TIERS: _("Confirm the tiers"),
            Step.PLAN: _("Plan the next quarter"),
            Step.BRIEF: _("Go out with a brief"),
        }[self]


@dataclass(frozen=True)
class FirstStep:
    """A step: whether it is behind, whether it can be taken now, and what is to be said of it."""

    step: Step
    done: bool
    open: bool
    note: str


@dataclass(frozen=True)
class FirstSteps:
    """The steps and whether they are shown: not once a visit was made, nor when they were put away.

    ``nameless``: nobody has said under which name changes and visits stand.
    """

    steps: tuple[FirstStep, ...]
    shown: bool
    nameless: bool


def first_steps(workspace: Workspace) -> FirstSteps:
    """How far the open file has come, in three queries."""
    with workspace.read() as session:
        counts = count_first(session)
    settings = load_settings()
    shown = settings.first_steps and bool(counts.accounts) and not counts.made
    return FirstSteps(_steps(counts), shown, not settings.author)


def put_steps_away() -> None:
    """Show the first steps no more on this computer."""
    change_settings(lambda stored: replace(stored, first_steps=False))


def keep_author(workspace: Workspace, name: str) -> None:
    """Write changes under ``name`` from now on, here and in every file; an empty one is the system's user."""
    change_settings(lambda stored: replace(stored, author=name.strip()))
    set_author(workspace, name)


def _steps(counts: FirstCounts) -> tuple[FirstStep, ...]:
    told = ngettext("{count} account", "{count} accounts", counts.accounts)
    accounts = told.format(count=format_number(counts.accounts))
    imported = bool(counts.accounts) and counts.has_sales
    tiers = _("{count} of {all} accounts have a tier").format(
        count=format_number(counts.with_tier), all=format_number(counts.accounts)
    )
    visits = ngettext("{count} visit in the calendar", "{count} visits in the calendar", counts.visits)
    return (
        FirstStep(
            Step.IMPORT,
            imported,
            True,
            accounts
            if imported
            else _("{accounts}; sales are missing, tiers follow from them").format(accounts=accounts),
        ),
        FirstStep(
            Step.TIERS,
            counts.with_tier > 0,
            bool(counts.accounts),
            tiers
            if counts.with_tier
            else _("suggested from sales, confirmed by you; only accounts with a tier are planned"),
        ),
        FirstStep(
            Step.PLAN,
            counts.visits > 0,
            counts.with_tier > 0,
            visits.format(count=format_number(counts.visits))
            if counts.visits
            else _("one click, shown as a difference first"),
        ),
        FirstStep(Step.BRIEF, counts.made > 0, counts.visits > 0, _("one page before each visit")),
    )
