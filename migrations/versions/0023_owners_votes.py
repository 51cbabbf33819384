"""owners' votes: in which mode one was opened, and on what basis

Revision ID: 0023
Revises: 0022
"""

import sqlalchemy as sa
from alembic import op

revision = "0023"
down_revision = "0022"
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table("poll", schema=None) as batch_op:
        batch_op.add_column(sa.Column("owners_mode", sa.String(length=32), nullable=True))
        batch_op.add_column(sa.Column("owners_basis", sa.String(length=60), server_default="", nullable=False))


def downgrade() -> None:
    with op.batch_alter_table("poll", schema=None) as batch_op:
        batch_op.drop_column("owners_basis")
        batch_op.drop_column("owners_mode")
