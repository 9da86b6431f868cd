"""Agree or object about one person; the coordinator writes down what a leader has said."""

from collections.abc import Sequence
from typing import Final

import pandas as pd
import streamlit as st

from lotsen.domain.closings import Answer
from lotsen.domain.people import Role
from lotsen.domain.texts import LONGEST_REASON, LONGEST_REMARK
from lotsen.i18n import _, closings, formats
from lotsen.ui.notices import as_text
from lotsen.ui.page import Page
from lotsen.usecases import agreements
from lotsen.usecases.agreements import AskedAbout, Given

CHOSEN: Final = "asked_about"


def show(page: Page, people: Sequence[AskedAbout]) -> None:
    """Choose a person, agree or object; nothing is chosen beforehand."""
    by_key = {each.candidate_id: each for each in people}
    chosen = st.selectbox(
        _("Person"),
        sorted(by_key, key=lambda key: bool(by_key[key].answers)),
        index=None,
        key=CHOSEN,
        format_func=lambda key: by_key[key].name,
        placeholder=_("Name eingeben"),
        help=_("Zuerst stehen die Personen, zu denen noch keine Antwort vorliegt."),
    )
    if chosen is not None:
        _form(page, by_key[chosen])


def _form(page: Page, asked: AskedAbout) -> None:
    key = "-".join(str(part) for part in (asked.candidate_id, *_versions(asked)))
    answer = st.radio(
        _("Antwort der Führungskraft"),
        list(Answer),
        index=None,
        key=f"agreement-{key}",
        format_func=closings.answer,
        horizontal=True,
    )
    if Role.COORDINATOR in page.actor.roles:
        _ask_who_answered(asked, key)
    st.text_area(
        _("Grund"),
        key=f"why-{key}",
        height=100,
        max_chars=LONGEST_REASON if answer == Answer.OBJECTS else LONGEST_REMARK,
    )
    st.caption(_("Bei Einwänden ist der Grund nötig. Die Leitung liest ihn vor der Unterschrift."))
    st.button(
        _("Antwort speichern"),
        type="primary",
        disabled=answer is None or not (asked.own or _leader(key)),
        on_click=_answer,
        args=(page, asked, key),
    )


def _ask_who_answered(asked: AskedAbout, key: str) -> None:
    st.text_input(
        _("Wer hat geantwortet?"),
        key=f"leader-{key}",
        max_chars=LONGEST_REMARK,
        placeholder=_("leer: Sie selbst, als Führungskraft") if asked.own else None,
        help=_("Der Name der Führungskraft, mit der Sie gesprochen haben."),
    )


def show_answers(people: Sequence[AskedAbout]) -> None:
    """Every person with all answers, each on a line of its own."""
    rows = [
        (
            as_text(each.name),
            as_text(each.department),
            _("noch keine Antwort") if given is None else _answered(given),
            (as_text(given.reason) if given is not None else "") or formats.NOTHING,
        )
        for each in people
        for given in each.answers or (None,)
    ]
    columns = [_("Person"), _("Abteilung"), _("Antwort"), _("Grund")]
    st.table(
        pd.DataFrame(rows, columns=columns),
        border="horizontal",
        hide_index=True,
        alt=_("Personen und Antworten der Führungskräfte"),
    )


def _answered(given: Given) -> str:
    return _(
        "{answer} ({name}, {moment})",
        answer=closings.answer(given.answer),
        name=as_text(closings.given_by(given.given_by, given.recorded_by)),
        moment=formats.moment(given.given_at),
    )


def _versions(asked: AskedAbout) -> list[int]:
    """What the form was drawn for: with a new answer, it is empty again."""
    return [each.version for each in asked.answers]


def _leader(key: str) -> str:
    return str(st.session_state.get(f"leader-{key}") or "").strip()


def _answer(page: Page, asked: AskedAbout, key: str) -> None:
    leader = _leader(key)
    done = page.execute(
        agreements.answer,
        page.round_id,
        asked.candidate_id,
        Answer(st.session_state[f"agreement-{key}"]),
        st.session_state.get(f"why-{key}") or "",
        leader=leader,
        seen=asked.seen(leader),
    )
    if done:
        st.session_state[CHOSEN] = None
