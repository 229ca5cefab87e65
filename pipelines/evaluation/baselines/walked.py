"""A result whose answer is the ends of one path: what systems without a reader say."""

from __future__ import annotations

from kgqa.kg.graph import Graph
from kgqa.kg.verbalize import verbalize
from kgqa.reader.aggregation.answers import from_paths
from kgqa.reader.language.kinds import asks_how_many
from kgqa.reader.network.found import FoundPath
from kgqa.types import Evidence, Link, Path, Question, Result

UNLINKED = "no entity of the graph is named in the question"


def walked(
    question: Question, links: tuple[Link, ...], path: Path, score: float, graph: Graph, *, source: str
) -> Result:
    """The ends of ``path`` as the one answer, or their number where the question asks how many."""
    evidence = Evidence(path, verbalize(path, graph).text, round(score, 6), source)
    found = [FoundPath(0, path, 0.0, round(score, 6))]
    answers = tuple(from_paths(found, graph, count=asks_how_many(question.text)))
    why = "" if answers else "there are too many ends to count"
    return Result(question, links, (evidence,), answers, why)


def nothing(question: Question, links: tuple[Link, ...], why: str) -> Result:
    """An abstention."""
    return Result(question, links, abstained=why)
