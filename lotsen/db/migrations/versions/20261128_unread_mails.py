"""mails that cannot be read, and whether a mail was fetched from the mailbox

Revision ID: e90b3c6f17d2
Revises: c4e81f5b2d90
"""

import sqlalchemy as sa
from alembic import op


revision = "e90b3c6f17d2"
down_revision = "c4e81f5b2d90"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "unread_mail",
        sa.Column("round_id", sa.Integer(), nullable=False),
        sa.Column("source", sa.String(), nullable=False),
        sa.Column("key", sa.String(), nullable=False),
        sa.Column("place", sa.String(), nullable=False),
        sa.Column("fault", sa.String(length=40), nullable=False),
        sa.Column("facts", sa.JSON(), nullable=False),
        sa.Column("found_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("changed_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["round_id"],
            ["round.id"],
            name=op.f("fk_unread_mail_round_id_round"),
            ondelete="RESTRICT",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_unread_mail")),
        sa.UniqueConstraint("round_id", "key", name=op.f("uq_unread_mail_round_id_key")),
    )
    op.add_column(
        "mail", sa.Column("is_fetched", sa.Boolean(), server_default=sa.false(), nullable=False)
    )
    mail = sa.table("mail", sa.column("place", sa.String()), sa.column("is_fetched", sa.Boolean()))
    a_file = sa.or_(
        *(
            sa.func.lower(mail.c.place).like(f"%{ending}")
            for ending in (".eml", ".msg", ".mbox", ".zip")
        )
    )
    op.execute(mail.update().where(sa.not_(a_file)).values(is_fetched=True))


def downgrade() -> None:
    op.drop_column("mail", "is_fetched")
    op.drop_table("unread_mail")
