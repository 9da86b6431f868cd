"""Whoever withdrew, or was excluded, is in the record with the reason, or nothing is closed."""

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from lotsen.db.audit import AuditRow
from lotsen.domain.audit import AuditAction
from lotsen.domain.candidates import CandidateState
from lotsen.domain.closings import Gap
from lotsen.domain.decisions import Outcome
from lotsen.domain.errors import BadInput, NotAllowed, Outdated, WrongPhase
from lotsen.usecases import dossier, ended_candidacies
from tests.makers import COORDINATOR, LEADERSHIP, RATER
from tests.usecases.closing_steps import close, close_everything, decide, open_list

WHY = "Übernimmt ab Juli eine andere Aufgabe."


@pytest.fixture
def town(town):
    """Ada is selected; Uwe has withdrawn, and Eva was excluded, and nobody said why."""
    town.round_id = town.make_round(places=1)
    town.make_department()
    town.ada = town.make_candidate("Ada Yıldız")
    town.uwe = town.make_candidate("Uwe Sander", state=CandidateState.WITHDRAWN)
    town.eva = town.make_candidate("Eva Ende", state=CandidateState.EXCLUDED, note=" ")
    town.chief = town.make_actor("Dr. Jana Weiß", LEADERSHIP)
    town.kim = town.make_actor("Kim Kord", COORDINATOR)
    decide(town, town.ada, Outcome.SELECTED)
    return town


def explain(town, candidate, why=WHY, *, actor=None, seen=1):
    town.application.execute(
        actor or town.kim, ended_candidacies.explain, town.round_id, candidate, why, seen=seen
    )


def test_closing_waits_for_the_reason_of_everybody_who_went(town):
    assert open_list(town).gaps[Gap.NO_END_REASON] == ["Eva Ende", "Uwe Sander"]
    with pytest.raises(WrongPhase, match="incomplete"):
        close(town)

    explain(town, town.uwe)
    explain(town, town.eva)
    close_everything(town)

    people = town.application.query(town.kim, dossier.gather, town.round_id).people
    notes = {each.name: each.note for each in people}
    assert (notes["Uwe Sander"], notes["Eva Ende"]) == (WHY, WHY)


def test_reason_is_in_the_log_with_what_stood_there(town):
    explain(town, town.uwe)
    explain(town, town.uwe, "Übernimmt ab August eine andere Aufgabe.", seen=2)

    with Session(town.engine) as session:
        lines = session.scalars(
            select(AuditRow).where(AuditRow.action == AuditAction.CANDIDACY_EXPLAINED)
        ).all()
    assert [(line.subject, line.facts["old"]) for line in lines] == [
        (f"candidate:{town.uwe}", ""),
        (f"candidate:{town.uwe}", WHY),
    ]


def test_reason_says_something(town):
    with pytest.raises(BadInput, match="too_short"):
        explain(town, town.uwe, " weg ")


def test_second_click_and_an_old_window_change_nothing(town):
    explain(town, town.uwe)

    with pytest.raises(Outdated, match="repeated"):
        explain(town, town.uwe)
    with pytest.raises(Outdated, match="outdated"):
        explain(town, town.uwe, "Ist seit Mai im Ruhestand.")


def test_whoever_stands_has_no_end_to_explain(town):
    with pytest.raises(WrongPhase, match="is_not_over"):
        explain(town, town.ada)


@pytest.mark.parametrize("role", [LEADERSHIP, RATER])
def test_reason_is_written_by_the_coordinator(town, role):
    with pytest.raises(NotAllowed):
        explain(town, town.uwe, actor=town.make_actor("Olga Ohne", role))


def test_closed_decisions_keep_their_reasons(town):
    explain(town, town.uwe)
    explain(town, town.eva)
    close_everything(town)

    with pytest.raises(WrongPhase, match="stands"):
        explain(town, town.uwe, "Ist seit Mai im Ruhestand.", seen=2)
