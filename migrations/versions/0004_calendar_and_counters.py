"""the calendar's own days, and the counters of issues

Revision ID: 0004
Revises: 0003
"""

import sqlalchemy as sa
from alembic import op

from council.base.db import UtcDateTime

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "own_day",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("worked", sa.Boolean(), nullable=False),
        sa.Column("name", sa.String(length=40), nullable=False),
        sa.Column("set_by", sa.Integer(), nullable=True),
        sa.Column("set_at", UtcDateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_own_day")),
        sa.UniqueConstraint("day", name=op.f("uq_own_day_day")),
    )
    op.create_table(
        "issue_count",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("place_id", sa.Integer(), nullable=False),
        sa.Column("month", sa.Date(), nullable=False),
        sa.Column("category_id", sa.Integer(), nullable=False),
        sa.Column("what", sa.String(length=32), nullable=False),
        sa.Column("hours", sa.Integer(), nullable=False),
        sa.Column("n", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["category_id"], ["issue_category.id"], name=op.f("fk_issue_count_category_id")),
        sa.ForeignKeyConstraint(["place_id"], ["place.id"], name=op.f("fk_issue_count_place_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_issue_count")),
        sa.UniqueConstraint("place_id", "month", "category_id", "what", "hours", name="uq_issue_count_key"),
    )
    with op.batch_alter_table("issue_count") as batch_op:
        batch_op.create_index("ix_issue_count_month", ["month"], unique=False)
        batch_op.create_index(batch_op.f("ix_issue_count_category_id"), ["category_id"], unique=False)
    _start_the_clocks_of_open_issues()


def downgrade() -> None:
    op.drop_table("issue_count")
    op.drop_table("own_day")


def _start_the_clocks_of_open_issues() -> None:
    """What was raised before has a due time and no clock: one runs from the day it was raised."""
    steps = {
        "submitted": "acknowledge",
        "acknowledged": "answer",
        "to_agenda": "discuss",
        "assigned": "solve",
        "resolved": "judge",
        "supervised": "supervise",
    }
    for state, step in steps.items():
        op.execute(
            sa.text(
                "INSERT INTO issue_clock (issue_id, step, level, started_at, due_at, extension_reason)"
                " SELECT id, :step, 'estate', raised_at, due_at, '' FROM issue WHERE state = :state"
            ).bindparams(step=step, state=state)
        )
