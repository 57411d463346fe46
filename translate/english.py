"""The engine of articles that are English already: says so, and changes nothing."""

from collections.abc import Sequence


class EnglishAlready:
    """Passes English through."""

    engine = "none"
    version = "0"
    quality = "original"
    languages = frozenset({"en"})

    def translate(self, sentences: Sequence[str], lang: str) -> list[str]:
        """Return the sentences as they are."""
        if lang not in self.languages:
            raise ValueError(f"{lang!r} is not English")
        return list(sentences)

    def close(self) -> None:
        """Nothing is held."""
