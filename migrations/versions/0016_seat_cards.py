"""seat cards, and sessions for one meeting only

Revision ID: 0016
Revises: 0015
"""

import sqlalchemy as sa
from alembic import op

from council.base.db import UtcDateTime

revision = "0016"
down_revision = "0015"
branch_labels = None
depends_on = None

BEFORE = "method IN ('console','link','slip','spoken_code','phone_code','password','provider','demo')"
AFTER = "method IN ('console','link','slip','spoken_code','phone_code','password','provider','seat_card','demo')"


def upgrade() -> None:
    op.create_table(
        "seat_card",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("meeting_id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("salt", sa.String(length=32), nullable=False),
        sa.Column("token_hash", sa.String(length=64), nullable=False),
        sa.Column("made_by", sa.Integer(), nullable=False),
        sa.Column("made_at", UtcDateTime(timezone=True), nullable=False),
        sa.Column("withdrawn_at", UtcDateTime(timezone=True), nullable=True),
        sa.Column("session_id", sa.Integer(), nullable=True),
        sa.Column("used_at", UtcDateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["meeting_id"], ["meeting.id"], name=op.f("fk_seat_card_meeting_id")),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_seat_card_person_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_seat_card")),
        sa.UniqueConstraint("token_hash", name=op.f("uq_seat_card_token_hash")),
    )
    with op.batch_alter_table("seat_card", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_seat_card_person_id"), ["person_id"], unique=False)
        batch_op.create_index(
            "uq_seat_card_working",
            ["meeting_id", "person_id"],
            unique=True,
            sqlite_where=sa.text("withdrawn_at IS NULL"),
            postgresql_where=sa.text("withdrawn_at IS NULL"),
        )
    with op.batch_alter_table("sign_in_session", schema=None) as batch_op:
        batch_op.add_column(sa.Column("only_for", sa.Integer(), nullable=True))
        batch_op.create_index(batch_op.f("ix_sign_in_session_only_for"), ["only_for"], unique=False)
        batch_op.drop_constraint(batch_op.f("ck_sign_in_session_method"), type_="check")
        batch_op.create_check_constraint(batch_op.f("ck_sign_in_session_method"), AFTER)


def downgrade() -> None:
    op.execute("DELETE FROM sign_in_session WHERE method = 'seat_card'")
    with op.batch_alter_table("sign_in_session", schema=None) as batch_op:
        batch_op.drop_constraint(batch_op.f("ck_sign_in_session_method"), type_="check")
        batch_op.create_check_constraint(batch_op.f("ck_sign_in_session_method"), BEFORE)
        batch_op.drop_index(batch_op.f("ix_sign_in_session_only_for"))
        batch_op.drop_column("only_for")
    op.drop_table("seat_card")
