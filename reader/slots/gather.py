"""What was read as a small graph and its paths, so that every operation over facts works on it as on any other."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from kgqa.kg.graph import Graph
from kgqa.kg.verbalize import verbalize
from kgqa.reader.slots.chains import Wanted
from kgqa.reader.slots.filled import Filled
from kgqa.reader.slots.subjects import Subject
from kgqa.sources import READ
from kgqa.types import Entity, Evidence, Literal, Path, Relation, Step, Triple


@dataclass(frozen=True, slots=True)
class Gathered:
    """``paths``: each chain from each subject as far as it was filled to its end; ``proofs``: beside each path the
    slots that it walks. ``likeliest``: the greatest share of a chain, filled or not."""

    graph: Graph
    paths: tuple[Evidence, ...]
    proofs: tuple[tuple[Filled, ...], ...]
    likeliest: float


def gathered(subjects: Sequence[Subject], wanted: Sequence[Wanted], filled: Sequence[Filled]) -> Gathered:
    """The graph of what was read. Ids are the names that things go by and the labels of relations."""
    by_slot = {(one.subject.id, one.slot): one for one in filled}
    known = {s.id: s for one in filled for s in (one.subject, one.value) if s is not None}
    entities = [Entity(s.id, s.name, tuple(dict.fromkeys(n for n in s.also if n != s.name))) for s in known.values()]
    relations = [Relation(label, label) for label in sorted({one.slot.label for one in filled})]
    graph = Graph.build([_triple(one) for one in filled], entities, relations)
    paths, proofs = [], []
    for subject in subjects:
        for chain in wanted:
            proof: list[Filled] = []
            here: Subject | None = subject
            for slot in chain.slots:
                one = by_slot.get((here.id, slot)) if here is not None else None
                if one is None:
                    break
                proof.append(one)
                here = one.value
            else:
                triples = tuple(_triple(one) for one in proof)
                steps = tuple(Step(slot.label) for slot in chain.slots)
                path = Path(subject.id, steps, (triples[-1].tail,), triples)
                paths.append(Evidence(path, verbalize(path, graph).text, round(chain.share, 6), READ))
                proofs.append(tuple(proof))
    likeliest = max((chain.share for chain in wanted), default=1.0)
    return Gathered(graph, tuple(paths), tuple(proofs), likeliest)


def _triple(one: Filled) -> Triple:
    tail = one.value.id if one.value is not None else Literal(one.text)
    return Triple(one.subject.id, one.slot.label, tail)
