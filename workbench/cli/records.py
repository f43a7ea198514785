"""Commands that read records: list, show, history, search."""

import time
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import click

from workbench.cli.labels import field_label, records_label, value_text
from workbench.cli.options import FILE, PAIR, Invocation, argument, command, option
from workbench.cli.output import Answer, fields, paragraphs, table
from workbench.domain.search_text import SearchHit
from workbench.foundation.i18n import N_, _, in_a_row, ngettext
from workbench.services import records as services
from workbench.services.search import LIMIT
from workbench.services.search import search as find

# A list for people shows what names a record; --json has all fields.
_SHOWN_FIELDS: Mapping[str, tuple[str, ...]] = {
    "accounts": ("code", "name", "tier", "city", "manager"),
    "contacts": ("account", "name", "title", "mobile", "roles"),
    "managers": ("name", "phone", "daily_visits", "daily_calls", "active"),
    "visits": ("on", "at", "account", "kind", "state", "manager"),
    "actions": ("due_on", "account", "text", "side", "owner", "done_on"),
    "gatherings": ("on", "at", "kind", "title", "place", "state"),
    "invitations": ("account", "contact", "name", "state", "note"),
    "contact-log": ("on", "at", "account", "contact", "channel", "text"),
    "projects": ("account", "title", "delivered_on", "note"),
    "services": ("account", "number", "type", "requested_on", "completed_on", "text"),
    "debts": ("account", "kind", "period", "number", "cause", "decision"),
    "weeks": ("week_on", "manager", "submitted_on"),
    "closures": ("account", "starts_on", "ends_on", "reason"),
    "busy-times": ("manager", "starts_at", "ends_at", "title", "source"),
    "notices": ("country", "year", "source"),
    "service-commitments": ("request", "text", "workdays", "due_on", "done_on"),
    "service-documents": ("request", "name", "received_on"),
    "complaints": ("received_on", "account", "number", "kind", "against"),
    "complaint-events": ("complaint", "on", "kind", "person", "outcome", "text"),
    "contracts": ("number", "title", "account", "ends_on"),
    "contract-clauses": ("contract", "clause_group", "title", "is_left_out"),
    "contract-values": ("contract", "name", "value"),
    "contract-lines": ("contract", "product", "specification", "quantity_milli", "amount_fen"),
    "contract-events": ("contract", "on", "kind", "person", "outcome", "text"),
    "contract-amendments": ("contract", "number", "made_on", "signed_on", "reason"),
    "contract-duties": ("contract", "kind", "due_on", "amount_fen", "done_on"),
    "contract-templates": ("name", "language", "kind", "is_sample", "retired_on"),
    "template-versions": ("template", "number", "made_on", "made_by", "note"),
    "sales": ("sold_on", "account", "number", "line", "product", "amount_fen"),
    "receivables": ("account", "number", "dated_on", "due_on", "amount_fen", "owed_fen"),
    "stock": ("account", "counted_on", "product", "specification", "quantity_milli", "value_fen"),
    "rules": ("condition", "value", "kind", "count", "period", "active"),
    "overrides": ("account", "kind", "count", "period", "until_on"),
    "absences": ("manager", "starts_on", "ends_on", "reason"),
    "handovers": ("handed_on", "from", "to", "reason", "due_on", "confirmed_on"),
    "handover-accounts": ("handover_id", "account", "seen_on", "question"),
    "recipients": ("name", "public_key", "note"),
    "terms": ("account", "manager_name", "starts_on", "ends_on", "reason"),
    "account-links": ("account", "kind", "other_name", "note"),
    "bases": ("contact", "field", "basis", "purpose", "review_on"),
    "links": ("from_contact", "kind", "to_contact", "strength"),
    "ties": ("contact", "manager", "strength", "note"),
    "attitudes": ("contact", "phase", "involvement", "support"),
    "places": ("contact", "x", "y"),
    "portfolio-years": ("account", "year", "revenue_fen", "direct_cost_fen", "indirect_cost_fen"),
    "portfolio-scores": ("account", "criterion", "score", "scored_on"),
    "major-events": ("account", "kind", "happened_on", "text", "answer", "noted_by", "ended_on"),
    "alarm-acknowledgements": (
        *("account", "alarm", "severity", "reason", "acknowledged_on", "acknowledged_by"),
    ),
    "risks": ("account", "text", "source", "probability", "impact", "owner", "due_on", "closed_on"),
    "plans": ("account", "year", "review_on"),
    "plan-texts": ("plan_id", "part", "text", "confirmed_on", "confirmed_by"),
    "objectives": ("plan_id", "kind", "text", "contact", "due_on", "state"),
    "plan-measures": ("objective_id", "figure", "text", "start_value", "target_value", "actual_value"),
    "plan-team": ("plan_id", "manager", "name", "role"),
    "plan-versions": ("plan_id", "made_on", "made_by", "decision", "decided_on", "decided_by"),
    "plan-reviews": ("plan_id", "reviewed_on", "verdict", "cause", "change"),
    "needs": ("account", "text", "kind", "urgency", "answer", "noted_on"),
    "whitespace": ("account", "unit", "product", "state", "competitor", "potential_fen"),
    "attachments": ("account", "name", "size", "added_on", "note"),
    "scores": ("account", "criterion", "score", "scored_on"),
    "evaluations": ("account", "evaluated_on", "initiative", "operating_ability", "reputation"),
    "tier-refusals": ("account", "tier", "refused_on", "reason"),
    "tier-reviews": ("reviewed_on", "approved_by", "accepted", "refused"),
    "not-duplicates": ("account", "other", "reason"),
    "policies": ("name", "value"),
    "transactions": ("id", "at", "author", "label", "entries"),
}
_NUMBERS = (
    "amount_fen",
    "owed_fen",
    "value_fen",
    "potential_fen",
    "count",
    "size",
    "score",
    "daily_visits",
    "daily_calls",
    "entries",
)
_SHOWN_ROWS = 50
MOST_ROWS, MOST_HITS = 10_000_000, 1_000


