"""changes after the talk, and the file reference of a round

Revision ID: 7d20f4b9e6a1
Revises: 5d71c0a94e28
"""

import sqlalchemy as sa
from alembic import op


revision = "7d20f4b9e6a1"
down_revision = "5d71c0a94e28"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("round", sa.Column("reference", sa.String(), server_default="", nullable=False))
    op.add_column(
        "meeting",
        sa.Column("changes_open", sa.Boolean(), server_default=sa.false(), nullable=False),
    )
    op.create_table(
        "rating_change",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("item_id", sa.Integer(), nullable=False),
        sa.Column("sheet_id", sa.Integer(), nullable=False),
        sa.Column("criterion_id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("old_value", sa.Integer(), nullable=True),
        sa.Column("old_evidence", sa.String(), nullable=False),
        sa.Column("new_value", sa.Integer(), nullable=True),
        sa.Column("new_evidence", sa.String(), nullable=False),
        sa.Column("reason", sa.String(), nullable=False),
        sa.Column("changed_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint("reason <> ''", name=op.f("ck_rating_change_reason_given")),
        sa.CheckConstraint(
            "old_value BETWEEN 1 AND 5", name=op.f("ck_rating_change_old_value_on_scale")
        ),
        sa.CheckConstraint(
            "new_value BETWEEN 1 AND 5", name=op.f("ck_rating_change_new_value_on_scale")
        ),
        *(
            sa.ForeignKeyConstraint(
                [column],
                [f"{table}.id"],
                name=op.f(f"fk_rating_change_{column}_{table}"),
                ondelete="RESTRICT",
            )
            for column, table in (
                ("item_id", "agenda_item"),
                ("sheet_id", "sheet"),
                ("criterion_id", "criterion"),
                ("person_id", "person"),
            )
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_rating_change")),
    )
    with op.batch_alter_table("rating_change", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_rating_change_item_id"), ["item_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_rating_change_sheet_id"), ["sheet_id"], unique=False)


def downgrade() -> None:
    op.drop_table("rating_change")
    op.drop_column("meeting", "changes_open")
    op.drop_column("round", "reference")
