"""What "how many" may count: passengers are no two because "320 passengers and 42 cars" are two values, and one sister
that a text happens to name need not be the only one."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from kgqa.kg.graph import Graph
from kgqa.kg.verbalize import chain_label
from kgqa.linker.normalise import fold
from kgqa.reader.aggregation.origins import Origins
from kgqa.reader.language.operations import singular
from kgqa.reader.network.found import FoundPath
from kgqa.types import Literal

ONE_OF_MANY = 0.3
"""What is left of the probability that a thing found in documents is the only one."""

_COUNTED = re.compile(r"\bhow many (?P<noun>[a-z]+(?: [a-z]+)?)", re.IGNORECASE)
_OF_A_SEX = frozenset(("brother", "sister", "son", "daughter"))


def countable(words: str, paths: Sequence[FoundPath], graph: Graph, origins: Origins) -> list[FoundPath]:
    """The paths whose ends may be counted, those that lead to amounts with the one that is of what is counted.
    ``words``: the question, see :func:`kgqa.reader.language.named.without_names`."""
    asked = _COUNTED.search(words)
    nouns = {singular(word) for word in fold(asked["noun"]).split()} if asked else set()
    kept = []
    for found in paths:
        amounts = [end for end in found.path.ends if isinstance(end, Literal) and any(map(str.isdigit, end.value))]
        label = {singular(word) for word in fold(chain_label(found.path.steps[-1:], graph)).split()}
        if len(found.path.ends) > 1 and amounts:
            own = tuple(end for end in amounts if nouns & {singular(word) for word in fold(end.value).split()})
            if len(own) == 1:
                kept.append(replace(found, path=replace(found.path, ends=own)))
            continue
        if nouns & _OF_A_SEX - label:
            continue  # siblings are of either sex
        is_found = origins.is_said(found.path) and not origins.is_listed(found.path)
        if len(found.path.ends) == 1 and not amounts and is_found:
            found = replace(found, probability=found.probability * ONE_OF_MANY)
        kept.append(found)
    return kept
