"""What the data suggest doing for an account; one click makes it an action of its plan (2-rules §17)."""

from collections.abc import Iterable, Iterator

from workbench.domain.account_plan import AccountPlanPaper
from workbench.domain.influence_finding import Finding, Severity
from workbench.domain.influence_steps import StepKind
from workbench.domain.needs import MOST_URGENT
from workbench.domain.plan_stand import Suggestion
from workbench.domain.playbook import Chapter, chapter_of, playbook
from workbench.domain.visits import Action
from workbench.domain.whitespace import CellState
from workbench.foundation.i18n import _, money_text
from workbench.foundation.ids import id_text

MOST_OF_A_KIND = 5
_TO_DO = frozenset(
    {
        StepKind.PLAN_VISIT,
        StepKind.ASK_INTRODUCTION,
        StepKind.ASK_SUPPORT,
        StepKind.NAME_COUNTERPART,
        StepKind.NAME_PLACEHOLDER,
        StepKind.ADD_PERSON,
    }
)
"""Steps that somebody must go and do; the others are a word on the map."""
_URGENT_DAYS, _USUAL_DAYS = 14, 30


def plan_suggestions(paper: AccountPlanPaper, taken: Iterable[Action]) -> tuple[Suggestion, ...]:
    """What presses first: serious findings, urgent needs, the stage's playbook, whitespace, then the rest.

    ``taken`` are all actions of the account: what was made of one of them is not suggested again.
    """
    actions = tuple(taken)
    made = {action.origin for action in actions if action.origin}
    answered = {action.need_id for action in actions if action.need_id is not None}
    found = [
        *_from_findings(paper.findings),
        *(one for one in _from_needs(paper) if one.need_id not in answered),
        *_from_playbook(paper, actions),
        *_from_whitespace(paper),
    ]
    suggested: dict[str, Suggestion] = {}
    for one in found:
        if one.origin not in made:
            suggested.setdefault(one.origin, one)
    return tuple(suggested.values())


def _from_findings(findings: Iterable[Finding]) -> Iterator[Suggestion]:
    pressing = [one for one in findings if one.severity is not Severity.INFO][:MOST_OF_A_KIND]
    for finding in pressing:
        step = next((one for one in finding.steps if one.kind in _TO_DO), None)
        if step is not None:
            about = id_text(step.contact_id) if step.contact_id else "-"
            yield Suggestion(
                # Two findings may ask for the same step: it is taken once.
                f"finding:{step.kind}:{about}",
                step.label,
                finding.title,
                _URGENT_DAYS if finding.severity is Severity.HIGH else _USUAL_DAYS,
                contact_id=step.contact_id,
            )


def _from_needs(paper: AccountPlanPaper) -> Iterator[Suggestion]:
    for need in paper.needs[:MOST_OF_A_KIND]:
        text = " ".join(need.text.split())
        yield Suggestion(
            f"need:{id_text(need.id)}",
            _("Answer the need: {text}").format(text=text),
            need.answer.label,
            _URGENT_DAYS if need.urgency == MOST_URGENT else _USUAL_DAYS,
            contact_id=need.contact_id,
            need_id=need.id,
        )


def _from_playbook(paper: AccountPlanPaper, actions: tuple[Action, ...]) -> Iterator[Suggestion]:
    stage = paper.account.stage
    chapter = chapter_of(stage)
    if chapter is not None and stage is not None:
        reason = _("Playbook, stage {stage}").format(stage=stage.label)
        for one in playbook(chapter, actions):
            yield Suggestion(one.measure.origin, one.measure.text, reason, one.measure.days)
    for one in playbook(Chapter.KEY_ACCOUNT, actions):
        yield Suggestion(one.measure.origin, one.measure.text, _("Key-account measure"), one.measure.days)


def _from_whitespace(paper: AccountPlanPaper) -> Iterator[Suggestion]:
    if paper.whitespace is None:
        return
    cells = sorted(
        (
            one
            for one in paper.whitespace.cells.values()
            if one.potential_fen and one.state not in (CellState.US, CellState.NOT_USED)
        ),
        key=lambda one: -(one.potential_fen or 0),
    )
    for cell in cells[:MOST_OF_A_KIND]:
        yield Suggestion(
            f"whitespace:{cell.unit}:{cell.product}",
            _("Offer {product} to {unit}").format(product=cell.product, unit=cell.unit),
            _("{money} a year, now: {source}").format(
                money=money_text(cell.potential_fen or 0), source=cell.competitor or cell.state.label
            ),
            _USUAL_DAYS,
        )
