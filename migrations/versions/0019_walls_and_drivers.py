"""walls and drivers

Revision ID: 0019
Revises: 0018
"""

import sqlalchemy as sa
from alembic import op

from council.base.db import UtcDateTime

revision = "0019"
down_revision = "0018"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "meeting_driver",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("meeting_id", sa.Integer(), nullable=False),
        sa.Column("desk", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("since", UtcDateTime(timezone=True), nullable=False),
        sa.Column("acted_at", UtcDateTime(timezone=True), nullable=False),
        sa.Column("before", sa.Integer(), nullable=True),
        sa.Column("wall", sa.String(length=1), server_default="a", nullable=False),
        sa.ForeignKeyConstraint(["meeting_id"], ["meeting.id"], name=op.f("fk_meeting_driver_meeting_id")),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_meeting_driver_person_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_meeting_driver")),
        sa.UniqueConstraint("meeting_id", name=op.f("uq_meeting_driver_meeting_id")),
    )
    op.create_table(
        "meeting_wall",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("meeting_id", sa.Integer(), nullable=False),
        sa.Column("slot", sa.String(length=1), nullable=False),
        sa.Column("name", sa.String(length=20), nullable=False),
        sa.Column("token", sa.String(length=48), nullable=False),
        sa.Column("view", sa.String(length=32), nullable=False),
        sa.ForeignKeyConstraint(["meeting_id"], ["meeting.id"], name=op.f("fk_meeting_wall_meeting_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_meeting_wall")),
        sa.UniqueConstraint("meeting_id", "slot", name=op.f("uq_meeting_wall_meeting_id_slot")),
        sqlite_autoincrement=True,
    )
    op.create_table(
        "meeting_wall_next",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("meeting_id", sa.Integer(), nullable=False),
        sa.Column("slot", sa.String(length=1), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("view", sa.String(length=32), nullable=False),
        sa.ForeignKeyConstraint(["meeting_id"], ["meeting.id"], name=op.f("fk_meeting_wall_next_meeting_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_meeting_wall_next")),
        sqlite_autoincrement=True,
    )
    with op.batch_alter_table("meeting_wall_next", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_meeting_wall_next_meeting_id"), ["meeting_id"], unique=False)
    op.create_table(
        "meeting_hall",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("meeting_id", sa.Integer(), nullable=False),
        sa.Column("depth_cm", sa.Integer(), nullable=False),
        sa.Column("picture_cm", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["meeting_id"], ["meeting.id"], name=op.f("fk_meeting_hall_meeting_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_meeting_hall")),
        sa.UniqueConstraint("meeting_id", name=op.f("uq_meeting_hall_meeting_id")),
    )


def downgrade() -> None:
    for table in ("meeting_hall", "meeting_wall_next", "meeting_wall", "meeting_driver"):
        op.drop_table(table)
