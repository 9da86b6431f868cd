"""The votes in the record: what they recommend, how often what was said, and who could vote."""

from collections.abc import Callable, Sequence

from lotsen.domain.meetings import Choice
from lotsen.export.tables import Column, ColumnKind
from lotsen.i18n import _, formats, words
from lotsen.usecases.ballot_results import VoteResult
from lotsen.usecases.dossier_views import CandidateFile

Line = tuple[CandidateFile, VoteResult]


def votes_data(people: Sequence[CandidateFile]) -> list[list[str]]:
    """One line for each vote, for the document."""
    return [_said(each.sorted_name, vote) for each, vote in _lines(people)]


def _said(name: str, vote: VoteResult) -> list[str]:
    quorum = vote.quorum
    kind = _("geheim") if vote.secret else _("offen")
    return [
        name,
        f"{vote.meeting}\n{kind}, {formats.moment(vote.counted_at)}",
        *(str(vote.counts[choice]) for choice in (Choice.YES, Choice.NO, Choice.ABSTAIN)),
        _(
            "{here} von {members} anwesend, nötig {needed}\nbefangen {biased}, abwesend {absent}",
            here=quorum.here,
            members=quorum.members - quorum.biased,
            needed=quorum.needed,
            biased=quorum.biased,
            absent=quorum.absent,
        ),
        words.recommendation(vote.result),
    ]


def votes_columns(people: Sequence[CandidateFile]) -> Sequence[Column]:
    """The same as a table of the workbook."""
    lines = _lines(people)
    wanted = _("Was die Abstimmung empfiehlt. Entschieden wird damit nichts.")
    return (
        _text(lines, "Name", _("Name der Person."), lambda line: line[0].sorted_name),
        _text(
            lines,
            "Sitzung",
            _("In welcher Sitzung abgestimmt wurde."),
            lambda line: line[1].meeting,
        ),
        _text(lines, "Ausgezaehlt", _("Wann gezählt wurde."), lambda line: _moment(line[1])),
        _text(
            lines,
            "Geheim",
            _("ja: Niemand weiß, wer wie gestimmt hat."),
            lambda line: _("ja") if line[1].secret else _("nein"),
        ),
        *_numbers([vote for _each, vote in lines]),
        _text(lines, "Empfehlung", wanted, lambda line: words.recommendation(line[1].result)),
    )


def _numbers(votes: Sequence[VoteResult]) -> Sequence[Column]:
    """How often what was said, and who could have said it."""
    counts = (
        ("Ja", _("Stimmen dafür."), [vote.counts[Choice.YES] for vote in votes]),
        ("Nein", _("Stimmen dagegen."), [vote.counts[Choice.NO] for vote in votes]),
        ("Enthaltung", _("Enthaltungen."), [vote.counts[Choice.ABSTAIN] for vote in votes]),
        ("Mitglieder", _("Mitglieder mit Stimme."), [vote.quorum.members for vote in votes]),
        (
            "Befangen",
            _("Davon befangen; sie zählen nicht mit."),
            [vote.quorum.biased for vote in votes],
        ),
        ("Anwesend", _("Anwesend und nicht befangen."), [vote.quorum.here for vote in votes]),
        ("Abwesend", _("Abwesend und nicht befangen."), [vote.quorum.absent for vote in votes]),
        ("Noetig", _("So viele müssen anwesend sein."), [vote.quorum.needed for vote in votes]),
    )
    return [
        Column(name=name, kind=ColumnKind.WHOLE, meaning=meaning, cells=[*cells])
        for name, meaning, cells in counts
    ]


def _text(lines: Sequence[Line], name: str, meaning: str, said: Callable[[Line], str]) -> Column:
    return Column(
        name=name, kind=ColumnKind.TEXT, meaning=meaning, cells=[said(line) for line in lines]
    )


def _lines(people: Sequence[CandidateFile]) -> Sequence[Line]:
    return [(each, vote) for each in people for vote in each.votes]


def _moment(vote: VoteResult) -> str:
    return formats.moment(vote.counted_at)
