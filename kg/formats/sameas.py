"""owl:sameAs: ids that mean one thing, as one id."""

from __future__ import annotations

from collections.abc import Iterable

SAME_AS = "http://www.w3.org/2002/07/owl#sameAs"


def representatives(pairs: Iterable[tuple[str, str]]) -> dict[str, str]:
    """From each id to the one that stands for it: the first by name of all that are linked, blank nodes last.

    Ids that stand for themselves are left out.

    >>> representatives([("b", "c"), ("a", "b"), ("x", "_:y")])
    {'b': 'a', 'c': 'a', '_:y': 'x'}
    """
    parent: dict[str, str] = {}

    def root(id: str) -> str:
        parent.setdefault(id, id)
        while parent[id] != id:
            parent[id] = id = parent[parent[id]]
        return id

    for one, other in sorted(pairs):
        first, second = sorted((root(one), root(other)), key=lambda id: (id.startswith("_:"), id))
        parent[second] = first
    return {id: top for id in list(parent) if (top := root(id)) != id}
