"""Who reads which fact of the log: role by role, and for each kind of fact."""

import pytest

from lotsen.domain.audit import OPEN_FACTS, AuditAction, AuditEntry
from lotsen.domain.audit_readers import READ_WITH, as_read_by
from lotsen.domain.people import Role
from lotsen.domain.permissions import GRANTED_TO, Permission, carries

C, A = {Role.COORDINATOR}, {Role.AUDITOR}
WITH_LEADER, WITH_HEAD = A | {Role.LEADER}, A | {Role.LEADERSHIP}
WITH_RATER, WITH_ADVICE = A | {Role.RATER}, A | {Role.ADVISORY}
READERS = (C, A, WITH_LEADER, WITH_HEAD, WITH_RATER, WITH_ADVICE)

# one fact of each kind, and for which of the readers above it is
KINDS = {
    ("concept_reviewed", "old"): [C],
    ("concept_reviewed", "new"): [C],
    ("concept_reviewed", "comment"): [C],
    ("concept_reviewed", "comment_before"): [C],
    ("person_named", "name"): READERS,
    ("person_named", "knows"): [C],
    ("person_named", "reasons"): [C],
    ("nomination_changed", "name"): READERS,
    ("nomination_changed", "knows"): [C],
    ("nomination_changed", "reasons"): [C],
    ("nomination_changed", "reasons_before"): [C],
    ("nomination_taken_back", "name"): READERS,
    ("nomination_taken_back", "reasons"): [C],
    ("nominee_informed", "name"): READERS,
    ("nominee_informed", "told"): [C],
    ("nominee_informed", "informed_on"): [C],
    ("nominee_answered", "name"): READERS,
    ("nominee_answered", "nominee"): [C],
    ("nominee_answered", "answered_on"): [C],
    ("letter_edited", "recipient"): READERS,
    ("letter_edited", "body"): [C],
    ("note_written", "new"): [C, WITH_HEAD],
    ("vote_cast", "choice"): [C, WITH_HEAD, WITH_RATER, WITH_ADVICE],
    ("ballot_counted", "counts"): [C, WITH_HEAD, WITH_RATER, WITH_ADVICE],
    ("rating_changed", "criterion"): READERS,
    ("rating_changed", "new"): [C, WITH_HEAD, WITH_RATER, WITH_ADVICE],
    ("rating_changed", "reason"): [C, WITH_HEAD, WITH_RATER, WITH_ADVICE],
    ("profile_approved", "proposed_because"): READERS,
    ("decision_taken", "reason"): READERS,
    ("bias_declared", "reason"): READERS,
    ("never_heard_of", "what"): [C, WITH_HEAD, WITH_RATER, WITH_ADVICE],
}


def entry(action, **facts):
    return AuditEntry(
        number=1,
        at=None,
        actor_id=None,
        actor="Kim Kord",
        action=action,
        subject="round:1",
        facts=facts,
        salt="salt",
        content_hash="",
        previous_hash="",
        hash="",
    )


def sees(roles):
    """What somebody may; whoever leads sees the ratings of some departments alone."""
    may = frozenset(each for each in Permission if carries(frozenset(roles), each))
    return may - ({Permission.SEE_SCORES} if Role.LEADER in roles else set())


@pytest.mark.parametrize("roles", READERS, ids=lambda roles: "+".join(sorted(roles)))
@pytest.mark.parametrize("kind", KINDS, ids=":".join)
def test_fact_is_read_by_whoever_reads_it_on_its_own_page(kind, roles):
    action, fact = kind
    line = entry(action, **{fact: "gesagt"})

    read = as_read_by(line, sees(roles))

    assert read == line if roles in KINDS[kind] else (read.facts, read.salt) == ({}, "")


@pytest.mark.parametrize(
    ("action", "fact"),
    [
        (action, fact)
        for action, facts in READ_WITH.items()
        for fact, permission in facts.items()
        if permission == Permission.SEE_ANSWERS
    ],
)
def test_what_leaders_say_is_for_the_coordination_alone(action, fact):
    assert GRANTED_TO[READ_WITH[action][fact]] == {Role.COORDINATOR}
    assert fact not in OPEN_FACTS[action]


def test_actions_of_the_survey_tell_auditors_a_name_and_nothing_else():
    survey = {
        AuditAction.CONCEPT_REVIEWED: set(),
        AuditAction.PERSON_NAMED: {"name"},
        AuditAction.NOMINATION_CHANGED: {"name"},
        AuditAction.NOMINATION_TAKEN_BACK: {"name"},
        AuditAction.NOMINEE_INFORMED: {"name"},
        AuditAction.NOMINEE_ANSWERED: {"name"},
    }

    assert {action: OPEN_FACTS[action] for action in survey} == survey


def test_no_fact_is_open_and_closed_at_once():
    both = {
        action: OPEN_FACTS[action] & set(facts)
        for action, facts in READ_WITH.items()
        if OPEN_FACTS[action] & set(facts)
    }

    assert both == {}
