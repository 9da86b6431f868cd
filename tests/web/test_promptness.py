import socket

from lotsen.web.promptness import answer_at_once


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


def test_other_handles_are_left_alone(tmp_path):
    with (tmp_path / "file").open("w") as file, socket.socket(socket.AF_UNIX) as other:
        answer_at_once()

        assert other.fileno() >= 0
        file.write("still open")
    assert (tmp_path / "file").read_text() == "still open"
