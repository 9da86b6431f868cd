"""How Lotsen computes, in plain words; all of it our own, nothing typed."""

import pandas as pd
import streamlit as st

from lotsen.bootstrap import method_example
from lotsen.i18n import _
from lotsen.i18n.formats import number
from lotsen.scoring import uncertainty
from lotsen.scoring.fair import DRAWS, METHOD, SEED, VERSION
from lotsen.ui import downloads
from lotsen.ui.notices import as_text
from lotsen.ui.page import Page
from lotsen.usecases.example_file import Example


def scores() -> None:
    """Ratings, the plain score and the fair one."""
    _heading(_("Was eingeht"))
    st.text(
        _(
            "Eine Bewertung ist eine ganze Zahl von 1 bis 5 oder „n. b.“ (nicht beobachtbar). Es "
            "zählen nur abgegebene Bögen. „n. b.“ ist weder 0 noch 1 und geht in keinen "
            "Mittelwert ein."
        )
    )
    _heading(_("Der einfache Wert"))
    st.text(
        _(
            "Lotsen rechnet für jeden Bogen aus, wie weit er über oder unter dem liegt, was bei "
            "denselben Kriterien üblich ist; jedes Kriterium zählt mit seinem Gewicht. Der "
            "einfache Wert einer Person ist der Mittelwert ihrer Bögen."
        )
    )
    _heading(_("Der faire Wert"))
    st.text(
        _(
            "Manche bewerten streng, manche milde. Aus den Personen, die von mehreren bewertet "
            "wurden, schätzt Lotsen, wie sehr. Der faire Wert ist der einfache Wert ohne die "
            "mittlere Strenge oder Milde derer, die diese Person bewertet haben. Vorsichtig ist "
            "Lotsen bei der Strenge: je weniger Bögen, desto weniger wird herausgerechnet. Die "
            "Person selbst wird nie zur Mitte gezogen."
        )
    )
    _shortlist()


def _shortlist() -> None:
    """Which of the two a proposal stands on."""
    st.text(
        _(
            "Der Vorschlag für die Engere Wahl stützt sich auf die fairen Werte. Ist ein Vergleich "
            "nicht möglich oder sagen es die Regeln, nimmt er die einfachen; was gilt, steht "
            "dabei. Stark in einem Kriterium ist, wer dort im Mittel mindestens 4 hat, aus "
            "mindestens zwei Bögen. Auch daraus ist die Strenge oder Milde derer herausgerechnet, "
            "die bewertet haben; dafür schätzt Lotsen sie aus den einzelnen Bewertungen. Wo der "
            "Vorschlag die einfachen Werte nimmt, gelten auch hier die einfachen Mittelwerte."
        )
    )


def example(page: Page) -> None:
    """One person, to be worked out again in a spreadsheet."""
    found = method_example()
    _heading(_("Ein Beispiel zum Nachrechnen"))
    st.text(
        _(
            "{person} aus der Übungsstadt wurde von {count} Personen bewertet. Der Wert jedes "
            "Bogens, ohne die Strenge oder Milde dahinter, ergibt im Mittel den fairen Wert.",
            person=found.person,
            count=len(found.sheets),
        )
    )
    st.table(
        _as_table(found),
        border="horizontal",
        hide_index=True,
        alt=_("Beispiel: vom Bogen zum fairen Wert"),
    )
    downloads.example_button(page, found)


def _as_table(found: Example) -> pd.DataFrame:
    rows = [
        (_("Bogen {number}", number=place), each.score, each.severity, each.score - each.severity)
        for place, each in enumerate(found.sheets, start=1)
    ]
    rows.append((_("Mittel"), found.plain, found.plain - found.fair, found.fair))
    names = ("", _("einfacher Wert"), _("Strenge (−) oder Milde (+)"), _("fairer Wert"))
    return pd.DataFrame(
        [
            (as_text(title), *(number(each, decimals=3) for each in numbers))
            for title, *numbers in rows
        ],
        columns=list(names),
    )


def certainty() -> None:
    """Intervals of ranks, and what is assumed before any rating."""
    _heading(_("Wie sicher das ist"))
    st.text(
        _(
            "Lotsen zieht {draws}-mal, wie die wahren Werte aller Personen nach diesen Bögen "
            "liegen könnten, und zählt jedes Mal die Ränge. Der gezeigte Bereich enthält 90 von "
            "100 Ziehungen. Der Startwert ist fest ({seed}): dieselben Bögen geben dieselben "
            "Zahlen.",
            draws=number(DRAWS, decimals=0),
            seed=SEED,
        )
    )
    st.text(
        _(
            "Vor den Bögen nimmt Lotsen an, wie groß Unterschiede üblicherweise sind; viele Bögen "
            "wiegen schwerer als diese Annahmen."
        )
    )
    st.table(
        _priors(), border="horizontal", hide_index=True, alt=_("Annahmen in Punkten der Skala")
    )


def _priors() -> pd.DataFrame:
    log, half = (
        _("lognormal um diesen Median, Streuung des Logarithmus 0,5"),
        _("halbe Normalverteilung mit dieser Streuung"),
    )
    rows = [
        (_("Zufall eines Bogens"), _points_of(uncertainty.NOISE[0]), log),
        (_("Unterschiede zwischen Personen"), _points_of(uncertainty.CANDIDATE[0]), log),
        (_("Strenge und Milde"), _points_of(uncertainty.RATER), half),
        (_("Unterschiede zwischen Dezernaten"), _points_of(uncertainty.DEPARTMENT), half),
    ]
    names = (_("Annahme über"), _("Punkte"), _("Verteilung"))
    return pd.DataFrame([tuple(map(as_text, row)) for row in rows], columns=list(names))


def _points_of(value: float) -> str:
    return number(value, decimals=2)


def refusals() -> None:
    """When nothing is compared, and what the numbers cannot do."""
    _heading(_("Wann Lotsen nicht vergleicht"))
    _points(
        _("Niemand wurde von zwei Personen bewertet: Strenge und Stärke sind nicht zu trennen."),
        _("Zwischen Gruppen von Personen gibt es niemanden, der in beiden bewertet hat."),
        _(
            "Ein Dezernat hat zu wenige Bögen von außen. Nötig sind zwei Bewertende mit je drei "
            "Personen oder eine mit fünf, die in einem zweiten Dezernat ebenso viele bewerten; in "
            "kleinen Dezernaten genügen zwei Bewertende mit allen Personen."
        ),
    )
    st.text(
        _(
            "Dann zeigt Lotsen nirgends eine faire Reihenfolge, nur einfache Werte innerhalb der "
            "Dezernate, und den Grund. Hängt die Verknüpfung an einer einzigen Person oder ist "
            "die Strenge noch unsicher, steht „mit Vorsicht“ dabei."
        )
    )
    _heading(_("Was die Zahlen nicht können"))
    _points(
        _("Wer nur die eigenen Leute bewertet und bevorzugt, ist von milde nicht zu trennen."),
        _("„n. b.“ gilt als Zufall. Ist es keiner, merkt Lotsen das nicht."),
        _("Die Skala endet bei 1 und 5; ganz oben und ganz unten sind Unterschiede gestaucht."),
        _("Ein Wert entscheidet nichts. Ausgewählt wird von Menschen, mit einer Begründung."),
    )
    st.caption(as_text(_("Verfahren {method}, Fassung {version}", method=METHOD, version=VERSION)))


def _heading(title: str) -> None:
    st.subheader(title, anchor=False)


def _points(*sentences: str) -> None:
    st.markdown("\n".join(f"- {as_text(sentence)}" for sentence in sentences))
