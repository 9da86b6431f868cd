"""The rules of a shortlist as the audit log kept them, in words."""

from collections.abc import Iterator, Mapping
from typing import Any

from lotsen.domain.departments import Level
from lotsen.domain.shortlist_rules import Attribute, Objective
from lotsen.i18n import _, rules, words


def said(stored: Mapping[str, Any], criteria: Mapping[str, str]) -> str:
    """All rules in one line; departments and people by the number that the records give them."""
    return "; ".join([_("Plätze: {count}", count=stored["places"]), *_rules(stored, criteria)])


def _rules(stored: Mapping[str, Any], criteria: Mapping[str, str]) -> Iterator[str]:
    if "objective" in stored:  # the lines of earlier days have none
        yield _("Vorschlag: {scores}", scores=rules.objective(Objective(stored["objective"])))
    for rule in stored["levels"]:
        yield _named(_("je {level}", level=words.level(Level(rule["level"]))), rule)
    for rule in stored["departments"]:
        yield _named(_("Bereich Nr. {key}", key=rule["department_id"]), rule)
    for rule in stored["criteria"]:
        yield _named(criteria.get(rule["criterion"], rule["criterion"]), rule)
    for rule in stored["groups"]:
        site = _("Standort {site}", site=rule["value"])
        part_time = rule["attribute"] == Attribute.PART_TIME
        yield _named(_("Teilzeit") if part_time else site, rule)
    for rule in stored["people"]:
        key, reason = rule["candidate_id"], rule["reason"]
        if rule["chosen"]:
            yield _("Kandidatur Nr. {key} gesetzt: {reason}", key=key, reason=reason)
        else:
            yield _("Kandidatur Nr. {key} ausgeschlossen: {reason}", key=key, reason=reason)


def _named(name: str, rule: Mapping[str, Any]) -> str:
    if rule.get("most") is None:
        return _("{name}: mindestens {least}", name=name, least=rule["least"])
    return _("{name}: {least} bis {most}", name=name, least=rule["least"], most=rule["most"])
