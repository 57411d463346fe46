"""Letters leave once, and what goes wrong on the way is neither lost nor hidden. Against a real server on loopback."""

import mailbox
import socket
from datetime import UTC, datetime, timedelta
from email import message_from_bytes
from email.policy import default

import pytest
from digest_samples import DAY, MAIL, NOW, Book, addressed
from mail_server import Inbox, free_port, plain, serving

from digest.deliver import FolderDelivery, MaildirDelivery, SmtpDelivery
from digest.errors import InDoubt, NotTaken, Refused
from digest.post import post, skip

PASSWORD = "correct horse"  # of nothing


def deliver_to(inbox, letters, book, **options):
    with serving(inbox) as port:
        return list(post(letters, plain(port), book, back_off=(0, 0), **options))


def test_a_letter_arrives_whole_at_its_recipient():
    inbox, book = Inbox(), Book()
    (outcome,) = deliver_to(inbox, [addressed()], book)
    assert (outcome.state, outcome.attempts) == ("sent", 1)
    (taken,) = inbox.taken
    assert (taken.mail_from, taken.rcpt_tos) == ("strikewatch@desk.example", ["curator@desk.example"])
    read = message_from_bytes(taken.content, policy=default)
    assert read["Subject"] == MAIL.subject
    assert read.get_body(("plain",)).get_content().replace("\r\n", "\n") == MAIL.text
    assert book.history[0] == ("curator@desk.example", "claimed", read["Message-ID"])


def test_a_day_that_was_sent_is_not_sent_again():
    inbox, book = Inbox(), Book()
    deliver_to(inbox, [addressed()], book)
    assert deliver_to(inbox, [addressed()], book) == []
    assert len(inbox.taken) == 1


def test_a_refused_recipient_is_told_of_and_stops_no_other():
    inbox, book = Inbox(("rcpt", "550 5.1.1 no such user")), Book()
    refused, sent = deliver_to(inbox, [addressed("gone@desk.example"), addressed()], book)
    assert (refused.state, refused.attempts) == ("refused", 1)
    assert "550 5.1.1 no such user" in refused.error
    assert sent.state == "sent"
    assert deliver_to(inbox, [addressed("gone@desk.example")], book) == []


@pytest.mark.parametrize("fault", [("rcpt", "450 greylisted"), ("data", "451 disk full")])
def test_a_server_that_is_busy_is_asked_again(fault):
    inbox, waits = Inbox(fault), []
    (outcome,) = deliver_to(inbox, [addressed()], Book(), sleep=waits.append)
    assert (outcome.state, outcome.attempts, len(waits)) == ("sent", 2, 1)
    assert len(inbox.taken) == 1


def test_a_rejected_message_is_not_hammered_and_stays_open():
    inbox, book = Inbox(("data", "554 looks like spam")), Book()
    (outcome,) = deliver_to(inbox, [addressed()], book)
    assert (outcome.state, outcome.attempts) == ("failed", 1)
    assert "554 looks like spam" in outcome.error
    (later,) = deliver_to(inbox, [addressed()], book)
    assert later.state == "sent"


def test_a_server_that_is_down_is_waited_for_once_and_not_for_every_letter():
    waits = []
    letters = [addressed("a@made.example"), addressed("b@made.example")]
    outcomes = list(post(letters, plain(free_port()), Book(), back_off=(5, 30), sleep=waits.append))
    assert [outcome.attempts for outcome in outcomes] == [3, 1]
    assert waits == [5, 30]


def test_a_server_that_is_down_leaves_the_letter_open_until_it_is_back():
    inbox, book = Inbox(), Book()
    (outcome,) = post([addressed()], plain(free_port()), book, back_off=(0, 0))
    assert (outcome.state, outcome.attempts) == ("failed", 3)
    (later,) = deliver_to(inbox, [addressed()], book)
    assert later.state == "sent"
    assert len(inbox.taken) == 1


def test_a_letter_that_a_broken_line_lost_is_sent_again():
    inbox = Inbox(("data", "the line breaks"))
    (outcome,) = deliver_to(inbox, [addressed()], Book())
    assert outcome.state == "sent"
    assert len(inbox.taken) == 1


def test_a_letter_in_doubt_goes_out_again_under_the_same_name():
    """Never lost wins: nobody can tell this from the test above, and the Message-ID lets mail programs show one."""
    inbox = Inbox(("data", "taken, then the line breaks"))
    (outcome,) = deliver_to(inbox, [addressed()], Book())
    assert (outcome.state, outcome.attempts) == ("sent", 2)
    first, second = [message_from_bytes(taken.content)["Message-ID"] for taken in inbox.taken]
    assert first == second


def test_a_letter_that_stays_in_doubt_is_recorded_as_unknown_and_tried_the_next_time():
    inbox, book = Inbox(*[("data", "the line breaks")] * 3), Book()
    (outcome,) = deliver_to(inbox, [addressed()], book)
    assert (outcome.state, outcome.attempts) == ("unknown", 3)
    (later,) = deliver_to(inbox, [addressed()], book)
    assert later.state == "sent"


