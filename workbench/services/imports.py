"""Importing sheets: what would happen, and doing it as one journal transaction that undo takes back whole.

The rows are read, checked and compared with the workspace before anything is written; a row with a problem
is left out as a whole and can be mended in the file of rejected rows.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from functools import partial
from pathlib import Path

from workbench.domain.imports import Answer, Candidate, ImportKind, Problem, Question
from workbench.domain.journal import ChangeSummary
from workbench.exchange.table import header_text
from workbench.foundation.clock import Clock
from workbench.foundation.garbage import without_garbage_collection
from workbench.foundation.i18n import _
from workbench.foundation.ids import Id
from workbench.services.backups import BackupKind, backup_before
from workbench.services.import_accounts import plan_accounts
from workbench.services.import_contacts import plan_contacts
from workbench.services.import_links import plan_links
from workbench.services.import_memory import learn, recall
from workbench.services.import_plan import ImportPlan
from workbench.services.import_records import plan_records
from workbench.services.import_rejects import write_rejects
from workbench.services.import_sales import plan_sales
from workbench.services.import_source import ImportOptions, Source, Watch, open_source
from workbench.services.outputs import check_output
from workbench.storage.queries.imports import journal_state
from workbench.storage.session import ReadingSession
from workbench.storage.workspace import Workspace

__all__ = [
    "Answer",
    "Candidate",
    "ImportKind",
    "ImportOptions",
    "ImportPreview",
    "ImportResult",
    "Problem",
    "Question",
    "SheetView",
    "prepare_import",
    "run_import",
    "view_sheet",
]

_ENTITIES = {
    ImportKind.ACCOUNTS: "account",
    ImportKind.CONTACTS: "contact",
    ImportKind.LINKS: "contact_link",
    ImportKind.SALES: "sales_batch",
    ImportKind.VISITS: "visit",
    ImportKind.COMPLAINTS: "complaint",
    ImportKind.CONTRACTS: "contract",
    ImportKind.STOCK: "stock_count",
    ImportKind.RECEIVABLES: "receivable",
}
_ROWS_SHOWN = 20


@dataclass(frozen=True)
class SheetView:
    """A file as found, for looking at the mapping before anything else.

    ``columns``: field → heading; ``first_rows``: the first rows as text; ``sheets``: all sheets of the file;
    ``remembered``: heading → field as chosen when such a sheet came in last.
    """

    path: Path
    kind: ImportKind
    headers: tuple[str, ...]
    columns: Mapping[str, str]
    unknown: tuple[str, ...]
    first_rows: tuple[tuple[str, ...], ...]
    sheet: str
    sheets: tuple[str, ...]
    encoding: str
    delimiter: str
    remembered: Mapping[str, str]


@dataclass(frozen=True)
class Prepared:
    """An import worked out, for which file and options, and how the workspace stood then."""

    plan: ImportPlan
    path: Path
    options: ImportOptions
    state: tuple[object, ...]


@dataclass(frozen=True)
class ImportPreview:
    """What an import would do. Counts are rows of the sheet; an equal repeated row counts as unchanged,
    and a receivable that the sheet leaves out because it is paid as updated.

    ``amounts``: fen by currency of all rows taken, also unchanged ones; ``amount_fen`` is the sum where
    there is one currency, else the part in CNY. ``unknown`` are headings that nothing was read from,
    ``remembered`` those read as it was chosen before (heading → field). ``questions``: which records rows may
    mean, to be answered in the options; rows without an answer are among the rejected ones. ``no_currency``:
    rows with an amount that name no currency, so that it is taken as ``currency``. With ``prepared`` the
    file is not read once more for the import.
    """

    kind: ImportKind
    path: Path
    created: int
    updated: int
    unchanged: int
    rejected: int
    problems: tuple[Problem, ...]
    amounts: Mapping[str, int]
    columns: Mapping[str, str]
    unknown: tuple[str, ...]
    remembered: Mapping[str, str]
    questions: tuple[Question, ...]
    sheet: str
    encoding: str
    currency: str
    no_currency: int
    prepared: Prepared | None = field(repr=False, compare=False)

    @property
    def amount_fen(self) -> int:
        if len(self.amounts) == 1:
            return next(iter(self.amounts.values()))
        return self.amounts.get("CNY", 0)


@dataclass(frozen=True)
class ImportResult(ImportPreview):
    """What an import did. ``transaction`` is ``None`` where nothing changed or nothing was to be written.

    ``rejects`` is the file of rejected rows, if one was asked for and any row was rejected.
    """

    summary: ChangeSummary
    rejects: Path | None

    @property
    def transaction(self) -> Id | None:
        return self.summary.transaction_id


def view_sheet(
    workspace: Workspace, kind: ImportKind | None, path: Path, options: ImportOptions | None = None
) -> SheetView:
    """The file's headings, the guessed columns and the first rows; without a ``kind`` that is guessed too.

    A sheet of which no column is known is shown all the same. Raises ``BadInput``, ``NotFound``.
    """
    options = options or ImportOptions()
    source = open_source(kind, path, options, Watch(), partial(recall, workspace), complete=False)
    table = source.table
    rows: list[tuple[str, ...]] = []
    for _number, cells in table.rows():
        rows.append(tuple(header_text(cell) for cell in cells))
        if len(rows) == _ROWS_SHOWN:
            break
    return SheetView(
        path=path,
        kind=source.kind,
        headers=table.headers,
        columns=_columns_in_use(source),
        unknown=source.mapping.unknown,
        first_rows=tuple(rows),
        sheet=table.sheet,
        sheets=table.sheets,
        encoding=table.encoding,
        delimiter=table.delimiter,
        remembered=source.remembered,
    )


def prepare_import(
    workspace: Workspace,
    kind: ImportKind,
    path: Path,
    options: ImportOptions | None = None,
    *,
    progress: Callable[[int, int], object] | None = None,
    cancelled: Callable[[], bool] | None = None,
) -> ImportPreview:
    """What importing the file would do; nothing is written.

    Raises ``BadInput`` (file or mapping), ``NotFound``, ``ReadOnly``, ``Cancelled``.
    """
    options = options or ImportOptions()
    source = open_source(kind, path, options, Watch(progress, cancelled), partial(recall, workspace))
    with without_garbage_collection(), workspace.read() as session:
        state = journal_state(session)
        plan = _plan(source, session, workspace.clock, options)
    return _preview(plan, Prepared(plan, path, options, state))


def run_import(
    workspace: Workspace,
    kind: ImportKind,
    path: Path,
    options: ImportOptions | None = None,
    *,
    dry_run: bool = False,
    rejects: Path | None = None,
    prepared: Prepared | None = None,
    progress: Callable[[int, int], object] | None = None,
    cancelled: Callable[[], bool] | None = None,
    with_backup: bool = False,
) -> ImportResult:
    """Import the file as one transaction. With ``dry_run`` nothing but the file of rejects is written.

    ``with_backup``: keep the workspace as it was in a backup first, once it is clear that it will change.

    ``rejects``: where to write the rejected rows with their reasons, to be mended and imported again; it
    is written before the import is saved, so that a place that cannot be written stops the import.
    ``prepared``: of the preview that was looked at; it is used where nothing has changed since.
    Raises ``BadInput`` (file or mapping), ``NotAllowed`` (``rejects`` is a workspace or a sheet that is
    read), ``NotFound``, ``ReadOnly``, ``NoSpace``, ``Cancelled``; then nothing has changed.
    """
    options = options or ImportOptions()
    if rejects is not None:
        sheets = [path] if options.join is None else [path, options.join]
        check_output(rejects, inputs=[*sheets, workspace.path])
    watch = Watch(progress, cancelled, stages=1 if dry_run else 2)
    label = _("Import {kind} from {file}").format(kind=kind.label.lower(), file=path.name)
    with without_garbage_collection():
        if prepared is not None and (prepared.path, prepared.options) != (path, options):
            prepared = None

        def plan_now(session: ReadingSession) -> ImportPlan:
            if (
                prepared is not None
                and prepared.plan.source.kind is kind
                and prepared.state == journal_state(session)
            ):
                plan = prepared.plan
                plan.source = replace(plan.source, watch=watch)
                return plan
            source = open_source(kind, path, options, watch, partial(recall, workspace))
            return _plan(source, session, workspace.clock, options)

        written: Path | None
        if dry_run:
            with workspace.read() as session:
                plan = plan_now(session)
            written = write_rejects(rejects, plan)
            summary = ChangeSummary(None, f"import_{kind}", label, {}, False)
        else:
            with workspace.change(f"import_{kind}", label, much=True) as change:
                plan = plan_now(change.session)
                if options.columns or not options.recall:
                    learn(change.session, kind, plan.source.headers, plan.source.chosen)
                if with_backup:
                    backup_before(workspace, BackupKind.IMPORT)
                plan.write(change)
                written = write_rejects(rejects, plan)
            summary = change.summary
    return ImportResult(**vars(_preview(plan)), summary=summary, rejects=written)


def _plan(source: Source, session: ReadingSession, clock: Clock, options: ImportOptions) -> ImportPlan:
    plan = ImportPlan(source, _ENTITIES[source.kind], options.answers)
    if source.kind is ImportKind.ACCOUNTS:
        plan_accounts(plan, session)
    elif source.kind is ImportKind.CONTACTS:
        plan_contacts(plan, session)
    elif source.kind is ImportKind.LINKS:
        plan_links(plan, session)
    elif source.kind is ImportKind.SALES:
        plan_sales(plan, session)
    else:
        plan_records(plan, session, clock)
    plan.rejected.sort(key=lambda row: row.number)
    plan.source = plan.source.without_rows()
    return plan


def _preview(plan: ImportPlan, prepared: Prepared | None = None) -> ImportPreview:
    source = plan.source
    return ImportPreview(
        kind=source.kind,
        path=source.table.path,
        created=plan.created_count,
        updated=plan.updated_count,
        unchanged=plan.unchanged_count,
        rejected=len(plan.rejected),
        problems=tuple(plan.problems()),
        amounts=dict(plan.amounts),
        columns=_columns_in_use(source),
        unknown=source.mapping.unknown,
        remembered=source.remembered,
        questions=tuple(plan.questions.values()),
        sheet=source.table.sheet,
        encoding=source.table.encoding,
        currency=source.currency,
        no_currency=plan.no_currency,
        prepared=prepared,
    )


def _columns_in_use(source: Source) -> dict[str, str]:
    theirs = source.joined[1].columns if source.joined is not None else {}
    return {name: mapped.header for name, mapped in {**theirs, **source.mapping.columns}.items()}
