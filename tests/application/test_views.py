"""Who looked at a personal file stands in the audit log, once an hour."""

import threading
from datetime import timedelta

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from lotsen.application.application import Application
from lotsen.db.audit import AuditRow
from lotsen.domain.errors import NotAllowed, NotFound
from lotsen.usecases import profiles
from tests.makers import ADVISORY, AUDITOR, COORDINATOR, NOON, Town


@pytest.fixture
def town(engine):
    town = Town(engine)
    town.round_id = town.make_round()
    town.make_department()
    town.ada, town.ben = town.make_candidate("Ada Yıldız"), town.make_candidate("Ben Groß")
    town.kim = town.make_actor("Kim Kord", COORDINATOR)
    return town


def open_profile(town, *, who=None, candidate=None, house=None):
    house = house or town.application
    house.query(who or town.kim, profiles.profile, town.round_id, candidate or town.ada)


def another_process(town, *, later=timedelta(0)):
    return Application(engine=town.engine, clock=lambda: NOON + later)


def views(town):
    with Session(town.engine) as session:
        rows = session.scalars(select(AuditRow).order_by(AuditRow.id))
        return [(row.actor, row.action, row.subject, row.facts) for row in rows]


def test_opened_profile_leaves_a_line_with_who_and_whose(town):
    open_profile(town)

    name = {"name": "Ada Yıldız"}
    assert views(town) == [("Kim Kord", "profile_opened", f"candidate:{town.ada}", name)]


def test_rerun_of_the_page_leaves_nothing_more(town):
    for _run in range(3):
        open_profile(town)

    assert len(views(town)) == 1


def test_another_process_knows_of_the_line_within_the_hour(town):
    open_profile(town)
    open_profile(town, house=another_process(town, later=timedelta(minutes=59)))

    assert len(views(town)) == 1


def test_look_after_an_hour_leaves_another_line(town):
    open_profile(town)
    later = [NOON]
    house = Application(engine=town.engine, clock=lambda: later[-1])
    open_profile(town, house=house)
    later.append(NOON + timedelta(hours=1))
    open_profile(town, house=house)

    assert len(views(town)) == 2


def test_every_person_and_every_profile_counts_by_itself(town):
    bea = town.make_actor("Kim Kord", ADVISORY)  # of the same name
    open_profile(town)
    open_profile(town, who=bea)
    open_profile(town, candidate=town.ben)

    assert len(views(town)) == 3


def test_who_is_refused_has_not_looked(town):
    with pytest.raises(NotAllowed):
        open_profile(town, who=town.make_actor("Ari Amt", AUDITOR))
    with pytest.raises(NotFound):
        open_profile(town, candidate=999)

    assert views(town) == []


def test_tabs_that_open_at_once_on_many_servers_leave_one_line(town):
    houses = [another_process(town) for _process in range(8)]
    ready = threading.Barrier(len(houses))

    def look(house):
        ready.wait()
        open_profile(town, house=house)

    threads = [threading.Thread(target=look, args=(house,)) for house in houses]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert len(views(town)) == 1


def test_profile_stays_closed_where_its_line_cannot_be_written(town):
    with town.engine.begin() as connection:
        connection.exec_driver_sql("ALTER TABLE audit_head RENAME TO elsewhere")

    with pytest.raises(Exception, match="audit_head"):
        open_profile(town)
