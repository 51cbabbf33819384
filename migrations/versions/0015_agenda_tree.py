"""the agenda's tree, and papers on its items

Revision ID: 0015
Revises: 0014
"""

import sqlalchemy as sa
from alembic import op

from council.base.db import UtcDateTime

revision = "0015"
down_revision = "0014"
branch_labels = None
depends_on = None


def upgrade() -> None:
    # One statement that both databases know. A batch would copy SQLite's table, and the copy would give the numbers of
    # removed items out again (AUTOINCREMENT is not read back).
    op.execute(
        "ALTER TABLE agenda_item ADD COLUMN parent_id INTEGER"
        " CONSTRAINT fk_agenda_item_parent_id REFERENCES agenda_item (id)"
    )
    op.create_index(op.f("ix_agenda_item_parent_id"), "agenda_item", ["parent_id"], unique=False)
    op.create_table(
        "agenda_paper",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("item_id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(length=32), nullable=False),
        sa.Column("title", sa.String(length=80), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("url", sa.String(length=500), nullable=False),
        sa.Column("token", sa.String(length=48), nullable=False),
        sa.Column("media", sa.String(length=40), nullable=False),
        sa.Column("size", sa.Integer(), nullable=False),
        sa.Column("sha256", sa.String(length=64), nullable=False),
        sa.Column("late", sa.Boolean(), nullable=False),
        sa.Column("added_by_id", sa.Integer(), nullable=False),
        sa.Column("added_at", UtcDateTime(timezone=True), nullable=False),
        sa.Column("withdrawn_at", UtcDateTime(timezone=True), nullable=True),
        sa.Column("reason", sa.String(length=200), nullable=False),
        sa.ForeignKeyConstraint(["added_by_id"], ["person.id"], name=op.f("fk_agenda_paper_added_by_id")),
        sa.ForeignKeyConstraint(["item_id"], ["agenda_item.id"], name=op.f("fk_agenda_paper_item_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_agenda_paper")),
        sqlite_autoincrement=True,
    )
    op.create_index(op.f("ix_agenda_paper_item_id"), "agenda_paper", ["item_id"], unique=False)


def downgrade() -> None:
    op.drop_table("agenda_paper")
    op.drop_index(op.f("ix_agenda_item_parent_id"), "agenda_item")
    with op.batch_alter_table("agenda_item", table_kwargs={"sqlite_autoincrement": True}) as batch_op:
        batch_op.drop_column("parent_id")
