"""What curators decide is learned, kept only where it is better, and can be taken back. All texts are made."""

import json
from datetime import UTC, datetime, timedelta

import numpy as np
import pytest
from click.testing import CliRunner
from made_embedder import HashedWords

from analysis.learned.model import Model, shipped
from analysis.relearning import FEWEST, Examples, changes, refit, too_few
from cli.main import strikewatch
from steps import learning, readers
from steps.learning import NothingLearned, keep, try_out
from store import articles, learned, reviews
from store.database import Store
from store.records import Article
from store.reviews import Decision, Review

NOW = datetime(2026, 11, 22, 1, 0, tzinfo=UTC)
# Two turns of phrase that tell curators of strikes and of none; no rule knows either.
STRIKE = "Рабочие завода в знак недовольства устроили кувырканье, смена {}."
CALM = "Рабочие завода получили премию и благодарность, смена {}."


def put(store: Store, number: int, text: str) -> Article:
    one = Article(
        id=f"{number:016x}", source="made", url=f"https://example.org/{number}", title="", body=text, extractor=1,
        fetched=NOW,
    )  # fmt: skip
    articles.add(store, one)
    return one


def decide(store: Store, one: Article, decision: Decision, *, minutes: int = 0) -> None:
    reviews.append(
        store,
        Review(
            article_id=one.id, reviewer="ana", decision=decision, version="1",
            text_sha=reviews.text_sha(one.title, one.body), at=NOW + timedelta(minutes=minutes),
        ),
    )  # fmt: skip


def fill(store: Store, many: int = 40) -> None:
    for number in range(many):
        told = number % 2 == 0
        decide(store, put(store, number, (STRIKE if told else CALM).format(number)), "accept" if told else "reject")


def test_reviews_teach_a_turn_of_phrase_that_no_rule_knows(store: Store) -> None:
    fill(store)
    trial = try_out(store, embeddings=HashedWords())
    assert trial.reviews == 40
    assert trial.after.loss < trial.before.loss
    assert trial.after.recall >= 0.9 > trial.before.recall
    assert trial.better


def test_a_kept_model_is_in_use_until_somebody_goes_back(store: Store) -> None:
    fill(store)
    trial = try_out(store, embeddings=HashedWords())
    keep(store, trial, NOW)
    assert readers.model(store).version == trial.model.version != shipped().version
    assert any("cosine" in line for line in changes(shipped(), trial.model))
    withdrawn = learned.withdraw(store, shipped().version, NOW)
    assert withdrawn is not None
    assert withdrawn.figures["reviews"] == 40
    assert readers.model(store).version == shipped().version
    assert learned.withdraw(store, shipped().version, NOW) is None


def test_a_model_that_grew_from_other_weights_is_not_used(store: Store) -> None:
    fill(store)
    keep(store, try_out(store, embeddings=HashedWords()), NOW)
    assert learned.current(store, "another") is None


def test_the_same_reviews_are_not_learned_from_twice(store: Store) -> None:
    fill(store)
    keep(store, try_out(store, embeddings=HashedWords()), NOW)
    with pytest.raises(NothingLearned, match="no decision since"):
        try_out(store, embeddings=HashedWords(), again=False)
    decide(store, put(store, 99, STRIKE.format(99)), "accept")
    assert try_out(store, embeddings=HashedWords(), again=False).reviews == 41


def test_few_reviews_teach_nothing(store: Store) -> None:
    fill(store, FEWEST - 1)
    with pytest.raises(NothingLearned, match=f"{FEWEST} are needed"):
        try_out(store, embeddings=HashedWords())


def test_decisions_of_one_kind_only_teach_nothing() -> None:
    assert "of each kind" in too_few(np.ones(FEWEST))
    assert not too_few(np.array([1.0, 0.0] * FEWEST))


def blank(many: int, seed: int) -> tuple[Model, np.ndarray]:
    """A model that knows nothing, and rows of which only three columns and the constant say anything."""
    base = shipped().with_weights(np.zeros_like(shipped().weights))
    rows = np.zeros((many, len(base.weights)))
    rows[:, 4:7] = np.random.default_rng(seed).normal(size=(many, 3))
    rows[:, -1] = 1.0
    return base, rows


def test_decisions_without_rhyme_or_reason_change_nothing(store: Store) -> None:
    base, rows = blank(200, 3)
    by_chance = np.random.default_rng(4).integers(0, 2, 200).astype(np.float64)
    trial = refit(base, base, Examples(rows=rows, labels=by_chance), Examples(rows=rows, labels=by_chance))
    assert "not told better" in trial.why
    keep(store, trial, NOW)
    last = learned.last(store)
    assert last is not None
    assert (last.kept, last.weights) == (False, None)
    assert readers.model(store).version == shipped().version


def test_what_is_stale_taken_back_or_disputed_is_no_example(store: Store) -> None:
    stale, undone, disputed, fine = (put(store, number, STRIKE.format(number)) for number in range(4))
    for one in (stale, undone, disputed, fine):
        decide(store, one, "accept")
    reviews.append(
        store,
        Review(
            article_id=disputed.id, reviewer="ben", decision="reject", version="1",
            text_sha=reviews.text_sha("", disputed.body), at=NOW,
        ),
    )  # fmt: skip
    store.execute("UPDATE article SET body = 'Другой текст.' WHERE id = ?", [stale.id])
    store.execute("UPDATE review SET undone = at WHERE article_id = ?", [undone.id])
    assert [one.article_id for one in learned.examples(store)] == [fine.id]


def test_what_spoils_the_fixed_set_is_not_kept() -> None:
    base, rows = blank(200, 3)
    labels = (rows[:, 5] > 0).astype(np.float64)
    trial = refit(base, base, Examples(rows=rows, labels=labels), Examples(rows=rows, labels=1 - labels))
    assert trial.after.loss < trial.before.loss
    assert "fixed set" in trial.why


def test_the_command_shows_keeps_and_goes_back(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    fill(store)
    monkeypatch.setattr(learning, "embedder", HashedWords)
    path = next(iter(store.query("PRAGMA database_list")))["file"]

    def run(*options: str) -> tuple[int, str, str]:
        result = CliRunner().invoke(strikewatch, ["learn", "--db", path, *options])
        return result.exit_code, result.stdout, result.stderr

    status, out, _ = run("--dry-run")
    assert (status, "would be in use" in out, learned.last(store)) == (0, True, None)
    status, out, _ = run("--json")
    assert json.loads(out)["kept"] is True
    version = readers.model(store).version
    assert run("--back")[1].startswith(f"withdrew {version}")
    status, _, err = run("--back")
    assert (status, "nothing to go back to" in err) == (1, True)
    assert run("--back", "--dry-run")[0] == 2
