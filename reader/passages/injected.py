"""Which paths are read beside passages as facts."""

from __future__ import annotations

from collections.abc import Sequence

from kgqa.kg.graph import Graph
from kgqa.kg.verbalize import chain_label
from kgqa.reader.doubts.said_otherwise import names_relation, unsaid_parts
from kgqa.reader.language.named import without_names
from kgqa.reader.network.found import FoundPath
from kgqa.types import Evidence

FACTS_INJECTED = 4
"""Paths that are read beside each passage, the most probable, as far as they fit the token budget."""

LEAST_PROBABLE, LEAST_UNNAMED = 0.2, 0.9
"""Paths less probable than this are not read beside passages: a fact of the asked thing that does not answer makes the
reader less sure of a passage that does. The second where the question has no word for the path's last relation, or says
more of it."""


def beside_passages(
    question: str, paths: Sequence[FoundPath], evidence: Sequence[Evidence], graph: Graph
) -> list[FoundPath]:
    """The paths that are read beside passages as facts, the most probable first."""
    words = without_names(question, evidence, graph)
    kept = []
    for found in sorted(paths, key=lambda found: (-found.probability, found.evidence))[:FACTS_INJECTED]:
        label = chain_label(found.path.steps[-1:], graph)
        named = names_relation(words, label) and not unsaid_parts(words, label)
        if found.probability >= (LEAST_PROBABLE if named else LEAST_UNNAMED):
            kept.append(found)
    return kept
