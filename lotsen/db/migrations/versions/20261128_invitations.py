"""meetings have a place and can be cancelled; letters carry an appointment

Revision ID: 7d3f0a92c6be
Revises: c3a8e5d1f047
"""

import sqlalchemy as sa
from alembic import op


revision = "7d3f0a92c6be"
down_revision = "c3a8e5d1f047"
branch_labels = None
depends_on = None

COUNTS = sa.text("state <> 'discarded'")
INDEX = "ix_letter_one_of_a_kind"
STATE, AUDIENCE = "ck_meeting_meetingstate", "ck_letter_template_audience"
OLD_STATE = "state IN ('planned', 'running', 'over')"
NEW_STATE = "state IN ('planned', 'running', 'over', 'cancelled')"
OLD_AUDIENCES = (
    "'leaders', 'interested_people', 'committee', 'to_selected', 'to_reserve', "
    "'to_not_selected', 'leaders_concerned'"
)
OLD_AUDIENCE = f"audience IN ({OLD_AUDIENCES})"
NEW_AUDIENCE = f"audience IN ({OLD_AUDIENCES}, 'invited_elsewhen', 'called_off')"


def record() -> tuple[sa.Column[object], ...]:
    return (
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("changed_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
    )


def meeting(state: str) -> sa.Table:
    """The table as it is; SQLite makes it anew, and knows of no check by itself."""
    return sa.Table(
        "meeting",
        sa.MetaData(),
        sa.Column("round_id", sa.Integer(), nullable=False),
        sa.Column("title", sa.String(), nullable=False),
        sa.Column("planned_for", sa.DateTime(timezone=True), nullable=True),
        sa.Column("state", sa.String(length=40), nullable=False),
        sa.Column("item_id", sa.Integer(), nullable=True),
        sa.Column("called_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("shows_place", sa.Boolean(), nullable=False),
        sa.Column("step", sa.Integer(), nullable=False),
        *record(),
        sa.CheckConstraint("title <> ''", name="ck_meeting_title_given"),
        sa.CheckConstraint(
            "(item_id IS NULL) = (called_at IS NULL)", name="ck_meeting_called_whole"
        ),
        sa.CheckConstraint(state, name=STATE),
        sa.ForeignKeyConstraint(
            ["round_id"], ["round.id"], name="fk_meeting_round_id_round", ondelete="RESTRICT"
        ),
        sa.PrimaryKeyConstraint("id", name="pk_meeting"),
        sa.Index("ix_meeting_round_id", "round_id"),
    )


def letter_template(audience: str) -> sa.Table:
    """The table as it is."""
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
        *record(),
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
    with op.batch_alter_table("meeting", copy_from=meeting(OLD_STATE)) as table:
        table.drop_constraint(op.f(STATE), type_="check")
        table.create_check_constraint(op.f(STATE), NEW_STATE)
        table.add_column(sa.Column("place", sa.String(), server_default="", nullable=False))
    with op.batch_alter_table("letter_template", copy_from=letter_template(OLD_AUDIENCE)) as table:
        table.drop_constraint(op.f(AUDIENCE), type_="check")
        table.create_check_constraint(op.f(AUDIENCE), NEW_AUDIENCE)
    op.add_column("letter", sa.Column("occasion", sa.String(), server_default="", nullable=False))
    op.add_column("letter", sa.Column("appointment", sa.JSON(), nullable=True))
    index(["template_id", "person_id", "occasion"])


def index(columns: list[str]) -> None:
    op.drop_index(INDEX, table_name="letter")
    op.create_index(
        INDEX, "letter", columns, unique=True, sqlite_where=COUNTS, postgresql_where=COUNTS
    )


def downgrade() -> None:
    op.execute(
        "DELETE FROM letter WHERE template_id IN (SELECT id FROM letter_template "
        "WHERE audience IN ('invited_elsewhen', 'called_off')) OR id NOT IN "
        "(SELECT min(id) FROM letter GROUP BY template_id, person_id, state = 'discarded')"
    )
    op.execute("DELETE FROM letter_template WHERE audience IN ('invited_elsewhen', 'called_off')")
    op.execute("UPDATE meeting SET state = 'over' WHERE state = 'cancelled'")
    index(["template_id", "person_id"])
    op.drop_column("letter", "appointment")
    op.drop_column("letter", "occasion")
    with op.batch_alter_table("letter_template", copy_from=letter_template(NEW_AUDIENCE)) as table:
        table.drop_constraint(op.f(AUDIENCE), type_="check")
        table.create_check_constraint(op.f(AUDIENCE), OLD_AUDIENCE)
    new = meeting(NEW_STATE)
    new.append_column(sa.Column("place", sa.String(), server_default="", nullable=False))
    with op.batch_alter_table("meeting", copy_from=new) as table:
        table.drop_constraint(op.f(STATE), type_="check")
        table.drop_column("place")
        table.create_check_constraint(op.f(STATE), OLD_STATE)
