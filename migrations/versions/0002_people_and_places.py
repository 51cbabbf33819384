"""people and places

Revision ID: 0002
Revises: 0001
"""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table("appointment", schema=None) as batch_op:
        batch_op.add_column(sa.Column("way", sa.String(length=32), nullable=False, server_default="appointed"))
        batch_op.add_column(sa.Column("origin_kind", sa.String(length=32), nullable=False, server_default=""))
        batch_op.add_column(sa.Column("origin_id", sa.Integer(), nullable=True))
        batch_op.add_column(sa.Column("letter", sa.String(length=120), nullable=False, server_default=""))
        batch_op.add_column(sa.Column("ended_because", sa.String(length=200), nullable=False, server_default=""))
        batch_op.add_column(sa.Column("replaces_id", sa.Integer(), nullable=True))
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
        batch_op.drop_column("way")
