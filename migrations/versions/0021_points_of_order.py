"""points of order and appeals

Revision ID: 0021
Revises: 0020
"""

import sqlalchemy as sa
from alembic import op

from council.base.db import UtcDateTime

revision = "0021"
down_revision = "0020"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "point_of_order",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("item_id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=True),
        sa.Column("name", sa.String(length=40), nullable=False),
        sa.Column("entered_by", sa.Integer(), nullable=True),
        sa.Column("about", sa.String(length=32), nullable=False),
        sa.Column("words", sa.String(length=60), nullable=False),
        sa.Column("state", sa.String(length=32), nullable=False),
        sa.Column("paused", sa.Boolean(), nullable=False),
        sa.Column("ruling", sa.String(length=60), nullable=False),
        sa.Column("at_once", sa.Boolean(), nullable=False),
        sa.Column("raised_at", UtcDateTime(timezone=True), nullable=False),
        sa.Column("settled_at", UtcDateTime(timezone=True), nullable=True),
        sa.Column("appeal", sa.String(length=32), nullable=False),
        sa.Column("appellant_id", sa.Integer(), nullable=True),
        sa.Column("appealed_by", sa.String(length=40), nullable=False),
        sa.Column("seconded_by", sa.String(length=40), nullable=False),
        sa.Column("votes_for", sa.Integer(), nullable=True),
        sa.Column("votes_against", sa.Integer(), nullable=True),
        sa.Column("votes_abstain", sa.Integer(), nullable=True),
        sa.CheckConstraint(
            "about IN ('topic','time','turn','civil','rules','other')", name=op.f("ck_point_of_order_about")
        ),
        sa.CheckConstraint(
            "state IN ('waiting','put_off','heard','well_taken','not_well_taken','withdrawn','lapsed')",
            name=op.f("ck_point_of_order_state"),
        ),
        sa.CheckConstraint(
            "appeal IN ('','moved','pending','sustained','overturned','no_second','withdrawn')",
            name=op.f("ck_point_of_order_appeal"),
        ),
        sa.ForeignKeyConstraint(["item_id"], ["agenda_item.id"], name=op.f("fk_point_of_order_item_id")),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_point_of_order_person_id")),
        sa.ForeignKeyConstraint(["appellant_id"], ["person.id"], name=op.f("fk_point_of_order_appellant_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_point_of_order")),
    )
    with op.batch_alter_table("point_of_order", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_point_of_order_item_id"), ["item_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_point_of_order_person_id"), ["person_id"], unique=False)
        batch_op.create_index(
            "uq_point_of_order_heard",
            ["item_id"],
            unique=True,
            sqlite_where=sa.text("state = 'heard'"),
            postgresql_where=sa.text("state = 'heard'"),
        )
        batch_op.create_index(
            "uq_point_of_order_open",
            ["item_id", "person_id"],
            unique=True,
            sqlite_where=sa.text("state IN ('waiting','put_off','heard')"),
            postgresql_where=sa.text("state IN ('waiting','put_off','heard')"),
        )


def downgrade() -> None:
    op.drop_table("point_of_order")
