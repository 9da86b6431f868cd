"""The dialogue with the mail server: how long each step of it is waited for."""

from email.message import EmailMessage

from lotsen.domain.letters import BEGUN_FOR
from lotsen.mail.smtp import PATIENCE, PATIENCE_AT_END, Fate, connected, deliver


def test_server_that_looks_at_the_content_has_ten_minutes_for_its_last_word(account, post):
    message, patience = EmailMessage(), []
    message.set_content("Guten Tag")

    with connected(account) as server:
        post.before_data = lambda _recipient: patience.append(server.sock.gettimeout())
        post.before_answer = post.before_data
        told = deliver(server, message, sender="a@stadt.example", recipient="b@stadt.example")
        patience.append(server.sock.gettimeout())

    assert (told.fate, patience) == (Fate.ARRIVED, [PATIENCE, 600.0, PATIENCE])


def test_no_dialogue_takes_so_long_that_its_letter_is_given_up():
    sender_recipient_data_and_text = 4 * PATIENCE

    assert sender_recipient_data_and_text + PATIENCE_AT_END < BEGUN_FOR.total_seconds()
