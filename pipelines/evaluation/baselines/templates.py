"""Question templates learnt by heart: the question less its topic, and the relation chain that answers it."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache

from kgqa.data.example import AskExample
from kgqa.errors import InputError
from kgqa.kg.graph import Graph
from kgqa.linker.normalise import fold
from kgqa.pipelines.ask import KGQA
from kgqa.pipelines.evaluation.baselines.chain_search import ChainSearch
from kgqa.pipelines.evaluation.baselines.system import hybrid
from kgqa.pipelines.evaluation.baselines.walked import UNLINKED, nothing, walked
from kgqa.retriever.chains import Chain, walk
from kgqa.types import Link, Question, Result

SEARCHED = 5
"""Questions of one template whose chain is looked for where none is given: the search is the costly part."""

SLOT = "*"
"""Stands for the topic; no folded text holds it."""


@dataclass(frozen=True, slots=True)
class Entry:
    """What a template's training questions say: the chain, the share of their votes for it, their number."""

    chain: Chain
    share: float
    seen: int


class Templates:
    """A System that knows the templates of its training questions and nothing else.

    A template is the folded question with one linked mention masked. Links are tried by score, then by place;
    the first whose template was seen in training is walked from, along that template's chain. Where none was
    seen it abstains. The score is the share of the template's training votes that the chain got.
    """

    name = "templates"

    def __init__(self, qa: KGQA, examples: Sequence[AskExample]) -> None:
        self._qa = qa
        self._retriever = hybrid(qa, self.name)
        if not examples:
            raise InputError(f"the baseline {self.name!r} learns from training questions: give some with --train FILE")
        self.table: Mapping[str, Entry] = learn(examples, qa.graph, self._retriever.hops)

    def answer(self, questions: Sequence[Question]) -> list[Result]:
        """As :meth:`kgqa.pipelines.evaluation.baselines.system.System.answer`."""
        links = self._qa.linker.link(questions)
        return [self._answer(question, own) for question, own in zip(questions, links, strict=True)]

    def _answer(self, question: Question, links: tuple[Link, ...]) -> Result:
        if not links:
            return nothing(question, links, UNLINKED)
        for link in sorted(links, key=lambda link: (-link.score, link.mention.start)):
            entry = self.table.get(template(question.text, link.mention.start, link.mention.end))
            row = self._qa.graph.row(link.entity.id)
            if entry is None or row is None:
                continue
            path = self._retriever.paths.path(link.entity.id, row, entry.chain)
            if not path.ends:
                return nothing(question, links, "the template's chain leads nowhere from what the question names")
            return walked(question, links, path, entry.share, self._qa.graph, source="template")
        return nothing(question, links, "no training question has this template")


def template(text: str, start: int, end: int) -> str:
    """``text`` folded, with the characters [start, end) masked.

    >>> template("Who directed Heat?", 13, 17)
    'who directed *'
    """
    return " ".join(part for part in (fold(text[:start]), SLOT, fold(text[end:])) if part)


def learn(examples: Sequence[AskExample], graph: Graph, hops: int) -> dict[str, Entry]:
    """Each template's chain: the one that most of its questions give, ties by length, then by relation.

    A question gives its ``gold_relations``, if they lead anywhere from the topic; without them, each chain of
    up to ``hops`` steps from its topic whose ends are most like its answers (the first :data:`SEARCHED`
    questions of a template).
    """
    votes: defaultdict[str, Counter[Chain]] = defaultdict(Counter)
    seen: Counter[str] = Counter()
    search: ChainSearch | None = None
    row_of = _rows(graph)
    for example in examples:
        for topic in example.entities:
            row = row_of(topic)
            place = row is not None and _place(example.question, topic, graph.label(row))
            if row is None or not place:
                continue
            key = template(example.question, *place)
            given = _codes(example.gold_relations, graph)
            if given and len(walk(graph, row, given)[0][-1]):
                votes[key][given] += 1
            elif not example.gold_relations and seen[key] < SEARCHED:
                search = search or ChainSearch(graph)
                votes[key].update(search.best(row, example.answers, hops))
            else:
                continue
            seen[key] += 1
    return {key: _chosen(votes[key], seen[key]) for key in sorted(votes) if votes[key]}


def _rows(graph: Graph) -> Callable[[str], int | None]:
    """The row of an entity by its id, or by its label where one alone has it: data sets name entities either way."""

    @cache
    def labels() -> dict[str, int | None]:
        found: dict[str, int | None] = {}
        for row in range(graph.n_entities):
            label = graph.label(row)
            found[label] = None if label in found else row
        return found

    def row_of(topic: str) -> int | None:
        row = graph.row(topic)
        return labels().get(topic) if row is None else row

    return row_of


def _chosen(votes: Counter[Chain], seen: int) -> Entry:
    chain, count = min(votes.items(), key=lambda item: (-item[1], len(item[0]), item[0]))
    return Entry(chain, count / seen, seen)


def _place(question: str, topic: str, label: str) -> tuple[int, int] | None:
    """Where the topic stands, by its label or its id, in the question's own letters before any others."""
    for name in dict.fromkeys((label, topic)):
        for flags in (0, re.IGNORECASE):
            found = re.search(rf"(?<!\w){re.escape(name)}(?!\w)", question, flags)
            if found:
                return found.span()
    return None


def _codes(relations: Sequence[str], graph: Graph) -> Chain:
    """A chain of relation ids, ``^`` before one against the arrow, as step codes; () where the graph lacks one."""
    codes = []
    for name in relations:
        number = graph.relation_index(name.removeprefix("^"))
        if number is None:
            return ()
        codes.append(2 * number + name.startswith("^"))
    return tuple(codes)
