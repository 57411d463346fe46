"""How fast articles become English: gathered and batched, against stock argostranslate one article after another.

    python -m bench.translation [--package FILE.argosmodel] [--articles 500] [--beam 2]

Both sides use the same package, machine and sentence splitter (stock's own sentence models must be downloaded, so its
splitter is ours). Without --package a package as large as Argos's own is made (translate.tiny: 6 + 6 layers, width 512,
32,000 pieces, int8), whose weights are set by hand; what one step costs is the same, what is written is not English.
Prints sentences a second of each, the ratio cold, the ratio on a night of which a third is syndicated and a tenth was
seen yesterday, the chrF between both outputs, and the memory beside that of the model alone.
"""

import argparse
import random
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from multiprocessing import get_context
from pathlib import Path
from tempfile import TemporaryDirectory

import argostranslate.package
import argostranslate.sbd
import argostranslate.settings
import argostranslate.translate

from bench.chrf import chrf
from translate import Article, Memory, Translation
from translate.argos import ArgosTranslator
from translate.articles import translate_articles
from translate.batching import DictMemory
from translate.packages import install_file
from translate.sentences import split
from translate.tiny import Shape, pairs, write_package

ARGOS_SHAPE = Shape(layers=6, heads=8, width=512, hidden=2048, position_width=128, quantization="int8")
PIECES = 32_000
SYLLABLES = [consonant + vowel for consonant in "бвгджзклмнпрст" for vowel in "аеиоу"]


def made_words(count: int, seed: int = 1) -> list[str]:
    """Return words that are no words: two to four syllables each."""
    drawn = random.Random(seed)  # noqa: S311 - a benchmark, not a secret
    words: dict[str, None] = {}
    while len(words) < count:
        words["".join(drawn.choices(SYLLABLES, k=drawn.choice((2, 3, 3, 4))))] = None
    return list(words)


