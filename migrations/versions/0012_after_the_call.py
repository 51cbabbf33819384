"""after the call

Revision ID: 0012
Revises: 0011
"""

import sqlalchemy as sa
from alembic import op

from council.base.db import UtcDateTime

revision = "0012"
down_revision = "0011"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "meeting_reply",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("meeting_id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("coming", sa.String(length=32), nullable=False),
        sa.Column("reason", sa.String(length=120), nullable=False),
        sa.Column("replied_at", UtcDateTime(timezone=True), nullable=False),
        sa.CheckConstraint("coming IN ('yes','no')", name=op.f("ck_meeting_reply_coming")),
        sa.ForeignKeyConstraint(["meeting_id"], ["meeting.id"], name=op.f("fk_meeting_reply_meeting_id")),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_meeting_reply_person_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_meeting_reply")),
        sa.UniqueConstraint("meeting_id", "person_id", name=op.f("uq_meeting_reply_meeting_id_person_id")),
    )
    with op.batch_alter_table("meeting_reply", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_meeting_reply_person_id"), ["person_id"], unique=False)
    op.create_table(
        "calendar_key",
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("token", sa.String(length=48), nullable=False),
        sa.Column("made_at", UtcDateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_calendar_key_person_id")),
        sa.PrimaryKeyConstraint("person_id", name=op.f("pk_calendar_key")),
        sa.UniqueConstraint("token", name=op.f("uq_calendar_key_token")),
    )


def downgrade() -> None:
    op.drop_table("calendar_key")
    op.drop_table("meeting_reply")
