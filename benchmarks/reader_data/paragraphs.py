"""Paragraphs made of single sentences: a sentence that answers among its nearest neighbours that do not.

A reader trained on lone sentences learns what an answer looks like, not where in a text to look.
"""

from __future__ import annotations

import random
from collections.abc import Sequence
from dataclasses import replace

import numpy as np

from kgqa.data.example import ReadingExample
from kgqa.encoders.sentence import SentenceEncoder
from kgqa.types import Mention


def among_neighbours(
    examples: Sequence[ReadingExample],
    encoder: SentenceEncoder,
    rng: random.Random,
    *,
    nearest: int = 8,
    most: int = 5,
    unanswered: float = 0.0,
) -> list[ReadingExample]:
    """Each example, whose context is a sentence, over a paragraph of up to ``most`` sentences in random order.

    Neighbours are drawn from the ``nearest`` other contexts in which none of the answers stands. A share
    ``unanswered`` of the questions is asked once more over neighbours alone, without an answer.
    """
    contexts = sorted({e.context for e in examples})
    row = {context: i for i, context in enumerate(contexts)}
    vectors = encoder.encode(contexts)
    made = []
    for e in examples:
        order = np.argsort(-(vectors @ vectors[row[e.context]]), kind="stable")[: nearest + 1]
        answers = [a.text.lower() for a in e.answers]
        near = [contexts[i] for i in order if contexts[i] != e.context]
        near = [c for c in near if not any(a in c.lower() for a in answers)]
        others = rng.sample(near, min(len(near), rng.randint(2, most - 1)))
        at = rng.randint(0, len(others))
        before = "".join(f"{c} " for c in others[:at])
        text = f"{before}{e.context}" + "".join(f" {c}" for c in others[at:])
        moved = tuple(Mention(a.start + len(before), a.end + len(before), a.text) for a in e.answers)
        made.append(replace(e, context=text, answers=moved))
        if len(near) > 1 and rng.random() < unanswered:
            left = " ".join(rng.sample(near, min(len(near), most - 1)))
            made.append(replace(e, id=f"{e.id}-without", context=left, answers=()))
    return made
