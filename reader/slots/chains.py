"""Which chains of common relations a question asks for, with no graph to say which there are."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from kgqa.linker.stem import stem
from kgqa.reader.facts.kinship import relative
from kgqa.reader.language.operations import fits, operation
from kgqa.reader.slots.common import COMMON, Slot
from kgqa.retriever.paths import ChainScores, Scorer, as_table

CHAINS, LEAST_SHARE = 6, 0.02
"""Chains that are followed for a question, and the least share of all of them that one must have."""

LEAST_TOGETHER = 0.5
"""What those chains must have together: less, and the question is about none of the common relations."""

LONGER = 40
"""Chains of two steps that are ranked beside those of one."""

COMPARED = 8
"""Chains that are followed where several things are compared: none is likelier than another before it is read."""

_KIND = re.compile(
    r"^(?:which|what) (?:(?!whose|with|that|who|of|by|from|in|has|have|had|is|was|are|were)\w+ ){1,3}?"
    r"(?=(?:is|was|are|were|has|had|have|did|does|came|died|lived|started|began|stands|opened|ran)\b)"
)
"""What is compared, and no relation of it: "which building is taller" asks for no builder."""

_MANY = {"profession", "occupation", "job", "career", "kind", "type", "sort", "thing", "way", "name", "time"}
"""What nothing has one of, or none that a text gives by a name."""

_SMALL = {"of", "the", "in", "by", "at", "a", "an", "to", "from", "with", "for", "date", "place", "located", "country"}
_STEPS = {
    "parent": ("father", "mother"), "father": ("father",), "mother": ("mother",), "brother": ("sibling",),
    "sister": ("sibling",), "sibling": ("sibling",), "son": ("child",), "daughter": ("child",), "child": ("child",),
    "husband": ("spouse",), "wife": ("spouse",), "spouse": ("spouse",),
}  # fmt: skip


_LAND_OF_LIFE = re.compile(
    r"(?:in )?(?:which|what) country (?:(?P<born>was §\d+ born)|did §\d+ die)(?: in)?"
    r"|(?:which|what) (?:is|was) the country of (?:(?P<birth>birth)|death) of §\d+"
)


_PURPOSE = re.compile(r"\bused? (?:for|to)\b|\b(?:the )?(?:use|purpose|function)s? of\b|\bwhat (?:is|are) §\d+ for\b")
"""Asked in a question that none of the relations answers: what a thing is for is no occupation of it."""


@dataclass(frozen=True, slots=True)
class Wanted:
    """A chain of slots and its share of all chains that a question could mean."""

    slots: tuple[Slot, ...]
    share: float


class SlotChains:
    """Ranks chains of one and two of the common relations against questions."""

    def __init__(self, scorer: Scorer) -> None:
        self._steps: NDArray[np.float32] | None = None
        self._scorer = scorer
        n = len(COMMON)
        self._one = as_table([(i,) for i in range(n)])
        self._two = as_table([(i, j) for i in range(n) for j in range(n)])

    def wanted(self, question: str, words: str, looks: ChainScores) -> list[Wanted]:
        """The chains to follow, best first. ``words``: the question folded, with the names in it as "§0", "§1".

        A comparison asks for what it compares of each thing, a relative for the two steps to such a one; any other
        question for what the path scorer hears in it.
        """
        if _PURPOSE.search(words):
            return []
        return _compared(words) or _relatives(question) or _land_of_life(words) or self._heard(words, looks)

    def _heard(self, words: str, looks: ChainScores) -> list[Wanted]:
        if self._steps is None:
            self._steps = self._scorer.steps([slot.label for slot in COMMON])
        one, two = looks.scores(self._steps, self._one), looks.scores(self._steps, self._two)
        best = np.argsort(-two, kind="stable")[:LONGER]
        scores = np.concatenate([one, two[best]])
        chains = [*self._one.tolist(), *self._two[best].tolist()]
        top = max(float(scores.max()), looks.none)
        shares = np.exp(scores - top)
        shares /= shares.sum() + np.exp(looks.none - top)
        ranked = sorted(zip((-shares).tolist(), chains, strict=True))[:CHAINS]
        kept = [
            Wanted(tuple(COMMON[code] for code in chain if code >= 0), -negative)
            for negative, chain in ranked
            if -negative >= LEAST_SHARE
        ]
        if sum(chain.share for chain in kept) < LEAST_TOGETHER:
            return []
        return [chain for chain in kept if _answers(words.split(), chain.slots)]


def _compared(words: str) -> list[Wanted]:
    asked = operation(words)
    if asked is None:
        return []
    dated = asked.sort in ("date", "life") and not asked.wanted
    lasts = [s for s in COMMON if (dated and s.sort == "date") or fits(s.label, asked.wanted)]
    if asked.sort in ("date", "life"):
        lasts = [slot for slot in lasts if slot.sort == "date"]
    elif "country" in asked.wanted:
        lasts = [slot for slot in lasts if slot.sort == "country"]
    # Whether two lists of occupations are the same is no question of two values.
    lasts = [slot for slot in lasts if slot.label != "occupation"]
    is_kind = re.search(r"\b(?:kind|type|sort)s? of\b", words) is not None
    if not lasts and asked.sort == "any" and len(asked.wanted) == 1 and asked.wanted[0] not in _MANY and not is_kind:
        # "In the same family": what is to be the same may be no common relation.
        lasts = [Slot(asked.wanted[0], "body")]
    said = {stem(word) for word in _KIND.sub("", words).split()}
    firsts = [s for s in COMMON if s not in lasts and _said(s, said) and s.sort == "person"]
    chains: list[tuple[Slot, ...]] = [(first, last) for first in firsts for last in lasts]
    chains = chains or [(last,) for last in lasts]
    return [Wanted(chain, 1 / len(chains)) for chain in chains[:COMPARED]]


def _relatives(question: str) -> list[Wanted]:
    asked = relative(question)
    if asked is None:
        return []
    by_label = {slot.label: slot for slot in COMMON}
    chains = dict.fromkeys(
        (by_label[a], by_label[b]) for one, other in asked.ways for a in _STEPS[one] for b in _STEPS[other]
    )
    return [Wanted(chain, 1 / len(chains)) for chain in chains]


def _land_of_life(words: str) -> list[Wanted]:
    """In which country somebody was born or died: that of the place."""
    found = _LAND_OF_LIFE.fullmatch(words)
    if found is None:
        return []
    by_label = {slot.label: slot for slot in COMMON}
    place = "place of birth" if found["born"] or found["birth"] else "place of death"
    return [Wanted((by_label[place], by_label["country"]), 1.0)]


def _answers(words: Sequence[str], slots: Sequence[Slot]) -> bool:
    """Whether a chain ends in what the question word asks for, and has a step for each relative that is named."""
    labels = {slot.label for slot in slots}
    if any(word in _STEPS and labels.isdisjoint(_STEPS[word]) for word in words):
        return False
    if "when" in words[:3]:
        return slots[-1].sort == "date"
    return "where" not in words[:3] or slots[-1].sort not in ("date", "number", "person")


def _said(slot: Slot, said: Sequence[str] | set[str]) -> bool:
    return any(stem(word) in said for word in slot.label.split() if word not in _SMALL)
