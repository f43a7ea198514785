"""The clauses of a drafted contract: change, add, leave out, move, follow the template (2-rules §10)."""

from collections.abc import Mapping, Sequence
from typing import Any

from workbench.domain.contract_deviations import ClauseState, clause_state
from workbench.domain.contract_templates import TemplateClause, TemplateVersion
from workbench.domain.contracts import Contract, ContractClause, clause_id
from workbench.domain.journal import ChangeSummary
from workbench.foundation.errors import BadInput, NotAllowed, NotFound
from workbench.foundation.i18n import _
from workbench.foundation.ids import Id, id_text, new_id
from workbench.services.contract_checks import checked_clause, require_draft
from workbench.storage.queries.contract_templates import (
    get_template_of_version,
    list_template_versions,
)
from workbench.storage.queries.contracts import list_clauses
from workbench.storage.session import ReadingSession
from workbench.storage.unit_of_work import Change
from workbench.storage.workspace import Workspace

_KEY_DIGITS = 12


def save_clause(workspace: Workspace, contract_id: Id, key: str, values: Mapping[str, Any]) -> ChangeSummary:
    """Change a clause of a draft: group, title, text, note (the reason for a deviation), is_left_out.

    Raises ``NotAllowed`` unless the contract is a draft, ``BadInput`` naming the field, ``NotFound``.
    """
    checked = checked_clause(values)
    with workspace.change("save_clause", _("Edit clause")) as change:
        require_draft(change.session, contract_id, workspace.clock.today())
        clause = _clause(change.session, contract_id, key)
        change.set("contract_clause", clause.id, checked)
    return change.summary


def add_clause(
    workspace: Workspace, contract_id: Id, values: Mapping[str, Any], after: str = ""
) -> tuple[str, ChangeSummary]:
    """Add a clause of its own (group, title, text, note) behind the one with key ``after``, at the end if
    there is none; its key. Raises as ``save_clause``."""
    checked = checked_clause({"title": "", "text": "", **values})
    if not (checked["title"] or checked["text"]):
        raise BadInput(_("Give the clause a title."), where="title")
    key = f"own_{id_text(new_id(int(workspace.clock.now().timestamp() * 1000)))[-_KEY_DIGITS:]}"
    with workspace.change("add_clause", _("New clause")) as change:
        require_draft(change.session, contract_id, workspace.clock.today())
        standing = _clauses(change.session, contract_id)
        place = next((i for i, one in enumerate(standing, 1) if one.key == after), len(standing))
        group = standing[place - 1].group.value if standing and place else "subject"
        row_id = clause_id(contract_id, key)
        change.create(
            "contract_clause",
            {"clause_group": group, **checked, "contract_id": contract_id, "key": key, "position": place + 1},
            row_id,
        )
        ids = [one.id for one in standing]
        _keep_order(change, standing, [*ids[:place], row_id, *ids[place:]])
    return key, change.summary


def restore_clause(workspace: Workspace, contract_id: Id, key: str, *, newest: bool = False) -> ChangeSummary:
    """The clause as the template's version says, or as its ``newest`` one says; an added one is deleted.

    What is taken from the newest version while the contract keeps an older one is a deviation, with that
    as its reason. Raises as ``save_clause``.
    """
    with workspace.change("save_clause", _("Clause as in the template")) as change:
        contract = require_draft(change.session, contract_id, workspace.clock.today())
        standing = {one.key: one for one in _clauses(change.session, contract_id)}
        versions = _versions(change.session, contract)
        used = next((one for one in versions if one.id == contract.version_id), None)
        wanted = versions[-1] if newest and versions else used
        found = wanted.clause(key) if wanted is not None else None
        if wanted is None or found is None:
            change.delete("contract_clause", _clause(change.session, contract_id, key).id)
        else:
            is_other = used is not None and used.clause(key) != found
            note = (
                _("As in version {number} of the template").format(number=wanted.number) if is_other else ""
            )
            _put(change, contract_id, found, note, standing)
    return change.summary


