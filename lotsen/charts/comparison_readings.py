"""What the comparison says, in words: for the meeting, for those who listen, and for the table."""

import math
from collections.abc import Sequence
from typing import Any

from lotsen.i18n import _
from lotsen.i18n.formats import number
from lotsen.scoring.fair import Comparable, GateReason
from lotsen.scoring.raters import ENOUGH
from lotsen.usecases.comparison import Comparison, Reason, Steps
from lotsen.usecases.methods import Method
from lotsen.usecases.raters import RaterReport, Verdict

NAMED = 5
"""More names than these are counted instead."""


def headline(found: Comparison) -> str:
    """The one sentence above the ranking."""
    frame = found.frame
    if frame.empty:
        return _("Es ist noch keine Bewertung abgegeben.")
    if found.comparable == Comparable.NO:
        return _("Kein Vergleich zwischen den Bereichen: gezeigt wird nur, was in ihnen gilt.")
    first = frame.loc[frame["group"] == frame["group"].min(), "name"]
    if found.whole_town and len(first) > 1:
        return _(
            "An der Spitze sind {count} von {all} Personen praktisch gleich.",
            count=len(first),
            all=found.compared,
        )
    if found.whole_town:
        return _("{name} liegt vorn, mit deutlichem Abstand.", name=first.iloc[0])
    return _("Gezeigt sind die Personen Ihrer Bereiche: {count}.", count=len(frame))


def gate(comparable: Comparable) -> str:
    """Whether people may be compared, in one sentence."""
    match comparable:
        case Comparable.YES:
            return _("Vergleichbar: die Bereiche sind durch gemeinsame Bewertungen gut verknüpft.")
        case Comparable.CAUTION:
            return _("Mit Vorsicht vergleichbar: die Reihenfolge ist weniger sicher als sonst.")
        case Comparable.NO:
            return _("Nicht vergleichbar: ein fairer Vergleich ist mit diesen Bögen nicht möglich.")


def answer(comparable: Comparable) -> str:
    """Whether people may be compared, in a word or two."""
    match comparable:
        case Comparable.YES:
            return _("ja")
        case Comparable.CAUTION:
            return _("mit Vorsicht")
        case Comparable.NO:
            return _("nein")


def comparability(comparable: Comparable, reasons: Sequence[Reason]) -> str:
    """Whether people may be compared, and why not, or why with caution."""
    return " ".join([gate(comparable), *map(reason, reasons)])


def method(found: Method) -> str:
    """With what the numbers can be worked out again."""
    return _(
        "Verfahren {method} {version}, Startwert {seed}, {draws} Ziehungen, Stand der Daten "
        "{revision}",
        method=found.name,
        version=found.version,
        seed=found.seed,
        draws=number(found.draws, decimals=0),
        revision=found.revision,
    )


def reason(found: Reason) -> str:
    """Why not, or why only with caution."""
    names = _named(found.names)
    place = names or _("Bereiche der Stadt")
    sentences = {
        GateReason.NO_SHEETS: _("Es ist noch kein Bogen abgegeben, der zählt."),
        GateReason.ONE_CANDIDATE: _("Es ist erst eine Person bewertet."),
        GateReason.NO_REPLICATES: _("Niemand ist von zwei Personen bewertet worden."),
        GateReason.DISCONNECTED: _(
            "Es gibt {count} Gruppen, zwischen denen niemand bewertet hat.",
            count=number(found.amount, decimals=0),
        ),
        GateReason.WEAK_DESIGN: _(
            "Zu wenige Bögen von außen: {names}. Nötig sind zwei Bewertende mit je drei "
            "Personen oder eine mit fünf, die in einem zweiten Dezernat ebenso viele bewerten.",
            names=place,
        ),
        GateReason.ONE_RATER: _(
            "Alle Bögen sind von derselben Person; Strenge ist nicht zu erkennen."
        ),
        GateReason.UNSURE_DIFFERENCE: _(
            "Wie streng bewertet wurde, ist hier nicht sicher genug bekannt: {names}.", names=place
        ),
        GateReason.HANGS_ON_ONE_CANDIDATE: _(
            "Die Verknüpfung hängt an einer einzigen Person: {names}.",
            names=names or _("eine Kandidatur"),
        ),
        GateReason.HANGS_ON_ONE_RATER: _(
            "Die Verknüpfung hängt an einer einzigen bewertenden Person."
        ),
    }
    return sentences[found.reason]


def _named(names: tuple[str, ...]) -> str:
    if len(names) <= NAMED:
        return ", ".join(names)
    more = len(names) - NAMED
    return _("{names} und {count} weitere", names=", ".join(names[:NAMED]), count=more)


def group_title(found: Comparison, group: int, *, going_on: bool) -> str:
    """The heading of a group."""
    size = int((found.frame["group"] == group).sum())
    if size == 1:
        return _("Gruppe {group}", group=group)
    facts = {"group": group, "count": size}
    if going_on:
        return _("Gruppe {group}, Fortsetzung: {count} Personen, praktisch gleich", **facts)
    return _("Gruppe {group}: {count} Personen, praktisch gleich", **facts)


