"""The file of an import: opened, its columns mapped, its rows read with progress and cancel."""

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TypeVar

from workbench.domain.import_columns import COLUMNS, JOINABLE, NEEDED
from workbench.domain.import_currency import DEFAULT_CURRENCY, header_currency
from workbench.domain.imports import Answer, ImportKind, Problem, ProblemCode, header_key
from workbench.exchange.column_mapping import ColumnMapping, guess_kind, map_columns
from workbench.exchange.rows import HEAD_FIELDS, DocumentHeads, ParsedRow, parse_rows
from workbench.exchange.spreadsheet import read_table
from workbench.exchange.table import Table
from workbench.foundation.errors import BadInput, Cancelled
from workbench.foundation.i18n import _
from workbench.foundation.ids import Id

_ROWS_BETWEEN_LOOKS = 500
_AMOUNTS = ("owed", "amount", "unit_price")
Recall = Callable[[Sequence[str]], Mapping[ImportKind, Mapping[str, str]]]
Item = TypeVar("Item")


@dataclass(frozen=True)
class ImportOptions:
    """What the user says about the file.

    ``columns``: heading → field, an empty field leaves the column out. ``join``: for sales whose lines do
    not say account and date, the file of the document heads, joined by document number. ``answers``: to
    questions of an earlier preview, by their keys; rows of questions without an answer are left out.
    ``recall``: whether what was learnt of sheets with these headings is used. ``currency``: that of amounts
    whose row names none; empty takes what their heading says, else CNY.
    """

    columns: Mapping[str, str] = field(default_factory=dict)
    sheet: str | None = None
    encoding: str | None = None
    join: Path | None = None
    answers: Mapping[str, Id | Answer] = field(default_factory=dict)
    recall: bool = True
    currency: str = ""


