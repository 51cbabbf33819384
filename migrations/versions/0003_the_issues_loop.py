"""the issues loop

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
        "issue_category",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("code", sa.String(length=32), nullable=False),
        sa.Column("name", sa.String(length=40), nullable=False),
        sa.Column("keywords", sa.Text(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("retired", sa.Boolean(), nullable=False),
        sa.Column("counting", sa.String(length=32), nullable=False),
        sa.Column("acknowledge_hours", sa.Integer(), nullable=False),
        sa.Column("answer_hours", sa.Integer(), nullable=False),
        sa.Column("solve_hours", sa.Integer(), nullable=False),
        sa.Column("revision", sa.Integer(), server_default="1", nullable=False),
        sa.CheckConstraint("counting IN ('working','calendar')", name=op.f("ck_issue_category_counting")),
        sa.CheckConstraint(
            "acknowledge_hours > 0 AND answer_hours > 0 AND solve_hours > 0", name=op.f("ck_issue_category_hours")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_issue_category")),
        sa.UniqueConstraint("code", name=op.f("uq_issue_category_code")),
    )
    op.create_table(
        "answer_template",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("place_id", sa.Integer(), nullable=False),
        sa.Column("act", sa.String(length=32), nullable=False),
        sa.Column("name", sa.String(length=40), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("retired", sa.Boolean(), nullable=False),
        sa.Column("revision", sa.Integer(), server_default="1", nullable=False),
        sa.ForeignKeyConstraint(["place_id"], ["place.id"], name=op.f("fk_answer_template_place_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_answer_template")),
    )
    with op.batch_alter_table("answer_template", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_answer_template_place_id"), ["place_id"], unique=False)

    op.create_table(
        "report_point",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("token", sa.String(length=48), nullable=False),
        sa.Column("place_id", sa.Integer(), nullable=False),
        sa.Column("spot", sa.String(length=80), nullable=False),
        sa.Column("made_by_id", sa.Integer(), nullable=False),
        sa.Column("made_at", UtcDateTime(timezone=True), nullable=False),
        sa.Column("closed_at", UtcDateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["made_by_id"], ["person.id"], name=op.f("fk_report_point_made_by_id")),
        sa.ForeignKeyConstraint(["place_id"], ["place.id"], name=op.f("fk_report_point_place_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_report_point")),
        sa.UniqueConstraint("token", name=op.f("uq_report_point_token")),
    )
    with op.batch_alter_table("report_point", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_report_point_place_id"), ["place_id"], unique=False)

    op.create_table(
        "issue_clock",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("issue_id", sa.Integer(), nullable=False),
        sa.Column("step", sa.String(length=32), nullable=False),
        sa.Column("level", sa.String(length=32), nullable=False),
        sa.Column("started_at", UtcDateTime(timezone=True), nullable=False),
        sa.Column("warn_at", UtcDateTime(timezone=True), nullable=True),
        sa.Column("due_at", UtcDateTime(timezone=True), nullable=True),
        sa.Column("ended_at", UtcDateTime(timezone=True), nullable=True),
        sa.Column("ended_by", sa.String(length=32), nullable=True),
        sa.Column("due_before", UtcDateTime(timezone=True), nullable=True),
        sa.Column("extension_reason", sa.String(length=200), nullable=False),
        sa.Column("extended_by_id", sa.Integer(), nullable=True),
        sa.Column("stepped_up_at", UtcDateTime(timezone=True), nullable=True),
        sa.CheckConstraint(
            "step IN ('acknowledge','answer','discuss','solve','judge','supervise')", name=op.f("ck_issue_clock_step")
        ),
        sa.CheckConstraint("ended_at IS NULL OR ended_at >= started_at", name=op.f("ck_issue_clock_forward")),
        sa.ForeignKeyConstraint(["extended_by_id"], ["person.id"], name=op.f("fk_issue_clock_extended_by_id")),
        sa.ForeignKeyConstraint(["issue_id"], ["issue.id"], name=op.f("fk_issue_clock_issue_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_issue_clock")),
    )
    with op.batch_alter_table("issue_clock", schema=None) as batch_op:
        batch_op.create_index(
            "ix_issue_clock_due",
            ["due_at"],
            unique=False,
            sqlite_where=sa.text("ended_at IS NULL"),
            postgresql_where=sa.text("ended_at IS NULL"),
        )
        batch_op.create_index(batch_op.f("ix_issue_clock_issue_id"), ["issue_id"], unique=False)
        batch_op.create_index(
            "uq_issue_clock_running",
            ["issue_id"],
            unique=True,
            sqlite_where=sa.text("ended_at IS NULL"),
            postgresql_where=sa.text("ended_at IS NULL"),
        )

    op.create_table(
        "issue_merge",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("source_id", sa.Integer(), nullable=False),
        sa.Column("target_id", sa.Integer(), nullable=False),
        sa.Column("by_id", sa.Integer(), nullable=False),
        sa.Column("reason", sa.String(length=200), nullable=False),
        sa.Column("at", UtcDateTime(timezone=True), nullable=False),
        sa.Column("undone_at", UtcDateTime(timezone=True), nullable=True),
        sa.Column("undone_by_id", sa.Integer(), nullable=True),
        sa.CheckConstraint("source_id <> target_id", name=op.f("ck_issue_merge_two")),
        sa.ForeignKeyConstraint(["by_id"], ["person.id"], name=op.f("fk_issue_merge_by_id")),
        sa.ForeignKeyConstraint(["source_id"], ["issue.id"], name=op.f("fk_issue_merge_source_id")),
        sa.ForeignKeyConstraint(["target_id"], ["issue.id"], name=op.f("fk_issue_merge_target_id")),
        sa.ForeignKeyConstraint(["undone_by_id"], ["person.id"], name=op.f("fk_issue_merge_undone_by_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_issue_merge")),
    )
    with op.batch_alter_table("issue_merge", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_issue_merge_target_id"), ["target_id"], unique=False)
        batch_op.create_index(
            "uq_issue_merge_standing",
            ["source_id"],
            unique=True,
            sqlite_where=sa.text("undone_at IS NULL"),
            postgresql_where=sa.text("undone_at IS NULL"),
        )

    op.create_table(
        "issue_note",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("issue_id", sa.Integer(), nullable=False),
        sa.Column("by_id", sa.Integer(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("at", UtcDateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["by_id"], ["person.id"], name=op.f("fk_issue_note_by_id")),
        sa.ForeignKeyConstraint(["issue_id"], ["issue.id"], name=op.f("fk_issue_note_issue_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_issue_note")),
    )
    with op.batch_alter_table("issue_note", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_issue_note_issue_id"), ["issue_id"], unique=False)

    op.create_table(
        "issue_unit",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("issue_id", sa.Integer(), nullable=False),
        sa.Column("unit_id", sa.Integer(), nullable=False),
        sa.Column("role", sa.String(length=32), nullable=False),
        sa.Column("part", sa.String(length=200), nullable=False),
        sa.Column("said", sa.Text(), nullable=False),
        sa.Column("state", sa.String(length=32), nullable=False),
        sa.Column("asked_at", UtcDateTime(timezone=True), nullable=False),
        sa.Column("changed_at", UtcDateTime(timezone=True), nullable=False),
        sa.CheckConstraint("role IN ('lead','support')", name=op.f("ck_issue_unit_role")),
        sa.CheckConstraint("state IN ('asked','working','done','declined')", name=op.f("ck_issue_unit_state")),
        sa.ForeignKeyConstraint(["issue_id"], ["issue.id"], name=op.f("fk_issue_unit_issue_id")),
        sa.ForeignKeyConstraint(["unit_id"], ["partner_unit.id"], name=op.f("fk_issue_unit_unit_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_issue_unit")),
        sa.UniqueConstraint("issue_id", "unit_id", name=op.f("uq_issue_unit_issue_id_unit_id")),
    )
    with op.batch_alter_table("issue_unit", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_issue_unit_unit_id"), ["unit_id"], unique=False)
        batch_op.create_index(
            "uq_issue_unit_lead",
            ["issue_id"],
            unique=True,
            sqlite_where=sa.text("role = 'lead' AND state <> 'declined'"),
            postgresql_where=sa.text("role = 'lead' AND state <> 'declined'"),
        )

    op.create_table(
        "mediation",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("issue_id", sa.Integer(), nullable=False),
        sa.Column("level", sa.String(length=32), nullable=False),
        sa.Column("state", sa.String(length=32), nullable=False),
        sa.Column("kind", sa.String(length=40), nullable=False),
        sa.Column("outcome", sa.Text(), nullable=False),
        sa.Column("mediator_id", sa.Integer(), nullable=True),
        sa.Column("by_id", sa.Integer(), nullable=False),
        sa.Column("at", UtcDateTime(timezone=True), nullable=False),
        sa.Column("changed_at", UtcDateTime(timezone=True), nullable=False),
        sa.Column("follow_up_at", UtcDateTime(timezone=True), nullable=True),
        sa.CheckConstraint("level IN ('estate','community')", name=op.f("ck_mediation_level")),
        sa.CheckConstraint(
            "state IN ('asked','agreed','performed','failed','withdrawn')", name=op.f("ck_mediation_state")
        ),
        sa.ForeignKeyConstraint(["by_id"], ["person.id"], name=op.f("fk_mediation_by_id")),
        sa.ForeignKeyConstraint(["issue_id"], ["issue.id"], name=op.f("fk_mediation_issue_id")),
        sa.ForeignKeyConstraint(["mediator_id"], ["person.id"], name=op.f("fk_mediation_mediator_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_mediation")),
        sa.UniqueConstraint("issue_id", name=op.f("uq_mediation_issue_id")),
    )
    op.create_table(
        "visitor",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("issue_id", sa.Integer(), nullable=False),
        sa.Column("point_id", sa.Integer(), nullable=True),
        sa.Column("name", sa.String(length=60), nullable=False),
        sa.Column("phone", sa.String(length=32), nullable=False),
        sa.Column("key", sa.String(length=64), nullable=False),
        sa.Column("at", UtcDateTime(timezone=True), nullable=False),
        sa.Column("forgotten_at", UtcDateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["issue_id"], ["issue.id"], name=op.f("fk_visitor_issue_id")),
        sa.ForeignKeyConstraint(["point_id"], ["report_point.id"], name=op.f("fk_visitor_point_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_visitor")),
        sa.UniqueConstraint("issue_id", name=op.f("uq_visitor_issue_id")),
        sa.UniqueConstraint("key", name=op.f("uq_visitor_key")),
    )
    with op.batch_alter_table("visitor", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_visitor_point_id"), ["point_id"], unique=False)

    op.create_table(
        "merge_consent",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("merge_id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("agreed", sa.Boolean(), nullable=True),
        sa.Column("added_support", sa.Boolean(), nullable=False),
        sa.Column("answered_at", UtcDateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["merge_id"], ["issue_merge.id"], name=op.f("fk_merge_consent_merge_id")),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_merge_consent_person_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_merge_consent")),
        sa.UniqueConstraint("merge_id", "person_id", name=op.f("uq_merge_consent_merge_id_person_id")),
    )
    with op.batch_alter_table("merge_consent", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_merge_consent_person_id"), ["person_id"], unique=False)

    with op.batch_alter_table("feedback", schema=None) as batch_op:
        batch_op.add_column(sa.Column("score", sa.Integer(), nullable=True))
        batch_op.add_column(sa.Column("photo_id", sa.Integer(), nullable=True))
        batch_op.alter_column("person_id", existing_type=sa.INTEGER(), nullable=True)
        batch_op.create_index(batch_op.f("ix_feedback_photo_id"), ["photo_id"], unique=False)
        batch_op.create_foreign_key(batch_op.f("fk_feedback_photo_id"), "photo", ["photo_id"], ["id"])

    with op.batch_alter_table("issue", schema=None) as batch_op:
        batch_op.add_column(sa.Column("category_id", sa.Integer(), nullable=True))
        batch_op.add_column(sa.Column("urgent", sa.Boolean(), server_default="0", nullable=False))
        batch_op.add_column(sa.Column("source", sa.String(length=32), server_default="resident", nullable=False))
        batch_op.add_column(sa.Column("entered_by_id", sa.Integer(), nullable=True))
        batch_op.add_column(sa.Column("warn_at", UtcDateTime(timezone=True), nullable=True))
        batch_op.add_column(sa.Column("handler_id", sa.Integer(), nullable=True))
        batch_op.add_column(sa.Column("lead_unit_id", sa.Integer(), nullable=True))
        batch_op.add_column(sa.Column("merged_into_id", sa.Integer(), nullable=True))
        batch_op.add_column(sa.Column("state_before", sa.String(length=32), nullable=True))
        batch_op.add_column(sa.Column("restricted", sa.Boolean(), server_default="0", nullable=False))
        batch_op.alter_column("reporter_id", existing_type=sa.INTEGER(), nullable=True)
        batch_op.create_index(batch_op.f("ix_issue_category_id"), ["category_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_issue_entered_by_id"), ["entered_by_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_issue_handler_id"), ["handler_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_issue_lead_unit_id"), ["lead_unit_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_issue_merged_into_id"), ["merged_into_id"], unique=False)
        batch_op.create_foreign_key(batch_op.f("fk_issue_entered_by_id"), "person", ["entered_by_id"], ["id"])
        batch_op.create_foreign_key(batch_op.f("fk_issue_category_id"), "issue_category", ["category_id"], ["id"])
        batch_op.create_foreign_key(batch_op.f("fk_issue_merged_into_id"), "issue", ["merged_into_id"], ["id"])
        batch_op.create_foreign_key(batch_op.f("fk_issue_handler_id"), "place", ["handler_id"], ["id"])
        batch_op.create_foreign_key(batch_op.f("fk_issue_lead_unit_id"), "partner_unit", ["lead_unit_id"], ["id"])

    _hand_the_old_ones_to_their_estates()
    _seed_categories()


#: code, counting, and the hours to acknowledge, to answer, to solve
CATEGORIES = (
    ("facilities", "working", 8, 24, 80),
    ("hygiene", "working", 8, 24, 40),
    ("safety", "calendar", 4, 24, 72),
    ("noise", "working", 8, 24, 40),
    ("parking", "working", 8, 24, 80),
    ("housing", "working", 8, 24, 120),
    ("neighbours", "working", 8, 24, 80),
    ("trade", "calendar", 2, 24, 72),
    ("care", "working", 8, 24, 40),
    ("services", "working", 8, 24, 80),
    ("other", "working", 8, 24, 80),
)


def _hand_the_old_ones_to_their_estates() -> None:
    op.execute("UPDATE issue SET handler_id = estate_id")
    with op.batch_alter_table("issue") as batch_op:
        batch_op.alter_column("handler_id", existing_type=sa.Integer(), nullable=False)
        batch_op.create_check_constraint("merged", "(state = 'merged') = (merged_into_id IS NOT NULL)")
        batch_op.create_check_constraint(
            "source", "source IN ('resident','on_behalf','visit','officer','phone','visitor','meeting')"
        )
        batch_op.create_check_constraint("reporter", "(reporter_id IS NULL) = (source = 'visitor')")
    with op.batch_alter_table("feedback") as batch_op:
        batch_op.create_check_constraint("score", "score BETWEEN 1 AND 5")
    with op.batch_alter_table("issue_photo") as batch_op:
        batch_op.add_column(sa.Column("kind", sa.String(length=32), server_default="before", nullable=False))
        batch_op.create_check_constraint("kind", "kind IN ('before','after')")


def _seed_categories() -> None:
    table = sa.table(
        "issue_category",
        *(sa.column(name) for name in ("code", "name", "keywords", "position", "counting")),
        *(sa.column(name) for name in ("acknowledge_hours", "answer_hours", "solve_hours")),
        sa.column("retired", sa.Boolean()),
    )
    op.bulk_insert(
        table,
        [
            {
                "code": code,
                "name": "",
                "keywords": "",
                "position": at,
                "retired": False,
                "counting": counting,
                "acknowledge_hours": acknowledge,
                "answer_hours": answer,
                "solve_hours": solve,
            }
            for at, (code, counting, acknowledge, answer, solve) in enumerate(CATEGORIES)
        ],
    )


def downgrade() -> None:
    with op.batch_alter_table("issue_photo") as batch_op:
        batch_op.drop_constraint("kind", type_="check")
        batch_op.drop_column("kind")
    with op.batch_alter_table("feedback") as batch_op:
        batch_op.drop_constraint("score", type_="check")
    with op.batch_alter_table("issue") as batch_op:
        for name in ("merged", "source", "reporter"):
            batch_op.drop_constraint(name, type_="check")
    with op.batch_alter_table("issue", schema=None) as batch_op:
        batch_op.drop_constraint(batch_op.f("fk_issue_lead_unit_id"), type_="foreignkey")
        batch_op.drop_constraint(batch_op.f("fk_issue_handler_id"), type_="foreignkey")
        batch_op.drop_constraint(batch_op.f("fk_issue_merged_into_id"), type_="foreignkey")
        batch_op.drop_constraint(batch_op.f("fk_issue_category_id"), type_="foreignkey")
        batch_op.drop_constraint(batch_op.f("fk_issue_entered_by_id"), type_="foreignkey")
        batch_op.drop_index(batch_op.f("ix_issue_merged_into_id"))
        batch_op.drop_index(batch_op.f("ix_issue_lead_unit_id"))
        batch_op.drop_index(batch_op.f("ix_issue_handler_id"))
        batch_op.drop_index(batch_op.f("ix_issue_entered_by_id"))
        batch_op.drop_index(batch_op.f("ix_issue_category_id"))
        batch_op.alter_column("reporter_id", existing_type=sa.INTEGER(), nullable=False)
        batch_op.drop_column("restricted")
        batch_op.drop_column("state_before")
        batch_op.drop_column("merged_into_id")
        batch_op.drop_column("lead_unit_id")
        batch_op.drop_column("handler_id")
        batch_op.drop_column("warn_at")
        batch_op.drop_column("entered_by_id")
        batch_op.drop_column("source")
        batch_op.drop_column("urgent")
        batch_op.drop_column("category_id")

    with op.batch_alter_table("feedback", schema=None) as batch_op:
        batch_op.drop_constraint(batch_op.f("fk_feedback_photo_id"), type_="foreignkey")
        batch_op.drop_index(batch_op.f("ix_feedback_photo_id"))
        batch_op.alter_column("person_id", existing_type=sa.INTEGER(), nullable=False)
        batch_op.drop_column("photo_id")
        batch_op.drop_column("score")

    with op.batch_alter_table("merge_consent", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_merge_consent_person_id"))

    op.drop_table("merge_consent")
    with op.batch_alter_table("visitor", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_visitor_point_id"))

    op.drop_table("visitor")
    op.drop_table("mediation")
    with op.batch_alter_table("issue_unit", schema=None) as batch_op:
        batch_op.drop_index(
            "uq_issue_unit_lead",
            sqlite_where=sa.text("role = 'lead' AND state <> 'declined'"),
            postgresql_where=sa.text("role = 'lead' AND state <> 'declined'"),
        )
        batch_op.drop_index(batch_op.f("ix_issue_unit_unit_id"))

    op.drop_table("issue_unit")
    with op.batch_alter_table("issue_note", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_issue_note_issue_id"))

    op.drop_table("issue_note")
    with op.batch_alter_table("issue_merge", schema=None) as batch_op:
        batch_op.drop_index(
            "uq_issue_merge_standing",
            sqlite_where=sa.text("undone_at IS NULL"),
            postgresql_where=sa.text("undone_at IS NULL"),
        )
        batch_op.drop_index(batch_op.f("ix_issue_merge_target_id"))

    op.drop_table("issue_merge")
    with op.batch_alter_table("issue_clock", schema=None) as batch_op:
        batch_op.drop_index(
            "uq_issue_clock_running",
            sqlite_where=sa.text("ended_at IS NULL"),
            postgresql_where=sa.text("ended_at IS NULL"),
        )
        batch_op.drop_index(batch_op.f("ix_issue_clock_issue_id"))
        batch_op.drop_index(
            "ix_issue_clock_due", sqlite_where=sa.text("ended_at IS NULL"), postgresql_where=sa.text("ended_at IS NULL")
        )

    op.drop_table("issue_clock")
    with op.batch_alter_table("report_point", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_report_point_place_id"))

    op.drop_table("report_point")
    with op.batch_alter_table("answer_template", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_answer_template_place_id"))

    op.drop_table("answer_template")
    op.drop_table("issue_category")
