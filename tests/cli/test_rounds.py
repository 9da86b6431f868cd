from lotsen.db.engine import open_engine
from tests.makers import COORDINATOR, Town


def test_round_moves_to_its_next_phase_and_no_further(lotsen, tmp_path):
    lotsen("round", "open", "--town", "B", "--title", "R", "--places", 1)
    barred = lotsen("round", "move", "approach")
    engine = open_engine(f"sqlite:///{tmp_path}/town.db")
    town = Town(engine)
    town.make_hearing(town.make_person("Kim Kord", COORDINATOR))
    engine.dispose()

    moved, jumped = lotsen("round", "move", "approach"), lotsen("round", "move", "notification")

    assert barred[0] == 1
    assert barred[2].endswith("Es fehlt noch: Personalrat.\n")
    assert moved == (0, "Die Runde ist jetzt in der Phase „Ansprache“.\n", "")
    assert jumped == (
        1,
        "",
        "Von der Phase „Ansprache“ geht es nicht zur Phase „Mitteilung“.\n",
    )
