import pytest

from lotsen.domain.errors import BadInput, NotAllowed, Outdated, WrongPhase
from lotsen.domain.people import Actor, Role
from lotsen.domain.phases import Phase
from lotsen.domain.surveys import ReviewAnswer
from lotsen.usecases import concept_review, letter_templates, local_accounts, overview, rounds
from tests.makers import ADVISORY, AUDITOR, LEADER, LEADERSHIP, RATER
from tests.pages.shown import TYPED
from tests.usecases.survey_town import ask, do, furnish, go_to, last_line

SUITS, COMMENTS = ReviewAnswer.SUITS, ReviewAnswer.COMMENTS
NO_PLACES = "Zwölf Plätze sind für uns zu viele."


@pytest.fixture
def town(town):
    return furnish(town, phase=Phase.CONCEPT_REVIEW)


def answer(town, actor, answer=SUITS, comment="", *, seen=0):
    do(town, actor, concept_review.answer, answer, comment, seen=seen)


def reviews(town):
    return {
        each.name: (each.answer, each.comment)
        for each in ask(town, town.kim, concept_review.reviews)
    }


def test_leader_sees_the_profile_and_has_not_answered(town):
    found = ask(town, town.lea, concept_review.concept)

    assert found.profile.places == 3
    assert [each.key for each in found.profile.criteria] == ["motivation", "vorbild", "agil"]
    assert (found.answer, found.comment, found.version) == (None, "", 0)
    assert (found.words, found.link) == ("", "")


def test_coordinator_sees_who_has_answered_and_who_has_not(town):
    answer(town, town.lea)
    answer(town, town.chief, COMMENTS, NO_PLACES)

    assert reviews(town) == {
        "Lea Amt": (SUITS, ""),
        "Jana Weiß": (COMMENTS, NO_PLACES),
        "Ina Öz": (None, ""),
        "Leo Rat": (None, ""),
    }
    lines = ask(town, town.kim, concept_review.reviews)
    assert [each.last_name for each in lines] == ["Amt", "Öz", "Rat", "Weiß"]
    assert [each.led for each in lines][:2] == [("Bürgerdienste",), ("Standesamt",)]


def test_answer_can_change_and_the_old_one_stays_in_the_log(town):
    answer(town, town.lea, COMMENTS, NO_PLACES)

    answer(town, town.lea, SUITS, "", seen=1)

    assert reviews(town)["Lea Amt"] == (SUITS, "")
    assert last_line(town) == (
        "concept_reviewed",
        {"old": "comments", "new": "suits", "comment_before": NO_PLACES, "comment": ""},
    )


def test_second_click_and_an_older_view_change_nothing(town):
    answer(town, town.lea)

    with pytest.raises(Outdated, match=r"record\.repeated"):
        answer(town, town.lea)
    with pytest.raises(Outdated, match=r"record\.outdated"):
        answer(town, town.lea, COMMENTS, NO_PLACES, seen=0)
    assert reviews(town)["Lea Amt"] == (SUITS, "")


def test_comment_is_needed_and_kept_as_it_was_typed(town):
    with pytest.raises(BadInput, match=r"survey\.comment_missing"):
        answer(town, town.lea, COMMENTS, " ")

    answer(town, town.lea, COMMENTS, TYPED)

    assert reviews(town)["Lea Amt"] == (COMMENTS, TYPED)


@pytest.mark.parametrize("phase", sorted(set(Phase) - {Phase.CONCEPT_REVIEW}))
def test_after_the_phase_an_answer_stays_as_it_is(town, phase):
    answer(town, town.lea)
    go_to(town, phase)

    with pytest.raises(WrongPhase, match=r"permission\.wrong_phase"):
        answer(town, town.lea, COMMENTS, NO_PLACES, seen=1)
    assert ask(town, town.lea, concept_review.concept).answer == SUITS


@pytest.mark.parametrize("role", [ADVISORY, AUDITOR, RATER, Role.ADMINISTRATOR])
def test_others_neither_see_nor_answer(town, role):
    somebody = town.make_actor("Toni Fremd", role)

    for query in (concept_review.concept, concept_review.reviews):
        with pytest.raises(NotAllowed, match=r"permission\.missing"):
            ask(town, somebody, query)
    with pytest.raises(NotAllowed, match=r"permission\.missing"):
        answer(town, somebody)


