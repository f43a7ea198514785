"""Visits of every kind, gatherings, projects, logs, debts, weekly reports, busy time.

There is no way back down: the file from before is kept beside the migrated one.
"""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "calendar_notice",
        sa.Column("id", sa.BLOB(), nullable=False),
        sa.Column("country", sa.Text(), nullable=False),
        sa.Column("year", sa.Integer(), nullable=False),
        sa.Column("days", sa.Text(), nullable=False),
        sa.Column("source", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_table(
        "busy_time",
        sa.Column("id", sa.BLOB(), nullable=False),
        sa.Column("manager_id", sa.BLOB(), nullable=False),
        sa.Column("starts_at", sa.Text(), nullable=False),
        sa.Column("ends_at", sa.Text(), nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("source", sa.Text(), nullable=False),
        sa.Column("uid", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["manager_id"], ["manager.id"], initially="DEFERRED", deferrable=True),
        sa.PrimaryKeyConstraint("id"),
    )
    with op.batch_alter_table("busy_time", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_busy_time_manager_id"), ["manager_id"], unique=False)

    op.create_table(
        "gathering",
        sa.Column("id", sa.BLOB(), nullable=False),
        sa.Column("manager_id", sa.BLOB(), nullable=True),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("on_day", sa.Text(), nullable=False),
        sa.Column("at_time", sa.Text(), nullable=False),
        sa.Column("minutes", sa.Integer(), nullable=False),
        sa.Column("place", sa.Text(), nullable=False),
        sa.Column("topic", sa.Text(), nullable=False),
        sa.Column("result", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["manager_id"], ["manager.id"], initially="DEFERRED", deferrable=True),
        sa.PrimaryKeyConstraint("id"),
    )
    with op.batch_alter_table("gathering", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_gathering_manager_id"), ["manager_id"], unique=False)

    op.create_table(
        "weekly_report",
        sa.Column("id", sa.BLOB(), nullable=False),
        sa.Column("manager_id", sa.BLOB(), nullable=False),
        sa.Column("week_on", sa.Text(), nullable=False),
        sa.Column("visits_text", sa.Text(), nullable=False),
        sa.Column("feedback", sa.Text(), nullable=False),
        sa.Column("promises_text", sa.Text(), nullable=False),
        sa.Column("next_week", sa.Text(), nullable=False),
        sa.Column("remarks", sa.Text(), nullable=False),
        sa.Column("submitted_on", sa.Text(), nullable=True),
        sa.ForeignKeyConstraint(["manager_id"], ["manager.id"], initially="DEFERRED", deferrable=True),
        sa.PrimaryKeyConstraint("id"),
    )
    with op.batch_alter_table("weekly_report", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_weekly_report_manager_id"), ["manager_id"], unique=False)

    op.create_table(
        "closure",
        sa.Column("id", sa.BLOB(), nullable=False),
        sa.Column("account_id", sa.BLOB(), nullable=False),
        sa.Column("starts_on", sa.Text(), nullable=False),
        sa.Column("ends_on", sa.Text(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["account_id"], ["account.id"], initially="DEFERRED", deferrable=True),
        sa.PrimaryKeyConstraint("id"),
    )
    with op.batch_alter_table("closure", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_closure_account_id"), ["account_id"], unique=False)

    op.create_table(
        "project",
        sa.Column("id", sa.BLOB(), nullable=False),
        sa.Column("account_id", sa.BLOB(), nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("delivered_on", sa.Text(), nullable=True),
        sa.Column("note", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["account_id"], ["account.id"], initially="DEFERRED", deferrable=True),
        sa.PrimaryKeyConstraint("id"),
    )
    with op.batch_alter_table("project", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_project_account_id"), ["account_id"], unique=False)

    op.create_table(
        "service_request",
        sa.Column("id", sa.BLOB(), nullable=False),
        sa.Column("account_id", sa.BLOB(), nullable=False),
        sa.Column("requested_on", sa.Text(), nullable=True),
        sa.Column("completed_on", sa.Text(), nullable=True),
        sa.Column("note", sa.Text(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["account_id"], ["account.id"], initially="DEFERRED", deferrable=True),
        sa.PrimaryKeyConstraint("id"),
    )
    with op.batch_alter_table("service_request", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_service_request_account_id"), ["account_id"], unique=False)

    op.create_table(
        "visit_debt",
        sa.Column("id", sa.BLOB(), nullable=False),
        sa.Column("account_id", sa.BLOB(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("period", sa.Text(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("cause", sa.Text(), nullable=False),
        sa.Column("note", sa.Text(), nullable=False),
        sa.Column("decision", sa.Text(), nullable=False),
        sa.Column("decided_on", sa.Text(), nullable=True),
        sa.ForeignKeyConstraint(["account_id"], ["account.id"], initially="DEFERRED", deferrable=True),
        sa.PrimaryKeyConstraint("id"),
    )
    with op.batch_alter_table("visit_debt", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_visit_debt_account_id"), ["account_id"], unique=False)

    op.create_table(
        "contact_log",
        sa.Column("id", sa.BLOB(), nullable=False),
        sa.Column("account_id", sa.BLOB(), nullable=False),
        sa.Column("contact_id", sa.BLOB(), nullable=True),
        sa.Column("manager_id", sa.BLOB(), nullable=True),
        sa.Column("on_day", sa.Text(), nullable=False),
        sa.Column("at_time", sa.Text(), nullable=False),
        sa.Column("channel", sa.Text(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["account_id"], ["account.id"], initially="DEFERRED", deferrable=True),
        sa.ForeignKeyConstraint(["contact_id"], ["contact.id"], initially="DEFERRED", deferrable=True),
        sa.ForeignKeyConstraint(["manager_id"], ["manager.id"], initially="DEFERRED", deferrable=True),
        sa.PrimaryKeyConstraint("id"),
    )
    with op.batch_alter_table("contact_log", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_contact_log_account_id"), ["account_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_contact_log_contact_id"), ["contact_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_contact_log_manager_id"), ["manager_id"], unique=False)

    op.create_table(
        "invitation",
        sa.Column("id", sa.BLOB(), nullable=False),
        sa.Column("gathering_id", sa.BLOB(), nullable=False),
        sa.Column("account_id", sa.BLOB(), nullable=False),
        sa.Column("contact_id", sa.BLOB(), nullable=True),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("note", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["account_id"], ["account.id"], initially="DEFERRED", deferrable=True),
        sa.ForeignKeyConstraint(["contact_id"], ["contact.id"], initially="DEFERRED", deferrable=True),
        sa.ForeignKeyConstraint(["gathering_id"], ["gathering.id"], initially="DEFERRED", deferrable=True),
        sa.PrimaryKeyConstraint("id"),
    )
    with op.batch_alter_table("invitation", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_invitation_account_id"), ["account_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_invitation_contact_id"), ["contact_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_invitation_gathering_id"), ["gathering_id"], unique=False)

    _add_columns("account", ("TEXT NOT NULL", "visiting_hours"))
    _add_columns(
        "action",
        ("BLOB", "contact_id"),
        ("TEXT", "promised_on"),
        references=("FOREIGN KEY(contact_id) REFERENCES contact (id)",),
    )
    _add_columns(
        "visit",
        ("INTEGER NOT NULL", "minutes"),
        ("TEXT NOT NULL", "our_people cause catch_up unlock_reason"),
        ("BLOB", "replaces_id gathering_id"),
        ("BOOLEAN NOT NULL", "is_unlocked"),
        references=(
            "FOREIGN KEY(replaces_id) REFERENCES visit (id)",
            "FOREIGN KEY(gathering_id) REFERENCES gathering (id)",
        ),
    )
    op.create_index("ix_action_contact_id", "action", ["contact_id"], unique=False)
    op.create_index("ix_visit_gathering_id", "visit", ["gathering_id"], unique=False)
    op.create_index("ix_visit_replaces_id", "visit", ["replaces_id"], unique=False)


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
    filled = {
        name: "'[]'" if name == "our_people" else "''" if kind.startswith("TEXT") else "0"
        for name, kind in columns
        if "NOT NULL" in kind
    }
    connection.exec_driver_sql(
        f"INSERT INTO widened ({', '.join([*known, *filled])})"
        f" SELECT {', '.join([*known, *filled.values()])} FROM {table}"
    )
    connection.exec_driver_sql(f"DROP TABLE {table}")
    connection.exec_driver_sql(f"ALTER TABLE widened RENAME TO {table}")
    for index in indexes:
        connection.exec_driver_sql(index)
