"""decisions are signed and closed; a departure from the order of scores has its reason

Revision ID: 5c1e8d40b7a9
Revises: 5e21c9a8d04f
"""

import sqlalchemy as sa
from alembic import op


revision = "5c1e8d40b7a9"
down_revision = "5e21c9a8d04f"
branch_labels = None
depends_on = None

STANDS = sa.text("reopened_at IS NULL")


def upgrade() -> None:
    with op.batch_alter_table("decision") as decision:
        decision.add_column(sa.Column("departure", sa.String(), nullable=True))
        decision.create_check_constraint(
            op.f("ck_decision_departure_given"), "length(trim(departure)) > 0"
        )
    _leaders_and_bodies()
    _signatures_and_closings()


def _leaders_and_bodies() -> None:
    op.create_table(
        "leader_answer",
        sa.Column("candidate_id", sa.Integer(), nullable=False),
        sa.Column("answer", sa.String(length=40), nullable=False),
        sa.Column("reason", sa.String(), nullable=False),
        sa.Column("given_by", sa.String(), nullable=False),
        sa.Column("given_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("recorded_by_id", sa.Integer(), nullable=False),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("changed_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.CheckConstraint("answer IN ('agrees', 'objects')", name=op.f("ck_leader_answer_answer")),
        sa.CheckConstraint(
            "answer <> 'objects' OR length(trim(reason)) > 0",
            name=op.f("ck_leader_answer_objection_why"),
        ),
        sa.ForeignKeyConstraint(
            ["candidate_id"],
            ["candidate.id"],
            name=op.f("fk_leader_answer_candidate_id_candidate"),
            ondelete="RESTRICT",
        ),
        sa.ForeignKeyConstraint(
            ["recorded_by_id"],
            ["person.id"],
            name=op.f("fk_leader_answer_recorded_by_id_person"),
            ondelete="RESTRICT",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_leader_answer")),
        sa.UniqueConstraint("candidate_id", name=op.f("uq_leader_answer_candidate_id")),
    )
    op.create_table(
        "hearing",
        sa.Column("round_id", sa.Integer(), nullable=False),
        sa.Column("body", sa.String(length=40), nullable=False),
        sa.Column("result", sa.String(length=40), nullable=False),
        sa.Column("held_on", sa.Date(), nullable=False),
        sa.Column("statement", sa.String(), nullable=False),
        sa.Column("recorded_by_id", sa.Integer(), nullable=False),
        sa.Column("recorded_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("changed_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.CheckConstraint(
            "body IN ('staff_council', 'disabled', 'equality')", name=op.f("ck_hearing_body")
        ),
        sa.CheckConstraint(
            "result IN ('agreed', 'heard', 'objected', 'not_required')",
            name=op.f("ck_hearing_hearing"),
        ),
        sa.ForeignKeyConstraint(
            ["recorded_by_id"],
            ["person.id"],
            name=op.f("fk_hearing_recorded_by_id_person"),
            ondelete="RESTRICT",
        ),
        sa.ForeignKeyConstraint(
            ["round_id"], ["round.id"], name=op.f("fk_hearing_round_id_round"), ondelete="RESTRICT"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_hearing")),
        sa.UniqueConstraint("round_id", "body", name=op.f("uq_hearing_round_id_body")),
    )


def _signatures_and_closings() -> None:
    op.create_table(
        "signature",
        sa.Column("round_id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("list_hash", sa.String(), nullable=False),
        sa.Column("signed_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("changed_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["person_id"],
            ["person.id"],
            name=op.f("fk_signature_person_id_person"),
            ondelete="RESTRICT",
        ),
        sa.ForeignKeyConstraint(
            ["round_id"],
            ["round.id"],
            name=op.f("fk_signature_round_id_round"),
            ondelete="RESTRICT",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_signature")),
        sa.UniqueConstraint(
            "round_id",
            "person_id",
            "list_hash",
            name=op.f("uq_signature_round_id_person_id_list_hash"),
        ),
    )
    op.create_table(
        "closing",
        sa.Column("round_id", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("content", sa.JSON(), nullable=False),
        sa.Column("list_hash", sa.String(), nullable=False),
        sa.Column("closed_by_id", sa.Integer(), nullable=False),
        sa.Column("closed_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("reopen_by_id", sa.Integer(), nullable=True),
        sa.Column("reopen_reason", sa.String(), nullable=True),
        sa.Column("reopen_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("reopened_by_id", sa.Integer(), nullable=True),
        sa.Column("reopened_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("changed_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.CheckConstraint(
            "(reopen_by_id IS NULL) = (reopen_reason IS NULL) AND (reopen_by_id IS NULL) = (reopen_at IS NULL)",
            name=op.f("ck_closing_proposal_whole"),
        ),
        sa.CheckConstraint(
            "(reopened_at IS NULL) = (reopened_by_id IS NULL) AND (reopened_at IS NULL OR reopen_by_id IS NOT NULL)",
            name=op.f("ck_closing_reopened_whole"),
        ),
        sa.CheckConstraint("reopened_by_id <> reopen_by_id", name=op.f("ck_closing_second_person")),
        sa.ForeignKeyConstraint(
            ["closed_by_id"],
            ["person.id"],
            name=op.f("fk_closing_closed_by_id_person"),
            ondelete="RESTRICT",
        ),
        sa.ForeignKeyConstraint(
            ["reopen_by_id"],
            ["person.id"],
            name=op.f("fk_closing_reopen_by_id_person"),
            ondelete="RESTRICT",
        ),
        sa.ForeignKeyConstraint(
            ["reopened_by_id"],
            ["person.id"],
            name=op.f("fk_closing_reopened_by_id_person"),
            ondelete="RESTRICT",
        ),
        sa.ForeignKeyConstraint(
            ["round_id"], ["round.id"], name=op.f("fk_closing_round_id_round"), ondelete="RESTRICT"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_closing")),
        sa.UniqueConstraint("round_id", "number", name=op.f("uq_closing_round_id_number")),
    )
    op.create_index(
        op.f("ix_closing_one_stands"),
        "closing",
        ["round_id"],
        unique=True,
        sqlite_where=STANDS,
        postgresql_where=STANDS,
    )
    op.create_table(
        "addendum",
        sa.Column("closing_id", sa.Integer(), nullable=False),
        sa.Column("text", sa.String(), nullable=False),
        sa.Column("written_by_id", sa.Integer(), nullable=False),
        sa.Column("written_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("changed_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.CheckConstraint("length(trim(text)) > 0", name=op.f("ck_addendum_text_given")),
        sa.ForeignKeyConstraint(
            ["closing_id"],
            ["closing.id"],
            name=op.f("fk_addendum_closing_id_closing"),
            ondelete="RESTRICT",
        ),
        sa.ForeignKeyConstraint(
            ["written_by_id"],
            ["person.id"],
            name=op.f("fk_addendum_written_by_id_person"),
            ondelete="RESTRICT",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_addendum")),
    )


def downgrade() -> None:
    for name in ("addendum", "closing", "signature", "hearing", "leader_answer"):
        op.drop_table(name)
    with op.batch_alter_table("decision") as decision:
        decision.drop_constraint(op.f("ck_decision_departure_given"), type_="check")
        decision.drop_column("departure")
