"""Before there are letters: draft them, word their templates, say what gaps stand for."""

from collections.abc import Mapping
from typing import Final

import streamlit as st

from lotsen.bootstrap import standard_letters
from lotsen.domain.letters import (
    ASKS,
    DERIVED,
    LONGEST_BODY,
    LONGEST_SUBJECT,
    LONGEST_VALUE,
    OPTIONAL,
    WRITTEN,
    Template,
    with_gap,
)
from lotsen.i18n import _, letters, words
from lotsen.ui import letter_asking, letter_people
from lotsen.ui.notices import as_text
from lotsen.ui.page import Page
from lotsen.usecases import drafting, letter_templates
from lotsen.usecases.letter_templates import Wording

_KEY: Final = "letters_key"
_WORDED: Final = "letters_worded"
_PEOPLE: Final = "letters_people"
_READS: Final = "letters_reads"
_END: Final = ""
_SUBJECT: Final = "\n"
"""No line of a text reads so."""

_WORDS: Final = 50


def first_letters(page: Page, *, writes: bool) -> None:
    """A round without letters begins with the standard ones."""
    st.text(_("Diese Runde hat noch keine Schreiben."))
    if not writes:
        return

    def take() -> None:
        page.execute(letter_templates.take_standard, page.round_id, standard_letters())

    st.text(_("Die Muster-Schreiben für alle fünf Phasen lassen sich danach ändern."))
    st.button(_("Muster-Schreiben übernehmen"), type="primary", on_click=take)


def draft_form(page: Page, wording: Wording) -> None:
    """Choose a kind of letter, see whom it goes to, and draft it."""
    template = _choose(wording, _KEY, first=_fitting(page, wording))
    st.text(
        _(
            "Phase: {phase} · geht an: {audience}",
            phase=words.phase(template.phase),
            audience=letters.audience(template.audience),
        )
    )
    if template.audience in ASKS:
        letter_asking.show(page, template.audience)
        return
    people = page.query(drafting.addressees, page.round_id, template.key)
    new = {each.person_id: each.name for each in people if not each.has_one}
    if len(people) > len(new):
        st.text(_("Schon angelegt: {count}", count=len(people) - len(new)))
    if not new:
        st.text(_("Es gibt niemanden, für den dieses Schreiben noch anzulegen wäre."))
        return
    recipients = letter_people.choose(new, f"{_PEOPLE}-{template.key}")

    def draft() -> None:
        page.execute(drafting.draft, page.round_id, template.key, frozenset(recipients))

    st.button(
        letter_people.drafting(len(recipients)),
        type="primary",
        key="letters_draft",
        on_click=draft,
    )
    st.caption(_("Ein Entwurf erreicht niemanden, bevor er freigegeben ist."))


def template_form(page: Page, wording: Wording) -> None:
    """Word one kind of letter anew."""
    _new_standard(page, wording)
    template = _choose(wording, _WORDED, first=_fitting(page, wording))
    key = f"{template.key}-{template.version}"
    subject, body = f"template-subject-{key}", f"template-body-{key}"

    def save() -> None:
        page.execute(
            letter_templates.word,
            page.round_id,
            template.key,
            subject=st.session_state[subject],
            body=st.session_state[body],
            seen=template.version,
        )

    st.session_state.setdefault(subject, template.subject)
    st.session_state.setdefault(body, template.body)
    st.text_input(_("Betreff"), key=subject, max_chars=LONGEST_SUBJECT)
    left, right = st.columns([3, 2], gap="large")
    left.text_area(_("Text"), key=body, height=520, max_chars=LONGEST_BODY)
    with right:
        _offer_gaps(subject, body)
        st.button(_("Vorlage speichern"), type="primary", on_click=save)
    _preview(page, template, st.session_state[subject], st.session_state[body])


def _preview(page: Page, template: Template, subject: str, body: str) -> None:
    """The text as it is typed just now, filled for one person."""
    people = page.query(drafting.addressees, page.round_id, template.key)
    names = {each.person_id: each.name for each in people}
    reads = None
    if len(names) > 1:
        reads = st.selectbox(
            _("Vorschau für"),
            list(names),
            key=f"{_READS}-{template.key}",
            format_func=lambda each: names.get(each, ""),
        )
    shown = page.query(
        drafting.preview,
        page.round_id,
        template.key,
        subject=subject,
        body=body,
        person_id=reads,
        given=letter_asking.given_for(letter_asking.usual_day(page, template.audience)),
    )
    with st.container(border=True, key="letter_preview"):
        if shown.name:
            st.caption(as_text(_("So würde es {name} lesen:", name=shown.name)))
        else:
            st.caption(_("So sieht es ausgefüllt aus; es geht noch an niemanden:"))
        st.text(_("Betreff: {subject}", subject=shown.subject))
        st.text(shown.body)


