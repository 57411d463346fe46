"""Each recipient gets what they asked for, on their days and in their language; a bad file says where it is bad."""

import mailbox
from dataclasses import replace
from datetime import date

import pytest
from digest_samples import STRIKE
from told_stories import mailed, put, settings_in

from digest.readers import BadReaders, Reader, load_readers
from store import letters


def written(folder, text):
    (folder / "readers.toml").write_text(text, "utf-8")
    return folder / "readers.toml"


def sent_to(folder):
    box = mailbox.Maildir(folder / "mail", factory=None)
    found = sorted((message["To"], message["Message-ID"][8:18]) for message in box)
    box.close()
    return found


@pytest.mark.parametrize(
    ("filters", "changes", "wanted"),
    [
        ({}, {}, True),
        ({"threshold": 0.98}, {}, False),
        ({"threshold": 0.97}, {}, True),
        ({"regions": ("Mangystau",)}, {}, True),
        ({"regions": ("Atyrau",)}, {}, False),
        ({"regions": ("Atyrau",)}, {"region": None}, True),
        ({"regions": ("Atyrau",), "unknown": False}, {"region": None}, False),
        ({"sectors": ("oil and gas",)}, {"sector": "oil and gas"}, True),
        ({"sectors": ("rail",)}, {"sector": "oil and gas"}, False),
        ({}, {"abroad": True}, True),
        ({"regions": ("Mangystau",)}, {"abroad": True, "region": None}, False),
        ({"regions": ("Mangystau",), "abroad": True}, {"abroad": True, "region": None}, True),
        ({"abroad": False}, {"abroad": True}, False),
    ],
)
def test_a_filter_lets_through_what_was_asked_for(filters, changes, wanted):
    assert Reader(address="a@made.example", **filters).wants(replace(STRIKE, **changes)) is wanted


FAULTS = [
    ('[[reader]]\naddress = "a"', "a: address: the address is no mail address"),
    ('[[reader]]\nlanguage = "ru"', "reader 1: address: Field required"),
    ('[[reader]]\naddress = "a@b.example"\nregions = ["Mangistau"]', "did you mean 'Mangystau'?"),
    ('[[reader]]\naddress = "a@b.example"\nsectors = ["fishing boats"]', "known are oil and gas"),
    ('[[reader]]\naddress = "a@b.example"\nthreshold = 2', "threshold: Input should be less than or equal to 1"),
    ('[[reader]]\naddress = "a@b.example"\ndays = ["monday"]', "days.0"),
    ('[[reader]]\naddress = "a@b.example"\ndays = []', "a@b.example: days"),
    ('[[reader]]\naddress = "a@b.example"\nlangauge = "ru"', "langauge: Extra inputs are not permitted"),
    ('[[reader]]\naddress = "a@b.example"\n[[reader]]\naddress = "a@b.example"', "a@b.example: entered twice"),
    ('[[reader]]\naddress = "a@b.example\\nBcc: all@b.example"', "line end"),
    ("[mail]", "holds [[reader]] entries and nothing else"),
    ("[[reader", "at end of document"),
]


@pytest.mark.parametrize(("text", "said"), FAULTS, ids=[said for _, said in FAULTS])
def test_a_file_that_cannot_be_used_says_which_entry_and_why(tmp_path, text, said):
    with pytest.raises(BadReaders) as raised:
        load_readers(written(tmp_path, text))
    assert said in str(raised.value)
    assert "readers.toml" in str(raised.value)


def test_every_fault_of_a_file_is_told_at_once(tmp_path):
    with pytest.raises(BadReaders, match=r"(?s)a@b\.example: language.*c@d\.example: threshold"):
        load_readers(
            written(
                tmp_path,
                '[[reader]]\naddress = "a@b.example"\nlanguage = "de"\n'
                '[[reader]]\naddress = "c@d.example"\nthreshold = -1\n',
            )
        )


def test_each_reader_gets_their_own_news_in_their_own_language(store, tmp_path):
    file = written(
        tmp_path,
        '[[reader]]\naddress = "west@made.example"\nregions = ["Mangystau"]\nlanguage = "ru"\n'
        '[[reader]]\naddress = "south@made.example"\nregions = ["Turkistan"]\nempty = "tell"\nlanguage = "kk"\n'
        '[[reader]]\naddress = "quiet@made.example"\nregions = ["Turkistan"]\n',
    )
    settings = settings_in(tmp_path, readers=file)
    put(store, "a")
    assert mailed(store, settings)["sent"] == 3
    box = mailbox.Maildir(tmp_path / "mail", factory=None)
    said = {message["To"]: str(message.get_payload(0).get_payload(decode=True), "utf-8") for message in box}
    box.close()
    assert "1 новая забастовка: Жанаозен" in said["west@made.example"]
    assert "Жаңа ереуіл жоқ" in said["south@made.example"]
    assert "1 new strike: Zhanaozen" in said["desk@example.org"]
    rows = {row["recipient"]: row["state"] for row in store.query("SELECT recipient, state FROM letter")}
    assert rows["quiet@made.example"] == "skipped"


def test_a_reader_of_some_days_gets_the_days_between_with_them_and_each_story_once(store, tmp_path):
    """MORNING is a Sunday; this reader wants Mondays."""
    file = written(tmp_path, '[[reader]]\naddress = "weekly@made.example"\ndays = ["mon"]\n')
    settings = settings_in(tmp_path, readers=file, recipients=[])
    for day in range(9):
        put(store, f"a{day}", settlement=("Aktau", "Oral", "Semey")[day % 3])
        mailed(store, settings, days=day)
    assert sent_to(tmp_path) == [("weekly@made.example", "2026-11-23"), ("weekly@made.example", "2026-11-30")]
    box = mailbox.Maildir(tmp_path / "mail", factory=None)
    second = max(box, key=lambda message: message["Message-ID"])
    text = str(second.get_payload(0).get_payload(decode=True), "utf-8")
    box.close()
    assert [f"Забастовка a{day}\n" in text for day in range(9)] == [False, False, *[True] * 7]


def test_a_letter_to_somebody_who_left_the_list_is_not_sent(store, tmp_path):
    (tmp_path / "mail").write_text("in the way")
    put(store, "a")
    mailed(store, settings_in(tmp_path, recipients=["gone@made.example"]))
    (tmp_path / "mail").unlink()
    assert mailed(store, settings_in(tmp_path), days=1)["sent"] == 0
    (row,) = store.query("SELECT state, error FROM letter WHERE recipient = 'gone@made.example'")
    assert row == {"state": "skipped", "error": "no longer a recipient"}


def test_a_letter_that_was_given_up_is_known(store, tmp_path):
    (tmp_path / "mail").write_text("in the way")
    put(store, "a")
    settings = settings_in(tmp_path)
    mailed(store, settings)
    assert mailed(store, settings, days=8)["failed"] == 0
    (lost,) = letters.lost_letters(store, date(2026, 11, 30))
    assert (lost["recipient"], lost["state"]) == ("desk@example.org", "failed")
