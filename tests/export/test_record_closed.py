"""The record of closed decisions stays the same, byte for byte, whatever the town does next."""

from dataclasses import replace
from datetime import timedelta

import pytest

from lotsen.db.engine import open_engine
from lotsen.domain.people import Role
from lotsen.domain.phases import Phase
from lotsen.export.record import deliver_record
from lotsen.usecases import (
    drafting,
    file_reference,
    local_accounts,
    posting,
    reopening,
    round_dates,
    rounds,
)
from tests.makers import Town
from tests.usecases.closing_steps import REASON, close_everything
from tests.usecases.letter_town import approve, decide_all, do, furnish, lines, move


@pytest.fixture
def town(sqlite_url):
    engine = open_engine(sqlite_url)
    town = furnish(Town(engine))
    decide_all(town)
    close_everything(town)
    yield town
    engine.dispose()


def round_of(town):
    return town.application.query(town.kim, rounds.current)


def given_out(town):
    return deliver_record(town.application, town.kim, round_of(town))


def send_a_letter(town):
    results = ("5a", "5b", "5c")
    for key in results:
        do(town, drafting.draft, key)
    approve(town, *results)
    line = lines(town, "5a")[0]
    do(town, posting.begin, line.id)
    do(town, posting.arrived, line.id, "250 ok")


def plan(town):
    round_ = round_of(town)
    dates = [replace(each, ends_on=each.ends_on + timedelta(days=7)) for each in round_.dates]
    do(town, round_dates.plan, dates, REASON, seen=round_.version)


def test_letters_accounts_and_moves_change_no_byte(town):
    before = given_out(town)

    town.application.execute(
        town.kim, local_accounts.add_person, "neu@stadt.example", "Nina", "Neu", [Role.COORDINATOR]
    )
    do(town, rounds.move_phase, Phase.NOTIFICATION, seen=round_of(town).version)
    send_a_letter(town)
    move(town, Phase.CLOSED)

    assert given_out(town).archive == before.archive


@pytest.mark.parametrize(
    "deed",
    [
        lambda town: do(town, reopening.add, REASON),
        lambda town: do(town, reopening.propose, REASON, seen=1),
        lambda town: do(town, file_reference.set_reference, "10.24", seen=""),
        plan,
    ],
    ids=["addendum", "proposed reopening", "file reference", "dates"],
)
def test_what_is_about_the_record_makes_another_one(town, deed):
    before = given_out(town)

    deed(town)

    assert given_out(town).document != before.document


def test_addendum_tells_of_the_moves_before_it(town):
    do(town, rounds.move_phase, Phase.NOTIFICATION, seen=round_of(town).version)
    first = given_out(town)
    do(town, reopening.add, REASON)
    second = given_out(town)
    move(town, Phase.CLOSED)

    assert second.document != first.document
    assert given_out(town).archive == second.archive
