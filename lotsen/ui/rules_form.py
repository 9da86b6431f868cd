"""The rules of the shortlist as a form, in the town's words."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

import streamlit as st

from lotsen.domain.criteria import Criterion
from lotsen.domain.departments import Level
from lotsen.domain.ids import CandidateId, DepartmentId
from lotsen.domain.shortlist_rules import (
    MOST_PLACES,
    Attribute,
    CriterionRule,
    DepartmentRule,
    GroupRule,
    LevelRule,
    Objective,
    PersonRule,
    ShortlistRules,
)
from lotsen.domain.texts import LONGEST_REMARK
from lotsen.i18n import _, formats
from lotsen.i18n import rules as spoken
from lotsen.ui.notices import as_text
from lotsen.ui.page import Page
from lotsen.usecases import shortlist_rules
from lotsen.usecases.shortlist_rules import RulesOfRound

LEVELS: Final = (Level.DEZERNAT, Level.FACHBEREICH, Level.ABTEILUNG)
PART_TIME: Final = (Attribute.PART_TIME, "")
ABREAST: Final = 5

Group = tuple[Attribute, str]


@dataclass(frozen=True, kw_only=True)
class Known:
    """What rules can be about."""

    departments: Mapping[DepartmentId, str]
    criteria: Sequence[Criterion]
    people: Mapping[int, str]
    sites: Sequence[str]


def show(page: Page, stand: RulesOfRound, known: Known) -> None:
    """Ask for every rule; nothing holds before it is saved."""
    form = _Form(stand)
    reason = page.refusal(shortlist_rules.set_rules)
    with st.container(key="rules_form"):
        st.text(
            _(
                "Hier legen Sie fest, was für die Engere Wahl gelten soll, am besten vor der "
                "ersten Bewertung. Leere Felder heißen: keine Vorgabe."
            )
        )
        form.places()
        form.objective()
        form.levels()
        form.criteria(known.criteria)
        form.departments(known.departments)
        form.groups(known.sites)
        form.people(known.people)
        st.button(
            _("Regeln speichern"),
            type="primary",
            disabled=reason is not None,
            help=reason,
            on_click=_save,
            args=(page, form, known),
        )
        _last_change(stand)


def _save(page: Page, form: "_Form", known: Known) -> None:
    page.execute(
        shortlist_rules.set_rules,
        page.round_id,
        form.filled_in(known),
        seen=form.version,
    )


def _last_change(stand: RulesOfRound) -> None:
    if stand.set_at is not None:
        moment = formats.moment(stand.set_at)
        st.text(_("Zuletzt festgelegt: {name}, {moment}.", name=stand.set_by, moment=moment))


class _Form:
    """The fields of one version of the rules; another version has other fields."""

    def __init__(self, stand: RulesOfRound) -> None:
        self.version = stand.version
        self._rules = stand.rules

    def _key(self, *parts: object) -> str:
        return "-".join(["rules", str(self.version), *map(str, parts)])

    def _number(self, label: str, value: int | None, *parts: object) -> None:
        st.number_input(
            label,
            min_value=0,
            max_value=MOST_PLACES,
            value=value,
            step=1,
            key=self._key(*parts),
            placeholder=_("keine Vorgabe"),
            persist_state="session",
        )

    def _value(self, *parts: object) -> int | None:
        value = st.session_state.get(self._key(*parts))
        return None if value is None else int(value)

    def _limits(self, subject: str, least: int, most: int | None, *parts: object) -> None:
        left, right = st.columns(2)
        with left:
            name = _("{subject}: mindestens", subject=as_text(subject))
            self._number(name, least or None, *parts, "least")
        with right:
            self._number(_("{subject}: höchstens", subject=as_text(subject)), most, *parts, "most")

    def places(self) -> None:
        """How many."""
        st.subheader(_("Plätze"), anchor=False)
        with st.columns(2)[0]:
            self._number(_("Personen auf der Engeren Wahl"), self._rules.places, "places")

    def objective(self) -> None:
        """Which scores the proposal stands on."""
        st.subheader(_("Worauf sich der Vorschlag stützt"), anchor=False)
        options = list(Objective)
        st.radio(
            _("Worauf sich der Vorschlag stützt"),
            options,
            index=options.index(self._rules.objective),
            key=self._key("objective"),
            format_func=spoken.objective,
            captions=[
                _("Strenge und Milde der Bewertenden sind herausgerechnet, wo das möglich ist."),
                _("Die Bögen, wie sie sind."),
            ],
            horizontal=True,
            label_visibility="collapsed",
            persist_state="session",
        )

    def levels(self) -> None:
        """The same for every department of a level."""
        st.subheader(_("Verteilung über die Bereiche"), anchor=False)
        st.caption(_("Eine Vorgabe gilt für jeden Bereich, aus dem eine Person mit Wert kommt."))
        found = {rule.level: rule for rule in self._rules.levels}
        for level in LEVELS:
            rule = found.get(level, LevelRule(level=level))
            self._limits(spoken.each_of(level), rule.least, rule.most, "level", level.value)

    def criteria(self, criteria: Sequence[Criterion]) -> None:
        """At least so many who are strong on each."""
        st.subheader(_("Starke Personen je Kriterium, mindestens"), anchor=False)
        st.caption(
            _(
                "Stark ist, wer im Kriterium im Mittel mindestens 4 hat, aus mindestens zwei "
                "Bögen. Bei fairen Werten sind Strenge und Milde auch hier herausgerechnet."
            )
        )
        found = {rule.criterion: rule.least for rule in self._rules.criteria}
        for first in range(0, len(criteria), ABREAST):
            row = criteria[first : first + ABREAST]
            for column, criterion in zip(st.columns(ABREAST), row, strict=False):
                with column:
                    label = as_text(criterion.title)
                    self._number(label, found.get(criterion.key), "criterion", criterion.key)

    def departments(self, names: Mapping[DepartmentId, str]) -> None:
        """Departments that have a rule of their own."""
        st.subheader(_("Einzelne Bereiche"), anchor=False)
        found = {rule.department_id: rule for rule in self._rules.departments}
        chosen = st.multiselect(
            _("Bereiche mit eigener Vorgabe"),
            list(names),
            default=[key for key in found if key in names],
            key=self._key("departments"),
            format_func=names.__getitem__,
            placeholder=_("keiner"),
            persist_state="session",
        )
        for key in chosen:
            rule = found.get(key, DepartmentRule(department_id=key))
            self._limits(names[key], rule.least, rule.most, "department", key)

    def groups(self, sites: Sequence[str]) -> None:
        """Neutral groups that have a rule."""
        st.subheader(_("Gruppen"), anchor=False)
        st.caption(_("Nur neutrale Merkmale: Teilzeit und Standort."))
        found = {(rule.attribute, rule.value): rule for rule in self._rules.groups}
        options: list[Group] = [PART_TIME, *((Attribute.SITE, site) for site in sites)]
        options += [each for each in found if each not in options]
        chosen = st.multiselect(
            _("Gruppen mit eigener Vorgabe"),
            options,
            default=list(found),
            key=self._key("groups"),
            format_func=lambda group: spoken.group(*group),
            placeholder=_("keine"),
            persist_state="session",
        )
        for attribute, value in chosen:
            rule = found.get((attribute, value), GroupRule(attribute=attribute, value=value))
            name = spoken.group(attribute, value)
            self._limits(name, rule.least, rule.most, "group", attribute, value)

    def people(self, names: Mapping[int, str]) -> None:
        """People who must be in, or out, each with a reason."""
        st.subheader(_("Einzelne Personen"), anchor=False)
        self._people(_("muss dabei sein"), names, chosen=True)
        self._people(_("kann nicht dabei sein"), names, chosen=False)

    def _people(self, label: str, names: Mapping[int, str], *, chosen: bool) -> None:
        found = {
            rule.candidate_id: rule.reason for rule in self._rules.people if rule.chosen == chosen
        }
        keys = st.multiselect(
            label,
            list(names),
            default=[key for key in found if key in names],
            key=self._key("people", chosen),
            format_func=names.__getitem__,
            placeholder=_("niemand"),
            persist_state="session",
        )
        for key in keys:
            st.text_input(
                _("Begründung zu {name}", name=as_text(names[key])),
                value=found.get(CandidateId(key), ""),
                key=self._key("reason", chosen, key),
                max_chars=LONGEST_REMARK,
                persist_state="session",
            )

    def filled_in(self, known: Known) -> ShortlistRules:
        """The rules as they stand in the fields; a field without a number asks nothing."""
        return ShortlistRules(
            places=self._value("places") or 0,
            objective=Objective(
                st.session_state.get(self._key("objective")) or self._rules.objective
            ),
            levels=tuple(
                LevelRule(level=level, least=least, most=most)
                for level in LEVELS
                for least, most in self._asked("level", level.value)
            ),
            departments=tuple(
                DepartmentRule(department_id=key, least=least, most=most)
                for key in st.session_state.get(self._key("departments"), ())
                for least, most in self._asked("department", key)
            ),
            criteria=tuple(
                CriterionRule(criterion=each.key, least=least)
                for each in known.criteria
                if (least := self._value("criterion", each.key))
            ),
            groups=tuple(
                GroupRule(attribute=Attribute(attribute), value=value, least=least, most=most)
                for attribute, value in st.session_state.get(self._key("groups"), ())
                for least, most in self._asked("group", attribute, value)
            ),
            people=(*self._wanted(chosen=True), *self._wanted(chosen=False)),
        )

    def _asked(self, *parts: object) -> list[tuple[int, int | None]]:
        least, most = self._value(*parts, "least"), self._value(*parts, "most")
        return [] if not least and most is None else [(least or 0, most)]

    def _wanted(self, *, chosen: bool) -> list[PersonRule]:
        return [
            PersonRule(
                candidate_id=CandidateId(key),
                chosen=chosen,
                reason=st.session_state.get(self._key("reason", chosen, key)) or "",
            )
            for key in st.session_state.get(self._key("people", chosen), ())
        ]
