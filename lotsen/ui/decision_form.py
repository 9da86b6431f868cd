"""Decide about one person, or take the decision about them back."""

from collections.abc import Callable, Mapping

import streamlit as st

from lotsen.domain.decisions import Decision, Outcome
from lotsen.domain.errors import NotAllowed
from lotsen.domain.ids import CandidateId
from lotsen.domain.texts import LONGEST_REASON
from lotsen.i18n import _, formats, refusals, words
from lotsen.ui import notices
from lotsen.ui.decision_tables import outcome_text
from lotsen.ui.notices import as_text
from lotsen.ui.page import Page
from lotsen.usecases import decisions
from lotsen.usecases.decision_board import DecisionBoard
from lotsen.usecases.decisions import Wish

PERSON = "person"


def choose_person(board: DecisionBoard, names: Mapping[int, str]) -> CandidateId | None:
    """Choose somebody; those without a decision come first, and nobody is chosen beforehand."""
    options = list(board.undecided) + sorted(
        (each.candidate_id for each in board.decisions), key=list(names).index
    )
    if board.with_marks and board.people["marked"].any():
        only = st.toggle(
            _("Nur Personen der Engeren Wahl"), key="only_marked", persist_state="session"
        )
        options = [key for key in options if not only or board.people.at[key, "marked"]]
    chosen = st.selectbox(
        _("Person"),
        options,
        index=None,
        key=PERSON,
        format_func=names.__getitem__,
        placeholder=_("Name oder Abteilung eingeben"),
        help=_("Zuerst stehen die Personen, über die noch zu entscheiden ist."),
    )
    return CandidateId(chosen) if chosen in options else None


def decide_form(page: Page, board: DecisionBoard, candidate: CandidateId) -> None:
    """Outcome, place in the reserve, reason; nothing is chosen beforehand."""
    captions = _captions(board)
    outcome = st.radio(
        _("Entscheidung"),
        list(captions),
        index=None,
        key=f"outcome-{candidate}",
        format_func=words.outcome,
        captions=list(captions.values()),
        horizontal=True,
    )
    order = _reserve_place(board, candidate) if outcome == Outcome.RESERVE else None
    _departure(board, candidate, outcome, order)
    _reason(
        _("Begründung"),
        f"reason-{candidate}",
        _(
            "Vergleichend: Was spricht für oder gegen diese Person, gemessen an den anderen? "
            "Keine Angaben zu Gesundheit, Familie, Alter oder Herkunft."
        ),
    )
    _prompts()
    st.button(
        _("Entscheidung speichern"),
        type="primary",
        disabled=outcome is None,
        help=_("Bitte zuerst wählen, was entschieden wird.") if outcome is None else None,
        on_click=_decide,
        args=(page, candidate),
    )


def show_sealed(sealed: NotAllowed) -> None:
    """Say why nobody decides while own sheets are open: a departure would tell of the others'."""
    st.text(_("Entscheiden können Sie, sobald Ihre eigenen Bögen abgegeben sind."))
    st.text(refusals.sentence(sealed))


def show_biased(board: DecisionBoard, candidate: CandidateId, decision: Decision | None) -> None:
    """Say that whoever is biased decides nothing here, before anything is typed."""
    refused = NotAllowed("decision.biased", name=board.people.at[candidate, "name"])
    st.info(as_text(refusals.sentence(refused)), icon=":material/lock:")
    if decision is not None:
        _show_decision(decision)


def _departure(
    board: DecisionBoard, candidate: CandidateId, outcome: Outcome | None, order: int | None
) -> None:
    """Ask why, where an outcome is not what the order of scores alone would have given."""
    if outcome is None or not board.departures.asks(candidate, outcome, order):
        return
    _reason(
        _("Begründung der Abweichung"),
        f"departure-{candidate}",
        _(
            "Diese Entscheidung weicht von der Reihenfolge der Werte ab. Das ist erlaubt. "
            "Was wiegt hier mehr als der Wert?"
        ),
    )