@dataclass(frozen=True)
class Watch:
    """Who looks on: told how far the work is (done, total), asked whether to go on.

    ``stages``: reading alone, or reading and writing; each counts as much as the sheet has rows.
    """

    progress: Callable[[int, int], object] | None = None
    cancelled: Callable[[], bool] | None = None
    stages: int = 1

    def look(self, done: int, total: int, stage: int = 0) -> None:
        """Report, and raise ``Cancelled`` if the user has stopped the work."""
        if self.cancelled is not None and self.cancelled():
            raise Cancelled(_("The import was stopped. Nothing was changed."))
        if self.progress is not None:
            self.progress(stage * total + min(done, total), self.stages * total)

    def through(self, items: Collection[Item], total: int) -> Iterator[Item]:
        """The items on their way to be written."""
        for count, item in enumerate(items):
            if count % _ROWS_BETWEEN_LOOKS == 0:
                self.look(total * count // len(items), total, stage=1)
            yield item


@dataclass(frozen=True)
class Source:
    """An opened file of one kind of rows; ``joined`` is the file of document heads, if any.

    ``headers`` are those of both files, ``chosen`` is what was said of them now or before, ``remembered``
    the part of it that was said before (heading → field). ``currency`` is that of rows that name none.
    """

    kind: ImportKind
    table: Table
    mapping: ColumnMapping
    watch: Watch
    joined: tuple[Table, ColumnMapping] | None = None
    headers: tuple[str, ...] = ()
    chosen: Mapping[str, str] = field(default_factory=dict)
    remembered: Mapping[str, str] = field(default_factory=dict)
    currency: str = DEFAULT_CURRENCY

    def rows(self) -> Iterator[ParsedRow]:
        """All filled rows, each with its problems: bad cells, and needed fields that are empty."""
        heads = None
        if self.joined is not None:
            table, mapping = self.joined
            heads = DocumentHeads(parse_rows(table, mapping), table.path.name)
        total = self.table.row_count
        needed = NEEDED[self.kind]
        usual = {group[0] for group in needed}
        for count, row in enumerate(parse_rows(self.table, self.mapping)):
            if count % _ROWS_BETWEEN_LOOKS == 0:
                self.watch.look(row.number, total)
            if heads is not None and not heads.complete(row, self.mapping.header_of("number")):
                yield row
                continue
            if not usual <= row.values.keys():
                for group in needed:
                    if row.values.keys().isdisjoint(group):
                        self._complain_if_missing(row, group)
            yield row
        self.watch.look(total, total)

    def _complain_if_missing(self, row: ParsedRow, group: tuple[str, ...]) -> None:
        headers = [self.header_of(name) for name in group if self.has(name)]
        if any(problem.column in headers for problem in row.problems):
            return
        if group[0] == "account":
            code, message = ProblemCode.NO_ACCOUNT, _("The row names no account.")
        else:
            code, message = ProblemCode.MISSING, _("This cell must not be empty.")
        row.problems.append(Problem(row.number, headers[0], code, message))

    def without_rows(self) -> "Source":
        """The source when its rows have been read: headings and mapping, without the sheet's content."""
        joined = None if self.joined is None else (_emptied(self.joined[0]), self.joined[1])
        return replace(self, table=_emptied(self.table), joined=joined)

    def has(self, name: str) -> bool:
        """Whether the sheet, or the one joined to it, has the field."""
        return name in self.mapping.columns or (
            self.joined is not None and name in HEAD_FIELDS and name in self.joined[1].columns
        )

    def header_of(self, name: str) -> str:
        """The heading of a field, for problems."""
        if name not in self.mapping.columns and self.joined is not None:
            return self.joined[1].header_of(name)
        return self.mapping.header_of(name)

    def problem(self, row: ParsedRow, name: str, code: ProblemCode, message: str) -> Problem:
        """A problem in the row's cell of that field."""
        return Problem(row.number, self.header_of(name), code, message)


def open_source(
    kind: ImportKind | None,
    path: Path,
    options: ImportOptions,
    watch: Watch,
    recall: Recall,
    *,
    complete: bool = True,
) -> Source:
    """Open the file and map its columns. Raises ``BadInput``, ``NotFound``, ``ReadOnly``.

    ``kind``: ``None`` finds it out by the headings. ``recall`` tells what was chosen for sheets with these
    headings. ``complete``: whether a sheet that lacks a needed column is refused.
    """
    table = read_table(path, sheet=options.sheet, encoding=options.encoding)
    heads = None if options.join is None else read_table(options.join, encoding=options.encoding)
    headers = table.headers if heads is None else (*table.headers, *heads.headers)
    learnt = recall(headers) if options.recall else {}
    if kind is None:
        kind = guess_kind(table.headers)
        kind = next(iter(learnt), kind) if kind not in learnt else kind
    if table.is_cards and kind is not ImportKind.CONTACTS:
        raise BadInput(
            _("Address cards hold contacts and nothing else."),
            hint=_("Import this file as contacts."),
            where=path.name,
        )
    here = {header_key(header): header for header in reversed(headers)}
    named = {header_key(header) for header in options.columns}
    remembered = {
        here[key]: name
        for header, name in learnt.get(kind, {}).items()
        if (key := header_key(header)) in here and key not in named
    }
    chosen = {**remembered, **options.columns}
    if heads is None:
        source = Source(kind, table, _map(kind, table, chosen, must_know=complete), watch)
    else:
        if kind not in JOINABLE:
            raise BadInput(
                _("Only sales can be joined with a second file."),
                hint=_("Leave out the file to join."),
                where=path.name,
            )
        lines = {header_key(header) for header in table.headers}
        mine = {header: name for header, name in chosen.items() if header_key(header) in lines}
        theirs = {header: name for header, name in chosen.items() if header not in mine}
        mapping = _map(kind, table, mine, must_know=complete)
        joined = _map(kind, heads, theirs, must_know=complete)
        for side in (mapping, joined):
            if complete and "number" not in side.columns:
                raise _missing_column(kind, "number", heads if side is joined else table)
        source = Source(kind, table, mapping, watch, (heads, joined))
    currency = options.currency or _currency_of(source)
    source = replace(source, headers=headers, chosen=chosen, remembered=remembered, currency=currency)
    for group in NEEDED[kind]:
        if complete and not any(source.has(name) for name in group):
            raise _missing_column(kind, group[0], table)
    return source


def _currency_of(source: Source) -> str:
    """The currency that the headings over the amounts name, else the usual one."""
    named = (header_currency(source.header_of(name)) for name in _AMOUNTS if source.has(name))
    return next(filter(None, named), DEFAULT_CURRENCY)


def _emptied(table: Table) -> Table:
    return replace(table, records=lambda: iter(()))


def _map(
    kind: ImportKind, table: Table, chosen: Mapping[str, str], *, must_know: bool = True
) -> ColumnMapping:
    return map_columns(
        kind,
        table.headers,
        chosen,
        header_row=table.header_row,
        where=table.path.name,
        must_know=must_know,
    )


def _missing_column(kind: ImportKind, name: str, table: Table) -> BadInput:
    chinese = next(column.chinese for column in COLUMNS[kind] if column.field == name)
    hint = _("Its headings are: {names}. Say which of them it is, or add it.").format(
        names=", ".join(header for header in table.headers if header)
    )
    if kind in JOINABLE and name in HEAD_FIELDS:
        hint += " " + _("If it stands in a second file, with the document numbers, join that file.")
    return BadInput(
        _("The sheet has no column “{field}” ({chinese}).").format(field=name, chinese=chinese),
        hint=hint,
        where=table.path.name,
    )