def made_package(path: Path) -> Path:
    """Write a package of the size of Argos's own."""
    words = made_words(PIECES // 2)
    known = pairs("ru") | {f"▁{word}": f"▁x{number}" for number, word in enumerate(words)}
    return write_package(path, "ru", known, ARGOS_SHAPE)


def made_articles(count: int, words: Sequence[str], seed: int) -> list[Article]:
    """Return articles of 4 to 16 sentences; sentences of 3 to 45 words, 17 on average, as in Russian news."""
    drawn = random.Random(seed)  # noqa: S311
    weights = [1 / (rank + 10) for rank in range(len(words))]

    def sentence() -> str:
        length = min(45, max(3, round(drawn.lognormvariate(2.7, 0.5))))
        return " ".join(drawn.choices(words, weights, k=length)).capitalize() + "."

    def text() -> str:
        return "\n".join(" ".join(sentence() for _ in range(drawn.randint(1, 4))) for _ in range(drawn.randint(3, 6)))

    return [Article(id=f"{seed}-{n}", title=sentence(), text=text(), lang="ru") for n in range(count)]


def a_night(articles: Sequence[Article], yesterday: Sequence[Article]) -> list[Article]:
    """Return as many articles, of which a third are copies of others and a tenth were there yesterday."""
    count = len(articles)
    seen, copied = count // 10, count // 3
    own = list(articles[: count - seen - copied])
    mixed = [*own, *own[:copied], *yesterday[:seen]]
    random.Random(3).shuffle(mixed)  # noqa: S311
    return mixed


class _OurSplitter:
    """Gives stock argostranslate the splitter that we use."""

    def __init__(self, package: argostranslate.package.Package) -> None:
        self._lang = package.from_code

    def split_sentences(self, text: str) -> list[str]:
        return [text[one.start : one.end] for one in split(text, self._lang)]


def stock(folder: Path) -> Callable[[Sequence[Article]], list[str]]:
    """Return argostranslate itself, as an application calls it: one article after another."""
    package = argostranslate.package.Package(folder)
    argostranslate.translate.MiniSBDSentencizer = _OurSplitter
    language = argostranslate.translate.Language(package.from_code, package.from_name)
    english = argostranslate.translate.Language("en", "English")
    translation = argostranslate.translate.CachedTranslation(
        argostranslate.translate.PackageTranslation(language, english, package)
    )
    return lambda articles: [translation.translate(f"{one.title}\n{one.text}") for one in articles]


def ours(folder: Path, beam: int, memory: Memory) -> Callable[[Sequence[Article]], list[str]]:
    """Return our path with a memory."""
    translator = ArgosTranslator(folder, beam=beam)

    def run(articles: Sequence[Article]) -> list[str]:
        done = [*translate_articles(articles, {"ru": translator, "kk": translator}, memory)]
        return [f"{one.english_title}\n{one.english}" for one in done if isinstance(one, Translation)]

    return run


def sentences_in(articles: Sequence[Article]) -> int:
    """Return how many sentences the articles have, repeats counted."""
    return sum(len(split(one.title, one.lang)) + len(split(one.text, one.lang)) for one in articles)


@dataclass(frozen=True, slots=True, kw_only=True)
class Speed:
    """Sentences a second, by the clock and by processor time (which neighbours on the machine disturb less)."""

    clock: float
    processor: float

    def beside(self, other: "Speed") -> str:
        """Return both as a line of the table, with the ratios."""
        clock, processor = self.clock / other.clock, self.processor / other.processor
        return (
            f"{self.clock:8.1f} sentences/s, stock {other.clock:8.1f}: {clock:5.2f} times "
            f"({processor:5.2f} times by processor time)"
        )


def timed(run: Callable[[Sequence[Article]], list[str]], articles: Sequence[Article]) -> tuple[Speed, list[str]]:
    """Return the speed and the output."""
    started, used = time.perf_counter(), time.process_time()
    output = run(articles)
    count = sentences_in(articles)
    clock, processor = time.perf_counter() - started, time.process_time() - used
    return Speed(clock=count / clock, processor=count / processor), output


def peak_megabytes(*, afresh: bool = False) -> float:
    """Return the most memory this process has had, since the last call that began `afresh` (Linux)."""
    status = Path("/proc/self/status").read_text(encoding="utf-8")
    if afresh:
        Path("/proc/self/clear_refs").write_text("5", encoding="utf-8")
        return float(status.split("VmRSS:")[1].split()[0]) / 1024
    return float(status.split("VmHWM:")[1].split()[0]) / 1024


def memory_of(path: Path, count: int, beam: int) -> tuple[float, float]:
    """Return the megabytes of a process with the model loaded, and the most it had while it translated."""
    run = ours(path, beam, DictMemory())
    run(made_articles(1, ["нет"], seed=4))
    loaded = peak_megabytes(afresh=True)
    run(made_articles(count, made_words(PIECES // 2), seed=5))
    return loaded, peak_megabytes()


def measure(package: Path, count: int, beam: int) -> None:
    """Install the package aside, measure and print the table."""
    with TemporaryDirectory() as folder:
        path = install_file(Path(folder), package, source=str(package)).path
        articles = made_articles(count, made_words(PIECES // 2), seed=1)
        yesterday = made_articles(count // 10, made_words(PIECES // 2), seed=2)
        night = a_night(articles, yesterday)
        memory = DictMemory()
        with get_context("spawn").Pool(1) as apart:  # what was made here before would hide what the model takes
            loaded, full = apart.apply(memory_of, (path, min(count, 20), beam))
        run = ours(path, beam, DictMemory())
        run(made_articles(1, ["нет"], seed=4))  # the model is loaded before the clock starts, on both sides
        batched, english = timed(run, articles)
        ours(path, beam, memory)(yesterday)
        nightly, _ = timed(ours(path, beam, memory), night)
        one_by_one = stock(path)
        one_by_one(made_articles(1, ["нет"], seed=4))
        stock_cold, stock_english = timed(one_by_one, articles)
        stock_night, _ = timed(one_by_one, night)
    print(f"{count} articles, {sentences_in(articles)} sentences, beam {beam} against argostranslate's 4")
    print(f"cold memory      {batched.beside(stock_cold)}")
    print(f"repeating night  {nightly.beside(stock_night)}")
    print(f"chrF of our output against stock's: {chrf(english, stock_english):.2f}")
    print(f"memory: {full:.0f} MB at most, {loaded:.0f} MB with the model loaded: {full / loaded:.2f} times")


def main() -> None:
    """Read the command line and measure."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--package", type=Path, help="an .argosmodel from Russian into English")
    parser.add_argument("--articles", type=int, default=500)
    parser.add_argument("--beam", type=int, default=2)
    chosen = parser.parse_args()
    if chosen.package:
        measure(chosen.package, chosen.articles, chosen.beam)
        return
    with TemporaryDirectory() as folder:
        measure(made_package(Path(folder) / "made-ru_en.argosmodel"), chosen.articles, chosen.beam)


if __name__ == "__main__":
    main()
