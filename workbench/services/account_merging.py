"""Two accounts become one: field by field, with everything that hangs on them, and undone as one (A8)."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from workbench.domain.account_merging import (
    Choice,
    Question,
    SamePerson,
    merged_person,
    merged_values,
    questions,
    same_people,
)
from workbench.domain.credit_code import credit_code_fault, tidy_credit_code
from workbench.domain.journal import ChangeSummary
from workbench.domain.personal_data import basis_id
from workbench.domain.whitespace import cell_id
from workbench.foundation.errors import BadInput, NotAllowed, NotFound
from workbench.foundation.i18n import _, format_number, ngettext
from workbench.foundation.ids import Id, derived_id, id_text
from workbench.storage.queries import duplicates as queries
from workbench.storage.queries import records
from workbench.storage.schema import schema
from workbench.storage.session import ReadingSession
from workbench.storage.unit_of_work import Change
from workbench.storage.workspace import Workspace

_ACCOUNT, _CONTACT, _LINK = "account", "contact", "contact_link"
# Of these an account, or a person, has one for each of the named columns.
_SINGLE: Mapping[str, Mapping[str, tuple[str, ...]]] = {
    "account_id": {
        "frequency_override": ("kind",),
        "scorecard_score": ("criterion",),
        "whitespace_cell": ("unit", "product"),
        "portfolio_year": ("year",),
        "portfolio_score": ("criterion",),
    },
    "contact_id": {
        "personal_basis": ("field",),
        "contact_tie": ("manager_id",),
        "phase_attitude": ("phase",),
        "map_place": (),
    },
}
_FILLED = frozenset({"portfolio_year", "phase_attitude"})

Words = Mapping[str, Any]


@dataclass(frozen=True)
class Belongings:
    """What hangs on an account: records by kind, and all its sales by currency in hundredths."""

    rows: Mapping[str, int]
    sales: Mapping[str, int]


@dataclass(frozen=True)
class MergeProposal:
    """Two accounts side by side. ``left_words`` and ``right_words`` have references by name.

    ``same_sales``: how many lines of sales both have under one key; they count once afterwards.
    """

    left: Id
    right: Id
    left_words: Words
    right_words: Words
    questions: tuple[Question, ...]
    people: tuple[SamePerson, ...]
    left_has: Belongings
    right_has: Belongings
    same_sales: int


def propose_merge(workspace: Workspace, left: Id, right: Id) -> MergeProposal:
    """What there is to decide, with a sensible choice for each field. Raises as ``merge_accounts``."""
    with workspace.read() as session:
        ours, theirs = _both(session, left, right)
        left_has, right_has = _belongings(session, left), _belongings(session, right)
        return MergeProposal(
            left=left,
            right=right,
            left_words=_words(session, ours),
            right_words=_words(session, theirs),
            questions=_questions(session, ours, theirs),
            people=_people(session, left, right),
            left_has=left_has,
            right_has=right_has,
            same_sales=queries.count_same_sales(session, left, right),
        )


def merge_accounts(
    workspace: Workspace,
    left: Id,
    right: Id,
    choices: Mapping[str, Choice] | None = None,
    people: Sequence[tuple[Id, Id]] = (),
) -> ChangeSummary:
    """Make two accounts one, in one change; what hangs on either hangs on it, and undo parts them again.

    ``choices`` by field of the questions; the others are answered sensibly. ``people`` are pairs, the one
    of the left account first, that become one person each. ``merged_id`` tells under which id it goes on.
    Raises ``NotFound``; ``BadInput`` for one account twice; ``NotAllowed`` where the credit codes say that
    these are two companies, and for an account with one above or below it.
    """
    with workspace.read() as session:
        names = [row["name"] for row in _both(session, left, right)]
    label = _("Merge {one} and {other}").format(one=names[0], other=names[1])
    with workspace.change("merge_accounts", label) as change:
        session = change.session
        ours, theirs = _both(session, left, right)
        chosen = choices or {}
        asked = [
            replace(one, choice=chosen.get(one.field, one.choice))
            for one in _questions(session, ours, theirs)
        ]
        values = merged_values(asked, ours, theirs)
        if values["parent_id"] in (left, right):
            values["parent_id"] = None
        for entity, row_id in queries.ids_between(session, left, right):
            change.delete(entity, row_id)
        for one, other in people:
            _merge_people(change, one, other, left, right)
        _keep_newer(change, "account_id", left, right)
        kept = change.alias(_ACCOUNT, left, right)
        change.set(_ACCOUNT, kept, values)
    return change.summary


def merged_id(left: Id, right: Id) -> Id:
    """The id under which two accounts go on as one."""
    return min(left, right)


def same_sales_sentence(count: int) -> str:
    """What becomes of lines of sales that both accounts have; empty for none."""
    told = ngettext(
        "{count} line of sales stands in both and counts once, as it was imported last.",
        "{count} lines of sales stand in both and count once, as they were imported last.",
        count,
    )
    return told.format(count=format_number(count)) if count else ""


def sided_choices(proposal: MergeProposal, side: Choice) -> dict[str, Choice]:
    """The choices that let one side win wherever both say something, and keep lists of both."""
    return {
        one.field: side
        for one in proposal.questions
        if not one.agree and not one.one_sided and one.choice is not Choice.BOTH
    }


def _both(session: ReadingSession, left: Id, right: Id) -> tuple[dict[str, Any], dict[str, Any]]:
    if left == right:
        raise BadInput(_("This is one account already."), hint=_("Name two accounts."))
    ours = queries.load_row(session, _ACCOUNT, left)
    theirs = queries.load_row(session, _ACCOUNT, right)
    if ours is None or theirs is None:
        raise NotFound(
            _("One of the accounts is no longer there."),
            hint=_("Someone may have deleted or merged it. Look at the list again."),
        )
    codes = {tidy_credit_code(row["credit_code"]) for row in (ours, theirs)}
    if len(codes) > 1 and all(code and not credit_code_fault(code) for code in codes):
        raise NotAllowed(
            _("Two credit codes are two companies: these accounts cannot become one."),
            hint=_("If one of the codes is wrong, correct it first."),
            where="credit_code",
        )
    if left in _above(session, theirs) or right in _above(session, ours):
        raise NotAllowed(
            _("One of these accounts belongs to the other: a parent and its subsidiary stay two."),
            hint=_("If that is wrong, take the parent away first."),
            where="parent_id",
        )
    return ours, theirs


def _above(session: ReadingSession, row: Mapping[str, Any]) -> set[Id]:
    above: set[Id] = set()
    step = row["parent_id"]
    while step is not None and step not in above:
        above.add(step)
        parent = queries.load_row(session, _ACCOUNT, step)
        step = parent["parent_id"] if parent else None
    return above


def _questions(
    session: ReadingSession, ours: Mapping[str, Any], theirs: Mapping[str, Any]
) -> tuple[Question, ...]:
    left, right = ours["id"], theirs["id"]
    written = queries.last_written(session, [left, right])
    newer = {}
    for column, shape in schema()[_ACCOUNT].columns.items():
        times = [written[one].get(shape.field.name, written[one].get("", b"")) for one in (left, right)]
        newer[column] = Choice.LEFT if times[0] >= times[1] else Choice.RIGHT
    sales = [sum(queries.total_sales(session, one).values()) for one in (left, right)]
    richer = None if sales[0] == sales[1] else Choice.LEFT if sales[0] > sales[1] else Choice.RIGHT
    return questions(ours, theirs, newer=newer, richer=richer)


def _words(session: ReadingSession, row: Mapping[str, Any]) -> Words:
    return {column: records.told_value(session, _ACCOUNT, column, value) for column, value in row.items()}


def _belongings(session: ReadingSession, account_id: Id) -> Belongings:
    counts = queries.count_belongings(session, account_id)
    return Belongings(
        {records.kind_of(entity): count for entity, count in counts.items()},
        queries.total_sales(session, account_id),
    )


def _people(session: ReadingSession, left: Id, right: Id) -> tuple[SamePerson, ...]:
    return same_people(
        queries.rows_with(session, _CONTACT, "account_id", left),
        queries.rows_with(session, _CONTACT, "account_id", right),
    )


def _merge_people(change: Change, one: Id, other: Id, left: Id, right: Id) -> None:
    rows = [queries.load_row(change.session, _CONTACT, person) for person in (one, other)]
    if rows[0] is None or rows[1] is None or [row["account_id"] for row in rows if row] != [left, right]:
        raise BadInput(
            _("One of these people does not belong to the accounts (any more)."),
            hint=_("Look at the two accounts again."),
        )
    newest = _written(change, [one, other])
    base, rest = (rows[0], rows[1]) if newest[one] >= newest[other] else (rows[1], rows[0])
    values = merged_person(base, rest)
    _merge_links(change, one, other)
    _keep_newer(change, "contact_id", one, other)
    change.set(_CONTACT, change.alias(_CONTACT, one, other), values)


def _merge_links(change: Change, one: Id, other: Id) -> None:
    """Leave no link between two people that become one, and of equal links only the one written later."""
    rows = queries.links_of_people(change.session, (one, other))
    written = _written(change, [row["id"] for row in rows])
    met: set[tuple[Id | None, Id | None, str]] = set()
    for row in sorted(rows, key=lambda row: written[row["id"]], reverse=True):
        start, end = (
            min(one, other) if person in (one, other) else person
            for person in (row["from_contact_id"], row["to_contact_id"])
        )
        if start == end or (start, end, row["kind"]) in met:
            change.delete(_LINK, row["id"])
        met.add((start, end, row["kind"]))


def _keep_newer(change: Change, owner: str, one: Id, other: Id) -> None:
    """Leave one row for each of what ``owner`` has one of: the one written later, under the kept id.

    Figures of a year, and how somebody stands in a phase, fill each other's gaps.
    """
    kept, gone = sorted((one, other))
    for entity, columns in _SINGLE[owner].items():
        standing = {
            tuple(row[column] for column in columns): row
            for row in queries.rows_with(change.session, entity, owner, kept)
        }
        coming = queries.rows_with(change.session, entity, owner, gone)
        written = _written(change, [row["id"] for row in (*standing.values(), *coming)])
        for row in coming:
            key = tuple(row[column] for column in columns)
            if None in key:
                continue
            there = standing.get(key)
            values = {name: value for name, value in row.items() if name not in ("id", owner)}
            row_id = _single_id(entity, kept, key)
            if there is not None:
                is_newer = written[row["id"]] > written[there["id"]]
                if entity in _FILLED:
                    values = {
                        name: value
                        for name, value in values.items()
                        if value not in (None, "") and (is_newer or there[name] in (None, ""))
                    }
                if is_newer or entity in _FILLED:
                    change.set(entity, there["id"], values)
                change.delete(entity, row["id"])
            elif row_id is not None:
                # Its id follows from the owner, so that who writes it next finds it.
                change.create(entity, {**values, owner: kept}, row_id)
                change.delete(entity, row["id"])


def _written(change: Change, row_ids: list[Id]) -> dict[Id, Id]:
    """The entry that wrote each row last."""
    written = queries.last_written(change.session, row_ids)
    return {row_id: max(fields.values(), default=Id(b"")) for row_id, fields in written.items()}


def _single_id(entity: str, owner_id: Id, key: tuple[Any, ...]) -> Id | None:
    if entity == "whitespace_cell":
        return cell_id(owner_id, *key)
    if entity in ("scorecard_score", "portfolio_year", "portfolio_score", "phase_attitude", "map_place"):
        return derived_id(entity, id_text(owner_id), *map(str, key))
    if entity == "personal_basis":
        return basis_id(owner_id, *key)
    if entity == "contact_tie":
        return derived_id(entity, id_text(owner_id), *map(id_text, key))
    return None
