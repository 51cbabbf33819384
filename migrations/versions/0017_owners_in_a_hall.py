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

#: Floor areas in cm²: 32 bits end at 214,748 m², less than a developer's unsold lots may have together.
WEIGHT = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    if op.get_bind().dialect.name == "postgresql":
        op.alter_column("roll_entry", "weight", type_=sa.BigInteger())
    with op.batch_alter_table("meeting_member", schema=None) as batch_op:
        batch_op.add_column(sa.Column("weight", WEIGHT, server_default="1", nullable=False))
        batch_op.add_column(sa.Column("label", sa.String(length=120), server_default="", nullable=False))
    with op.batch_alter_table("motion", schema=None) as batch_op:
        batch_op.add_column(sa.Column("body", sa.String(length=32), server_default="", nullable=False))


def downgrade() -> None:
    if op.get_bind().dialect.name == "postgresql":
        op.alter_column("roll_entry", "weight", type_=sa.Integer())
    with op.batch_alter_table("motion", schema=None) as batch_op:
        batch_op.drop_column("body")
    with op.batch_alter_table("meeting_member", schema=None) as batch_op:
        batch_op.drop_column("label")
        batch_op.drop_column("weight")
