"""What every use case is asked with, in a town that has one of everything."""

import importlib
import pkgutil
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from lotsen import usecases
from lotsen.application.application import REGISTER
from lotsen.bootstrap import standard_letters
from lotsen.db.candidates import ShortlistMarkRow
from lotsen.db.decisions import DecisionRow
from lotsen.db.identities import IdentityRow
from lotsen.db.meetings import AgendaItemRow, MeetingRow
from lotsen.db.round_profiles import ProfileVersionRow
from lotsen.domain.agendas import AgendaOrder
from lotsen.domain.decisions import Outcome
from lotsen.domain.departments import Level
from lotsen.domain.files import FileKind
from lotsen.domain.ids import BallotId, CandidateId, LetterId, RecusalId
from lotsen.domain.meetings import Choice, ItemKind
from lotsen.domain.people import Actor, Role
from lotsen.domain.permissions import GRANTED_TO
from lotsen.domain.phases import Phase
from lotsen.domain.ratings import Mark, SheetState
from lotsen.usecases import (
    accounts,
    assigning,
    audit_page,
    ballots,
    candidates,
    decision_board,
    decision_meeting,
    decisions,
    drafting,
    ended_candidacies,
    exporting,
    handed_over,
    identities,
    importing,
    letter_templates,
    local_accounts,
    meeting_dates,
    meeting_plan,
    meeting_stage,
    meeting_views,
    outbox,
    overview,
    own_account,
    people,
    posting,
    profiles,
    rating,
    recusals,
    reminding,
    results,
    roles,
    round_dates,
    round_profile,
    rounds,
    scores,
    shortlist,
    talk,
)
from lotsen.usecases import audit as audit_log
from lotsen.usecases import meeting as held_meeting
from lotsen.usecases.decisions import Wish
from tests.makers import NOON, RATER
from tests.usecases.asked import REASON, Asked
from tests.usecases.asking_at_the_end import of_closing, of_comparing
from tests.usecases.asking_leaders import of_the_survey
from tests.usecases.asking_of_mails import a_mail, a_settled_mail, an_attachment, of_mails
from tests.usecases.asking_of_proposals import of_the_proposal
from tests.usecases.town_files import PEOPLE, brought

for module in pkgutil.iter_modules(usecases.__path__):
    importlib.import_module(f"lotsen.usecases.{module.name}")

USE_CASES = sorted(REGISTER, key=lambda each: (each.__module__, each.__name__))
TAB = {"seen": 1, "tab": "t"}


def furnish(town):
    """One person of each role with a sheet, one mark, one decision, one of everything."""
    town.round_id = town.make_round()
    town.department = town.make_department()
    town.ada = town.make_candidate("Ada Yıldız")
    town.ben = town.make_candidate("Ben Groß")
    town.rita = town.make_person("Rita Roth", RATER)
    town.make_sheet(town.ada, town.rita, state=SheetState.ASSIGNED)
    town.actors = {}
    for role in Role:
        leads = [town.department] if role == Role.LEADER else []
        town.actors[role] = town.make_actor(f"Kim {role}", role, leads=leads)
        town.make_sheet(town.ada, town.actors[role].id, state=SheetState.ASSIGNED)
    with Session(town.engine) as session, session.begin():
        session.add(ShortlistMarkRow(candidate_id=town.ada, marked_by_id=town.rita, remark="x"))
        decision = DecisionRow(
            candidate_id=town.ada,
            outcome=Outcome.NOT_SELECTED,
            reason=REASON,
            decided_by_id=town.rita,
            decided_at=NOON,
        )
        session.add(decision)
        session.add(IdentityRow(issuer="i", subject="s", person_id=town.rita, linked_at=NOON))
        session.flush()
        town.decision = decision.id
        settled = a_settled_mail(town)
        session.add(a_mail(town.round_id))
        session.flush()
        session.add(settled)
        session.flush()
        session.add(an_attachment(town, settled))
        meeting = MeetingRow(round_id=town.round_id, title="Sitzung 1")
        session.add(meeting)
        session.flush()
        item = AgendaItemRow(
            meeting_id=meeting.id, position=1, kind=ItemKind.PAUSE, minutes=10, title="Pause"
        )
        session.add(item)
        session.flush()
        town.meeting, town.item = meeting.id, item.id
    town.kim = Actor(id=None, name="Lotsen", roles=frozenset())
    town.wanted = town.application.query(town.kim, round_profile.view, town.round_id).profile
    with Session(town.engine) as session:
        town.profile = session.scalar(select(ProfileVersionRow.id))
    town.brought = brought(town, FileKind.PEOPLE, PEOPLE)
    return town


