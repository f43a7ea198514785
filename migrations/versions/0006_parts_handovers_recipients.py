"""Parts of changes, handovers, recipients.

There is no way back down: the file from before is kept beside the migrated one.
"""

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "journal_part",
        sa.Column("id", sa.BLOB(), nullable=False),
        sa.Column("held", sa.Integer(), nullable=False),
        sa.Column("numbers", sa.BLOB(), nullable=False),
        sa.Column("digest", sa.BLOB(), nullable=False),
        sa.PrimaryKeyConstraint("id"),
    )
    # What was emptied was noted among the words of the file about itself.
    op.execute(
        "INSERT INTO journal_part (id, held, numbers, digest)"
        " SELECT journal_transaction.id, journal_transaction.entries, x'', unhex(value)"
        " FROM workspace_info JOIN journal_transaction"
        " ON journal_transaction.id = unhex(substr(name, length('emptied:') + 1))"
        " WHERE substr(name, 1, length('emptied:')) = 'emptied:'"
    )
    op.execute("DELETE FROM workspace_info WHERE substr(name, 1, length('emptied:')) = 'emptied:'")
    op.create_table(
        "recipient",
        sa.Column("id", sa.BLOB(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("public_key", sa.Text(), nullable=False),
        sa.Column("note", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_table(
        "handover",
        sa.Column("id", sa.BLOB(), nullable=False),
        sa.Column("from_id", sa.BLOB(), nullable=True),
        sa.Column("to_id", sa.BLOB(), nullable=True),
        sa.Column("handed_on", sa.Text(), nullable=True),
        sa.Column("due_on", sa.Text(), nullable=True),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("note", sa.Text(), nullable=False),
        sa.Column("confirmed_on", sa.Text(), nullable=True),
        sa.Column("confirmed_by", sa.Text(), nullable=False),
        sa.Column("answer", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["from_id"], ["manager.id"], initially="DEFERRED", deferrable=True),
        sa.ForeignKeyConstraint(["to_id"], ["manager.id"], initially="DEFERRED", deferrable=True),
        sa.PrimaryKeyConstraint("id"),
    )
    with op.batch_alter_table("handover", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_handover_from_id"), ["from_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_handover_to_id"), ["to_id"], unique=False)

    op.create_table(
        "handover_account",
        sa.Column("id", sa.BLOB(), nullable=False),
        sa.Column("handover_id", sa.BLOB(), nullable=False),
        sa.Column("account_id", sa.BLOB(), nullable=False),
        sa.Column("seen_on", sa.Text(), nullable=True),
        sa.Column("question", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["account_id"], ["account.id"], initially="DEFERRED", deferrable=True),
        sa.ForeignKeyConstraint(["handover_id"], ["handover.id"], initially="DEFERRED", deferrable=True),
        sa.PrimaryKeyConstraint("id"),
    )
    with op.batch_alter_table("handover_account", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_handover_account_account_id"), ["account_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_handover_account_handover_id"), ["handover_id"], unique=False)
