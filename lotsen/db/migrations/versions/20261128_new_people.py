"""a nominee knows whether the nomination brought the person into the records

Revision ID: 2b8e61f4d0a7
Revises: 7d20f4b9e6a1
"""

import sqlalchemy as sa
from alembic import op


revision = "2b8e61f4d0a7"
down_revision = "7d20f4b9e6a1"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column(
        "nominee",
        sa.Column("new_person", sa.Boolean(), server_default=sa.false(), nullable=False),
    )


def downgrade() -> None:
    op.drop_column("nominee", "new_person")
