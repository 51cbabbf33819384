"""owners in a hall: what a member's vote weighs, and motions that ask for more

Revision ID: 0017
Revises: 0016
"""

import sqlalchemy as sa
from alembic import op

revision = "0017"
down_revision = "0016"
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table("meeting_member", schema=None) as batch_op:
        batch_op.add_column(sa.Column("weight", sa.Integer(), server_default="1", nullable=False))
        batch_op.add_column(sa.Column("label", sa.String(length=120), server_default="", nullable=False))
    with op.batch_alter_table("motion", schema=None) as batch_op:
        batch_op.add_column(sa.Column("body", sa.String(length=32), server_default="", nullable=False))


def downgrade() -> None:
    with op.batch_alter_table("motion", schema=None) as batch_op:
        batch_op.drop_column("body")
    with op.batch_alter_table("meeting_member", schema=None) as batch_op:
        batch_op.drop_column("label")
        batch_op.drop_column("weight")
