"""PostgreSQL keeps the positions of tokens beside the text: a phrase is checked without reading the text anew

Revision ID: 0008
Revises: 0007
"""

from alembic import op

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None


def upgrade() -> None:
    if op.get_bind().dialect.name != "postgresql":
        return
    op.execute("DROP INDEX ix_search_text_tokens")
    op.execute(
        "ALTER TABLE search_text ADD COLUMN vector tsvector GENERATED ALWAYS AS (to_tsvector('simple', tokens)) STORED"
    )
    op.execute("CREATE INDEX ix_search_text_vector ON search_text USING gin (vector)")


def downgrade() -> None:
    if op.get_bind().dialect.name != "postgresql":
        return
    op.execute("ALTER TABLE search_text DROP COLUMN vector")
    op.execute("CREATE INDEX ix_search_text_tokens ON search_text USING gin (to_tsvector('simple', tokens))")
