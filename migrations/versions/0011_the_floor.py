"""the floor

Revision ID: 0011
Revises: 0010
"""

import sqlalchemy as sa
from alembic import op

from council.base.db import UtcDateTime

revision = "0011"
down_revision = "0010"
branch_labels = None
depends_on = None

SPEAKS = sa.text("state = 'speaking'")
WAITS = sa.text("state = 'waiting'")


def upgrade() -> None:
    op.create_table(
        "speech",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("item_id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=True),
        sa.Column("name", sa.String(length=40), nullable=False),
        sa.Column("stance", sa.String(length=32), nullable=False),
        sa.Column("state", sa.String(length=32), nullable=False),
        sa.Column("raised_at", UtcDateTime(timezone=True), nullable=False),
        sa.Column("entered_by", sa.Integer(), nullable=True),
        sa.Column("started_at", UtcDateTime(timezone=True), nullable=True),
        sa.Column("ended_at", UtcDateTime(timezone=True), nullable=True),
        sa.Column("given", sa.Integer(), nullable=False),
        sa.Column("spent", sa.Integer(), nullable=False),
        sa.Column("running_since", UtcDateTime(timezone=True), nullable=True),
        sa.Column("reminded", sa.String(length=32), nullable=False),
        sa.CheckConstraint("stance IN ('for','against','question','information')", name=op.f("ck_speech_stance")),
        sa.ForeignKeyConstraint(["item_id"], ["agenda_item.id"], name=op.f("fk_speech_item_id")),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_speech_person_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_speech")),
    )
    with op.batch_alter_table("speech", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_speech_item_id"), ["item_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_speech_person_id"), ["person_id"], unique=False)
        batch_op.create_index(
            "uq_speech_speaking", ["item_id"], unique=True, sqlite_where=SPEAKS, postgresql_where=SPEAKS
        )
        batch_op.create_index(
            "uq_speech_waiting", ["item_id", "person_id"], unique=True, sqlite_where=WAITS, postgresql_where=WAITS
        )


def downgrade() -> None:
    op.drop_table("speech")