def of_rank(line: Any) -> str:
    """One line of the frame: „Rang 3, plausibel 2 bis 6; 3 Bögen“."""
    facts = {"rank": line.rank, "low": line.rank_low, "high": line.rank_high}
    if line.sheets == 1:
        return _("Rang {rank}, plausibel {low} bis {high}; 1 Bogen", **facts)
    return _("Rang {rank}, plausibel {low} bis {high}; {sheets} Bögen", **facts, sheets=line.sheets)


def of_ranking(found: Comparison) -> str:
    """What the ranking shows, for those who do not see it."""
    return _(
        "Rangfolge nach dem fairen Wert: {count} Personen auf einer Achse von Rang 1 bis {all}, "
        "je ein Punkt mit dem Bereich, in dem der Rang plausibel liegt; {places} Plätze.",
        count=len(found.frame),
        all=found.compared,
        places=found.places,
    )


def of_steps(steps: Steps) -> str:
    """From plain to fair, in one sentence."""
    change = steps.fair - steps.plain
    facts = {
        "name": steps.name,
        "plain": number(steps.plain, decimals=2),
        "fair": number(steps.fair, decimals=2),
        "change": number(abs(change), decimals=2),
    }
    if round(change, 2) == 0:
        return _("{name}: einfacher und fairer Wert sind gleich ({fair}).", **facts)
    if change > 0:
        return _(
            "{name} wurde eher streng bewertet: aus {plain} werden {fair} (plus {change}).", **facts
        )
    return _(
        "{name} wurde eher milde bewertet: aus {plain} werden {fair} (minus {change}).", **facts
    )


def of_crossing(found: Comparison) -> str:
    """Who crosses the line of the places, in words."""
    frame = found.frame
    over = frame.loc[(frame["plain_rank"] > found.places) & (frame["rank"] <= found.places), "name"]
    under = frame.loc[
        (frame["plain_rank"] <= found.places) & (frame["rank"] > found.places), "name"
    ]
    if over.empty and under.empty:
        return _(
            "Unter den ersten {places} sind in beiden Rechnungen dieselben.", places=found.places
        )
    return _(
        "Unter die ersten {places} kommen durch den fairen Wert: {over}. Nicht mehr darunter: "
        "{under}.",
        places=found.places,
        over=", ".join(over) or _("niemand"),
        under=", ".join(under) or _("niemand"),
    )


def verdict(found: Verdict) -> str:
    """How a rater's sheets compare with those of an average rater."""
    match found:
        case Verdict.TOO_FEW:
            return _("weniger als {enough} Bögen: keine Aussage", enough=ENOUGH)
        case Verdict.USUAL:
            return _("wie der Durchschnitt")
        case Verdict.STRICTER:
            return _("strenger als der Durchschnitt")
        case Verdict.MILDER:
            return _("milder als der Durchschnitt")
        case Verdict.MUCH_STRICTER:
            return _("deutlich strenger als der Durchschnitt")
        case Verdict.MUCH_MILDER:
            return _("deutlich milder als der Durchschnitt")


def of_severity(line: Any) -> str:
    """One line of the raters' frame."""
    return _(
        "{verdict}; {sheets} Bögen", verdict=verdict(Verdict(line.verdict)), sheets=line.sheets
    )


def of_raters(report: RaterReport) -> str:
    """What the picture of the raters shows, for those who do not see it."""
    assert report.frame is not None
    said = report.frame.dropna(subset=["severity"])
    marked = {Verdict.MUCH_STRICTER.value, Verdict.MUCH_MILDER.value}
    return _(
        "Strenge von {count} Bewertenden mit 90-Prozent-Bereich, von streng nach mild; deutlich "
        "vom Durchschnitt entfernt: {marked}.",
        count=len(said),
        marked=int(said["verdict"].isin(marked).sum()),
    )


def of_agreement(report: RaterReport) -> list[str]:
    """Agreement and reliability in plain words, each a sentence."""
    told = report.reliability
    said = []
    if report.alpha is not None:
        alpha = number(report.alpha, decimals=2)
        said.append(
            _("Übereinstimmung der Bewertungen (Krippendorffs Alpha): {alpha}.", alpha=alpha)
        )
    if told.icc is not None and not math.isnan(told.icc):
        said.append(
            _(
                "Verlässlichkeit eines einzelnen Bogens (ICC): {icc}; ohne Strenge und Milde: "
                "{consistency}.",
                icc=number(told.icc, decimals=2),
                consistency=number(told.consistency, decimals=2),
            )
        )
    if told.sheets is not None:
        said.append(
            _(
                "Für eine Verlässlichkeit von 0,8 braucht jede Person {sheets} Bögen; mit dem "
                "fairen Wert {fair}.",
                sheets=told.sheets,
                fair=told.sheets_fair,
            )
        )
    return said or [_("Über die Übereinstimmung lässt sich noch nichts sagen.")]