def asked(town, use_case) -> Asked:
    """What this use case is asked with here; what no role may do needs nothing."""
    if not GRANTED_TO[REGISTER[use_case]]:
        return Asked()
    round_id, ada = town.round_id, town.ada
    pair = (ada, town.rita)
    return {
        accounts.sign_out: Asked(("f" * 64,)),
        assigning.assign: Asked((round_id, [(town.ben, town.rita)])),
        assigning.progress: Asked((round_id,)),
        assigning.proposal: Asked((round_id, 1)),
        assigning.reopen: Asked((round_id, pair, REASON), {"seen": 1}),
        assigning.withdraw: Asked((round_id, pair), {"seen": 1}),
        candidates.departments: Asked((round_id,)),
        candidates.listing: Asked((round_id,)),
        decision_board.board: Asked((round_id,)),
        decision_meeting.said_in_meetings: Asked((round_id, town.ada)),
        decisions.decide: Asked(
            (round_id, town.ben, Wish(outcome=Outcome.SELECTED, reason=REASON))
        ),
        decisions.listing: Asked((round_id,)),
        decisions.take_back: Asked((round_id, town.decision, REASON), {"seen": 1}),
        exporting.ratings: Asked((round_id, lambda _block: None)),
        exporting.record_ratings: Asked((round_id,), {"count": 1, "with_drafts": False}),
        identities.forget: Asked((town.rita,)),
        importing.plan_master_data: Asked((round_id, town.brought)),
        importing.plan_ratings: Asked((round_id, town.brought)),
        importing.take_master_data: Asked((round_id, town.brought), {"seen": 0}),
        importing.take_ratings: Asked((round_id, town.brought), {"seen": 0}),
        local_accounts.add_person: Asked(("neu@musterhausen.example", "Neu", "Neu", [RATER])),
        local_accounts.block: Asked((town.rita,), {"blocked": True}),
        local_accounts.invite: Asked((town.rita, "e" * 64)),
        overview.overview: Asked((round_id,)),
        own_account.change_password: Asked(("$new",), {"seen": "$old", "here": "f" * 64}),
        own_account.own: Asked(),
        people.listing: Asked(),
        profiles.profile: Asked((round_id, ada)),
        rating.declare: Asked((round_id, ada), {"bias": None, **TAB}),
        rating.hand_in: Asked((round_id, ada), TAB),
        rating.my_sheets: Asked((round_id,)),
        rating.save: Asked((round_id, ada, "motivation", Mark(value=3, evidence="")), TAB),
        rating.sheet: Asked((round_id, ada)),
        reminding.behind: Asked((round_id,)),
        roles.change: Asked((town.rita, frozenset({Role.AUDITOR}), REASON), {"seen": 1}),
        rounds.criteria: Asked((round_id,)),
        rounds.current: Asked(),
        rounds.move_phase: Asked((round_id, Phase.NOTIFICATION), {"seen": 1}),
        scores.cell: Asked((round_id, town.department, "motivation")),
        scores.departments: Asked((round_id, Level.FACHBEREICH)),
        shortlist.listing: Asked((round_id,)),
        ended_candidacies.explain: Asked((round_id, ada, "Zieht zurück."), {"seen": 1}),
        shortlist.mark: Asked((round_id, ada, "gut"), {"seen": 1}),
        shortlist.record_export: Asked(
            (round_id,), {"form": "csv", "people": 1, "only_marked": True}
        ),
        shortlist.unmark: Asked((round_id, ada), {"seen": 1}),
        **_of_the_audit_log(),
        **of_comparing(town),
        **of_closing(town),
        **of_the_survey(town),
        **of_the_proposal(round_id, ada, town.ben),
        **_of_letters(round_id),
        **of_mails(town),
        **_of_meetings(town),
        **_of_the_profile(round_id, town.profile, town.wanted),
    }[use_case]


def _of_the_audit_log():
    return {
        audit_log.anchor: Asked(),
        audit_page.choices: Asked(),
        audit_page.listing: Asked(),
        audit_page.state: Asked(),
        audit_log.newest: Asked(),
        audit_log.record_export: Asked((), {"form": "csv", "last": 1}),
        audit_log.verify: Asked(),
        audit_log.whole: Asked(),
    }


