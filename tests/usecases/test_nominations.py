import pytest
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from lotsen.db.people import PersonRow
from lotsen.db.surveys import NomineeRow
from lotsen.domain.errors import BadInput, NotAllowed, NotFound, Outdated, WrongPhase
from lotsen.domain.phases import Phase
from lotsen.domain.surveys import NominationState, Told
from lotsen.usecases import candidates, nominations, nominees
from tests.makers import ADVISORY, COORDINATOR, LEADERSHIP, RATER
from tests.pages.shown import TYPED
from tests.usecases.survey_town import (
    OTHER_WHY,
    TODAY,
    WHY,
    ask,
    do,
    furnish,
    go_to,
    last_line,
    name,
    named,
    newcomer,
    own,
)


@pytest.fixture
def town(town):
    return furnish(town)


def count(town, table):
    with Session(town.engine) as session:
        return session.scalar(select(func.count(table.id)))


def test_leader_names_somebody_of_the_own_departments_and_of_all_below(town):
    name(town, town.lea, town.ada, knows=True)

    (found,) = own(town, town.lea)
    assert (found.name, found.department, found.reasons) == ("Yıldız, Ada", "Standesamt", WHY)
    assert (found.knows, found.named_on) == (True, TODAY)
    assert found.state == NominationState.PROPOSED
    assert last_line(town) == (
        "person_named",
        {"name": "Ada Yıldız", "knows": True, "reasons": WHY},
    )


def test_nobody_names_people_of_other_departments(town):
    for person in (
        town.ben,
        newcomer(town, department=town.finanzen),
        newcomer(town, email="person7@musterhausen.example"),  # Ben's address, under another name
        999,
    ):
        with pytest.raises(BadInput, match=r"nomination\.not_own_people"):
            name(town, town.lea, person)
    with pytest.raises(BadInput, match=r"nomination\.not_own_people"):
        name(town, town.ina, newcomer(town, department=town.buerger))
    assert count(town, NomineeRow) == 0


def test_whom_a_leader_can_name_are_the_own_people_and_no_others(town):
    found = ask(town, town.lea, nominations.own)

    assert found.people == {town.ada: "Yıldız, Ada"}
    assert found.departments == {town.buerger: "Bürgerdienste", town.amt: "Standesamt"}
    assert ask(town, town.leo, nominations.own).people == {town.ben: "Groß, Ben"}


def test_somebody_new_comes_into_the_records_with_the_nomination(town):
    name(town, town.lea, newcomer(town, email=" Neu.Gier@Stadt.Example "))

    with Session(town.engine) as session:
        row = session.scalars(select(PersonRow).where(PersonRow.last_name == "Gier")).one()
        assert (row.email, row.department_id) == ("neu.gier@stadt.example", town.buerger)
        assert row.roles == []


def test_nobody_names_themselves_or_the_same_person_twice(town):
    with Session(town.engine) as session, session.begin():
        session.get_one(PersonRow, town.lea.id).department_id = town.buerger
    with pytest.raises(BadInput, match=r"nomination\.is_yourself"):
        name(town, town.lea, town.lea.id)

    name(town, town.lea, town.ada)

    with pytest.raises(Outdated, match=r"record\.repeated"):
        name(town, town.lea, town.ada)


def test_leader_sees_the_own_nominations_and_never_those_of_others(town):
    name(town, town.ina, town.ada)

    assert own(town, town.lea) == []
    assert own(town, town.leo) == []
    name(town, town.lea, town.ada, OTHER_WHY)
    (found,) = own(town, town.lea)
    assert found.reasons == OTHER_WHY
    assert "Öz" not in str(found)


def test_later_nomination_does_not_tell_that_somebody_else_was_first(town):
    name(town, town.ina, town.ada)
    (nominee,) = named(town)
    do(town, town.kim, nominees.inform, nominee.id, Told.IN_PERSON, TODAY, seen=nominee.version)

    name(town, town.lea, town.ada)

    assert [each.state for each in own(town, town.ina)] == [NominationState.INFORMED]
    assert [each.state for each in own(town, town.lea)] == [NominationState.PROPOSED]


