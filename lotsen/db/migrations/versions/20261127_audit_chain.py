"""the lines of the audit log are chained

Revision ID: 5c1e90a7d3f4
Revises: ebe92e7bc0c4
"""

import hashlib
import json
import secrets
from datetime import UTC

import sqlalchemy as sa
from alembic import op


revision = "5c1e90a7d3f4"
down_revision = "ebe92e7bc0c4"
branch_labels = None
depends_on = None

NEW = ("salt", "content_hash", "previous_hash", "hash")
START = "0" * 64
REFUSED = "the audit log is append-only"

# the columns of this moment; what is called "id" is the number of a line from now on
AUDIT = sa.table(
    "audit",
    sa.column("id", sa.Integer),
    sa.column("at", sa.DateTime(timezone=True)),
    sa.column("actor_id", sa.Integer),
    sa.column("actor", sa.String),
    sa.column("action", sa.String),
    sa.column("subject", sa.String),
    sa.column("facts", sa.JSON),
    *(sa.column(name, sa.String) for name in NEW),
)
HEAD = sa.table("audit_head", *(sa.column(name) for name in ("id", "number", "hash")))


def upgrade() -> None:
    drop_old_guards()
    with op.batch_alter_table("audit") as batch_op:
        batch_op.add_column(sa.Column("actor_id", sa.Integer(), nullable=True))
        for name in NEW:
            batch_op.add_column(sa.Column(name, sa.String(), nullable=True))
    op.create_table(
        "audit_head",
        sa.Column("id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("hash", sa.String(), nullable=False),
        sa.CheckConstraint("id = 1", name=op.f("ck_audit_head_only_one")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_audit_head")),
    )
    number, head = chain()
    op.execute(sa.insert(HEAD).values(id=1, number=number, hash=head))
    with op.batch_alter_table("audit") as batch_op:
        for name in NEW:
            batch_op.alter_column(name, existing_type=sa.String(), nullable=False)
    if op.get_bind().dialect.name == "postgresql":  # the head counts now
        op.execute("ALTER TABLE audit ALTER COLUMN id DROP DEFAULT")
        op.execute("DROP SEQUENCE IF EXISTS audit_id_seq")
    make_guards()


def chain() -> tuple[int, str]:
    """Number the lines that are there without a gap, and chain them in their order."""
    connection = op.get_bind()
    lines = connection.execute(
        sa.select(
            AUDIT.c.id, AUDIT.c.at, AUDIT.c.actor, AUDIT.c.action, AUDIT.c.subject, AUDIT.c.facts
        ).order_by(AUDIT.c.id)
    ).all()
    number, head = 0, START
    for line in lines:
        number += 1
        at = line.at.replace(tzinfo=UTC) if line.at.tzinfo is None else line.at.astimezone(UTC)
        salt = secrets.token_hex(16)
        content = digest([salt, line.actor, line.facts])
        moment = at.strftime("%Y-%m-%dT%H:%M:%S.%fZ")
        fields = ["lotsen-audit-1", head, number, moment, None, line.action, line.subject, content]
        this = digest(fields)
        connection.execute(
            sa.update(AUDIT)
            .where(AUDIT.c.id == line.id)
            .values(id=number, salt=salt, content_hash=content, previous_hash=head, hash=this)
        )
        head = this
    return number, head


def digest(value: object) -> str:
    text = json.dumps(
        value, ensure_ascii=True, sort_keys=True, separators=(",", ":"), allow_nan=False
    )
    return hashlib.sha256(text.encode("ascii")).hexdigest()


def drop_old_guards() -> None:
    if op.get_bind().dialect.name == "sqlite":
        op.execute("DROP TRIGGER audit_no_update")
        op.execute("DROP TRIGGER audit_no_delete")
    else:
        op.execute("DROP TRIGGER audit_append_only ON audit")


def make_old_guards() -> None:
    if op.get_bind().dialect.name == "sqlite":
        for verb in ("update", "delete"):
            op.execute(
                f"CREATE TRIGGER audit_no_{verb} BEFORE {verb} ON audit "
                f"BEGIN SELECT RAISE(ABORT, '{REFUSED}'); END"
            )
    else:
        op.execute(
            "CREATE TRIGGER audit_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON audit "
            "FOR EACH STATEMENT EXECUTE FUNCTION audit_is_append_only()"
        )


FOLLOWS = "id = NEW.number AND id = OLD.number + 1 AND hash = NEW.hash AND previous_hash = OLD.hash"
"""What lets the head move: there is a line that follows the old one; only a new line does."""


def make_guards() -> None:
    make_old_guards()
    if op.get_bind().dialect.name == "sqlite":
        make_sqlite_guards()
    else:
        make_postgresql_guards()


def make_sqlite_guards() -> None:
    op.execute(
        "CREATE TRIGGER audit_follows AFTER INSERT ON audit BEGIN "
        f"SELECT RAISE(ABORT, '{REFUSED}') WHERE NOT EXISTS (SELECT 1 FROM audit_head "
        "WHERE number = NEW.id - 1 AND hash = NEW.previous_hash); "
        "UPDATE audit_head SET number = NEW.id, hash = NEW.hash; END"
    )
    op.execute(
        "CREATE TRIGGER audit_head_moves BEFORE UPDATE ON audit_head "
        f"WHEN NOT EXISTS (SELECT 1 FROM audit WHERE {FOLLOWS}) "
        f"BEGIN SELECT RAISE(ABORT, '{REFUSED}'); END"
    )
    for verb in ("insert", "delete"):
        op.execute(
            f"CREATE TRIGGER audit_head_no_{verb} BEFORE {verb} ON audit_head "
            f"BEGIN SELECT RAISE(ABORT, '{REFUSED}'); END"
        )


def make_postgresql_guards() -> None:
    op.execute(
        "CREATE FUNCTION audit_follows() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN "
        "UPDATE audit_head SET number = NEW.id, hash = NEW.hash "
        "WHERE number = NEW.id - 1 AND hash = NEW.previous_hash; "
        f"IF NOT FOUND THEN RAISE EXCEPTION '{REFUSED}'; END IF; RETURN NULL; END $$"
    )
    op.execute(
        "CREATE TRIGGER audit_follows AFTER INSERT ON audit "
        "FOR EACH ROW EXECUTE FUNCTION audit_follows()"
    )
    op.execute(
        "CREATE FUNCTION audit_head_moves() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN "
        f"IF NOT EXISTS (SELECT 1 FROM audit WHERE {FOLLOWS}) "
        f"THEN RAISE EXCEPTION '{REFUSED}'; END IF; RETURN NEW; END $$"
    )
    op.execute(
        "CREATE TRIGGER audit_head_moves BEFORE UPDATE ON audit_head "
        "FOR EACH ROW EXECUTE FUNCTION audit_head_moves()"
    )
    op.execute(
        "CREATE TRIGGER audit_head_stays BEFORE INSERT OR DELETE OR TRUNCATE ON audit_head "
        "FOR EACH STATEMENT EXECUTE FUNCTION audit_is_append_only()"
    )


def drop_guards() -> None:
    sqlite = op.get_bind().dialect.name == "sqlite"
    table = "" if sqlite else " ON audit"
    heads = ("no_insert", "no_delete", "moves") if sqlite else ("stays", "moves")
    for name in heads:
        op.execute(f"DROP TRIGGER audit_head_{name}" + ("" if sqlite else " ON audit_head"))
    op.execute(f"DROP TRIGGER audit_follows{table}")
    if not sqlite:
        op.execute("DROP FUNCTION audit_follows()")
        op.execute("DROP FUNCTION audit_head_moves()")
    drop_old_guards()


def downgrade() -> None:
    drop_guards()
    op.drop_table("audit_head")
    with op.batch_alter_table("audit") as batch_op:
        for name in (*NEW, "actor_id"):
            batch_op.drop_column(name)
    if op.get_bind().dialect.name == "postgresql":
        op.execute("CREATE SEQUENCE audit_id_seq AS integer OWNED BY audit.id")
        op.execute(
            "SELECT setval('audit_id_seq', coalesce((SELECT max(id) FROM audit), 0) + 1, false)"
        )
        op.execute("ALTER TABLE audit ALTER COLUMN id SET DEFAULT nextval('audit_id_seq')")
    make_old_guards()
