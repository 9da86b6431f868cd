"""leaders answer about the concept, and name people

Revision ID: a7d24f0c9b36
Revises: 7d3f0a92c6be
"""

import sqlalchemy as sa
from alembic import op


revision = "a7d24f0c9b36"
down_revision = "7d3f0a92c6be"
branch_labels = None
depends_on = None


def upgrade() -> None:
    _concept()
    _nominations()


def _concept() -> None:
    op.create_table(
        "concept_text",
        sa.Column("round_id", sa.Integer(), nullable=False),
        sa.Column("words", sa.String(), nullable=False),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("changed_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["round_id"],
            ["round.id"],
            name=op.f("fk_concept_text_round_id_round"),
            ondelete="RESTRICT",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_concept_text")),
        sa.UniqueConstraint("round_id", name=op.f("uq_concept_text_round_id")),
    )
    op.create_table(
        "concept_review",
        sa.Column("round_id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("answer", sa.String(length=40), nullable=False),
        sa.Column("comment", sa.String(), nullable=False),
        sa.Column("answered_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("changed_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.CheckConstraint(
            "answer IN ('suits', 'comments')", name=op.f("ck_concept_review_reviewanswer")
        ),
        sa.CheckConstraint(
            "answer <> 'comments' OR length(trim(comment)) > 0",
            name=op.f("ck_concept_review_comment_given"),
        ),
        sa.ForeignKeyConstraint(
            ["person_id"],
            ["person.id"],
            name=op.f("fk_concept_review_person_id_person"),
            ondelete="RESTRICT",
        ),
        sa.ForeignKeyConstraint(
            ["round_id"],
            ["round.id"],
            name=op.f("fk_concept_review_round_id_round"),
            ondelete="RESTRICT",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_concept_review")),
        sa.UniqueConstraint(
            "round_id", "person_id", name=op.f("uq_concept_review_round_id_person_id")
        ),
    )
    op.create_index(op.f("ix_concept_review_person_id"), "concept_review", ["person_id"])


def _nominations() -> None:
    op.create_table(
        "nominee",
        sa.Column("round_id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("department_id", sa.Integer(), nullable=False),
        sa.Column("state", sa.String(length=40), nullable=False),
        sa.Column("answered_on", sa.Date(), nullable=True),
        sa.Column("candidate_id", sa.Integer(), nullable=True),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("changed_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.CheckConstraint(
            "state IN ('proposed', 'informed', 'agrees', 'declines')",
            name=op.f("ck_nominee_nominationstate"),
        ),
        sa.CheckConstraint(
            "(state IN ('agrees', 'declines')) = (answered_on IS NOT NULL)",
            name=op.f("ck_nominee_answered_whole"),
        ),
        sa.CheckConstraint(
            "candidate_id IS NULL OR answered_on IS NOT NULL", name=op.f("ck_nominee_agreed_first")
        ),
        sa.ForeignKeyConstraint(
            ["candidate_id"],
            ["candidate.id"],
            name=op.f("fk_nominee_candidate_id_candidate"),
            ondelete="RESTRICT",
        ),
        sa.ForeignKeyConstraint(
            ["department_id"],
            ["department.id"],
            name=op.f("fk_nominee_department_id_department"),
            ondelete="RESTRICT",
        ),
        sa.ForeignKeyConstraint(
            ["person_id"],
            ["person.id"],
            name=op.f("fk_nominee_person_id_person"),
            ondelete="RESTRICT",
        ),
        sa.ForeignKeyConstraint(
            ["round_id"],
            ["round.id"],
            name=op.f("fk_nominee_round_id_round"),
            ondelete="RESTRICT",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_nominee")),
        sa.UniqueConstraint("round_id", "person_id", name=op.f("uq_nominee_round_id_person_id")),
    )
    op.create_index(op.f("ix_nominee_person_id"), "nominee", ["person_id"])
    op.create_table(
        "nomination",
        sa.Column("nominee_id", sa.Integer(), nullable=False),
        sa.Column("leader_id", sa.Integer(), nullable=False),
        sa.Column("reasons", sa.JSON(), nullable=False),
        sa.Column("knows", sa.Boolean(), nullable=False),
        sa.Column("named_on", sa.Date(), nullable=False),
        sa.Column("informed_on", sa.Date(), nullable=True),
        sa.Column("told", sa.String(length=40), nullable=True),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("changed_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.CheckConstraint("told IN ('by_letter', 'in_person')", name=op.f("ck_nomination_told")),
        sa.CheckConstraint(
            "(informed_on IS NULL) = (told IS NULL)", name=op.f("ck_nomination_informed_whole")
        ),
        sa.CheckConstraint(
            "informed_on >= named_on", name=op.f("ck_nomination_informed_afterwards")
        ),
        sa.ForeignKeyConstraint(
            ["leader_id"],
            ["person.id"],
            name=op.f("fk_nomination_leader_id_person"),
            ondelete="RESTRICT",
        ),
        sa.ForeignKeyConstraint(
            ["nominee_id"],
            ["nominee.id"],
            name=op.f("fk_nomination_nominee_id_nominee"),
            ondelete="RESTRICT",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_nomination")),
        sa.UniqueConstraint(
            "nominee_id", "leader_id", name=op.f("uq_nomination_nominee_id_leader_id")
        ),
    )
    op.create_index(op.f("ix_nomination_leader_id"), "nomination", ["leader_id"])


def downgrade() -> None:
    for name in ("nomination", "nominee", "concept_review", "concept_text"):
        op.drop_table(name)
