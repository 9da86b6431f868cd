"""several statements of each body, about the concept and about the selection

Revision ID: b71d4e9a25c8
Revises: 8a2d5e7c1b94
"""

import sqlalchemy as sa
from alembic import op


revision = "b71d4e9a25c8"
down_revision = "8a2d5e7c1b94"
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table("hearing") as batch:
        batch.add_column(
            sa.Column("stage", sa.String(length=40), server_default="selection", nullable=False)
        )
        batch.drop_constraint(op.f("uq_hearing_round_id_body"), type_="unique")
        batch.create_check_constraint(
            op.f("ck_hearing_hearingstage"), "stage IN ('concept', 'selection')"
        )
        batch.create_index(op.f("ix_hearing_round_id"), ["round_id"])
    with op.batch_alter_table("hearing") as batch:
        batch.alter_column("stage", server_default=None)


def downgrade() -> None:
    hearing = sa.table("hearing", *map(sa.column, ("id", "round_id", "body", "stage")))
    op.execute(hearing.delete().where(hearing.c.stage == "concept"))  # it was no part of the list
    newest = sa.select(sa.func.max(hearing.c.id)).group_by(hearing.c.round_id, hearing.c.body)
    op.execute(hearing.delete().where(hearing.c.id.not_in(newest)))
    with op.batch_alter_table("hearing") as batch:
        batch.drop_index(op.f("ix_hearing_round_id"))
        batch.drop_constraint(op.f("ck_hearing_hearingstage"), type_="check")
        batch.drop_column("stage")
        batch.create_unique_constraint(op.f("uq_hearing_round_id_body"), ["round_id", "body"])
