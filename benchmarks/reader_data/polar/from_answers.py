"""Questions for yes or no out of questions with an answer in a text: "When was the mill built?" and "1843" become "Was
the mill built in 1843?", which the sentence of the answer says, and another year makes a no of it.

Another thing or person than the one found leaves the question open: a text that has one says nothing of others.
"""

from __future__ import annotations

import random
import re
from collections.abc import Iterator, Sequence
from typing import Any

from benchmarks.reader_data.polar.compose import Row
from kgqa.data.example import ReadingExample
from kgqa.reader.language.sentences import sentences

_WHEN = re.compile(r"^(?:when|in (?:what|which) year|on (?:what|which) (?:date|day)|what year)\s+", re.IGNORECASE)
_WHERE = re.compile(r"^(?:where|in (?:what|which) (?:city|country|state|town|place))\s+", re.IGNORECASE)
_WHO = re.compile(r"^(?:who|whom|what)\s+", re.IGNORECASE)
_WHICH = re.compile(r"^(?:what|which)\s+(?=[a-z])", re.IGNORECASE)
_MANY = re.compile(r"^how (?:many|much)\s+", re.IGNORECASE)
_BE = frozenset(("is", "are", "was", "were"))
_DO = frozenset(("did", "does", "do"))
_AUX = _BE | _DO | {"can", "could", "will", "would", "has", "have", "had", "should", "may", "might"}
_PLACED = re.compile(r"\b(in|on|at|during|since|by|from|after|before|until|near|to)\s+(?:the\s+)?$", re.IGNORECASE)
_NEGATED = re.compile(r"\b(was|were|is|are|has|had|can|could|will|would)\b(?! not| never| no\b)")
_LONGEST_ANSWER = 60


def rows(examples: Sequence[ReadingExample], nlp: Any, seed: int) -> Iterator[Row]:
    """Rows of the examples whose question can be turned; the same for the same seed."""
    rng = random.Random(f"polar answers {seed}")
    answered = [each for each in examples if each.answers and len(each.answers[0].text) <= _LONGEST_ANSWER]
    others: dict[tuple[str, str], list[str]] = {}
    beside: dict[str, list[str]] = {}
    for each in answered:
        others.setdefault(_sort(each), []).append(each.answers[0].text)
        beside.setdefault(each.context, []).append(each.answers[0].text)
    for example, parsed in zip(answered, nlp.pipe(each.question for each in answered), strict=True):
        answer = example.answers[0]
        question = turned(parsed, _placed(example), answer.text)
        if question is None:
            continue
        near, far = _windows(example, rng)
        if not near:
            continue
        chance = rng.random()
        denied = _denied(near, answer.text, rng) if chance < 0.25 else None
        if denied is not None:
            yield Row(question, denied, "no", "answer denied")
        elif chance < 0.45:
            yield Row(question, near, "yes", "answer")
        elif chance < 0.8:
            # What answers another question of the same text is the wrong answer that is hardest to tell.
            wrong = rng.choice(beside[example.context] if rng.random() < 0.5 else others[_sort(example)])
            other = turned(parsed, _placed(example), wrong)
            if other is not None and not _overlap(wrong, answer.text):
                numbers = _sort(example)[0] in ("when", "many") and wrong[:1].isdigit() and answer.text[:1].isdigit()
                yield Row(other, near, "no" if numbers else "open", "other answer")
        elif far:
            yield Row(question, far, "open", "other sentence")


def turned(parsed: Any, before: str, answer: str) -> str | None:
    """The question for yes or no with ``answer`` in it, or None where its form is another. ``parsed``: the question by
    spaCy; ``before``: the word before an answer that is a time or a place."""
    text = parsed.text.strip().rstrip("?").strip()
    lower = {token.idx: token for token in parsed}
    for form in (_WHEN, _WHERE):
        if found := form.match(text):
            return _appended(text[found.end() :], f"{before} {answer}".strip())
    if found := _MANY.match(text):
        return _counted(text[found.end() :], lower, found.end(), answer)
    found = _WHO.match(text)
    rest = text[found.end() :] if found else ""
    first = rest.split(" ", 1)[0].lower() if rest else ""
    if found and first in _BE:
        return _be(rest, parsed, answer)
    if found and first in _AUX:
        return _inserted(rest, parsed, found.end(), answer)
    if found and (token := lower.get(found.end())) is not None and token.tag_ in ("VBD", "VBZ", "VBP"):
        return _subject(text, token, answer)
    if found := _WHICH.match(text):
        for token in parsed:
            if token.idx > found.end() and token.text.lower() in _AUX and token.i <= 6:
                rest = text[token.idx :]
                following = parsed[token.i + 1] if token.i + 1 < len(parsed) else None
                if following is None:
                    return None
                if token.text.lower() in _BE or following.tag_ in ("VBN", "VB"):
                    return _led(token.text, answer, text[token.idx + len(token.text) :])
                return _inserted(rest, parsed, token.idx, answer)
            if token.idx > found.end() and token.tag_ in ("VBD", "VBZ") and token.dep_ == "ROOT":
                return _subject(text, token, answer)
    return None


