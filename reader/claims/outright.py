"""Questions for yes or no that a sentence answers in their own words: "Is the hose included?" where a text says "The
hose is not included", "Can I bring my dog?" where that is a heading with a "Yes" below it.

All of the question's words must stand in the clause in their order, what the clause is about must have no others
("group bookings"), and nothing may make it a matter of time, condition, plan or hearsay. What a clause denies with none
but words of the question is denied of what the question says more closely, too: where places can't be reserved, none
can be for a car.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from kgqa.linker.normalise import fold
from kgqa.reader.claims.charges import charged
from kgqa.reader.claims.clauses import clauses_of
from kgqa.reader.claims.denials import (
    DENIAL,
    LIGHT,
    MAY,
    NOBODY,
    denies,
    is_narrowed,
    is_of_all,
    leaves_open,
    on_condition,
)
from kgqa.reader.claims.existence import exists
from kgqa.reader.claims.polar import SUBJECTS, WORD, PolarQuestion, in_full, keys_of, polar
from kgqa.reader.claims.pronouns import begins_with_pronoun, stands_for
from kgqa.reader.language.sentences import sentences
from kgqa.reader.language.verbs import verb_key
from kgqa.types import Answer, Evidence, Passage, Support

_MOST_GAPS = 10
"""Words of a clause that may stand between those of the question."""

SAID = 0.7
"""Probability of what a clause says so."""

_DATED = re.compile(r"^\s*(?:In|On|By|During|From) [^,]{0,20}?\d{4},?\s")
_ANSWERED = re.compile(r"^\s*(?P<said>yes|no)(?:[,.!:;]\s*|\s*$)", re.IGNORECASE)
_WHEN = re.compile(r",? \b(?:in|on|since) (?:(?:\d{1,2} )?[A-Z][a-z]+ )?\d{4}\s*[.!]?$")
_WHERE = re.compile(r" (?:at|from) (?:the |our |any )?[\w-]+(?: [\w-]+)?\s*[.!]?$")
_OUGHT = re.compile(r"\b(?:must|should|need)\b", re.IGNORECASE)


def said_outright(question: str, evidence: Sequence[Evidence]) -> Answer | None:
    """Yes or no by the passages of ``evidence``; None where none says it, or where two differ."""
    asked = polar(question)
    if asked is None:
        return None
    found: dict[str, Answer] = {}
    for number, piece in enumerate(evidence):
        if isinstance(piece.content, Passage):
            for said, start, end in _said(asked, question, piece.content):
                found.setdefault(said, Answer(said, SAID, "boolean", (Support(number, start, end),), (), (said,)))
    return next(iter(found.values())) if len(found) == 1 else None


def _said(asked: PolarQuestion, question: str, passage: Passage) -> Iterator[tuple[str, int, int]]:
    """What the passage says, with the half-open place of the sentence."""
    title = set(keys_of(passage.title))
    before: set[str] = set()
    places = sentences(passage.text)
    for number, (start, end) in enumerate(places):
        text = passage.text[start:end]
        if text.endswith("?"):
            if number + 1 < len(places) and _same(text, question):
                following = passage.text[slice(*places[number + 1])]
                if (answered := _ANSWERED.match(following)) and not on_condition(following[answered.end() :]):
                    yield answered["said"].lower(), *places[number + 1]
            continue
        heading = passage.title.rpartition(": ")[2] if number == 0 else ""
        answered = _ANSWERED.match(text) if heading.endswith("?") and _same(heading, question) else None
        if answered and not on_condition(text[answered.end() :]):
            yield answered["said"].lower(), start, end
        own = set(keys_of(text))
        told_before = passage.text[slice(*places[number - 1])] if number else ""
        # "No." below a heading answers that, and not what stands behind it.
        for clause in clauses_of(in_full(_ANSWERED.sub("", text)), set(asked.keys)):
            named = asked.who or set(asked.keys) - set(keys_of(clause)) - LIGHT
            if begins_with_pronoun(clause) and not stands_for(clause, named, told_before, title):
                continue
            said = charged(question, clause, own | title | before)
            there = exists(asked.keys, question, clause)
            if not said and set(asked.keys) <= own | title | before:
                said = _of_clause(asked, clause, title, own) if there is None else there
            if not said and there is None and denies(asked, clause, title, before):
                said = "no"
            if said:
                yield said, start, end
        before = own


def _of_clause(asked: PolarQuestion, clause: str, title: set[str], around: set[str]) -> str:
    """What a clause says; "" where it says neither. ``around``: keys of its sentence."""
    clause = _WHEN.sub("", _DATED.sub("", clause))
    words = [(verb_key(part), word[0]) for word in WORD.finditer(clause) for part in fold(word[0]).split()]
    denials = list(DENIAL.finditer(clause))
    is_may = MAY.search(clause) is not None
    if asked.may and not denials and (where := _WHERE.search(clause)) and not set(keys_of(where[0])) & set(asked.keys):
        clause = clause[: where.start()]  # "You can borrow a tent at the desk"
        words = [(verb_key(part), word[0]) for word in WORD.finditer(clause) for part in fold(word[0]).split()]
    if leaves_open(asked, clause) or len(denials) > 1 or is_narrowed(asked, words):
        return ""
    told = [key for key, _ in words]
    if denials and not is_of_all(asked, clause, denials[0]):
        return ""
    if asked.may and not denials and _OUGHT.search(clause):
        return ""
    if asked.any and denials and NOBODY.search(clause) and asked.keys[0] in told:
        return "no" if set(asked.keys) <= around | title else ""
    lacking = [key for key in asked.keys if key not in told]
    rest = {key for key in lacking if key not in asked.placed or key not in title}
    is_pronoun = rest == asked.who and begins_with_pronoun(clause)
    if rest and not is_pronoun:
        return ""
    order: list[int] = []
    for key in asked.keys:
        if key in told:
            begin = order[-1] + 1 if order else 0
            if key not in told[begin:]:
                return ""
            order.append(told.index(key, begin))
    if not order or (is_may != asked.may and not (asked.may and denials)):
        return ""
    # It does not go on to something else as "it".
    gaps = [word for at, word in enumerate(words[: order[-1]]) if at not in order]
    after = [word for at, word in enumerate(words[: order[-1]]) if at > order[0] and at not in order]
    if any(word in SUBJECTS for _, word in after) or len(gaps) > _MOST_GAPS:
        return ""
    return "no" if denials else "yes"


def _same(heading: str, question: str) -> bool:
    return keys_of(heading) == keys_of(question) != []
