"""Every rule of a shortlist in the town's words."""

import pytest

from lotsen.domain.shortlist_rules import RuleKind, SpokenRule
from lotsen.i18n import rules


@pytest.mark.parametrize(
    ("kind", "subject", "least", "most", "said"),
    [
        (RuleKind.LEVEL, "1", 1, None, "jedes Dezernat: mindestens 1"),
        (RuleKind.LEVEL, "2", 0, 3, "jeder Fachbereich: höchstens 3"),
        (RuleKind.DEPARTMENT, "Bürgerdienste", 1, 2, "Bürgerdienste: mindestens 1, höchstens 2"),
        (RuleKind.CRITERION, "Motivation", 2, None, "stark in „Motivation“: mindestens 2"),
        (RuleKind.GROUP, "", 1, None, "Teilzeit: mindestens 1"),
        (RuleKind.GROUP, "Rathaus", 0, 4, "Standort Rathaus: höchstens 4"),
        (RuleKind.MUST_IN, "Ada Yıldız", 1, None, "Ada Yıldız muss dabei sein"),
        (RuleKind.MUST_OUT, "Ada Yıldız", 0, 0, "Ada Yıldız kann nicht dabei sein"),
    ],
)
def test_rule_is_said_in_a_sentence(kind, subject, least, most, said):
    rule = SpokenRule(kind=kind, subject=subject, least=least, most=most)

    assert rules.sentence(rule) == said


def test_one_side_of_a_rule_is_said_alone():
    rule = SpokenRule(kind=RuleKind.DEPARTMENT, subject="Schulen", least=1, most=2)

    assert rules.half(rule, least=True) == "Schulen: mindestens 1"
    assert rules.half(rule, least=False) == "Schulen: höchstens 2"
