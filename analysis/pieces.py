"""Cuts a text into pieces that are surely of one language: sentences, quotations, lines.

Reads a text, writes the offsets at which pieces start. Pieces are cut too finely on purpose: `language` joins
neighbours again where nothing speaks for a change of language.
"""

import re
from typing import Final

# A cut falls after the match: the end of a line, of a sentence with its closing marks, of a quotation; or before an
# opening mark.
_CUT: Final = re.compile(
    r"\n\s*"
    r"|[.!?…؟。！？;:؛][\"'»”’)\]]{0,3}\s+"
    r"|[»”]\s*[,.]?\s*"
    r"|(?=[«„“])"
    r"|\s[-–—|/]\s"
)


def starts_of_pieces(text: str) -> list[int]:
    """Return where each piece starts, 0 first; the pieces cover the text."""
    cuts = {match.end() for match in _CUT.finditer(text)}
    cuts -= {0, len(text)}
    return [0, *sorted(cuts)]
