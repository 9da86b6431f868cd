"""Files that leave the house at the size of the large town, from the question to the bytes."""

from collections.abc import Iterator
from io import BytesIO

import pandas as pd
from sqlalchemy import Engine, text

from bench import large_town
from bench.clock import p50, p95, times
from bench.figures import Figure
from lotsen.bootstrap import SYSTEM
from lotsen.export.delivery import FileForm, ShortlistChoice, deliver_ratings, deliver_shortlist
from lotsen.usecases import rounds, shortlist
from lotsen.usecases.candidates import EVERYBODY

TURNS = 7
MOST_RATINGS, MOST_SHORTLIST = 900.0, 100.0
ALL = ShortlistChoice(narrowed=EVERYBODY, only_marked=False)
PLAIN = text(
    """
    SELECT person.email AS candidate, rater.email AS rater, criterion.title,
           rating.value, rating.evidence, sheet.handed_in_on
    FROM rating
    JOIN sheet ON sheet.id = rating.sheet_id
    JOIN candidate ON candidate.id = sheet.candidate_id
    JOIN person ON person.id = candidate.person_id
    JOIN person AS rater ON rater.id = sheet.rater_id
    JOIN criterion ON criterion.id = rating.criterion_id
    """
)


def run() -> Iterator[Figure]:
    """Measure both files against pandas, which neither guards nor names anything."""
    with large_town.folder() as folder, large_town.opened(large_town.build(folder)) as house:
        round_ = house.query(SYSTEM, rounds.current)
        assert round_ is not None
        all_ratings = times(lambda: deliver_ratings(house, SYSTEM, round_, BytesIO()), TURNS)
        yield Figure(
            name="CSV of 500,000 ratings",
            value=p50(all_ratings),
            tail=p95(all_ratings),
            most=MOST_RATINGS,
            baseline=p50(times(lambda: _plain(house.engine), 3)),
            against="pandas.read_sql and to_csv",
        )
        everybody = times(
            lambda: deliver_shortlist(house, SYSTEM, round_, FileForm.GERMAN_CSV, ALL), TURNS
        )
        frame = house.query(SYSTEM, shortlist.listing, round_.id).frame
        yield Figure(
            name="shortlist CSV of 10,000 candidates",
            value=p50(everybody),
            tail=p95(everybody),
            most=MOST_SHORTLIST,
            baseline=p50(times(lambda: frame.to_csv(sep=";", decimal=",").encode(), TURNS)),
            against="to_csv of the finished table",
        )


def _plain(engine: Engine) -> bytes:
    with engine.connect() as connection:
        table = pd.read_sql(PLAIN, connection)
    content: bytes = table.to_csv(sep=";", index=False).encode()
    return content
