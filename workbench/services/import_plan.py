"""What an import would do, worked out before anything is written, and then done in one change."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any

from workbench.domain.account_matching import AccountDirectory, AccountKeys, name_key
from workbench.domain.imports import Answer, Candidate, Problem, ProblemCode, Question
from workbench.domain.sales import SaleRecord
from workbench.exchange.rows import ParsedRow
from workbench.foundation.i18n import _, bracketed, listed
from workbench.foundation.ids import Id, free_id
from workbench.services.import_source import Source
from workbench.storage.queries.imports import list_manager_names, rows_by_id
from workbench.storage.session import ReadingSession
from workbench.storage.unit_of_work import Change

_NAMES_SHOWN = 10


@dataclass(slots=True)
class PlannedRow:
    """A row that is taken. ``values`` by column are always meant, ``initial`` only for a new row,
    ``fills`` for a new row and where the row that stands has nothing."""

    id: Id
    values: dict[str, Any]
    initial: dict[str, Any] = field(default_factory=dict)
    fills: dict[str, Any] = field(default_factory=dict)


@dataclass
class ImportPlan:
    """The outcome, filled row by row. ``amounts``: fen of the rows taken, by currency; ``no_currency``: rows
    with an amount that name none; ``stated_on``: as of when rows speak that do not say so."""

    source: Source
    entity: str
    answers: Mapping[str, Id | Answer] = field(default_factory=dict)
    created: dict[Id, dict[str, Any]] = field(default_factory=dict)
    updated: dict[Id, dict[str, Any]] = field(default_factory=dict)
    managers: dict[Id, str] = field(default_factory=dict)
    sales: dict[Id, list[SaleRecord]] = field(default_factory=dict)
    created_count: int = 0
    updated_count: int = 0
    unchanged_count: int = 0
    no_currency: int = 0
    rejected: list[ParsedRow] = field(default_factory=list)
    amounts: Counter[str] = field(default_factory=Counter)
    lines: dict[int, str] = field(default_factory=dict)
    stated_on: date | None = None
    questions: dict[str, Question] = field(default_factory=dict)
    _taken: dict[Id, tuple[int, Mapping[str, Any]]] = field(default_factory=dict)

    def reject(
        self, row: ParsedRow, name: str = "", code: ProblemCode | None = None, message: str = ""
    ) -> None:
        """Leave the row out, for the problems it has and the one given."""
        if code is not None:
            row.problems.append(self.source.problem(row, name, code, message))
        self.rejected.append(row)

    def ask(
        self,
        row: ParsedRow,
        name: str,
        candidates: Iterable[Candidate],
        *,
        message: str,
        may_be_new: bool = False,
        once: bool = False,
    ) -> Id | Answer | None:
        """What was answered about the row's field; ``None`` after the row has been rejected as ambiguous.

        ``once``: the answer holds for every row that says the same there.
        """
        text = str(row.values.get(name, ""))
        key = f"{name}={text}" if once else f"{name}@{row.number}"
        asked = self.questions.get(key)
        if asked is None:
            known = tuple(sorted(candidates, key=lambda one: (one.label, one.id)))
            answer = self.answers.get(key)
            is_fit = answer in {one.id for one in known} or (answer is Answer.NEW and may_be_new)
            column = self.source.header_of(name)
            asked = Question(key, row.number, 0, column, text, known, may_be_new, answer if is_fit else None)
        self.questions[key] = replace(asked, rows=asked.rows + 1)
        if asked.answer is None:
            self.reject(row, name, ProblemCode.AMBIGUOUS, message)
        return asked.answer

    def take(self, row: ParsedRow, row_id: Id, key_field: str) -> bool:
        """Whether the row is the first of its key. A second one is skipped if equal, else rejected."""
        first = self._taken.setdefault(row_id, (row.number, row.values))
        if first[0] == row.number:
            return True
        if first[1] == row.values:
            self.unchanged_count += 1
        else:
            self.reject(row, key_field, ProblemCode.DUPLICATE_KEY, twice_message(first[0]))
        return False

    def problems(self) -> list[Problem]:
        """All problems, those of the heading first, then by row."""
        heading = list(self.source.mapping.problems)
        if self.source.joined is not None:
            heading += self.source.joined[1].problems
        return heading + [problem for row in self.rejected for problem in row.problems]

    def compare(self, session: ReadingSession, planned: Iterable[PlannedRow]) -> None:
        """Sort the rows taken into new, changed and unchanged ones."""
        rows = list(planned)
        standing = rows_by_id(session, self.entity, [row.id for row in rows])
        for row in rows:
            current = standing.get(row.id)
            if current is None:
                self.created[row.id] = row.initial | row.fills | row.values
                self.created_count += 1
                continue
            moved = "district_code" in row.values and current["district_code"] != row.values["district_code"]
            wanted = row.values | {name: v for name, v in row.fills.items() if moved or not current[name]}
            changes = {name: value for name, value in wanted.items() if current[name] != value}
            if "tier" in changes:
                # The reason and day of the old decision do not carry the new tier.
                changes |= {"tier_reason": "", "tier_confirmed_on": None}
            if changes:
                self.updated[row.id] = changes
                self.updated_count += 1
            else:
                self.unchanged_count += 1

    def write(self, change: Change) -> None:
        """Do what was worked out. Managers that no row taken names are left out."""
        watch, total = self.source.watch, self.source.table.row_count
        rows = [*self.created.values(), *self.updated.values()]
        named = {row.get(column) for row in rows for column in ("manager_id", "second_manager_id")}
        managers = [(id_, {"name": name}) for id_, name in self.managers.items() if id_ in named]
        change.create_many("manager", managers)
        change.create_many(self.entity, watch.through(self.created.items(), total))
        change.preload(self.updated)
        for row_id, values in watch.through(self.updated.items(), total):
            change.set(self.entity, row_id, values)
        if self.sales:
            # In the order in which the table keeps them: each goes to its end.
            change.add_sales_of(watch.through(sorted(self.sales.items()), total))
        watch.look(total, total, stage=1)


class ManagerNames:
    """Our people by name; who is unknown gets the id that follows from the name."""

    def __init__(self, session: ReadingSession, plan: ImportPlan) -> None:
        known = list_manager_names(session)
        self._ids = {name_key(name): id_ for id_, name in known}
        # Who has another name by now keeps the id of the old one.
        self._standing = {id_ for id_, _name in known}
        self._plan = plan

    def id_of(self, name: str) -> Id:
        """The manager's id; a new one is planned."""
        key = name_key(name)
        if key not in self._ids:
            self._ids[key] = free_id(self._standing, "manager", name)
            self._plan.managers[self._ids[key]] = name
        return self._ids[key]


