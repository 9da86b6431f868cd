"""a letter that tells a result may be followed by another one, where the result has changed

Revision ID: 2b8e64d1f7c3
Revises: 2b8e61f4d0a7
"""

import sqlalchemy as sa
from alembic import op


revision = "2b8e64d1f7c3"
down_revision = "2b8e61f4d0a7"
branch_labels = None
depends_on = None

COUNTS = sa.text("state <> 'discarded'")
INDEX = "ix_letter_one_of_a_kind"


def index(columns: list[str]) -> None:
    op.drop_index(INDEX, table_name="letter")
    op.create_index(
        INDEX, "letter", columns, unique=True, sqlite_where=COUNTS, postgresql_where=COUNTS
    )


def upgrade() -> None:
    op.add_column("letter", sa.Column("tells", sa.String(), server_default="", nullable=False))
    index(["template_id", "person_id", "occasion", "tells"])


def downgrade() -> None:
    op.execute(
        "DELETE FROM letter WHERE state <> 'discarded' AND id NOT IN (SELECT max(id) FROM letter "
        "WHERE state <> 'discarded' GROUP BY template_id, person_id, occasion)"
    )
    index(["template_id", "person_id", "occasion"])
    op.drop_column("letter", "tells")
