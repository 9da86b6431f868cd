import socket

from tools import server


def test_port_that_is_taken_is_passed_over(monkeypatch):
    with socket.socket() as taken:
        taken.bind((server.ADDRESS, 0))
        taken.listen()
        monkeypatch.setattr(server, "FIRST_PORT", taken.getsockname()[1])

        assert server._free_port() > server.FIRST_PORT


def test_server_listens_on_this_machine_only(tmp_path):
    command = server._command(tmp_path / "python", 8501)

    assert "--server.address=127.0.0.1" in command
