"""Letters with appointments: each tells its own, and news of a change goes to who was invited."""

from datetime import timedelta

import pytest
from sqlalchemy.orm import Session

from lotsen.db.candidates import CandidateRow
from lotsen.domain.candidates import CandidateState
from lotsen.domain.errors import BadInput, Outdated
from lotsen.domain.letters import LetterState
from lotsen.usecases import (
    drafting,
    letter_templates,
    meeting_dates,
    meeting_plan,
    outbox,
    posting,
)
from tests.makers import ADVISORY, RATER, Town
from tests.usecases.letter_town import box, do, furnish, lines, seen, whole
from tests.usecases.meetings import EVENING, room

MINUTES = timedelta(minutes=1)


@pytest.fixture
def town(engine):
    town = furnish(Town(engine))
    town.rita = town.make_actor("Rita Roth", RATER)
    town.gesa = town.make_actor("Gesa Gleich", ADVISORY)
    town.chair = town.kim
    town.meeting = do(town, meeting_plan.plan, "Erster Tag", EVENING, "Rathaus, Zimmer 3")
    change(town, meeting_plan.add_candidates, [town.ada, town.ben], 25)
    change(town, meeting_plan.add_pause, "Kaffee", 10)
    change(town, meeting_plan.add_candidates, [town.cem], 30)
    return town


def change(town, command, *args):
    town.application.execute(town.kim, command, town.meeting, *args, seen=room(town).version)


def move(town, by, place="Rathaus, Zimmer 3"):
    change(town, meeting_dates.move, EVENING + by, place)


def written(town, key):
    return {line.recipient: whole(town, line) for line in lines(town, key)}


def draft_and_send(town, *keys):
    for key in keys:
        do(town, drafting.draft, key)
    leave(town, *keys)


def leave(town, *keys):
    fresh = [line for line in lines(town, *keys) if line.state == LetterState.DRAFT]
    do(town, outbox.approve, seen(fresh), actor=town.mia)
    do(town, posting.hand_over, [line.id for line in fresh])


def test_each_candidate_is_invited_to_the_own_part_of_the_agenda(town):
    do(town, drafting.draft, "4a")

    found = written(town, "4a")
    starts = {name: each.appointment.starts_at - EVENING for name, each in found.items()}
    assert starts == {
        "Ada Yıldız": 0 * MINUTES,
        "Ben Groß": 25 * MINUTES,
        "Cem Demir": 60 * MINUTES,
    }
    assert {each.appointment.minutes for each in found.values()} == {25, 30}
    lines_about_it = found["Ben Groß"].body.splitlines()[4:8]
    assert lines_about_it == [
        "Datum: Donnerstag, 17. Juni 2027",
        "Beginn: 18:25 Uhr",
        "Dauer: 25 Minuten",
        "Ort: Rathaus, Zimmer 3",
    ]


def test_no_candidate_reads_the_name_of_another(town):
    do(town, drafting.draft, "4a")

    for name, letter in written(town, "4a").items():
        others = {"Yıldız", "Groß", "Demir", "Erster Tag"} - {name.split()[-1]}
        told = letter.body + str(letter.appointment)
        assert [each for each in others if each in told] == []


def test_members_are_invited_to_the_whole_meeting(town):
    do(town, drafting.draft, "4b", meeting_id=town.meeting)

    found = written(town, "4b")
    assert sorted(found) == ["Dr. Jana Weiß", "Gesa Gleich", "Rita Roth"]
    assert {each.appointment.minutes for each in found.values()} == {90}
    assert len({each.appointment.uid for each in found.values()}) == 3


def test_second_meeting_is_a_letter_of_its_own(town):
    draft_and_send(town, "4b")
    with pytest.raises(BadInput, match="nobody_new"):
        do(town, drafting.draft, "4b")

    do(town, meeting_plan.plan, "Zweiter Tag", EVENING + 1440 * MINUTES)

    assert do(town, drafting.draft, "4b") == 3


def test_moved_meeting_is_told_to_whoever_was_invited(town):
    draft_and_send(town, "4a", "4b")
    with pytest.raises(BadInput, match="nobody_new"):
        do(town, drafting.draft, "4d")

    move(town, 60 * MINUTES)

    assert do(town, drafting.draft, "4d") == 6
    found = written(town, "4d")
    ada = found["Ada Yıldız"].appointment
    first = written(town, "4a")["Ada Yıldız"].appointment
    assert (ada.uid, ada.sequence, ada.starts_at) == (first.uid, 1, EVENING + 60 * MINUTES)
    assert "Beginn: 19:00 Uhr" in found["Ada Yıldız"].body
    with pytest.raises(BadInput, match="nobody_new"):
        do(town, drafting.draft, "4d")