def _new_standard(page: Page, wording: Wording) -> None:
    """Offer the standard letters that came with a newer version."""
    there = {template.key for template in wording.templates}
    new = [each.name for each in standard_letters().templates if each.key not in there]
    if not new:
        return

    def take() -> None:
        page.execute(letter_templates.take_standard, page.round_id, standard_letters())

    st.text(_("Neue Muster-Schreiben: {names}", names=", ".join(new)))
    st.button(_("Neue Muster-Schreiben übernehmen"), on_click=take)


def _offer_gaps(subject: str, body: str) -> None:
    """Put a gap with a click into the subject, at the end of a line, or of the text.

    `subject`, `body`: the keys of the two fields.
    """
    lines = dict.fromkeys(each for each in st.session_state[body].split("\n") if each.strip())
    chosen = f"{body}-place"
    labels = {_END: _("am Ende des Textes"), _SUBJECT: _("am Ende des Betreffs")}
    labels |= {each: _("nach: {words}", words=_short(each)) for each in lines}

    def insert(gap: str, place: str) -> None:
        field = subject if place == _SUBJECT else body
        st.session_state[field] = with_gap(st.session_state[field], gap, place)
        st.session_state[chosen] = _END  # the line that was chosen reads otherwise now

    gap = st.selectbox(_("Platzhalter"), _gaps(), format_func=_gap_name)
    place = st.selectbox(
        _("Wohin?"),
        list(labels),
        format_func=lambda each: labels.get(each, ""),
        key=chosen,
    )
    st.button(_("Platzhalter einfügen"), on_click=insert, args=(gap, place))
    st.caption(_("Ein Platzhalter steht in geschweiften Klammern. Entwürfe bleiben, wie sie sind."))


def _short(line: str) -> str:
    """The last words of a line: behind them the placeholder will stand."""
    return line if len(line) <= _WORDS else f"… {line[-_WORDS:].lstrip()}"


def values_form(page: Page, wording: Wording) -> None:
    """Say what stands in the place of gaps, for all letters of the round."""
    st.text(_("Diese Angaben gelten für neue Entwürfe dieser Runde."))
    examples = standard_letters().examples
    with st.form("letter_values", border=False):
        columns = st.columns(2, gap="large")
        for place, name in enumerate(WRITTEN):
            label = letters.value_name(name)
            columns[place % 2].text_input(
                _("{label} (freiwillig)", label=label) if name in OPTIONAL else label,
                value=wording.values.get(name, ""),
                key=f"letter-value-{name}",
                max_chars=LONGEST_VALUE,
                placeholder=examples.get(name) or None,
            )
        st.form_submit_button(
            _("Angaben speichern"),
            type="primary",
            on_click=_keep_values,
            args=(page, wording.values),
        )


def _keep_values(page: Page, seen: Mapping[str, str]) -> None:
    typed = {name: st.session_state.get(f"letter-value-{name}") or "" for name in WRITTEN}
    changed = {name: text for name, text in typed.items() if text != seen.get(name, "")}
    page.execute(letter_templates.set_values, page.round_id, changed, seen=seen)


def _choose(wording: Wording, key: str, *, first: str) -> Template:
    by_key = {template.key: template for template in wording.templates}
    chosen = st.selectbox(
        _("Schreiben"),
        list(by_key),
        index=list(by_key).index(first),
        key=key,
        format_func=lambda each: f"{each} {by_key[each].name}",
        persist_state="session",
    )
    return by_key.get(chosen, by_key[first])


def _fitting(page: Page, wording: Wording) -> str:
    """The first letter of the phase in which the round is."""
    fitting = [each.key for each in wording.templates if each.phase == page.round.phase]
    return (fitting or [wording.templates[0].key])[0]


def _gaps() -> list[str]:
    return [*sorted(DERIVED), *WRITTEN]


def _gap_name(name: str) -> str:
    return f"{{{name}}}"
