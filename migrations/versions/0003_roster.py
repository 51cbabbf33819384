"""roster: lots, imports, merges

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
        "lot",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("place_id", sa.Integer(), nullable=False),
        sa.Column("door", sa.String(length=32), nullable=False),
        sa.Column("kind", sa.String(length=32), nullable=False),
        sa.Column("area_cm2", sa.Integer(), nullable=True),
        sa.CheckConstraint("kind IN ('dwelling','shop','parking')", name=op.f("ck_lot_kind")),
        sa.CheckConstraint("area_cm2 IS NULL OR area_cm2 > 0", name=op.f("ck_lot_area")),
        sa.ForeignKeyConstraint(["place_id"], ["place.id"], name=op.f("fk_lot_place_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_lot")),
        sa.UniqueConstraint("place_id", "door", "kind", name=op.f("uq_lot_place_id_door_kind")),
    )
    with op.batch_alter_table("lot", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_lot_place_id"), ["place_id"], unique=False)

    op.create_table(
        "ownership",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("lot_id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("since", sa.Date(), nullable=False),
        sa.Column("until", sa.Date(), nullable=True),
        sa.Column("votes", sa.Boolean(), nullable=False),
        sa.CheckConstraint("until IS NULL OR until >= since", name=op.f("ck_ownership_term")),
        sa.ForeignKeyConstraint(["lot_id"], ["lot.id"], name=op.f("fk_ownership_lot_id")),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_ownership_person_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_ownership")),
    )
    with op.batch_alter_table("ownership", schema=None) as batch_op:
        batch_op.create_index("ix_ownership_lot_person", ["lot_id", "person_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_ownership_person_id"), ["person_id"], unique=False)

    op.create_table(
        "person_merge",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("kept_id", sa.Integer(), nullable=False),
        sa.Column("gone_id", sa.Integer(), nullable=False),
        sa.Column("by_id", sa.Integer(), nullable=False),
        sa.Column("at", UtcDateTime(), nullable=False),
        sa.Column("moved", sa.JSON(), nullable=False),
        sa.Column("changed", sa.JSON(), nullable=False),
        sa.Column("changed_gone", sa.JSON(), nullable=False),
        sa.Column("undone_at", UtcDateTime(), nullable=True),
        sa.Column("undone_by", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(["by_id"], ["person.id"], name=op.f("fk_person_merge_by_id")),
        sa.ForeignKeyConstraint(["gone_id"], ["person.id"], name=op.f("fk_person_merge_gone_id")),
        sa.ForeignKeyConstraint(["kept_id"], ["person.id"], name=op.f("fk_person_merge_kept_id")),
        sa.ForeignKeyConstraint(["undone_by"], ["person.id"], name=op.f("fk_person_merge_undone_by")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_person_merge")),
    )
    with op.batch_alter_table("person_merge", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_person_merge_gone_id"), ["gone_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_person_merge_kept_id"), ["kept_id"], unique=False)

    op.create_table(
        "roster_import",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("place_id", sa.Integer(), nullable=False),
        sa.Column("token", sa.String(length=48), nullable=False),
        sa.Column("file_name", sa.String(length=120), nullable=False),
        sa.Column("sha256", sa.String(length=64), nullable=False),
        sa.Column("state", sa.String(length=32), nullable=False),
        sa.Column("uploaded_by", sa.Integer(), nullable=True),
        sa.Column("uploaded_at", UtcDateTime(), nullable=False),
        sa.Column("confirmed_by", sa.Integer(), nullable=True),
        sa.Column("ended_at", UtcDateTime(), nullable=True),
        sa.Column("beat_at", UtcDateTime(), nullable=True),
        sa.Column("worker", sa.String(length=24), nullable=False),
        sa.Column("tries", sa.Integer(), nullable=False),
        sa.Column("rows_done", sa.Integer(), nullable=False),
        sa.Column("counts", sa.JSON(), nullable=False),
        sa.Column("problem", sa.JSON(), nullable=True),
        sa.Column("digest", sa.String(length=64), nullable=False),
        sa.Column("cleared_at", UtcDateTime(), nullable=True),
        sa.CheckConstraint(
            "state IN ('waiting','reading','ready','confirmed','writing','done','refused','failed','cancelled')",
            name=op.f("ck_roster_import_state"),
        ),
        sa.ForeignKeyConstraint(["confirmed_by"], ["person.id"], name=op.f("fk_roster_import_confirmed_by")),
        sa.ForeignKeyConstraint(["place_id"], ["place.id"], name=op.f("fk_roster_import_place_id")),
        sa.ForeignKeyConstraint(["uploaded_by"], ["person.id"], name=op.f("fk_roster_import_uploaded_by")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_roster_import")),
        sa.UniqueConstraint("token", name=op.f("uq_roster_import_token")),
    )
    with op.batch_alter_table("roster_import", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_roster_import_place_id"), ["place_id"], unique=False)
        batch_op.create_index("ix_roster_import_sha256_place", ["sha256", "place_id"], unique=False)
        batch_op.create_index("ix_roster_import_state", ["state"], unique=False)

    op.create_table(
        "roster_line",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("import_id", sa.Integer(), nullable=False),
        sa.Column("row", sa.Integer(), nullable=False),
        sa.Column("verdict", sa.String(length=32), nullable=False),
        sa.Column("name", sa.String(length=80), nullable=False),
        sa.Column("where", sa.String(length=200), nullable=False),
        sa.Column("changes", sa.JSON(), nullable=False),
        sa.Column("problems", sa.JSON(), nullable=False),
        sa.ForeignKeyConstraint(["import_id"], ["roster_import.id"], name=op.f("fk_roster_line_import_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_roster_line")),
    )
    with op.batch_alter_table("roster_line", schema=None) as batch_op:
        batch_op.create_index("ix_roster_line_import_verdict_row", ["import_id", "verdict", "row"], unique=False)


def downgrade() -> None:
    with op.batch_alter_table("roster_line", schema=None) as batch_op:
        batch_op.drop_index("ix_roster_line_import_verdict_row")

    op.drop_table("roster_line")
    with op.batch_alter_table("roster_import", schema=None) as batch_op:
        batch_op.drop_index("ix_roster_import_state")
        batch_op.drop_index("ix_roster_import_sha256_place")
        batch_op.drop_index(batch_op.f("ix_roster_import_place_id"))

    op.drop_table("roster_import")
    with op.batch_alter_table("person_merge", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_person_merge_kept_id"))
        batch_op.drop_index(batch_op.f("ix_person_merge_gone_id"))

    op.drop_table("person_merge")
    with op.batch_alter_table("ownership", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_ownership_person_id"))
        batch_op.drop_index("ix_ownership_lot_person")

    op.drop_table("ownership")
    with op.batch_alter_table("lot", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_lot_place_id"))

    op.drop_table("lot")
