"""Makers of small towns: everyday defaults, and only what a test is about is said."""

from datetime import UTC, date, datetime

from sqlalchemy import Engine
from sqlalchemy.orm import Session

from lotsen.application.application import Application
from lotsen.db.candidates import CandidateRow
from lotsen.db.closings import HearingRow
from lotsen.db.people import DepartmentRow, LeadsRow, PersonRoleRow, PersonRow
from lotsen.db.ratings import RatingRow, SheetRow
from lotsen.db.round_profiles import ProfileVersionRow
from lotsen.db.rounds import (
    CriterionRow,
    InstallationRow,
    PhaseDatesRow,
    RevisionRow,
    RoundRow,
)
from lotsen.domain.candidates import CandidateState
from lotsen.domain.closings import Body, Hearing, HearingStage
from lotsen.domain.departments import DepartmentKind
from lotsen.domain.ids import CandidateId, DepartmentId, PersonId, RoundId
from lotsen.domain.people import Actor, Role
from lotsen.domain.phases import Phase
from lotsen.domain.ratings import SheetState
from lotsen.domain.round_profiles import ProfileState
from lotsen.domain.rounds import InstallationKind

NOON = datetime(2027, 6, 16, 10, 0, tzinfo=UTC)
HANDED_IN_ON = date(2027, 6, 14)


class Town:
    """A town in the making; every maker gives the key of what it made."""

    def __init__(self, engine: Engine) -> None:
        self.engine = engine
        self.application = Application(engine=engine, clock=lambda: NOON)
        self._people = 0

    def make_round(
        self,
        *,
        phase=Phase.PRESENTATION,
        criteria=("motivation", "vorbild", "agil"),
        weights=None,
        places=3,
        kind=InstallationKind.DEMO,
        title="Digitallotsen 2027",
    ):
        weights = weights or {}
        with Session(self.engine) as session, session.begin():
            if session.get(InstallationRow, 1) is None:
                session.add(InstallationRow(town="Stadt Musterhausen", kind=kind))
            row = RoundRow(title=title, phase=phase, places=places)
            row.dates = [
                PhaseDatesRow(
                    phase=Phase.PRESENTATION,
                    starts_on=date(2027, 6, 15),
                    ends_on=date(2027, 6, 25),
                )
            ]
            row.criteria = [
                CriterionRow(
                    key=key,
                    number=number,
                    title=key.capitalize(),
                    full_title=key.capitalize(),
                    title_en=key,
                    definition="",
                    anchors={},
                    questions=[],
                    hint="",
                    weight=weights.get(key, 1.0),
                )
                for number, key in enumerate(criteria, 1)
            ]
            session.add(row)
            session.flush()
            session.add(RevisionRow(round_id=row.id, number=1))
            session.add(first_version(row))
            return RoundId(row.id)

    def make_department(
        self, name="Bürgerdienste", *, kind=DepartmentKind.FACHBEREICH, number="", parent=None
    ):
        with Session(self.engine) as session, session.begin():
            row = DepartmentRow(name=name, kind=kind, number=number, parent_id=parent)
            session.add(row)
            session.flush()
            return DepartmentId(row.id)

    def make_person(self, name="Alex Berger", *roles, leads=(), email=None, department=None):
        self._people += 1
        first_name, last_name = name.rsplit(" ", 1)
        with Session(self.engine) as session, session.begin():
            row = PersonRow(
                email=email or f"person{self._people}@musterhausen.example",
                first_name=first_name,
                last_name=last_name,
                department_id=department,
            )
            row.roles = [PersonRoleRow(role=role) for role in roles]
            session.add(row)
            session.flush()
            for each in leads:
                session.add(LeadsRow(department_id=each, person_id=row.id))
            return PersonId(row.id)

    def make_actor(self, name="Alex Berger", *roles, leads=()):
        person = self.make_person(name, *roles, leads=leads)
        return Actor(id=person, name=name, roles=frozenset(roles))

    def make_candidate(
        self,
        name="Ada Yıldız",
        *,
        round_id=RoundId(1),
        department=DepartmentId(1),
        state=CandidateState.INTERESTED,
        **more,
    ):
        person = self.make_person(name)
        with Session(self.engine) as session, session.begin():
            row = CandidateRow(
                round_id=round_id,
                person_id=person,
                department_id=department,
                state=state,
                **more,
            )
            session.add(row)
            session.flush()
            return CandidateId(row.id)

    def make_hearing(self, recorded_by, *, body=Body.STAFF_COUNCIL, stage=HearingStage.CONCEPT):
        """A body had its part, in the concept unless said otherwise."""
        with Session(self.engine) as session, session.begin():
            row = HearingRow(
                round_id=RoundId(1),
                body=body,
                stage=stage,
                result=Hearing.AGREED,
                held_on=HANDED_IN_ON,
                statement="",
                recorded_by_id=recorded_by,
                recorded_at=NOON,
            )
            session.add(row)

    def make_sheet(self, candidate, rater, *, state=SheetState.HANDED_IN, revision=1, **ratings):
        """`ratings` by criterion: 1 to 5, or None for „n. b.“."""
        with Session(self.engine) as session, session.begin():
            handed_in_on = HANDED_IN_ON if state == SheetState.HANDED_IN else None
            sheet = SheetRow(
                candidate_id=candidate,
                rater_id=rater,
                state=state,
                handed_in_on=handed_in_on,
                revision=revision,
            )
            session.add(sheet)
            session.flush()
            keys = {row.key: row.id for row in session.query(CriterionRow)}
            for key, value in ratings.items():
                session.add(
                    RatingRow(
                        sheet_id=sheet.id,
                        criterion_id=keys[key],
                        value=value,
                        evidence=f"Beleg zu {key}",
                    )
                )
            return sheet.id


def first_version(row: RoundRow) -> ProfileVersionRow:
    """The profile that the round was opened with."""
    names = ("key", "number", "title", "full_title", "title_en", "definition", "hint", "weight")
    criteria = [
        {name: getattr(each, name) for name in names}
        | {"anchors": {}, "questions": [], "in_use": True}
        for each in row.criteria
    ]
    return ProfileVersionRow(
        round_id=row.id,
        state=ProfileState.VALID,
        number=1,
        content={"places": row.places, "criteria": criteria},
        changes=[],
        reason="",
        proposed_at=NOON,
    )


COORDINATOR, RATER, LEADER = Role.COORDINATOR, Role.RATER, Role.LEADER
LEADERSHIP, ADVISORY, AUDITOR = Role.LEADERSHIP, Role.ADVISORY, Role.AUDITOR
