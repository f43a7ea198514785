"""Parents of imported accounts: found in the file or in the sheet, never in a circle (2-rules §1)."""

from collections.abc import Iterable, Mapping

from workbench.domain.account_matching import AccountDirectory
from workbench.domain.imports import Answer, ProblemCode
from workbench.exchange.rows import ParsedRow
from workbench.foundation.i18n import _, ngettext
from workbench.foundation.ids import Id
from workbench.services.import_plan import ImportPlan, PlannedRow, candidates_of, several_message
from workbench.storage.queries.imports import list_account_keys, list_parents
from workbench.storage.session import ReadingSession


def with_parents(
    plan: ImportPlan,
    session: ReadingSession,
    planned: list[PlannedRow],
    children: Mapping[Id, ParsedRow],
    directory: AccountDirectory,
) -> list[PlannedRow]:
    """The rows whose parent is there, or comes in this sheet, and no descendant; the others are rejected."""
    if not children:
        return planned
    names = {account.id: account.name for account in list_account_keys(session)}
    standing = set(names)
    names |= {row.id: row.values["name"] for row in planned if "name" in row.values}
    above = list_parents(session)
    given: dict[Id, Id] = {}
    for row_id, child in children.items():
        parent_id = _parent_of(plan, row_id, child, directory)
        if parent_id is not None:
            given[row_id] = parent_id
    kept = [row for row in planned if row.id not in children or row.id in given]
    while True:
        # A row that was to be a parent may itself have been rejected in the round before.
        present = standing | {row.id for row in kept}
        wrong: dict[Id, tuple[ProblemCode, str]] = {}
        for row in kept:
            if row.id in given and given[row.id] not in present:
                wrong[row.id] = ProblemCode.UNKNOWN_ACCOUNT, _unknown(children[row.id])
        here = {row.id: given[row.id] for row in kept if row.id in given}
        for circle in _circles(here, above | here):
            message = _circle_message(circle, names, children)
            wrong |= {row_id: (ProblemCode.BAD_VALUE, message) for row_id in circle if row_id in here}
        if not wrong:
            break
        for row_id, (code, message) in wrong.items():
            plan.reject(children[row_id], "parent", code, message)
        kept = [row for row in kept if row.id not in wrong]
    for row in kept:
        if row.id in given:
            row.values["parent_id"] = given[row.id]
    return kept


def _parent_of(plan: ImportPlan, row_id: Id, row: ParsedRow, directory: AccountDirectory) -> Id | None:
    hits = directory.referred(row.values["parent"])
    if len(hits) > 1:
        message = several_message(hits)
        others = candidates_of(hit for hit in hits if hit.id != row_id)
        answer = plan.ask(row, "parent", others, message=message, once=True)
        return None if isinstance(answer, Answer) else answer
    if not hits:
        plan.reject(row, "parent", ProblemCode.UNKNOWN_ACCOUNT, _unknown(row))
    elif hits[0].id == row_id:
        message = _("An account cannot be its own parent.")
        plan.reject(row, "parent", ProblemCode.BAD_VALUE, message)
    else:
        return hits[0].id
    return None


def _unknown(row: ParsedRow) -> str:
    return _("The parent “{name}” is neither in the workspace nor in this sheet.").format(
        name=row.values["parent"]
    )


def _circles(starts: Iterable[Id], above: Mapping[Id, Id]) -> list[list[Id]]:
    """The circles that going up from these accounts runs into, each once."""
    circles: list[list[Id]] = []
    seen: set[Id] = set()
    for start in starts:
        path: dict[Id, None] = {}
        row_id: Id | None = start
        while row_id is not None and row_id not in seen and row_id not in path:
            path[row_id] = None
            row_id = above.get(row_id)
        if row_id in path:
            way = list(path)
            circles.append(way[way.index(row_id) :])
        seen |= path.keys()
    return circles


def _circle_message(circle: list[Id], names: Mapping[Id, str], children: Mapping[Id, ParsedRow]) -> str:
    numbers = sorted(children[row_id].number for row_id in circle if row_id in children)
    way = " → ".join(names.get(row_id, "?") for row_id in (*circle, circle[0]))
    told = ngettext(
        "With row {rows} the parents form a circle: {way}.",
        "With rows {rows} the parents form a circle: {way}.",
        len(numbers),
    )
    return told.format(rows=", ".join(map(str, numbers)), way=way)
