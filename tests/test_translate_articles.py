"""Articles into English: aligned, remembered, resumable, honest about what was not done."""

from dataclasses import dataclass, field
from pathlib import Path

import pytest

from analysis.language import Span
from translate import Article, BrokenModel, EmptyText, NoModel, Translation
from translate.alignment import from_json, in_english, to_json
from translate.articles import Refusal, translate_articles
from translate.batching import DictMemory, translate_sentences
from translate.english import EnglishAlready
from translate.fidelity import check


@dataclass
class Shouting:
    """A translator that can be watched: writes its sentences in capitals and keeps count."""

    languages: frozenset[str] = frozenset({"ru", "kk"})
    version: str = "1"
    engine: str = "shouting"
    quality: str = "neural"
    calls: list[list[str]] = field(default_factory=list)
    broken: bool = False

    def translate(self, sentences, lang):
        if self.broken:
            raise BrokenModel(Path("model.bin"), "damaged")
        self.calls.append(list(sentences))
        return [f"{lang}:{sentence.upper()}" for sentence in sentences]

    def close(self):
        pass


def article(number, text, lang="ru", title="", **more):
    return Article(id=f"a{number}", title=title, text=text, lang=lang, **more)


def english(articles, translator=None, memory=None, **more):
    translator = translator or Shouting()
    translators = {"ru": translator, "kk": translator, "en": EnglishAlready()}
    return list(translate_articles(articles, translators, memory or DictMemory(), **more))


def test_sentences_of_all_articles_go_to_the_engine_in_one_call_once_each_shortest_first():
    translator = Shouting()
    done = english([article(1, "Длинное предложение один. Да."), article(2, "Да. Нет, нет.")], translator)
    assert translator.calls == [["Да.", "Нет, нет.", "Длинное предложение один."]]
    assert [one.english for one in done] == ["ru:ДЛИННОЕ ПРЕДЛОЖЕНИЕ ОДИН. ru:ДА.", "ru:ДА. ru:НЕТ, НЕТ."]


def test_what_the_memory_knows_is_not_translated_again_by_the_same_version_only():
    memory, translator = DictMemory(), Shouting()
    english([article(1, "Да. Нет.")], translator, memory)
    english([article(2, "Нет. Может быть.")], translator, memory)
    assert translator.calls == [["Да.", "Нет."], ["Может быть."]]
    newer = Shouting(version="2")
    english([article(3, "Нет.")], newer, memory)
    assert newer.calls == [["Нет."]]


def test_one_spelling_in_two_languages_is_two_sentences():
    memory, translator = DictMemory(), Shouting()
    assert translate_sentences(["Жана."], "ru", translator, memory) == {"Жана.": "ru:ЖАНА."}
    assert translate_sentences(["Жана."], "kk", translator, memory) == {"Жана.": "kk:ЖАНА."}


def test_evidence_in_the_original_is_found_in_the_english():
    text = "Первое.\n\nРабочие бастуют. Третье."
    (one,) = english([article(1, text, title="Заголовок")])
    start = text.index("бастуют")
    ((begin, end),) = in_english(one.text, start, start + 7)
    assert one.english[begin:end] == "ru:РАБОЧИЕ БАСТУЮТ."
    assert [text[a.start : a.end] for a in one.text] == ["Первое.", "Рабочие бастуют.", "Третье."]
    assert one.english_title == "ru:ЗАГОЛОВОК"
    assert "\n\n" in one.english


def test_an_alignment_survives_json():
    (one,) = english([article(1, "Раз. Два.")])
    assert from_json(to_json(one.text)) == one.text


def test_a_kazakh_quote_in_a_russian_article_is_translated_as_kazakh():
    text = "Рабочие сказали. Біз кетпейміз."
    at = text.index("Біз")
    spans = (
        Span(start=0, end=at, lang="ru", script="Cyrl", confidence=1.0),
        Span(start=at, end=len(text), lang="kk", script="Cyrl", confidence=1.0),
    )
    (one,) = english([article(1, text, spans=spans)])
    assert one.english == "ru:РАБОЧИЕ СКАЗАЛИ. kk:БІЗ КЕТПЕЙМІЗ."


