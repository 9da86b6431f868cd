"""Letters are posted by a process that is killed again and again."""

import os
import signal
import subprocess
import sys
from collections import Counter
from pathlib import Path

from lotsen.domain.letters import LetterState
from lotsen.usecases import drafting
from tests.mail.servers import smtp_settings
from tests.usecases.letter_town import approve, do, lines

ROOT = Path(__file__).parents[2]
PATIENCE = 300
LETTERS = 1_000
KILLED_AFTER = (7, 40, 1, 90, 11, 25, 60, 3, 33, 70, 2, 50, 18, 44, 5, 80, 27, 9, 61, 36)
"""After so many letters of its own each process is killed."""


def run(database_url, server):
    port, trust = server
    settings = {"LOTSEN_DATABASE_URL": database_url, **smtp_settings(port, trust)}
    return subprocess.Popen(
        [sys.executable, "-m", "lotsen", "post", "send"],
        cwd=ROOT,
        env={**os.environ, **settings},
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
    )


def killer(process, after):
    """Kill the process at a letter of its own; every other time before the server has it."""
    passed = Counter()

    def strike(recipient):
        passed[recipient] += 1
        if len(passed) == after:
            process.send_signal(signal.SIGKILL)

    return strike


def post_and_kill(town, post, server, database_url):
    """Post a thousand letters by processes that are killed, twenty of them; none gets two.

    Raises:
        AssertionError: somebody got two, or nobody was asked about a letter that was on its way.
    """
    for number in range(LETTERS - 3):
        town.make_candidate(f"Nr Person{number:04}", department=town.buerger)
    do(town, drafting.draft, "4a")
    approve(town)
    for place, after in enumerate(KILLED_AFTER):
        post.before_data = post.before_answer = lambda _recipient: None
        process = run(database_url, server)
        hook = "before_answer" if place % 2 else "before_data"
        setattr(post, hook, killer(process, after))
        process.communicate(timeout=PATIENCE)
        assert process.returncode == -signal.SIGKILL
    post.before_data = post.before_answer = lambda _recipient: None
    last = run(database_url, server)
    output, _none = last.communicate(timeout=PATIENCE)
    assert last.returncode == 0, output
    check(town, post)


def check(town, post):
    """Each has one letter, or a human is asked about it."""
    assert set(post.taken.values()) == {1}
    found = {line.email: line.state for line in lines(town)}
    assert len(found) == LETTERS
    asked = [who for who, state in found.items() if state == LetterState.UNKNOWN]
    sent = [who for who, state in found.items() if state == LetterState.SENT]
    assert len(asked) == len(KILLED_AFTER)
    assert len(sent) == LETTERS - len(KILLED_AFTER)
    assert [post.taken[who] for who in sent] == [1] * len(sent)