class AccountFinder:
    """The account that a row refers to, by the fields ``account`` and ``account_name``."""

    def __init__(self, accounts: Sequence[AccountKeys], plan: ImportPlan) -> None:
        self._directory = AccountDirectory(accounts)
        self._merged = {account.id: account for account in accounts if account.parts}
        self._plan = plan
        self._known: dict[tuple[str, str], list[AccountKeys]] = {}
        self._by_code: dict[str, Id] = {}

    @property
    def merged(self) -> Iterable[Id]:
        """The accounts that others became part of."""
        return self._merged

    def origins(self, row: ParsedRow, account_id: Id) -> list[Id]:
        """The ids that what the row brings to its account may be known under: see ``AccountKeys``."""
        account = self._merged.get(account_id)
        return account.origins(row.values.get("account", "")) if account is not None else [account_id]

    def may_mean(self, row: ParsedRow) -> set[Id]:
        """The accounts that a row may refer to, whatever else is wrong in it."""
        told = row.values.get("account") or row.values.get("account_name", "")
        return {hit.id for hit in self._directory.referred(told)} if told else set()

    def find(self, row: ParsedRow) -> Id | None:
        """The account, or ``None`` after the row has been rejected."""
        code = row.values.get("account", "")
        found = self._by_code.get(code)
        if found is not None:
            return found
        name = row.values.get("account_name", "")
        key = (code, name)
        hits = self._known.get(key)
        if hits is None:
            hits = self._directory.referred(code) if code else []
            # A code that nobody has is not overruled by a name: the row may mean another account.
            if not code:
                hits = self._directory.referred(name)
            self._known[key] = hits
        if len(hits) == 1:
            if code:
                self._by_code[code] = hits[0].id
            return hits[0].id
        column = "account" if code else "account_name"
        if hits:
            answer = self._plan.ask(
                row, column, candidates_of(hits), message=several_message(hits), once=True
            )
            return None if isinstance(answer, Answer) else answer
        message = _("There is no account “{name}”. Import the accounts first.").format(name=code or name)
        self._plan.reject(row, column, ProblemCode.UNKNOWN_ACCOUNT, message)
        return None


def candidates_of(hits: Iterable[AccountKeys]) -> list[Candidate]:
    """The accounts as a person tells them apart."""
    return [Candidate(hit.id, _told(hit)) for hit in hits]


def _told(hit: AccountKeys) -> str:
    return bracketed(hit.name, hit.code or hit.city)


def several_message(hits: Iterable[AccountKeys]) -> str:
    """That a row may mean any of these accounts."""
    names = sorted(map(_told, hits))
    shown = listed(names[:_NAMES_SHOWN]) + (" …" if len(names) > _NAMES_SHOWN else "")
    return _("Several accounts could be meant: {names}. Give the customer code.").format(names=shown)


def several_people(candidates: Iterable[Candidate]) -> str:
    """That a row may mean any of these people."""
    names = sorted(one.label for one in candidates)
    shown = listed(names[:_NAMES_SHOWN]) + (" …" if len(names) > _NAMES_SHOWN else "")
    return _("Several people could be meant: {names}. Name the account, or give the id.").format(names=shown)


def twice_message(first_row: int) -> str:
    """That the key of a row has been met before."""
    return _("Row {row} has the same key and says something else.").format(row=first_row)
