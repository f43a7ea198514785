"""Objectives of an account plan, and by what they are measured (2-rules §17)."""

from collections.abc import Mapping
from datetime import date
from enum import StrEnum
from typing import Any, TypeVar

from workbench.domain.journal import ChangeSummary
from workbench.domain.objectives import Figure, Objective, ObjectiveKind, ObjectiveState, PlanMeasure
from workbench.domain.plan_stand import STAGES
from workbench.domain.relationship import Stage
from workbench.foundation.errors import BadInput
from workbench.foundation.i18n import _
from workbench.foundation.ids import Id
from workbench.services.account_plans import checked_year
from workbench.services.checked_values import LARGEST, checked_word
from workbench.services.plan_texts import LONGEST_NAME, LONGEST_TEXT, begin_plan
from workbench.storage.queries.account_plans import (
    find_account_plan,
    get_objective,
    get_plan_measure,
    list_objectives,
    list_plan_measures,
)
from workbench.storage.queries.accounts import get_contact
from workbench.storage.session import ReadingSession
from workbench.storage.workspace import Workspace

Word = TypeVar("Word", bound=StrEnum)
_FARTHEST_GOAL = 20
_WHOLE_BP = 10_000
_MOST = 1_000_000
_OBJECTIVE_FIELDS = (
    "text", "kind", "contact_id", "due_on", "goal_year", "goal_text", "state", "cause", "position"
)  # fmt: skip
_MEASURE_FIELDS = (
    "figure", "text", "product", "start_value", "target_value", "target_word",
    "actual_value", "actual_on", "position",
)  # fmt: skip


def save_objective(
    workspace: Workspace,
    account_id: Id,
    year: int,
    values: Mapping[str, Any],
    objective_id: Id | None = None,
) -> ChangeSummary:
    """Set an objective (the fields of ``Objective``), or change one; the first makes the plan.

    A goal over several years needs what this year brings of it. Raises ``BadInput`` naming the field.
    """
    given = {name: values[name] for name in _OBJECTIVE_FIELDS if name in values}
    with workspace.change("save_objective", _("Objective of the plan")) as change:
        session = change.session
        before = get_objective(session, objective_id) if objective_id is not None else None
        checked = _checked_objective(session, account_id, checked_year(year), given, before)
        plan = begin_plan(change, account_id, year) if before is None else before.plan_id
        if before is not None:
            change.set("objective", before.id, checked)
        else:
            last = max((one.position for one in list_objectives(session, plan)), default=-1)
            change.create("objective", {"position": last + 1, **checked, "plan_id": plan})
    return change.summary


def delete_objective(workspace: Workspace, objective_id: Id) -> ChangeSummary:
    """Delete an objective with its measures; its actions stay with the account. Undo brings it back."""
    with workspace.change("delete_objective", _("Delete objective")) as change:
        change.delete("objective", objective_id)
    return change.summary


def save_measure(
    workspace: Workspace, objective_id: Id, values: Mapping[str, Any], measure_id: Id | None = None
) -> ChangeSummary:
    """Say by what an objective is measured (the fields of ``PlanMeasure``), or change it.

    Money in fen, shares in basis points. Raises ``BadInput`` naming the field.
    """
    given = {name: values[name] for name in _MEASURE_FIELDS if name in values}
    with workspace.change("save_measure", _("Measure of the plan")) as change:
        session = change.session
        objective = get_objective(session, objective_id)
        before = get_plan_measure(session, measure_id) if measure_id is not None else None
        checked = _checked_measure(objective, given, before, workspace.clock.today())
        if before is not None:
            change.set("plan_measure", before.id, checked)
        else:
            known = list_plan_measures(session, objective.plan_id)
            last = max((one.position for one in known if one.objective_id == objective_id), default=-1)
            change.create("plan_measure", {"position": last + 1, **checked, "objective_id": objective_id})
    return change.summary


def delete_measure(workspace: Workspace, measure_id: Id) -> ChangeSummary:
    """Delete a measure; undo brings it back. Raises ``NotFound``."""
    with workspace.change("delete_measure", _("Delete measure")) as change:
        change.delete("plan_measure", measure_id)
    return change.summary


