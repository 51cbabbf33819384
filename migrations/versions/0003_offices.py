"""terms that were never held; initials of those who are on the roster already

Revision ID: 0003
Revises: 0002
"""

import sqlalchemy as sa
from alembic import op

from council.residents.names import initials_of

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None

TERM = "ck_appointment_term"


def upgrade() -> None:
    # a term that ends on the day before it begins was never held: a mistake, or replaced before it began
    with op.batch_alter_table("appointment", schema=None) as batch_op:
        batch_op.drop_constraint(batch_op.f(TERM), type_="check")
    _fill_initials()


def downgrade() -> None:
    op.execute(sa.text("DELETE FROM appointment WHERE until < since"))
    with op.batch_alter_table("appointment", schema=None) as batch_op:
        batch_op.create_check_constraint(batch_op.f(TERM), "until IS NULL OR until >= since")


def _fill_initials() -> None:
    person = sa.table(
        "person", sa.column("id", sa.Integer), sa.column("name", sa.String), sa.column("initials", sa.String)
    )
    bind = op.get_bind()
    rows = bind.execute(sa.select(person.c.id, person.c.name).where(person.c.initials == "")).all()
    statement = person.update().where(person.c.id == sa.bindparam("row")).values(initials=sa.bindparam("letters"))
    if rows:
        bind.execute(statement, [{"row": key, "letters": initials_of(name)} for key, name in rows])
