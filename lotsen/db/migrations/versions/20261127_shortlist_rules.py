"""rules of the shortlist, and departures from the proposal

Revision ID: 5e21c9a8d04f
Revises: 5c1e90a7d3f4
"""

import sqlalchemy as sa
from alembic import op

revision = "5e21c9a8d04f"
down_revision = "5c1e90a7d3f4"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "shortlist_rules",
        sa.Column("round_id", sa.Integer(), nullable=False),
        sa.Column("rules", sa.JSON(), nullable=False),
        sa.Column("set_by_id", sa.Integer(), nullable=False),
        *record(),
        sa.ForeignKeyConstraint(
            ["round_id"],
            ["round.id"],
            name=op.f("fk_shortlist_rules_round_id_round"),
            ondelete="RESTRICT",
        ),
        sa.ForeignKeyConstraint(
            ["set_by_id"],
            ["person.id"],
            name=op.f("fk_shortlist_rules_set_by_id_person"),
            ondelete="RESTRICT",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_shortlist_rules")),
        sa.UniqueConstraint("round_id", name=op.f("uq_shortlist_rules_round_id")),
    )
    op.create_table(
        "shortlist_departure",
        sa.Column("candidate_id", sa.Integer(), nullable=False),
        sa.Column("proposed", sa.Boolean(), nullable=False),
        sa.Column("reason", sa.String(), nullable=False),
        sa.Column("explained_by_id", sa.Integer(), nullable=False),
        *record(),
        sa.CheckConstraint(
            "length(trim(reason)) > 0", name=op.f("ck_shortlist_departure_reason_given")
        ),
        sa.ForeignKeyConstraint(
            ["candidate_id"],
            ["candidate.id"],
            name=op.f("fk_shortlist_departure_candidate_id_candidate"),
            ondelete="RESTRICT",
        ),
        sa.ForeignKeyConstraint(
            ["explained_by_id"],
            ["person.id"],
            name=op.f("fk_shortlist_departure_explained_by_id_person"),
            ondelete="RESTRICT",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_shortlist_departure")),
        sa.UniqueConstraint("candidate_id", name=op.f("uq_shortlist_departure_candidate_id")),
    )


def record() -> list[sa.Column[object]]:
    """What every row that people change has."""
    return [
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("changed_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
    ]


def downgrade() -> None:
    op.drop_table("shortlist_departure")
    op.drop_table("shortlist_rules")