@command(
    "list",
    short_help=N_("List records of one kind."),
    help=N_(
        "List records of one KIND: accounts, contacts, managers, visits, actions, complaints, contracts, "
        "sales, needs, attachments and more; an unknown KIND is answered with the names of all."
    ),
    examples=(
        (
            "workbench --workspace my.workbench list accounts --where tier=focus",
            N_("accounts of one tier"),
        ),
        (
            "workbench --workspace my.workbench --json list visits --where account_code=K001",
            N_("every field of one account's visits"),
        ),
        ("workbench --workspace my.workbench list transactions --limit 5", N_("the latest changes")),
        ("workbench --workspace my.workbench list accounts --out accounts.xlsx", N_("as a spreadsheet")),
    ),
)
@argument("kind", help=N_("What to list."))
@option("--where", type=PAIR, multiple=True, help=N_("Only records whose field has this value."))
@option("--limit", type=click.IntRange(0, MOST_ROWS), metavar="N", help=N_("At most so many records."))
@option("--out", type=FILE, metavar="FILE", help=N_("Write them with every field to an .xlsx or .csv file."))
@click.pass_obj
def list_(
    invocation: Invocation,
    kind: str,
    where: tuple[tuple[str, str], ...],
    limit: int | None,
    out: Path | None,
) -> Answer:
    """List records."""
    if out is not None:
        return _write(invocation, kind, where, limit, out)
    if limit is None and not invocation.json:
        limit = _SHOWN_ROWS
    with invocation.workspace() as workspace:
        found = services.list_records(workspace, kind, where, limit)

    def text() -> str:
        count = ngettext("{count} record.", "{count} records.", found.total).format(count=found.total)
        more = _("The first {limit} are shown; --limit shows more.").format(limit=limit)
        shown = _table(kind, found.rows) if found.rows else ""
        return paragraphs(shown, in_a_row(count, more) if found.total > len(found.rows) else count)

    return Answer({"rows": found.rows, "total": found.total}, text)


def _write(
    invocation: Invocation, kind: str, where: tuple[tuple[str, str], ...], limit: int | None, out: Path
) -> Answer:
    from workbench.services.table_export import export_records

    with invocation.workspace() as workspace:
        count = export_records(workspace, kind, out, where, limit)
    told = ngettext("{count} record written to {file}.", "{count} records written to {file}.", count)
    return Answer({"records": count, "file": str(out)}, lambda: told.format(count=count, file=out))


@command(
    "show",
    short_help=N_("Show one whole record."),
    help=N_("Show one whole record, named by its id, its code or its name, with what hangs on it."),
    examples=(("workbench --workspace my.workbench show accounts K001", N_("one account by its code")),),
)
@argument("kind", help=N_("As for list."))
@argument("name", metavar="ID-OR-CODE-OR-NAME", help=N_("Which one."))
@click.pass_obj
def show(invocation: Invocation, kind: str, name: str) -> Answer:
    """Show one record."""
    with invocation.workspace() as workspace:
        record = services.get_record(workspace, kind, name)

    def text() -> str:
        own = [
            (field_label(field, kind), value_text(kind, field, value, _currency(record)))
            for field, value in record.items()
            if value not in (None, "", []) and not _is_children(value)
        ]
        parts = [
            f"{records_label(child)}\n{_table(child, rows)}"
            for child, rows in record.items()
            if _is_children(rows)
        ]
        return paragraphs(fields(own), *parts)

    return Answer(record, text)


