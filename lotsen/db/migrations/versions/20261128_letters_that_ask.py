"""letters that ask for something have kinds of their own

Revision ID: 4f6a1c0e8b35
Revises: e90b3c6f17d2
"""

import sqlalchemy as sa
from alembic import op


revision = "4f6a1c0e8b35"
down_revision = "e90b3c6f17d2"
branch_labels = None
depends_on = None

AUDIENCE = "ck_letter_template_audience"
OLD_AUDIENCES = (
    "'leaders', 'interested_people', 'committee', 'to_selected', 'to_reserve', "
    "'to_not_selected', 'leaders_concerned', 'invited_elsewhen', 'called_off'"
)
ASKING = "'without_answer', 'nominees', 'behind'"
OLD = f"audience IN ({OLD_AUDIENCES})"
NEW = f"audience IN ({OLD_AUDIENCES}, {ASKING})"


def letter_template(audience: str) -> sa.Table:
    """The table as it is; SQLite makes it anew, and knows of no check by itself."""
    return sa.Table(
        "letter_template",
        sa.MetaData(),
        sa.Column("round_id", sa.Integer(), nullable=False),
        sa.Column("key", sa.String(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("phase", sa.String(length=40), nullable=False),
        sa.Column("audience", sa.String(length=40), nullable=False),
        sa.Column("subject", sa.String(), nullable=False),
        sa.Column("body", sa.String(), nullable=False),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("changed_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.CheckConstraint(
            "phase IN ('concept_review', 'approach', 'interest', 'presentation', "
            "'notification', 'closed')",
            name="ck_letter_template_phase",
        ),
        sa.CheckConstraint(audience, name=AUDIENCE),
        sa.ForeignKeyConstraint(
            ["round_id"],
            ["round.id"],
            name="fk_letter_template_round_id_round",
            ondelete="RESTRICT",
        ),
        sa.PrimaryKeyConstraint("id", name="pk_letter_template"),
        sa.UniqueConstraint("round_id", "key", name="uq_letter_template_round_id_key"),
    )


def upgrade() -> None:
    with op.batch_alter_table("letter_template", copy_from=letter_template(OLD)) as table:
        table.drop_constraint(op.f(AUDIENCE), type_="check")
        table.create_check_constraint(op.f(AUDIENCE), NEW)


def downgrade() -> None:
    op.execute(
        "DELETE FROM letter WHERE template_id IN "
        f"(SELECT id FROM letter_template WHERE audience IN ({ASKING}))"
    )
    op.execute(f"DELETE FROM letter_template WHERE audience IN ({ASKING})")
    with op.batch_alter_table("letter_template", copy_from=letter_template(NEW)) as table:
        table.drop_constraint(op.f(AUDIENCE), type_="check")
        table.create_check_constraint(op.f(AUDIENCE), OLD)
