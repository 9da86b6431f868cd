"""The process is killed again and again: each letter arrives once, or a human is asked."""

from lotsen.usecases import posting
from tests.mail.killing import post_and_kill


def test_nobody_gets_two(town, post, server, database_url):
    post_and_kill(town, post, server, database_url)

    assert town.application.query(town.kim, posting.due, town.round_id) == []