@command(
    "history",
    short_help=N_("Show who changed a record, when and from what."),
    help=N_("Show every change of a record, or of one FIELD of it, the latest first."),
    examples=(
        ("workbench --workspace my.workbench history accounts K001 tier", N_("how an account got its tier")),
    ),
)
@argument("kind", help=N_("As for list."))
@argument("name", metavar="ID", help=N_("The id, code or name of the record."))
@argument("field", required=False, help=N_("Only this field."))
@click.pass_obj
def history(invocation: Invocation, kind: str, name: str, field: str | None) -> Answer:
    """Show the changes of one record."""
    from workbench.services.history import record_history

    with invocation.workspace() as workspace:
        entries = record_history(workspace, kind, name, field)
    rows = [
        {
            "at": entry.at,
            "author": entry.author,
            "label": entry.label,
            "operation": entry.operation,
            "field": entry.field,
            "before": entry.before,
            "value": entry.after,
            "transaction": entry.transaction_id,
            "came_at": entry.came_at,
            "came_with": entry.came_with,
        }
        for entry in entries
    ]

    def text() -> str:
        headers = [
            *(_("Changed at (UTC)"), _("Author"), _("Change"), _("Field")),
            *(_("Before"), _("After"), _("Came with")),
        ]
        lines = [
            [
                f"{entry.at:%Y-%m-%d %H:%M}",
                entry.author,
                entry.label,
                field_label(entry.field, kind) if entry.field else "",
                value_text(kind, entry.field, entry.shown(entry.before)),
                value_text(kind, entry.field, entry.shown(entry.after))
                if entry.field
                else entry.operation_text,
                entry.came_with,
            ]
            for entry in entries
        ]
        return table(headers, lines)

    return Answer({"entries": rows}, text)


@command(
    "search",
    short_help=N_("Find accounts, people and what goes on with them."),
    help=N_(
        "Find accounts and people by a part of the name, by pinyin or its initials, by code or phone; and "
        "visits, needs, promises, contracts, complaints, attachments and profiles by what stands in them."
    ),
    examples=(
        ("workbench --workspace my.workbench search hwjs", N_("finds 华为技术")),
        ("workbench --workspace my.workbench search 华为 王", N_("finds the people called 王 there")),
    ),
)
@argument("text", help=N_("What to look for."))
@option(
    "--limit", type=click.IntRange(1, MOST_HITS), default=LIMIT, metavar="N", help=N_("At most so many hits.")
)
@click.pass_obj
def search(invocation: Invocation, text: str, limit: int) -> Answer:
    """Find something."""
    with invocation.workspace() as workspace:
        started = time.perf_counter()
        hits = find(workspace, text, limit)
        took_ms = round((time.perf_counter() - started) * 1000, 1)
    rows = [
        {
            "kind": hit.kind,
            "id": hit.id,
            "label": hit.label,
            "why": hit.why.value,
            "detail": hit.detail,
            "account": hit.account,
            "day": hit.day,
            "field": hit.field,
            "excerpt": hit.excerpt,
        }
        for hit in hits
    ]

    def shown() -> str:
        headers = [_("Name"), _("What"), _("Account"), _("Found by"), _("Text")]
        lines = [[hit.label, hit.detail, hit.account, _found_by(hit), _text_of(hit)] for hit in hits]
        found = table(headers, lines)
        return found if hits else _("Nothing was found.")

    return Answer({"hits": rows, "took_ms": took_ms}, shown)


def _found_by(hit: SearchHit) -> str:
    return field_label(hit.field) if hit.field and hit.field != "name" else hit.why.label


def _text_of(hit: SearchHit) -> str:
    return "" if hit.excerpt == hit.label else hit.excerpt


def _is_children(value: object) -> bool:
    return isinstance(value, list) and bool(value) and isinstance(value[0], Mapping)


def _currency(row: Mapping[str, Any]) -> str:
    """What the amounts of a record are in."""
    return str(row.get("currency") or "CNY")


def _table(kind: str, rows: Sequence[Mapping[str, Any]]) -> str:
    names = _SHOWN_FIELDS[kind]
    shown = [[value_text(kind, name, row[name], _currency(row)) for name in names] for row in rows]
    right = [index for index, name in enumerate(names) if name in _NUMBERS]
    return table([field_label(name, kind) for name in names], shown, right)
