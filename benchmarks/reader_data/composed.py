"""Questions of two steps, made of two questions of one: the name in the one gives way to what the other asks for.

"When was Lind born?" and "Who built the light of Varland?", whose answer is Lind, become "When was the person who
built the light of Varland born?" (MuSiQue makes its questions in this way and has people word them; Trivedi et al.,
TACL 2022). Both texts are needed to answer it.
"""

from __future__ import annotations

import random
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from kgqa.data.example import ReadingExample
from kgqa.data.metrics.answers import normalize_answer

_NAME = re.compile(r"\b[A-Z][\w'’.-]+(?: (?:of |the |de |von |van )?[A-Z][\w'’.-]+)*")
_LEAST = 4
"""Letters of a name: shorter ones stand in questions as other words."""

_WHO = re.compile(r"^who (?!is\b|was\b|are\b|were\b|did\b|does\b|do\b|else\b)(?P<rest>[a-z].{8,90}?)\s*\??$", re.I)
_WHAT = re.compile(
    r"^(?:what|which) (?P<kind>(?:[a-z]+ ){0,2}[a-z]+) "
    r"(?P<rest>(?:won|made|has|had|was|is|became|holds|held|contains|hosted|owns|owned|led|wrote|built|plays|played|founded"
    r"|borders|runs|won|uses|used|lies|sits|includes|included|produced|publishes|published) .{8,90}?)\s*\??$",
    re.I,
)
_BARE = frozenset(
    ("is", "was", "are", "were", "do", "does", "did", "happened", "kind", "type", "sort", "much", "many", "one")
)


@dataclass(frozen=True, slots=True)
class Named:
    """A question for a name, as words that stand for that name."""

    words: str
    example: ReadingExample


def described(question: str) -> str:
    """What a question asks for, as words that may stand in another one; "" where no rule here words it.

    >>> described("Who built the light of Varland?"), described("Which river borders the Osmark plains?")
    ('the person who built the light of Varland', 'the river that borders the Osmark plains')
    >>> described("When was Lind born?"), described("Who is Lind?")
    ('', '')
    """
    if found := _WHO.match(question):
        return f"the person who {found['rest']}"
    found = _WHAT.match(question)
    if found and not _BARE & set(found["kind"].lower().split()):
        return f"the {found['kind']} that {found['rest']}"
    return ""


def composed(examples: Sequence[ReadingExample], count: int, rng: random.Random) -> list[ReadingExample]:
    """Up to ``count`` questions of two steps over both texts, in any order; the answer is looked for in the text of the
    second step alone, where it was marked."""
    by_name: dict[str, list[Named]] = {}
    for example in examples:
        words = described(example.question)
        for answer in {normalize_answer(each.text) for each in example.answers} if words else ():
            by_name.setdefault(answer, []).append(Named(words, example))
    made = list(_compositions(examples, by_name, rng))
    return rng.sample(made, min(count, len(made)))


def _compositions(
    examples: Sequence[ReadingExample], by_name: dict[str, list[Named]], rng: random.Random
) -> Iterator[ReadingExample]:
    for example in examples:
        if not example.answers:
            continue
        for found in _NAME.finditer(example.question):
            firsts = by_name.get(normalize_answer(found[0]), ()) if len(found[0]) >= _LEAST else ()
            usable = [first for first in firsts if first.example.context != example.context]
            # A question that starts with a name, or says it twice, is not worded by putting other words in its place.
            if usable and found.start() and example.question.count(found[0]) == 1:
                first = rng.choice(usable)
                before, after = example.question[: found.start()], example.question[found.end() :]
                question = re.sub(r"\b(the|a|an) (?=the )", "", before + first.words + after, flags=re.I)
                yield joined(f"{example.id}-after-{first.example.id}", question, example, first.example.context, rng)


def joined(id: str, question: str, example: ReadingExample, other: str, rng: random.Random) -> ReadingExample:
    """``question`` over the text of ``example``, with its answers, and another text, in any order."""
    return over_both(id, question, example, other, first=rng.random() < 0.5)


def over_both(id: str, question: str, example: ReadingExample, other: str, *, first: bool) -> ReadingExample:
    """``question`` over two texts with an empty line between; ``first``: whether the text of ``example`` is."""
    parts = (example.context, other) if first else (other, example.context)
    shift = 0 if first else len(other) + len(GAP)
    answers = tuple(type(a)(a.start + shift, a.end + shift, a.text) for a in example.answers)
    return ReadingExample(id, question, GAP.join(parts), answers, example.title)


GAP = "\n\n"
"""Between two texts that are read together."""
