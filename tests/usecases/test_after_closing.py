"""What closed decisions rest on stays as it is; letters and duties to people go on."""

import pytest

from lotsen.domain.closings import Gap
from lotsen.domain.errors import WrongPhase
from lotsen.domain.files import FileKind
from lotsen.domain.permissions import ENDS_WITH_CLOSING, OPEN_IN, Permission
from lotsen.domain.phases import Phase
from lotsen.domain.ratings import Mark, SheetState
from lotsen.domain.surveys import NominationState, Told
from lotsen.usecases import (
    assigning,
    file_reference,
    inbox,
    meeting,
    meeting_dates,
    meeting_plan,
    meeting_views,
    nominees,
    rating,
    round_profile,
    shortlist,
)
from tests.makers import RATER
from tests.usecases.closing_steps import (
    close,
    close_everything,
    decide,
    open_list,
    reopen_decisions,
)
from tests.usecases.inbox_town import posted
from tests.usecases.survey_town import TODAY, ask, do, furnish, go_to, name, named
from tests.usecases.town_files import PEOPLE, RATINGS, take

CLOSED = r"closing\.stands"
REASON = "Die Sitzung wird nicht mehr gebraucht."


@pytest.fixture
def town(town):
    """Ada was named, told, and agreed; Ben and Eva were named. Cem is a candidate."""
    furnish(town)
    town.eva = town.make_person("Eva Alt", department=town.finanzen)
    for leader, person in ((town.lea, town.ada), (town.leo, town.ben), (town.leo, town.eva)):
        name(town, leader, person)
    town.cem = town.make_candidate("Cem Demir", department=town.finanzen)
    town.rita = town.make_actor("Rita Roth", RATER)
    town.make_sheet(town.cem, town.rita.id, state=SheetState.ASSIGNED)
    go_to(town, Phase.PRESENTATION)
    inform(town, "Yıldız, Ada")
    inform(town, "Alt, Eva")
    answer(town, "Yıldız, Ada", agrees=True)
    town.meeting = do(town, town.kim, meeting_plan.plan, "Auswahlgespräche")
    town.application.execute(
        town.kim, meeting_plan.add_candidates, town.meeting, [town.cem], 10, seen=1
    )
    return town


@pytest.fixture
def closed(town):
    for candidate in (town.cem, candidacy_of_ada(town)):
        decide(town, candidate)
    close_everything(town)
    return town


def candidacy_of_ada(town):
    (found,) = set(ask(town, town.kim, assigning.progress).candidates) - {town.cem}
    return found


def nominee(town, sorted_name):
    (found,) = [each for each in named(town) if each.sorted_name == sorted_name]
    return found


def inform(town, sorted_name):
    who = nominee(town, sorted_name)
    do(town, town.kim, nominees.inform, who.id, Told.BY_LETTER, TODAY, seen=who.version)


def answer(town, sorted_name, *, agrees):
    who = nominee(town, sorted_name)
    more = {"agrees": agrees, "day": TODAY, "seen": who.version}
    do(town, town.kim, nominees.note_answer, who.id, **more)


def declare(town):
    do(town, town.rita, rating.declare, town.cem, bias=None, seen=1, tab="t")


def save(town):
    do(town, town.rita, rating.save, town.cem, "motivation", Mark(value=3), seen=1, tab="t")


def assign(town):
    do(town, town.kim, assigning.assign, [(candidacy_of_ada(town), town.rita.id)])


def withdraw(town):
    do(town, town.kim, assigning.withdraw, (town.cem, town.rita.id), seen=1)


def change_profile(town):
    profile = ask(town, town.kim, round_profile.view).profile
    do(town, town.kim, round_profile.change, profile, "Ein Platz mehr.", seen=1)


def mark(town):
    do(town, town.kim, shortlist.mark, town.cem, "", seen=0)


def take_mail(town):
    do(town, town.kim, inbox.take, [posted()], "a.eml")


def open_meeting(town):
    town.application.execute(town.kim, meeting.open_, town.meeting, seen=2)


def test_the_closing_ends_what_the_letters_end_but_for_duties_to_people():
    over = {
        permission
        for permission, phases in OPEN_IN.items()
        if Phase.PRESENTATION in phases and Phase.NOTIFICATION not in phases
    }

    assert over - ENDS_WITH_CLOSING == {Permission.ASK_NOMINEES, Permission.PLAN_MEETING}
    assert over >= ENDS_WITH_CLOSING


@pytest.mark.parametrize(
    "change",
    [declare, save, assign, withdraw, change_profile, mark, take_mail, open_meeting],
    ids=lambda change: change.__name__,
)
def test_nothing_changes_what_closed_decisions_rest_on(closed, change):
    with pytest.raises(WrongPhase, match=CLOSED):
        change(closed)


@pytest.mark.parametrize(("kind", "text"), [(FileKind.PEOPLE, PEOPLE), (FileKind.RATINGS, RATINGS)])
def test_no_file_changes_it_either(closed, kind, text):
    with pytest.raises(WrongPhase, match=CLOSED):
        take(closed, kind, text)


def test_once_decisions_are_opened_again_it_can_be_changed(closed):
    reopen_decisions(closed)

    declare(closed)
    assign(closed)


def test_candidacies_neither_come_nor_go_after_closing(closed):
    with pytest.raises(WrongPhase, match=CLOSED):
        answer(closed, "Yıldız, Ada", agrees=False)
    with pytest.raises(WrongPhase, match=CLOSED):
        answer(closed, "Alt, Eva", agrees=True)


def test_whoever_was_named_is_told_and_may_decline_after_closing_too(closed):
    inform(closed, "Groß, Ben")
    answer(closed, "Groß, Ben", agrees=False)

    assert nominee(closed, "Groß, Ben").state == NominationState.DECLINES


def test_a_planned_meeting_is_called_off_and_the_file_gets_its_number_after_closing(closed):
    closed.application.execute(closed.kim, meeting_dates.cancel, closed.meeting, REASON, seen=2)
    do(closed, closed.kim, file_reference.set_reference, "11-3.2 Digitallotsen", seen="")


def test_nothing_is_closed_while_a_meeting_runs(town):
    open_meeting(town)
    for candidate in (town.cem, candidacy_of_ada(town)):
        decide(town, candidate)

    with pytest.raises(WrongPhase, match="incomplete"):
        close_everything(town)
    assert open_list(town).gaps == {Gap.MEETING_RUNS: ["Auswahlgespräche"]}

    room = town.application.query(town.kim, meeting_views.room, town.meeting)
    town.application.execute(town.kim, meeting.close, town.meeting, seen=room.version)
    close(town)
