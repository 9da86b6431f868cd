"""A town in the phase in which people express interest, and the mails that come."""

from dataclasses import replace
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from lotsen.db.candidates import CandidateRow
from lotsen.db.rounds import PhaseDatesRow, RoundRow
from lotsen.domain.phases import Phase
from lotsen.imports.emails import read_mail
from lotsen.usecases import inbox, inbox_views
from lotsen.usecases.candidacies import Entry
from tests.imports.posted import message, with_files
from tests.usecases.letter_town import do, furnish


def furnish_inbox(town):
    town = furnish(town, phase=Phase.INTEREST)
    with Session(town.engine) as session, session.begin():
        dates = PhaseDatesRow(
            phase=Phase.INTEREST, starts_on=date(2027, 6, 1), ends_on=date(2027, 6, 16)
        )
        row = session.get_one(RoundRow, town.round_id)
        row.dates.append(dates)
    return town


def posted(*args, files=None, **kwargs):
    kwargs.setdefault("sender", "Nele Neu <nele@musterhausen.example>")
    return read_mail(bytes(with_files(message(*args, **kwargs), files or {})), "x")


def taken(town, *mails):
    do(town, inbox.take, mails or [posted()], "a.eml")
    return opened(town)


def box(town, *states, **paging):
    return town.application.query(
        town.kim, inbox_views.listing, town.round_id, frozenset(states), **paging
    )


def opened(town, place=0):
    line = box(town).lines[place]
    return town.application.query(town.kim, inbox_views.mail, town.round_id, line.id)


def entry(mail, **changes):
    proposed = mail.proposal
    return replace(
        Entry(
            email=proposed.email,
            last_name=proposed.last_name,
            first_name=proposed.first_name,
            department_id=proposed.department_id,
            leader_id=proposed.leader_id,
            motivation=proposed.motivation,
            projects=proposed.projects,
        ),
        **changes,
    )


def create(town, mail, **changes):
    return do(town, inbox.create, mail.line.id, entry(mail, **changes), seen=mail.line.version)


def rows(town, kind):
    with Session(town.engine, expire_on_commit=False) as session:
        return list(session.scalars(select(kind).order_by(kind.id)))


def candidate(town, key):
    return next(row for row in rows(town, CandidateRow) if row.id == key)
