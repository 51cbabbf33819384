"""formality of a meeting, questions by rank

Revision ID: 0018
Revises: 0017
"""

import sqlalchemy as sa
from alembic import op

from council.base.db import UtcDateTime

revision = "0018"
down_revision = "0017"
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table("meeting", schema=None) as batch_op:
        batch_op.add_column(sa.Column("formality", sa.String(length=32), server_default="simple", nullable=False))
    op.execute("UPDATE meeting SET formality = 'talk' WHERE kind IN ('evening_talk', 'listening')")
    op.create_table(
        "question",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("item_id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(length=32), nullable=False),
        sa.Column("state", sa.String(length=32), nullable=False),
        sa.Column("under_id", sa.Integer(), nullable=True),
        sa.Column("motion_id", sa.Integer(), nullable=True),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("moved_by", sa.String(length=120), nullable=False),
        sa.Column("seconded_by", sa.String(length=120), nullable=False),
        sa.Column("heading", sa.String(length=60), nullable=False),
        sa.Column("old_title", sa.String(length=60), nullable=False),
        sa.Column("old_text", sa.Text(), nullable=False),
        sa.Column("minutes", sa.Integer(), nullable=True),
        sa.Column("until", sa.String(length=60), nullable=False),
        sa.Column("way", sa.String(length=32), nullable=False),
        sa.Column("votes_for", sa.Integer(), nullable=True),
        sa.Column("votes_against", sa.Integer(), nullable=True),
        sa.Column("votes_abstain", sa.Integer(), nullable=True),
        sa.Column("moved_at", UtcDateTime(timezone=True), nullable=False),
        sa.Column("settled_at", UtcDateTime(timezone=True), nullable=True),
        sa.CheckConstraint(
            "state IN ('moved','pending','carried','lost','no_second','withdrawn','fallen','put_off')",
            name=op.f("ck_question_state"),
        ),
        sa.CheckConstraint("way IN ('','poll','hands','consent')", name=op.f("ck_question_way")),
        sa.ForeignKeyConstraint(["item_id"], ["agenda_item.id"], name=op.f("fk_question_item_id")),
        sa.ForeignKeyConstraint(["motion_id"], ["motion.id"], name=op.f("fk_question_motion_id")),
        sa.ForeignKeyConstraint(["under_id"], ["question.id"], name=op.f("fk_question_under_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_question")),
        sa.UniqueConstraint("motion_id", name=op.f("uq_question_motion_id")),
    )
    with op.batch_alter_table("question", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_question_item_id"), ["item_id"], unique=False)
        batch_op.create_index(
            "uq_question_moved",
            ["item_id"],
            unique=True,
            sqlite_where=sa.text("state = 'moved'"),
            postgresql_where=sa.text("state = 'moved'"),
        )


def downgrade() -> None:
    op.drop_table("question")
    with op.batch_alter_table("meeting", schema=None) as batch_op:
        batch_op.drop_column("formality")
