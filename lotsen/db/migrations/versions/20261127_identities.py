"""identities: who people are at the town's provider

Revision ID: c3a8e5d1f047
Revises: 3c58e1f0a94d
"""

import sqlalchemy as sa
from alembic import op


revision = "c3a8e5d1f047"
down_revision = "3c58e1f0a94d"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "identities",
        sa.Column("issuer", sa.String(), nullable=False),
        sa.Column("subject", sa.String(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("linked_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["person_id"],
            ["person.id"],
            name=op.f("fk_identities_person_id_person"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("issuer", "subject", name=op.f("pk_identities")),
        sa.UniqueConstraint("person_id", "issuer", name=op.f("uq_identities_person_id_issuer")),
    )


def downgrade() -> None:
    op.drop_table("identities")
