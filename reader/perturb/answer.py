"""Changes of the answer itself in the context: a reader that reads follows, one that remembers does not."""

from __future__ import annotations

import random
import re

from kgqa.data.example import ReadingExample
from kgqa.reader.perturb.edit import everywhere, replaced
from kgqa.reader.perturb.names import Inventor, invented, sort_asked

_NUMBER = re.compile(r"\d+(?:[.,]\d+)*")
LONGEST_NAME = 5
"""Words."""


def entity_swap(example: ReadingExample, draw: random.Random, invent: Inventor = invented) -> ReadingExample | None:
    """The answer's name gives way to an invented one of the same sort, in the context and in the facts.

    Longpre et al. 2021, with invented names where they draw from the data: then the swapped answer
    can come from the context alone. It applies where the shortest gold answer is a name (a capital, no digit, at
    most five words), every gold answer holds it, and the question does not.
    """
    if not example.answers:
        return None
    old = min((answer.text for answer in example.answers), key=lambda text: (len(text), text))
    old = re.sub(r"\A(?:the|a|an) ", "", old, flags=re.IGNORECASE)
    is_name = old[:1].isupper() and not re.search(r"[\d,;]", old) and len(old.split()) <= LONGEST_NAME
    if not is_name or everywhere(example.question, old) or not _in_all(example, old):
        return None
    new = invent(sort_asked(example.question), draw, but_not=" ".join((example.context, *example.facts)))
    return replaced(example, old, new) if not new[:1].isdigit() else None


def answer_digit(example: ReadingExample, draw: random.Random) -> ReadingExample | None:
    """A digit of the answer's number is another one, wherever that number stands; the answer must follow.

    It applies where every gold answer holds the first one's number as a whole number, and the question does not.
    """
    if not example.answers:
        return None
    for found in _NUMBER.finditer(example.answers[0].text):
        old = found[0]
        if re.search(rf"(?<!\d){re.escape(old)}(?!\d)", example.question):
            continue
        changed = _with_number(example, old, _other(old, example.context, draw))
        if changed is not None and not {a.text for a in example.answers} & {a.text for a in changed.answers}:
            return changed
    return None


def _in_all(example: ReadingExample, old: str) -> bool:
    places = everywhere(example.context, old)
    return all(any(a.start <= start and end <= a.end for start, end in places) for a in example.answers)


def _other(old: str, taken: str, draw: random.Random) -> str:
    """The number with one digit changed, the first one only where it is alone; one not in the text if there is."""
    digits = [i for i, c in enumerate(old) if c.isdigit()]
    others = [old[:i] + d + old[i + 1 :] for i in digits[1:] or digits for d in "123456789" if d != old[i]]
    numbers = set(_NUMBER.findall(taken))
    return draw.choice([new for new in others if new not in numbers] or others)


def _with_number(example: ReadingExample, old: str, new: str) -> ReadingExample | None:
    """The example with another number; in ordinals and decades ("9th", "1050s") letters stand behind it."""
    pattern = rf"(?<![\w.,]){re.escape(old)}(?!\d)(?![.,]\d)\w*"
    changed: ReadingExample | None = example
    for word in sorted({found[0] for found in re.finditer(pattern, example.context)}):
        changed = replaced(changed, word, new + word[len(old) :]) if changed else None
    return changed
