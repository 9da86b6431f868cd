"""Bodies without a vote take part in the concept and in the selection; all they say stays."""

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from lotsen.db.audit import AuditRow
from lotsen.db.closings import ClosingRow
from lotsen.domain.audit import AuditAction
from lotsen.domain.closings import Body, Gap, Hearing, HearingStage
from lotsen.domain.decisions import Outcome
from lotsen.domain.errors import NotAllowed, Outdated, WrongPhase
from lotsen.domain.phases import Phase
from lotsen.usecases import dossier, rounds
from tests.makers import ADVISORY, COORDINATOR, LEADERSHIP, RATER
from tests.usecases.closing_steps import close_everything, decide, hear, open_list

OBJECTION = "Die Kriterien treffen den Bauhof zu hart."
NOT_NEEDED = "In dieser Stadt gibt es keinen Personalrat."


@pytest.fixture
def town(town):
    """A round whose concept is looked through; Pia speaks for a body."""
    town.round_id = town.make_round(phase=Phase.CONCEPT_REVIEW, places=1)
    town.make_department()
    town.kim = town.make_actor("Kim Kord", COORDINATOR)
    town.chief = town.make_actor("Dr. Jana Weiß", LEADERSHIP)
    town.pia = town.make_actor("Pia Rat", ADVISORY)
    return town


@pytest.fixture
def later(town):
    """The same round with its decision taken; the staff council agreed to the concept."""
    hear(town, Body.STAFF_COUNCIL, Hearing.AGREED)
    for phase in (Phase.APPROACH, Phase.INTEREST, Phase.PRESENTATION):
        move(town, phase)
    town.ada = town.make_candidate("Ada Yıldız")
    decide(town, town.ada, Outcome.SELECTED)
    return town


def move(town, phase):
    round_ = town.application.query(town.kim, rounds.current)
    town.application.execute(town.kim, rounds.move_phase, town.round_id, phase, seen=round_.version)


def missing(town):
    return town.application.query(town.kim, rounds.missing_on_concept, town.round_id)


def statements(town):
    found = town.application.query(town.kim, dossier.gather, town.round_id).statements
    return [(each.body, each.stage, each.result, each.text, each.recorded_by) for each in found]


def test_nobody_is_approached_before_the_staff_council_had_its_part(town):
    assert missing(town) == [Body.STAFF_COUNCIL]
    with pytest.raises(WrongPhase, match="concept_not_heard"):
        move(town, Phase.APPROACH)

    hear(town, Body.DISABLED)
    with pytest.raises(WrongPhase, match="concept_not_heard"):
        move(town, Phase.APPROACH)
    hear(town, Body.STAFF_COUNCIL, Hearing.OBJECTED, OBJECTION)

    assert missing(town) == []
    move(town, Phase.APPROACH)


def test_where_it_need_not_take_part_a_reason_says_why(town):
    hear(town, Body.STAFF_COUNCIL, Hearing.NOT_REQUIRED, NOT_NEEDED)

    move(town, Phase.APPROACH)


@pytest.mark.parametrize("phase", [Phase.APPROACH, Phase.INTEREST])
def test_between_concept_and_selection_nobody_is_heard(town, phase):
    hear(town, Body.STAFF_COUNCIL)
    for each in (Phase.APPROACH, Phase.INTEREST)[: 1 + (phase == Phase.INTEREST)]:
        move(town, each)

    with pytest.raises(WrongPhase):
        hear(town, Body.EQUALITY)


def test_part_in_the_concept_is_none_in_the_selection(later):
    assert open_list(later).gaps[Gap.NOT_HEARD] == [Body.STAFF_COUNCIL, Body.DISABLED]


def test_earlier_statements_stay_with_the_name_of_who_wrote_them_down(later):
    hear(later, Body.STAFF_COUNCIL)
    hear(later, Body.STAFF_COUNCIL, Hearing.OBJECTED, OBJECTION, actor=later.pia)
    hear(later, Body.DISABLED)
    said = [
        (Body.STAFF_COUNCIL, HearingStage.CONCEPT, Hearing.AGREED, "", "Kim Kord"),
        (Body.STAFF_COUNCIL, HearingStage.SELECTION, Hearing.HEARD, "", "Kim Kord"),
        (Body.STAFF_COUNCIL, HearingStage.SELECTION, Hearing.OBJECTED, OBJECTION, "Pia Rat"),
        (Body.DISABLED, HearingStage.SELECTION, Hearing.HEARD, "", "Kim Kord"),
    ]
    assert statements(later) == said

    close_everything(later)

    assert statements(later) == said


def test_second_click_writes_nothing_and_an_older_word_can_be_said_again(later):
    hear(later, Body.EQUALITY)
    with pytest.raises(Outdated, match="repeated"):
        hear(later, Body.EQUALITY)

    hear(later, Body.EQUALITY, Hearing.OBJECTED, OBJECTION)
    hear(later, Body.EQUALITY)

    assert len([each for each in statements(later) if each[0] == Body.EQUALITY]) == 3


def test_log_tells_in_what_a_body_took_part(later):
    hear(later, Body.STAFF_COUNCIL)

    with Session(later.engine) as session:
        lines = session.scalars(select(AuditRow).where(AuditRow.action == AuditAction.BODY_HEARD))
        assert [line.facts["stage"] for line in lines] == ["concept", "selection"]


def test_lists_closed_before_the_concept_had_a_hearing_are_read_as_of_the_selection(later):
    close_everything(later)
    with Session(later.engine) as session, session.begin():
        row = session.query(ClosingRow).one()
        old = [
            {name: part for name, part in each.items() if name != "stage"}
            for each in row.content["hearings"]
        ]
        row.content = {**row.content, "hearings": old}

    assert {each[1] for each in statements(later)} == {HearingStage.SELECTION}


@pytest.mark.parametrize("role", [LEADERSHIP, RATER])
def test_statements_are_written_by_coordination_and_advice(town, role):
    other = town.make_actor("Olga Ohne", role)

    with pytest.raises(NotAllowed):
        hear(town, Body.STAFF_COUNCIL, actor=other)
