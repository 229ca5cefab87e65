"""Names in a question that only say what kind of thing is meant: "which film" names no film, though the graph has a
node of that name for the class."""

from __future__ import annotations

import re

import numpy as np

from kgqa.kg.graph import Graph
from kgqa.reader.asked.mentions import Masked, masked_names
from kgqa.reader.vocabulary.kinds_of import says_kind

_KIND = re.compile(
    r"^(?:(?:in|at|on|for|to|from|by|with) )?(?:which|what|how many|who)(?: (?:is|are|was|were))?"
    r"(?: (?:the|of|two|three|four|five|\d+|top|most recent|newest|latest|oldest|earliest))*"
    r" §(\d+)(?! (?:is|are|was|were)$)"
    r"|\b(?:most|fewest|least|number of) §(\d+)|['’]s? §(\d+)"
    r"|\b(?:average|mean|total|combined|overall|sum of) [a-z ]+? (?:of|for|in|among|across) (?:all )?(?:the )?§(\d+)"
)


def without_classes(question: str, masked: Masked, graph: Graph) -> Masked:
    """The question masked but for the kinds of what it asks for and of what it counts."""
    kinds = named_classes(masked, graph)
    if not kinds:
        return masked
    return masked_names(question, (start for start in masked.starts if start not in kinds), graph)


def named_classes(masked: Masked, graph: Graph) -> set[str]:
    """Ids of the names that only say the kind of what is asked for or counted."""
    return {
        masked.starts[int(number)]
        for found in _KIND.finditer(masked.text)
        for number in found.groups()
        if number is not None and is_class(masked.starts[int(number)], graph)
    }


def is_class(id: str, graph: Graph) -> bool:
    """Whether facts say of something that it is one of these."""
    row = graph.row(id)
    if row is None:
        return False
    relations = np.unique(graph.runs(np.array([row]), inverse=True)[1]).tolist()
    return any(says_kind(graph.relation(index).label) for index in relations)
