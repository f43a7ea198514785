"""The whole profile, needs, judgements, attachments, aliases.

There is no way back down: the file from before is kept beside the migrated one.
"""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "attachment_content",
        sa.Column("sha256", sa.Text(), nullable=False),
        sa.Column("data", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("sha256"),
    )
    op.create_table(
        "journal_alias",
        sa.Column("row_id", sa.BLOB(), nullable=False),
        sa.Column("target_id", sa.BLOB(), nullable=False),
        sa.PrimaryKeyConstraint("row_id"),
        sqlite_with_rowid=False,
    )
    with op.batch_alter_table("journal_alias", schema=None) as batch_op:
        batch_op.create_index("ix_journal_alias_target_id", ["target_id"], unique=False)

    op.create_table(
        "tier_review",
        sa.Column("id", sa.BLOB(), nullable=False),
        sa.Column("reviewed_on", sa.Text(), nullable=True),
        sa.Column("approved_by", sa.Text(), nullable=False),
        sa.Column("accepted", sa.Integer(), nullable=False),
        sa.Column("refused", sa.Integer(), nullable=False),
        sa.Column("note", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_table(
        "account_link",
        sa.Column("id", sa.BLOB(), nullable=False),
        sa.Column("account_id", sa.BLOB(), nullable=False),
        sa.Column("other_id", sa.BLOB(), nullable=True),
        sa.Column("other_name", sa.Text(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("note", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["account_id"], ["account.id"], initially="DEFERRED", deferrable=True),
        sa.ForeignKeyConstraint(["other_id"], ["account.id"], initially="DEFERRED", deferrable=True),
        sa.PrimaryKeyConstraint("id"),
    )
    with op.batch_alter_table("account_link", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_account_link_account_id"), ["account_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_account_link_other_id"), ["other_id"], unique=False)

    op.create_table(
        "evaluation",
        sa.Column("id", sa.BLOB(), nullable=False),
        sa.Column("account_id", sa.BLOB(), nullable=False),
        sa.Column("evaluated_on", sa.Text(), nullable=True),
        sa.Column("initiative", sa.Integer(), nullable=True),
        sa.Column("operating_ability", sa.Integer(), nullable=True),
        sa.Column("reputation", sa.Integer(), nullable=True),
        sa.Column("social_relations", sa.Integer(), nullable=True),
        sa.Column("note", sa.Text(), nullable=False),
        sa.Column("credit_override_reason", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["account_id"], ["account.id"], initially="DEFERRED", deferrable=True),
        sa.PrimaryKeyConstraint("id"),
    )
    with op.batch_alter_table("evaluation", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_evaluation_account_id"), ["account_id"], unique=False)

    op.create_table(
        "manager_term",
        sa.Column("id", sa.BLOB(), nullable=False),
        sa.Column("account_id", sa.BLOB(), nullable=False),
        sa.Column("manager_id", sa.BLOB(), nullable=True),
        sa.Column("manager_name", sa.Text(), nullable=False),
        sa.Column("is_second", sa.Boolean(), nullable=False),
        sa.Column("starts_on", sa.Text(), nullable=True),
        sa.Column("ends_on", sa.Text(), nullable=True),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["account_id"], ["account.id"], initially="DEFERRED", deferrable=True),
        sa.ForeignKeyConstraint(["manager_id"], ["manager.id"], initially="DEFERRED", deferrable=True),
        sa.PrimaryKeyConstraint("id"),
    )
    with op.batch_alter_table("manager_term", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_manager_term_account_id"), ["account_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_manager_term_manager_id"), ["manager_id"], unique=False)

    op.create_table(
        "not_duplicate",
        sa.Column("id", sa.BLOB(), nullable=False),
        sa.Column("account_id", sa.BLOB(), nullable=False),
        sa.Column("other_id", sa.BLOB(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["account_id"], ["account.id"], initially="DEFERRED", deferrable=True),
        sa.ForeignKeyConstraint(["other_id"], ["account.id"], initially="DEFERRED", deferrable=True),
        sa.PrimaryKeyConstraint("id"),
    )
    with op.batch_alter_table("not_duplicate", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_not_duplicate_account_id"), ["account_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_not_duplicate_other_id"), ["other_id"], unique=False)

    op.create_table(
        "scorecard_score",
        sa.Column("id", sa.BLOB(), nullable=False),
        sa.Column("account_id", sa.BLOB(), nullable=False),
        sa.Column("criterion", sa.Text(), nullable=False),
        sa.Column("score", sa.Integer(), nullable=True),
        sa.Column("scored_on", sa.Text(), nullable=True),
        sa.Column("note", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["account_id"], ["account.id"], initially="DEFERRED", deferrable=True),
        sa.PrimaryKeyConstraint("id"),
    )
    with op.batch_alter_table("scorecard_score", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_scorecard_score_account_id"), ["account_id"], unique=False)

    op.create_table(
        "tier_refusal",
        sa.Column("id", sa.BLOB(), nullable=False),
        sa.Column("account_id", sa.BLOB(), nullable=False),
        sa.Column("tier", sa.Text(), nullable=False),
        sa.Column("refused_on", sa.Text(), nullable=True),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["account_id"], ["account.id"], initially="DEFERRED", deferrable=True),
        sa.PrimaryKeyConstraint("id"),
    )
    with op.batch_alter_table("tier_refusal", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_tier_refusal_account_id"), ["account_id"], unique=False)

    op.create_table(
        "whitespace_cell",
        sa.Column("id", sa.BLOB(), nullable=False),
        sa.Column("account_id", sa.BLOB(), nullable=False),
        sa.Column("unit", sa.Text(), nullable=False),
        sa.Column("product", sa.Text(), nullable=False),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("competitor", sa.Text(), nullable=False),
        sa.Column("potential_fen", sa.Integer(), nullable=True),
        sa.Column("note", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["account_id"], ["account.id"], initially="DEFERRED", deferrable=True),
        sa.PrimaryKeyConstraint("id"),
    )
    with op.batch_alter_table("whitespace_cell", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_whitespace_cell_account_id"), ["account_id"], unique=False)

    op.create_table(
        "attachment",
        sa.Column("id", sa.BLOB(), nullable=False),
        sa.Column("account_id", sa.BLOB(), nullable=False),
        sa.Column("contact_id", sa.BLOB(), nullable=True),
        sa.Column("visit_id", sa.BLOB(), nullable=True),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("media_type", sa.Text(), nullable=False),
        sa.Column("size", sa.Integer(), nullable=False),
        sa.Column("sha256", sa.Text(), nullable=False),
        sa.Column("added_on", sa.Text(), nullable=True),
        sa.Column("note", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["account_id"], ["account.id"], initially="DEFERRED", deferrable=True),
        sa.ForeignKeyConstraint(["contact_id"], ["contact.id"], initially="DEFERRED", deferrable=True),
        sa.ForeignKeyConstraint(["visit_id"], ["visit.id"], initially="DEFERRED", deferrable=True),
        sa.PrimaryKeyConstraint("id"),
    )
    with op.batch_alter_table("attachment", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_attachment_account_id"), ["account_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_attachment_contact_id"), ["contact_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_attachment_visit_id"), ["visit_id"], unique=False)

    op.create_table(
        "contact_link",
        sa.Column("id", sa.BLOB(), nullable=False),
        sa.Column("from_contact_id", sa.BLOB(), nullable=True),
        sa.Column("to_contact_id", sa.BLOB(), nullable=True),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("strength", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(["from_contact_id"], ["contact.id"], initially="DEFERRED", deferrable=True),
        sa.ForeignKeyConstraint(["to_contact_id"], ["contact.id"], initially="DEFERRED", deferrable=True),
        sa.PrimaryKeyConstraint("id"),
    )
    with op.batch_alter_table("contact_link", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_contact_link_from_contact_id"), ["from_contact_id"], unique=False
        )
        batch_op.create_index(batch_op.f("ix_contact_link_to_contact_id"), ["to_contact_id"], unique=False)

    op.create_table(
        "contact_tie",
        sa.Column("id", sa.BLOB(), nullable=False),
        sa.Column("contact_id", sa.BLOB(), nullable=True),
        sa.Column("manager_id", sa.BLOB(), nullable=True),
        sa.Column("strength", sa.Integer(), nullable=True),
        sa.Column("note", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["contact_id"], ["contact.id"], initially="DEFERRED", deferrable=True),
        sa.ForeignKeyConstraint(["manager_id"], ["manager.id"], initially="DEFERRED", deferrable=True),
        sa.PrimaryKeyConstraint("id"),
    )
    with op.batch_alter_table("contact_tie", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_contact_tie_contact_id"), ["contact_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_contact_tie_manager_id"), ["manager_id"], unique=False)

    op.create_table(
        "need",
        sa.Column("id", sa.BLOB(), nullable=False),
        sa.Column("account_id", sa.BLOB(), nullable=False),
        sa.Column("contact_id", sa.BLOB(), nullable=True),
        sa.Column("visit_id", sa.BLOB(), nullable=True),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("is_hidden", sa.Boolean(), nullable=False),
        sa.Column("urgency", sa.Integer(), nullable=True),
        sa.Column("answer", sa.Text(), nullable=False),
        sa.Column("answer_text", sa.Text(), nullable=False),
        sa.Column("noted_on", sa.Text(), nullable=True),
        sa.Column("text", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["account_id"], ["account.id"], initially="DEFERRED", deferrable=True),
        sa.ForeignKeyConstraint(["contact_id"], ["contact.id"], initially="DEFERRED", deferrable=True),
        sa.ForeignKeyConstraint(["visit_id"], ["visit.id"], initially="DEFERRED", deferrable=True),
        sa.PrimaryKeyConstraint("id"),
    )
    with op.batch_alter_table("need", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_need_account_id"), ["account_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_need_contact_id"), ["contact_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_need_visit_id"), ["visit_id"], unique=False)

    op.create_table(
        "personal_basis",
        sa.Column("id", sa.BLOB(), nullable=False),
        sa.Column("contact_id", sa.BLOB(), nullable=True),
        sa.Column("field", sa.Text(), nullable=False),
        sa.Column("purpose", sa.Text(), nullable=False),
        sa.Column("basis", sa.Text(), nullable=False),
        sa.Column("noted_on", sa.Text(), nullable=True),
        sa.Column("review_on", sa.Text(), nullable=True),
        sa.ForeignKeyConstraint(["contact_id"], ["contact.id"], initially="DEFERRED", deferrable=True),
        sa.PrimaryKeyConstraint("id"),
    )
    with op.batch_alter_table("personal_basis", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_personal_basis_contact_id"), ["contact_id"], unique=False)

    _add_columns(
        "account",
        (
            "TEXT NOT NULL",
            "other_codes nomination_approved_by stage_reason kam_reason joint_teams "
            "manager_reason other_phones owner legal_representative lines_of_business "
            "market_area sales_ability development_potential business_philosophy "
            "business_direction business_policy traits competitiveness market_position "
            "cooperation current_activity open_problems their_strategy outlook image "
            "financial_state credit_state",
        ),
        (
            "TEXT",
            "nomination_approved_on key_type interruption_cause life_cycle kam_level "
            "first_contact_on basics_verified_on characteristics_verified_on "
            "business_verified_on trade_verified_on",
        ),
        ("BOOLEAN NOT NULL", "is_competitor"),
        ("INTEGER", "market_share_bp category_spend_fen share_of_wallet_bp"),
    )
    _add_columns(
        "action",
        ("BLOB", "need_id"),
        ("TEXT NOT NULL", "origin"),
        references="FOREIGN KEY(need_id) REFERENCES need (id) DEFERRABLE INITIALLY DEFERRED",
    )
    _add_columns(
        "contact",
        ("TEXT", "function left_on"),
        ("TEXT NOT NULL", "character interests family education ability career"),
    )
    _add_columns(
        "manager",
        ("TEXT NOT NULL", "title"),
        ("TEXT", "function"),
    )
    op.create_index("ix_action_need_id", "action", ["need_id"], unique=False)
    _empty_search()


def _empty_search() -> None:
    """More is searched, by other words: opening the file fills the index anew."""
    op.execute("DROP TABLE search_index")
    op.execute("DROP TABLE search_row")
    op.create_table(
        "search_row",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("row_id", sa.BLOB(), nullable=False),
        sa.Column("owner_id", sa.BLOB(), nullable=True),
        sa.Column("label", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index("ix_search_row_row_id", "search_row", ["row_id"], unique=True)
    op.create_index("ix_search_row_owner_id", "search_row", ["owner_id"], unique=False)
    op.execute(
        "CREATE VIRTUAL TABLE search_index USING fts5(name, short, former, pinyin, initia"
        "ls, code, phone, web, person, about, note, tokenize=\"ascii tokenchars '=&~#%@!'\", "
        "content='', contentless_delete=1)"
    )


def _add_columns(table: str, *added: tuple[str, str], references: str = "") -> None:
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
    if references:
        body = f"{body.rstrip()}, \n\t{references}\n"
    connection.exec_driver_sql(f"CREATE TABLE widened ({body})")
    filled = {
        name: "0" if kind.startswith("BOOLEAN") else "''" for name, kind in columns if "NOT NULL" in kind
    }
    connection.exec_driver_sql(
        f"INSERT INTO widened ({', '.join([*known, *filled])})"
        f" SELECT {', '.join([*known, *filled.values()])} FROM {table}"
    )
    connection.exec_driver_sql(f"DROP TABLE {table}")
    connection.exec_driver_sql(f"ALTER TABLE widened RENAME TO {table}")
    for index in indexes:
        connection.exec_driver_sql(index)
