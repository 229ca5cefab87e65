"""A question's own word for what it asks for as a filter: "which cities are in Norway" are no mountains."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from kgqa.kg.graph import Graph
from kgqa.reader.found import FoundPath
from kgqa.reader.operations import singular
from kgqa.reader.typed.parts import noun_of
from kgqa.reader.typed.sets import ends_of, of_kind, of_kind_alone
from kgqa.retriever.paths import ENDS_KEPT

_NAMES_A_KIND = re.compile(
    r"\s*(?:which|what|how many|name|list|show)\b(?! (?:is|was|are|were|did|does|do)\b)", re.IGNORECASE
)


def of_asked_kind(question: str, paths: Sequence[FoundPath], graph: Graph) -> list[FoundPath]:
    """The paths with those of their ends that are of the type which the question calls them by.

    A path that leads to none of that type is left out where another one leads to some; without types, or where
    nothing found is of it, all stays as it is.
    """
    noun = kind_asked(question)
    if not noun:
        return list(paths)
    kept = []
    for found in of_kind_alone(paths, noun, graph):
        ids, kinds = of_kind(ends_of(found.path, graph), noun, graph)
        if kinds:
            found = replace(found, path=replace(found.path, ends=tuple(ids[:ENDS_KEPT])), kinds=kinds)
        kept.append(found)
    return kept


def kind_asked(question: str) -> str:
    """What a question calls the things it asks for, singular; "" where it does not.

    >>> kind_asked("Which cities are in Norway?"), kind_asked("How many rivers flow there?"), kind_asked("Who is it?")
    ('city', 'river', '')
    """
    if _NAMES_A_KIND.match(question) is None:
        return ""
    words = question.strip(" ?.!").lower()
    noun = singular(noun_of(words))
    return "star" if f" {noun} star " in words else noun  # "which film star" asks for no film
