"""What somebody does to the audit log who owns the database, and where the chain finds it."""

from collections.abc import Callable

from sqlalchemy import text
from sqlalchemy.orm import Session

from lotsen.db.audit import AuditHeadRow, AuditRow
from lotsen.domain.audit import AuditAction, AuditLine
from lotsen.domain.audit_chain import ChainAnchor, ChainBreak, ChainFault, chained
from lotsen.domain.people import Actor
from lotsen.usecases import shortlist
from tests.makers import AUDITOR, COORDINATOR, NOON, Town

LINES = 6
MALLORY = Actor(id=None, name="mallory", roles=frozenset())


def town_with_a_log(engine, *, lines=LINES):
    """A town with an auditor and a log of so many lines."""
    town = Town(engine)
    town.round_id = town.make_round()
    town.make_department()
    town.kim = town.make_actor("Kim Kord", COORDINATOR)
    town.ari = town.make_actor("Ari Amt", AUDITOR)
    for number in range(lines):
        mark(town, town.make_candidate(f"Ada Nummer{number}"), f"Bemerkung {number}")
    return town


def mark(town, candidate, remark=""):
    town.application.execute(town.kim, shortlist.mark, town.round_id, candidate, remark, seen=0)


def past_the_guards(town, *statements: str | Callable[[Session], object]):
    """What somebody does who owns the database: the guards go first."""
    with Session(town.engine) as session, session.begin():
        if town.engine.dialect.name == "sqlite":
            triggers = session.scalars(text("SELECT name FROM sqlite_master WHERE type='trigger'"))
            for name in triggers.all():
                session.execute(text(f"DROP TRIGGER {name}"))
        else:
            for table in ("audit", "audit_head"):
                session.execute(text(f"ALTER TABLE {table} DISABLE TRIGGER USER"))
        for statement in statements:
            session.execute(text(statement)) if isinstance(statement, str) else statement(session)


def rewrite_from(number):
    """Write a line and all that follow it anew, so that they fit together again."""

    def rewrite(session):
        before = session.get_one(AuditRow, number - 1)
        lines = [
            AuditLine(action=AuditAction.PHASE_MOVED, subject="round:1")
            for _number in range(number, LINES + 1)
        ]
        after = ChainAnchor(number=before.id, hash=before.hash)
        for entry in chained(lines, after=after, actor=MALLORY, at=NOON):
            write(session, entry)

    return rewrite


def insert_after(number):
    """Put a line between two others, chained to the one before it."""

    def put(session):
        move_up = text("UPDATE audit SET id = id + 1 WHERE id = :id")
        for each in range(LINES, number, -1):
            session.execute(move_up, {"id": each})
        names = ", ".join(column.name for column in AuditRow.__table__.c if column.name != "id")
        columns = f"INSERT INTO audit (id, {names}) SELECT :new, {names} FROM audit WHERE id = :old"
        session.execute(text(columns), {"new": number + 1, "old": number})
        before = session.get_one(AuditRow, number)
        line = AuditLine(action=AuditAction.PHASE_MOVED, subject="round:1")
        after = ChainAnchor(number=before.id, hash=before.hash)
        for entry in chained([line], after=after, actor=MALLORY, at=NOON):
            write(session, entry)

    return put


def write(session, entry):
    session.execute(
        AuditRow.__table__.update()
        .where(AuditRow.id == entry.number)
        .values(
            at=entry.at,
            actor_id=entry.actor_id,
            actor=entry.actor,
            action=AuditAction(entry.action),
            subject=entry.subject,
            facts=entry.facts,
            salt=entry.salt,
            content_hash=entry.content_hash,
            previous_hash=entry.previous_hash,
            hash=entry.hash,
        )
    )
    session.execute(
        AuditHeadRow.__table__.update()
        .where(AuditHeadRow.number <= entry.number)
        .values(number=entry.number, hash=entry.hash)
    )


def swap(first, second):
    """Two lines change places, with everything that they carry."""
    return (
        f"UPDATE audit SET id = -1 WHERE id = {first}",
        f"UPDATE audit SET id = {first} WHERE id = {second}",
        f"UPDATE audit SET id = {second} WHERE id = -1",
    )