def _prompts() -> None:
    """Questions that help with one's own words; nothing of them is written anywhere."""
    with st.expander(_("Fragen, die bei der Begründung helfen")):
        st.text(
            "\n".join(
                f"• {question}"
                for question in (
                    _("Was kann diese Person für die Aufgabe, was andere so nicht zeigen?"),
                    _("Welche Belege aus Bewertung und Vorstellung waren wichtig, welche nicht?"),
                    _("Wer war ähnlich geeignet, und was gab den Ausschlag?"),
                    _("Welche Rolle spielte, wie die Abteilungen vertreten sind?"),
                    _("Was sprach dagegen, und warum wiegt es weniger?"),
                )
            )
        )


def _reserve_place(board: DecisionBoard, candidate: CandidateId) -> int:
    return st.number_input(
        _("Platz in der Reserve"),
        min_value=1,
        value=board.next_reserve,
        key=f"order-{candidate}",
        help=_("Platz 1 rückt zuerst nach. Vorgeschlagen ist der nächste freie Platz."),
    )


def take_back_form(page: Page, decision: Decision) -> None:
    """Show what was decided, and take it back with a reason."""
    key = f"back-{decision.id}"
    _show_decision(decision)
    _reason(
        _("Grund für die Rücknahme"),
        key,
        _("Die Entscheidung bleibt mit beiden Begründungen im Protokoll."),
    )

    def take_back() -> None:
        reason = st.session_state.get(key) or ""
        refused = page.attempt(
            decisions.take_back, page.round_id, decision.id, reason, seen=decision.version
        )
        _then_close(lambda: notices.settle(refused, typed=reason))

    st.button(_("Entscheidung zurücknehmen"), on_click=take_back)


def _show_decision(decision: Decision) -> None:
    """What was decided, by whom, when and why."""
    st.text(
        _(
            "{outcome}, entschieden von {name} am {moment}.",
            outcome=outcome_text(decision.outcome, decision.reserve_order),
            name=decision.decided_by,
            moment=formats.moment(decision.decided_at),
        )
    )
    st.text(decision.reason)
    if decision.departure:
        st.text(_("Abweichung von der Reihenfolge der Werte: {reason}", reason=decision.departure))


def _decide(page: Page, candidate: CandidateId) -> None:
    outcome = Outcome(st.session_state[f"outcome-{candidate}"])
    order = st.session_state.get(f"order-{candidate}") if outcome == Outcome.RESERVE else None
    wish = Wish(
        outcome=outcome,
        reason=st.session_state.get(f"reason-{candidate}") or "",
        reserve_order=order,
        departure=st.session_state.get(f"departure-{candidate}") or "",
    )

    def decide() -> bool:
        refused = page.attempt(decisions.decide, page.round_id, candidate, wish)
        return notices.settle(refused, typed=wish.reason)

    _then_close(decide)


def _then_close(command: Callable[[], bool]) -> None:
    """Do it; where it is done, nobody is chosen any more. A refusal leaves what was typed."""
    if command():
        st.session_state[PERSON] = None


def _reason(label: str, key: str, hint: str) -> None:
    st.text_area(label, key=key, height=140, max_chars=LONGEST_REASON)
    st.caption(hint)


def _captions(board: DecisionBoard) -> dict[Outcome, str]:
    free = board.places - board.counts[Outcome.SELECTED]
    places = (
        _("frei: {free} von {places} Plätzen", free=free, places=board.places)
        if free > 0
        else _("alle {places} Plätze sind vergeben", places=board.places)
    )
    return {
        Outcome.SELECTED: places,
        Outcome.RESERVE: _("nächster freier Platz: {place}", place=board.next_reserve),
        Outcome.NOT_SELECTED: _("bisher: {count}", count=board.counts[Outcome.NOT_SELECTED]),
    }
