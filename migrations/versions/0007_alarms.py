"""Alarms that were acknowledged, major events.

There is no way back down: the file from before is kept beside the migrated one.
"""

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "alarm_acknowledgement",
        sa.Column("id", sa.BLOB(), nullable=False),
        sa.Column("account_id", sa.BLOB(), nullable=False),
        sa.Column("alarm", sa.Text(), nullable=False),
        sa.Column("subject", sa.Text(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("severity", sa.Text(), nullable=False),
        sa.Column("measure", sa.Integer(), nullable=False),
        sa.Column("acknowledged_on", sa.Text(), nullable=True),
        sa.Column("acknowledged_by", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["account_id"], ["account.id"], initially="DEFERRED", deferrable=True),
        sa.PrimaryKeyConstraint("id"),
    )
    with op.batch_alter_table("alarm_acknowledgement", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_alarm_acknowledgement_account_id"), ["account_id"], unique=False)

    op.create_table(
        "major_event",
        sa.Column("id", sa.BLOB(), nullable=False),
        sa.Column("account_id", sa.BLOB(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("happened_on", sa.Text(), nullable=True),
        sa.Column("answer", sa.Text(), nullable=False),
        sa.Column("noted_on", sa.Text(), nullable=True),
        sa.Column("noted_by", sa.Text(), nullable=False),
        sa.Column("ended_on", sa.Text(), nullable=True),
        sa.Column("text", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["account_id"], ["account.id"], initially="DEFERRED", deferrable=True),
        sa.PrimaryKeyConstraint("id"),
    )
    with op.batch_alter_table("major_event", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_major_event_account_id"), ["account_id"], unique=False)
