"""deliberation

Revision ID: 0006
Revises: 0005
"""

import sqlalchemy as sa
from alembic import op

from council.base.db import UtcDateTime

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "complaint",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(length=32), nullable=False),
        sa.Column("thing_id", sa.Integer(), nullable=False),
        sa.Column("issue_id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("why", sa.String(length=200), nullable=False),
        sa.Column("at", UtcDateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["issue_id"], ["issue.id"], name=op.f("fk_complaint_issue_id")),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_complaint_person_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_complaint")),
        sa.UniqueConstraint("kind", "thing_id", "person_id", name=op.f("uq_complaint_kind_thing_id_person_id")),
    )
    with op.batch_alter_table("complaint", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_complaint_issue_id"), ["issue_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_complaint_person_id"), ["person_id"], unique=False)

    op.create_table(
        "moderation",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(length=32), nullable=False),
        sa.Column("thing_id", sa.Integer(), nullable=False),
        sa.Column("issue_id", sa.Integer(), nullable=False),
        sa.Column("why", sa.String(length=200), nullable=False),
        sa.Column("by_id", sa.Integer(), nullable=False),
        sa.Column("at", UtcDateTime(timezone=True), nullable=False),
        sa.Column("appeal", sa.Text(), nullable=False),
        sa.Column("appealed_at", UtcDateTime(timezone=True), nullable=True),
        sa.Column("outcome", sa.String(length=32), nullable=True),
        sa.Column("decided_why", sa.String(length=200), nullable=False),
        sa.Column("decided_by_id", sa.Integer(), nullable=True),
        sa.Column("decided_at", UtcDateTime(timezone=True), nullable=True),
        sa.CheckConstraint("kind IN ('reason','statement')", name=op.f("ck_moderation_kind")),
        sa.CheckConstraint("outcome IN ('stays','shown')", name=op.f("ck_moderation_outcome")),
        sa.ForeignKeyConstraint(["by_id"], ["person.id"], name=op.f("fk_moderation_by_id")),
        sa.ForeignKeyConstraint(["decided_by_id"], ["person.id"], name=op.f("fk_moderation_decided_by_id")),
        sa.ForeignKeyConstraint(["issue_id"], ["issue.id"], name=op.f("fk_moderation_issue_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_moderation")),
    )
    with op.batch_alter_table("moderation", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_moderation_issue_id"), ["issue_id"], unique=False)
        batch_op.create_index("ix_moderation_thing", ["kind", "thing_id"], unique=False)

    op.create_table(
        "reason",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("issue_id", sa.Integer(), nullable=False),
        sa.Column("side", sa.String(length=32), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("text", sa.String(length=200), nullable=False),
        sa.Column("anonymous", sa.Boolean(), nullable=False),
        sa.Column("at", UtcDateTime(timezone=True), nullable=False),
        sa.Column("helped", sa.Integer(), nullable=False),
        sa.Column("hidden", sa.Boolean(), nullable=False),
        sa.CheckConstraint("side IN ('for','against')", name=op.f("ck_reason_side")),
        sa.CheckConstraint("helped >= 0", name=op.f("ck_reason_helped")),
        sa.ForeignKeyConstraint(["issue_id"], ["issue.id"], name=op.f("fk_reason_issue_id")),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_reason_person_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_reason")),
        sa.UniqueConstraint("issue_id", "side", "person_id", name=op.f("uq_reason_issue_id_side_person_id")),
    )
    with op.batch_alter_table("reason", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_reason_person_id"), ["person_id"], unique=False)

    op.create_table(
        "statement",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("issue_id", sa.Integer(), nullable=False),
        sa.Column("text", sa.String(length=140), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("at", UtcDateTime(timezone=True), nullable=False),
        sa.Column("hidden", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(["issue_id"], ["issue.id"], name=op.f("fk_statement_issue_id")),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_statement_person_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_statement")),
    )
    with op.batch_alter_table("statement", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_statement_issue_id"), ["issue_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_statement_person_id"), ["person_id"], unique=False)

    op.create_table(
        "warm_up",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("issue_id", sa.Integer(), nullable=False),
        sa.Column("closed_at", UtcDateTime(timezone=True), nullable=False),
        sa.Column("closed_by_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["closed_by_id"], ["person.id"], name=op.f("fk_warm_up_closed_by_id")),
        sa.ForeignKeyConstraint(["issue_id"], ["issue.id"], name=op.f("fk_warm_up_issue_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_warm_up")),
        sa.UniqueConstraint("issue_id", name=op.f("uq_warm_up_issue_id")),
    )
    op.create_table(
        "helpful",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("reason_id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_helpful_person_id")),
        sa.ForeignKeyConstraint(["reason_id"], ["reason.id"], name=op.f("fk_helpful_reason_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_helpful")),
        sa.UniqueConstraint("reason_id", "person_id", name=op.f("uq_helpful_reason_id_person_id")),
    )
    with op.batch_alter_table("helpful", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_helpful_person_id"), ["person_id"], unique=False)

    op.create_table(
        "statement_answer",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("statement_id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("answer", sa.String(length=32), nullable=False),
        sa.CheckConstraint("answer IN ('agree','disagree','pass')", name=op.f("ck_statement_answer_answer")),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_statement_answer_person_id")),
        sa.ForeignKeyConstraint(["statement_id"], ["statement.id"], name=op.f("fk_statement_answer_statement_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_statement_answer")),
        sa.UniqueConstraint("statement_id", "person_id", name=op.f("uq_statement_answer_statement_id_person_id")),
    )
    with op.batch_alter_table("statement_answer", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_statement_answer_person_id"), ["person_id"], unique=False)


def downgrade() -> None:
    with op.batch_alter_table("statement_answer", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_statement_answer_person_id"))

    op.drop_table("statement_answer")
    with op.batch_alter_table("helpful", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_helpful_person_id"))

    op.drop_table("helpful")
    op.drop_table("warm_up")
    with op.batch_alter_table("statement", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_statement_person_id"))
        batch_op.drop_index(batch_op.f("ix_statement_issue_id"))

    op.drop_table("statement")
    with op.batch_alter_table("reason", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_reason_person_id"))

    op.drop_table("reason")
    with op.batch_alter_table("moderation", schema=None) as batch_op:
        batch_op.drop_index("ix_moderation_thing")
        batch_op.drop_index(batch_op.f("ix_moderation_issue_id"))

    op.drop_table("moderation")
    with op.batch_alter_table("complaint", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_complaint_person_id"))
        batch_op.drop_index(batch_op.f("ix_complaint_issue_id"))

    op.drop_table("complaint")
