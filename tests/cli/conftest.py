import json

import pytest

from lotsen.bootstrap import application
from lotsen.cli.main import main


@pytest.fixture
def lotsen(capfd, monkeypatch, tmp_path):
    """Call the command line on a database of its own; gives exit code, output and complaint."""
    monkeypatch.setenv("LOTSEN_DATABASE_URL", f"sqlite:///{tmp_path}/town.db")

    def call(*arguments):
        try:
            code = main([str(argument) for argument in arguments])
        except SystemExit as end:
            code = end.code
        output, complaint = capfd.readouterr()
        return code, output, complaint

    return call


@pytest.fixture
def demo(lotsen):
    assert lotsen("demo")[0] == 0
    return lotsen


@pytest.fixture
def same_database(lotsen, database_url, monkeypatch):
    """The command line opens the database of the test, and lets go of it afterwards."""
    monkeypatch.setenv("LOTSEN_DATABASE_URL", database_url)
    yield
    application().engine.dispose()


@pytest.fixture
def analyse(lotsen):
    """Have a table analysed, and take the numbers."""

    def call(path, *arguments):
        code, output, complaint = lotsen("analyse", path, *arguments)
        assert (code, complaint) == (0, "")
        assert "NaN" not in output
        return json.loads(output)

    return call


@pytest.fixture
def file(tmp_path):
    """Write a table, and tell where it is."""

    def write(text):
        path = tmp_path / "table.csv"
        path.write_text(text, encoding="utf-8")
        return path

    return write