def _of_letters(round_id):
    letter = round_id, LetterId(1)
    return {
        drafting.addressees: Asked((round_id, "4a")),
        drafting.discard: Asked((round_id, {LetterId(1): 1})),
        drafting.draft: Asked((round_id, "4a")),
        drafting.preview: Asked((round_id, "4a"), {"subject": "Betreff", "body": "Text"}),
        drafting.edit: Asked(letter, {"subject": "Betreff", "body": "Text", "seen": 1}),
        letter_templates.set_values: Asked((round_id, {}), {"seen": {}}),
        letter_templates.take_standard: Asked((round_id, standard_letters())),
        letter_templates.word: Asked(
            (round_id, "4a"), {"subject": "Betreff", "body": "Text", "seen": 1}
        ),
        letter_templates.wording: Asked((round_id,)),
        outbox.approve: Asked((round_id, {LetterId(1): 1})),
        outbox.letter: Asked(letter),
        outbox.listing: Asked((round_id,)),
        outbox.to_candidate: Asked((round_id, CandidateId(1))),
        results.told: Asked((round_id,)),
        posting.arrived: Asked((*letter, "250 OK")),
        posting.begin: Asked(letter),
        posting.bounced: Asked((*letter, "550 unbekannt")),
        posting.deferred: Asked((*letter, "421 später")),
        posting.due: Asked((round_id,)),
        posting.hand_over: Asked((round_id, [LetterId(1)])),
        handed_over.note_sent: Asked((round_id, {LetterId(1): 1}, date(2027, 7, 1))),
        handed_over.take_back: Asked((round_id, {LetterId(1): 1}, "Nicht gesendet.")),
        posting.lost: Asked((*letter, "")),
        posting.put_off: Asked((*letter, "451 später")),
        posting.settle: Asked(letter, {"has_arrived": True, "seen": 1}),
    }


def _of_meetings(town):
    round_id, ben, rita = town.round_id, town.ben, town.rita
    meeting, item, ballot = town.meeting, town.item, BallotId(1)
    seen = {"seen": 1}
    new_mark = talk.NewMark(criterion="motivation", mark=Mark(value=3), reason=REASON)
    return {
        ballots.count: Asked((meeting, ballot)),
        ballots.open_ballot: Asked((meeting, item), {"secret": False}),
        ballots.vote: Asked((meeting, ballot, Choice.YES)),
        held_meeting.attend: Asked((meeting,), {"here": True}),
        held_meeting.call: Asked((meeting, item), {"after": None}),
        held_meeting.close: Asked((meeting,), seen),
        held_meeting.note: Asked((meeting, item, "Notiz"), {"seen": 0, "tab": "t"}),
        held_meeting.note_presence: Asked((meeting,), {"came": [rita], "left": []}),
        held_meeting.open_: Asked((meeting,), seen),
        held_meeting.recuse: Asked((meeting, item, rita, REASON)),
        held_meeting.show_place: Asked((meeting, item), {"shown": True}),
        meeting_dates.cancel: Asked((meeting, REASON), seen),
        meeting_dates.move: Asked((meeting, NOON, "Rathaus"), seen),
        meeting_dates.own: Asked((meeting,)),
        meeting_plan.add_candidates: Asked((meeting, [ben], 10), seen),
        meeting_plan.add_pause: Asked((meeting, "Pause", 10), seen),
        meeting_plan.arrange: Asked((meeting, AgendaOrder.NAME), seen),
        meeting_plan.choices: Asked((round_id,)),
        meeting_plan.move_item: Asked((meeting, item, 1), seen),
        meeting_plan.plan: Asked((round_id, "Sitzung 2")),
        meeting_plan.remove_item: Asked((meeting, item), seen),
        meeting_plan.set_minutes: Asked((meeting, item, 15), seen),
        meeting_stage.scene: Asked((meeting,)),
        recusals.take_back: Asked((meeting, RecusalId(1), REASON)),
        recusals.to_take_back: Asked((meeting,)),
        talk.change: Asked((meeting, item, new_mark), seen),
        talk.open_changes: Asked((meeting, item), {"opened": True}),
        talk.own_sheet: Asked((meeting,)),
        meeting_views.listing: Asked((round_id,)),
        meeting_views.room: Asked((meeting,)),
    }


def _of_the_profile(round_id, version, wanted):
    return {
        round_dates.plan: Asked((round_id, [], REASON), {"seen": 1}),
        round_profile.approve: Asked((round_id, version), {"seen": 1}),
        round_profile.change: Asked((round_id, wanted, REASON), {"seen": 1}),
        round_profile.propose: Asked((round_id, wanted, REASON), {"seen": 1}),
        round_profile.refuse: Asked((round_id, version, REASON), {"seen": 1}),
        round_profile.view: Asked((round_id,)),
        round_profile.withdraw: Asked((round_id, version, REASON), {"seen": 1}),
    }
