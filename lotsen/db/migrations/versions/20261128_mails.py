"""mails that came in

Revision ID: 5d71c0a94e28
Revises: a7d24f0c9b36
"""

import sqlalchemy as sa
from alembic import op


revision = "5d71c0a94e28"
down_revision = "a7d24f0c9b36"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "mail",
        sa.Column("round_id", sa.Integer(), nullable=False),
        sa.Column("digest", sa.String(), nullable=False),
        sa.Column("twin", sa.String(), nullable=True),
        sa.Column("place", sa.String(), nullable=False),
        sa.Column("sender", sa.String(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("subject", sa.String(), nullable=False),
        sa.Column("received_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("is_stamped", sa.Boolean(), nullable=False),
        sa.Column("text", sa.String(), nullable=False),
        sa.Column("signature", sa.String(), nullable=False),
        sa.Column("whole", sa.String(), nullable=False),
        sa.Column("is_damaged", sa.Boolean(), nullable=False),
        sa.Column(
            "aside",
            sa.Enum(
                "bounce",
                "out_of_office",
                "automatic",
                "calendar",
                "read_receipt",
                name="aside",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=True,
        ),
        sa.Column(
            "state",
            sa.Enum(
                "new",
                "created",
                "assigned",
                "no_interest",
                "aside",
                name="mailstate",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("attachments", sa.JSON(), nullable=False),
        sa.Column("candidate_id", sa.Integer(), nullable=True),
        sa.Column("settled_by_id", sa.Integer(), nullable=True),
        sa.Column("settled_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("made", sa.JSON(), nullable=False),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("changed_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.CheckConstraint(
            "(state IN ('created', 'assigned')) = (candidate_id IS NOT NULL)",
            name=op.f("ck_mail_settled_by_a_candidate"),
        ),
        sa.CheckConstraint(
            "(settled_at IS NULL) = (settled_by_id IS NULL)",
            name=op.f("ck_mail_settled_by_somebody"),
        ),
        sa.ForeignKeyConstraint(
            ["candidate_id"],
            ["candidate.id"],
            name=op.f("fk_mail_candidate_id_candidate"),
            ondelete="RESTRICT",
        ),
        sa.ForeignKeyConstraint(
            ["round_id"], ["round.id"], name=op.f("fk_mail_round_id_round"), ondelete="RESTRICT"
        ),
        sa.ForeignKeyConstraint(
            ["settled_by_id"],
            ["person.id"],
            name=op.f("fk_mail_settled_by_id_person"),
            ondelete="RESTRICT",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_mail")),
        sa.UniqueConstraint("round_id", "digest", name=op.f("uq_mail_round_id_digest")),
        sa.UniqueConstraint("round_id", "twin", name=op.f("uq_mail_round_id_twin")),
    )
    op.create_index(op.f("ix_mail_candidate_id"), "mail", ["candidate_id"])


def downgrade() -> None:
    op.drop_index(op.f("ix_mail_candidate_id"), table_name="mail")
    op.drop_table("mail")
