"""Questions that offer a choice ("Was it made by A or by B?"): one of what they offer is the answer, or nothing is."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from kgqa.kg.graph import Graph
from kgqa.kg.verbalize import node_name
from kgqa.linker.normalise import fold
from kgqa.reader.language.named import named
from kgqa.reader.language.operations import operation
from kgqa.reader.network.found import FoundPath
from kgqa.types import Answer, Derivation, Evidence, Support, Walk

_OFFERED = re.compile(r"§(?P<one>\d+)(?: §(?P<two>\d+))? or (?:(?:by|in|from|with|at|of|to|the) ){0,2}§(?P<last>\d+)")
_AUXILIARY = re.compile(r"(?:is|are|was|were|do|does|did|has|have|had|can|could|will|would)\b")


@dataclass(frozen=True, slots=True)
class Offered:
    """``choices``: ids of what a question offers; ``others``: ids of what else it names."""

    choices: tuple[str, ...]
    others: tuple[str, ...]


def offered(question: str, evidence: Sequence[Evidence], graph: Graph) -> Offered | None:
    """What ``question`` offers to choose from, where it asks which of these a fact holds of; None for any other.

    Two that are compared ("is A or B older?") are no such choice.
    """
    if re.search(r"\bor\b", question, re.IGNORECASE) is None:
        return None
    about = named(question, evidence, graph)
    found = _OFFERED.search(about.words)
    if found is None or _AUXILIARY.match(about.words) is None or operation(about.words) is not None:
        return None
    # "The capital of A B or C": without a comma the first is none of the list.
    listed = (
        found.groups() if "," in question else (found["one"] if found["two"] is None else found["two"], found["last"])
    )
    choices = tuple(about.starts[int(number)] for number in listed if number is not None)
    others = tuple(id for id in about.starts if id not in choices)
    return Offered(choices, others) if others and len(set(choices)) > 1 else None


def chosen(asked: Offered, paths: Sequence[FoundPath], graph: Graph) -> list[Answer]:
    """Those of the choices that the most probable fact between one of them and the rest of the question holds of."""
    for best in sorted(paths, key=lambda found: (-found.probability, found.evidence)):
        if len(best.path.steps) != 1:
            continue  # over several steps all things are connected
        like = [found for found in paths if found.path.steps == best.path.steps]
        if best.path.start in asked.others:
            held = [id for id in asked.choices if id in best.path.ends]
            proof = [best]
        else:
            proof = [
                found
                for found in like
                if found.path.start in asked.choices and set(found.path.ends) & set(asked.others)
            ]
            held = [found.path.start for found in proof]
        if best in proof and held:
            return [_said(held, proof, best, asked, graph)]
    return []


def names_choice(text: str, asked: Offered, graph: Graph) -> bool:
    """Whether a text that was read is the name of one of the choices."""
    entities = (graph.entity_by_id(id) for id in asked.choices)
    names = {fold(name) for entity in entities if entity is not None for name in (entity.label, *entity.aliases)}
    return fold(text) in names


def _said(held: Sequence[str], proof: Sequence[FoundPath], best: FoundPath, asked: Offered, graph: Graph) -> Answer:
    ids = list(dict.fromkeys(held))
    entities = tuple(entity for id in ids if (entity := graph.entity_by_id(id)) is not None)
    values = tuple(node_name(id, graph) for id in ids)
    support = tuple(Support(found.evidence) for found in proof)
    apart = tuple(end for end in best.path.ends if isinstance(end, str) and end not in ids)
    made = None
    if best.path.start in asked.others:
        made = Derivation("members", (Walk(best.path.start, best.path.steps),), apart=apart)
    kind = "entity" if len(entities) == 1 else "entities"
    return Answer("; ".join(values), best.probability, kind, support, entities, values, made)  # type: ignore[arg-type]  # one of the two
