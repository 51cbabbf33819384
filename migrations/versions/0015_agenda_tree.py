"""the agenda's tree, and papers on its items

Revision ID: 0015
Revises: 0014
"""

from alembic import op

revision = "0015"
down_revision = "0014"
branch_labels = None
depends_on = None


def upgrade() -> None:
    # One statement that both databases know. A batch would copy SQLite's table, and the copy would give the numbers of
    # removed items out again (AUTOINCREMENT is not read back).
    op.execute(
        "ALTER TABLE agenda_item ADD COLUMN parent_id INTEGER"
        " CONSTRAINT fk_agenda_item_parent_id REFERENCES agenda_item (id)"
    )
    op.create_index(op.f("ix_agenda_item_parent_id"), "agenda_item", ["parent_id"], unique=False)


def downgrade() -> None:
    op.drop_index(op.f("ix_agenda_item_parent_id"), "agenda_item")
    with op.batch_alter_table("agenda_item", table_kwargs={"sqlite_autoincrement": True}) as batch_op:
        batch_op.drop_constraint(batch_op.f("fk_agenda_item_parent_id"), type_="foreignkey")
        batch_op.drop_column("parent_id")
