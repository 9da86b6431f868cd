"""What people do with the profile of a round, for the tests of several rooms."""

import threading
from dataclasses import replace

from sqlalchemy import select
from sqlalchemy.orm import Session

from lotsen.bootstrap import SYSTEM
from lotsen.db.audit import AuditRow
from lotsen.domain.errors import LotsenError
from lotsen.usecases import round_profile, scores
from lotsen.usecases.scores import TOTAL
from tests.makers import COORDINATOR, LEADERSHIP, RATER

REASON = "Der Rat hat am 15. Juni andere Gewichte beschlossen."


def peopled(town):
    """A round with two criteria, a candidate, and everybody who has a say."""
    town.round_id = town.make_round(criteria=("motivation", "vorbild"))
    unit = town.make_department()
    town.ada = town.make_candidate("Ada Yıldız", department=unit)
    town.rita = town.make_actor("Rita Roth", RATER)
    town.kim = town.make_actor("Kim Kord", COORDINATOR)
    town.kaya = town.make_actor("Kaya Zweit", COORDINATOR)
    town.chief = town.make_actor("Dr. Jana Weiß", LEADERSHIP)
    return town


def do(town, actor, command, *args, **kwargs):
    return town.application.execute(actor, command, town.round_id, *args, **kwargs)


def view(town):
    return town.application.query(town.kim, round_profile.view, town.round_id)


def weighing(town, key="motivation", weight=3.0):
    profile = view(town).profile
    (old,) = [each for each in profile.criteria if each.key == key]
    return profile.with_criterion(replace(old, weight=weight))


def without(town, key):
    profile = view(town).profile
    (old,) = [each for each in profile.criteria if each.key == key]
    return profile.with_criterion(replace(old, in_use=False))


def change(town, wanted, actor=None, seen=None):
    seen = view(town).number if seen is None else seen
    return do(town, actor or town.kim, round_profile.change, wanted, "", seen=seen)


def propose(town, wanted, actor=None, seen=None):
    seen = view(town).number if seen is None else seen
    do(town, actor or town.kim, round_profile.propose, wanted, REASON, seen=seen)
    return view(town).waiting


def total(town):
    frame = town.application.query(SYSTEM, scores.departments, town.round_id).town
    return frame.set_index("criterion").loc[TOTAL, "mean"]


def last_line(town):
    with Session(town.engine) as session:
        return session.scalars(select(AuditRow).order_by(AuditRow.id.desc())).first()


def race(*doings):
    """Everybody at once; gives what became of each."""
    outcomes, ready = [], threading.Barrier(len(doings))

    def run(doing):
        ready.wait()
        try:
            doing()
            outcomes.append("done")
        except LotsenError as refused:
            outcomes.append(refused.code)

    threads = [threading.Thread(target=run, args=(doing,)) for doing in doings]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return sorted(outcomes)
