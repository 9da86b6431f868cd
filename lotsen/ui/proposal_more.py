"""What else there would be: the price of each rule, other sets, one place more, one swap."""

from collections.abc import Mapping

import pandas as pd
import streamlit as st

from lotsen.domain.ids import CandidateId
from lotsen.i18n import _, formats
from lotsen.i18n import rules as spoken
from lotsen.ui.decision_tables import NEW_LINE
from lotsen.ui.notices import as_text
from lotsen.ui.page import Page
from lotsen.usecases import proposal
from lotsen.usecases.proposal_view import (
    BrokenRule,
    Choice,
    NextSet,
    People,
    PriceOfAll,
    Proposal,
    RulePrice,
)

Names = Mapping[int, str]


def names_in(found: Proposal) -> dict[int, str]:
    """Everybody who counts, by candidate_id."""
    return dict(found.people[["candidate_id", "sorted_name"]].itertuples(index=False))


def prices(found: Proposal) -> None:
    """What each rule costs, the dearest first; then what they cost together."""
    st.subheader(_("Was die Regeln kosten"), anchor=False)
    if not found.prices:
        st.text(_("Es gibt keine Regel außer der Zahl der Plätze."))
        return
    rows = _prices(found)
    if all(each.cost < TOO_LITTLE for _said, each in rows):
        st.text(
            _("Keine dieser Regeln kostet etwas: Auch ohne sie fände Lotsen keine bessere Auswahl.")
        )
    names = names_in(found)
    table = [
        {
            _("Regel"): as_text(said),
            _("Ohne sie wäre der Mittelwert"): _and_who(names, _higher(each.cost), each),
        }
        for said, each in rows
    ]
    alt = _("Regeln und um wie viel der Mittelwert ohne sie höher wäre")
    st.table(pd.DataFrame(table), border="horizontal", hide_index=True, alt=alt)


def _prices(found: Proposal) -> list[tuple[str, RulePrice | PriceOfAll]]:
    """What each rule costs, and what all cost together where there are several."""
    rows: list[tuple[str, RulePrice | PriceOfAll]] = [
        (spoken.sentence(each.rule), each) for each in found.prices
    ]
    if found.price_of_all is not None and len(found.prices) > 1:
        rows.append((_("alle Regeln zusammen"), found.price_of_all))
    return rows


def alternatives(found: Proposal) -> None:
    """The next best sets; those that are alike are called so. Then one place more."""
    st.subheader(_("Andere gute Auswahlen"), anchor=False)
    names = names_in(found)
    if found.alternatives:
        rows = [
            {
                _("Auswahl"): as_text(f"{number}."),
                _("Mittelwert"): _and_who(names, _behind(each), each),
            }
            for number, each in enumerate(found.alternatives, start=2)
        ]
        alt = _("Die nächstbesten Auswahlen und ihr Abstand zum Vorschlag")
        st.table(pd.DataFrame(rows), border="horizontal", hide_index=True, alt=alt)
        st.caption(_("Gleichwertig heißt: Der Mittelwert ist um weniger als 0,01 niedriger."))
    else:
        st.text(_("Mit diesen Regeln gibt es keine andere Auswahl."))
    if found.one_more is None:
        st.text(_("Ein weiterer Platz lässt sich mit diesen Regeln nicht besetzen."))
        return
    st.text(
        _(
            "Mit einem Platz mehr kämen dazu: {enters}. Es fielen weg: {leaves}. "
            "Der Mittelwert wäre {mean}.",
            enters=_plain(names, found.one_more.enters),
            leaves=_plain(names, found.one_more.leaves),
            mean=formats.number(found.one_more.mean, decimals=2),
        )
    )


def swap(page: Page, found: Proposal) -> None:
    """Choose one who goes and one who comes, and see what that changes."""
    st.subheader(_("Was wäre, wenn"), anchor=False)
    names = names_in(found)
    inside = set(found.chosen)
    left, right = st.columns(2)
    leaves = left.selectbox(
        _("Statt dieser Person"),
        [key for key in names if key in inside],
        index=None,
        key="swap_leaves",
        format_func=names.__getitem__,
        placeholder=_("Name eingeben"),
    )
    enters = right.selectbox(
        _("käme diese"),
        [key for key in names if key not in inside],
        index=None,
        key="swap_enters",
        format_func=names.__getitem__,
        placeholder=_("Name eingeben"),
    )
    if leaves not in inside or enters is None or enters not in names:
        st.text(_("Bitte wählen Sie zwei Personen."))
        return
    after = page.query(proposal.swapped, page.round_id, CandidateId(leaves), CandidateId(enters))
    for sentence in _changes(found, after):
        st.text(sentence)


def _changes(found: Proposal, after: Choice) -> list[str]:
    change = after.mean - found.mean
    mean = formats.number(after.mean, decimals=2)
    said = _lower(-change) if change < 0 else _higher(change)
    changed = [_("Der Mittelwert wäre {mean}: {change}.", mean=mean, change=said)]
    changed += [broken(each) for each in after.broken] or [_("Alle Regeln blieben eingehalten.")]
    parts = zip(found.coverage["title"], found.coverage["count"], after.coverage, strict=True)
    changed += [
        _(
            "Stark in „{criterion}“ wären {after} statt {before}.",
            criterion=title,
            after=int(now),
            before=int(before),
        )
        for title, before, now in parts
        if before != now
    ]
    return changed


def broken(each: BrokenRule) -> str:
    """A rule that is not kept, with what there is instead."""
    rule = spoken.half(each.rule, least=each.side == "least")
    return _("Nicht eingehalten: {rule}. Es sind {count}.", rule=rule, count=each.count)


def _higher(by: float) -> str:
    if by < TOO_LITTLE:
        return _("gleich hoch")
    return _("um {by} höher", by=formats.number(by, decimals=3))


def _lower(by: float) -> str:
    if by < TOO_LITTLE:
        return _("gleich hoch")
    return _("um {by} niedriger", by=formats.number(by, decimals=3))


TOO_LITTLE = 0.0005
"""What three decimals would show as nothing."""


def _behind(each: NextSet) -> str:
    return _("gleichwertig") if each.alike else _lower(each.behind)


def _and_who(names: Names, said: str, change: NextSet | RulePrice | PriceOfAll) -> str:
    """What is said of a set, and below it who comes and who goes."""
    if not change.enters and not change.leaves:
        return as_text(said)
    who = _(
        "dazu käme: {enters} – weg fiele: {leaves}",
        enters=_plain(names, change.enters),
        leaves=_plain(names, change.leaves),
    )
    return f"**{as_text(said)}**{NEW_LINE}{as_text(who)}"


def _plain(names: Names, keys: People) -> str:
    return "; ".join(names[key] for key in keys) or _("niemand")
