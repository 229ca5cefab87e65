"""What a mutual relation says one way and what it says the other way, as one answer.

That Brenn borders Aria makes them neighbours of each other, and so does "Aria borders Cora": who asks for the
neighbours of Aria means both, however a graph happens to write each.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from kgqa.kg.graph import Graph
from kgqa.linker.normalise import fold
from kgqa.retriever.paths import ENDS_KEPT
from kgqa.types import Answer, Derivation, Step, Walk

_MUTUAL = re.compile(
    r"(?:is |are )?(?:borders?|bordered by|bordering|shares? (?:an? )?borders? with|neighbou?r(?:s|ing)?(?: of)?"
    r"|adjoins?|abuts?|adjacent to|next to|intersects?(?: with)?|overlaps?(?: with)?"
    r"|spouses?(?: of)?|married(?: to)?|siblings?(?: of)?|twins?(?: of)?|friends?(?: of| with)?|colleagues?(?: of)?"
    r"|rivals?(?: of)?|ally|allies|ally of|allies of|allied (?:with|to)|collaborat(?:es|ed) with"
    r"|twin(?:ned)? (?:towns?|cit(?:y|ies)|with)|(?:sister|partner) (?:towns?|cit(?:y|ies)))"
)
"""Labels of relations that hold both ways whoever they are said of, which few do: what joins, links to or crosses
something, or is replaced with it, does so one way."""


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
        if other is not None and (whole := _joined(answer, other, walk.start)) is not None:
            kept[kept.index(answer)] = whole
            kept.remove(other)
    return kept


def _mutual(answer: Answer, graph: Graph) -> Walk | None:
    """The one step that leads to all entities of an answer, where its relation is mutual and nothing else is said."""
    made = answer.derivation
    if made is None or made != Derivation(made.asks, made.walks, apart=made.apart, sentence=made.sentence):
        return None
    steps = [step for walk in made.walks for step in walk.steps]
    if len(steps) != 1 or len(answer.entities) >= ENDS_KEPT or not _are_all_entities(answer):
        return None
    index = graph.relation_index(steps[0].relation)
    label = "" if index is None else fold(graph.relation(index).label.replace("_", " "))
    return made.walks[0] if _MUTUAL.fullmatch(label) else None


def _are_all_entities(answer: Answer) -> bool:
    """Whether no literal is among what an answer names or counts."""
    if _asks(answer) == "count":
        return answer.text == str(len(answer.entities))
    return set(answer.values) == {each.label for each in answer.entities}


def _asks(answer: Answer) -> str:
    return "" if answer.derivation is None else answer.derivation.asks


def _joined(one: Answer, other: Answer, start: str) -> Answer | None:
    """Both as one, with the score of the surer; None where they lead to nothing but where they come from."""
    first, second = sorted((one, other), key=lambda each: -each.score)
    entities = tuple(each for each in dict.fromkeys((*first.entities, *second.entities)) if each.id != start)
    if not entities or first.derivation is None:
        return None
    walks = tuple(replace(walk, both=True) for walk in first.derivation.walks)
    made = replace(first.derivation, walks=walks, apart=(start,))
    whole = replace(first, support=(*first.support, *second.support), entities=entities, derivation=made)
    if made.asks == "count":
        return replace(whole, text=str(len(entities)), values=(str(len(entities)),))
    values = tuple(dict.fromkeys(each.label for each in entities))
    return replace(whole, text="; ".join(values), values=values, kind="entities" if len(entities) > 1 else first.kind)
