"""A made day of news and a made ledger, for the digest's tests. Nothing here was published anywhere."""

from datetime import UTC, date, datetime

from digest.message import letter
from digest.records import DigestDay, DigestItem, DigestTelling, Mail, Trouble

DAY = date(2026, 11, 22)
NOW = datetime(2026, 11, 22, 2, 0, tzinfo=UTC)

STRIKE = DigestItem(
    id="a1",
    kind="strike",
    score=0.97,
    original_title="Буровики третий день не выходят на смену",
    lang="ru",
    source="Sample Gazette",
    url="https://gazette.example/1",
    published=datetime(2026, 11, 21, 9, 30, tzinfo=UTC),
    english_title="Drillers stay away from the shift for a third day",
    summary="About 300 drillers have not gone to work since Thursday. They ask for their pay.",
    quality="rough",
    warnings=("a number of the original is not in the English",),
    evidence=("не выходят на смену",),
    place="Zhanaozen",
    region="Mangystau",
    employer="Sample Drilling LLP",
    workers="about 300",
    demands=("wage arrears",),
    tellings=(
        DigestTelling(source="Үлгі", lang="kk", title="Бұрғышылар жұмысқа шықпады", url="https://ulgi.example/2"),
    ),
    link="http://127.0.0.1:8001/article/a1",
)
THREAT = DigestItem(
    id="b2",
    kind="threat",
    score=0.61,
    original_title="Жүргізушілер ереуілге шығамыз дейді",
    lang="kk",
    source="Үлгі",
    url="https://ulgi.example/3",
    waiting_for="no package kk-en is installed",
    place="Aktau",
)
NEWS = DigestDay(
    day=DAY,
    items=(THREAT, STRIKE),
    waiting={"no package kk-en is installed": 2},
    troubles=(Trouble(source="quiet.example", what="no article for 3 nights"),),
    run={"articles": 14, "flagged": 3},
    desk="http://127.0.0.1:8001",
)
MAIL = Mail(subject="1 new strike: Zhanaozen", text="One strike.\n.\nA line after a dot.\n", html="<p>Жаңаөзен</p>")


def addressed(recipient="curator@desk.example", mail=MAIL, **changes):
    values = {"day": DAY, "sender": "strikewatch@desk.example", "database": "d", "now": NOW} | changes
    return letter(mail, recipient=recipient, **values)


class Book:
    """A ledger in memory that keeps the protocol which store implements with its table of letters."""

    def __init__(self):
        self.states = {}
        self.history = []

    def claim(self, day, recipient, message_id):
        if self.states.get((day, recipient)) in ("sent", "skipped", "refused"):
            return False
        self.states[day, recipient] = "claimed"
        self.history.append((recipient, "claimed", message_id))
        return True

    def settle(self, day, recipient, state, error):
        self.states[day, recipient] = state
        self.history.append((recipient, state, error))