@pytest.mark.parametrize("role", [LEADER, LEADERSHIP])
def test_whoever_answers_does_not_see_what_others_answer(town, role):
    answer(town, town.lea, COMMENTS, NO_PLACES)
    somebody = town.make_actor("Toni Fremd", role)

    with pytest.raises(NotAllowed, match=r"permission\.missing"):
        ask(town, somebody, concept_review.reviews)
    assert NO_PLACES not in str(ask(town, somebody, concept_review.concept))


def test_coordinator_words_the_concept_and_the_letters_have_its_address(town):
    do(town, town.kim, concept_review.word, "Die Aufgabe beginnt im Juli.", seen=0)
    values = {"link_konzept": "https://intranet.example/konzept"}
    do(town, town.kim, letter_templates.set_values, values, seen={})

    found = ask(town, town.lea, concept_review.concept)

    assert found.words == "Die Aufgabe beginnt im Juli."
    assert found.link == "https://intranet.example/konzept"
    with pytest.raises(Outdated, match=r"record\.repeated"):
        do(town, town.kim, concept_review.word, "Die Aufgabe beginnt im Juli.", seen=1)
    with pytest.raises(Outdated, match=r"record\.outdated"):
        do(town, town.kim, concept_review.word, "Anderes.", seen=0)
    do(town, town.kim, concept_review.word, "", seen=1)
    assert last_line(town)[1] == {"old": "Die Aufgabe beginnt im Juli.", "new": ""}


def test_whoever_answered_and_leads_no_more_stays_in_the_list(town):
    other = town.make_actor("Uta Ex", LEADER)
    answer(town, other, COMMENTS, NO_PLACES)
    with town.engine.begin() as connection:
        connection.exec_driver_sql(f"DELETE FROM person_role WHERE person_id = {other.id}")

    assert reviews(town)["Uta Ex"] == (COMMENTS, NO_PLACES)


def test_overview_counts_who_is_missing_and_tells_whoever_has_not_answered(town):
    answer(town, town.lea)

    assert ask(town, town.kim, overview.overview).reviews_missing == 3
    assert not ask(town, town.kim, overview.overview).own_review_missing
    assert not ask(town, town.lea, overview.overview).own_review_missing
    assert ask(town, town.leo, overview.overview).own_review_missing
    with town.engine.begin() as connection:
        connection.exec_driver_sql(f"DELETE FROM person_role WHERE person_id = {town.leo.id}")
    assert ask(town, town.kim, overview.overview).reviews_missing == 2
    town.make_hearing(town.kim.id)
    do(town, town.kim, rounds.move_phase, Phase.APPROACH, seen=1)
    assert ask(town, town.kim, overview.overview).reviews_missing == 0


def missing(town, actor=None):
    found = ask(town, actor or town.kim, overview.overview)
    return found.reviews_missing, found.own_review_missing


def test_new_leader_is_asked_at_once_and_a_blocked_one_no_more(town):
    assert missing(town) == (4, False)
    act = town.application.execute
    uta = act(town.kim, local_accounts.add_person, "uta@stadt.example", "Uta", "Neu", [LEADER])
    assert missing(town) == (5, False)
    new = Actor(id=uta, name="Uta Neu", roles=frozenset({LEADER}))
    assert missing(town, new) == (0, True)

    act(town.kim, local_accounts.block, uta, blocked=True)
    assert missing(town) == (4, False)
    act(town.kim, local_accounts.block, uta, blocked=False)
    assert missing(town) == (5, False)


def test_answer_of_a_leader_who_is_blocked_since_makes_nobody_else_answered(town):
    answer(town, town.lea)
    assert missing(town) == (3, False)

    town.application.execute(town.kim, local_accounts.block, town.lea.id, blocked=True)

    assert missing(town) == (3, False)
    assert missing(town, town.leo) == (0, True)
    assert reviews(town)["Lea Amt"] == (SUITS, "")


@pytest.mark.parametrize("phase", sorted(set(Phase) - {Phase.CONCEPT_REVIEW}))
def test_nobody_is_missing_where_nobody_is_asked(town, phase):
    go_to(town, phase)

    assert missing(town) == (0, False)
    assert missing(town, town.leo) == (0, False)


def test_export_is_in_the_log(town):
    do(town, town.kim, concept_review.record_export, people=4)

    assert last_line(town) == ("reviews_exported", {"people": 4})
    with pytest.raises(NotAllowed):
        do(town, town.lea, concept_review.record_export, people=4)
