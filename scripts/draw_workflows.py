"""Draws workflows from the tables that the program goes by, as a diagram and as tables.

scripts/draw-workflows writes docs/complaint-workflow.md and docs/contract-life.md; a test says when they are
old.
"""

import inspect
import sys
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from workbench.domain import complaint_deadlines, complaint_transitions, contract_states
from workbench.domain.complaint_states import ComplaintState
from workbench.domain.complaints import Outcome
from workbench.foundation.i18n import use_language

DOCS = Path(__file__).resolve().parents[1] / "docs"
_FIELDS = {
    "person|department": "department or person",
    "text": "words",
    "post": "post responsible",
    "whys": "at least one why",
    "handling": "handling of those responsible",
}


@dataclass(frozen=True)
class Workflow:
    """What is drawn: states, rows that lead on, rows that change no state, and texts around them."""

    title: str
    intro: str
    states: Sequence[Any]
    first: Any
    transitions: Sequence[Any]
    any_time: Sequence[Any]
    by_date: Sequence[Any] = ()
    ends: Sequence[Any] = ()
    groups: Sequence[tuple[str, Sequence[Any]]] = ()
    rules: Sequence[tuple[str, str]] = field(default_factory=tuple)


def complaints() -> Workflow:
    """The workflow of complaints."""
    groups: dict[str, list[ComplaintState]] = {}
    for state in ComplaintState:
        if state.is_open:
            groups.setdefault(f"{state.step.number} {state.step.label}", []).append(state)
    return Workflow(
        "The workflow of a complaint",
        "Seven steps; recording is the first. No step can be skipped and nothing is closed without a "
        "conclusive, dated reply to the customer. What two laptops did at the same point counts once, and "
        "where they differ the way that keeps the complaint alive counts; the rest stays in sight, without "
        "effect. The latest step can be taken back by another event that says why.",
        list(ComplaintState),
        ComplaintState.TO_JUDGE,
        complaint_transitions.TRANSITIONS,
        complaint_transitions.ANY_TIME,
        ends=[state for state in ComplaintState if not state.is_open],
        groups=tuple(groups.items()),
        rules=(("Limits", inspect.getdoc(complaint_deadlines) or ""),),
    )


def contracts() -> Workflow:
    """The life of contracts."""
    return Workflow(
        "The life of a contract",
        "From draft to signature and on to its end. What is signed is never changed but by amendments.",
        list(contract_states.ContractState),
        contract_states.ContractState.DRAFT,
        contract_states.TRANSITIONS,
        contract_states.ANY_TIME,
        by_date=contract_states.BY_DATE,
        ends=[contract_states.ContractState.TERMINATED, contract_states.ContractState.RENEWED],
    )


DRAWN = {"complaint-workflow.md": complaints, "contract-life.md": contracts}


def drawing(workflow: Workflow) -> str:
    """The whole document, in English."""
    parts = [
        f"# {workflow.title}",
        "Drawn by `scripts/draw-workflows` from the table that the program goes by.",
    ]
    parts += [workflow.intro, _diagram(workflow), "## What leads on", _leading(workflow)]
    if workflow.by_date:
        parts += ["## What a day brings", _by_date(workflow)]
    parts += ["## What changes no state", _beside(workflow)]
    for title, text in workflow.rules:
        parts += [f"## {title}", text.split("\n", 2)[2].strip()]
    return "\n\n".join(parts) + "\n"


def _diagram(workflow: Workflow) -> str:
    lines = ["```mermaid", "stateDiagram-v2", "    direction TB"]
    inside = {state for _name, states in workflow.groups for state in states}
    for number, (name, states) in enumerate(workflow.groups, 1):
        lines.append(f'    state "{name}" as step{number} {{')
        lines += [f'        state "{state.label}" as {state.value}' for state in states]
        lines.append("    }")
    lines += [f'    state "{one.label}" as {one.value}' for one in workflow.states if one not in inside]
    lines.append(f"    [*] --> {workflow.first.value}")
    for row in workflow.transitions:
        if row.state is not row.target and not getattr(row, "by_merge", False):
            lines.append(f"    {row.state.value} --> {row.target.value}: {_what(row)}")
    lines += [f"    {one.state.value} --> {one.target.value}: {one.when}" for one in workflow.by_date]
    lines += [f"    {one.value} --> [*]" for one in workflow.ends]
    return "\n".join([*lines, "```"])


def _leading(workflow: Workflow) -> str:
    rows = []
    for row in workflow.transitions:
        conditions = [guard.label for guard in row.guards]
        if getattr(row, "by_merge", False):
            conditions.append("Only where it came from another laptop.")
        rows.append((row.state.label, _what(row), _asks(row.asks), " ".join(conditions), row.target.label))
    heads = ("Where it stands", "What happens", "Asks for", "Not as long as", "Where it leads")
    return _table(heads, rows)


def _by_date(workflow: Workflow) -> str:
    rows = [(one.state.label, one.when, one.target.label) for one in workflow.by_date]
    return _table(("Where it stands", "Day", "Where it leads"), rows)


def _beside(workflow: Workflow) -> str:
    rows = []
    for row in workflow.any_time:
        outcomes = [one.label for one in getattr(row, "outcomes", ()) if one is not None]
        guards = " ".join(guard.label for guard in getattr(row, "guards", ()))
        rows.append(
            (row.kind.label, ", ".join(outcomes), _asks(row.asks), guards, _where(workflow, row.states))
        )
    return _table(("What happens", "How it came out", "Asks for", "Not as long as", "Where"), rows)


def _where(workflow: Workflow, states: Sequence[Any]) -> str:
    missing = [state.label for state in workflow.states if state not in states]
    if not missing:
        return "everywhere"
    if len(missing) < len(states):
        return "everywhere but: " + ", ".join(missing)
    return ", ".join(state.label for state in states)


def _what(row: Any) -> str:
    outcome = row.outcome.label if isinstance(row.outcome, Outcome) else row.outcome or ""
    return f"{row.kind.label} ({outcome.lower()})" if outcome else str(row.kind.label)


def _asks(names: Iterable[str]) -> str:
    return ", ".join(_FIELDS.get(name, name.replace("_", " ")) for name in names)


def _table(heads: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    lines = [heads, ["---"] * len(heads), *rows]
    return "\n".join("| " + " | ".join(line) + " |" for line in lines)


def main() -> int:
    """Write the documents."""
    with use_language("en"):
        for name, make in DRAWN.items():
            (DOCS / name).write_text(drawing(make()), "utf-8")
            sys.stdout.write(f"docs/{name}\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