HEAD_TO = "UPDATE audit_head SET number = {0}, hash = (SELECT hash FROM audit WHERE id = {0})"
EMPTY_HEAD = "UPDATE audit_head SET number = 0, hash = '" + "0" * 64 + "'"
TAMPERED = {
    "another person": (
        ["UPDATE audit SET actor = 'mallory' WHERE id = 3"],
        ChainBreak(number=3, fault=ChainFault.LINE_CHANGED),
    ),
    "another key of a person": (
        ["UPDATE audit SET actor_id = 99 WHERE id = 3"],
        ChainBreak(number=3, fault=ChainFault.LINE_CHANGED),
    ),
    "another time": (
        ["UPDATE audit SET at = '2027-06-16 10:00:01' WHERE id = 3"],
        ChainBreak(number=3, fault=ChainFault.LINE_CHANGED),
    ),
    "another action": (
        ["UPDATE audit SET action = 'unheard_of' WHERE id = 3"],
        ChainBreak(number=3, fault=ChainFault.LINE_CHANGED),
    ),
    "another subject": (
        ["UPDATE audit SET subject = 'candidate:1' WHERE id = 3"],
        ChainBreak(number=3, fault=ChainFault.LINE_CHANGED),
    ),
    "other facts": (
        ["""UPDATE audit SET facts = '{"name": "Ada Nummer2"}' WHERE id = 3"""],
        ChainBreak(number=3, fault=ChainFault.LINE_CHANGED),
    ),
    "facts of another kind": (
        ["UPDATE audit SET facts = '[1]' WHERE id = 3"],
        ChainBreak(number=3, fault=ChainFault.LINE_CHANGED),
    ),
    "a line is gone": (
        ["DELETE FROM audit WHERE id = 3"],
        ChainBreak(number=3, fault=ChainFault.LINE_MISSING),
    ),
    "the first line is gone": (
        ["DELETE FROM audit WHERE id = 1"],
        ChainBreak(number=1, fault=ChainFault.LINE_MISSING),
    ),
    "a line is gone, the others move up": (
        [
            "DELETE FROM audit WHERE id = 3",
            *(f"UPDATE audit SET id = {n} WHERE id = {n + 1}" for n in (3, 4, 5)),
            HEAD_TO.format(5),
        ],
        ChainBreak(number=3, fault=ChainFault.LINE_OUT_OF_PLACE),
    ),
    "a line before the first": (
        ["UPDATE audit SET id = 0 WHERE id = 1"],
        ChainBreak(number=0, fault=ChainFault.LINE_INSERTED),
    ),
    "a line between": ([insert_after(3)], ChainBreak(number=5, fault=ChainFault.LINE_OUT_OF_PLACE)),
    "a line after the last": (
        [HEAD_TO.format(5)],
        ChainBreak(number=6, fault=ChainFault.LINE_INSERTED),
    ),
    "neighbours swapped": (swap(3, 4), ChainBreak(number=3, fault=ChainFault.LINE_OUT_OF_PLACE)),
    "others swapped": (swap(2, 5), ChainBreak(number=2, fault=ChainFault.LINE_OUT_OF_PLACE)),
    "the tail is gone": (
        ["DELETE FROM audit WHERE id > 4"],
        ChainBreak(number=5, fault=ChainFault.TAIL_MISSING),
    ),
    "everything is gone": (
        ["DELETE FROM audit"],
        ChainBreak(number=1, fault=ChainFault.TAIL_MISSING),
    ),
    "another head": (
        ["UPDATE audit_head SET hash = '" + "1" * 64 + "'"],
        ChainBreak(number=6, fault=ChainFault.HEAD_DIFFERS),
    ),
    "no head": (
        ["DELETE FROM audit_head"],
        ChainBreak(number=6, fault=ChainFault.HEAD_DIFFERS),
    ),
}
ONLY_BY_THE_ANCHOR = {
    "the tail is gone, the head follows": (
        ["DELETE FROM audit WHERE id > 4", HEAD_TO.format(4)],
        ChainBreak(number=5, fault=ChainFault.TAIL_MISSING),
    ),
    "everything is gone, the head too": (
        ["DELETE FROM audit", EMPTY_HEAD],
        ChainBreak(number=1, fault=ChainFault.TAIL_MISSING),
    ),
    "everything from the third on is written anew": (
        [rewrite_from(3)],
        ChainBreak(number=6, fault=ChainFault.ANCHOR_DIFFERS),
    ),
}
