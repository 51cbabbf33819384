"""how many issues stand where, which press most, and the indexes that lists read

Revision ID: 0007
Revises: 0006
"""

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None

_DUE = sa.text("due_at IS NOT NULL")
_OPEN = sa.text("state IN ('acknowledged', 'assigned', 'referred', 'submitted', 'supervised', 'to_agenda')")
#: Three days for each support, less the moment it was raised, in seconds.
_PRESSING = "support_count * 259200 - {}"


def upgrade() -> None:
    op.create_table(
        "issue_standing",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("place_id", sa.Integer(), nullable=False),
        sa.Column("state", sa.String(length=32), nullable=False),
        sa.Column("restricted", sa.Boolean(), nullable=False),
        sa.Column("n", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["place_id"], ["place.id"], name=op.f("fk_issue_standing_place_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_issue_standing")),
        sa.UniqueConstraint("place_id", "state", "restricted", name="uq_issue_standing_key"),
    )
    op.execute(
        "INSERT INTO issue_standing (place_id, state, restricted, n) "
        "SELECT place_id, state, restricted, count(*) FROM issue GROUP BY place_id, state, restricted"
    )
    op.add_column("issue", sa.Column("pressing", sa.BigInteger(), server_default="0", nullable=False))
    postgresql = op.get_bind().dialect.name == "postgresql"
    seconds = "floor(extract(epoch FROM raised_at))" if postgresql else "CAST(strftime('%s', raised_at) AS INTEGER)"
    op.execute(f"UPDATE issue SET pressing = {_PRESSING.format(seconds)}")
    op.create_index("ix_issue_estate_raised", "issue", ["estate_id", "raised_at"])
    due = ["due_at", "estate_id", "place_id", "state", "restricted"]
    op.create_index("ix_issue_due", "issue", due, sqlite_where=_DUE, postgresql_where=_DUE)
    op.create_index(
        "ix_issue_estate_pressing", "issue", ["estate_id", "pressing"], sqlite_where=_OPEN, postgresql_where=_OPEN
    )
    op.create_index("ix_issue_pressing", "issue", ["pressing"], sqlite_where=_OPEN, postgresql_where=_OPEN)
    op.drop_index("ix_issue_place_id", "issue")
    op.create_index("ix_issue_place_state", "issue", ["place_id", "state", "restricted", "due_at", "warn_at"])
    op.drop_index("ix_issue_count_month", "issue_count")
    op.create_index("ix_issue_count_read", "issue_count", ["month", "hours", "what", "category_id", "place_id", "n"])


def downgrade() -> None:
    op.drop_index("ix_issue_count_read", "issue_count")
    op.create_index("ix_issue_count_month", "issue_count", ["month"])
    op.drop_index("ix_issue_place_state", "issue")
    op.create_index("ix_issue_place_id", "issue", ["place_id"])
    for name in ("ix_issue_pressing", "ix_issue_estate_pressing", "ix_issue_due", "ix_issue_estate_raised"):
        op.drop_index(name, "issue")
    op.drop_column("issue", "pressing")
    op.drop_table("issue_standing")
