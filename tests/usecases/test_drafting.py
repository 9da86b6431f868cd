"""Letters are drafted from the records, and changed by hand."""

import pytest
from sqlalchemy import delete, update
from sqlalchemy.orm import Session

from lotsen.db.audit import AuditRow
from lotsen.db.letters import LetterTemplateRow
from lotsen.db.people import PersonRow
from lotsen.domain.candidates import CandidateState
from lotsen.domain.errors import BadInput, NotAllowed, NotFound, Outdated, WrongPhase
from lotsen.domain.letters import LetterState
from lotsen.i18n import speaking
from lotsen.usecases import drafting, letter_templates
from tests.usecases.letter_town import (
    LETTERS,
    box,
    do,
    draft_results,
    furnish,
    lines,
    seen,
    whole,
)


@pytest.fixture
def town(town):
    return furnish(town)


def problems(line):
    return [(each.code, each.about) for each in line.problems]


def test_everybody_interested_gets_one_draft_by_name(town):
    town.make_candidate("Gül Weg", state=CandidateState.WITHDRAWN)

    assert do(town, drafting.draft, "4a") == 3

    found = lines(town)
    assert [line.recipient for line in found] == ["Cem Demir", "Ben Groß", "Ada Yıldız"]
    assert {line.state for line in found} == {LetterState.DRAFT}
    assert [problems(line) for line in found] == [[], [], []]
    letter = whole(town, found[0])
    assert letter.body.startswith("Guten Tag Cem Demir,\n")
    assert "Ort: Rathaus, Zimmer 214\n" in letter.body
    assert (
        letter.line.subject == "Einladung zur Vorstellung am Dienstag, 22. Juni 2027 um 10:00 Uhr"
    )


def test_letter_is_german_whoever_has_it_drafted(town):
    with speaking("en"):
        do(town, drafting.draft, "4a")

    assert whole(town, lines(town)[0]).body.startswith("Guten Tag Cem Demir,")


def test_who_has_one_gets_no_second(town):
    do(town, drafting.draft, "4a")
    with pytest.raises(BadInput, match="nobody_new"):
        do(town, drafting.draft, "4a")

    town.make_candidate("Gül Weg")

    assert do(town, drafting.draft, "4a") == 1
    assert len(lines(town)) == 4


def test_only_those_who_were_chosen_get_one(town):
    people = town.application.query(town.kim, drafting.addressees, town.round_id, "4a")

    do(town, drafting.draft, "4a", {people[0].person_id})

    assert [line.recipient for line in lines(town)] == ["Cem Demir"]
    now = town.application.query(town.kim, drafting.addressees, town.round_id, "4a")
    assert [each.has_one for each in now] == [True, False, False]


def test_discarded_letter_makes_room_for_a_new_one(town):
    do(town, drafting.draft, "4a")

    do(town, drafting.discard, seen(lines(town)[:1]))

    assert box(town).counts == {LetterState.DRAFT: 2, LetterState.DISCARDED: 1}
    assert do(town, drafting.draft, "4a") == 1


def test_letter_of_another_phase_is_not_drafted(town):
    with pytest.raises(WrongPhase, match="wrong_phase"):
        do(town, drafting.draft, "5a")


def test_gap_without_a_value_blocks_the_letter_until_it_is_written(town):
    do(town, letter_templates.set_values, {"termin_beginn": ""}, seen=LETTERS.examples)
    do(town, drafting.draft, "4a")
    line = lines(town)[0]
    assert problems(line) == [("letter.unfilled", "{termin_beginn}")]

    letter = whole(town, line)
    text = {
        "subject": letter.line.subject.replace("{termin_beginn}", "11:00 Uhr"),
        "body": letter.body.replace("{termin_beginn}", "11:00 Uhr"),
    }
    do(town, drafting.edit, line.id, **text, seen=line.version)

    assert [problems(each) == [] for each in lines(town)] == [True, False, False]


def test_bad_address_blocks_until_it_is_mended_and_the_letter_looked_at(town):
    with Session(town.engine) as session, session.begin():
        session.execute(update(PersonRow).where(PersonRow.last_name == "Demir").values(email="cem"))
    do(town, drafting.draft, "4a")
    line = lines(town)[0]
    assert problems(line) == [("letter.no_address", "cem")]

    with Session(town.engine) as session, session.begin():
        session.execute(
            update(PersonRow)
            .where(PersonRow.last_name == "Demir")
            .values(email="cem@stadt.example")
        )
    letter = whole(town, line)
    text = {"subject": letter.line.subject, "body": letter.body}
    do(town, drafting.edit, line.id, **text, seen=line.version)

    assert (problems(lines(town)[0]), lines(town)[0].email) == ([], "cem@stadt.example")


def test_change_that_somebody_else_made_first_is_told(town):
    do(town, drafting.draft, "4a")
    line = lines(town)[0]
    do(town, drafting.edit, line.id, subject="Neu", body="Neuer Text", seen=line.version)

    with pytest.raises(Outdated):
        do(town, drafting.edit, line.id, subject="Alt", body="Alter Text", seen=line.version)


