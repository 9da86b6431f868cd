"""A town whose leaders are asked: two units with a leader each, one of them with a part below."""

from datetime import date

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from lotsen.db.audit import AuditRow
from lotsen.db.rounds import RoundRow
from lotsen.domain.phases import Phase
from lotsen.domain.surveys import Told
from lotsen.usecases import nominations, nominees
from lotsen.usecases.nominations import Newcomer
from tests.makers import COORDINATOR, LEADER, LEADERSHIP

WHY = {"motivation": "Bringt von sich aus neue Ideen ein."}
OTHER_WHY = {"vorbild": "Zeigt anderen gern, wie es geht."}
TODAY = date(2027, 6, 16)


def furnish(town, *, phase=Phase.APPROACH):
    town.round_id = town.make_round(phase=phase)
    town.buerger = town.make_department("Bürgerdienste")
    town.amt = town.make_department("Standesamt", parent=town.buerger)
    town.finanzen = town.make_department("Finanzen")
    town.kim = town.make_actor("Kim Kord", COORDINATOR)
    town.lea = town.make_actor("Lea Amt", LEADER, leads=[town.buerger])
    town.ina = town.make_actor("Ina Öz", LEADER, leads=[town.amt])
    town.leo = town.make_actor("Leo Rat", LEADER, leads=[town.finanzen])
    town.chief = town.make_actor("Jana Weiß", LEADERSHIP)
    town.ada = town.make_person("Ada Yıldız", department=town.amt)
    town.ben = town.make_person("Ben Groß", department=town.finanzen)
    return town


def ask(town, actor, query, *args):
    return town.application.query(actor, query, town.round_id, *args)


def do(town, actor, command, *args, **more):
    return town.application.execute(actor, command, town.round_id, *args, **more)


def go_to(town, phase):
    with Session(town.engine) as session, session.begin():
        session.execute(update(RoundRow).values(phase=phase))


def newcomer(town, email="neu.gier@stadt.example", department=None):
    return Newcomer(
        email=email,
        first_name="Neu",
        last_name="Gier",
        department_id=department or town.buerger,
    )


def name(town, actor, person, reasons=None, *, knows=False):
    do(town, actor, nominations.nominate, person, reasons or WHY, knows=knows)


def own(town, actor):
    return ask(town, actor, nominations.own).nominations


def named(town):
    return ask(town, town.kim, nominees.listing)


def inform(town, told=Told.BY_LETTER, day=TODAY, *, seen=None):
    """Note that the first person named was told."""
    nominee = named(town)[0]
    seen = nominee.version if seen is None else seen
    do(town, town.kim, nominees.inform, nominee.id, told, day, seen=seen)


def answer(town, *, agrees, day=TODAY):
    """Note what the first person named said."""
    nominee = named(town)[0]
    do(
        town,
        town.kim,
        nominees.note_answer,
        nominee.id,
        agrees=agrees,
        day=day,
        seen=nominee.version,
    )


def last_line(town):
    with Session(town.engine) as session:
        row = session.scalars(select(AuditRow).order_by(AuditRow.id.desc())).first()
        return row.action, dict(row.facts)
