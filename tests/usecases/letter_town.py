"""A town at the end of its round, with everything that letters need."""

from lotsen.domain.decisions import Outcome
from lotsen.domain.phases import Phase
from lotsen.domain.rounds import InstallationKind
from lotsen.settings import DATA
from lotsen.usecases import (
    decisions,
    drafting,
    handed_over,
    letter_templates,
    outbox,
    posting,
    rounds,
)
from lotsen.usecases.decisions import Wish
from lotsen.usecases.letter_search import LetterFilter
from lotsen.usecases.letters_file import read_letters
from tests.makers import COORDINATOR, LEADER, LEADERSHIP
from tests.usecases.closing_steps import close_everything

LETTERS = read_letters(DATA / "letters.yaml")
REASON = "Bringt viel Erfahrung mit der E-Akte mit."


def furnish(town, *, phase=Phase.PRESENTATION, kind=InstallationKind.PRODUCTION):
    """Two coordinators, two leaders with a department each, three candidates, all values."""
    town.round_id = town.make_round(phase=phase, kind=kind)
    town.buerger = town.make_department("Bürgerdienste")
    town.finanzen = town.make_department("Finanzen")
    town.kim = town.make_actor("Kim Kord", COORDINATOR)
    town.mia = town.make_actor("Mia Ko", COORDINATOR)
    town.chief = town.make_actor("Dr. Jana Weiß", LEADERSHIP)
    town.lea = town.make_actor("Lea Amt", LEADER, leads=[town.buerger])
    town.leo = town.make_actor("Leo Rat", LEADER, leads=[town.finanzen])
    town.ada = town.make_candidate("Ada Yıldız", department=town.buerger)
    town.ben = town.make_candidate("Ben Groß", department=town.buerger)
    town.cem = town.make_candidate("Cem Demir", department=town.finanzen)
    do(town, letter_templates.take_standard, LETTERS)
    do(town, letter_templates.set_values, LETTERS.examples, seen={})
    return town


def do(town, use_case, *args, actor=None, **kwargs):
    return town.application.execute(actor or town.kim, use_case, town.round_id, *args, **kwargs)


def bounce(town, letter_id):
    do(town, posting.begin, letter_id)
    do(town, posting.bounced, letter_id, "550 5.1.1 Unbekannt")


def decide_all(town, reason=REASON):
    wishes = {
        town.ada: Wish(outcome=Outcome.SELECTED, reason=reason),
        town.ben: Wish(outcome=Outcome.RESERVE, reason=reason, reserve_order=1),
        town.cem: Wish(outcome=Outcome.NOT_SELECTED, reason=reason),
    }
    for candidate, wish in wishes.items():
        do(town, decisions.decide, candidate, wish, actor=town.chief)


def move(town, phase):
    round_ = town.application.query(town.kim, rounds.current)
    if (round_.phase, phase) == (Phase.PRESENTATION, Phase.NOTIFICATION):
        close_everything(town)
    do(town, rounds.move_phase, phase, seen=round_.version)


def draft_results(town, reason=REASON, keys=("5a", "5b", "5c", "5d")):
    decide_all(town, reason)
    move(town, Phase.NOTIFICATION)
    for key in keys:
        do(town, drafting.draft, key)


def box(town, *keys, actor=None):
    return town.application.query(
        actor or town.kim,
        outbox.listing,
        town.round_id,
        LetterFilter(keys=frozenset(keys)),
        page_size=1_000,
    )


def lines(town, *keys):
    return list(box(town, *keys).lines)


def seen(lines):
    return {line.id: line.version for line in lines}


def whole(town, line):
    return town.application.query(town.kim, outbox.letter, town.round_id, line.id)


def approve(town, *keys, actor=None):
    do(town, outbox.approve, seen(lines(town, *keys)), actor=actor or town.mia)


def today(town):
    return town.application.query(town.kim, rounds.current).today


def send_from_file(town, letters):
    """Hand letters over as a file, and note that they were sent from there."""
    do(town, posting.hand_over, seen(letters))
    keys = {line.id for line in letters}
    handed = seen(line for line in lines(town) if line.id in keys)
    do(town, handed_over.note_sent, handed, today(town))
