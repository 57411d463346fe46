"""Prints how well stories are told apart: made tellings, labelled pairs of real news, translations.

Reads the shared development data; writes tables to standard output: `python -m bench.stories`, four minutes of a core.
"""

import argparse
from dataclasses import replace
from pathlib import Path

from bench import stories_sets as sets


def main() -> None:
    """Print B-cubed on the made tellings, F1 on the labelled pairs, and how often translations are nearest."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--shared", type=Path, default=Path(__file__).parents[2] / "shared")
    shared = parser.parse_args().shared
    accounts = sets.accounts_of(sets.made())
    right = {one["id"]: one["story"] for one in sets.made()}
    print("| stories of made tellings | precision | recall | F1 |\n|---|---|---|---|")
    for name, found in (
        ("one night", sets.stories_of(accounts)),
        ("night by night", sets.by_nights(accounts)),
        ("without dates", sets.stories_of([replace(one, at=None) for one in accounts])),
        ("merging nothing", {one: one for one in right}),
    ):
        print(f"| {name} | {' | '.join(f'{figure:.3f}' for figure in sets.b_cubed(found, right))} |")
    if (shared / "data" / "duplicates").is_dir():
        truth, values = sets.labelled_pairs(shared)
        print(f"\nlabelled pairs of news: F1 {sets.f1(truth, values):.3f}")
        for name, figure in sets.translations(shared).items():
            print(f"{name}: {figure:.3f}")


if __name__ == "__main__":
    main()
