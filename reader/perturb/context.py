"""Changes of the context and the facts after which the answer stays: a distractor, odd facts, another order."""

from __future__ import annotations

import random
import re
from dataclasses import replace

from kgqa.data.example import ReadingExample
from kgqa.data.metrics.answers import normalize_answer
from kgqa.reader.perturb.edit import edited
from kgqa.reader.perturb.names import FACTS, Inventor, invented, names_in, sort_asked
from kgqa.reader.perturb.order import ends_with_preposition, statement
from kgqa.types import Mention

FACTS_ADDED = 4

_NUMBER = re.compile(r"(?<![\w.,])\d+(?:[.,]\d+)*(?![\w])")
_ANY_NUMBER = re.compile(r"\d+(?:[.,]\d+)*")
_SENTENCE_END = re.compile(r"(?<=[.!?。！？])[\"'”’)\]]*(\s+)(?=\S)")


def distractor(example: ReadingExample, draw: random.Random) -> ReadingExample | None:
    """A sentence behind the context that looks like the answer to the question, about other things.

    As AddSent does (Jia and Liang 2017). None where :func:`misleading_sentence` makes none.
    """
    sentence = misleading_sentence(example, draw)
    if sentence is None:
        return None
    joint = "" if example.context[-1:].isspace() else " "
    end = len(example.context)
    return edited(example, [(end, end, joint + sentence)])


def misleading_sentence(example: ReadingExample, draw: random.Random, invent: Inventor = invented) -> str | None:
    """What would answer the question if it were asked of other things.

    The question's names and numbers give way to invented ones, its gap gets an invented answer of the same sort,
    and the whole becomes a statement, by rule. None where the question names nothing, no rule makes a statement of
    it, or by chance it holds the answer.
    """
    changed, has_name = _other_names(example, draw, invent)
    said = statement(changed)
    if not has_name or said is None or not example.answers:
        return None
    answer = invent(sort_asked(example.question), draw, but_not=example.context + changed)
    many = re.match(r"how many (.+)", said.asked)
    phrase = f"{answer} {many[1]}" if many else answer
    if said.asked.startswith(("when", "where")) and not ends_with_preposition(said.before):
        phrase = f"in {answer}"
    sentence = f"{said.before}{phrase}{said.behind}"
    words = f" {normalize_answer(sentence)} "
    if any(f" {normalize_answer(gold.text)} " in words for gold in example.answers):
        return None
    return f"{sentence[:1].upper()}{sentence[1:]}."


def _other_names(example: ReadingExample, draw: random.Random, invent: Inventor) -> tuple[str, bool]:
    """The question with invented names and numbers, and whether a name was changed."""
    question = example.question
    spans = [(start, end, "thing") for start, end in names_in(question)]
    spans += [(found.start(), found.end(), "number") for found in _NUMBER.finditer(question)]
    given: dict[str, str] = {}
    for start, end, sort in sorted(spans, reverse=True):
        old = question[start:end]
        if old not in given:
            if sort == "number":
                given[old] = _other_digit(old, draw)
            else:
                taken = " ".join((example.context, question, *given.values()))
                given[old] = invent("thing", draw, but_not=taken)
        question = question[:start] + given[old] + question[end:]
    return question, any(sort == "thing" for _, _, sort in spans)


def other_number(example: ReadingExample, draw: random.Random) -> ReadingExample | None:
    """One digit of a number in the context, outside the answers and not asked about, is another one."""
    named = {n for text in (example.question, *(a.text for a in example.answers)) for n in _ANY_NUMBER.findall(text)}
    numbers = list(_NUMBER.finditer(example.context))
    for found in draw.sample(numbers, len(numbers)):
        inside = any(found.start() < answer.end and answer.start < found.end() for answer in example.answers)
        if not inside and found[0] not in named:
            return edited(example, [(found.start(), found.end(), _other_digit(found[0], draw))])
    return None


def odd_facts(example: ReadingExample, draw: random.Random) -> ReadingExample | None:
    """Four facts that answer nothing are injected, some of them about what the question names."""
    names = names_in(example.question)
    about = example.question[slice(*names[0])] if names else "Tarnholt"
    golds = [normalize_answer(answer.text) for answer in example.answers]
    usable = [fact.format(about) for fact in FACTS]
    usable = [f for f in usable if f not in example.facts and not any(g in normalize_answer(f) for g in golds)]
    facts = list(example.facts)
    for fact in draw.sample(usable, min(FACTS_ADDED, len(usable))):
        facts.insert(draw.randint(0, len(facts)), fact)
    return replace(example, facts=tuple(facts)) if len(facts) > len(example.facts) else None


def facts_shuffled(example: ReadingExample, draw: random.Random) -> ReadingExample | None:
    """The facts in another order."""
    facts = tuple(draw.sample(example.facts, len(example.facts)))
    return replace(example, facts=facts) if facts != example.facts else None


def sentence_gaps(example: ReadingExample) -> list[tuple[int, int]]:
    """The blanks between the context's sentences, as half-open characters, but for those inside an answer."""
    return [
        found.span(1)
        for found in _SENTENCE_END.finditer(example.context)
        if not any(found.start(1) < answer.end and answer.start < found.end(1) for answer in example.answers)
    ]


def sentences_shuffled(example: ReadingExample, draw: random.Random) -> ReadingExample | None:
    """The context's sentences in another order; no answer is cut. A pronoun may lose what it stands for."""
    text = example.context
    gaps = sentence_gaps(example)
    starts, ends = [0, *(end for _, end in gaps)], [*(start for start, _ in gaps), len(text)]
    order = draw.sample(range(len(starts)), len(starts))
    moved: dict[int, int] = {}
    shuffled = ""
    for place, number in enumerate(order):
        moved[number] = len(shuffled)
        shuffled += text[starts[number] : ends[number]]
        if place < len(gaps):
            shuffled += text[slice(*gaps[place])]  # the blanks between stay where they are
    if shuffled == text:
        return None
    answers = []
    for answer in example.answers:
        own = max(number for number, start in enumerate(starts) if start <= answer.start)
        start = moved[own] + answer.start - starts[own]
        answers.append(Mention(start, start + len(answer.text), answer.text))
    return replace(example, context=shuffled, answers=tuple(answers))


def _other_digit(number: str, draw: random.Random) -> str:
    """The number with its last digit changed; a single one stays above 0."""
    at = max(i for i, c in enumerate(number) if c.isdigit())
    digits = [d for d in "123456789" if d != number[at]]
    return number[:at] + draw.choice(digits) + number[at + 1 :]
