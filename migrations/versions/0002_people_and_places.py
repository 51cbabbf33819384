"""people and places

Revision ID: 0002
Revises: 0001
"""

import sqlalchemy as sa
from alembic import op

from council.base.db import UtcDateTime
from council.residents.names import initials_of

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "guess",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("key", sa.String(length=64), nullable=False),
        sa.Column("count", sa.Double(), nullable=False),
        sa.Column("at", UtcDateTime(timezone=True), nullable=False),
        sa.Column("newcomers", sa.Integer(), nullable=False),
        sa.Column("newcomers_since", UtcDateTime(timezone=True), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_guess")),
        sa.UniqueConstraint("key", name=op.f("uq_guess_key")),
    )
    with op.batch_alter_table("guess", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_guess_at"), ["at"], unique=False)

    op.create_table(
        "phone_code",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("number_key", sa.String(length=64), nullable=False),
        sa.Column("code_key", sa.String(length=64), nullable=False),
        sa.Column("address_key", sa.String(length=64), nullable=False),
        sa.Column("device_key", sa.String(length=64), nullable=False),
        sa.Column("asked_at", UtcDateTime(timezone=True), nullable=False),
        sa.Column("sent", sa.Boolean(), nullable=False),
        sa.Column("misses", sa.Integer(), nullable=False),
        sa.Column("used_at", UtcDateTime(timezone=True), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_phone_code")),
    )
    with op.batch_alter_table("phone_code", schema=None) as batch_op:
        batch_op.create_index("ix_phone_code_address_asked", ["address_key", "asked_at"], unique=False)
        batch_op.create_index(batch_op.f("ix_phone_code_asked_at"), ["asked_at"], unique=False)
        batch_op.create_index("ix_phone_code_device_asked", ["device_key", "asked_at"], unique=False)
        batch_op.create_index("ix_phone_code_number_asked", ["number_key", "asked_at"], unique=False)

    op.create_table(
        "charter_document",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("place_id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(length=32), nullable=False),
        sa.CheckConstraint("kind IN ('charter','compact')", name=op.f("ck_charter_document_kind")),
        sa.ForeignKeyConstraint(["place_id"], ["place.id"], name=op.f("fk_charter_document_place_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_charter_document")),
        sa.UniqueConstraint("place_id", "kind", name=op.f("uq_charter_document_place_id_kind")),
    )
    op.create_table(
        "lot",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("place_id", sa.Integer(), nullable=False),
        sa.Column("door", sa.String(length=32), nullable=False),
        sa.Column("kind", sa.String(length=32), nullable=False),
        sa.Column("area_cm2", sa.Integer(), nullable=True),
        sa.CheckConstraint("kind IN ('dwelling','shop','parking')", name=op.f("ck_lot_kind")),
        sa.CheckConstraint("area_cm2 IS NULL OR area_cm2 > 0", name=op.f("ck_lot_area")),
        sa.ForeignKeyConstraint(["place_id"], ["place.id"], name=op.f("fk_lot_place_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_lot")),
        sa.UniqueConstraint("place_id", "door", "kind", name=op.f("uq_lot_place_id_door_kind")),
    )
    with op.batch_alter_table("lot", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_lot_place_id"), ["place_id"], unique=False)

    op.create_table(
        "place_change",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("place_id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(length=32), nullable=False),
        sa.Column("before", sa.String(length=120), nullable=False),
        sa.Column("after", sa.String(length=120), nullable=False),
        sa.Column("before_id", sa.Integer(), nullable=True),
        sa.Column("after_id", sa.Integer(), nullable=True),
        sa.Column("at", UtcDateTime(timezone=True), nullable=False),
        sa.Column("by_id", sa.Integer(), nullable=True),
        sa.Column("reason", sa.String(length=200), nullable=False),
        sa.CheckConstraint(
            "kind IN ('renamed','moved','split','closed','reopened')", name=op.f("ck_place_change_kind")
        ),
        sa.ForeignKeyConstraint(["after_id"], ["place.id"], name=op.f("fk_place_change_after_id")),
        sa.ForeignKeyConstraint(["before_id"], ["place.id"], name=op.f("fk_place_change_before_id")),
        sa.ForeignKeyConstraint(["place_id"], ["place.id"], name=op.f("fk_place_change_place_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_place_change")),
    )
    with op.batch_alter_table("place_change", schema=None) as batch_op:
        batch_op.create_index("ix_place_change_place_at", ["place_id", "at"], unique=False)

    op.create_table(
        "place_setting",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("place_id", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(length=64), nullable=False),
        sa.Column("value", sa.JSON(), nullable=False),
        sa.Column("revision", sa.Integer(), server_default="1", nullable=False),
        sa.Column("changed_by", sa.Integer(), nullable=True),
        sa.Column("changed_at", UtcDateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["place_id"], ["place.id"], name=op.f("fk_place_setting_place_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_place_setting")),
        sa.UniqueConstraint("place_id", "name", name=op.f("uq_place_setting_place_id_name")),
    )
    op.create_table(
        "team",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("place_id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(length=32), nullable=False),
        sa.Column("name", sa.String(length=60), nullable=False),
        sa.Column("since", sa.Date(), nullable=False),
        sa.Column("ended_on", sa.Date(), nullable=True),
        sa.Column("revision", sa.Integer(), server_default="1", nullable=False),
        sa.CheckConstraint("kind IN ('vanguard','grid','patrol')", name=op.f("ck_team_kind")),
        sa.ForeignKeyConstraint(["place_id"], ["place.id"], name=op.f("fk_team_place_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_team")),
    )
    with op.batch_alter_table("team", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_team_place_id"), ["place_id"], unique=False)
        batch_op.create_index(
            "uq_team_place_kind",
            ["place_id", "kind"],
            unique=True,
            sqlite_where=sa.text("ended_on IS NULL AND kind IN ('vanguard', 'grid')"),
            postgresql_where=sa.text("ended_on IS NULL AND kind IN ('vanguard', 'grid')"),
        )

    op.create_table(
        "venue",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("place_id", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(length=80), nullable=False),
        sa.Column("address", sa.String(length=120), nullable=False),
        sa.Column("hours", sa.String(length=80), nullable=False),
        sa.Column("rooms", sa.String(length=200), nullable=False),
        sa.Column("seats", sa.Integer(), nullable=False),
        sa.Column("note", sa.String(length=200), nullable=False),
        sa.Column("closed_on", sa.Date(), nullable=True),
        sa.Column("revision", sa.Integer(), server_default="1", nullable=False),
        sa.CheckConstraint("seats >= 0", name=op.f("ck_venue_seats")),
        sa.ForeignKeyConstraint(["place_id"], ["place.id"], name=op.f("fk_venue_place_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_venue")),
    )
    with op.batch_alter_table("venue", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_venue_place_id"), ["place_id"], unique=False)

    op.create_table(
        "charter_version",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("document_id", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("state", sa.String(length=32), nullable=False),
        sa.Column("copied_from_id", sa.Integer(), nullable=True),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("consulted_until", sa.Date(), nullable=True),
        sa.Column("adopted_kind", sa.String(length=32), nullable=False),
        sa.Column("adopted_id", sa.Integer(), nullable=True),
        sa.Column("force_from", sa.Date(), nullable=True),
        sa.Column("force_until", sa.Date(), nullable=True),
        sa.CheckConstraint(
            "(state = 'in_force') = (force_from IS NOT NULL)", name=op.f("ck_charter_version_in_force_from")
        ),
        sa.CheckConstraint(
            "state IN ('draft','consulted','adopted','filed','in_force','withdrawn')",
            name=op.f("ck_charter_version_state"),
        ),
        sa.CheckConstraint(
            "force_until IS NULL OR force_until > force_from", name=op.f("ck_charter_version_force_days")
        ),
        sa.ForeignKeyConstraint(
            ["copied_from_id"], ["charter_version.id"], name=op.f("fk_charter_version_copied_from_id")
        ),
        sa.ForeignKeyConstraint(["document_id"], ["charter_document.id"], name=op.f("fk_charter_version_document_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_charter_version")),
        sa.UniqueConstraint("document_id", "number", name=op.f("uq_charter_version_document_id_number")),
    )
    with op.batch_alter_table("charter_version", schema=None) as batch_op:
        batch_op.create_index("ix_charter_version_state", ["state", "force_from"], unique=False)

    op.create_table(
        "partner_contact",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("unit_id", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(length=120), nullable=False),
        sa.Column("duty", sa.String(length=80), nullable=False),
        sa.Column("phone", sa.String(length=32), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=True),
        sa.Column("ended_on", sa.Date(), nullable=True),
        sa.Column("revision", sa.Integer(), server_default="1", nullable=False),
        sa.ForeignKeyConstraint(["unit_id"], ["partner_unit.id"], name=op.f("fk_partner_contact_unit_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_partner_contact")),
    )
    with op.batch_alter_table("partner_contact", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_partner_contact_unit_id"), ["unit_id"], unique=False)

    op.create_table(
        "charter_article",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("version_id", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("heading", sa.String(length=60), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["version_id"], ["charter_version.id"], name=op.f("fk_charter_article_version_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_charter_article")),
        sa.UniqueConstraint("version_id", "number", name=op.f("uq_charter_article_version_id_number")),
    )
    op.create_table(
        "charter_reading",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("version_id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("at", UtcDateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_charter_reading_person_id")),
        sa.ForeignKeyConstraint(["version_id"], ["charter_version.id"], name=op.f("fk_charter_reading_version_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_charter_reading")),
        sa.UniqueConstraint("version_id", "person_id", name=op.f("uq_charter_reading_version_id_person_id")),
    )
    with op.batch_alter_table("charter_reading", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_charter_reading_person_id"), ["person_id"], unique=False)

    op.create_table(
        "charter_remark",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("version_id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("text", sa.String(length=300), nullable=False),
        sa.Column("at", UtcDateTime(timezone=True), nullable=False),
        sa.Column("changed_at", UtcDateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_charter_remark_person_id")),
        sa.ForeignKeyConstraint(["version_id"], ["charter_version.id"], name=op.f("fk_charter_remark_version_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_charter_remark")),
        sa.UniqueConstraint("version_id", "person_id", name=op.f("uq_charter_remark_version_id_person_id")),
    )
    with op.batch_alter_table("charter_remark", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_charter_remark_person_id"), ["person_id"], unique=False)

    op.create_table(
        "charter_step",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("version_id", sa.Integer(), nullable=False),
        sa.Column("step", sa.String(length=32), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("reference", sa.String(length=120), nullable=False),
        sa.Column("by_id", sa.Integer(), nullable=False),
        sa.Column("at", UtcDateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["by_id"], ["person.id"], name=op.f("fk_charter_step_by_id")),
        sa.ForeignKeyConstraint(["version_id"], ["charter_version.id"], name=op.f("fk_charter_step_version_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_charter_step")),
        sa.UniqueConstraint("version_id", "step", name=op.f("uq_charter_step_version_id_step")),
    )
    op.create_table(
        "consent",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("purpose", sa.String(length=32), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("text_hash", sa.String(length=64), nullable=False),
        sa.Column("given_at", UtcDateTime(timezone=True), nullable=False),
        sa.Column("withdrawn_at", UtcDateTime(timezone=True), nullable=True),
        sa.Column("how", sa.String(length=32), nullable=False),
        sa.Column("entered_by", sa.Integer(), nullable=True),
        sa.CheckConstraint("how IN ('phone','desk')", name=op.f("ck_consent_how")),
        sa.ForeignKeyConstraint(["entered_by"], ["person.id"], name=op.f("fk_consent_entered_by")),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_consent_person_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_consent")),
    )
    with op.batch_alter_table("consent", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_consent_person_id"), ["person_id"], unique=False)
        batch_op.create_index(
            "uq_consent_current",
            ["person_id", "purpose"],
            unique=True,
            sqlite_where=sa.text("withdrawn_at IS NULL"),
            postgresql_where=sa.text("withdrawn_at IS NULL"),
        )

    op.create_table(
        "credential",
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("login", sa.String(length=40), nullable=False),
        sa.Column("password_hash", sa.String(length=200), nullable=False),
        sa.Column("totp_secret", sa.String(length=200), nullable=False),
        sa.Column("totp_confirmed_at", UtcDateTime(timezone=True), nullable=True),
        sa.Column("totp_step", sa.Integer(), nullable=False),
        sa.Column("changed_at", UtcDateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_credential_person_id")),
        sa.PrimaryKeyConstraint("person_id", name=op.f("pk_credential")),
        sa.UniqueConstraint("login", name=op.f("uq_credential_login")),
    )
    op.create_table(
        "deletion_request",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("place_id", sa.Integer(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("state", sa.String(length=32), nullable=False),
        sa.Column("asked_at", UtcDateTime(timezone=True), nullable=False),
        sa.Column("due_at", UtcDateTime(timezone=True), nullable=False),
        sa.Column("answered_at", UtcDateTime(timezone=True), nullable=True),
        sa.Column("answered_by", sa.Integer(), nullable=True),
        sa.Column("answer", sa.Text(), nullable=False),
        sa.CheckConstraint("state IN ('open','done','refused','withdrawn')", name=op.f("ck_deletion_request_state")),
        sa.ForeignKeyConstraint(["answered_by"], ["person.id"], name=op.f("fk_deletion_request_answered_by")),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_deletion_request_person_id")),
        sa.ForeignKeyConstraint(["place_id"], ["place.id"], name=op.f("fk_deletion_request_place_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_deletion_request")),
    )
    with op.batch_alter_table("deletion_request", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_deletion_request_person_id"), ["person_id"], unique=False)
        batch_op.create_index("ix_deletion_request_place_state", ["place_id", "state"], unique=False)
        batch_op.create_index(
            "uq_deletion_request_open",
            ["person_id"],
            unique=True,
            sqlite_where=sa.text("state = 'open'"),
            postgresql_where=sa.text("state = 'open'"),
        )

    op.create_table(
        "external_identity",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("issuer", sa.String(length=200), nullable=False),
        sa.Column("subject", sa.String(length=255), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("linked_at", UtcDateTime(timezone=True), nullable=False),
        sa.Column("linked_by", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(["linked_by"], ["person.id"], name=op.f("fk_external_identity_linked_by")),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_external_identity_person_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_external_identity")),
        sa.UniqueConstraint("issuer", "person_id", name=op.f("uq_external_identity_issuer_person_id")),
        sa.UniqueConstraint("issuer", "subject", name=op.f("uq_external_identity_issuer_subject")),
    )
    with op.batch_alter_table("external_identity", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_external_identity_person_id"), ["person_id"], unique=False)

    op.create_table(
        "notice_read",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("read_at", UtcDateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_notice_read_person_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_notice_read")),
        sa.UniqueConstraint("person_id", "version", name=op.f("uq_notice_read_person_id_version")),
    )
    op.create_table(
        "operator",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("place_id", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(length=120), nullable=False),
        sa.Column("contact", sa.String(length=200), nullable=False),
        sa.Column("changed_by", sa.Integer(), nullable=True),
        sa.Column("changed_at", UtcDateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["changed_by"], ["person.id"], name=op.f("fk_operator_changed_by")),
        sa.ForeignKeyConstraint(["place_id"], ["place.id"], name=op.f("fk_operator_place_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_operator")),
        sa.UniqueConstraint("place_id", name=op.f("uq_operator_place_id")),
    )
    op.create_table(
        "ownership",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("lot_id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("since", sa.Date(), nullable=False),
        sa.Column("until", sa.Date(), nullable=True),
        sa.Column("votes", sa.Boolean(), nullable=False),
        sa.CheckConstraint("until IS NULL OR until >= since", name=op.f("ck_ownership_term")),
        sa.ForeignKeyConstraint(["lot_id"], ["lot.id"], name=op.f("fk_ownership_lot_id")),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_ownership_person_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_ownership")),
    )
    with op.batch_alter_table("ownership", schema=None) as batch_op:
        batch_op.create_index("ix_ownership_lot_person", ["lot_id", "person_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_ownership_person_id"), ["person_id"], unique=False)

    op.create_table(
        "person_merge",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("kept_id", sa.Integer(), nullable=False),
        sa.Column("gone_id", sa.Integer(), nullable=False),
        sa.Column("by_id", sa.Integer(), nullable=False),
        sa.Column("at", UtcDateTime(timezone=True), nullable=False),
        sa.Column("moved", sa.JSON(), nullable=False),
        sa.Column("ended", sa.JSON(), nullable=False),
        sa.Column("changed", sa.JSON(), nullable=False),
        sa.Column("changed_gone", sa.JSON(), nullable=False),
        sa.Column("undone_at", UtcDateTime(timezone=True), nullable=True),
        sa.Column("undone_by", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(["by_id"], ["person.id"], name=op.f("fk_person_merge_by_id")),
        sa.ForeignKeyConstraint(["gone_id"], ["person.id"], name=op.f("fk_person_merge_gone_id")),
        sa.ForeignKeyConstraint(["kept_id"], ["person.id"], name=op.f("fk_person_merge_kept_id")),
        sa.ForeignKeyConstraint(["undone_by"], ["person.id"], name=op.f("fk_person_merge_undone_by")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_person_merge")),
    )
    with op.batch_alter_table("person_merge", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_person_merge_gone_id"), ["gone_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_person_merge_kept_id"), ["kept_id"], unique=False)

    op.create_table(
        "place_procedure",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("place_id", sa.Integer(), nullable=False),
        sa.Column("body", sa.String(length=32), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("preset", sa.String(length=32), nullable=False),
        sa.Column("quorum", sa.String(length=24), nullable=False),
        sa.Column("majority", sa.String(length=24), nullable=False),
        sa.Column("notice_days", sa.Integer(), nullable=True),
        sa.Column("final", sa.Boolean(), nullable=False),
        sa.Column("secret", sa.Boolean(), nullable=False),
        sa.Column("meetings_a_year", sa.Integer(), nullable=True),
        sa.Column("valid_from", sa.Date(), nullable=False),
        sa.Column("decided_by", sa.String(length=120), nullable=False),
        sa.Column("chosen_by_id", sa.Integer(), nullable=False),
        sa.Column("chosen_at", UtcDateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["chosen_by_id"], ["person.id"], name=op.f("fk_place_procedure_chosen_by_id")),
        sa.ForeignKeyConstraint(["place_id"], ["place.id"], name=op.f("fk_place_procedure_place_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_place_procedure")),
        sa.UniqueConstraint("place_id", "body", "number", name=op.f("uq_place_procedure_place_id_body_number")),
    )
    with op.batch_alter_table("place_procedure", schema=None) as batch_op:
        batch_op.create_index("ix_place_procedure_place_preset", ["place_id", "preset"], unique=False)

    op.create_table(
        "retention_setting",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("place_id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(length=32), nullable=False),
        sa.Column("days", sa.Integer(), nullable=False),
        sa.Column("changed_by", sa.Integer(), nullable=True),
        sa.Column("changed_at", UtcDateTime(timezone=True), nullable=False),
        sa.CheckConstraint("days > 0", name=op.f("ck_retention_setting_days")),
        sa.ForeignKeyConstraint(["changed_by"], ["person.id"], name=op.f("fk_retention_setting_changed_by")),
        sa.ForeignKeyConstraint(["place_id"], ["place.id"], name=op.f("fk_retention_setting_place_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_retention_setting")),
        sa.UniqueConstraint("place_id", "kind", name=op.f("uq_retention_setting_place_id_kind")),
    )
    op.create_table(
        "roster_import",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("place_id", sa.Integer(), nullable=False),
        sa.Column("token", sa.String(length=48), nullable=False),
        sa.Column("file_name", sa.String(length=120), nullable=False),
        sa.Column("sha256", sa.String(length=64), nullable=False),
        sa.Column("state", sa.String(length=32), nullable=False),
        sa.Column("uploaded_by", sa.Integer(), nullable=True),
        sa.Column("uploaded_at", UtcDateTime(timezone=True), nullable=False),
        sa.Column("confirmed_by", sa.Integer(), nullable=True),
        sa.Column("ended_at", UtcDateTime(timezone=True), nullable=True),
        sa.Column("beat_at", UtcDateTime(timezone=True), nullable=True),
        sa.Column("worker", sa.String(length=24), nullable=False),
        sa.Column("tries", sa.Integer(), nullable=False),
        sa.Column("rows_done", sa.Integer(), nullable=False),
        sa.Column("counts", sa.JSON(), nullable=False),
        sa.Column("problem", sa.JSON(none_as_null=True), nullable=True),
        sa.Column("digest", sa.String(length=64), nullable=False),
        sa.Column("cleared_at", UtcDateTime(timezone=True), nullable=True),
        sa.CheckConstraint(
            "state IN ('waiting','reading','ready','confirmed','writing','done','refused','failed','cancelled')",
            name=op.f("ck_roster_import_state"),
        ),
        sa.ForeignKeyConstraint(["confirmed_by"], ["person.id"], name=op.f("fk_roster_import_confirmed_by")),
        sa.ForeignKeyConstraint(["place_id"], ["place.id"], name=op.f("fk_roster_import_place_id")),
        sa.ForeignKeyConstraint(["uploaded_by"], ["person.id"], name=op.f("fk_roster_import_uploaded_by")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_roster_import")),
        sa.UniqueConstraint("token", name=op.f("uq_roster_import_token")),
    )
    with op.batch_alter_table("roster_import", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_roster_import_place_id"), ["place_id"], unique=False)
        batch_op.create_index("ix_roster_import_sha256_place", ["sha256", "place_id"], unique=False)
        batch_op.create_index("ix_roster_import_state", ["state"], unique=False)

    op.create_table(
        "sign_in_session",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("method", sa.String(length=32), nullable=False),
        sa.Column("device", sa.String(length=200), nullable=False),
        sa.Column("started_at", UtcDateTime(timezone=True), nullable=False),
        sa.Column("seen_on", sa.Date(), nullable=False),
        sa.Column("ended_at", UtcDateTime(timezone=True), nullable=True),
        sa.Column("ended_by", sa.String(length=32), nullable=False),
        sa.CheckConstraint(
            "method IN ('console','link','slip','spoken_code','phone_code','password','provider','demo')",
            name=op.f("ck_sign_in_session_method"),
        ),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_sign_in_session_person_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_sign_in_session")),
    )
    with op.batch_alter_table("sign_in_session", schema=None) as batch_op:
        batch_op.create_index("ix_sign_in_session_person_open", ["person_id", "ended_at"], unique=False)

    op.create_table(
        "slip_batch",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("place_id", sa.Integer(), nullable=False),
        sa.Column("made_by", sa.Integer(), nullable=False),
        sa.Column("made_at", UtcDateTime(timezone=True), nullable=False),
        sa.Column("expires_at", UtcDateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["made_by"], ["person.id"], name=op.f("fk_slip_batch_made_by")),
        sa.ForeignKeyConstraint(["place_id"], ["place.id"], name=op.f("fk_slip_batch_place_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_slip_batch")),
    )
    with op.batch_alter_table("slip_batch", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_slip_batch_place_id"), ["place_id"], unique=False)

    op.create_table(
        "spoken_code",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("code_hash", sa.String(length=64), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("made_by", sa.Integer(), nullable=False),
        sa.Column("expires_at", UtcDateTime(timezone=True), nullable=False),
        sa.Column("used_at", UtcDateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["made_by"], ["person.id"], name=op.f("fk_spoken_code_made_by")),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_spoken_code_person_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_spoken_code")),
        sa.UniqueConstraint("code_hash", name=op.f("uq_spoken_code_code_hash")),
    )
    with op.batch_alter_table("spoken_code", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_spoken_code_person_id"), ["person_id"], unique=False)

    op.create_table(
        "team_member",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("team_id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("role", sa.String(length=32), nullable=False),
        sa.Column("since", sa.Date(), nullable=False),
        sa.Column("until", sa.Date(), nullable=True),
        sa.CheckConstraint("role IN ('member','leader')", name=op.f("ck_team_member_role")),
        sa.CheckConstraint("until IS NULL OR until >= since", name=op.f("ck_team_member_term")),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_team_member_person_id")),
        sa.ForeignKeyConstraint(["team_id"], ["team.id"], name=op.f("fk_team_member_team_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_team_member")),
    )
    with op.batch_alter_table("team_member", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_team_member_person_id"), ["person_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_team_member_team_id"), ["team_id"], unique=False)
        batch_op.create_index(
            "uq_team_member_now",
            ["team_id", "person_id"],
            unique=True,
            sqlite_where=sa.text("until IS NULL"),
            postgresql_where=sa.text("until IS NULL"),
        )

    op.create_table(
        "recovery_code",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("code_key", sa.String(length=64), nullable=False),
        sa.Column("used_at", UtcDateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["person_id"], ["credential.person_id"], name=op.f("fk_recovery_code_person_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_recovery_code")),
        sa.UniqueConstraint("person_id", "code_key", name=op.f("uq_recovery_code_person_id_code_key")),
    )
    op.create_table(
        "roster_line",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("import_id", sa.Integer(), nullable=False),
        sa.Column("row", sa.Integer(), nullable=False),
        sa.Column("verdict", sa.String(length=32), nullable=False),
        sa.Column("name", sa.String(length=80), nullable=False),
        sa.Column("where", sa.String(length=200), nullable=False),
        sa.Column("changes", sa.JSON(), nullable=False),
        sa.Column("problems", sa.JSON(), nullable=False),
        sa.ForeignKeyConstraint(["import_id"], ["roster_import.id"], name=op.f("fk_roster_line_import_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_roster_line")),
    )
    with op.batch_alter_table("roster_line", schema=None) as batch_op:
        batch_op.create_index("ix_roster_line_import_verdict_row", ["import_id", "verdict", "row"], unique=False)

    op.create_table(
        "slip",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("batch_id", sa.Integer(), nullable=False),
        sa.Column("household_id", sa.Integer(), nullable=False),
        sa.Column("salt", sa.String(length=32), nullable=False),
        sa.Column("code_hash", sa.String(length=64), nullable=False),
        sa.Column("token_hash", sa.String(length=64), nullable=False),
        sa.Column("withdrawn_at", UtcDateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["batch_id"], ["slip_batch.id"], name=op.f("fk_slip_batch_id")),
        sa.ForeignKeyConstraint(["household_id"], ["household.id"], name=op.f("fk_slip_household_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_slip")),
        sa.UniqueConstraint("code_hash", name=op.f("uq_slip_code_hash")),
        sa.UniqueConstraint("token_hash", name=op.f("uq_slip_token_hash")),
    )
    with op.batch_alter_table("slip", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_slip_batch_id"), ["batch_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_slip_household_id"), ["household_id"], unique=False)

    op.create_table(
        "slip_use",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("slip_id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("session_id", sa.Integer(), nullable=False),
        sa.Column("used_at", UtcDateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_slip_use_person_id")),
        sa.ForeignKeyConstraint(["session_id"], ["sign_in_session.id"], name=op.f("fk_slip_use_session_id")),
        sa.ForeignKeyConstraint(["slip_id"], ["slip.id"], name=op.f("fk_slip_use_slip_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_slip_use")),
        sa.UniqueConstraint("slip_id", "person_id", name=op.f("uq_slip_use_slip_id_person_id")),
    )
    with op.batch_alter_table("slip_use", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_slip_use_person_id"), ["person_id"], unique=False)

    with op.batch_alter_table("appointment", schema=None) as batch_op:
        batch_op.add_column(sa.Column("way", sa.String(length=32), nullable=False, server_default="appointed"))
        batch_op.add_column(sa.Column("origin_kind", sa.String(length=32), nullable=False, server_default=""))
        batch_op.add_column(sa.Column("origin_id", sa.Integer(), nullable=True))
        batch_op.add_column(sa.Column("letter", sa.String(length=120), nullable=False, server_default=""))
        batch_op.add_column(sa.Column("ended_because", sa.String(length=200), nullable=False, server_default=""))
        batch_op.add_column(sa.Column("replaces_id", sa.Integer(), nullable=True))
        batch_op.drop_constraint(batch_op.f("ck_appointment_term"), type_="check")
        batch_op.create_check_constraint(batch_op.f("ck_appointment_way"), "way IN ('elected','appointed')")
        batch_op.create_foreign_key(batch_op.f("fk_appointment_replaces_id"), "appointment", ["replaces_id"], ["id"])

    with op.batch_alter_table("hotline", schema=None) as batch_op:
        batch_op.add_column(sa.Column("hours", sa.String(length=60), server_default="", nullable=False))

    with op.batch_alter_table("meeting", schema=None) as batch_op:
        batch_op.add_column(sa.Column("place_procedure_id", sa.Integer(), nullable=True))
        batch_op.create_foreign_key(
            batch_op.f("fk_meeting_place_procedure_id"), "place_procedure", ["place_procedure_id"], ["id"]
        )

    with op.batch_alter_table("partner_unit", schema=None) as batch_op:
        batch_op.add_column(sa.Column("closed_on", sa.Date(), nullable=True))
        batch_op.add_column(sa.Column("revision", sa.Integer(), server_default="1", nullable=False))

    with op.batch_alter_table("person", schema=None) as batch_op:
        batch_op.add_column(sa.Column("external_id", sa.String(length=64), nullable=True))
        batch_op.add_column(sa.Column("initials", sa.String(length=40), nullable=False, server_default=""))
        batch_op.add_column(sa.Column("household_rep", sa.Boolean(), nullable=False, server_default=sa.false()))
        batch_op.add_column(sa.Column("photo_id", sa.Integer(), nullable=True))
        batch_op.add_column(sa.Column("merged_into_id", sa.Integer(), nullable=True))
        batch_op.add_column(sa.Column("left_on", sa.Date(), nullable=True))
        batch_op.create_index(batch_op.f("ix_person_initials"), ["initials"], unique=False)
        batch_op.create_unique_constraint(batch_op.f("uq_person_external_id"), ["external_id"])
        batch_op.create_foreign_key(batch_op.f("fk_person_photo_id"), "photo", ["photo_id"], ["id"])
        batch_op.create_foreign_key(batch_op.f("fk_person_merged_into_id"), "person", ["merged_into_id"], ["id"])

    with op.batch_alter_table("place", schema=None) as batch_op:
        batch_op.add_column(sa.Column("closed_on", sa.Date(), nullable=True))
        batch_op.add_column(sa.Column("revision", sa.Integer(), server_default="1", nullable=False))

    with op.batch_alter_table("poll", schema=None) as batch_op:
        batch_op.add_column(sa.Column("place_procedure_id", sa.Integer(), nullable=True))
        batch_op.create_foreign_key(
            batch_op.f("fk_poll_place_procedure_id"), "place_procedure", ["place_procedure_id"], ["id"]
        )
    _fill_initials()


def _fill_initials() -> None:
    person = sa.table(
        "person", sa.column("id", sa.Integer), sa.column("name", sa.String), sa.column("initials", sa.String)
    )
    bind = op.get_bind()
    rows = bind.execute(sa.select(person.c.id, person.c.name).where(person.c.initials == "")).all()
    statement = person.update().where(person.c.id == sa.bindparam("row")).values(initials=sa.bindparam("letters"))
    if rows:
        bind.execute(statement, [{"row": key, "letters": initials_of(name)} for key, name in rows])


def downgrade() -> None:
    op.execute(sa.text("DELETE FROM appointment WHERE until < since"))
    with op.batch_alter_table("poll", schema=None) as batch_op:
        batch_op.drop_constraint(batch_op.f("fk_poll_place_procedure_id"), type_="foreignkey")
        batch_op.drop_column("place_procedure_id")

    with op.batch_alter_table("place", schema=None) as batch_op:
        batch_op.drop_column("revision")
        batch_op.drop_column("closed_on")

    with op.batch_alter_table("person", schema=None) as batch_op:
        batch_op.drop_constraint(batch_op.f("fk_person_merged_into_id"), type_="foreignkey")
        batch_op.drop_constraint(batch_op.f("fk_person_photo_id"), type_="foreignkey")
        batch_op.drop_constraint(batch_op.f("uq_person_external_id"), type_="unique")
        batch_op.drop_index(batch_op.f("ix_person_initials"))
        batch_op.drop_column("left_on")
        batch_op.drop_column("merged_into_id")
        batch_op.drop_column("photo_id")
        batch_op.drop_column("household_rep")
        batch_op.drop_column("initials")
        batch_op.drop_column("external_id")

    with op.batch_alter_table("partner_unit", schema=None) as batch_op:
        batch_op.drop_column("revision")
        batch_op.drop_column("closed_on")

    with op.batch_alter_table("meeting", schema=None) as batch_op:
        batch_op.drop_constraint(batch_op.f("fk_meeting_place_procedure_id"), type_="foreignkey")
        batch_op.drop_column("place_procedure_id")

    with op.batch_alter_table("hotline", schema=None) as batch_op:
        batch_op.drop_column("hours")

    with op.batch_alter_table("appointment", schema=None) as batch_op:
        batch_op.drop_constraint(batch_op.f("fk_appointment_replaces_id"), type_="foreignkey")
        batch_op.drop_column("replaces_id")
        batch_op.drop_column("ended_because")
        batch_op.drop_column("letter")
        batch_op.drop_column("origin_id")
        batch_op.drop_column("origin_kind")
        batch_op.create_check_constraint(batch_op.f("ck_appointment_term"), "until IS NULL OR until >= since")
        batch_op.drop_constraint(batch_op.f("ck_appointment_way"), type_="check")
        batch_op.drop_column("way")

    with op.batch_alter_table("slip_use", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_slip_use_person_id"))

    op.drop_table("slip_use")
    with op.batch_alter_table("slip", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_slip_household_id"))
        batch_op.drop_index(batch_op.f("ix_slip_batch_id"))

    op.drop_table("slip")
    with op.batch_alter_table("roster_line", schema=None) as batch_op:
        batch_op.drop_index("ix_roster_line_import_verdict_row")

    op.drop_table("roster_line")
    op.drop_table("recovery_code")
    with op.batch_alter_table("team_member", schema=None) as batch_op:
        batch_op.drop_index(
            "uq_team_member_now", sqlite_where=sa.text("until IS NULL"), postgresql_where=sa.text("until IS NULL")
        )
        batch_op.drop_index(batch_op.f("ix_team_member_team_id"))
        batch_op.drop_index(batch_op.f("ix_team_member_person_id"))

    op.drop_table("team_member")
    with op.batch_alter_table("spoken_code", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_spoken_code_person_id"))

    op.drop_table("spoken_code")
    with op.batch_alter_table("slip_batch", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_slip_batch_place_id"))

    op.drop_table("slip_batch")
    with op.batch_alter_table("sign_in_session", schema=None) as batch_op:
        batch_op.drop_index("ix_sign_in_session_person_open")

    op.drop_table("sign_in_session")
    with op.batch_alter_table("roster_import", schema=None) as batch_op:
        batch_op.drop_index("ix_roster_import_state")
        batch_op.drop_index("ix_roster_import_sha256_place")
        batch_op.drop_index(batch_op.f("ix_roster_import_place_id"))

    op.drop_table("roster_import")
    op.drop_table("retention_setting")
    with op.batch_alter_table("place_procedure", schema=None) as batch_op:
        batch_op.drop_index("ix_place_procedure_place_preset")

    op.drop_table("place_procedure")
    with op.batch_alter_table("person_merge", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_person_merge_kept_id"))
        batch_op.drop_index(batch_op.f("ix_person_merge_gone_id"))

    op.drop_table("person_merge")
    with op.batch_alter_table("ownership", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_ownership_person_id"))
        batch_op.drop_index("ix_ownership_lot_person")

    op.drop_table("ownership")
    op.drop_table("operator")
    op.drop_table("notice_read")
    with op.batch_alter_table("external_identity", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_external_identity_person_id"))

    op.drop_table("external_identity")
    with op.batch_alter_table("deletion_request", schema=None) as batch_op:
        batch_op.drop_index(
            "uq_deletion_request_open",
            sqlite_where=sa.text("state = 'open'"),
            postgresql_where=sa.text("state = 'open'"),
        )
        batch_op.drop_index("ix_deletion_request_place_state")
        batch_op.drop_index(batch_op.f("ix_deletion_request_person_id"))

    op.drop_table("deletion_request")
    op.drop_table("credential")
    with op.batch_alter_table("consent", schema=None) as batch_op:
        batch_op.drop_index(
            "uq_consent_current",
            sqlite_where=sa.text("withdrawn_at IS NULL"),
            postgresql_where=sa.text("withdrawn_at IS NULL"),
        )
        batch_op.drop_index(batch_op.f("ix_consent_person_id"))

    op.drop_table("consent")
    op.drop_table("charter_step")
    with op.batch_alter_table("charter_remark", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_charter_remark_person_id"))

    op.drop_table("charter_remark")
    with op.batch_alter_table("charter_reading", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_charter_reading_person_id"))

    op.drop_table("charter_reading")
    op.drop_table("charter_article")
    with op.batch_alter_table("partner_contact", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_partner_contact_unit_id"))

    op.drop_table("partner_contact")
    with op.batch_alter_table("charter_version", schema=None) as batch_op:
        batch_op.drop_index("ix_charter_version_state")

    op.drop_table("charter_version")
    with op.batch_alter_table("venue", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_venue_place_id"))

    op.drop_table("venue")
    with op.batch_alter_table("team", schema=None) as batch_op:
        batch_op.drop_index(
            "uq_team_place_kind",
            sqlite_where=sa.text("ended_on IS NULL AND kind IN ('vanguard', 'grid')"),
            postgresql_where=sa.text("ended_on IS NULL AND kind IN ('vanguard', 'grid')"),
        )
        batch_op.drop_index(batch_op.f("ix_team_place_id"))

    op.drop_table("team")
    op.drop_table("place_setting")
    with op.batch_alter_table("place_change", schema=None) as batch_op:
        batch_op.drop_index("ix_place_change_place_at")

    op.drop_table("place_change")
    with op.batch_alter_table("lot", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_lot_place_id"))

    op.drop_table("lot")
    op.drop_table("charter_document")
    with op.batch_alter_table("phone_code", schema=None) as batch_op:
        batch_op.drop_index("ix_phone_code_number_asked")
        batch_op.drop_index("ix_phone_code_device_asked")
        batch_op.drop_index(batch_op.f("ix_phone_code_asked_at"))
        batch_op.drop_index("ix_phone_code_address_asked")

    op.drop_table("phone_code")
    with op.batch_alter_table("guess", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_guess_at"))

    op.drop_table("guess")
