"""Writing the parts of an account plan, and who of ours works on it (2-rules §17)."""

from collections.abc import Collection, Mapping
from datetime import date
from typing import Any

from workbench.domain.journal import ChangeSummary
from workbench.domain.plan_records import PlanPart, plan_text_id
from workbench.domain.plan_texts import part_from_data
from workbench.foundation.errors import BadInput
from workbench.foundation.i18n import _
from workbench.foundation.ids import Id, derived_id, id_text
from workbench.services.account_plans import checked_year, get_plan, id_of_plan, plans_of
from workbench.storage.queries.account_plans import all_plan_texts, find_account_plan, list_plan_members
from workbench.storage.queries.accounts import get_account
from workbench.storage.unit_of_work import Change
from workbench.storage.workspace import Workspace

LONGEST_TEXT = 20_000
LONGEST_NAME = 200


def begin_plan(change: Change, account_id: Id, year: int, **values: Any) -> Id:
    """The id of the account's plan, which is made if nobody has begun it; raises ``NotFound``."""
    get_account(change.session, account_id)
    found = id_of_plan(change.session, account_id, checked_year(year))
    if values or find_account_plan(change.session, found) is None:
        change.create("account_plan", {"account_id": account_id, "year": year, **values}, found)
    return found


def write_part(workspace: Workspace, account_id: Id, year: int, part: PlanPart, text: str) -> ChangeSummary:
    """Keep what a person wrote into a part; nothing brings back what the data say. Raises ``BadInput``."""
    return _write(workspace, "write_part", _plan_label(year), account_id, year, {part: text})


def fill_parts(workspace: Workspace, account_id: Id, year: int, parts: Collection[PlanPart]) -> ChangeSummary:
    """Take over what the data say now into ``parts``; Undo brings back what stood there.

    A part of which they say nothing stays as it is; ``BadInput`` if that is so of all.
    """
    paper = get_plan(workspace, account_id, year)
    texts = {one: text for one in parts if (text := part_from_data(paper, one))}
    if not texts:
        raise BadInput(_("The data say nothing about this."))
    return _write(workspace, "fill_parts", _("Fill the plan from the data"), account_id, year, texts)


def confirm_part(workspace: Workspace, account_id: Id, year: int, part: PlanPart) -> ChangeSummary:
    """A person says that a part, its data included, is right as of today."""
    label = _("{part} confirmed").format(part=part.label)
    values = {"confirmed_on": workspace.clock.today(), "confirmed_by": workspace.author}
    with workspace.change("confirm_part", label) as change:
        _put_text(change, account_id, year, part, values)
    return change.summary


def set_review_day(workspace: Workspace, account_id: Id, year: int, day: date | None) -> ChangeSummary:
    """When the plan is looked at next; ``None`` goes back to the proposed half-year's end."""
    if day is not None and not year <= day.year <= year + 1:
        raise BadInput(
            _("The review lies outside the plan's year."),
            hint=_("Set a day in {year}, or early in the next year.").format(year=year),
            where="review_on",
        )
    with workspace.change("set_review_day", _("Review of the plan")) as change:
        begin_plan(change, account_id, year, review_on=day)
    return change.summary


def save_member(
    workspace: Workspace,
    account_id: Id,
    year: int,
    values: Mapping[str, Any],
    member_id: Id | None = None,
) -> ChangeSummary:
    """Put somebody into the team (``manager_id`` or ``name``, ``role``), or change their place.

    The same person of ours again is one member, also after a merge. Raises ``BadInput`` naming the field.
    """
    checked = {name: values[name] for name in ("manager_id", "name", "role", "position") if name in values}
    for name, most in (("name", LONGEST_NAME), ("role", LONGEST_TEXT)):
        if name in checked:
            checked[name] = str(checked[name] or "").strip()
            if len(checked[name]) > most:
                raise BadInput(_("At most {count} characters.").format(count=most), where=name)
    if member_id is None and not checked.get("manager_id") and not checked.get("name"):
        raise BadInput(
            _("Who is it?"), hint=_("Choose one of our people, or type a name."), where="manager_id"
        )
    with workspace.change("save_member", _("Team of the plan")) as change:
        plan = begin_plan(change, account_id, year)
        if member_id is not None:
            change.set("plan_member", member_id, checked)
        else:
            person = checked.get("manager_id")
            plans = (one.id for one in plans_of(change.session, account_id, year))
            known = list_plan_members(change.session, *plans)
            same = next((one for one in known if person and one.manager_id == person), None)
            if same is not None:
                change.set("plan_member", same.id, checked)
            else:
                row_id = derived_id("plan_member", id_text(plan), id_text(person)) if person else None
                checked.setdefault("position", max((one.position for one in known), default=-1) + 1)
                change.create("plan_member", {**checked, "plan_id": plan}, row_id)
    return change.summary


def delete_member(workspace: Workspace, member_id: Id) -> ChangeSummary:
    """Take somebody out of the team; undo brings them back. Raises ``NotFound``."""
    with workspace.change("delete_member", _("Team of the plan")) as change:
        change.delete("plan_member", member_id)
    return change.summary


def _plan_label(year: int) -> str:
    return _("Account plan {year}").format(year=year)


def _write(
    workspace: Workspace, kind: str, label: str, account_id: Id, year: int, texts: Mapping[PlanPart, str]
) -> ChangeSummary:
    for part, text in texts.items():
        if len(text) > LONGEST_TEXT:
            raise BadInput(
                _("This text is too long for a part of the plan."),
                hint=_("At most {count} characters.").format(count=LONGEST_TEXT),
                where=part.value,
            )
    with workspace.change(kind, label) as change:
        for part, text in texts.items():
            _put_text(change, account_id, year, part, {"text": text.strip()})
    return change.summary


def _put_text(change: Change, account_id: Id, year: int, part: PlanPart, values: Mapping[str, Any]) -> None:
    plan = begin_plan(change, account_id, year)
    plans = (one.id for one in plans_of(change.session, account_id, year))
    rows = all_plan_texts(change.session, *plans).get(part, [])
    for row in rows[:1]:
        change.set("plan_text", row.id, values)
    if values.get("text") == "":
        # Of accounts that became one, what the other plan says would come up instead.
        for row in rows[1:]:
            change.set("plan_text", row.id, {"text": ""})
    if not rows:
        change.create("plan_text", {"plan_id": plan, "part": part.value, **values}, plan_text_id(plan, part))