def test_second_move_raises_the_number_again(town):
    draft_and_send(town, "4a")
    move(town, 60 * MINUTES)
    draft_and_send(town, "4d")
    move(town, 120 * MINUTES)
    draft_and_send(town, "4d")

    told = [whole(town, line).appointment for line in lines(town, "4d")]
    assert sorted(each.sequence for each in told) == [1, 1, 1, 2, 2, 2]


def test_new_order_is_told_only_to_those_whose_time_it_changes(town):
    draft_and_send(town, "4a")
    item = room(town).agenda[0].id

    change(town, meeting_plan.move_item, item, 1)

    assert do(town, drafting.draft, "4d") == 2
    assert sorted(written(town, "4d")) == ["Ada Yıldız", "Ben Groß"]


def test_cancelled_meeting_calls_everybody_off(town):
    draft_and_send(town, "4a", "4b")

    change(town, meeting_dates.cancel, "Die Leitung ist erkrankt.")

    assert do(town, drafting.draft, "4e") == 6
    off = written(town, "4e")["Rita Roth"]
    assert (off.appointment.cancelled, off.appointment.sequence) == (True, 1)
    assert "Der Termin am Donnerstag, 17. Juni 2027 um 18:00 Uhr entfällt" in off.line.subject


def test_who_withdraws_is_called_off(town):
    draft_and_send(town, "4a")
    with Session(town.engine) as session, session.begin():
        session.get_one(CandidateRow, town.ada).state = CandidateState.WITHDRAWN

    do(town, drafting.draft, "4e")

    assert list(written(town, "4e")) == ["Ada Yıldız"]


def test_who_was_called_off_can_be_invited_again(town):
    draft_and_send(town, "4a")
    change(town, meeting_dates.cancel, "Die Leitung ist erkrankt.")
    draft_and_send(town, "4e")
    town.meeting = do(town, meeting_plan.plan, "Neuer Tag", EVENING + 1440 * MINUTES, "Rathaus")
    change(town, meeting_plan.add_candidates, [town.ada], 25)

    assert do(town, drafting.draft, "4d") == 1
    again = written(town, "4d")["Ada Yıldız"].appointment
    assert (again.sequence, again.cancelled) == (2, False)


def test_letter_with_an_old_time_is_blocked_and_does_not_leave(town):
    do(town, drafting.draft, "4a")
    approved = lines(town, "4a")[0]
    do(town, outbox.approve, seen([approved]), actor=town.mia)

    move(town, 15 * MINUTES)

    codes = [[each.code for each in line.problems] for line in lines(town, "4a")]
    assert codes == [["letter.appointment_changed"]] * 3
    assert [stub.blocked for stub in box(town, "4a").stubs] == [True] * 3
    with pytest.raises(Outdated, match="appointment_changed"):
        do(town, posting.begin, approved.id)
    with pytest.raises(Outdated, match="appointment_changed"):
        do(town, outbox.approve, seen(lines(town, "4a")[1:]), actor=town.mia)


def test_letter_that_nobody_read_makes_place_for_one_with_the_new_time(town):
    do(town, drafting.draft, "4a")
    move(town, 15 * MINUTES)

    do(town, drafting.discard, seen(lines(town, "4a")))
    do(town, drafting.draft, "4a")

    assert {each.appointment.sequence for each in written(town, "4a").values()} == {0}
    assert {line.problems == [] for line in lines(town, "4a")} == {True}


def test_without_a_meeting_the_values_of_the_round_stand_in_the_letter(engine):
    town = furnish(Town(engine))

    do(town, drafting.draft, "4a")

    letter = whole(town, lines(town, "4a")[0])
    assert letter.appointment is None
    assert "Ort: Rathaus, Zimmer 214" in letter.body


def test_who_invites_is_the_contact_of_the_round_or_whoever_drafts(town):
    do(town, drafting.draft, "4a")
    value = {"kontakt_mail": "", "kontakt_name": "Mara Lindner"}
    do(town, letter_templates.set_values, value, seen=values(town))
    do(town, drafting.draft, "4b")

    ada, rita = written(town, "4a")["Ada Yıldız"], written(town, "4b")["Rita Roth"]
    assert ada.appointment.organizer_email == "digitallotsen@musterhausen.example"
    assert rita.appointment.organizer == "Kim Kord"


def values(town):
    found = town.application.query(town.kim, letter_templates.wording, town.round_id)
    return found.values


def test_mail_merge_takes_no_letter_whose_appointment_it_would_lose(town):
    do(town, drafting.draft, "4a")
    drafted = lines(town, "4a")
    do(town, outbox.approve, seen(drafted), actor=town.mia)
    chosen = [line.id for line in drafted]

    with pytest.raises(BadInput, match="appointment_needs_draft"):
        do(town, posting.hand_over, chosen, with_calendar=False)

    assert len(do(town, posting.hand_over, chosen)) == len(chosen)
