"""A folder with a store of its own and the command line, for tests of commands; and made texts to put in."""

import json
from dataclasses import dataclass
from pathlib import Path

from click.testing import CliRunner, Result

from cli.main import strikewatch

# Made texts: a strike in each language, a threat, a strike abroad, and two that only sound like one.
STRIKES = {
    "kk": "Қарағандыда кеншілер ереуілге шықты\n\nҚарағанды облысындағы «Сарыжал» шахтасының 120 кеншісі бүгін таңертең"
    " ереуілге шықты. Олар жалақыны көтеруді талап етіп отыр.",
    "ru": "В Актау бастуют докеры\n\nОколо 80 докеров порта «Тестовый причал» в Актау объявили забастовку и не вышли на"
    " смену. Они требуют выплатить зарплату за три месяца.",
    "en": "Smelter workers in Ust-Kamenogorsk go on strike\n\nAbout 200 workers of the Sample Smelter in"
    " Ust-Kamenogorsk, Kazakhstan, went on strike on Monday, demanding higher pay.",
    "threat": "Водители автобусов в Костанае пригрозили забастовкой\n\nВодители парка «Образец» в Костанае заявили, что"
    " начнут забастовку в понедельник, если им не поднимут зарплату.",
}
OTHERS = {
    "striker": "Striker signs for made-up club\n\nThe striker scored twice on Saturday and signed a new contract.",
    "weather": "В Костанае выпал снег\n\nСиноптики обещают мороз и метель до конца недели.",
}


@dataclass(frozen=True)
class Desk:
    """A folder with a store of its own, and the command line that sees nothing else."""

    folder: Path

    def run(self, *words: str | Path) -> Result:
        surroundings = {
            "STRIKEWATCH_CONFIG": str(self.folder / "strikewatch.toml"),
            "STRIKEWATCH_DB": str(self.folder / "strikewatch.db"),
            "STRIKEWATCH_CATALOGUE": str(self.folder / "nothing.toml"),
            "STRIKEWATCH_ONLY_CATALOGUE": "true",
            "STRIKEWATCH_AUDIT": "0",  # the queue shall hold what was flagged, and no sample of the rest
        }
        return CliRunner(env=surroundings).invoke(strikewatch, [str(word) for word in words])

    def done(self, *words: str | Path) -> str:
        ended = self.run(*words)
        assert ended.exit_code == 0, ended.output
        return ended.stdout

    def told(self, *words: str | Path) -> list[dict[str, object]]:
        return json.loads(self.done(*words, "--json"))  # type: ignore[no-any-return]

    def write(self, name: str, content: str | bytes) -> Path:
        path = self.folder / name
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
        return path


def make_desk(folder: Path) -> Desk:
    for name in ("strikewatch.toml", "nothing.toml"):
        (folder / name).touch()
    return Desk(folder)


def make_read_desk(folder: Path) -> Desk:
    """Return a desk at which the made texts were put in and a night has read them."""
    desk = make_desk(folder)
    desk.done("add", *(desk.write(f"{name}.txt", text) for name, text in (STRIKES | OTHERS).items()))
    desk.done("nightly")
    return desk