def _checked_objective(
    session: ReadingSession, account_id: Id, year: int, given: Mapping[str, Any], before: Objective | None
) -> dict[str, Any]:
    checked = dict(given)
    for name, most in (("text", LONGEST_TEXT), ("goal_text", LONGEST_TEXT), ("cause", LONGEST_TEXT)):
        if name in checked:
            checked[name] = _text(checked[name], name, most)
    if before is not None:
        plan = find_account_plan(session, before.plan_id)
        if plan is not None and plan.account_id != account_id:
            raise BadInput(_("This objective belongs to another account."), where="objective_id")
        year = plan.year if plan is not None else year

    def now(name: str) -> Any:
        return checked.get(name, getattr(before, name, None))

    if not now("text"):
        message = _("What is to be reached in {year}?").format(year=year)
        if now("goal_text") or now("goal_year"):
            message = _("A goal over several years needs a goal for {year}.").format(year=year)
        raise BadInput(message, hint=_("A sentence will do."), where="text")
    if "goal_year" in checked or "goal_text" in checked:
        _check_goal(now("goal_year"), now("goal_text"), year)
    if "due_on" in checked and checked["due_on"] is not None and checked["due_on"].year != year:
        raise BadInput(
            _("This day lies outside {year}.").format(year=year),
            hint=_("What takes longer is a goal over several years."),
            where="due_on",
        )
    kind = _word(ObjectiveKind, now("kind"), "kind")
    state = _word(ObjectiveState, now("state"), "state") or ObjectiveState.OPEN
    if kind is ObjectiveKind.ACCESS and not now("contact_id"):
        raise BadInput(
            _("Access to whom?"),
            hint=_("Choose the person; one who is not known by name can be a placeholder on the map."),
            where="contact_id",
        )
    person = checked.get("contact_id")
    if person and get_contact(session, person).account_id != account_id:
        raise BadInput(_("This person belongs to another account."), where="contact_id")
    if state is not ObjectiveState.OPEN and not now("cause"):
        raise BadInput(
            _("Say why it was attained or missed."), hint=_("The next plan learns from it."), where="cause"
        )
    if "kind" in checked:
        checked["kind"] = kind.value if kind else ""
    if "state" in checked:
        checked["state"] = state.value
    return checked


def _check_goal(goal_year: int | None, goal_text: str | None, year: int) -> None:
    if goal_year is None:
        if goal_text:
            raise BadInput(_("By the end of which year?"), where="goal_year")
        return
    if not year < goal_year <= year + _FARTHEST_GOAL:
        raise BadInput(
            _("A goal over several years ends after {year}.").format(year=year),
            hint=_("At the latest in {year}.").format(year=year + _FARTHEST_GOAL),
            where="goal_year",
        )
    if not goal_text:
        raise BadInput(
            _("What is to be reached by the end of {year}?").format(year=goal_year), where="goal_text"
        )


def _checked_measure(
    objective: Objective, given: Mapping[str, Any], before: PlanMeasure | None, today: date
) -> dict[str, Any]:
    checked = dict(given)
    for name in ("text", "product", "target_word"):
        if name in checked:
            checked[name] = _text(checked[name], name, LONGEST_NAME)

    def now(name: str) -> Any:
        return checked.get(name, getattr(before, name, None))

    figure = _word(Figure, now("figure"), "figure") or Figure.OWN
    checked["figure"] = figure.value
    if figure is Figure.OWN and not now("text"):
        raise BadInput(_("What is measured?"), hint=_("A few words will do."), where="text")
    if figure is Figure.PRODUCT_SALES and not now("product"):
        raise BadInput(_("Sales of which product?"), where="product")
    if figure in (Figure.SUPPORT, Figure.MEETINGS) and objective.contact_id is None:
        raise BadInput(
            _("This objective is about nobody."),
            hint=_("Choose the person of the objective first."),
            where="figure",
        )
    if figure is Figure.STAGE:
        reachable = [stage for stage in STAGES if stage is not Stage.INTERRUPTED]
        if now("target_word") not in reachable:
            raise BadInput(_("Which stage is to be reached?"), where="target_word")
    elif now("target_value") is None:
        raise BadInput(_("What is the target?"), hint=_("Type a number."), where="target_value")
    least, most = _range(figure)
    for name in ("start_value", "target_value", "actual_value"):
        value = checked.get(name)
        if value is not None and (type(value) is not int or not least <= value <= most):
            raise BadInput(_("This number cannot be."), hint=_range_hint(figure), where=name)
    if "actual_value" in checked:
        checked["actual_on"] = None if checked["actual_value"] is None else checked.get("actual_on") or today
    if checked.get("actual_on") is not None and checked["actual_on"] > today:
        raise BadInput(_("This day lies in the future."), where="actual_on")
    return checked


def _range(figure: Figure) -> tuple[int, int]:
    if figure in (Figure.SALES, Figure.PRODUCT_SALES):
        return 0, LARGEST
    if figure is Figure.PROFIT:
        return -LARGEST, LARGEST
    if figure is Figure.WALLET:
        return 0, _WHOLE_BP
    if figure is Figure.MARGIN:
        return -_WHOLE_BP, _WHOLE_BP
    if figure is Figure.SUPPORT:
        return -2, 2
    if figure is Figure.STAGE:
        return 0, len(STAGES) - 1
    if figure is Figure.OWN:
        return -LARGEST, LARGEST
    return 0, _MOST


def _range_hint(figure: Figure) -> str:
    least, most = _range(figure)
    if figure in (Figure.WALLET, Figure.MARGIN):
        return _("A share of at most 100%.")
    if most == LARGEST:
        return _("Type an amount.")
    return _("A whole number from {least} to {most}.").format(least=least, most=most)


def _text(value: object, where: str, most: int) -> str:
    text = str(value or "").strip()
    if len(text) > most:
        raise BadInput(_("At most {count} characters.").format(count=most), where=where)
    return text


def _word(words: type[Word], value: object, where: str) -> Word | None:
    if not value:
        return None
    return words(checked_word(value, words, where))