def test_person_named_by_two_leaders_stands_once_with_both(town):
    name(town, town.ina, town.ada, WHY)
    name(town, town.lea, town.ada, OTHER_WHY, knows=True)

    (found,) = named(town)
    assert [(each.leader, each.reasons, each.knows) for each in found.named_by] == [
        ("Ina Öz", WHY, False),
        ("Lea Amt", OTHER_WHY, True),
    ]


def test_nomination_makes_no_candidacy(town):
    name(town, town.lea, town.ada)

    assert ask(town, town.kim, candidates.listing).total == 0


def test_nomination_changes_and_keeps_its_day_and_its_old_words_in_the_log(town):
    name(town, town.lea, town.ada)
    (found,) = own(town, town.lea)
    change = {"knows": True, "seen": found.version}

    do(town, town.lea, nominations.change, found.id, OTHER_WHY, **change)

    (now,) = own(town, town.lea)
    assert (now.reasons, now.knows, now.named_on) == (OTHER_WHY, True, TODAY)
    assert last_line(town)[1]["reasons_before"] == WHY
    with pytest.raises(Outdated, match=r"record\.repeated"):
        do(town, town.lea, nominations.change, found.id, OTHER_WHY, **change)
    with pytest.raises(Outdated, match=r"record\.outdated"):
        do(town, town.lea, nominations.change, found.id, WHY, **change)


def test_nomination_is_taken_back_until_the_person_is_told(town):
    name(town, town.ina, town.ada)
    name(town, town.lea, town.ada)
    (mine,) = own(town, town.lea)

    do(town, town.lea, nominations.take_back, mine.id, seen=mine.version)

    (nominee,) = named(town)
    assert [each.leader for each in nominee.named_by] == ["Ina Öz"]
    do(town, town.kim, nominees.inform, nominee.id, Told.BY_LETTER, TODAY, seen=nominee.version)
    (hers,) = own(town, town.ina)
    with pytest.raises(WrongPhase, match=r"nomination\.told_already"):
        do(town, town.ina, nominations.take_back, hers.id, seen=hers.version)


def test_nobody_is_left_named_when_the_last_nomination_goes(town):
    name(town, town.lea, town.ada)
    (mine,) = own(town, town.lea)

    do(town, town.lea, nominations.take_back, mine.id, seen=mine.version)

    assert count(town, NomineeRow) == 0


def test_nobody_touches_the_nominations_of_others(town):
    name(town, town.ina, town.ada)
    (hers,) = own(town, town.ina)

    for actor in (town.lea, town.leo):
        with pytest.raises(NotFound, match=r"nomination\.unknown"):
            do(town, actor, nominations.change, hers.id, OTHER_WHY, knows=True, seen=hers.version)
        with pytest.raises(NotFound, match=r"nomination\.unknown"):
            do(town, actor, nominations.take_back, hers.id, seen=hers.version)


@pytest.mark.parametrize("phase", sorted(set(Phase) - {Phase.APPROACH}))
def test_people_are_named_in_the_phase_of_approach_alone(town, phase):
    go_to(town, phase)

    with pytest.raises(WrongPhase, match=r"permission\.wrong_phase"):
        name(town, town.lea, town.ada)


@pytest.mark.parametrize("role", [ADVISORY, COORDINATOR, LEADERSHIP, RATER])
def test_only_leaders_name(town, role):
    with pytest.raises(NotAllowed, match=r"permission\.missing"):
        name(town, town.make_actor("Toni Fremd", role), town.ada)


def test_hostile_words_are_kept_as_they_are(town):
    name(town, town.lea, town.ada, {"agil": TYPED})

    assert own(town, town.lea)[0].reasons == {"agil": TYPED}
    with pytest.raises(BadInput, match=r"text\.control_signs"):
        name(town, town.ina, town.ada, {"agil": "Ein Text mit \x00 darin."})


def test_leader_of_nothing_names_nobody(town):
    ida = town.make_actor("Ida Iske", *town.lea.roles)

    assert ask(town, ida, nominations.own).departments == {}
    with pytest.raises(BadInput, match=r"nomination\.not_own_people"):
        name(town, ida, town.ada)
