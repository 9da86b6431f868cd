"""The rules of a shortlist in the town's words."""

from lotsen.domain.departments import Level
from lotsen.domain.shortlist_rules import Attribute, Objective, RuleKind, SpokenRule
from lotsen.i18n import _


def sentence(rule: SpokenRule) -> str:
    """A rule with all that it asks."""
    match rule.kind:
        case RuleKind.MUST_IN | RuleKind.MUST_OUT:
            return subject(rule)
        case RuleKind.LEVEL | RuleKind.DEPARTMENT | RuleKind.CRITERION | RuleKind.GROUP:
            return _(
                "{subject}: {limits}",
                subject=subject(rule),
                limits=limits(rule.least, rule.most),
            )


def objective(which: Objective) -> str:
    """The scores that a proposal stands on, as one calls them."""
    match which:
        case Objective.FAIR:
            return _("faire Werte")
        case Objective.PLAIN:
            return _("einfache Gesamtwerte")


def half(rule: SpokenRule, *, least: bool) -> str:
    """One of the two sides of a rule."""
    most = None if least else rule.most
    side = SpokenRule(
        kind=rule.kind, subject=rule.subject, least=rule.least if least else 0, most=most
    )
    return sentence(side)


def limits(least: int, most: int | None) -> str:
    """At least and at most so many."""
    if most is None:
        return _("mindestens {least}", least=least)
    if not least:
        return _("höchstens {most}", most=most)
    return _("mindestens {least}, höchstens {most}", least=least, most=most)


def subject(rule: SpokenRule) -> str:
    """What a rule is about."""
    match rule.kind:
        case RuleKind.LEVEL:
            return each_of(Level(int(rule.subject)))
        case RuleKind.DEPARTMENT:
            return rule.subject
        case RuleKind.CRITERION:
            return _("stark in „{criterion}“", criterion=rule.subject)
        case RuleKind.GROUP:
            attribute = Attribute.SITE if rule.subject else Attribute.PART_TIME
            return group(attribute, rule.subject)
        case RuleKind.MUST_IN:
            return _("{name} muss dabei sein", name=rule.subject)
        case RuleKind.MUST_OUT:
            return _("{name} kann nicht dabei sein", name=rule.subject)


def each_of(level: Level) -> str:
    """Every department of a level."""
    match level:
        case Level.DEZERNAT:
            return _("jedes Dezernat")
        case Level.FACHBEREICH:
            return _("jeder Fachbereich")
        case Level.ABTEILUNG:
            return _("jede Abteilung")
        case Level.SACHGEBIET:
            return _("jedes Sachgebiet")


def group(attribute: Attribute, value: str) -> str:
    """A neutral group."""
    match attribute:
        case Attribute.PART_TIME:
            return _("Teilzeit")
        case Attribute.SITE:
            return _("Standort {site}", site=value)
