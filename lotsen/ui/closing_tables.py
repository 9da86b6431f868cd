"""What is missing, who was asked and heard, who signed, and what was closed, in tables."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Final

import pandas as pd
import streamlit as st

from lotsen.domain.closings import HEARD_FIRST, Answer, Body, Gap, HearingStage
from lotsen.domain.decisions import OutcomeRank, rank_of
from lotsen.domain.people import Actor, family_first
from lotsen.domain.permissions import GRANTED_TO
from lotsen.i18n import _, closings, formats, refusals
from lotsen.ui.decision_tables import outcome_text
from lotsen.ui.figures import Figure, part_of
from lotsen.ui.menu import NEEDS, way_to
from lotsen.ui.notices import as_text
from lotsen.usecases.closing import OpenList
from lotsen.usecases.closing_parts import Answered
from lotsen.usecases.reopening import Closing, KeptLine
from lotsen.usecases.signing import Signature, counting

WAYS: Final[Mapping[Gap, str]] = {
    Gap.UNDECIDED: "decisions",
    Gap.STANDS_NO_LONGER: "decisions",
    Gap.NOTHING_DECIDED: "decisions",
    Gap.NO_DEPARTURE: "decisions",
    Gap.NO_END_REASON: "candidates",
    Gap.NOT_ASKED: "agreements",
    Gap.MEETING_RUNS: "meeting",
}
"""The page on which a gap is closed; the others are closed on this one."""


def figures(listed: OpenList) -> Sequence[Figure]:
    """How far everything is that closing needs."""
    gone = len(listed.gaps.get(Gap.STANDS_NO_LONGER, ()))
    decided = len(listed.record["decisions"]) - gone
    concerned = {each.candidate_id for each in listed.answers}
    asked = {each.candidate_id for each in listed.answers if each.answer is not None}
    unasked = len(listed.gaps.get(Gap.NOT_ASKED, ()))
    return (
        (
            _("entschieden"),
            part_of(decided, decided + len(listed.gaps.get(Gap.UNDECIDED, ()))),
            _("Kandidaturen mit Interesse"),
        ),
        (
            _("Führungskräfte gefragt"),
            part_of(min(len(asked), len(concerned) - unasked), len(concerned)),
            _("zu Ausgewählten und Reserve"),
        ),
        (
            _("Beteiligung"),
            part_of(len(_heard_first(listed)), len(HEARD_FIRST)),
            _("nötig vor der Unterschrift"),
        ),
        (
            _("gültige Unterschriften"),
            str(len(counting(listed.signatures))),
            _("nicht allein von der Person, die entschieden hat"),
        ),
    )


def _heard_first(listed: OpenList) -> set[Body]:
    """The bodies that must be heard before anybody signs, and were."""
    return {
        each.body
        for each in listed.hearings
        if each.result and each.stage == HearingStage.SELECTION and each.body in HEARD_FIRST
    }


def show_gaps(actor: Actor, listed: OpenList) -> None:
    """Everything that is missing, with the way there."""
    st.subheader(_("Was noch fehlt"), anchor=False)
    if not listed.gaps:
        st.text(_("Es fehlt nichts. Die Entscheidungen lassen sich abschließen."))
    for gap, about in listed.gaps.items():
        said = closings.gap(gap, about)
        st.text(f"• {said}")
        way = WAYS.get(gap)
        if way is None or not actor.roles & GRANTED_TO[NEEDS[way]]:
            continue
        st.page_link(way_to(way), label=_ways()[way], icon=":material/arrow_forward:")


def _ways() -> Mapping[str, str]:
    return {
        "agreements": _("Zur Absprache"),
        "candidates": _("Zu den Kandidaturen"),
        "decisions": _("Zur Entscheidung"),
        "meeting": _("Zur Sitzung"),
    }


def show_answers(listed: OpenList) -> None:
    """What the leaders said about those with a place, and about the reserve; objections first."""
    st.subheader(_("Absprache der Führungskräfte"), anchor=False)
    if not listed.answers:
        st.text(_("Es gibt noch niemanden, zu dem eine Führungskraft zu fragen ist."))
        return
    rows = [
        (
            as_text(each.name),
            _("noch nicht gefragt") if each.answer is None else _answer(each, each.answer),
            as_text(each.reason) or formats.NOTHING,
        )
        for each in sorted(listed.answers, key=lambda each: each.answer != Answer.OBJECTS)
    ]
    columns = [_("Person"), _("Antwort"), _("Grund")]
    _table(rows, columns, _("Antworten der Führungskräfte"))


def _answer(given: Answered, answer: Answer) -> str:
    """What a leader said, and when; an objection stands out before anybody signs."""
    said = closings.answer(answer)
    by = as_text(closings.given_by(given.given_by, given.recorded_by))
    head = f"**{said}**" if answer == Answer.OBJECTS else said
    return f"{head}\n\n{by}, {formats.moment(given.given_at)}"


def show_hearings(listed: OpenList) -> None:
    """How the bodies took part, with day and statement."""
    st.subheader(_("Beteiligung und Stellungnahmen"), anchor=False)
    rows = [
        (
            f"{closings.body(each.body)}\n\n{closings.stage(each.stage)}",
            _("noch nicht festgehalten")
            if each.result is None
            else f"{closings.hearing(each.result)}\n\n"
            f"{formats.day(each.held_on)}, {as_text(each.recorded_by)}",
            as_text(each.statement) or formats.NOTHING,
        )
        for each in listed.hearings
    ]
    columns = [_("Stelle"), _("Ergebnis"), _("Stellungnahme")]
    _table(rows, columns, _("Beteiligung und Stellungnahmen"))


def show_signatures(listed: OpenList) -> None:
    """Who signed, and which signatures a later change made void."""
    if not listed.signatures:
        st.text(_("Es hat noch niemand unterzeichnet."))
        return
    names = {each["candidate_id"]: each["name"] for each in listed.record["candidacies"]}
    rows = [
        (as_text(each.name), formats.moment(each.signed_at), as_text(_standing(each, names)))
        for each in listed.signatures
    ]
    _table(rows, [_("Name"), _("Wann"), _("Stand")], _("Unterschriften"))


def _standing(signature: Signature, names: Mapping[int, str]) -> str:
    """Whether a signature counts, and for whom it does not."""
    if not signature.counts:
        return _("ungültig: Die Liste hat sich danach geändert")
    if not signature.not_for:
        return _("gilt")
    return _(
        "gilt, außer zu {names} (befangen)",
        names=closings.some([names[key] for key in sorted(signature.not_for)]),
    )


def show_kept(kept: Closing) -> None:
    """The decisions as they were closed; nothing of it is computed anew."""
    rows = [
        (
            outcome_text(each.outcome, each.reserve_order),
            as_text(each.name),
            *(() if kept.sealed else (formats.number(each.score, decimals=2),)),
            "\n\n".join(map(as_text, _reasons(each))),
        )
        for each in sorted(kept.lines, key=_in_order)
    ]
    score = () if kept.sealed else (_("Wert beim Abschluss"),)
    columns = [_("Entscheidung"), _("Person"), *score, _("Begründung")]
    title = _("Entscheidungen, wie sie abgeschlossen wurden")
    st.subheader(title, anchor=False)
    if kept.sealed is not None:
        st.text(refusals.sentence(kept.sealed))
    _table(rows, columns, title)
    _show_basis(kept)


def _in_order(line: KeptLine) -> tuple[OutcomeRank, tuple[str, str]]:
    """Those with a place, the reserve in its order, then the others; by family name."""
    return rank_of(line.outcome, line.reserve_order), family_first(line.name)


def _reasons(line: KeptLine) -> Iterator[str]:
    yield line.reason
    if line.departure:
        yield _("Abweichung von der Reihenfolge der Werte: {reason}", reason=line.departure)


def _show_basis(kept: Closing) -> None:
    """The numbers behind it."""
    board = kept.content["board"]
    st.caption(
        _(
            "Verfahren {method} {version}, Profil Fassung {profile}, Stand der Daten {revision}. "
            "Prüfsumme der Liste: {sum}",
            method=board["method"],
            version=board["version"],
            profile=board["profile"],
            revision=board["revision"],
            sum=kept.list_hash[:16],
        )
    )


def show_addenda(kept: Closing) -> None:
    """What was written after closing; it stands before the long list."""
    for each in kept.addenda:
        st.text(
            _(
                "Nachtrag von {name} am {moment}: {text}",
                name=each.written_by,
                moment=formats.moment(each.written_at),
                text=each.text,
            )
        )


def show_earlier(earlier: Sequence[Closing]) -> None:
    """Closings that were opened again; they stay as they were."""
    for each in earlier:
        with st.expander(_("Abschluss {number}, wieder geöffnet", number=each.number)):
            st.text(
                _(
                    "Abgeschlossen von {name} am {moment}. Wieder geöffnet von {proposer} und "
                    "{opener} am {later}. Grund: {reason}",
                    name=each.closed_by,
                    moment=formats.moment(each.closed_at),
                    proposer=each.proposed_by,
                    opener=each.reopened_by,
                    later=formats.moment(each.reopened_at),
                    reason=each.reason,
                )
            )
            show_addenda(each)
            show_kept(each)


def _table(rows: Sequence[tuple[str, ...]], columns: Sequence[str], alt: str) -> None:
    frame = pd.DataFrame(list(rows), columns=list(columns))
    st.table(frame, border="horizontal", hide_index=True, alt=alt)
