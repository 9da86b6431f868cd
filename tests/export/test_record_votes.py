"""Votes in the record: in the document, and in the workbook beside it."""

import io
import zipfile
from dataclasses import replace

import openpyxl

from lotsen.domain.meetings import Choice, Quorum, Recommendation
from lotsen.export.record import made
from lotsen.usecases import dossier
from lotsen.usecases.ballot_results import VoteResult
from tests.export.test_record import STRANGE, opened, text


def test_record_prints_what_votes_recommend_and_stays_a_valid_document(town, tmp_path):
    found = town.application.query(town.kim, dossier.gather, town.round.id)
    vote = VoteResult(
        meeting=f"Sitzung 1 {STRANGE}",
        planned_for=None,
        counted_at=found.anchor.at,
        secret=True,
        counts={Choice.YES: 4, Choice.NO: 1, Choice.ABSTAIN: 0},
        quorum=Quorum(members=8, biased=1, here=5),
        result=Recommendation.IN_FAVOUR,
    )
    people = [replace(each, votes=(vote,)) for each in found.people[:1]]

    with_vote = made(replace(found, people=people), "")

    printed = text(with_vote.document, tmp_path)
    assert "5 von 7 anwesend, nötig 4 befangen 1, abwesend 2" in printed
    assert "Eine Abstimmung empfiehlt; sie entscheidet nichts." in printed
    with opened(with_vote) as pdf, pdf.open_metadata() as metadata:
        assert (metadata.pdfa_status, metadata["pdfuaid:part"]) == ("2A", "1")
    with zipfile.ZipFile(io.BytesIO(with_vote.archive)) as archive:
        book = openpyxl.load_workbook(io.BytesIO(archive.read("Auswahlvermerk.xlsx")))
    names, values = ([cell.value for cell in row] for row in book["Abstimmungen"].iter_rows())
    row = dict(zip(names, values, strict=True))
    assert (row["Ja"], row["Nein"], row["Enthaltung"]) == (4, 1, 0)
    assert (row["Befangen"], row["Abwesend"], row["Empfehlung"]) == (1, 2, "empfohlen")
