"""The step `group`: finds which articles tell the same text. Reads fingerprints; writes the table `grouping`."""

from collections.abc import Iterable
from functools import cache

from analysis import duplicates
from analysis.duplicates import Telling
from analysis.fingerprint import Fingerprint
from steps.night import Night
from steps.reading import BATCH, FINGERPRINT, Counts
from store import neighbours, passes
from store.records import Grouped

# A new fingerprint makes a new grouping due.
GROUP = f"{duplicates.VERSION}/{FINGERPRINT}"


def group(night: Night) -> Counts:
    """Give each new article its place, and anew to all that duplicates connect with it.

    Grouping all that is connected gives what grouping the whole store would, so the order of arrival is no matter.
    """
    new, moved, after = 0, 0, ""
    total = passes.count_lacking(night.store, "grouping", GROUP)
    with night.progress.step("grouping", total) as advance:
        while ids := neighbours.ungrouped(night.store, GROUP, after=after, limit=BATCH):
            placed = _placed(night, ids)
            passes.save_grouped(night.store, GROUP, placed)
            advance(len(ids))
            new, moved, after = new + len(ids), moved + len(placed) - len(ids), ids[-1]
    return {"done": new, "looked at again": moved}


def _placed(night: Night, ids: list[str]) -> list[Grouped]:
    def load(article_id: str) -> Telling:
        (found,) = neighbours.sketched(night.store, [article_id])
        print_ = Fingerprint.from_bytes(found.sketch)
        return Telling(id=found.id, published=found.published, address=None, fingerprint=print_)

    @cache  # asked once to find what is connected, and once more to part it
    def candidates(telling: Telling) -> Iterable[str]:
        print_ = telling.fingerprint
        return neighbours.candidates(
            night.store, print_.bands, print_.text_hash, bucket=duplicates.BUCKET, most=duplicates.COMPARED
        )

    connected = duplicates.connected_to([load(one) for one in ids], load, candidates)
    return [
        Grouped(article_id=article_id, group_id=place.group, duplicate_of=place.duplicate_of)
        for article_id, place in sorted(duplicates.group(connected, candidates).items())
    ]
