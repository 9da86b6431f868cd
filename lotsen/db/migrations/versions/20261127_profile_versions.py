"""the profile of a round has versions, and is frozen by the first sheet

Revision ID: c2e94a7f6b13
Revises: 7d0f5a3c91be
"""

import sqlalchemy as sa
from alembic import op


revision = "c2e94a7f6b13"
down_revision = "7d0f5a3c91be"
branch_labels = None
depends_on = None

WAITS = sa.text("state = 'proposed'")


def upgrade() -> None:
    op.add_column("round", sa.Column("frozen_on", sa.Date(), nullable=True))
    op.add_column(
        "criterion",
        sa.Column("in_use", sa.Boolean(), server_default=sa.true(), nullable=False),
    )
    op.create_table(
        "profile_version",
        sa.Column("round_id", sa.Integer(), nullable=False),
        sa.Column("state", sa.String(length=40), nullable=False),
        sa.Column("content", sa.JSON(), nullable=False),
        sa.Column("changes", sa.JSON(), nullable=False),
        sa.Column("reason", sa.String(), nullable=False),
        sa.Column("proposed_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("proposed_by_id", sa.Integer(), nullable=True),
        sa.Column("number", sa.Integer(), nullable=True),
        sa.Column("decided_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("decided_by_id", sa.Integer(), nullable=True),
        sa.Column("decided_reason", sa.String(), nullable=False),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("changed_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.CheckConstraint(
            "state IN ('valid', 'proposed', 'refused', 'withdrawn')",
            name=op.f("ck_profile_version_profilestate"),
        ),
        sa.CheckConstraint(
            "(state = 'valid') = (number IS NOT NULL)",
            name=op.f("ck_profile_version_valid_has_number"),
        ),
        sa.CheckConstraint(
            "state <> 'valid' OR decided_by_id IS NULL OR decided_by_id <> proposed_by_id",
            name=op.f("ck_profile_version_second_person"),
        ),
        sa.CheckConstraint(
            "(decided_by_id IS NULL) = (decided_at IS NULL)"
            " AND (state <> 'proposed' OR decided_by_id IS NULL)"
            " AND (state IN ('valid', 'proposed') OR decided_by_id IS NOT NULL)",
            name=op.f("ck_profile_version_decided_whole"),
        ),
        sa.CheckConstraint(
            "state = 'valid' OR length(trim(reason)) > 0",
            name=op.f("ck_profile_version_reason_given"),
        ),
        sa.ForeignKeyConstraint(
            ["round_id"],
            ["round.id"],
            name=op.f("fk_profile_version_round_id_round"),
            ondelete="RESTRICT",
        ),
        sa.ForeignKeyConstraint(
            ["proposed_by_id"],
            ["person.id"],
            name=op.f("fk_profile_version_proposed_by_id_person"),
            ondelete="RESTRICT",
        ),
        sa.ForeignKeyConstraint(
            ["decided_by_id"],
            ["person.id"],
            name=op.f("fk_profile_version_decided_by_id_person"),
            ondelete="RESTRICT",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_profile_version")),
        sa.UniqueConstraint("round_id", "number", name=op.f("uq_profile_version_round_id_number")),
    )
    op.create_index(op.f("ix_profile_version_round_id"), "profile_version", ["round_id"])
    op.create_index(
        op.f("ix_profile_version_one_waits"),
        "profile_version",
        ["round_id"],
        unique=True,
        sqlite_where=WAITS,
        postgresql_where=WAITS,
    )
    _freeze_rounds_with_a_sheet()
    _keep_first_versions()


def _freeze_rounds_with_a_sheet() -> None:
    op.execute(
        "UPDATE round SET frozen_on = (SELECT min(sheet.handed_in_on) FROM sheet"
        " JOIN candidate ON candidate.id = sheet.candidate_id"
        " WHERE candidate.round_id = round.id AND sheet.state = 'handed_in')"
    )


def _keep_first_versions() -> None:
    """Every round that is there has a profile already: its first version."""
    connection = op.get_bind()
    moment = sa.DateTime(timezone=True)
    rounds = sa.table(
        "round", sa.column("id"), sa.column("places"), sa.column("created_at", moment)
    )
    names = ("key", "number", "title", "full_title", "title_en", "definition", "hint", "weight")
    criterion = sa.table(
        "criterion",
        *(sa.column(name) for name in (*names, "round_id")),
        sa.column("anchors", sa.JSON()),
        sa.column("questions", sa.JSON()),
    )
    versions = sa.table(
        "profile_version",
        *(sa.column(name) for name in ("round_id", "state", "reason", "number", "version")),
        sa.column("content", sa.JSON()),
        sa.column("changes", sa.JSON()),
        sa.column("decided_reason"),
        *(sa.column(name, moment) for name in ("proposed_at", "created_at", "changed_at")),
    )
    for round_id, places, opened in connection.execute(sa.select(rounds)).all():
        asked = sa.select(criterion).where(criterion.c.round_id == round_id)
        rows = connection.execute(asked.order_by(criterion.c.number)).mappings().all()
        criteria = [
            {name: row[name] for name in (*names, "anchors", "questions")} | {"in_use": True}
            for row in rows
        ]
        connection.execute(
            sa.insert(versions).values(
                round_id=round_id,
                state="valid",
                reason="",
                number=1,
                version=1,
                content={"places": places, "criteria": criteria},
                changes=[],
                decided_reason="",
                proposed_at=opened,
                created_at=opened,
                changed_at=opened,
            )
        )


def downgrade() -> None:
    op.drop_index(op.f("ix_profile_version_one_waits"), table_name="profile_version")
    op.drop_index(op.f("ix_profile_version_round_id"), table_name="profile_version")
    op.drop_table("profile_version")
    op.drop_column("criterion", "in_use")
    op.drop_column("round", "frozen_on")
