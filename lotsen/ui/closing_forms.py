"""Hear, sign, close; then add a text, or open the decisions again with two persons."""

from collections.abc import Callable
from typing import Concatenate, Final, ParamSpec

import streamlit as st

from lotsen.application.unit_of_work import UnitOfWork
from lotsen.domain.closings import STAGE_IN, Body, Gap, Hearing, HearingStage
from lotsen.domain.permissions import GRANTED_TO, Permission
from lotsen.domain.texts import LONGEST_REASON
from lotsen.i18n import _, closings, formats, refusals
from lotsen.ui import closing_tables, notices
from lotsen.ui.page import Page, speak
from lotsen.ui.popovers import popover, shutting
from lotsen.usecases import closing, hearings, reopening, signing
from lotsen.usecases.closing import OpenList
from lotsen.usecases.hearings import Part
from lotsen.usecases.reopening import Closing
from lotsen.usecases.signing import counting

P = ParamSpec("P")
_ADDENDUM: Final = "addendum"


def sign_and_close(
    page: Page, listed: OpenList, no_signing: str | None, no_closing: str | None
) -> None:
    """Sign the whole list as it stands on the screen, and close it once nothing is missing."""
    st.subheader(_("Unterschriften"), anchor=False)
    if page.actor.roles & GRANTED_TO[Permission.SIGN]:
        if no_signing is not None:
            st.text(no_signing)
        elif listed.sealed is not None:
            st.text(_("Unterzeichnen können Sie, sobald Ihre eigenen Bögen abgegeben sind."))
            st.text(refusals.sentence(listed.sealed))
        else:
            _sign(page, listed)
    if no_closing is None and page.actor.roles & GRANTED_TO[Permission.CLOSE]:
        with st.popover(_("Entscheidungen abschließen"), disabled=bool(listed.gaps)):
            st.text(
                _(
                    "Danach ändert sich an den Entscheidungen nichts mehr. Wieder öffnen können "
                    "sie nur zwei Personen mit einem Grund."
                )
            )
            st.button(
                _("Jetzt abschließen"),
                type="primary",
                on_click=lambda: _do(page, closing.close, page.round_id, seen=listed.list_hash),
            )
        if listed.gaps:
            st.caption(_("Abschließen lässt sich erst, wenn nichts mehr fehlt."))


def _sign(page: Page, listed: OpenList) -> None:
    st.text(
        _(
            "Sie unterzeichnen die ganze Liste, so wie sie jetzt ist. Ändert sich danach etwas, "
            "wird Ihre Unterschrift ungültig."
        )
    )
    if listed.not_for:
        st.text(
            _(
                "Sie sind befangen bei: {names}. Für diese Entscheidungen zählt Ihre Unterschrift "
                "nicht; dort muss jemand anderes unterzeichnen.",
                names=closings.some(listed.not_for),
            )
        )
    if page.actor.id in counting(listed.signatures):
        st.text(_("Sie haben diese Liste unterzeichnet."))
        return
    st.button(
        _("Ganze Liste unterzeichnen"),
        disabled=Gap.NOT_HEARD in listed.gaps,
        help=_("Zuerst muss die Beteiligung festgehalten sein.")
        if Gap.NOT_HEARD in listed.gaps
        else None,
        on_click=lambda: _do(page, signing.sign, page.round_id, seen=listed.list_hash),
    )


def hear(page: Page, listed: OpenList, refused: str | None) -> None:
    """Write down how a body took part."""
    if refused is not None or not page.actor.roles & GRANTED_TO[Permission.HEAR]:
        return
    key = f"hearing-{listed.list_hash[:8]}"
    with (
        st.expander(_("Beteiligung festhalten")),
        st.form("hearing_form", border=False, enter_to_submit=False),
    ):
        st.text(_stage(STAGE_IN[page.round.phase]))
        st.selectbox(_("Stelle"), list(Body), None, closings.body, key=f"{key}-body")
        st.selectbox(_("Ergebnis"), list(Hearing), None, closings.hearing, key=f"{key}-result")
        today = page.round.today  # the town's: the demo town has a day of its own
        st.date_input(_("Am"), today, key=f"{key}-day", format="DD.MM.YYYY", max_value=today)
        st.text_area(_("Stellungnahme"), key=f"{key}-text", height=110, max_chars=LONGEST_REASON)
        st.caption(
            _(
                "Nötig, wenn widersprochen wurde oder die Beteiligung nicht erforderlich ist. "
                "Bitte nennen Sie hier keine Person, die eine Begleitung gewünscht hat."
            )
        )
        st.form_submit_button(_("Beteiligung speichern"), on_click=_hear, args=(page, listed, key))


