"""polls of all kinds

Revision ID: 0009
Revises: 0008
"""

import sqlalchemy as sa
from alembic import op

from council.base.db import UtcDateTime

revision = "0009"
down_revision = "0008"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "bulletin",
        sa.Column("poll_id", sa.Integer(), nullable=False),
        sa.Column("about", sa.Text(), nullable=False),
        sa.Column("ballots", sa.Text(), nullable=False),
        sa.Column("seal", sa.String(length=64), nullable=False),
        sa.Column("sealed_at", UtcDateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["poll_id"], ["poll.id"], name=op.f("fk_bulletin_poll_id")),
        sa.PrimaryKeyConstraint("poll_id", name=op.f("pk_bulletin")),
    )
    op.create_table(
        "confirmation",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("poll_id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("seal", sa.String(length=64), nullable=False),
        sa.Column("at", UtcDateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_confirmation_person_id")),
        sa.ForeignKeyConstraint(["poll_id"], ["poll.id"], name=op.f("fk_confirmation_poll_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_confirmation")),
        sa.UniqueConstraint("poll_id", "person_id", name=op.f("uq_confirmation_poll_id_person_id")),
    )
    with op.batch_alter_table("confirmation", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_confirmation_person_id"), ["person_id"], unique=False)

    op.create_table(
        "envelope",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("poll_id", sa.Integer(), nullable=False),
        sa.Column("sealed", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["poll_id"], ["poll.id"], name=op.f("fk_envelope_poll_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_envelope")),
    )
    with op.batch_alter_table("envelope", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_envelope_poll_id"), ["poll_id"], unique=False)

    op.create_table(
        "exclusion",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("poll_id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("reason", sa.String(length=200), nullable=False),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_exclusion_person_id")),
        sa.ForeignKeyConstraint(["poll_id"], ["poll.id"], name=op.f("fk_exclusion_poll_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_exclusion")),
        sa.UniqueConstraint("poll_id", "person_id", name=op.f("uq_exclusion_poll_id_person_id")),
    )
    with op.batch_alter_table("exclusion", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_exclusion_person_id"), ["person_id"], unique=False)

    op.create_table(
        "poll_option",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("poll_id", sa.Integer(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("key", sa.String(length=32), nullable=False),
        sa.Column("title", sa.String(length=80), nullable=False),
        sa.Column("cost", sa.Integer(), nullable=True),
        sa.Column("group", sa.String(length=32), nullable=False),
        sa.Column("excluded", sa.String(length=200), nullable=False),
        sa.CheckConstraint("cost IS NULL OR cost > 0", name=op.f("ck_poll_option_cost")),
        sa.ForeignKeyConstraint(["poll_id"], ["poll.id"], name=op.f("fk_poll_option_poll_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_poll_option")),
        sa.UniqueConstraint("poll_id", "key", name=op.f("uq_poll_option_poll_id_key")),
    )
    with op.batch_alter_table("poll_option", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_poll_option_poll_id"), ["poll_id"], unique=False)

    op.create_table(
        "paper",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("poll_id", sa.Integer(), nullable=False),
        sa.Column("serial", sa.String(length=12), nullable=False),
        sa.Column("state", sa.String(length=32), nullable=False),
        sa.Column("roll_entry_id", sa.Integer(), nullable=True),
        sa.Column("reason", sa.String(length=200), nullable=False),
        sa.Column("marks", sa.Text(), nullable=False),
        sa.CheckConstraint(
            "state IN ('printed','out','read','conflict','counted','void')", name=op.f("ck_paper_state")
        ),
        sa.ForeignKeyConstraint(["poll_id"], ["poll.id"], name=op.f("fk_paper_poll_id")),
        sa.ForeignKeyConstraint(["roll_entry_id"], ["roll_entry.id"], name=op.f("fk_paper_roll_entry_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_paper")),
        sa.UniqueConstraint("poll_id", "serial", name=op.f("uq_paper_poll_id_serial")),
        sa.UniqueConstraint("roll_entry_id", name=op.f("uq_paper_roll_entry_id")),
    )
    op.create_table(
        "paper_entry",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("paper_id", sa.Integer(), nullable=False),
        sa.Column("teller_id", sa.Integer(), nullable=False),
        sa.Column("marks", sa.Text(), nullable=False),
        sa.Column("at", UtcDateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["paper_id"], ["paper.id"], name=op.f("fk_paper_entry_paper_id")),
        sa.ForeignKeyConstraint(["teller_id"], ["person.id"], name=op.f("fk_paper_entry_teller_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_paper_entry")),
        sa.UniqueConstraint("paper_id", "teller_id", name=op.f("uq_paper_entry_paper_id_teller_id")),
    )
    with op.batch_alter_table("paper_entry", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_paper_entry_teller_id"), ["teller_id"], unique=False)

    with op.batch_alter_table("ballot", schema=None) as batch_op:
        batch_op.add_column(sa.Column("marks", sa.Text(), server_default="", nullable=False))
        batch_op.add_column(sa.Column("reason", sa.String(length=200), server_default="", nullable=False))
        batch_op.drop_constraint(batch_op.f("ck_ballot_choice"), type_="check")
        batch_op.create_check_constraint(
            batch_op.f("ck_ballot_choice"), "choice IN ('for','against','abstain','marks','blank','invalid')"
        )

    with op.batch_alter_table("poll", schema=None) as batch_op:
        batch_op.add_column(sa.Column("template", sa.String(length=32), server_default="motion", nullable=False))
        batch_op.add_column(sa.Column("marking", sa.String(length=32), server_default="stance", nullable=False))
        batch_op.add_column(sa.Column("method", sa.String(length=32), server_default="decide", nullable=False))
        batch_op.add_column(sa.Column("settings", sa.JSON(), server_default="{}", nullable=False))
        batch_op.add_column(sa.Column("electorate", sa.String(length=32), server_default="members", nullable=False))
        batch_op.add_column(sa.Column("closes_at", UtcDateTime(timezone=True), nullable=True))
        batch_op.add_column(sa.Column("lot", sa.JSON(none_as_null=True), nullable=True))
        batch_op.add_column(sa.Column("runoff_of", sa.Integer(), nullable=True))
        batch_op.add_column(sa.Column("hands", sa.JSON(none_as_null=True), nullable=True))
        batch_op.create_index(batch_op.f("ix_poll_closes_at"), ["closes_at"], unique=False)
    op.execute("UPDATE poll SET template = 'straw' WHERE straw")

    with op.batch_alter_table("roll_entry", schema=None) as batch_op:
        batch_op.add_column(sa.Column("household_id", sa.Integer(), nullable=True))
        batch_op.add_column(sa.Column("label", sa.String(length=120), server_default="", nullable=False))
        batch_op.add_column(sa.Column("channel", sa.String(length=32), nullable=True))
        batch_op.add_column(sa.Column("holder_id", sa.Integer(), nullable=True))
        batch_op.create_check_constraint(
            batch_op.f("ck_roll_entry_channel"), "channel IS NULL OR channel IN ('paper','hands','helper')"
        )
        batch_op.create_index(batch_op.f("ix_roll_entry_holder_id"), ["holder_id"], unique=False)
        batch_op.create_index(
            "ix_roll_entry_poll_household",
            ["poll_id", "household_id"],
            unique=False,
            sqlite_where=sa.text("household_id IS NOT NULL"),
            postgresql_where=sa.text("household_id IS NOT NULL"),
        )
        batch_op.create_foreign_key(batch_op.f("fk_roll_entry_holder_id"), "person", ["holder_id"], ["id"])
        batch_op.create_foreign_key(batch_op.f("fk_roll_entry_household_id"), "household", ["household_id"], ["id"])


def downgrade() -> None:
    with op.batch_alter_table("roll_entry", schema=None) as batch_op:
        batch_op.drop_constraint(batch_op.f("ck_roll_entry_channel"), type_="check")
        batch_op.drop_constraint(batch_op.f("fk_roll_entry_household_id"), type_="foreignkey")
        batch_op.drop_constraint(batch_op.f("fk_roll_entry_holder_id"), type_="foreignkey")
        batch_op.drop_index("ix_roll_entry_poll_household")
        batch_op.drop_index(batch_op.f("ix_roll_entry_holder_id"))
        batch_op.drop_column("holder_id")
        batch_op.drop_column("channel")
        batch_op.drop_column("label")
        batch_op.drop_column("household_id")

    with op.batch_alter_table("poll", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_poll_closes_at"))
        batch_op.drop_column("hands")
        batch_op.drop_column("runoff_of")
        batch_op.drop_column("lot")
        batch_op.drop_column("closes_at")
        batch_op.drop_column("electorate")
        batch_op.drop_column("settings")
        batch_op.drop_column("method")
        batch_op.drop_column("marking")
        batch_op.drop_column("template")

    with op.batch_alter_table("ballot", schema=None) as batch_op:
        batch_op.drop_constraint(batch_op.f("ck_ballot_choice"), type_="check")
        batch_op.create_check_constraint(batch_op.f("ck_ballot_choice"), "choice IN ('for','against','abstain')")
        batch_op.drop_column("reason")
        batch_op.drop_column("marks")

    with op.batch_alter_table("paper_entry", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_paper_entry_teller_id"))

    op.drop_table("paper_entry")
    op.drop_table("paper")
    with op.batch_alter_table("poll_option", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_poll_option_poll_id"))

    op.drop_table("poll_option")
    with op.batch_alter_table("envelope", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_envelope_poll_id"))

    op.drop_table("envelope")
    with op.batch_alter_table("confirmation", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_confirmation_person_id"))

    op.drop_table("confirmation")
    op.drop_table("bulletin")
    op.drop_table("exclusion")