def _appended(rest: str, answer: str) -> str | None:
    first = rest.split(" ", 1)[0].lower()
    return f"{rest[0].upper()}{rest[1:]} {answer}?" if first in _AUX and len(rest.split()) > 2 else None


def _led(aux: str, answer: str, rest: str) -> str:
    return f"{aux.capitalize()} {answer} {rest.strip()}?"


def _be(rest: str, parsed: Any, answer: str) -> str | None:
    aux, _, after = rest.partition(" ")
    if not after:
        return None
    tokens = [token for token in parsed if not token.is_punct]
    # "Who was she married to?", "What is it called?"
    if tokens[-1].tag_ in ("IN", "TO", "RP", "VBN") and tokens[2].tag_ not in ("VBN", "VBG"):
        return f"{aux.capitalize()} {after} {answer}?"
    return _led(aux, answer, after)


def _inserted(rest: str, parsed: Any, shift: int, answer: str) -> str | None:
    """The answer behind the verb, or at the end where a preposition waits for it."""
    tokens = [token for token in parsed if not token.is_punct]
    if tokens[-1].tag_ in ("IN", "TO", "RP"):
        return f"{rest[0].upper()}{rest[1:]} {answer}?"
    verbs = [token for token in tokens if token.dep_ == "ROOT" and token.pos_ == "VERB"]
    if not verbs or verbs[0].idx < shift:
        return None
    end = verbs[0].idx + len(verbs[0].text) - shift
    return f"{rest[0].upper()}{rest[1:end]} {answer}{rest[end:]}?"


def _subject(text: str, token: Any, answer: str) -> str:
    rest = text[token.idx + len(token.text) :].strip()
    aux = {"VBD": "Did", "VBZ": "Does", "VBP": "Do"}[token.tag_]
    return f"{aux} {answer} {token.lemma_} {rest}?".replace(" ?", "?")


def _counted(rest: str, tokens: dict[int, Any], shift: int, answer: str) -> str | None:
    for index, token in sorted(tokens.items()):
        if index > shift and token.text.lower() in _AUX:
            noun = rest[: index - shift].strip()
            after = rest[index - shift + len(token.text) :].strip()
            said = answer if noun.lower() in answer.lower() else f"{answer} {noun}"
            if token.text.lower() in _DO:
                return f"{token.text.capitalize()} {after} {said}?" if after else None
            return f"{token.text.capitalize()} {said} {after}?".replace(" ?", "?")
    return None


def _sort(example: ReadingExample) -> tuple[str, str]:
    """What kind of question, and what its answer looks like."""
    text, answer = example.question, example.answers[0].text
    looks = "number" if any(map(str.isdigit, answer)) else "name" if answer[:1].isupper() else "words"
    if _WHEN.match(text):
        return "when", looks
    if _MANY.match(text):
        return "many", looks
    return ("where" if _WHERE.match(text) else "what"), looks


def _placed(example: ReadingExample) -> str:
    """The preposition before the answer."""
    answer = example.answers[0]
    if answer.text.split(" ")[0].lower() in ("in", "on", "at", "during", "since", "by", "from", "after", "before"):
        return ""
    found = _PLACED.search(example.context[: answer.start])
    return found[1].lower() if found else "in"


def _overlap(one: str, other: str) -> bool:
    words = [set(re.findall(r"\w+", text.lower())) for text in (one, other)]
    return not words[0].isdisjoint(words[1])


def _windows(example: ReadingExample, rng: random.Random) -> tuple[str, str]:
    """The sentence of the answer, at times with the one before; and another, without the answer, "" where none is."""
    answer = example.answers[0]
    places = sentences(example.context)
    for number, (start, end) in enumerate(places):
        if start <= answer.start and answer.end <= end:
            begin = places[number - 1][0] if number and rng.random() < 0.5 else start
            away = [
                example.context[slice(*place)]
                for i, place in enumerate(places)
                if i != number and answer.text not in example.context[slice(*place)]
            ]
            return example.context[begin:end], rng.choice(away) if away else ""
    return "", ""


def _denied(text: str, answer: str, rng: random.Random) -> str | None:
    """The text with its only verb that can be denied so, before the answer, denied."""
    found = list(_NEGATED.finditer(text))
    if len(found) != 1 or found[0].end() > text.find(answer):
        return None
    return f"{text[: found[0].end()]} {rng.choice(('not', 'never', 'not', 'no longer'))}{text[found[0].end() :]}"
