"""Labels and ids of merged entities: readable, and of what an entity is, never of the order it came in."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Sequence

from kgqa.extract.resolve.clusters import Cluster
from kgqa.extract.resolve.items import Item

_HASH = 6
"""Letters of the shortest hash in an id."""


def label_of(cluster: Cluster, items: Sequence[Item]) -> str:
    """The main name of most of its documents; of equals the longest, then the first by letters."""
    counts = Counter(items[row].side.name for row in cluster.rows)
    return min(counts, key=lambda name: (-counts[name], -len(name), name))


def aliases_of(cluster: Cluster, items: Sequence[Item], label: str) -> tuple[str, ...]:
    """Its other names, sorted."""
    names = {name for row in cluster.rows for item in (items[row],) for name in (*item.names, *item.others)}
    return tuple(sorted(names - {label}))


def ids_of(clusters: Sequence[Cluster], labels: Sequence[str], items: Sequence[Item]) -> list[str]:
    """An id for each cluster, given ones keeping theirs.

    The label where no other entity wants it, else "label (type)", else with the year of birth, of publication or of
    death, else with a hash of its first document's id and its number there.
    """
    ids = [cluster.given for cluster in clusters]
    taken = {one for one in ids if one}
    # A label that a given entity has is ambiguous without more, though that one's id is another.
    taken |= {label for label, cluster in zip(labels, clusters, strict=True) if cluster.given}
    open_ = [place for place, one in enumerate(ids) if not one]
    level = 0
    while open_:
        wanted = {place: _wanted(clusters[place], labels[place], items, level) for place in open_}
        counts = Counter(wanted.values())
        for place, one in wanted.items():
            if one and counts[one] == 1 and one not in taken:
                ids[place] = one
        # What several want none of them gets later either.
        taken |= {one for one in wanted.values() if one}
        open_ = [place for place in open_ if not ids[place]]
        level += 1
    return ids


def _wanted(cluster: Cluster, label: str, items: Sequence[Item], level: int) -> str:
    if level == 0:
        return label
    if level == 1:
        return f"{label} ({cluster.type})" if cluster.type else ""
    known = [cluster.type] if cluster.type else []
    if level == 2:
        years = sorted({value[:4] for kind in ("birth", "published") for value in cluster.values.get(kind, ())})
        died = sorted({value[:4] for value in cluster.values.get("death", ())})
        year = years[0] if years else f"died {died[0]}" if died else ""
        return f"{label} ({', '.join([*known, year])})" if year else ""
    side = min((items[row].side.doc_id, items[row].side.number) for row in cluster.rows)
    digest = hashlib.sha256(f"{side[0]}\0{side[1]}".encode("utf-8", "surrogatepass")).hexdigest()
    return f"{label} ({', '.join([*known, digest[: _HASH + 2 * (level - 3)]])})"
