"""What a person can install for a language that the Argos index lacks: how large, under which licence, and how.

Reads nothing, writes nothing. Sizes are of the int8 conversion on the disk, rounded;
licences are the models' own.
"""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Choice:
    """A model that translates Kazakh (and Russian) and can be converted to CTranslate2."""

    name: str
    hub: str
    size: str
    licence: str
    remark: str


KAZAKH = (
    Choice(
        name="NLLB-200-distilled-600M",
        hub="facebook/nllb-200-distilled-600M",
        size="about 620 MB",
        licence="CC BY-NC 4.0: not for commercial use",
        remark="the best Kazakh of these at its size",
    ),
    Choice(
        name="M2M-100 418M",
        hub="facebook/m2m100_418M",
        size="about 490 MB",
        licence="MIT",
        remark="free for any use; weaker in Kazakh than NLLB",
    ),
    Choice(
        name="MADLAD-400-3B-MT",
        hub="google/madlad400-3b-mt",
        size="about 3 GB",
        licence="Apache 2.0",
        remark="free for any use; needs some 4 GB of memory and is slow without a graphics card",
    ),
    Choice(
        name="OPUS-MT Turkic to English",
        hub="Helsinki-NLP/opus-mt-trk-en",
        size="about 80 MB",
        licence="CC BY 4.0",
        remark="small and fast; Kazakh is one of many languages in it. Install with --languages kk",
    ),
)

_RUSSIAN = """For Russian there is an Argos package (ru to en, about 100 MB; its README names the licence):
  strikewatch models install ru                    from the index (an address, a mirror or a folder; see the settings)
  strikewatch models install FILE.argosmodel       from a file that was brought here by hand
Until then the rough translator that ships with strikewatch is used, and says so."""

_KAZAKH = """There is no Argos package for Kazakh. What can be had:

  1. Any package in the Argos format that you have or make:
       strikewatch models install FILE.argosmodel
  2. The rough translator that ships with strikewatch. It is there already, is used until something better is, and
     is labelled rough wherever its English is shown.
  3. A multilingual model, converted to CTranslate2 once, on any machine that has `transformers` and torch:
       ct2-transformers-converter --model MODEL --quantization int8 --output_dir FOLDER \\
         --copy_files sentencepiece.bpe.model       (spiece.model for MADLAD; source.spm target.spm for OPUS-MT)
     and then here, by the folder or by the address of a folder on the web (ending in /):
       strikewatch models install FOLDER
     Its language tokens are recognised by its vocabulary. MODEL is one of:

{models}"""


def explain(lang: str) -> str:
    """Return what can be installed to read `lang`, and how, for a person to read."""
    if lang == "ru":
        return _RUSSIAN
    if lang == "kk":
        return _KAZAKH.format(models="\n".join(_line(choice) for choice in KAZAKH))
    return f"strikewatch reads Russian, Kazakh and English; {lang!r} is none of them."


def _line(choice: Choice) -> str:
    return f"       {choice.hub}\n         {choice.name}: {choice.size}, {choice.licence}; {choice.remark}."


def advise(lang: str) -> str:
    """Return in one line what to do about a missing model."""
    if lang in {"ru", "kk"}:
        return f"run `strikewatch models install {lang}`"
    return "it is not a language that strikewatch reads"
