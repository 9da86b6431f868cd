import socket
import sqlite3
import subprocess
import sys
from contextlib import ExitStack

from lotsen.web.promptness import HIGHEST_HANDLE, answer_at_once


def delays(connection):
    return connection.getsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY) == 0


def test_visitor_of_a_socket_that_does_not_name_tcp_is_answered_at_once():
    with socket.socket(socket.AF_INET) as door:  # as Streamlit opens its own
        door.bind(("127.0.0.1", 0))
        assert delays(door)

        answer_at_once()

        door.listen()
        with socket.create_connection(door.getsockname()), door.accept()[0] as visitor:
            assert not delays(visitor)


def test_door_is_found_among_many_open_handles(tmp_path):
    with ExitStack() as kept:
        taken = [kept.enter_context((tmp_path / "file").open("w")) for _each in range(300)]
        door = kept.enter_context(socket.socket(socket.AF_INET))
        assert door.fileno() > taken[-1].fileno() > HIGHEST_HANDLE

        answer_at_once()

        assert not delays(door)


def test_other_handles_are_left_alone(tmp_path):
    with (tmp_path / "file").open("w") as file, socket.socket(socket.AF_UNIX) as other:
        answer_at_once()

        assert other.fileno() >= 0
        file.write("still open")
    assert (tmp_path / "file").read_text() == "still open"


LOOK = """
import sqlite3, sys
records = sqlite3.connect(sys.argv[1])
print(records.execute("SELECT count(*) FROM line").fetchone()[0])
records.close()
"""


def lines_seen_by_another_process(file):
    done = subprocess.run(
        [sys.executable, "-c", LOOK, str(file)], capture_output=True, text=True, check=True
    )
    return int(done.stdout)


def test_open_database_keeps_its_locks_so_that_others_see_all_and_lose_nothing(tmp_path):
    file = tmp_path / "records.db"
    records = sqlite3.connect(file, isolation_level=None)
    records.execute("PRAGMA journal_mode=WAL")
    records.execute("CREATE TABLE line (id INTEGER PRIMARY KEY)")

    answer_at_once()

    assert lines_seen_by_another_process(file) == 0  # it tidies up if it believes to be alone
    records.execute("INSERT INTO line VALUES (1)")
    assert lines_seen_by_another_process(file) == 1
    records.close()
