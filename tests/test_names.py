"""Our names are ours: no installed distribution shadows a package of the checkout, and what must not be there is not.

A `scrapy` script appends the checkout to sys.path, so that an installed package called `translate`, `store` or
`scheduler` would be imported in the place of ours.
"""

import ast
import importlib.util
import re
import subprocess
import sys
from importlib import metadata
from pathlib import Path

import pytest
from sample_nights import ROOT

OURS = sorted(
    [path.parent.name for path in ROOT.glob("*/__init__.py") if path.parent.name != "tests"]
    + [path.stem for path in ROOT.glob("*.py")]
)
MEGABYTES = 900
# What `pip install argostranslate` would bring, 6.1 GB with CUDA. None of it may slip in by another way.
HEAVY = ("torch", "stanza", "spacy", "tensorflow", "nvidia")


@pytest.mark.parametrize("name", OURS)
def test_a_top_level_name_leads_into_the_checkout(name: str) -> None:
    found = importlib.util.find_spec(name)
    assert found is not None
    assert found.origin is not None
    assert Path(found.origin).is_relative_to(ROOT)


@pytest.mark.parametrize("name", OURS)
def test_no_other_distribution_installs_a_package_of_our_name(name: str) -> None:
    owners = {one for one in metadata.packages_distributions().get(name, []) if one != "strikewatch"}
    assert owners == set()


def test_a_scrapy_script_finds_our_packages() -> None:
    """The script appends the checkout at the end of the path; we look from another folder, as it would.

    An environment may be shared by two checkouts; then it is the other's `store` that is found, and ours all the same.
    """
    asked = (
        "import sys; sys.path.append(sys.argv[1]); import store, translate, scheduler, spiders; print(store.__file__)"
    )
    said = subprocess.run(
        [sys.executable, "-c", asked, str(ROOT)], cwd="/", capture_output=True, text=True, check=True, timeout=60
    )
    assert (Path(said.stdout.strip()).parents[1] / "nightly.py").exists()


@pytest.mark.parametrize("name", HEAVY)
def test_what_would_make_the_environment_huge_is_not_installed(name: str) -> None:
    assert importlib.util.find_spec(name) is None
    assert [one for one in metadata.distributions() if (one.name or "").lower().startswith(f"{name}-")] == []


def test_what_is_installed_to_run_it_stays_small() -> None:
    """Sizes as the wheels' own records tell them; what only developers and clusters install is not counted."""
    named = re.findall(r"^([A-Za-z0-9_.-]+)==", (ROOT / "requirements.lock").read_text("utf-8"), re.MULTILINE)
    assert len(named) > 50
    sizes = {name: sum(file.size or 0 for file in metadata.files(name) or ()) for name in named if _installed(name)}
    assert len(sizes) >= len(named) - 3, "some of it is for other systems; the rest must be there"
    # Python compiles each module once more than its wheel says: a third of the modules' size, a tenth of all.
    total = sum(sizes.values()) * 1.1
    assert total <= MEGABYTES * 1_000_000, f"{total / 1e6:.0f} MB"


def _installed(name: str) -> bool:
    try:
        metadata.version(name)
    except metadata.PackageNotFoundError:
        return False
    return True


# import-linter takes packages only: the modules that are files of their own are held to the same rules here.
FENCED = {
    "nightly": {"sqlite3", "sqlite_utils", "scrapy", "twisted", "smtplib", "argostranslate", "apscheduler"},
    "scheduler": {"sqlite3", "sqlite_utils", "scrapy", "twisted", "smtplib", "steps", "nightly", "store", "crawler"},
    "config": {"store", "crawler", "translate", "digest", "steps", "cli", "analysis", "nightly", "scheduler"},
}


@pytest.mark.parametrize("name", FENCED)
def test_a_module_imports_what_it_may(name: str) -> None:
    tree = ast.parse((ROOT / f"{name}.py").read_text("utf-8"))
    imported = {one.name for node in ast.walk(tree) if isinstance(node, ast.Import) for one in node.names}
    imported |= {node.module or "" for node in ast.walk(tree) if isinstance(node, ast.ImportFrom)}
    assert {one.partition(".")[0] for one in imported} & FENCED[name] == set()
