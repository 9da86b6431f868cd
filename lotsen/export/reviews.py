"""What leaders answered about the concept, as a list for Excel."""

from collections.abc import Sequence

from lotsen.application.application import Application
from lotsen.domain.people import Actor
from lotsen.domain.rounds import Round
from lotsen.export.csv import GERMAN, csv_bytes
from lotsen.export.tables import Column, ColumnKind, ExportTable
from lotsen.i18n import _, formats, surveys
from lotsen.usecases import concept_review
from lotsen.usecases.concept_review import Review


def reviews_name(round_: Round) -> str:
    """The name that the file is offered under."""
    return f"{round_.today.isoformat()}_Digitallotsen_Konzept.csv"


def deliver_reviews(application: Application, actor: Actor, round_: Round) -> bytes:
    """All answers as a file; nothing is handed over that is not in the audit log.

    Raises:
        LotsenError: the actor may not have them.
    """
    found = application.query(actor, concept_review.reviews, round_.id)
    content = csv_bytes(reviews_table(found), GERMAN)
    application.execute(actor, concept_review.record_export, round_.id, people=len(found))
    return content


def reviews_table(lines: Sequence[Review]) -> ExportTable:
    """One line for everybody who was asked; without an answer the last cells are empty."""
    said = ["" if each.answer is None else surveys.review_answer(each.answer) for each in lines]
    moments = [formats.moment(each.answered_at) if each.answered_at else "" for each in lines]
    columns = [
        _text("Nachname", _("Nachname."), [each.last_name for each in lines]),
        _text("Vorname", _("Vorname."), [each.first_name for each in lines]),
        _text("EMail", _("Dienstliche E-Mail-Adresse."), [each.email for each in lines]),
        _text("Leitet", _("Geleitete Bereiche."), [", ".join(each.led) for each in lines]),
        _text("Antwort", _("Antwort zum Konzept."), said),
        _text("Anmerkung", _("Was dazu geschrieben wurde."), [each.comment for each in lines]),
        _text("Gespeichert", _("Wann die Antwort gespeichert wurde."), moments),
    ]
    return ExportTable(title=_("Digitallotsen: Antworten zum Konzept"), notes=(), columns=columns)


def _text(name: str, meaning: str, cells: list[str]) -> Column:
    return Column(name=name, kind=ColumnKind.TEXT, meaning=meaning, cells=cells)
