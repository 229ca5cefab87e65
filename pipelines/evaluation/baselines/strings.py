"""Strings alone: the longest label in the question, and the relation whose words the question shares."""

from __future__ import annotations

from collections.abc import Sequence

from kgqa.kg.graph import Graph
from kgqa.linker.normalise import fold
from kgqa.linker.words import FUNCTION
from kgqa.pipelines.ask import KGQA
from kgqa.pipelines.evaluation.baselines.names import NameTable
from kgqa.pipelines.evaluation.baselines.system import hybrid
from kgqa.pipelines.evaluation.baselines.walked import UNLINKED, nothing, walked
from kgqa.types import Link, Mention, Question, Result


class Strings:
    """A System without any model.

    The topic is the entity whose label is the longest that stands in the question letter for letter (of several
    in one place the lowest id). The relation is, of those at the topic, the one most of whose label's distinct
    words stand in the rest of the question, function words left out; ties go to the lowest id, and to the
    direction of the arrow. It abstains where no word is shared. The score is the share of the label's words
    that stand in the question.
    """

    name = "strings"

    def __init__(self, qa: KGQA) -> None:
        self._graph = qa.graph
        self._paths = hybrid(qa, self.name).paths
        self._labels = NameTable(((label, row) for row, label in enumerate(qa.graph.labels)), folded=False)
        self._words = [_words(qa.graph.relation(i).label) for i in range(qa.graph.n_relations)]

    def answer(self, questions: Sequence[Question]) -> list[Result]:
        """As :meth:`kgqa.pipelines.evaluation.baselines.system.System.answer`."""
        return [self._answer(question) for question in questions]

    def _answer(self, question: Question) -> Result:
        text = question.text
        found = self._labels.find(text)
        if not found:
            return nothing(question, (), UNLINKED)
        named, row = found[0], found[0].rows[0]
        mention = Mention(named.start, named.end, text[named.start : named.end])
        links = (Link(mention, self._graph.entity(row), 1.0),)
        asked = _words(f"{text[: named.start]} {text[named.end :]}")
        best = max(
            ((len(self._words[code // 2] & asked), -code) for code in _steps(self._graph, row)),
            default=(0, 0),
        )
        shared, code = best[0], -best[1]
        if not shared:
            return nothing(question, links, f"no relation of {links[0].entity.label!r} is named in the question")
        path = self._paths.path(links[0].entity.id, row, (code,))
        score = shared / len(self._words[code // 2])
        return walked(question, links, path, score, self._graph, source="strings")


def _steps(graph: Graph, row: int) -> list[int]:
    """The codes of the steps at a node that lead to another, sorted: relations are numbered by sorted id."""
    codes = set()
    for inverse, (relations, far) in enumerate((graph.out_edges(row), graph.in_edges(row))):
        codes |= {2 * relation + inverse for relation in relations[far != row].tolist()}
    return sorted(codes)


def _words(text: str) -> frozenset[str]:
    return frozenset(fold(text).split()) - FUNCTION
