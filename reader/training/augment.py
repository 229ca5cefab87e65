"""More examples out of few: questions with slips of the pen, and answers swapped for others of their type.

Contexts change only where an answer stands, and there as a whole: ``context[start:end] == text`` stays true.
"""

from __future__ import annotations

import random
import re
from collections.abc import Sequence
from dataclasses import replace

from kgqa.data.example import ReadingExample
from kgqa.errors import InputError
from kgqa.reader.language.kinds import looks_like
from kgqa.types import Mention

_ASKS = re.compile(r"\b(who|whom|whose|where|when|which|what|how many|how much|how|why)\b", re.IGNORECASE)


def augmented(
    examples: Sequence[ReadingExample], *, words: float = 0.0, entities: float = 0.0, seed: int = 0
) -> list[ReadingExample]:
    """Extra examples: a share ``words`` of the examples with a noisy question, a share ``entities`` with another
    answer. Ids end in ``~words`` and ``~entities``; what can't be changed gives nothing. Raises InputError."""
    for name, share in (("words", words), ("entities", entities)):
        if not 0 <= share <= 1:
            raise InputError(f"augment: {name} is a share from 0 to 1, not {share}")
    made = []
    rng = random.Random(f"words {seed}")
    for example in rng.sample(list(examples), round(words * len(examples))):
        question = noisy(example.question, rng)
        if question != example.question:
            made.append(replace(example, id=f"{example.id}~words", question=question))
    names = names_by_type(examples)
    rng = random.Random(f"entities {seed}")
    for example in rng.sample(list(examples), round(entities * len(examples))):
        swapped = with_other_answer(example, names, rng)
        if swapped is not None:
            made.append(replace(swapped, id=f"{example.id}~entities"))
    return made


def noisy(question: str, rng: random.Random) -> str:
    """The question with one word dropped, two neighbours swapped, or two letters of a word swapped.

    Words are parted by blanks; a question of fewer than three is returned as it is.
    """
    words = question.split()
    if len(words) < 3:
        return question
    at = rng.randrange(len(words) - 1)
    way = rng.choice(("drop", "swap", "typo"))
    if way == "drop":
        del words[at]
    elif way == "swap":
        words[at], words[at + 1] = words[at + 1], words[at]
    else:
        long = [i for i, word in enumerate(words) if len(word) > 3]
        if not long:
            return question
        at = rng.choice(long)
        letters = list(words[at])
        k = rng.randrange(1, len(letters) - 1)
        letters[k], letters[k - 1] = letters[k - 1], letters[k]
        words[at] = "".join(letters)
    return " ".join(words)


def names_by_type(examples: Sequence[ReadingExample]) -> dict[str, list[str]]:
    """The answers of the examples by their type, each once, sorted."""
    names: dict[str, set[str]] = {}
    for example in examples:
        for answer in example.answers:
            names.setdefault(answer_type(example.question, answer.text), set()).add(answer.text)
    return {kind: sorted(found) for kind, found in sorted(names.items())}


def answer_type(question: str, answer: str) -> str:
    """What is asked and what the answer looks like: "who name", "when date", "how many number", "what words".

    >>> answer_type("Who built it?", "Peder Holm"), answer_type("In which year?", "1788")
    ('who name', 'which number')
    """
    asked = _ASKS.search(question)
    looks: str = looks_like(answer)
    if looks == "span":
        looks = "name" if answer[:1].isupper() else "words"
    return f"{asked.group().lower() if asked else '-'} {looks}"


def with_other_answer(
    example: ReadingExample, names: dict[str, list[str]], rng: random.Random
) -> ReadingExample | None:
    """The example with its answer swapped for another of its type, wherever it stands as a whole in context,
    question, facts and title.

    None where there are several wordings of the answer, where it is no name, number or date, where there is no
    other of its type, or where the new one already stands in the text.
    """
    texts = {answer.text for answer in example.answers}
    if len(texts) != 1:
        return None
    (old,) = texts
    kind = answer_type(example.question, old)
    everywhere = "\n".join((example.context, example.question, example.title, *example.facts))
    others = [name for name in names.get(kind, []) if name != old and name not in everywhere]
    if kind.endswith("words") or not others:
        return None
    new = rng.choice(others)
    whole = re.compile(rf"(?<!\w){re.escape(old)}(?!\w)")
    starts = [found.start() for found in whole.finditer(example.context)]
    if not all(answer.start in starts for answer in example.answers):
        return None  # a part of a word: swapping it would make up a word

    def moved(at: int) -> int:
        return at + starts.index(at) * (len(new) - len(old))

    def put(text: str) -> str:
        return whole.sub(lambda _: new, text)

    return replace(
        example,
        question=put(example.question),
        context=put(example.context),
        title=put(example.title),
        facts=tuple(map(put, example.facts)),
        answers=tuple(Mention(moved(a.start), moved(a.start) + len(new), new) for a in example.answers),
    )
