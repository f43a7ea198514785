"""Complaints, service requests, contracts.

There is no way back down: the file from before is kept beside the migrated one.
"""

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "contract_template",
        sa.Column("id", sa.BLOB(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("language", sa.Text(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("is_sample", sa.Boolean(), nullable=False),
        sa.Column("retired_on", sa.Text(), nullable=True),
        sa.Column("note", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_table(
        "template_version",
        sa.Column("id", sa.BLOB(), nullable=False),
        sa.Column("template_id", sa.BLOB(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("made_on", sa.Text(), nullable=True),
        sa.Column("made_by", sa.Text(), nullable=False),
        sa.Column("note", sa.Text(), nullable=False),
        sa.Column("content", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["template_id"], ["contract_template.id"], initially="DEFERRED", deferrable=True
        ),
        sa.PrimaryKeyConstraint("id"),
    )
    with op.batch_alter_table("template_version", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_template_version_template_id"), ["template_id"], unique=False)

    op.create_table(
        "contract_amendment",
        sa.Column("id", sa.BLOB(), nullable=False),
        sa.Column("contract_id", sa.BLOB(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("made_on", sa.Text(), nullable=True),
        sa.Column("made_by", sa.Text(), nullable=False),
        sa.Column("signed_on", sa.Text(), nullable=True),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("content", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["contract_id"], ["contract.id"], initially="DEFERRED", deferrable=True),
        sa.PrimaryKeyConstraint("id"),
    )
    with op.batch_alter_table("contract_amendment", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_contract_amendment_contract_id"), ["contract_id"], unique=False)

    op.create_table(
        "contract_clause",
        sa.Column("id", sa.BLOB(), nullable=False),
        sa.Column("contract_id", sa.BLOB(), nullable=False),
        sa.Column("key", sa.Text(), nullable=False),
        sa.Column("clause_group", sa.Text(), nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("is_left_out", sa.Boolean(), nullable=False),
        sa.Column("note", sa.Text(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["contract_id"], ["contract.id"], initially="DEFERRED", deferrable=True),
        sa.PrimaryKeyConstraint("id"),
    )
    with op.batch_alter_table("contract_clause", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_contract_clause_contract_id"), ["contract_id"], unique=False)

    op.create_table(
        "contract_duty",
        sa.Column("id", sa.BLOB(), nullable=False),
        sa.Column("contract_id", sa.BLOB(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("due_on", sa.Text(), nullable=True),
        sa.Column("amount_fen", sa.Integer(), nullable=True),
        sa.Column("quantity", sa.Text(), nullable=False),
        sa.Column("done_on", sa.Text(), nullable=True),
        sa.Column("done_note", sa.Text(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["contract_id"], ["contract.id"], initially="DEFERRED", deferrable=True),
        sa.PrimaryKeyConstraint("id"),
    )
    with op.batch_alter_table("contract_duty", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_contract_duty_contract_id"), ["contract_id"], unique=False)

    op.create_table(
        "contract_event",
        sa.Column("id", sa.BLOB(), nullable=False),
        sa.Column("contract_id", sa.BLOB(), nullable=False),
        sa.Column("sequence", sa.Integer(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("on_day", sa.Text(), nullable=True),
        sa.Column("at_time", sa.Text(), nullable=False),
        sa.Column("author", sa.Text(), nullable=False),
        sa.Column("person", sa.Text(), nullable=False),
        sa.Column("outcome", sa.Text(), nullable=False),
        sa.Column("amount_fen", sa.Integer(), nullable=True),
        sa.Column("limit_fen", sa.Integer(), nullable=True),
        sa.Column("of_id", sa.BLOB(), nullable=True),
        sa.Column("content", sa.Text(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["contract_id"], ["contract.id"], initially="DEFERRED", deferrable=True),
        sa.ForeignKeyConstraint(["of_id"], ["contract_event.id"], initially="DEFERRED", deferrable=True),
        sa.PrimaryKeyConstraint("id"),
    )
    with op.batch_alter_table("contract_event", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_contract_event_contract_id"), ["contract_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_contract_event_of_id"), ["of_id"], unique=False)

    op.create_table(
        "contract_line",
        sa.Column("id", sa.BLOB(), nullable=False),
        sa.Column("contract_id", sa.BLOB(), nullable=False),
        sa.Column("product", sa.Text(), nullable=False),
        sa.Column("brand", sa.Text(), nullable=False),
        sa.Column("specification", sa.Text(), nullable=False),
        sa.Column("unit", sa.Text(), nullable=False),
        sa.Column("quantity_milli", sa.Integer(), nullable=True),
        sa.Column("price_fen", sa.Integer(), nullable=True),
        sa.Column("amount_fen", sa.Integer(), nullable=True),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("note", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["contract_id"], ["contract.id"], initially="DEFERRED", deferrable=True),
        sa.PrimaryKeyConstraint("id"),
    )
    with op.batch_alter_table("contract_line", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_contract_line_contract_id"), ["contract_id"], unique=False)

    op.create_table(
        "contract_value",
        sa.Column("id", sa.BLOB(), nullable=False),
        sa.Column("contract_id", sa.BLOB(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("value", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["contract_id"], ["contract.id"], initially="DEFERRED", deferrable=True),
        sa.PrimaryKeyConstraint("id"),
    )
    with op.batch_alter_table("contract_value", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_contract_value_contract_id"), ["contract_id"], unique=False)

    op.create_table(
        "complaint_event",
        sa.Column("id", sa.BLOB(), nullable=False),
        sa.Column("complaint_id", sa.BLOB(), nullable=False),
        sa.Column("sequence", sa.Integer(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("on_day", sa.Text(), nullable=True),
        sa.Column("at_time", sa.Text(), nullable=False),
        sa.Column("author", sa.Text(), nullable=False),
        sa.Column("person", sa.Text(), nullable=False),
        sa.Column("department", sa.Text(), nullable=False),
        sa.Column("outcome", sa.Text(), nullable=False),
        sa.Column("channel", sa.Text(), nullable=False),
        sa.Column("is_conclusive", sa.Boolean(), nullable=False),
        sa.Column("cause", sa.Text(), nullable=False),
        sa.Column("post", sa.Text(), nullable=False),
        sa.Column("whys", sa.Text(), nullable=False),
        sa.Column("prevention", sa.Text(), nullable=False),
        sa.Column("handling", sa.Text(), nullable=False),
        sa.Column("cost_fen", sa.Integer(), nullable=True),
        sa.Column("visit_id", sa.BLOB(), nullable=True),
        sa.Column("of_id", sa.BLOB(), nullable=True),
        sa.Column("text", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["complaint_id"], ["complaint.id"], initially="DEFERRED", deferrable=True),
        sa.ForeignKeyConstraint(["of_id"], ["complaint_event.id"], initially="DEFERRED", deferrable=True),
        sa.ForeignKeyConstraint(["visit_id"], ["visit.id"], initially="DEFERRED", deferrable=True),
        sa.PrimaryKeyConstraint("id"),
    )
    with op.batch_alter_table("complaint_event", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_complaint_event_complaint_id"), ["complaint_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_complaint_event_of_id"), ["of_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_complaint_event_visit_id"), ["visit_id"], unique=False)

    op.create_table(
        "service_commitment",
        sa.Column("id", sa.BLOB(), nullable=False),
        sa.Column("request_id", sa.BLOB(), nullable=False),
        sa.Column("workdays", sa.Integer(), nullable=False),
        sa.Column("due_on", sa.Text(), nullable=True),
        sa.Column("done_on", sa.Text(), nullable=True),
        sa.Column("done_by", sa.Text(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["request_id"], ["service_request.id"], initially="DEFERRED", deferrable=True
        ),
        sa.PrimaryKeyConstraint("id"),
    )
    with op.batch_alter_table("service_commitment", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_service_commitment_request_id"), ["request_id"], unique=False)

    op.create_table(
        "service_document",
        sa.Column("id", sa.BLOB(), nullable=False),
        sa.Column("request_id", sa.BLOB(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("received_on", sa.Text(), nullable=True),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["request_id"], ["service_request.id"], initially="DEFERRED", deferrable=True
        ),
        sa.PrimaryKeyConstraint("id"),
    )
    with op.batch_alter_table("service_document", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_service_document_request_id"), ["request_id"], unique=False)

    _add_columns(
        "account",
        ("INTEGER", "return_days credit_limit_fen"),
        ("TEXT", "credit_blocked_on"),
        ("TEXT NOT NULL", "credit_block_reason bank bank_account tax_number signer"),
    )
    _add_columns(
        "complaint",
        ("TEXT NOT NULL", "received_time severity product taken_by days"),
        ("BLOB", "contact_id taken_by_id"),
        references=_references(taken_by_id="manager", contact_id="contact"),
    )
    op.execute("UPDATE complaint SET days = '[]'")
    _add_columns(
        "service_request",
        ("TEXT NOT NULL", "number type kind requested_time asker taken_by assigned_to product sale_number"),
        ("TEXT NOT NULL", "occurred_time place symptom plan passed_to outcome outcome_reason"),
        ("TEXT", "bought_on occurred_on passed_on decided_on"),
        ("INTEGER", "quantity_milli amount_fen"),
        ("BLOB", "contact_id taken_by_id complaint_id need_id"),
        references=_references(
            contact_id="contact", taken_by_id="manager", complaint_id="complaint", need_id="need"
        ),
    )
    _add_columns(
        "contract",
        ("TEXT NOT NULL", "kind language archive_number custodian note"),
        ("BOOLEAN NOT NULL", "is_their_paper"),
        ("TEXT", "archived_on"),
        ("BLOB", "version_id renews_id manager_id"),
        references=_references(version_id="template_version", renews_id="contract", manager_id="manager"),
    )
    _add_columns(
        "attachment",
        ("TEXT NOT NULL", "complaint_step"),
        ("BOOLEAN NOT NULL", "is_signed_copy"),
        ("BLOB", "complaint_id service_id contract_id"),
        references=_references(
            complaint_id="complaint", service_id="service_request", contract_id="contract"
        ),
    )
    for table, names in _REFERRING.items():
        for name in names.split():
            op.create_index(f"ix_{table}_{name}", table, [name], unique=False)


_REFERRING = {
    "complaint": "contact_id taken_by_id",
    "service_request": "contact_id taken_by_id complaint_id need_id",
    "contract": "version_id renews_id manager_id",
    "attachment": "complaint_id service_id contract_id",
}


def _references(**targets: str) -> tuple[str, ...]:
    return tuple(f"FOREIGN KEY({name}) REFERENCES {table} (id)" for name, table in targets.items())


def _add_columns(table: str, *added: tuple[str, str], references: tuple[str, ...] = ()) -> None:
    """Add columns to a table with rows, by a copy of it: each pair is a type and the names of that type.

    What must have a value gets the default of its field.
    """
    connection = op.get_bind()
    text = "SELECT sql FROM sqlite_schema WHERE tbl_name = ? AND type = ? AND sql IS NOT NULL"
    old = connection.exec_driver_sql(text, (table, "table")).scalar_one()
    indexes = connection.exec_driver_sql(text, (table, "index")).scalars().all()
    known = [row[1] for row in connection.exec_driver_sql(f"PRAGMA table_info({table})")]
    columns = [(name, kind) for kind, names in added for name in names.split()]
    lines = "".join(f"\t{name} {kind}, \n" for name, kind in columns)
    start, end = old.index("(") + 1, old.rindex(")")
    body = old[start:end].replace("\tPRIMARY KEY", f"{lines}\tPRIMARY KEY", 1)
    for reference in references:
        body = f"{body.rstrip()}, \n\t{reference} DEFERRABLE INITIALLY DEFERRED\n"
    connection.exec_driver_sql(f"CREATE TABLE widened ({body})")
    filled = {name: "''" if kind.startswith("TEXT") else "0" for name, kind in columns if "NOT NULL" in kind}
    connection.exec_driver_sql(
        f"INSERT INTO widened ({', '.join([*known, *filled])})"
        f" SELECT {', '.join([*known, *filled.values()])} FROM {table}"
    )
    connection.exec_driver_sql(f"DROP TABLE {table}")
    connection.exec_driver_sql(f"ALTER TABLE widened RENAME TO {table}")
    for index in indexes:
        connection.exec_driver_sql(index)
