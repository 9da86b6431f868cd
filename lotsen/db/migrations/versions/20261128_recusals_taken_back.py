"""a bias that was said in a meeting can be taken back, and both are kept

Revision ID: a4d7e2b91c60
Revises: b71d4e9a25c8
"""

import sqlalchemy as sa
from alembic import op


revision = "a4d7e2b91c60"
down_revision = "b71d4e9a25c8"
branch_labels = None
depends_on = None

KEPT = "item_id, person_id, reason, said_at"
STANDS = sa.text("taken_back_at IS NULL")


def put_aside(where: str = "") -> None:
    """Both databases change the key of a table by making it anew."""
    op.execute(f"CREATE TABLE recusal_kept AS SELECT {KEPT} FROM recusal{where}")
    op.drop_table("recusal")


def put_back() -> None:
    order = "said_at, item_id, person_id"
    op.execute(f"INSERT INTO recusal ({KEPT}) SELECT {KEPT} FROM recusal_kept ORDER BY {order}")
    op.drop_table("recusal_kept")


def person(column: str) -> sa.ForeignKeyConstraint:
    name = op.f(f"fk_recusal_{column}_person")
    return sa.ForeignKeyConstraint([column], ["person.id"], name=name, ondelete="RESTRICT")


def item() -> sa.ForeignKeyConstraint:
    name = op.f("fk_recusal_item_id_agenda_item")
    return sa.ForeignKeyConstraint(["item_id"], ["agenda_item.id"], name=name, ondelete="RESTRICT")


def upgrade() -> None:
    put_aside()
    op.create_table(
        "recusal",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("item_id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("reason", sa.String(), nullable=False),
        sa.Column("said_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("said_by_id", sa.Integer(), nullable=True),
        sa.Column(
            "was_state",
            sa.Enum(
                "assigned",
                "draft",
                "handed_in",
                "biased",
                name="sheetstate",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=True,
        ),
        sa.Column("was_handed_in_on", sa.Date(), nullable=True),
        sa.Column("was_declared_on", sa.Date(), nullable=True),
        sa.Column("taken_back_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("taken_back_by_id", sa.Integer(), nullable=True),
        sa.Column("taken_back_reason", sa.String(), server_default="", nullable=False),
        sa.CheckConstraint("reason <> ''", name=op.f("ck_recusal_reason_given")),
        sa.CheckConstraint(
            "(taken_back_at IS NULL) = (taken_back_by_id IS NULL)"
            " AND (taken_back_at IS NULL) = (taken_back_reason = '')",
            name=op.f("ck_recusal_taken_back_whole"),
        ),
        item(),
        *(person(column) for column in ("person_id", "said_by_id", "taken_back_by_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_recusal")),
    )
    for column in ("item_id", "person_id"):
        op.create_index(op.f(f"ix_recusal_{column}"), "recusal", [column], unique=False)
    op.create_index(
        "ix_recusal_one_stands",
        "recusal",
        ["item_id", "person_id"],
        unique=True,
        sqlite_where=STANDS,
        postgresql_where=STANDS,
    )
    put_back()


def downgrade() -> None:
    put_aside(" WHERE taken_back_at IS NULL")
    op.create_table(
        "recusal",
        sa.Column("item_id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("reason", sa.String(), nullable=False),
        sa.Column("said_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint("reason <> ''", name=op.f("ck_recusal_reason_given")),
        item(),
        person("person_id"),
        sa.PrimaryKeyConstraint("item_id", "person_id", name=op.f("pk_recusal")),
    )
    op.create_index(op.f("ix_recusal_person_id"), "recusal", ["person_id"], unique=False)
    put_back()
