"""Which column of a sheet is which field: guessed from the headings, overruled by the user."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from workbench.domain.import_columns import COLUMNS, NEEDED, column_of
from workbench.domain.imports import Column, ImportKind, Problem, ProblemCode, header_factor, header_key
from workbench.exchange.table import column_letter
from workbench.foundation.errors import BadInput
from workbench.foundation.i18n import _

_HEADERS_SHOWN = 40


@dataclass(frozen=True)
class MappedColumn:
    """One column in use: where it stands (from 0), its heading, and what its amounts are multiplied by."""

    column: Column
    index: int
    header: str
    factor: int = 1


@dataclass(frozen=True)
class ColumnMapping:
    """The columns in use by field, the headings nobody asked for, and what is wrong with the heading row."""

    kind: ImportKind
    columns: Mapping[str, MappedColumn]
    unknown: tuple[str, ...]
    problems: tuple[Problem, ...] = ()

    def header_of(self, field: str) -> str:
        """The heading of the field, or the field's own name where the sheet has no such column."""
        found = self.columns.get(field)
        return found.header if found else field


def map_columns(
    kind: ImportKind,
    headers: Sequence[str],
    chosen: Mapping[str, str] | None = None,
    *,
    header_row: int = 1,
    where: str = "",
    must_know: bool = True,
) -> ColumnMapping:
    """The mapping of ``headers``. ``chosen`` (heading → field, empty field = leave out) wins over guesses.

    A heading met twice for one field is a problem; the first is used. Raises ``BadInput`` for a choice that
    names no heading or no field, and with ``must_know`` where no column at all is known.
    """
    keys = [header_key(header) for header in headers]
    found: dict[str, MappedColumn] = {}
    taken: set[int] = set()
    for header, field in (chosen or {}).items():
        index = _index_of(header, headers, keys, where)
        taken.add(index)
        if field:
            column = column_of(kind, field)
            if column is None:
                raise BadInput(
                    _("There is no field “{field}”.").format(field=field),
                    hint=_("The fields are: {names}.").format(names=_fields(kind)),
                    where=where,
                )
            found[field] = MappedColumn(column, index, headers[index], header_factor(headers[index]))
    problems: list[Problem] = []
    for column in COLUMNS[kind]:
        if column.field in found:
            continue
        for name in column.names:
            places = [index for index, key in enumerate(keys) if key == name and index not in taken]
            if not places:
                continue
            index = places[0]
            found[column.field] = MappedColumn(column, index, headers[index], header_factor(headers[index]))
            taken.update(places)
            problems += [
                Problem(
                    header_row,
                    headers[index],
                    ProblemCode.DUPLICATE_COLUMN,
                    _(
                        "The heading “{header}” stands over columns {first} and {second}; the first is used."
                    ).format(header=headers[index], first=column_letter(index), second=column_letter(other)),
                )
                for other in places[1:]
            ]
            break
    if kind is ImportKind.CONTACTS:
        _read_split_names(found)
    if not found and must_know:
        raise BadInput(
            _("No column of this sheet is known. Its headings are: {names}.").format(
                names=_shown(headers) or _("(none)")
            ),
            hint=_("Name the columns: {names}. Or choose the sheet, the delimiter or the kind anew.").format(
                names=_fields(kind)
            ),
            where=where,
        )
    used = {mapped.index for mapped in found.values()}
    unknown = tuple(header for index, header in enumerate(headers) if header and index not in used)
    return ColumnMapping(kind, found, unknown, tuple(problems))


def guess_kind(headers: Sequence[str]) -> ImportKind:
    """The kind of rows whose columns the headings name best: the needed ones first, then the most."""

    def fit(kind: ImportKind) -> tuple[bool, int]:
        known = map_columns(kind, headers, must_know=False).columns
        return all(any(name in known for name in group) for group in NEEDED[kind]), len(known)

    return max(ImportKind, key=fit)


def _read_split_names(found: dict[str, MappedColumn]) -> None:
    # Beside first and last names, a bare “Name” is the company's.
    company = column_of(ImportKind.CONTACTS, "account_name")
    if company and {"last_name", "first_name", "name"} <= found.keys() and company.field not in found:
        found[company.field] = replace(found.pop("name"), column=company)


def _index_of(header: str, headers: Sequence[str], keys: Sequence[str], where: str) -> int:
    if header in headers:
        return headers.index(header)
    key = header_key(header)
    if key in keys:
        return keys.index(key)
    raise BadInput(
        _("The sheet has no column “{header}”.").format(header=header),
        hint=_("Its headings are: {names}.").format(names=_shown(headers)),
        where=where,
    )


def _shown(headers: Sequence[str]) -> str:
    """The first headings, each cut to a length that a message bears."""
    filled = [header for header in headers if header]
    shown = [header if len(header) <= 40 else header[:40] + "…" for header in filled[:_HEADERS_SHOWN]]
    return ", ".join(shown) + (" …" if len(filled) > _HEADERS_SHOWN else "")


def _fields(kind: ImportKind) -> str:
    return ", ".join(column.field for column in COLUMNS[kind])
