from dataclasses import replace
from datetime import date

import pytest

from lotsen.domain.criteria import Criterion
from lotsen.domain.errors import BadInput, NotFound, WrongPhase
from lotsen.domain.phases import Phase, PhaseDates, check_dates, has_begun
from lotsen.domain.round_profiles import (
    LONGEST_TEXT,
    ProfileChange,
    ProfileField,
    RoundProfile,
    check_free,
    check_frozen,
    checked,
    differences,
    new_criterion,
)


def criterion(key, number, **more):
    plain = {
        "title": key.title(),
        "full_title": key.title(),
        "title_en": key,
        "definition": "",
        "anchors": {1: "gar nicht", 5: "ganz"},
        "questions": ("Wann zuletzt?",),
        "hint": "",
        "weight": 1.0,
    }
    return Criterion(key=key, number=number, **{**plain, **more})


MOTIVATION, VORBILD = criterion("motivation", 1), criterion("vorbild", 2)
PROFILE = RoundProfile(places=3, criteria=(MOTIVATION, VORBILD))


def with_motivation(**more):
    return PROFILE.with_criterion(replace(MOTIVATION, **more))


def test_same_profile_has_no_differences():
    assert differences(PROFILE, PROFILE) == ()


def test_differences_carry_the_old_and_the_new_value():
    wanted = replace(with_motivation(weight=2.0), places=4)

    assert differences(PROFILE, wanted) == (
        ProfileChange(field=ProfileField.PLACES, old=3, new=4),
        ProfileChange(
            field=ProfileField.WEIGHT,
            old=1.0,
            new=2.0,
            criterion="motivation",
            title="Motivation",
        ),
    )


@pytest.mark.parametrize(
    ("more", "field", "old", "new"),
    [
        ({"in_use": False}, ProfileField.IN_USE, True, False),
        ({"title": "Antrieb"}, ProfileField.TITLE, "Motivation", "Antrieb"),
        ({"full_title": "Eigener Antrieb"}, ProfileField.FULL_TITLE, "Motivation", None),
        ({"definition": "Will es selbst."}, ProfileField.DEFINITION, "", "Will es selbst."),
        ({"anchors": {1: "nie", 5: "ganz"}}, ProfileField.ANCHOR, "gar nicht", "nie"),
        ({"questions": ("Wann?", "Wo?")}, ProfileField.QUESTIONS, "Wann zuletzt?", "Wann?\nWo?"),
        ({"weight": 0.0}, ProfileField.WEIGHT, 1.0, 0.0),
    ],
)
def test_every_field_of_a_criterion_is_looked_at(more, field, old, new):
    (change,) = differences(PROFILE, with_motivation(**more))

    assert (change.field, change.old) == (field, old)
    assert change.new == (new if new is not None else more[field.value])
    assert change.title == "Motivation"


def test_scale_is_named_by_the_step_whose_meaning_changed():
    (change,) = differences(PROFILE, with_motivation(anchors={1: "gar nicht", 5: "voll"}))

    assert (change.field, change.step) == (ProfileField.ANCHOR, 5)


def test_new_criterion_comes_last_and_its_key_is_new():
    fresh = new_criterion(PROFILE, "Geduld", "Bleibt ruhig.", 2.0)

    changes = differences(PROFILE, replace(PROFILE, criteria=(*PROFILE.criteria, fresh)))

    assert (fresh.number, fresh.key) == (3, "kriterium_3")
    assert {(each.field, each.old, each.new) for each in changes} == {
        (ProfileField.IN_USE, None, True),
        (ProfileField.WEIGHT, None, 2.0),
        (ProfileField.TITLE, None, "Geduld"),
        (ProfileField.FULL_TITLE, None, "Geduld"),
        (ProfileField.DEFINITION, None, "Bleibt ruhig."),
    }


def test_texts_lose_the_blanks_around_them():
    wanted = with_motivation(title="  Antrieb ", questions=(" Wann? ", "  "))

    tidy = checked(wanted, PROFILE).criteria[0]

    assert (tidy.title, tidy.questions) == ("Antrieb", ("Wann?",))


