"""Edits of an example that keep every answer's characters exact: the ground that all perturbations stand on."""

from __future__ import annotations

import itertools
import re
from collections.abc import Sequence
from dataclasses import replace

from kgqa.data.example import ReadingExample
from kgqa.types import Mention

Edit = tuple[int, int, str]
"""Half-open characters of a text, and what stands there instead; an empty range is an insertion."""


def with_question(example: ReadingExample, question: str) -> ReadingExample | None:
    """The example asked in other words; None where they are the same or hold nothing."""
    return replace(example, question=question) if question.strip() and question != example.question else None


def edited(example: ReadingExample, edits: Sequence[Edit]) -> ReadingExample | None:
    """The example with its context rewritten, every answer moved to where it then stands.

    An edit may lie outside an answer or wholly inside it, which then reads otherwise. None where an edit crosses
    an answer's border, two overlap, an answer would become blank, or nothing changes.
    """
    edits = sorted(edits)
    if any(a[1] > b[0] for a, b in itertools.pairwise(edits)):
        return None
    text, at = "", 0
    for start, end, new in edits:
        text += example.context[at:start] + new
        at = end
    text += example.context[at:]
    answers = []
    for answer in example.answers:
        # Crossing is to hold one border strictly inside the edit, or to swallow the answer with more around it.
        if any(start < border < end for start, end, _ in edits for border in (answer.start, answer.end)):
            return None
        begin = answer.start + sum(len(new) - (end - start) for start, end, new in edits if end <= answer.start)
        # What is inserted right behind an answer is no part of it.
        stop = answer.end + sum(
            len(new) - (end - start) for start, end, new in edits if start < answer.end and end <= answer.end
        )
        if not text[begin:stop].strip():
            return None
        answers.append(Mention(begin, stop, text[begin:stop]))
    if text == example.context:
        return None
    return replace(example, context=text, answers=tuple(dict.fromkeys(answers)))


def everywhere(text: str, old: str) -> list[tuple[int, int]]:
    """Where ``old`` stands in a text as a whole word or words, in order.

    >>> everywhere("Brinn, Brinner, Brinn", "Brinn")
    [(0, 5), (16, 21)]
    """
    before = r"(?<!\w)" if old[:1].isalnum() else ""
    behind = r"(?!\w)" if old[-1:].isalnum() else ""
    return [found.span() for found in re.finditer(before + re.escape(old) + behind, text)]


def replaced(example: ReadingExample, old: str, new: str) -> ReadingExample | None:
    """The example with one wording in place of another wherever it stands in the context and in the facts."""
    changed = edited(example, [(start, end, new) for start, end in everywhere(example.context, old)])
    if changed is None:
        return None
    facts = []
    for fact in example.facts:
        for start, end in reversed(everywhere(fact, old)):
            fact = fact[:start] + new + fact[end:]
        facts.append(fact)
    return replace(changed, facts=tuple(facts))
