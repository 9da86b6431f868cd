"""What a proposal stands on, in words: on the page, beside a choice, and in files."""

from lotsen.charts import comparison_readings
from lotsen.charts.chances import MOST_OTHERS
from lotsen.domain.shortlist_rules import Objective
from lotsen.i18n import _
from lotsen.scoring.fair import Comparable
from lotsen.usecases.methods import Method
from lotsen.usecases.proposal_view import Grounds, Proposal


def mean(which: Objective) -> str:
    """The mean of a set, as one calls it."""
    match which:
        case Objective.FAIR:
            return _("Mittelwert der fairen Werte")
        case Objective.PLAIN:
            return _("Mittelwert der einfachen Gesamtwerte")


def grounds(found: Grounds) -> str:
    """Which scores the proposal stands on, and why it is these."""
    if found.wanted == Objective.PLAIN or found.comparable is None:
        return _(
            "Er stützt sich auf die einfachen Gesamtwerte, wie es in den Regeln steht: Strenge und "
            "Milde der Bewertenden sind nicht herausgerechnet."
        )
    whether = comparison_readings.comparability(found.comparable, found.reasons)
    if found.objective == Objective.FAIR:
        said = _(
            "Er stützt sich auf die fairen Werte: Strenge und Milde der Bewertenden sind "
            "herausgerechnet."
        )
        return f"{said} {whether}"
    said = _(
        "Er stützt sich auf die einfachen Gesamtwerte; Strenge und Milde der Bewertenden stecken "
        "noch darin."
    )
    return f"{said} {whether}"


def is_careful(found: Grounds) -> bool:
    """Whether what the proposal stands on needs a second look."""
    return found.comparable in {Comparable.CAUTION, Comparable.NO}


def method(found: Proposal, revision: int) -> str:
    """With what the proposal can be worked out again."""
    told = Method(
        name=found.grounds.method,
        version=found.grounds.version,
        seed=found.grounds.seed,
        draws=found.draws,
        revision=revision,
        profile=0,
    )
    return comparison_readings.method(told)


def chances(which: Objective, sure: int, near: int) -> str:
    """How sure the proposal is, and what the twenty dots stand for."""
    facts = {"sure": sure, "near": near, "most": MOST_OTHERS}
    match which:
        case Objective.FAIR:
            return _(
                "Sicher dabei, in mindestens 19 von 20 Fällen: {sure} Personen. Auch möglich, aber "
                "nicht vorgeschlagen: {near} Personen, im Bild höchstens {most} davon. Jeder volle "
                "Punkt steht für einen von 20 Fällen, in dem die Person im Vorschlag wäre, so wie "
                "die wahren Werte nach diesen Bögen liegen könnten.",
                **facts,
            )
        case Objective.PLAIN:
            return _(
                "Sicher dabei, in mindestens 19 von 20 Fällen: {sure} Personen. Auch möglich, aber "
                "nicht vorgeschlagen: {near} Personen, im Bild höchstens {most} davon. Jeder volle "
                "Punkt steht für einen von 20 Fällen, in dem die Person im Vorschlag wäre, wenn "
                "ebenso viele andere Bögen vorlägen.",
                **facts,
            )
