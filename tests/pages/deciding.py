"""Two people to decide on, and the clicks of whoever decides."""

from tests.makers import LEADERSHIP
from tests.pages.shown import button

REASON = "Bringt die meiste Erfahrung mit der E-Akte mit."
SAVE = "Entscheidung speichern"


def furnish(town, **of_the_round):
    town.round_id = town.make_round(**of_the_round)
    town.make_department()
    town.ada, town.ben = town.make_candidate("Ada Yıldız"), town.make_candidate("Ben Groß")
    town.chief = town.make_actor("Dr. Jana Weiß", LEADERSHIP)
    return town


def choose(page, candidate):
    return page.selectbox(key="person").set_value(candidate).run()


def decide(page, candidate, outcome, reason=REASON):
    choose(page, candidate)
    page.radio[0].set_value(outcome).run()
    page.text_area[0].set_value(reason)
    return button(page, SAVE).click().run()
