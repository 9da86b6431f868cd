"""a departure from the order of scores has its reason

Revision ID: 5c1e8d40b7a9
Revises: 5c1e90a7d3f4
"""

import sqlalchemy as sa
from alembic import op


revision = "5c1e8d40b7a9"
down_revision = "5c1e90a7d3f4"
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table("decision") as decision:
        decision.add_column(sa.Column("departure", sa.String(), nullable=True))
        decision.create_check_constraint(
            op.f("ck_decision_departure_given"), "length(trim(departure)) > 0"
        )


def downgrade() -> None:
    with op.batch_alter_table("decision") as decision:
        decision.drop_constraint(op.f("ck_decision_departure_given"), type_="check")
        decision.drop_column("departure")
