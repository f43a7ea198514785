"""Influence map, value of accounts, account plans.

There is no way back down: the file from before is kept beside the migrated one.
"""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "map_place",
        sa.Column("id", sa.BLOB(), nullable=False),
        sa.Column("contact_id", sa.BLOB(), nullable=True),
        sa.Column("x", sa.Integer(), nullable=False),
        sa.Column("y", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["contact_id"], ["contact.id"], initially="DEFERRED", deferrable=True),
        sa.PrimaryKeyConstraint("id"),
    )
    with op.batch_alter_table("map_place", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_map_place_contact_id"), ["contact_id"], unique=False)

    op.create_table(
        "phase_attitude",
        sa.Column("id", sa.BLOB(), nullable=False),
        sa.Column("contact_id", sa.BLOB(), nullable=True),
        sa.Column("phase", sa.Text(), nullable=False),
        sa.Column("involvement", sa.Integer(), nullable=True),
        sa.Column("support", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(["contact_id"], ["contact.id"], initially="DEFERRED", deferrable=True),
        sa.PrimaryKeyConstraint("id"),
    )
    with op.batch_alter_table("phase_attitude", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_phase_attitude_contact_id"), ["contact_id"], unique=False)

    op.create_table(
        "account_plan",
        sa.Column("id", sa.BLOB(), nullable=False),
        sa.Column("account_id", sa.BLOB(), nullable=False),
        sa.Column("year", sa.Integer(), nullable=False),
        sa.Column("review_on", sa.Text(), nullable=True),
        sa.ForeignKeyConstraint(["account_id"], ["account.id"], initially="DEFERRED", deferrable=True),
        sa.PrimaryKeyConstraint("id"),
    )
    with op.batch_alter_table("account_plan", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_account_plan_account_id"), ["account_id"], unique=False)

    op.create_table(
        "portfolio_score",
        sa.Column("id", sa.BLOB(), nullable=False),
        sa.Column("account_id", sa.BLOB(), nullable=False),
        sa.Column("criterion", sa.Text(), nullable=False),
        sa.Column("score", sa.Integer(), nullable=True),
        sa.Column("scored_on", sa.Text(), nullable=True),
        sa.Column("note", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["account_id"], ["account.id"], initially="DEFERRED", deferrable=True),
        sa.PrimaryKeyConstraint("id"),
    )
    with op.batch_alter_table("portfolio_score", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_portfolio_score_account_id"), ["account_id"], unique=False)

    op.create_table(
        "portfolio_year",
        sa.Column("id", sa.BLOB(), nullable=False),
        sa.Column("account_id", sa.BLOB(), nullable=False),
        sa.Column("year", sa.Integer(), nullable=False),
        sa.Column("revenue_fen", sa.Integer(), nullable=True),
        sa.Column("direct_cost_fen", sa.Integer(), nullable=True),
        sa.Column("indirect_cost_fen", sa.Integer(), nullable=True),
        sa.Column("note", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["account_id"], ["account.id"], initially="DEFERRED", deferrable=True),
        sa.PrimaryKeyConstraint("id"),
    )
    with op.batch_alter_table("portfolio_year", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_portfolio_year_account_id"), ["account_id"], unique=False)

    op.create_table(
        "risk",
        sa.Column("id", sa.BLOB(), nullable=False),
        sa.Column("account_id", sa.BLOB(), nullable=False),
        sa.Column("source", sa.Text(), nullable=False),
        sa.Column("probability", sa.Text(), nullable=False),
        sa.Column("impact", sa.Text(), nullable=False),
        sa.Column("answer", sa.Text(), nullable=False),
        sa.Column("owner", sa.Text(), nullable=False),
        sa.Column("due_on", sa.Text(), nullable=True),
        sa.Column("noted_on", sa.Text(), nullable=True),
        sa.Column("closed_on", sa.Text(), nullable=True),
        sa.Column("text", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["account_id"], ["account.id"], initially="DEFERRED", deferrable=True),
        sa.PrimaryKeyConstraint("id"),
    )
    with op.batch_alter_table("risk", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_risk_account_id"), ["account_id"], unique=False)

    op.create_table(
        "objective",
        sa.Column("id", sa.BLOB(), nullable=False),
        sa.Column("plan_id", sa.BLOB(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("contact_id", sa.BLOB(), nullable=True),
        sa.Column("due_on", sa.Text(), nullable=True),
        sa.Column("goal_year", sa.Integer(), nullable=True),
        sa.Column("goal_text", sa.Text(), nullable=False),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("cause", sa.Text(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["contact_id"], ["contact.id"], initially="DEFERRED", deferrable=True),
        sa.ForeignKeyConstraint(["plan_id"], ["account_plan.id"], initially="DEFERRED", deferrable=True),
        sa.PrimaryKeyConstraint("id"),
    )
    with op.batch_alter_table("objective", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_objective_contact_id"), ["contact_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_objective_plan_id"), ["plan_id"], unique=False)

    op.create_table(
        "plan_member",
        sa.Column("id", sa.BLOB(), nullable=False),
        sa.Column("plan_id", sa.BLOB(), nullable=False),
        sa.Column("manager_id", sa.BLOB(), nullable=True),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("role", sa.Text(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["manager_id"], ["manager.id"], initially="DEFERRED", deferrable=True),
        sa.ForeignKeyConstraint(["plan_id"], ["account_plan.id"], initially="DEFERRED", deferrable=True),
        sa.PrimaryKeyConstraint("id"),
    )
    with op.batch_alter_table("plan_member", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_plan_member_manager_id"), ["manager_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_plan_member_plan_id"), ["plan_id"], unique=False)

    op.create_table(
        "plan_review",
        sa.Column("id", sa.BLOB(), nullable=False),
        sa.Column("plan_id", sa.BLOB(), nullable=False),
        sa.Column("reviewed_on", sa.Text(), nullable=True),
        sa.Column("reviewed_by", sa.Text(), nullable=False),
        sa.Column("verdict", sa.Text(), nullable=False),
        sa.Column("cause", sa.Text(), nullable=False),
        sa.Column("change", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["plan_id"], ["account_plan.id"], initially="DEFERRED", deferrable=True),
        sa.PrimaryKeyConstraint("id"),
    )
    with op.batch_alter_table("plan_review", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_plan_review_plan_id"), ["plan_id"], unique=False)

    op.create_table(
        "plan_text",
        sa.Column("id", sa.BLOB(), nullable=False),
        sa.Column("plan_id", sa.BLOB(), nullable=False),
        sa.Column("part", sa.Text(), nullable=False),
        sa.Column("confirmed_on", sa.Text(), nullable=True),
        sa.Column("confirmed_by", sa.Text(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["plan_id"], ["account_plan.id"], initially="DEFERRED", deferrable=True),
        sa.PrimaryKeyConstraint("id"),
    )
    with op.batch_alter_table("plan_text", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_plan_text_plan_id"), ["plan_id"], unique=False)

    op.create_table(
        "plan_version",
        sa.Column("id", sa.BLOB(), nullable=False),
        sa.Column("plan_id", sa.BLOB(), nullable=False),
        sa.Column("made_on", sa.Text(), nullable=True),
        sa.Column("made_by", sa.Text(), nullable=False),
        sa.Column("note", sa.Text(), nullable=False),
        sa.Column("content", sa.Text(), nullable=False),
        sa.Column("decision", sa.Text(), nullable=False),
        sa.Column("decided_on", sa.Text(), nullable=True),
        sa.Column("decided_by", sa.Text(), nullable=False),
        sa.Column("decision_note", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["plan_id"], ["account_plan.id"], initially="DEFERRED", deferrable=True),
        sa.PrimaryKeyConstraint("id"),
    )
    with op.batch_alter_table("plan_version", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_plan_version_plan_id"), ["plan_id"], unique=False)

    op.create_table(
        "plan_measure",
        sa.Column("id", sa.BLOB(), nullable=False),
        sa.Column("objective_id", sa.BLOB(), nullable=False),
        sa.Column("figure", sa.Text(), nullable=False),
        sa.Column("product", sa.Text(), nullable=False),
        sa.Column("start_value", sa.Integer(), nullable=True),
        sa.Column("target_value", sa.Integer(), nullable=True),
        sa.Column("target_word", sa.Text(), nullable=False),
        sa.Column("actual_value", sa.Integer(), nullable=True),
        sa.Column("actual_on", sa.Text(), nullable=True),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["objective_id"], ["objective.id"], initially="DEFERRED", deferrable=True),
        sa.PrimaryKeyConstraint("id"),
    )
    with op.batch_alter_table("plan_measure", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_plan_measure_objective_id"), ["objective_id"], unique=False)

    _add_columns(
        "account",
        ("INTEGER", "potential_fen potential_years retention_bp acquisition_cost_fen"),
        ("TEXT", "trade_mode"),
    )
    _add_columns(
        "action",
        ("TEXT", "started_on"),
        ("BLOB", "objective_id"),
        ("INTEGER", "cost_fen"),
        references=("FOREIGN KEY(objective_id) REFERENCES objective (id)",),
    )
    _add_columns("attachment", ("BOOLEAN NOT NULL", "is_photo"))
    _add_columns(
        "contact",
        ("BOOLEAN NOT NULL", "is_placeholder"),
        ("TEXT NOT NULL", "motivation communication deepening worries organisation"),
        ("BLOB", "held_by_id"),
        ("TEXT", "outside_kind influence_verified_on"),
        references=("FOREIGN KEY(held_by_id) REFERENCES manager (id)",),
    )
    _add_columns("need", ("INTEGER", "rank"))
    op.create_index("ix_action_objective_id", "action", ["objective_id"], unique=False)
    op.create_index("ix_contact_held_by_id", "contact", ["held_by_id"], unique=False)


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
