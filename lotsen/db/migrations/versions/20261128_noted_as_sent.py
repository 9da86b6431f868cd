"""letters that were given out as files are noted as sent by a human

Revision ID: 8a2d5e7c1b94
Revises: 4f6a1c0e8b35
"""

import sqlalchemy as sa
from alembic import op


revision = "8a2d5e7c1b94"
down_revision = "4f6a1c0e8b35"
branch_labels = None
depends_on = None

STATE, MOMENT = "ck_letter_letterstate", "ck_letter_sent_has_a_moment"
OLD_STATES = (
    "'draft', 'approved', 'sending', 'sent', 'handed_over', 'bounced', 'unknown', 'discarded'"
)
OLD = {STATE: f"state IN ({OLD_STATES})", MOMENT: "(state = 'sent') = (sent_at IS NOT NULL)"}
NEW = {
    STATE: f"state IN ({OLD_STATES}, 'noted_sent')",
    MOMENT: "(state IN ('sent', 'noted_sent')) = (sent_at IS NOT NULL)",
}


def person(column: str) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint(
        [column], ["person.id"], name=f"fk_letter_{column}_person", ondelete="RESTRICT"
    )


def letter(checks: dict[str, str]) -> sa.Table:
    """The table as it is; SQLite makes it anew, and knows of no check by itself."""
    return sa.Table(
        "letter",
        sa.MetaData(),
        sa.Column("template_id", sa.Integer(), nullable=False),
        sa.Column("round_id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        *(sa.Column(n, sa.String(), nullable=False) for n in ("recipient", "email")),
        *(sa.Column(n, sa.String(), nullable=False) for n in ("subject", "body")),
        sa.Column("drafted_by_id", sa.Integer(), nullable=False),
        sa.Column("about", sa.JSON(), nullable=False),
        sa.Column("problems", sa.JSON(), nullable=False),
        sa.Column("state", sa.String(length=40), nullable=False),
        sa.Column("edited_by_id", sa.Integer(), nullable=True),
        sa.Column("approved_by_id", sa.Integer(), nullable=True),
        sa.Column("approved_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("begun_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("sent_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("attempts", sa.Integer(), nullable=False),
        sa.Column("not_before", sa.DateTime(timezone=True), nullable=True),
        sa.Column("answer", sa.String(), nullable=False),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("changed_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("occasion", sa.String(), server_default="", nullable=False),
        sa.Column("appointment", sa.JSON(), nullable=True),
        sa.Column("tells", sa.String(), server_default="", nullable=False),
        *(sa.CheckConstraint(said, name=name) for name, said in checks.items()),
        sa.CheckConstraint(
            "state IN ('draft', 'discarded') OR approved_at IS NOT NULL",
            name="ck_letter_nothing_leaves_unapproved",
        ),
        sa.CheckConstraint(
            "(approved_at IS NULL) = (approved_by_id IS NULL)",
            name="ck_letter_approved_by_somebody",
        ),
        *(person(f"{name}_id") for name in ("approved_by", "drafted_by", "edited_by", "person")),
        sa.ForeignKeyConstraint(
            ["round_id"], ["round.id"], name="fk_letter_round_id_round", ondelete="RESTRICT"
        ),
        sa.ForeignKeyConstraint(
            ["template_id"],
            ["letter_template.id"],
            name="fk_letter_template_id_letter_template",
            ondelete="RESTRICT",
        ),
        sa.PrimaryKeyConstraint("id", name="pk_letter"),
        *(sa.Index(f"ix_letter_{name}", name) for name in ("person_id", "round_id", "state")),
        sa.Index(
            "ix_letter_one_of_a_kind",
            *("template_id", "person_id", "occasion", "tells"),
            unique=True,
            sqlite_where=sa.text("state <> 'discarded'"),
            postgresql_where=sa.text("state <> 'discarded'"),
        ),
    )


def change(old: dict[str, str], new: dict[str, str]) -> None:
    with op.batch_alter_table("letter", copy_from=letter(old)) as table:
        for name, said in new.items():
            table.drop_constraint(op.f(name), type_="check")
            table.create_check_constraint(op.f(name), said)


def upgrade() -> None:
    change(OLD, NEW)


def downgrade() -> None:
    op.execute("UPDATE letter SET state = 'handed_over', sent_at = NULL WHERE state = 'noted_sent'")
    change(NEW, OLD)
