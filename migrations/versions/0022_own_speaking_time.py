"""a place's own time and number of speeches

Revision ID: 0022
Revises: 0021
"""

import sqlalchemy as sa
from alembic import op

revision = "0022"
down_revision = "0021"
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table("place_procedure") as batch:
        batch.add_column(sa.Column("turn_seconds", sa.Integer(), nullable=True))
        batch.add_column(sa.Column("turns_each", sa.Integer(), nullable=True))


def downgrade() -> None:
    with op.batch_alter_table("place_procedure") as batch:
        batch.drop_column("turns_each")
        batch.drop_column("turn_seconds")
