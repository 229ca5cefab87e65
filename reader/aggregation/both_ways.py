"""What a mutual relation says one way and what it says the other way, as one answer.

That Brenn borders Aria makes them neighbours of each other, and so does "Aria borders Cora": who asks for the
neighbours of Aria means both, however a graph happens to write each.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from kgqa.kg.graph import Graph
from kgqa.reader.vocabulary.named_relations import is_mutual
from kgqa.retriever.paths import ENDS_KEPT
from kgqa.types import Answer, Derivation, Step, Walk


def both_ways(answers: Sequence[Answer], graph: Graph) -> list[Answer]:
    """``answers``, each of a mutual relation with what this gives the other way round; as they are otherwise."""
    kept = list(answers)
    for answer in answers:
        walk = _mutual(answer, graph)
        if walk is None or answer not in kept:
            continue
        (step,) = walk.steps
        back = Walk(walk.start, (Step(step.relation, not step.inverse),))
        other = next((each for each in kept if _mutual(each, graph) == back and _asks(each) == _asks(answer)), None)
        if other is not None:
            kept[kept.index(answer)] = _joined(answer, other, walk.start)
            kept.remove(other)
    return kept


def _mutual(answer: Answer, graph: Graph) -> Walk | None:
    """The one step that leads to all entities of an answer, where its relation is mutual and nothing else is said."""
    made = answer.derivation
    if made is None or made != Derivation(made.asks, made.walks, apart=made.apart, sentence=made.sentence):
        return None
    steps = [step for walk in made.walks for step in walk.steps]
    is_cut_off = not 0 < len(answer.entities) < ENDS_KEPT
    is_whole = made.asks == "count" or len(answer.values) == len(answer.entities)
    if len(steps) != 1 or is_cut_off or not is_whole or not is_mutual(steps[0], graph):
        return None
    return made.walks[0]


def _asks(answer: Answer) -> str:
    return "" if answer.derivation is None else answer.derivation.asks


def _joined(one: Answer, other: Answer, start: str) -> Answer:
    first, second = sorted((one, other), key=lambda each: -each.score)
    entities = tuple(each for each in dict.fromkeys((*first.entities, *second.entities)) if each.id != start)
    support = (*first.support, *second.support)
    assert first.derivation is not None
    walks = tuple(replace(walk, both=True) for walk in first.derivation.walks)
    whole = replace(first, support=support, entities=entities)
    whole = replace(whole, derivation=replace(first.derivation, walks=walks, apart=(start,)))
    if _asks(one) == "count":
        return replace(whole, text=str(len(entities)), values=(str(len(entities)),))
    values = tuple(dict.fromkeys(each.label for each in entities))
    return replace(whole, text="; ".join(values), values=values, kind="entities" if len(entities) > 1 else first.kind)
