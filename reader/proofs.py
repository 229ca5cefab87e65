"""The proof of an answer that slots gave: where each of its facts stands, and how probable these make it."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace

from kgqa.kg.passages import PassageTable
from kgqa.reader.calibration import sigmoid
from kgqa.reader.doubts.believed import believed
from kgqa.reader.language.called import shown
from kgqa.reader.language.nations import adjective
from kgqa.reader.slots.confirmed import is_confirmed
from kgqa.reader.slots.filled import Filled
from kgqa.reader.slots.gather import Gathered
from kgqa.reader.slots.values import own_name
from kgqa.reader.stage import BertReader
from kgqa.sources import READ
from kgqa.types import Answer, Evidence, Passage, Path, Support

PATH_CURVE = (0.1, -0.45)
COMPARED_CURVE = (0.2, 2.2)
"""Weight of the least margin on the way, and bias. With ``minilm-l6-v4``, 46% of the 175 answers of one chain to dev500
of 2WikiMultihopQA over its texts are right, those read with a greater margin hardly more often (79% of 192 to train500,
whose texts the reader knows: no curve is fitted there); of 207 comparisons 94% are, of 245 to train500 98%."""

CONFIRMED = 0.65
"""What is left of the doubt in a chain where an extractor of facts found all that leads to its last slot too: of 33 of
dev500, over the graph that ``kgqa build`` makes of its texts, 22 are right, and 28 of 49 others."""

_NATIONALITY = re.compile(
    r"\s*(?:what|which) (?:is|was|were) .*\bnationality\b|\s*(?:what|which|of what) nationality\b", re.I
)


class Proofs:
    """Proves answers over the slots that were filled from the passages of a knowledge base."""

    def __init__(self, reader: BertReader, passages: PassageTable) -> None:
        self._reader = reader
        self._passages = passages

    def with_passages(
        self, evidence: Sequence[Evidence], found: Gathered
    ) -> tuple[tuple[Evidence, ...], dict[int, int]]:
        """The evidence, then the paths, then the passages they were read in; the number of each passage by its row."""
        by_id = {piece.content.id: i for i, piece in enumerate(evidence) if isinstance(piece.content, Passage)}
        everything = [*evidence, *found.paths]
        numbers: dict[int, int] = {}
        for one in (one for proof in found.proofs for one in proof):
            passage = self._passages[one.row]
            if passage.id not in by_id:
                by_id[passage.id] = len(everything)
                everything.append(Evidence(passage, passage.text, 0.0, READ))
            numbers[one.row] = by_id[passage.id]
        return tuple(everything), numbers

    def proved(self, question: str, answer: Answer, found: Gathered, shift: int, numbers: Mapping[int, int]) -> Answer:
        """An answer with where each of its facts stands, and how probable these make it. ``shift``: the number of
        the first path among all evidence; ``numbers``: those of passages by their rows."""
        paths = list(dict.fromkeys(support.evidence for support in answer.support))
        if len({_start(found, number) for number in paths}) == 1:
            # Other chains that happen to end alike prove nothing more.
            paths = [max(paths, key=lambda number: (found.paths[number].score, -number))]
        proof = [one for number in paths for one in found.proofs[number]]
        # The last fact of each path holds the answer: its place comes first.
        places = [Support(numbers[one.row], one.start, one.end) for one in reversed(proof)]
        last = proof[-1]
        if len(paths) == 1 and last.slot.sort == "place" and answer.values == (last.text,):
            own = own_name(last.text)
            places[0] = Support(numbers[last.row], last.start, last.start + len(own))
            answer = replace(answer, text=own, values=(own,))
        if len(paths) == 1 and last.slot.sort == "person" and answer.values == (last.name,):
            name = shown(last.text)
            answer = replace(answer, text=name, values=(name,))
        if last.slot.sort == "country" and _NATIONALITY.match(question) and answer.values == (last.text,):
            called = adjective(last.text)
            answer = replace(answer, text=called, values=(called,))
        support = tuple(dict.fromkeys([*places, *(Support(number + shift) for number in paths)]))
        known = (self._reader.resolve(entity.label) for entity in answer.entities)
        entities = tuple(entity for entity in known if entity is not None)
        kind = "span" if answer.kind == "entity" and not entities else answer.kind
        score = probability(paths, proof, found)
        if len(proof) == 1:
            # The slot was asked for in other words than the question's.
            score *= believed(question, self._passages.texts[last.row], last.start, last.end)
        elif len(paths) == 1:
            score = self._beside_facts(score, proof)
        return replace(answer, score=score, kind=kind, support=support, entities=entities, derivation=None)

    def _beside_facts(self, score: float, proof: Sequence[Filled]) -> float:
        """The score of a chain, surer where an extractor of facts found all that leads to its last slot too."""
        known = (self._reader.graph, self._reader.said, self._reader.resolve)
        return 1 - (1 - score) * CONFIRMED if all(is_confirmed(one, *known) for one in proof[:-1]) else score


def probability(paths: Sequence[int], proof: Sequence[Filled], found: Gathered) -> float:
    """How probable an answer from these paths is, by the slot on them that was read with the least margin."""
    margin = min(one.margin for one in proof)
    compared = len({_start(found, number) for number in paths}) > 1
    weight, bias = COMPARED_CURVE if compared else PATH_CURVE
    # Where what is most likely meant is in no text, what is hardly meant is no answer in its place.
    meant = max(found.paths[number].score for number in paths) / found.likeliest
    return sigmoid(weight * margin + bias) * min(1.0, meant)


def _start(found: Gathered, number: int) -> str:
    path = found.paths[number].content
    assert isinstance(path, Path)
    return path.start
