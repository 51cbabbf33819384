"""people and places

Revision ID: 0002
Revises: 0001
"""

import sqlalchemy as sa
from alembic import op

from council.base.db import UtcDateTime

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "credential",
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("login", sa.String(length=40), nullable=False),
        sa.Column("password_hash", sa.String(length=200), nullable=False),
        sa.Column("totp_secret", sa.String(length=200), nullable=False),
        sa.Column("totp_confirmed_at", UtcDateTime(timezone=True), nullable=True),
        sa.Column("totp_step", sa.Integer(), nullable=False),
        sa.Column("changed_at", UtcDateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_credential_person_id")),
        sa.PrimaryKeyConstraint("person_id", name=op.f("pk_credential")),
        sa.UniqueConstraint("login", name=op.f("uq_credential_login")),
    )
    op.create_table(
        "sign_in_session",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("method", sa.String(length=32), nullable=False),
        sa.Column("device", sa.String(length=200), nullable=False),
        sa.Column("started_at", UtcDateTime(timezone=True), nullable=False),
        sa.Column("seen_on", sa.Date(), nullable=False),
        sa.Column("ended_at", UtcDateTime(timezone=True), nullable=True),
        sa.Column("ended_by", sa.String(length=32), nullable=False),
        sa.CheckConstraint(
            "method IN ('console','link','slip','spoken_code','phone_code','password','provider','demo')",
            name=op.f("ck_sign_in_session_method"),
        ),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_sign_in_session_person_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_sign_in_session")),
    )
    with op.batch_alter_table("sign_in_session", schema=None) as batch_op:
        batch_op.create_index("ix_sign_in_session_person_open", ["person_id", "ended_at"], unique=False)

    with op.batch_alter_table("appointment", schema=None) as batch_op:
        batch_op.add_column(sa.Column("way", sa.String(length=32), nullable=False, server_default="appointed"))
        batch_op.add_column(sa.Column("origin_kind", sa.String(length=32), nullable=False, server_default=""))
        batch_op.add_column(sa.Column("origin_id", sa.Integer(), nullable=True))
        batch_op.add_column(sa.Column("letter", sa.String(length=120), nullable=False, server_default=""))
        batch_op.add_column(sa.Column("ended_because", sa.String(length=200), nullable=False, server_default=""))
        batch_op.add_column(sa.Column("replaces_id", sa.Integer(), nullable=True))
        batch_op.create_check_constraint(batch_op.f("ck_appointment_way"), "way IN ('elected','appointed')")
        batch_op.create_foreign_key(batch_op.f("fk_appointment_replaces_id"), "appointment", ["replaces_id"], ["id"])

    with op.batch_alter_table("person", schema=None) as batch_op:
        batch_op.add_column(sa.Column("external_id", sa.String(length=64), nullable=True))
        batch_op.add_column(sa.Column("initials", sa.String(length=40), nullable=False, server_default=""))
        batch_op.add_column(sa.Column("household_rep", sa.Boolean(), nullable=False, server_default=sa.false()))
        batch_op.add_column(sa.Column("photo_id", sa.Integer(), nullable=True))
        batch_op.add_column(sa.Column("merged_into_id", sa.Integer(), nullable=True))
        batch_op.add_column(sa.Column("left_on", sa.Date(), nullable=True))
        batch_op.create_index(batch_op.f("ix_person_initials"), ["initials"], unique=False)
        batch_op.create_unique_constraint(batch_op.f("uq_person_external_id"), ["external_id"])
        batch_op.create_foreign_key(batch_op.f("fk_person_merged_into_id"), "person", ["merged_into_id"], ["id"])
        batch_op.create_foreign_key(batch_op.f("fk_person_photo_id"), "photo", ["photo_id"], ["id"])


def downgrade() -> None:
    with op.batch_alter_table("person", schema=None) as batch_op:
        batch_op.drop_constraint(batch_op.f("fk_person_photo_id"), type_="foreignkey")
        batch_op.drop_constraint(batch_op.f("fk_person_merged_into_id"), type_="foreignkey")
        batch_op.drop_constraint(batch_op.f("uq_person_external_id"), type_="unique")
        batch_op.drop_index(batch_op.f("ix_person_initials"))
        batch_op.drop_column("left_on")
        batch_op.drop_column("merged_into_id")
        batch_op.drop_column("photo_id")
        batch_op.drop_column("household_rep")
        batch_op.drop_column("initials")
        batch_op.drop_column("external_id")

    with op.batch_alter_table("appointment", schema=None) as batch_op:
        batch_op.drop_constraint(batch_op.f("fk_appointment_replaces_id"), type_="foreignkey")
        batch_op.drop_column("replaces_id")
        batch_op.drop_column("ended_because")
        batch_op.drop_column("letter")
        batch_op.drop_column("origin_id")
        batch_op.drop_column("origin_kind")
        batch_op.drop_constraint(batch_op.f("ck_appointment_way"), type_="check")
        batch_op.drop_column("way")

    with op.batch_alter_table("sign_in_session", schema=None) as batch_op:
        batch_op.drop_index("ix_sign_in_session_person_open")

    op.drop_table("sign_in_session")
    op.drop_table("credential")