def test_doubt_is_not_forgotten_when_the_server_then_goes_away():
    inbox, book = Inbox(("data", "the line breaks")), Book()
    with serving(inbox) as port:
        delivery = plain(port)
        outcomes = post([addressed()], delivery, book, back_off=(0,), sleep=lambda _: break_it(inbox))
        assert next(outcomes).state == "unknown"


def break_it(inbox):
    inbox.faults.append(("rcpt", "451 going down"))


def test_a_run_that_died_after_its_claim_is_taken_up_by_the_next():
    inbox, book = Inbox(), Book()
    book.claim(DAY, "curator@desk.example", "<of the dead run>")
    (outcome,) = deliver_to(inbox, [addressed()], book)
    assert outcome.state == "sent"


def test_a_run_that_dies_after_its_first_letter_has_named_all_who_wait():
    inbox, book = Inbox(), Book()
    letters = [addressed(who) for who in ("a@desk.example", "b@desk.example")]
    with serving(inbox) as port:
        next(post(letters, plain(port), book))  # and the process is gone before the next
    assert book.states == {(DAY, "a@desk.example"): "sent", (DAY, "b@desk.example"): "claimed"}
    (outcome,) = deliver_to(inbox, letters, book)
    assert (outcome.recipient, outcome.state) == ("b@desk.example", "sent")
    assert len(inbox.taken) == 2


def test_an_empty_day_is_settled_without_a_mail():
    inbox, book = Inbox(), Book()
    skip(DAY, "curator@desk.example", addressed().message_id, book)
    assert book.states == {(DAY, "curator@desk.example"): "skipped"}
    assert deliver_to(inbox, [addressed()], book) == []
    assert inbox.taken == []


def test_a_password_does_not_go_over_an_open_line_to_another_machine():
    delivery = SmtpDelivery(host="mail.example", security="none", user="curator", password=PASSWORD)
    with pytest.raises(OSError, match="not encrypted"):
        delivery._log_in(None)


def test_a_silent_server_is_not_waited_for_for_ever():
    with socket.create_server(("127.0.0.1", 0)) as silent:
        started = datetime.now(UTC)
        with pytest.raises(NotTaken):
            plain(silent.getsockname()[1], timeout=0.2).deliver(addressed())
        assert datetime.now(UTC) - started < timedelta(seconds=2)


def test_the_errors_tell_refused_from_doubt():
    with serving(Inbox(("rcpt", "550 no"))) as port, pytest.raises(Refused):
        plain(port).deliver(addressed())
    with serving(Inbox(("data", "the line breaks"))) as port, pytest.raises(InDoubt):
        plain(port).deliver(addressed())


def test_a_maildir_holds_a_letter_once_however_often_it_is_delivered(tmp_path):
    delivery = MaildirDelivery(folder=tmp_path / "mail" / "desk")
    delivery.deliver(addressed())
    delivery.deliver(addressed(now=NOW + timedelta(hours=1)))
    box = mailbox.Maildir(delivery.folder, factory=None)
    (message,) = list(box)
    assert message["Message-ID"] == addressed().message_id
    assert list((delivery.folder / "tmp").iterdir()) == []
    box.close()


def test_a_letter_that_was_read_does_not_come_back_as_new(tmp_path):
    delivery = MaildirDelivery(folder=tmp_path / "desk")
    delivery.deliver(addressed())
    (new,) = (tmp_path / "desk" / "new").iterdir()
    new.rename(tmp_path / "desk" / "cur" / f"{new.name}:2,S")
    delivery.deliver(addressed())
    assert list((tmp_path / "desk" / "new").iterdir()) == []


def test_two_recipients_share_a_maildir(tmp_path):
    delivery = MaildirDelivery(folder=tmp_path / "desk")
    for who in ("curator@desk.example", "other@desk.example"):
        delivery.deliver(addressed(who))
    assert len(list((tmp_path / "desk" / "new").iterdir())) == 2


def test_a_folder_gets_a_mail_to_open_and_a_page_to_look_at(tmp_path):
    delivery = FolderDelivery(folder=tmp_path / "outbox")
    delivery.deliver(addressed())
    delivery.deliver(addressed())
    eml, html = delivery.files(addressed())
    assert sorted((tmp_path / "outbox").iterdir()) == [eml, html]
    assert message_from_bytes(eml.read_bytes())["Message-ID"] == addressed().message_id
    assert html.read_text() == MAIL.html + "\n"


@pytest.mark.parametrize("make", [MaildirDelivery, FolderDelivery])
def test_a_place_that_cannot_be_written_is_said_to_have_taken_nothing(tmp_path, make):
    (tmp_path / "file").write_text("in the way")
    with pytest.raises(NotTaken):
        make(folder=tmp_path / "file" / "desk").deliver(addressed())
