"""proxies of a meeting

Revision ID: 0020
Revises: 0019
"""

import sqlalchemy as sa
from alembic import op

from council.base.db import UtcDateTime

revision = "0020"
down_revision = "0019"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "meeting_proxy",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("meeting_id", sa.Integer(), nullable=False),
        sa.Column("member_id", sa.Integer(), nullable=False),
        sa.Column("holder_id", sa.Integer(), nullable=False),
        sa.Column("on_paper", sa.Boolean(), nullable=False),
        sa.Column("lodged_at", UtcDateTime(timezone=True), nullable=False),
        sa.Column("entered_by", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(["meeting_id"], ["meeting.id"], name=op.f("fk_meeting_proxy_meeting_id")),
        sa.ForeignKeyConstraint(["member_id"], ["meeting_member.id"], name=op.f("fk_meeting_proxy_member_id")),
        sa.ForeignKeyConstraint(["holder_id"], ["person.id"], name=op.f("fk_meeting_proxy_holder_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_meeting_proxy")),
        sa.UniqueConstraint("member_id", name=op.f("uq_meeting_proxy_member_id")),
    )
    with op.batch_alter_table("meeting_proxy", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_meeting_proxy_holder_id"), ["holder_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_meeting_proxy_meeting_id"), ["meeting_id"], unique=False)
    with op.batch_alter_table("roll_entry", schema=None) as batch_op:
        batch_op.add_column(sa.Column("lodged", sa.Boolean(), server_default=sa.text("false"), nullable=False))


def downgrade() -> None:
    # without the column nothing says that these phones are shut because of a proxy that waits
    op.execute("UPDATE roll_entry SET channel=NULL WHERE lodged AND marked_at IS NULL AND channel='proxy'")
    with op.batch_alter_table("roll_entry", schema=None) as batch_op:
        batch_op.drop_column("lodged")
    op.drop_table("meeting_proxy")
