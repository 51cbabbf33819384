"""proxies

Revision ID: 0010
Revises: 0009
"""

from alembic import op

revision = "0010"
down_revision = "0009"
branch_labels = None
depends_on = None

NAME = "ck_roll_entry_channel"


def upgrade() -> None:
    with op.batch_alter_table("roll_entry", schema=None) as batch_op:
        batch_op.drop_constraint(batch_op.f(NAME), type_="check")
        batch_op.create_check_constraint(
            batch_op.f(NAME), "channel IS NULL OR channel IN ('paper','hands','helper','proxy')"
        )


def downgrade() -> None:
    with op.batch_alter_table("roll_entry", schema=None) as batch_op:
        batch_op.drop_constraint(batch_op.f(NAME), type_="check")
        batch_op.create_check_constraint(batch_op.f(NAME), "channel IS NULL OR channel IN ('paper','hands','helper')")
