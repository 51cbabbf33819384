"""charters, compacts, the procedures of places

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
        "charter_document",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("place_id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(length=32), nullable=False),
        sa.CheckConstraint("kind IN ('charter','compact')", name=op.f("ck_charter_document_kind")),
        sa.ForeignKeyConstraint(["place_id"], ["place.id"], name=op.f("fk_charter_document_place_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_charter_document")),
        sa.UniqueConstraint("place_id", "kind", name=op.f("uq_charter_document_place_id_kind")),
    )
    op.create_table(
        "charter_version",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("document_id", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("state", sa.String(length=32), nullable=False),
        sa.Column("copied_from_id", sa.Integer(), nullable=True),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("consulted_until", sa.Date(), nullable=True),
        sa.Column("adopted_kind", sa.String(length=32), nullable=False),
        sa.Column("adopted_id", sa.Integer(), nullable=True),
        sa.Column("force_from", sa.Date(), nullable=True),
        sa.Column("force_until", sa.Date(), nullable=True),
        sa.CheckConstraint(
            "(state = 'in_force') = (force_from IS NOT NULL)", name=op.f("ck_charter_version_in_force_from")
        ),
        sa.CheckConstraint(
            "state IN ('draft','consulted','adopted','filed','in_force','withdrawn')",
            name=op.f("ck_charter_version_state"),
        ),
        sa.CheckConstraint(
            "force_until IS NULL OR force_until > force_from", name=op.f("ck_charter_version_force_days")
        ),
        sa.ForeignKeyConstraint(
            ["copied_from_id"], ["charter_version.id"], name=op.f("fk_charter_version_copied_from_id")
        ),
        sa.ForeignKeyConstraint(["document_id"], ["charter_document.id"], name=op.f("fk_charter_version_document_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_charter_version")),
        sa.UniqueConstraint("document_id", "number", name=op.f("uq_charter_version_document_id_number")),
    )
    with op.batch_alter_table("charter_version", schema=None) as batch_op:
        batch_op.create_index("ix_charter_version_state", ["state", "force_from"], unique=False)

    op.create_table(
        "charter_article",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("version_id", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("heading", sa.String(length=60), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["version_id"], ["charter_version.id"], name=op.f("fk_charter_article_version_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_charter_article")),
        sa.UniqueConstraint("version_id", "number", name=op.f("uq_charter_article_version_id_number")),
    )
    op.create_table(
        "charter_reading",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("version_id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("at", UtcDateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_charter_reading_person_id")),
        sa.ForeignKeyConstraint(["version_id"], ["charter_version.id"], name=op.f("fk_charter_reading_version_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_charter_reading")),
        sa.UniqueConstraint("version_id", "person_id", name=op.f("uq_charter_reading_version_id_person_id")),
    )
    with op.batch_alter_table("charter_reading", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_charter_reading_person_id"), ["person_id"], unique=False)

    op.create_table(
        "charter_remark",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("version_id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("text", sa.String(length=300), nullable=False),
        sa.Column("at", UtcDateTime(timezone=True), nullable=False),
        sa.Column("changed_at", UtcDateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_charter_remark_person_id")),
        sa.ForeignKeyConstraint(["version_id"], ["charter_version.id"], name=op.f("fk_charter_remark_version_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_charter_remark")),
        sa.UniqueConstraint("version_id", "person_id", name=op.f("uq_charter_remark_version_id_person_id")),
    )
    with op.batch_alter_table("charter_remark", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_charter_remark_person_id"), ["person_id"], unique=False)

    op.create_table(
        "charter_step",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("version_id", sa.Integer(), nullable=False),
        sa.Column("step", sa.String(length=32), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("reference", sa.String(length=120), nullable=False),
        sa.Column("by_id", sa.Integer(), nullable=False),
        sa.Column("at", UtcDateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["by_id"], ["person.id"], name=op.f("fk_charter_step_by_id")),
        sa.ForeignKeyConstraint(["version_id"], ["charter_version.id"], name=op.f("fk_charter_step_version_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_charter_step")),
        sa.UniqueConstraint("version_id", "step", name=op.f("uq_charter_step_version_id_step")),
    )
    op.create_table(
        "place_procedure",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("place_id", sa.Integer(), nullable=False),
        sa.Column("body", sa.String(length=32), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("preset", sa.String(length=32), nullable=False),
        sa.Column("quorum", sa.String(length=24), nullable=False),
        sa.Column("majority", sa.String(length=24), nullable=False),
        sa.Column("notice_days", sa.Integer(), nullable=True),
        sa.Column("final", sa.Boolean(), nullable=False),
        sa.Column("secret", sa.Boolean(), nullable=False),
        sa.Column("meetings_a_year", sa.Integer(), nullable=True),
        sa.Column("valid_from", sa.Date(), nullable=False),
        sa.Column("decided_by", sa.String(length=120), nullable=False),
        sa.Column("chosen_by_id", sa.Integer(), nullable=False),
        sa.Column("chosen_at", UtcDateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["chosen_by_id"], ["person.id"], name=op.f("fk_place_procedure_chosen_by_id")),
        sa.ForeignKeyConstraint(["place_id"], ["place.id"], name=op.f("fk_place_procedure_place_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_place_procedure")),
        sa.UniqueConstraint("place_id", "body", "number", name=op.f("uq_place_procedure_place_id_body_number")),
    )
    with op.batch_alter_table("place_procedure", schema=None) as batch_op:
        batch_op.create_index("ix_place_procedure_place_preset", ["place_id", "preset"], unique=False)

    with op.batch_alter_table("meeting", schema=None) as batch_op:
        batch_op.add_column(sa.Column("place_procedure_id", sa.Integer(), nullable=True))
        batch_op.create_foreign_key(
            batch_op.f("fk_meeting_place_procedure_id"), "place_procedure", ["place_procedure_id"], ["id"]
        )

    with op.batch_alter_table("poll", schema=None) as batch_op:
        batch_op.add_column(sa.Column("place_procedure_id", sa.Integer(), nullable=True))
        batch_op.create_foreign_key(
            batch_op.f("fk_poll_place_procedure_id"), "place_procedure", ["place_procedure_id"], ["id"]
        )


def downgrade() -> None:
    with op.batch_alter_table("poll", schema=None) as batch_op:
        batch_op.drop_constraint(batch_op.f("fk_poll_place_procedure_id"), type_="foreignkey")
        batch_op.drop_column("place_procedure_id")

    with op.batch_alter_table("meeting", schema=None) as batch_op:
        batch_op.drop_constraint(batch_op.f("fk_meeting_place_procedure_id"), type_="foreignkey")
        batch_op.drop_column("place_procedure_id")

    with op.batch_alter_table("place_procedure", schema=None) as batch_op:
        batch_op.drop_index("ix_place_procedure_place_preset")

    op.drop_table("place_procedure")
    op.drop_table("charter_step")
    with op.batch_alter_table("charter_remark", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_charter_remark_person_id"))

    op.drop_table("charter_remark")
    with op.batch_alter_table("charter_reading", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_charter_reading_person_id"))

    op.drop_table("charter_reading")
    op.drop_table("charter_article")
    with op.batch_alter_table("charter_version", schema=None) as batch_op:
        batch_op.drop_index("ix_charter_version_state")

    op.drop_table("charter_version")
    op.drop_table("charter_document")
