"""The strikes told of in the five seeds are found as reports of their own. Facts only: who, and in which places.

The list was made by hand: 29 strikes. Needs ../shared; what it protects is also held by made texts in
test_coding_reports and by the gold in test_coding_gold.
"""

from pathlib import Path

import pytest
from conftest import SHARED

from analysis.coding import Report
from analysis.detection import detect

FOUND, SPURIOUS = 0.85, 0.15
# Beginning of the file's name -> employer (None: unknown), and the places of which a report has to name one.
STRIKES = {
    "000": [
        ("MAEK-Kazatomprom", {"Aktau"}),
        ("Glass and Plastic Pipes Factory", {"Mangystau"}),
        ("KMG-Security", {"Mangystau"}),
    ],
    "001": [
        ("Trans KM (KM Tranco)", {"Zhezkazgan", "Ulytau"}),
        ("CNPC", {"Kyzylorda"}),
        ("Bonatti", {"Karachaganak"}),
        ("AltynEx", {"Yubileynoye"}),
        ("Si Bu Engineering Drilling Company", {"Mangystau"}),
        ("KMK Munai", {"Kokzhide"}),
        ("AMK Munai", {"Bashenkol"}),
        ("MunaiSpetsSnab", {"Zhanaozen"}),
        ("Ambulance service", {"Almaty"}),
        ("Ambulance service", {"Almaty"}),
        ("Almaty Su", {"Almaty"}),
        ("Semey Bus", {"Semey"}),
        ("Taxi Park", {"Semey"}),
        ("Shymkent Bus", {"Shymkent"}),
    ],
    "002": [
        ("Ozenmunaigas", {"Zhanaozen"}),
        (None, {"Aktau"}),
        (None, {"Kalamkas"}),
        (None, {"Zhetybay"}),
        ("Aktaukrantechservice", {"Aktau"}),
        ("BozashyTransKurylys", {"Aktau", "Mangystau"}),
        ("MAEK-Kazatomprom", {"Mangystau"}),
    ],
    "003": [("Karazhanbasmunai", {"Zhanaozen", "Mangystau"}), ("Ozenmunaigas", {"Zhanaozen"})],
    "004": [
        ("Tengizchevroil", {"Tengiz", "Atyrau"}),
        ("Qarmet", {"Temirtau", "Karaganda"}),
        ("Kazakhmys", {"Karaganda", "Ulytau"}),
    ],
}
SEEDS = sorted((SHARED / "seeds").glob("*.txt"))


def strikes(seed: Path) -> tuple[Report, ...]:
    return detect(title="", text=seed.read_text(encoding="utf-8"), lang="en").reports


def matched(seed: Path) -> tuple[int, int]:
    """Count the strikes that a report of their own tells of, and the reports."""
    left = list(strikes(seed))
    found, reports = 0, len(left)
    for employer, places in STRIKES[seed.name[:3]]:
        for report in left:
            if report.employer == employer and places & {report.settlement, report.site, report.region}:
                left.remove(report)
                found += 1
                break
    return found, reports


@pytest.mark.skipif(len(SEEDS) < len(STRIKES), reason="the five seeds of ../shared are not on this machine")
def test_the_strikes_of_the_seeds_are_found_one_by_one() -> None:
    counts = [matched(seed) for seed in SEEDS]
    found, reports = (sum(column) for column in zip(*counts, strict=True))
    told = sum(map(len, STRIKES.values()))
    assert found / told >= FOUND
    assert (reports - found) / reports <= SPURIOUS


@pytest.mark.skipif(len(SEEDS) < len(STRIKES), reason="the five seeds of ../shared are not on this machine")
def test_every_value_of_the_seeds_stands_where_its_evidence_says() -> None:
    for seed in SEEDS:
        text = seed.read_text(encoding="utf-8")
        for report in strikes(seed):
            assert all(text[one.start : one.end] == one.text for one in report.evidence)
            given = {"employer", "settlement", "site", "region", "workers_quote", "start_date", "status"}
            supported = {one.supports for one in report.evidence}
            assert {name for name in given if getattr(report, name)} <= supported
