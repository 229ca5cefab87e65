"""Questions over texts that do not answer them: the nearest texts that lack the answer, and questions with
a name or a number changed."""

from __future__ import annotations

import random
import re
from collections.abc import Sequence

import numpy as np

from kgqa.data.example import ReadingExample
from kgqa.encoders.sentence import SentenceEncoder

_NAME = re.compile(r"(?<!^)(?<![.?!] )\b[A-Z][a-z]+(?: [A-Z][a-z]+)*|\b\d[\d,.]*\d\b")


def near_misses(
    examples: Sequence[ReadingExample],
    encoder: SentenceEncoder,
    count: int,
    rng: random.Random,
    *,
    nearest: int = 8,
) -> list[ReadingExample]:
    """``count`` of the questions, each over one of the ``nearest`` other contexts without its answer."""
    contexts = sorted({e.context for e in examples})
    chosen = rng.sample(list(examples), min(count, len(examples)))
    texts = encoder.encode(contexts)
    similar = encoder.encode([e.question for e in chosen]) @ texts.T
    made = []
    for i, e in enumerate(chosen):
        answers = [a.text.lower() for a in e.answers]
        near = [contexts[j] for j in np.argsort(-similar[i], kind="stable")[: nearest + 1]]
        usable = [c for c in near if c != e.context and not any(a in c.lower() for a in answers)]
        if usable:
            made.append(ReadingExample(f"{e.id}-near", e.question, rng.choice(usable), (), e.title))
    return made


def swapped_names(examples: Sequence[ReadingExample], count: int, rng: random.Random) -> list[ReadingExample]:
    """Questions with one name or number replaced by another question's that is not in the context."""
    found = [(e, _NAME.findall(e.question)) for e in examples]
    pool_names = sorted({n for _, names in found for n in names if not n[0].isdigit()})
    pool_numbers = sorted({n for _, names in found for n in names if n[0].isdigit()})
    usable = [(e, names) for e, names in found if names]
    made = []
    for e, names in rng.sample(usable, min(count, len(usable))):
        old = rng.choice(names)
        new = rng.choice(pool_numbers if old[0].isdigit() else pool_names)
        if new.lower() not in e.context.lower() and new != old:
            question = e.question.replace(old, new, 1)
            made.append(ReadingExample(f"{e.id}-swap", question, e.context, (), e.title))
    return made
