from lotsen.domain.ids import PersonId
from lotsen.domain.people import PersonEntry, Role
from lotsen.web.people import ORDER, groups


def person(name, *roles, function="", department=""):
    return PersonEntry(
        id=PersonId(1), name=name, function=function, department=department, roles=frozenset(roles)
    )


def test_every_role_has_its_place():
    assert set(ORDER) == set(Role)


def test_person_with_two_roles_is_shown_once_under_the_first():
    (group,) = groups([person("Roth, Rita", Role.RATER, Role.COORDINATOR)])

    assert group.title == "Koordination"
    assert [each.more_roles for each in group.people] == ["auch: Bewertung"]


def test_coordination_comes_first_and_the_leaders_last_and_folded():
    found = groups([person("A", Role.LEADER), person("B", Role.RATER), person("C", Role.AUDITOR)])

    assert [(group.title, group.folded) for group in found] == [
        ("Bewertung", False),
        ("Revision", False),
        ("Führungskraft", True),
    ]


def test_names_stand_as_in_a_dictionary():
    names = ["Zorn, Ina", "Öztürk, Can", "Çelik, Cem", "Adler, Eva", "Oster, Uwe"]

    (group,) = groups([person(name, Role.RATER) for name in names])

    assert [each.name for each in group.people] == [
        *("Adler, Eva", "Çelik, Cem", "Oster, Uwe", "Öztürk, Can", "Zorn, Ina")
    ]


def test_place_says_what_there_is():
    (group,) = groups([person("A", Role.RATER, department="Kämmerei")])

    assert group.people[0].place == "Kämmerei"
