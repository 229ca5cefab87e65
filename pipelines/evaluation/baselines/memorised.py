"""Documents to facts without a model: what was seen in training, found again by name.

The floor for an extractor. It reads nothing: a fact is predicted where its head and tail both stand in the text, so
what it gets right a system may have got by remembering, too.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence

from kgqa.data.example import ExtractionExample
from kgqa.types import Literal, Triple

LONGEST = 8
"""Words of a name at most; a longer one is not looked for."""

_WORD = re.compile(r"[^\W_]+")

Words = tuple[str, ...]


class MemorisedExtractor:
    """Predicts the facts of its training examples in other texts.

    A name stands in a text where all its words do, one after another: runs of letters and digits, case folded, with
    whatever stands between words ("New_York", "new york", "New-York") left out. With ``pairs`` it also joins every
    head with every tail that were seen with a common relation, by the most frequent such relation.
    """

    def __init__(self, examples: Iterable[ExtractionExample], pairs: bool = False) -> None:
        self._facts: dict[tuple[Words, Words], dict[Triple, None]] = defaultdict(dict)
        self._names: dict[Words, Counter[str]] = defaultdict(Counter)
        as_head: dict[Words, Counter[str]] = defaultdict(Counter)
        as_tail: dict[Words, Counter[str]] = defaultdict(Counter)
        for example in examples:
            for triple in example.triples:
                tail = triple.tail.value if isinstance(triple.tail, Literal) else triple.tail
                head_words, tail_words = words(triple.head), words(tail)
                if not (0 < len(head_words) <= LONGEST and 0 < len(tail_words) <= LONGEST):
                    continue
                self._facts[head_words, tail_words][triple] = None
                self._names[head_words][triple.head] += 1
                self._names[tail_words][tail] += 1
                as_head[head_words][triple.relation] += 1
                as_tail[tail_words][triple.relation] += 1
        self._as_head = dict(as_head) if pairs else {}
        self._as_tail = dict(as_tail) if pairs else {}

    def extract(self, texts: Sequence[str]) -> list[tuple[Triple, ...]]:
        """The facts of each text, in the order in which head and tail first stand in it, each once."""
        return [tuple(dict.fromkeys(self._of(text))) for text in texts]

    def _of(self, text: str) -> Iterator[Triple]:
        there = [name for name in dict.fromkeys(_runs(words(text))) if name in self._names]
        for head in there:
            for tail in there:
                yield from self._facts.get((head, tail), ())
                relation = self._common(head, tail)
                if relation:
                    yield Triple(self._name(head), relation, self._name(tail))

    def _common(self, head: Words, tail: Words) -> str:
        """The relation that is most frequent with this head and this tail together, "" where none is with both."""
        heads, tails = self._as_head.get(head), self._as_tail.get(tail)
        if head == tail or heads is None or tails is None:
            return ""
        counts = ((heads[relation] + tails[relation], relation) for relation in heads.keys() & tails.keys())
        return min(((-count, relation) for count, relation in counts), default=(0, ""))[1]

    def _name(self, name: Words) -> str:
        """How it was written most often."""
        return min((-count, written) for written, count in self._names[name].items())[1]


def words(text: str) -> Words:
    """Runs of letters and digits, case folded.

    >>> words("St._Louis,_Missouri")
    ('st', 'louis', 'missouri')
    """
    return tuple(_WORD.findall(text.casefold()))


def _runs(said: Words) -> Iterator[Words]:
    for start in range(len(said)):
        for end in range(start + 1, min(start + LONGEST, len(said)) + 1):
            yield said[start:end]
