"""The search index: Kazakh however it is typed, English once there is some, any question as words."""

import pytest
from made_rows import article

from store import articles, search, translations
from store.database import Store, writing
from store.records import Translated


@pytest.mark.parametrize("question", ["жұмысқа", "жумыска", "ЖҰМЫСҚА", "мунайшы*", "жаңаөзендегі жалақыны"])
def test_search_finds_kazakh_words_however_they_are_typed(store: Store, question: str) -> None:
    articles.add(store, article())
    assert list(search.search(store, question)) == [article().id]


def test_search_finds_the_english_once_there_is_one(store: Store) -> None:
    articles.add(store, article())
    assert list(search.search(store, "oil workers")) == []
    english = Translated(article_id=article().id, state="done", title="Oil workers stay out", body="")
    translations.save_translated(store, {article().id: "1"}, [english])
    assert list(search.search(store, "oil workers")) == [article().id]
    assert list(search.search(store, "жұмысқа")) == [article().id]


def test_search_forgets_words_that_a_new_extraction_drops(store: Store) -> None:
    articles.add(store, article())
    articles.revise(store, article(title="Басқа", body="мәтін"))
    assert list(search.search(store, "жұмысқа")) == []
    assert list(search.search(store, "матин")) == [article().id]


@pytest.mark.parametrize("question", ["", '"', "AND", "a OR", "(", "*", "NEAR(", "-x", "title:"])
def test_search_takes_any_question_as_words(store: Store, question: str) -> None:
    articles.add(store, article())
    list(search.search(store, question))


def test_the_index_can_be_made_anew(store: Store) -> None:
    articles.add(store, article())
    with writing(store):
        assert search.rebuild(store) == 1
    assert list(search.search(store, "жұмысқа")) == [article().id]
