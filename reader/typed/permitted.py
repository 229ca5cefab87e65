"""What filters leave of evidence and answers: an operation looks at the whole graph, a filter says what may be used."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, replace

from kgqa.kg.graph import Graph
from kgqa.kg.said import SaidFacts
from kgqa.kg.verbalize import verbalize
from kgqa.reader.typed.decide import planned
from kgqa.reader.typed.having import having
from kgqa.reader.typed.sets import walked
from kgqa.reader.vocabulary.kinds_of import says_kind
from kgqa.types import Answer, Derivation, Evidence, Literal, Node, Path, Step, Triple, Walk


@dataclass(frozen=True, slots=True)
class Permitted:
    """Limits to what may be used; None is no limit.

    ``relations``: ids. ``types``: of what answers are. ``docs``: ids of documents; of the facts that ``said`` knows to
    be said by documents, those alone that one of these says. What says of which kind a thing is may always be used,
    as types are.
    """

    graph: Graph
    relations: Collection[str] | None = None
    types: Collection[str] | None = None
    docs: Collection[str] | None = None
    said: SaidFacts | None = None

    @property
    def is_all(self) -> bool:
        """Whether there is no limit."""
        return self.relations is None and self.types is None and not self._by_documents

    def evidence(self, pieces: Sequence[Evidence]) -> tuple[Evidence, ...]:
        """The pieces that may be used, of a path those ends that facts that may be used lead to. A value that
        an operation compares is of no type: a path may end in literals alone."""
        if self.is_all:
            return tuple(pieces)
        kept = []
        for piece in pieces:
            path = piece.content
            if not isinstance(path, Path):
                kept.append(piece)
            elif self._fits(path) and (left := self._as_said(path)).ends:
                kept.append(
                    piece if left is path else replace(piece, content=left, text=verbalize(left, self.graph).text)
                )
        return tuple(kept)

    def answers(self, text: str, answers: Sequence[Answer], evidence: Sequence[Evidence]) -> tuple[Answer, ...]:
        """The answers to a question that rest on nothing else, without the derivation of those that it derives more
        of."""
        if self.is_all:
            return tuple(answers)
        left = [answer for answer in answers if self._may_be_given(text, answer, evidence)]
        return tuple(
            replace(answer, derivation=None) if self._is_narrowed(answer, evidence) else answer for answer in left
        )

    @property
    def _by_documents(self) -> bool:
        return self.docs is not None and self.said is not None

    def _fits(self, path: Path) -> bool:
        is_walked = self.relations is None or all(step.relation in self.relations for step in path.steps)
        return is_walked and (self.types is None or all(isinstance(end, Literal) or self._is(end) for end in path.ends))

    def _is(self, node: Node) -> bool:
        row = None if isinstance(node, Literal) else self.graph.row(node)
        if row is None or row >= self.graph.n_entities or self.types is None:
            return False
        return not {*self.types}.isdisjoint(self.graph.types[row])

    def _may_use(self, triple: Triple) -> bool:
        if self.docs is None or self.said is None:
            return True
        statements = self.said.statements(triple)
        return not statements or any(statement.doc_id in self.docs for statement in statements)

    def _as_said(self, path: Path) -> Path:
        """The path by the facts that may be used."""
        if all(map(self._may_use, path.triples)):
            return path
        here: set[Node] = {path.start}
        layers: list[list[Triple]] = []
        for step in path.steps:
            edges = [t for t in path.triples if t.relation == step.relation and self._may_use(t)]
            edges = [t for t in dict.fromkeys(edges) if (t.tail if step.inverse else t.head) in here]
            layers.append(edges)
            here = {t.head if step.inverse else t.tail for t in edges}
        ends = tuple(end for end in path.ends if end in here)
        on_the_way: set[Node] = {*ends}
        for step, edges in zip(reversed(path.steps), reversed(layers), strict=True):
            edges[:] = [t for t in edges if (t.head if step.inverse else t.tail) in on_the_way]
            on_the_way = {t.tail if step.inverse else t.head for t in edges}
        return replace(path, ends=ends, triples=tuple(triple for edges in layers for triple in edges))

    def _may_be_given(self, text: str, answer: Answer, evidence: Sequence[Evidence]) -> bool:
        made = answer.derivation
        if made is None:
            return True  # it rests on evidence alone
        paths = _paths(answer, evidence)
        if not self._is_of_types(answer, made):
            return False
        if not paths:  # all that there are of a type: no fact was used
            return self.relations is None and not self._by_documents and bool(answer.entities or made.kinds)
        if self.relations is not None:
            may = [step.relation in self.relations or self._says_kind(step) for step in _steps(made)]
            if not all(may) or (made.among and not self._is_gathered(text, made, evidence, paths)):
                return False
        return not self._by_documents or self._is_said(text, made, evidence, paths)

    def _is_of_types(self, answer: Answer, made: Derivation) -> bool:
        """Whether what an answer is, or is the number of, is of the types."""
        if self.types is None:
            return True
        if not all(map(self._is, (*(entity.id for entity in answer.entities), *made.among))):
            return False
        if made.asks == "members":
            return bool(answer.entities)
        return not made.kinds or not {*self.types}.isdisjoint(made.kinds)

    def _says_kind(self, step: Step) -> bool:
        index = self.graph.relation_index(step.relation)
        return index is not None and says_kind(self.graph.relation(index).label)

    def _is_gathered(self, text: str, made: Derivation, evidence: Sequence[Evidence], paths: Sequence[Path]) -> bool:
        """Whether members that are named one by one are known to be what is asked for by paths of the evidence, and
        not by whatever else the graph says of them."""
        found = None if made.walks else planned(text, evidence, self.graph)
        if not made.walks and (found is None or not (found[0].parts or found[0].subject is not None)):
            held = None if self._by_documents else having(text, self.graph)
            steps = [step for _, own in held.members for step in own] if held is not None else []
            return bool(steps) and all(step.relation in (self.relations or ()) for step in steps)
        unshown = found is not None and (
            (found[0].pick is not None and made.pick is None) or (bool(found[0].limits) and not made.bounds)
        )
        if unshown and not _goes_on(paths):
            return False  # they were chosen by what is not shown
        return {*made.among} <= {node for path in paths for node in (path.start, *path.ends)}

    def _is_said(self, text: str, made: Derivation, evidence: Sequence[Evidence], paths: Sequence[Path]) -> bool:
        """Whether all facts that a derivation speaks of may be used."""
        own = {(path.start, path.steps): path for path in paths}
        sets = [own[walk.start, walk.steps] for walk in made.walks if (walk.start, walk.steps) in own]
        others = [walk for walk in made.walks if (walk.start, walk.steps) not in own and not self._is_class(walk)]
        limits = [walked(walk.start, walk.steps, self.graph) for walk in (*others, *made.without)]
        if not all(self._may_use(triple) for path in limits for triple in path.triples):
            return False
        if not sets and not (made.among and self._is_gathered(text, made, evidence, paths)):
            return False
        members = dict.fromkeys([*made.among, *(end for path in sets for end in path.ends)])
        return all(
            len(steps) == 1 and all(map(self._may_use, self._facts(id, steps[0])))
            for steps in _measured(made)
            for id in members
            if isinstance(id, str)
        )

    def _is_class(self, walk: Walk) -> bool:
        return all(map(self._says_kind, walk.steps))

    def _facts(self, id: str, step: Step) -> Iterator[Triple]:
        if step.inverse:
            return self.graph.match(relation=step.relation, tail=id)
        return self.graph.match(id, step.relation)

    def _is_narrowed(self, answer: Answer, evidence: Sequence[Evidence]) -> bool:
        """Whether a path that an answer rests on leads to more than may be used, as its query would."""
        return (
            self._by_documents
            and answer.derivation is not None
            and any(
                not self._may_use(triple)
                for path in _paths(answer, evidence)
                for triple in walked(path.start, path.steps, self.graph).triples
            )
        )


def _paths(answer: Answer, evidence: Sequence[Evidence]) -> list[Path]:
    contents = [evidence[support.evidence].content for support in answer.support]
    return [content for content in contents if isinstance(content, Path)]


def _goes_on(paths: Sequence[Path]) -> bool:
    """Whether one path goes on from the ends of another by one step, to what these are chosen by."""
    whole = {(path.start, path.steps) for path in paths}
    return any((path.start, path.steps[:-1]) in whole for path in paths)


def _measured(made: Derivation) -> list[tuple[Step, ...]]:
    """The steps to the values that members are compared by or summed up."""
    measures = [bound.measure for bound in made.bounds]
    measures += [made.pick.measure] if made.pick is not None else []
    measures += [made.total] if made.total is not None else []
    return [measure.steps for measure in measures]


def _steps(made: Derivation) -> list[Step]:
    """All steps that a derivation takes."""
    walks = [walk.steps for walk in (*made.walks, *made.without)]
    return [step for steps in (*walks, *_measured(made)) for step in steps]
