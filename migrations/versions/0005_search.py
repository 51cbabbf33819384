"""the index of texts: FTS5 on SQLite, tsvector on PostgreSQL

Revision ID: 0005
Revises: 0004
"""

import sqlalchemy as sa
from alembic import op

from council.base.db import UtcDateTime

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "search_entry",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(length=32), nullable=False),
        sa.Column("thing_id", sa.Integer(), nullable=False),
        sa.Column("estate_id", sa.Integer(), nullable=True),
        sa.Column("title", sa.String(length=200), nullable=False),
        sa.Column("hidden", sa.Boolean(), nullable=False),
        sa.Column("at", UtcDateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_search_entry")),
        sa.UniqueConstraint("kind", "thing_id", name=op.f("uq_search_entry_kind_thing_id")),
    )
    with op.batch_alter_table("search_entry") as batch_op:
        batch_op.create_index("ix_search_entry_estate_at", ["estate_id", "at"], unique=False)
    if op.get_bind().dialect.name == "sqlite":
        op.execute("CREATE VIRTUAL TABLE search_text USING fts5(tokens, tokenize = 'unicode61 remove_diacritics 0')")
        return
    op.execute("CREATE TABLE search_text (rowid integer PRIMARY KEY, tokens text NOT NULL)")
    op.execute("CREATE INDEX ix_search_text_tokens ON search_text USING gin (to_tsvector('simple', tokens))")


def downgrade() -> None:
    op.execute("DROP TABLE search_text")
    op.drop_table("search_entry")