def test_english_articles_pass_through_and_say_so():
    (one,) = english([article(1, "They walked out.", lang="en", title="Walkout")])
    assert (one.english, one.english_title) == ("They walked out.", "Walkout")
    assert (one.engine, one.quality, one.warnings) == ("none", "original", ())


def test_a_quote_in_english_does_not_make_a_translation_original():
    text = "Рабочие вышли. They walked out."
    at = text.index("They")
    spans = (Span(start=at, end=len(text), lang="en", script="Latn", confidence=1.0),)
    (one,) = english([article(1, text, spans=spans)])
    assert one.english == "ru:РАБОЧИЕ ВЫШЛИ. They walked out."
    assert (one.engine, one.quality) == ("shouting", "neural")


def test_without_a_model_the_article_is_refused_with_advice_and_the_next_goes_on():
    done = list(translate_articles(
        [article(1, "Жоқ.", lang="kk"), article(2, "Нет.")], {"ru": Shouting()}, DictMemory()
    ))  # fmt: skip
    assert isinstance(done[0], Refusal)
    assert isinstance(done[0].error, NoModel)
    assert "strikewatch models install kk" in str(done[0].error)
    assert isinstance(done[1], Translation)


def test_a_broken_model_stops_its_language_and_no_other():
    translators = {"ru": Shouting(broken=True), "kk": Shouting()}
    done = list(translate_articles(
        [article(1, "Нет."), article(2, "Жоқ.", lang="kk"), article(3, "Да.")], translators, DictMemory()
    ))  # fmt: skip
    assert [type(one.error) if isinstance(one, Refusal) else None for one in done] == [
        BrokenModel,
        None,
        BrokenModel,
    ]


@pytest.mark.parametrize("text", ["", "  \n\t"])
def test_an_empty_text_is_empty_and_not_broken(text):
    (one,) = english([article(1, text)])
    assert isinstance(one.error, EmptyText)


def test_the_deadline_leaves_the_rest_for_another_night():
    ticks = iter(range(100))
    articles = [article(n, "Слово. " * 2000) for n in range(5)]
    done = english(articles, deadline=2, clock=lambda: float(next(ticks)))
    assert [one.id for one in done] == ["a0"]


def test_articles_come_out_before_later_ones_are_taken():
    taken = []

    def source():
        for n in range(4):
            taken.append(n)
            yield article(n, "Слово и дело. " * 800)

    stream = translate_articles(source(), {"ru": Shouting()}, DictMemory())
    assert next(stream).id == "a0"
    assert len(taken) < 4


def test_flags_say_which_sentence_they_are_about():
    class Deaf(Shouting):
        def translate(self, sentences, lang):
            return ["Workers went." for _ in sentences]

    (one,) = english([article(1, "Рабочие вышли. Вышли 300 рабочих.", title="300 рабочих вышли")], Deaf())
    assert one.warnings == ("title: number dropped: 300", "sentence 2: number dropped: 300")


def test_names_are_set_right_after_the_engine():
    class Careless(Shouting):
        def translate(self, sentences, lang):
            return ["They strike in Janaozen." for _ in sentences]

    (one,) = english([article(1, "В Жанаозене бастуют.")], Careless())
    assert one.english == "They strike in Zhanaozen."
    assert list(check("В Жанаозене бастуют.", one.english, "ru")) == []


def test_kazakh_in_other_scripts_is_given_to_the_engine_in_cyrillic():
    from analysis.transliteration import to_cyrillic

    text = "جۇمىسشىلار الاڭعا شىقتى."
    if to_cyrillic(text, "Arab") == text:
        pytest.skip("analysis.transliteration does not transliterate yet")
    translator = Shouting()
    english([article(1, text, lang="kk", script="Arab")], translator)
    assert "ж" in translator.calls[0][0].lower()


def test_a_line_without_a_letter_to_translate_is_left_as_it_is():
    translator = Shouting()
    (one,) = english([article(1, "Рабочие вышли.\n+7 (000) 00 00 00, example.org")], translator)
    assert one.english == "ru:РАБОЧИЕ ВЫШЛИ.\n+7 (000) 00 00 00, example.org"
    assert translator.calls == [["Рабочие вышли."]]
    assert one.quality == "neural"