def test_result_tells_the_reason_and_the_leader_hears_of_the_own_people_alone(town):
    draft_results(town)

    told = {(line.key, line.recipient): whole(town, line).body for line in lines(town)}
    assert sorted(told) == [
        ("5a", "Ada Yıldız"),
        ("5b", "Ben Groß"),
        ("5c", "Cem Demir"),
        ("5d", "Lea Amt"),
        ("5d", "Leo Rat"),
    ]
    assert "Zur Begründung: Bringt viel Erfahrung" in told["5c", "Cem Demir"]
    assert "- Ben Groß: Reserve\n- Ada Yıldız: ausgewählt\n" in told["5d", "Lea Amt"]
    assert "Cem" not in told["5d", "Lea Amt"]
    assert "- Cem Demir: nicht ausgewählt\n" in told["5d", "Leo Rat"]
    assert "Ada" not in told["5d", "Leo Rat"]


@pytest.mark.parametrize(
    ("reason", "code"),
    [
        ("Gesamtwert 3,85 und viel Erfahrung.", "letter.has_score"),
        ("Mehr Erfahrung als Demir bei der E-Akte.", "letter.names_others"),
    ],
)
def test_reason_that_tells_too_much_blocks_the_letter(town, reason, code):
    draft_results(town, reason)

    assert [each.code for each in lines(town, "5b")[0].problems] == [code]
    assert lines(town, "5a")[0].problems == []  # that letter gives no reason


def test_template_is_worded_anew_and_its_gaps_are_checked(town):
    wording = town.application.query(town.kim, letter_templates.wording, town.round_id)
    template = next(each for each in wording.templates if each.key == "4a")
    text = {"subject": "Einladung am {termin_datum}", "body": "{anrede},\nbis bald."}

    with pytest.raises(BadInput, match="unknown_gap"):
        do(town, letter_templates.word, "4a", subject="x", body="{anrde}", seen=template.version)
    do(town, letter_templates.word, "4a", **text, seen=template.version)

    do(town, drafting.draft, "4a")
    assert whole(town, lines(town)[0]).body == "Guten Tag Cem Demir,\nbis bald.\n"


def test_standard_letters_are_taken_once(town):
    with pytest.raises(Outdated, match="repeated"):
        do(town, letter_templates.take_standard, LETTERS)


def test_value_that_somebody_else_changed_first_is_told(town):
    seen = LETTERS.examples
    do(town, letter_templates.set_values, {"frist": "1. Juli"}, seen=seen)
    do(town, letter_templates.set_values, {"termin_ort": "Saal"}, seen=seen)

    with pytest.raises(Outdated):
        do(town, letter_templates.set_values, {"frist": "2. Juli"}, seen=seen)


def test_letter_of_another_round_is_not_known(town):
    do(town, drafting.draft, "4a")
    line = lines(town)[0]
    town.round_id = town.make_round(title="Digitallotsen 2028")

    with pytest.raises(NotFound):
        do(town, drafting.edit, line.id, subject="x", body="y", seen=line.version)


@pytest.mark.parametrize("who", ["chief", "lea"])
def test_only_the_coordination_writes(town, who):
    with pytest.raises(NotAllowed):
        do(town, drafting.draft, "4a", actor=getattr(town, who))


def test_audit_log_names_the_recipients(town):
    do(town, drafting.draft, "4a")

    with Session(town.engine) as session:
        row = session.query(AuditRow).order_by(AuditRow.id.desc()).first()
    assert row.action == "letters_drafted"
    assert row.facts["recipients"] == ["Cem Demir", "Ben Groß", "Ada Yıldız"]


def test_wording_is_shown_filled_before_it_is_saved(town):
    shown = town.application.query(
        town.kim,
        drafting.preview,
        town.round_id,
        "4a",
        subject="Einladung für {fachbereich}",
        body="{anrede},\n\nbis {frist}. {unbekannt}",
    )

    assert shown.name == "Cem Demir"
    assert shown.subject == "Einladung für Finanzen"
    assert shown.body == "Guten Tag Cem Demir,\n\nbis 15. Mai 2027. {unbekannt}"


def test_wording_is_shown_as_the_person_reads_it_who_is_chosen(town):
    people = town.application.query(town.kim, drafting.addressees, town.round_id, "4a")

    for each in people:
        shown = town.application.query(
            town.kim,
            drafting.preview,
            town.round_id,
            "4a",
            subject="Einladung",
            body="{anrede},",
            person_id=each.person_id,
        )
        assert (shown.name, shown.body) == (each.name, f"Guten Tag {each.name},")


def test_older_round_takes_the_standard_letters_that_are_new(town):
    with Session(town.engine) as session, session.begin():
        session.execute(delete(LetterTemplateRow).where(LetterTemplateRow.key.in_(("4d", "4e"))))

    do(town, letter_templates.take_standard, LETTERS)

    found = town.application.query(town.kim, letter_templates.wording, town.round_id).templates
    assert {each.key for each in found} == {each.key for each in LETTERS.templates}
