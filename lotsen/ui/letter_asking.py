"""Letters that ask for something: filled, and drafted for whoever still has something to do."""

from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from typing import Final

import streamlit as st

from lotsen.bootstrap import standard_letters
from lotsen.domain.ids import PersonId
from lotsen.domain.letters import PLACEHOLDER, WRITTEN, Audience, Template
from lotsen.i18n import _, formats, letters, speaking
from lotsen.ui import letter_people
from lotsen.ui.menu import way_to
from lotsen.ui.notices import as_text
from lotsen.ui.page import Page, address_of
from lotsen.usecases import drafting, letter_templates, reminding
from lotsen.usecases.drafting import Preview

_SOON: Final = timedelta(days=7)
_TWO_WEEKS: Final = timedelta(days=14)


def remind_raters(page: Page) -> None:
    """Who has sheets open, and a reminder to some of them or to all."""
    st.subheader(_("Wer noch Bögen offen hat"), anchor=False)
    behind = page.query(reminding.behind, page.round_id)
    if not behind:
        st.text(_("Alle haben ihre Bögen abgegeben."))
        return
    said = {
        each.id: _(
            "{name} · offen: {open} von {all}",
            name=each.sorted_name,
            open=each.open_sheets,
            all=each.sheets,
        )
        for each in behind
    }
    show(page, Audience.BEHIND, said=said)


def show(
    page: Page,
    audience: Audience,
    *,
    only: PersonId | None = None,
    said: Mapping[PersonId, str] | None = None,
) -> None:
    """Choose for whom and until when, see the letter filled, and draft it.

    `only`: the one person whom the page is about; `said`: how people are listed.
    """
    template = _template(page, audience)
    if template is None:
        return
    people = [
        each
        for each in page.query(drafting.addressees, page.round_id, template.key)
        if only in {None, each.person_id}
    ]
    new = {each.person_id: each.name for each in people if not each.has_one}
    if len(people) > len(new):
        _already(len(people) - len(new), one=only is not None)
    if not new:
        if not people:
            st.text(_("Es gibt niemanden, für den dieses Schreiben noch anzulegen wäre."))
        return
    wide = only is None
    left, right = st.columns([2, 3], gap="large") if wide else (st.container(), st.container())
    with left:
        key = f"ask_people-{audience}"
        chosen = letter_people.choose(new, key, said=said) if wide else list(new)
        until = _until(page, audience)
    given = given_for(until)
    with right:
        shown = _filled(page, template, chosen[0], given)
    with left:
        _draft_button(page, template, chosen, given, gaps=_gaps(shown))


def given_for(until: date) -> Mapping[str, str]:
    """What the page knows of placeholders: the day, and where to answer."""
    with speaking("de"):
        return {
            "frist": formats.long_day(until),
            "link_umfrage": address_of("survey"),
            "link_bewerten": address_of("rate"),
        }


def usual_day(page: Page, audience: Audience) -> date:
    """The last day of the phase, or a while from now where it is over or nobody has set it."""
    if audience == Audience.NOMINEES:
        return page.round.today + _TWO_WEEKS
    dates = page.round.dates_of(page.round.phase)
    if dates is None or dates.ends_on < page.round.today:
        return page.round.today + _SOON
    return dates.ends_on


def _template(page: Page, audience: Audience) -> Template | None:
    """The round's own wording, or the offer to take the standard one."""
    wording = page.query(letter_templates.wording, page.round_id)
    found = [each for each in wording.templates if each.audience == audience]
    if found:
        return found[0]

    def take() -> None:
        page.execute(letter_templates.take_standard, page.round_id, standard_letters())

    st.text(_("Diese Runde hat dieses Schreiben noch nicht."))
    st.button(_("Muster-Schreiben übernehmen"), key=f"take-{audience}", on_click=take)
    return None


def _already(count: int, *, one: bool) -> None:
    if one:
        st.text(_("Das Schreiben ist angelegt."))
    else:
        st.text(_("Heute schon angelegt oder noch im Ausgang: {count}", count=count))
    _way_to_outbox()


def _way_to_outbox() -> None:
    st.page_link(
        way_to("outbox"), label=_("Freigeben und versenden"), icon=":material/arrow_forward:"
    )


def _until(page: Page, audience: Audience) -> date:
    usual = usual_day(page, audience)
    chosen: date | None = st.date_input(
        _("Bitte um Abgabe bis") if audience == Audience.BEHIND else _("Bitte um Antwort bis"),
        value=usual,
        min_value=page.round.today,
        key=f"ask_until-{audience}",
        format="DD.MM.YYYY",
    )
    return usual if chosen is None else chosen


def _filled(page: Page, template: Template, person: PersonId, given: Mapping[str, str]) -> Preview:
    shown = page.query(
        drafting.preview,
        page.round_id,
        template.key,
        subject=template.subject,
        body=template.body,
        person_id=person,
        given=given,
    )
    with st.container(border=True, key="letter_preview"):
        st.caption(as_text(_("So würde es {name} lesen:", name=shown.name)))
        st.text(_("Betreff: {subject}", subject=shown.subject))
        st.text(shown.body)
    return shown


def _gaps(shown: Preview) -> list[str]:
    """What is not filled yet, in words."""
    found = dict.fromkeys(PLACEHOLDER.findall(f"{shown.subject}\n{shown.body}"))
    return [letters.value_name(each) if each in WRITTEN else f"{{{each}}}" for each in found]


def _draft_button(
    page: Page,
    template: Template,
    chosen: Sequence[PersonId],
    given: Mapping[str, str],
    *,
    gaps: Sequence[str],
) -> None:
    if gaps:
        sentence = _(
            "Für das Schreiben fehlen Angaben: {names}. Sie stehen unter „Mitteilungen“, Angaben.",
            names=", ".join(gaps),
        )
        st.info(as_text(sentence), icon=":material/edit_note:")

    def draft() -> None:
        page.execute(drafting.draft, page.round_id, template.key, frozenset(chosen), given=given)

    st.button(
        letter_people.drafting(len(chosen)),
        type="primary",
        key=f"ask_draft-{template.audience}",
        on_click=draft,
        disabled=bool(gaps),
    )
    st.caption(
        _("Entwürfe liegen unter „Mitteilungen“. Dort werden sie freigegeben und versendet.")
    )
