"""each leader has an answer of their own about a person

Revision ID: 91c5d07e3ab4
Revises: 7d20f4b9e6a1
"""

import sqlalchemy as sa
from alembic import op


revision = "91c5d07e3ab4"
down_revision = "2b8e64d1f7c3"
branch_labels = None
depends_on = None

ONE_FOR_ALL = "uq_leader_answer_candidate_id"
ONE_OF_EACH = "uq_leader_answer_candidate_id_leader_id"
OWN = "fk_leader_answer_leader_id_person"
WRITTEN_DOWN = "ix_leader_answer_written_down"
NAMED = sa.text("leader_id IS NULL")


def leader_answer(*more: sa.schema.SchemaItem) -> sa.Table:
    """The table as it is; SQLite makes it anew, and knows of no check by itself."""
    return sa.Table(
        "leader_answer",
        sa.MetaData(),
        sa.Column("candidate_id", sa.Integer(), nullable=False),
        sa.Column("answer", sa.String(length=40), nullable=False),
        sa.Column("reason", sa.String(), nullable=False),
        sa.Column("given_by", sa.String(), nullable=False),
        sa.Column("given_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("recorded_by_id", sa.Integer(), nullable=False),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("changed_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        *more,
        sa.CheckConstraint("answer IN ('agrees', 'objects')", name="ck_leader_answer_answer"),
        sa.CheckConstraint(
            "answer <> 'objects' OR length(trim(reason)) > 0",
            name="ck_leader_answer_objection_why",
        ),
        sa.ForeignKeyConstraint(
            ["candidate_id"],
            ["candidate.id"],
            name="fk_leader_answer_candidate_id_candidate",
            ondelete="RESTRICT",
        ),
        sa.ForeignKeyConstraint(
            ["recorded_by_id"],
            ["person.id"],
            name="fk_leader_answer_recorded_by_id_person",
            ondelete="RESTRICT",
        ),
        sa.PrimaryKeyConstraint("id", name="pk_leader_answer"),
    )


def upgrade() -> None:
    old = leader_answer(sa.UniqueConstraint("candidate_id", name=ONE_FOR_ALL))
    with op.batch_alter_table("leader_answer", copy_from=old) as table:
        table.drop_constraint(op.f(ONE_FOR_ALL), type_="unique")
        table.add_column(sa.Column("leader_id", sa.Integer(), nullable=True))
        table.create_foreign_key(op.f(OWN), "person", ["leader_id"], ["id"], ondelete="RESTRICT")
        table.create_unique_constraint(op.f(ONE_OF_EACH), ["candidate_id", "leader_id"])
    op.create_index(
        WRITTEN_DOWN,
        "leader_answer",
        ["candidate_id", "given_by"],
        unique=True,
        sqlite_where=NAMED,
        postgresql_where=NAMED,
    )
    # an answer that a leader wrote down in the own name stays that leader's own
    op.execute(
        "UPDATE leader_answer SET leader_id = recorded_by_id WHERE EXISTS (SELECT 1 FROM person"
        " JOIN person_role ON person_role.person_id = person.id AND person_role.role = 'leader'"
        " WHERE person.id = leader_answer.recorded_by_id AND leader_answer.given_by ="
        " trim(trim(person.title || ' ' || person.first_name) || ' ' || person.last_name))"
    )


def downgrade() -> None:
    op.execute(
        "DELETE FROM leader_answer WHERE id NOT IN"
        " (SELECT max(id) FROM leader_answer GROUP BY candidate_id)"
    )
    op.drop_index(WRITTEN_DOWN, table_name="leader_answer")
    new = leader_answer(
        sa.Column("leader_id", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(["leader_id"], ["person.id"], name=OWN, ondelete="RESTRICT"),
        sa.UniqueConstraint("candidate_id", "leader_id", name=ONE_OF_EACH),
    )
    with op.batch_alter_table("leader_answer", copy_from=new) as table:
        table.drop_constraint(op.f(ONE_OF_EACH), type_="unique")
        table.drop_constraint(op.f(OWN), type_="foreignkey")
        table.drop_column("leader_id")
        table.create_unique_constraint(op.f(ONE_FOR_ALL), ["candidate_id"])
