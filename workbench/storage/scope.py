"""Which rows a file in scope holds: chosen accounts with all that belongs to them, and what all share.

Rows that are there are found in the tables, deleted ones in the journal, so that deletions travel too.
Each comes with all its entries, and whatever any of these refers to comes as well, but bare: without what
belongs to it. So the file is closed under references, and can be merged, and opened, like any other.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any, Final

from sqlalchemy import Connection, select

from workbench.domain.journal import Entry, Op
from workbench.domain.journal_fold import fold_row
from workbench.domain.scopes import Scope
from workbench.foundation.errors import NotFound
from workbench.foundation.i18n import _
from workbench.foundation.ids import Id
from workbench.storage.aliases import all_groups
from workbench.storage.entries import chunks, known_rows, load_logs, present_rows
from workbench.storage.json_values import from_json_text
from workbench.storage.schema import schema

_MANAGED: Final = ("manager_id", "second_manager_id")
_ERASED: Final = (int(Op.ERASE), int(Op.EMPTIED))


@dataclass(frozen=True)
class Way:
    """How rows of a table get into a scope: by what their ``columns`` refer to, all of it or ``any_of`` it.

    Without columns every row is in. ``day``: the column that first and last day of a scope narrow.
    """

    columns: tuple[str, ...] = ()
    any_of: bool = False
    day: str = ""


_SHARED: Final = Way()
_ACCOUNT: Final = Way(("account_id",))
_PLAN: Final = Way(("plan_id",))
_CONTRACT: Final = Way(("contract_id",))
_CONTACT: Final = Way(("contact_id",))
_OF_MANAGER: Final = Way(("manager_id",))

WAYS: Final[Mapping[str, Way]] = {
    # Every table, after those it belongs to; accounts are chosen first.
    **dict.fromkeys(("manager", "policy", "frequency_rule", "calendar_notice"), _SHARED),
    **dict.fromkeys(("contract_template", "template_version", "recipient", "tier_review"), _SHARED),
    **dict.fromkeys(("absence", "busy_time", "weekly_report", "gathering"), _OF_MANAGER),
    "handover": Way(("from_id", "to_id"), any_of=True),
    **dict.fromkeys(("account_plan", "action", "attachment", "closure", "complaint"), _ACCOUNT),
    **dict.fromkeys(("contact", "contract", "evaluation", "frequency_override"), _ACCOUNT),
    **dict.fromkeys(("account_link", "handover_account", "invitation", "manager_term", "need"), _ACCOUNT),
    **dict.fromkeys(("portfolio_score", "portfolio_year", "project", "risk", "scorecard_score"), _ACCOUNT),
    **dict.fromkeys(("alarm_acknowledgement", "major_event", "receivable", "stock_count"), _ACCOUNT),
    **dict.fromkeys(("service_request", "tier_refusal", "visit_debt", "whitespace_cell"), _ACCOUNT),
    "not_duplicate": Way(("account_id", "other_id")),
    "visit": Way(("account_id",), day="on_day"),
    "contact_log": Way(("account_id",), day="on_day"),
    "sales_batch": Way(("account_id",), day="records"),
    "contact_link": Way(("from_contact_id", "to_contact_id")),
    **dict.fromkeys(("contact_tie", "map_place", "personal_basis", "phase_attitude"), _CONTACT),
    "complaint_event": Way(("complaint_id",)),
    **dict.fromkeys(("contract_amendment", "contract_clause", "contract_duty"), _CONTRACT),
    **dict.fromkeys(("contract_event", "contract_line", "contract_value"), _CONTRACT),
    **dict.fromkeys(("objective", "plan_member", "plan_review", "plan_text", "plan_version"), _PLAN),
    "plan_measure": Way(("objective_id",)),
    **dict.fromkeys(("service_commitment", "service_document"), Way(("request_id",))),
}


@dataclass
class Selection:
    """The rows of a scope: whole ones, and those that come only ``until`` an entry."""

    rows: set[Id] = field(default_factory=set)
    until: dict[Id, Id] = field(default_factory=dict)

    def holds(self, entry_id: bytes, row_id: bytes) -> bool:
        """Whether an entry of a selected row is in."""
        last = self.until.get(Id(row_id))
        return last is None or row_id in self.rows or entry_id <= last

    def all_rows(self) -> list[Id]:
        """Every row of which anything is in."""
        return sorted(self.rows | self.until.keys())


def select_rows(
    connection: Connection, scope: Scope, on_look: Callable[[], object] = lambda: None
) -> Selection:
    """The rows that ``scope`` comes to. Raises ``NotFound`` for an account or manager nobody knows.

    ``on_look`` is called now and then, and may raise to stop.
    """
    return _Selecting(connection, scope, on_look).run()


@dataclass
class _Absent:
    """A row that is not in its table: what it belonged to last, by column, and its day if it had one."""

    entity: str
    belongs: dict[str, Id] = field(default_factory=dict)
    days: Sequence[str] = ()


class _Selecting:
    def __init__(self, connection: Connection, scope: Scope, on_look: Callable[[], object]) -> None:
        self.connection = connection
        self.scope = scope
        self.on_look = on_look
        self.groups = all_groups(connection)
        self.selection = Selection()
        self.within: dict[str, set[Id]] = {}
        self.managers: set[Id] = set()

    def run(self) -> Selection:
        self.managers = self._named(self.scope.manager_ids)
        absent, managed, erased = self._scan()
        self._choose_accounts(absent, managed)
        self.within["manager"] = self.managers
        by_entity: dict[str, dict[Id, _Absent]] = {}
        for row_id, row in absent.items():
            by_entity.setdefault(row.entity, {})[row_id] = row
        for entity, way in WAYS.items():
            self.on_look()
            found = self._there(entity, way)
            gone = {**by_entity.get(entity, {}), **self._without_owner(entity, way)}
            if not way.columns:
                found |= gone.keys()
            else:
                self._tell(entity, way, gone)
                found |= {row_id for row_id, row in gone.items() if self._belongs(entity, way, row)}
            if entity != "manager":
                self.within[entity] = found
            self.selection.rows |= found
        # Nothing is left of what was erased but that it was: it comes to everybody, so that it stays away.
        self.selection.rows |= erased
        self._close(erased)
        for row_id in self.selection.until.keys() & self.selection.rows:
            del self.selection.until[row_id]
        return self.selection

    def _named(self, ids: Iterable[Id]) -> set[Id]:
        """The rows said to be one with these, all of which are known."""
        wanted = set(ids)
        if wanted - known_rows(self.connection, wanted):
            raise NotFound(
                _("What was asked for is not in this file."),
                hint=_("It may have been deleted. Choose again."),
                where="scope",
            )
        stands = {self.groups.stands.get(row_id, row_id) for row_id in wanted}
        return stands | {part for row_id in stands for part in self.groups.parts.get(row_id, ())}

    def _scan(self) -> tuple[dict[Id, _Absent], set[Id], set[Id]]:
        """One look through the journal: rows not in their tables, accounts that some manager ever had by an
        entry, and erased rows."""
        managers = [row_id.hex() for row_id in self.managers]
        condition = "op NOT IN (1, 2)"
        parameters: tuple[str, ...] = ()
        if managers:
            marks = ", ".join("?" * len(managers))
            quoted = tuple(f'"{one}"' for one in managers)
            condition += f" OR (entity = 'account' AND op = 2 AND field IN (?, ?) AND value IN ({marks}))"
            condition += "".join(
                f" OR (entity = 'account' AND op = 1 AND json_extract(value, '$.{name}') IN ({marks}))"
                for name in _MANAGED
            )
            parameters = (*_MANAGED, *quoted, *managers, *managers)
        query = f"SELECT DISTINCT row_id, entity, op FROM journal_entry WHERE {condition}"
        candidates: dict[str, set[Id]] = {}
        managed: set[Id] = set()
        erased: set[Id] = set()
        for row_id, entity, op in self.connection.exec_driver_sql(query, parameters):
            if op in (Op.CREATE, Op.SET):
                managed.add(Id(row_id))
                continue
            candidates.setdefault(entity, set()).add(Id(row_id))
            if op in _ERASED:
                erased.add(Id(row_id))
        absent: dict[Id, _Absent] = {}
        for entity, ids in candidates.items():
            there = present_rows(self.connection, schema()[entity].table, ids)
            absent.update((row_id, _Absent(entity)) for row_id in ids - there - erased)
        self.on_look()
        return absent, managed, erased

    def _choose_accounts(self, absent: Mapping[Id, _Absent], managed: set[Id]) -> None:
        table = schema()["account"].table
        query = select(table.c.id)
        if self.scope.all_accounts:
            chosen = {Id(row_id) for row_id in self.connection.scalars(query)}
        else:
            chosen = self._named(self.scope.account_ids)
            wanted: list[tuple[Any, Iterable[Any]]] = [(table.c[name], self.managers) for name in _MANAGED]
            for column, values in (*wanted, (table.c.segment, self.scope.segments)):
                for chunk in chunks(values):
                    chosen.update(map(Id, self.connection.scalars(query.where(column.in_(chunk)))))
        chosen |= {part for row_id in chosen for part in self.groups.parts.get(row_id, ())}
        # An account merged into somebody else's comes bare: who had it learns where it went.
        bare: set[Id] = set()
        gone = {row_id for row_id, row in absent.items() if row.entity == "account"}
        for row_id, log in self._logs(sorted((gone | managed) - chosen)):
            state = fold_row(log)
            heads = {head.id for name in _MANAGED for head in state.heads.get(name, ())}
            in_scope = self.scope.all_accounts or state.values.get("segment") in self.scope.segments
            in_scope = in_scope or any(entry.id in heads and self._is_managed(entry) for entry in log)
            if in_scope:
                (bare if row_id in self.groups.stands else chosen).add(row_id)
            elif (last := self._given_away(log)) is not None:
                self.selection.until[row_id] = last
        self.within["account"] = chosen
        self.selection.rows |= chosen | bare

    def _is_managed(self, entry: Entry) -> bool:
        """Whether the entry gives an account to a manager of the scope."""
        if entry.op == Op.CREATE:
            values = [entry.value.get(name) for name in _MANAGED]
        else:
            values = [entry.value] if entry.op == Op.SET and entry.field in _MANAGED else []
        return any(value is not None and bytes.fromhex(value) in self.managers for value in values)

    def _given_away(self, log: Sequence[Entry]) -> Id | None:
        """The last entry that took the account from a manager of the scope."""
        had = {entry.id for entry in log if self._is_managed(entry)}
        taking = (entry for entry in log if entry.field in _MANAGED and had.intersection(entry.parents))
        return max((entry.id for entry in taking), default=None)

    def _there(self, entity: str, way: Way) -> set[Id]:
        """The rows of a table that are in by what the table says."""
        table = schema()[entity].table
        if not way.columns or (self.scope.all_accounts and not way.day):
            return {Id(row_id) for row_id in self.connection.scalars(select(table.c.id))}
        targets = {column: self._target(entity, column) for column in way.columns}
        found: set[Id] = set()
        day = table.c.get(way.day, table.c.id)
        for column, within in targets.items():
            query = select(table.c.id, day, *(table.c[name] for name in way.columns))
            for chunk in [[]] if self.scope.all_accounts else chunks(within):
                narrowed = query if self.scope.all_accounts else query.where(table.c[column].in_(chunk))
                for row_id, on_day, *refers in self.connection.execute(narrowed):
                    fits = way.any_of or all(
                        other is None or other in targets[name]
                        for name, other in zip(way.columns, refers, strict=True)
                    )
                    if fits and (not isinstance(on_day, date) or self.scope.covers_day(on_day)):
                        found.add(Id(row_id))
        if way.day == "records":
            found = self._with_records(found)
        return found

    def _without_owner(self, entity: str, way: Way) -> dict[Id, _Absent]:
        """The rows of a table that have lost what they belonged to: they go where they belonged last."""
        table = schema()[entity].table
        if not way.columns or not all(table.c[name].nullable for name in way.columns):
            return {}
        query = select(table.c.id).where(*(table.c[name].is_(None) for name in way.columns))
        return {Id(row_id): _Absent(entity) for row_id in self.connection.scalars(query)}

    def _with_records(self, row_ids: set[Id]) -> set[Id]:
        """Those of the batches of sales that have a record in the period."""
        first, last = self.scope.first, self.scope.last
        if first is None and last is None:
            return row_ids
        text = (
            "SELECT DISTINCT e.row_id FROM journal_entry e, json_each(e.value, ?) r"
            " WHERE e.row_id IN ({}) AND json_extract(r.value, '$[0]') BETWEEN ? AND ? AND e.op = ?"
        )
        days = ((first or date.min).isoformat(), (last or date.max).isoformat())
        found: set[Id] = set()
        for chunk in chunks(row_ids):
            query = text.format(", ".join("?" * len(chunk)))
            for path, op in (("$.records", Op.CREATE), ("$", Op.SET)):
                parameters = (path, *chunk, *days, int(op))
                found.update(Id(row[0]) for row in self.connection.exec_driver_sql(query, parameters))
        return found

    def _target(self, entity: str, column: str) -> set[Id]:
        (target,) = (one.target for one in schema()[entity].references if one.column == column)
        return self.within[target]

    def _tell(self, entity: str, way: Way, gone: Mapping[Id, _Absent]) -> None:
        """Find out what rows that are not in their table belonged to last."""
        wanted = {*way.columns, way.day} - {"", "records"}
        for row_id, log in self._logs(sorted(gone), without="records"):
            for entry in log:
                told = entry.value if entry.op == Op.CREATE else {entry.field: entry.value}
                if entry.op not in (Op.CREATE, Op.SET):
                    continue
                for name in wanted & told.keys():
                    if name == way.day:
                        gone[row_id].days = (told[name],) if told[name] else ()
                    elif told[name]:
                        gone[row_id].belongs[name] = Id(bytes.fromhex(told[name]))
        if way.day == "records" and gone:
            having = self._with_records(set(gone))
            for row_id in gone.keys() - having:
                gone[row_id].belongs.clear()

    def _belongs(self, entity: str, way: Way, row: _Absent) -> bool:
        fits = [target in self._target(entity, name) for name, target in row.belongs.items()]
        if not (any(fits) if way.any_of else fits and all(fits)) and not self.scope.all_accounts:
            return False
        if way.day == "records":
            return bool(row.belongs)
        return all(self.scope.covers_day(date.fromisoformat(day)) for day in row.days)

    def _close(self, erased: set[Id]) -> None:
        """Take in, bare, whatever the entries of selected rows refer to."""
        waiting = set(self.selection.all_rows()) - erased
        while waiting:
            self.on_look()
            found: set[Id] = set()
            for _row_id, log in self._logs(sorted(waiting), without="records"):
                for entry in log:
                    if self.selection.holds(entry.id, entry.row_id):
                        found.update(_referred(entry))
            waiting = found - self.selection.rows
            self.selection.rows |= waiting
            waiting -= erased

    def _logs(self, row_ids: Sequence[Id], without: str = "") -> Iterator[tuple[Id, list[Entry]]]:
        """The logs of rows, chunk by chunk; ``without`` a field of creations whose values are long."""
        for chunk in chunks(row_ids):
            if without:
                logs = _short_logs(self.connection, chunk, without)
            else:
                logs = load_logs(self.connection, chunk)
            yield from logs.items()


def _short_logs(connection: Connection, row_ids: Sequence[Id], without: str) -> dict[Id, list[Entry]]:
    """Entries without long values and without their parents: what they refer to is all that is asked."""
    marks = ", ".join("?" * len(row_ids))
    text = (
        "SELECT id, entity, row_id, op, field, CASE WHEN entity = 'sales_batch' AND op = 1 THEN"
        f" json_remove(value, '$.{without}') WHEN field = '{without}' THEN 'null' ELSE value END"
        f" FROM journal_entry WHERE row_id IN ({marks}) AND op IN (1, 2, 6) ORDER BY id"
    )
    logs: dict[Id, list[Entry]] = {}
    for id_, entity, row_id, op, name, value in connection.exec_driver_sql(text, tuple(row_ids)):
        entry = Entry(Id(id_), entity, Id(row_id), op, name, from_json_text(value), ())
        logs.setdefault(entry.row_id, []).append(entry)
    return logs


def _referred(entry: Entry) -> Iterator[Id]:
    """The rows that an entry refers to."""
    shape = schema()[entry.entity]
    if entry.op == Op.CREATE:
        yield from (row_id for _reference, row_id in shape.referred(entry.value))
    elif entry.op == Op.SET:
        yield from (row_id for _reference, row_id in shape.referred({entry.field: entry.value}))
    elif entry.op == Op.ALIAS and entry.value["row"]:
        yield Id(bytes.fromhex(entry.value["row"]))
