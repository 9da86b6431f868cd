"""sheets are assigned, and a bias is declared

Revision ID: b41c7d20a6e8
Revises: efbe792f9494
"""

import sqlalchemy as sa
from alembic import op


revision = "b41c7d20a6e8"
down_revision = "efbe792f9494"
branch_labels = None
depends_on = None

STATE = "ck_sheet_sheetstate"
BIAS = "ck_sheet_bias_has_a_reason"


def old_sheet() -> sa.Table:
    """The table as it was; SQLite makes it anew, and knows of no check by itself."""
    return sa.Table(
        "sheet",
        sa.MetaData(),
        sa.Column("candidate_id", sa.Integer(), nullable=False),
        sa.Column("rater_id", sa.Integer(), nullable=False),
        sa.Column("state", sa.String(length=40), nullable=False),
        sa.Column("handed_in_on", sa.Date(), nullable=True),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("changed_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.CheckConstraint(
            "(state = 'handed_in') = (handed_in_on IS NOT NULL)",
            name="ck_sheet_handed_in_has_a_date",
        ),
        sa.CheckConstraint("state IN ('draft', 'handed_in')", name=STATE),
        sa.ForeignKeyConstraint(
            ["candidate_id"],
            ["candidate.id"],
            name="fk_sheet_candidate_id_candidate",
            ondelete="RESTRICT",
        ),
        sa.ForeignKeyConstraint(
            ["rater_id"], ["person.id"], name="fk_sheet_rater_id_person", ondelete="RESTRICT"
        ),
        sa.PrimaryKeyConstraint("id", name="pk_sheet"),
        sa.UniqueConstraint("candidate_id", "rater_id", name="uq_sheet_candidate_id_rater_id"),
        sa.Index("ix_sheet_rater_id", "rater_id"),
        sa.Index("ix_sheet_revision", "revision"),
    )


def upgrade() -> None:
    with op.batch_alter_table("sheet", copy_from=old_sheet()) as batch_op:
        batch_op.drop_constraint(op.f(STATE), type_="check")
        batch_op.add_column(sa.Column("declared_on", sa.Date(), nullable=True))
        batch_op.add_column(
            sa.Column("bias_reason", sa.String(), server_default="", nullable=False)
        )
        batch_op.add_column(sa.Column("saved_in", sa.String(), server_default="", nullable=False))
        batch_op.create_check_constraint(
            op.f(STATE), "state IN ('assigned', 'draft', 'handed_in', 'biased')"
        )
        batch_op.create_check_constraint(op.f(BIAS), "(state = 'biased') = (bias_reason <> '')")


def downgrade() -> None:
    op.execute("DELETE FROM rating WHERE sheet_id IN (SELECT id FROM sheet WHERE state = 'biased')")
    op.execute("DELETE FROM sheet WHERE state IN ('assigned', 'biased')")
    new = old_sheet()
    for check in [each for each in new.constraints if each.name == STATE]:
        new.constraints.remove(check)
    new.append_constraint(
        sa.CheckConstraint("state IN ('assigned', 'draft', 'handed_in', 'biased')", name=STATE)
    )
    new.append_constraint(sa.CheckConstraint("(state = 'biased') = (bias_reason <> '')", name=BIAS))
    new.append_column(sa.Column("declared_on", sa.Date(), nullable=True))
    new.append_column(sa.Column("bias_reason", sa.String(), server_default="", nullable=False))
    new.append_column(sa.Column("saved_in", sa.String(), server_default="", nullable=False))
    with op.batch_alter_table("sheet", copy_from=new) as batch_op:
        batch_op.drop_constraint(op.f(BIAS), type_="check")
        batch_op.drop_constraint(op.f(STATE), type_="check")
        batch_op.drop_column("saved_in")
        batch_op.drop_column("bias_reason")
        batch_op.drop_column("declared_on")
        batch_op.create_check_constraint(op.f(STATE), "state IN ('draft', 'handed_in')")