def test_english_title_follows_a_new_german_one():
    assert checked(with_motivation(title="Antrieb"), PROFILE).criteria[0].title_en == "Antrieb"
    assert checked(PROFILE, PROFILE).criteria[0].title_en == "motivation"


@pytest.mark.parametrize(
    ("wanted", "code"),
    [
        (replace(PROFILE, places=0), "round.needs_places"),
        (replace(PROFILE, places=1_001), "profile.too_many_places"),
        (with_motivation(weight=-0.5), "profile.bad_weight"),
        (with_motivation(weight=10.5), "profile.bad_weight"),
        (with_motivation(weight=float("nan")), "profile.bad_weight"),
        (with_motivation(title="  "), "profile.needs_title"),
        (with_motivation(title="x" * 81), "profile.needs_title"),
        (with_motivation(title="zwei\nZeilen"), "profile.needs_title"),
        (with_motivation(title="VORBILD"), "profile.same_title"),
        (with_motivation(definition="x" * (LONGEST_TEXT + 1)), "remark.too_long"),
        (with_motivation(definition="\x00"), "text.control_signs"),
        (
            RoundProfile(
                places=3, criteria=tuple(replace(c, weight=0.0) for c in PROFILE.criteria)
            ),
            "profile.needs_a_weight",
        ),
        (
            RoundProfile(
                places=3, criteria=tuple(replace(c, in_use=False) for c in PROFILE.criteria)
            ),
            "profile.needs_a_weight",
        ),
    ],
)
def test_profile_by_which_nobody_could_be_chosen_is_refused(wanted, code):
    with pytest.raises(BadInput) as refused:
        checked(wanted, PROFILE)

    assert refused.value.code == code


def test_criterion_is_taken_out_of_use_and_never_deleted():
    with pytest.raises(NotFound):
        checked(replace(PROFILE, criteria=(VORBILD,)), PROFILE)

    assert checked(with_motivation(in_use=False), PROFILE).in_use == (VORBILD,)


def test_same_title_is_taken_again_once_the_other_is_out_of_use():
    fresh = criterion("kriterium_3", 3, title="Motivation")
    wanted = with_motivation(in_use=False)

    assert checked(replace(wanted, criteria=(*wanted.criteria, fresh)), PROFILE)


def test_first_sheet_turns_the_way_around():
    check_free(None)
    check_frozen(date(2027, 6, 14))
    with pytest.raises(WrongPhase):
        check_free(date(2027, 6, 14))
    with pytest.raises(WrongPhase):
        check_frozen(None)


APPROACH = PhaseDates(phase=Phase.APPROACH, starts_on=date(2027, 5, 10), ends_on=date(2027, 5, 20))
INTEREST = PhaseDates(phase=Phase.INTEREST, starts_on=date(2027, 6, 1), ends_on=date(2027, 6, 14))


def test_phases_begin_in_their_order_and_may_overlap():
    check_dates([INTEREST, replace(APPROACH, ends_on=date(2027, 6, 5))])
    with pytest.raises(BadInput, match=r"round\.begins_too_early"):
        check_dates([APPROACH, replace(INTEREST, starts_on=date(2027, 5, 9))])
    with pytest.raises(BadInput, match=r"round\.ends_before_start"):
        check_dates([replace(APPROACH, ends_on=date(2027, 5, 9))])


@pytest.mark.parametrize(
    ("current", "today", "begun"),
    [
        (Phase.APPROACH, date(2027, 5, 31), False),
        (Phase.APPROACH, date(2027, 6, 1), True),  # the day has come, whoever forgot to move on
        (Phase.INTEREST, date(2027, 5, 1), True),  # the round is there already
        (Phase.PRESENTATION, date(2027, 5, 1), True),
    ],
)
def test_phase_has_begun_by_its_day_or_by_the_round(current, today, begun):
    assert has_begun(current, INTEREST, today) == begun