def _stage(stage: HearingStage) -> str:
    """In what the body takes part that is written down now."""
    match stage:
        case HearingStage.CONCEPT:
            return _(
                "Beteiligung zum Konzept. Ohne den Personalrat beginnt die Phase „Ansprache“ nicht."
            )
        case HearingStage.SELECTION:
            return _("Beteiligung zur Auswahl. Was schon festgehalten ist, bleibt daneben stehen.")


def _hear(page: Page, listed: OpenList, key: str) -> None:
    state = st.session_state
    body, result = state.get(f"{key}-body"), state.get(f"{key}-result")
    if body is None or result is None:
        speak()
        notices.leave(_("Bitte wählen Sie die Stelle und das Ergebnis."), refused=True)
        return
    part = Part(
        body=Body(body),
        result=Hearing(result),
        held_on=state[f"{key}-day"],
        statement=state.get(f"{key}-text") or "",
    )
    page.execute(hearings.hear, page.round_id, part, seen=listed.list_hash)


def show_standing(page: Page, kept: Closing, refused: str | None) -> None:
    """Tell that the decisions are closed, and what can still be done."""
    with st.container(border=True):
        st.subheader(_("Die Entscheidungen sind abgeschlossen"), anchor=False)
        st.text(
            _(
                "Abgeschlossen von {name} am {moment}, unterzeichnet von {signers}.",
                name=kept.closed_by,
                moment=formats.moment(kept.closed_at),
                signers=", ".join(each["name"] for each in kept.content["signatures"]),
            )
        )
        _anchor(kept)
        closing_tables.show_addenda(kept)
        if refused is not None:
            return
        if kept.proposed_by_id is not None:
            _second(page, kept)
        with st.container(horizontal=True):
            _addendum(page, kept)
            if kept.proposed_by_id is None:
                _propose(page, kept)


def _anchor(kept: Closing) -> None:
    """The line of the audit log that tells of the closing, to be noted outside of the program."""
    if kept.anchor is None:
        return
    st.text(
        _(
            "Prüfmarke des Abschlusses. Bewahren Sie sie außerhalb von Lotsen auf, zum Beispiel "
            "in der Akte. Damit lässt sich später zeigen, dass das Protokoll bis zum Abschluss "
            "unverändert ist."
        )
    )
    st.code(str(kept.anchor), language=None, wrap_lines=True)


def _second(page: Page, kept: Closing) -> None:
    st.text(
        _(
            "{name} schlägt vor, die Entscheidungen wieder zu öffnen. Grund: {reason}",
            name=kept.proposed_by,
            reason=kept.reason,
        )
    )
    if kept.proposed_by_id == page.actor.id:
        st.text(_("Zustimmen muss eine zweite Person."))
        return
    st.button(
        _("Zustimmen und wieder öffnen"),
        on_click=lambda: _do(page, reopening.reopen, page.round_id, seen=kept.version),
    )


def _addendum(page: Page, kept: Closing) -> None:
    key = f"addendum-{kept.number}-{len(kept.addenda)}"
    with popover(_("Nachtrag schreiben"), key=_ADDENDUM):
        st.text_area(_("Nachtrag"), key=key, height=110, max_chars=LONGEST_REASON)
        st.button(
            _("Nachtrag speichern"),
            on_click=shutting(
                _ADDENDUM,
                lambda: page.execute(reopening.add, page.round_id, st.session_state.get(key) or ""),
            ),
        )


def _propose(page: Page, kept: Closing) -> None:
    key = f"reopen-{kept.number}"
    with st.popover(_("Wiederöffnen vorschlagen")):
        st.text(_("Der erste Abschluss bleibt, wie er ist. Eine zweite Person muss zustimmen."))
        st.text_area(_("Grund"), key=key, height=110, max_chars=LONGEST_REASON)
        st.button(
            _("Vorschlagen"),
            on_click=lambda: _do(
                page,
                reopening.propose,
                page.round_id,
                st.session_state.get(key) or "",
                seen=kept.version,
            ),
        )


def _do(
    page: Page,
    command: Callable[Concatenate[UnitOfWork, P], object],
    *args: P.args,
    **kwargs: P.kwargs,
) -> None:
    page.execute(command, *args, **kwargs)
