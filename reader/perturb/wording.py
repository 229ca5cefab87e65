"""The same question in other words, by rule: filler, synonyms of the question word, order, contractions."""

from __future__ import annotations

import random
import re

from kgqa.data.example import ReadingExample
from kgqa.reader.perturb.edit import with_question
from kgqa.reader.perturb.order import statement

FILLERS = (
    "please tell me ",
    "can you tell me ",
    "I would like to know ",
    "hello, a quick question: ",
    "I was wondering, ",
)
_QUESTION_WORDS = "who whom whose what which when where why how in on at to from for by of is are was were do does did"
_VERBS = (
    r"(?:is|are|was|were|am|do|does|did|has|have|had|can|could|will|would|shall|should|may|might|must|'s|about|if"
    r"|\w+ed|made|led|came|took|gave|went|became|[a-z]+ (?:the|an?|to|between|that|it|them))\b"
)

_SYNONYMS = tuple(
    (re.compile(old, re.IGNORECASE), new)
    for old, new in (
        (r"\b(?:in |during )?(?:what|which) year\b", "when"),
        (r"\bwhich person\b", "who"),
        (r"\bhow many\b", "what number of"),
        (r"\bwho\b(?!['’])", "which person"),
        (r"\bwhere\b(?!['’])", "in what place"),
        (r"\bwhen\b(?!['’])", "at what time"),
        (r"\bwhy\b(?!['’])", "for what reason"),
        (rf"\bwhich(?= (?!{_VERBS})[a-z])", "what"),
        (rf"\bwhat(?= (?!{_VERBS})[a-z])", "which"),
    )
)
_SHORT = {
    "is": "'s", "are": "'re", "did": "'d",
}  # fmt: skip
_AFTER_WH = re.compile(r"\b(who|what|where|when|why|how) (is|are|did)\b(?= \w)", re.IGNORECASE)
_WITH_NOT = re.compile(
    r"\b(is|are|was|were|do|does|did|has|have|had|could|would|should) not\b|\b(can)(?:not| not)\b", re.IGNORECASE
)
_NT = re.compile(r"\b(is|are|was|were|do|does|did|has|have|had|could|would|should|ca)n['’]t\b", re.IGNORECASE)
_WH_S = re.compile(r"\b(who|what|where|when|why|how)['’]s\b", re.IGNORECASE)


def filler(example: ReadingExample, draw: random.Random) -> ReadingExample | None:
    """Words of politeness before the question."""
    first = re.match(r"\s*([A-Za-z]+)", example.question)
    text = example.question.lstrip()
    if first and first[1].lower() in _QUESTION_WORDS.split():
        text = text[:1].lower() + text[1:]
    return with_question(example, draw.choice(FILLERS) + text)


def paraphrase(example: ReadingExample, draw: random.Random) -> ReadingExample | None:
    """Another question word of the same meaning, by the first rule that fits its first question word."""
    searched = [(i, old.search(example.question)) for i, (old, _) in enumerate(_SYNONYMS)]
    matches = [(found.start(), i, found) for i, found in searched if found and _opens(example.question, found)]
    if not matches:
        return None
    _, i, found = min(matches, key=lambda match: match[:2])
    new = _SYNONYMS[i][1]
    if found[0][:1].isupper():
        new = new[:1].upper() + new[1:]
    return with_question(example, example.question[: found.start()] + new + example.question[found.end() :])


def word_order(example: ReadingExample, draw: random.Random) -> ReadingExample | None:
    """The question word last, as in speech: "X was born in what year?" """
    said = statement(example.question)
    if said is None or said.subject_first:
        return None
    text = f"{said.before}{said.asked}{said.behind}"
    return with_question(example, text[:1].upper() + text[1:] + "?")


def contraction(example: ReadingExample, draw: random.Random) -> ReadingExample | None:
    """One pair of words contracted ("Who's", "didn't"), or one contraction written out.

    >>> ask = ReadingExample("1", "What's the port that didn't close?", "")
    >>> contraction(ask, random.Random(0)).question
    "What is the port that didn't close?"
    """
    text = example.question
    if found := _WH_S.search(text):
        return with_question(example, f"{text[: found.start()]}{found[1]} is{text[found.end() :]}")
    if found := _NT.search(text):
        verb = found[1] + "n" if found[1].lower() == "ca" else found[1]
        return with_question(example, f"{text[: found.start()]}{verb} not{text[found.end() :]}")
    if found := _AFTER_WH.search(text):
        short = _SHORT[found[2].lower()]
        return with_question(example, f"{text[: found.start()]}{found[1]}{short}{text[found.end() :]}")
    if found := _WITH_NOT.search(text):
        verb = found[1] or found[2][:2]
        return with_question(example, f"{text[: found.start()]}{verb}n't{text[found.end() :]}")
    return None


def _opens(question: str, found: re.Match[str]) -> bool:
    """Whether a question word stands at the question's begin: later on it may be a relative pronoun."""
    before = re.findall(r"[\w'’]+", question[: found.start()].lower())
    return len(before) <= 2 and not {"who", "what", "which", "when", "where", "why", "how"} & set(before)