def move_clause(workspace: Workspace, contract_id: Id, key: str, places: int) -> ChangeSummary:
    """Move a clause so many places down, up if negative; as far as there are any."""
    with workspace.change("move_clause", _("Move clause")) as change:
        require_draft(change.session, contract_id, workspace.clock.today())
        standing = _clauses(change.session, contract_id)
        ids = [one.id for one in standing]
        place = ids.index(_clause(change.session, contract_id, key).id)
        ids.insert(max(0, min(len(ids) - 1, place + places)), ids.pop(place))
        _keep_order(change, standing, ids)
    return change.summary


def take_newest_version(workspace: Workspace, contract_id: Id) -> ChangeSummary:
    """Base a draft on the newest version of its template.

    Clauses that are as the version before said follow it; what was changed, left out or added here stays
    and is compared with the new one. Raises ``NotAllowed`` where there is no newer version.
    """
    with workspace.change("take_version", _("Newest text of the template")) as change:
        contract = require_draft(change.session, contract_id, workspace.clock.today())
        versions = _versions(change.session, contract)
        used = next((one for one in versions if one.id == contract.version_id), None)
        if used is None or versions[-1].id == used.id:
            raise NotAllowed(_("There is no newer version of the template."))
        newest = versions[-1]
        standing = _clauses(change.session, contract_id)
        known = {one.key: one for one in standing}
        for one in newest.clauses:
            row = known.get(one.key)
            if row is None or clause_state(row, used.clause(one.key)) is ClauseState.AS_TEMPLATE:
                _put(change, contract_id, one, "", known)
        for row in standing:
            was = used.clause(row.key)
            is_gone = was is not None and newest.clause(row.key) is None
            if is_gone and clause_state(row, was) in (ClauseState.AS_TEMPLATE, ClauseState.LEFT_OUT):
                change.delete("contract_clause", row.id)
        change.set("contract", contract_id, {"version_id": newest.id})
        _order_as(change, contract_id, newest)
    return change.summary


def _put(
    change: Change,
    contract_id: Id,
    clause: TemplateClause,
    note: str,
    standing: Mapping[str, ContractClause],
) -> None:
    values: dict[str, Any] = {
        "contract_id": contract_id,
        "key": clause.key,
        "clause_group": clause.group.value,
        "title": clause.title,
        "text": clause.text,
        "note": note,
        "is_left_out": False,
    }
    if clause.key not in standing:
        values["position"] = len(standing) + 1
    change.create("contract_clause", values, clause_id(contract_id, clause.key))


def _order_as(change: Change, contract_id: Id, version: TemplateVersion) -> None:
    """Put the clauses into the order of the version; those of the contract's own stay behind the one before
    them."""
    rows = _clauses(change.session, contract_id)
    order = [one.key for one in version.clauses]
    placed: dict[str, tuple[int, int]] = {}
    last = -1
    for place, row in enumerate(rows):
        last = order.index(row.key) if row.key in order else last
        placed[row.key] = (last, place if row.key not in order else -1)
    ids = [one.id for one in sorted(rows, key=lambda one: placed[one.key])]
    _keep_order(change, rows, ids)


def _keep_order(change: Change, standing: Sequence[ContractClause], ids: Sequence[Id]) -> None:
    places = {one.id: one.position for one in standing}
    for place, row_id in enumerate(ids, 1):
        if places.get(row_id, place) != place:
            change.set("contract_clause", row_id, {"position": place})


def _clauses(session: ReadingSession, contract_id: Id) -> list[ContractClause]:
    return list_clauses(session, contract_id).get(contract_id, [])


def _clause(session: ReadingSession, contract_id: Id, key: str) -> ContractClause:
    found = next((one for one in _clauses(session, contract_id) if one.key == key), None)
    if found is None:
        raise NotFound(_("This clause is no longer there."), hint=_("Look at the contract again."), where=key)
    return found


def _versions(session: ReadingSession, contract: Contract) -> list[TemplateVersion]:
    template = get_template_of_version(session, contract.version_id)
    return list_template_versions(session, template.id).get(template.id, []) if template else []
