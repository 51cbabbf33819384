"""Slips, codes that are read out, and wrong guesses

Revision ID: 0003
Revises: 0002
"""

import sqlalchemy as sa
from alembic import op

from council.base.db import UtcDateTime

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "guess",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("key", sa.String(length=64), nullable=False),
        sa.Column("count", sa.Double(), nullable=False),
        sa.Column("at", UtcDateTime(timezone=True), nullable=False),
        sa.Column("newcomers", sa.Integer(), nullable=False),
        sa.Column("newcomers_since", UtcDateTime(timezone=True), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_guess")),
        sa.UniqueConstraint("key", name=op.f("uq_guess_key")),
    )
    with op.batch_alter_table("guess", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_guess_at"), ["at"], unique=False)

    op.create_table(
        "slip_batch",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("place_id", sa.Integer(), nullable=False),
        sa.Column("made_by", sa.Integer(), nullable=False),
        sa.Column("made_at", UtcDateTime(timezone=True), nullable=False),
        sa.Column("expires_at", UtcDateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["made_by"], ["person.id"], name=op.f("fk_slip_batch_made_by")),
        sa.ForeignKeyConstraint(["place_id"], ["place.id"], name=op.f("fk_slip_batch_place_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_slip_batch")),
    )
    with op.batch_alter_table("slip_batch", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_slip_batch_place_id"), ["place_id"], unique=False)

    op.create_table(
        "spoken_code",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("code_hash", sa.String(length=64), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("made_by", sa.Integer(), nullable=False),
        sa.Column("expires_at", UtcDateTime(timezone=True), nullable=False),
        sa.Column("used_at", UtcDateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["made_by"], ["person.id"], name=op.f("fk_spoken_code_made_by")),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_spoken_code_person_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_spoken_code")),
        sa.UniqueConstraint("code_hash", name=op.f("uq_spoken_code_code_hash")),
    )
    with op.batch_alter_table("spoken_code", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_spoken_code_person_id"), ["person_id"], unique=False)

    op.create_table(
        "slip",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("batch_id", sa.Integer(), nullable=False),
        sa.Column("household_id", sa.Integer(), nullable=False),
        sa.Column("salt", sa.String(length=32), nullable=False),
        sa.Column("code_hash", sa.String(length=64), nullable=False),
        sa.Column("token_hash", sa.String(length=64), nullable=False),
        sa.Column("withdrawn_at", UtcDateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["batch_id"], ["slip_batch.id"], name=op.f("fk_slip_batch_id")),
        sa.ForeignKeyConstraint(["household_id"], ["household.id"], name=op.f("fk_slip_household_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_slip")),
        sa.UniqueConstraint("code_hash", name=op.f("uq_slip_code_hash")),
        sa.UniqueConstraint("token_hash", name=op.f("uq_slip_token_hash")),
    )
    with op.batch_alter_table("slip", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_slip_batch_id"), ["batch_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_slip_household_id"), ["household_id"], unique=False)

    op.create_table(
        "slip_use",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("slip_id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("session_id", sa.Integer(), nullable=False),
        sa.Column("used_at", UtcDateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_slip_use_person_id")),
        sa.ForeignKeyConstraint(["session_id"], ["sign_in_session.id"], name=op.f("fk_slip_use_session_id")),
        sa.ForeignKeyConstraint(["slip_id"], ["slip.id"], name=op.f("fk_slip_use_slip_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_slip_use")),
        sa.UniqueConstraint("slip_id", "person_id", name=op.f("uq_slip_use_slip_id_person_id")),
    )
    with op.batch_alter_table("slip_use", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_slip_use_person_id"), ["person_id"], unique=False)


def downgrade() -> None:
    with op.batch_alter_table("slip_use", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_slip_use_person_id"))

    op.drop_table("slip_use")
    with op.batch_alter_table("slip", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_slip_household_id"))
        batch_op.drop_index(batch_op.f("ix_slip_batch_id"))

    op.drop_table("slip")
    with op.batch_alter_table("spoken_code", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_spoken_code_person_id"))

    op.drop_table("spoken_code")
    with op.batch_alter_table("slip_batch", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_slip_batch_place_id"))

    op.drop_table("slip_batch")
    with op.batch_alter_table("guess", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_guess_at"))

    op.drop_table("guess")
