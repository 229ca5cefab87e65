"""A question as a statement with a gap, by rule: "In what year was X born?" as "X was born in ___".

The rules stand on the closed classes of English alone (question words, auxiliaries) and on the looks of
participles; where they cannot tell subject and predicate apart there is no statement.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

_PARTICIPLES = (
    "beaten|become|begun|born|bound|built|broken|brought|bought|caught|chosen|cut|done|drawn|driven|eaten|fallen|fought|found|forgotten|given|grown|held|hidden|hit|"
    "hung|kept|known|laid|led|left|lost|made|meant|met|paid|put|read|said|seen|sent|set|shown|shot|sold|spent|"
    "spoken|split|spread|stolen|struck|sung|sunk|taken|taught|thought|thrown|told|torn|understood|won|worn|written"
)
_PARTICIPLE = re.compile(rf"(?:(?!(?:speed|breed|indeed|exceed|sacred|naked|hundred)\Z)[a-z]{{2,}}ed|{_PARTICIPLES})\Z")
_PREPOSITION = r"(?:in|on|at|to|from|for|by|of|with|under|during|through|into|over|after|before|since|until)"
_BE = r"(?:is|are|was|were)"
# Behind these a word in -ed is an adjective ("the supposed cause").
_BEFORE_ADJECTIVE = re.compile(r"(?:the|an?|its|his|her|their|our|my|most|more|other|and|or)\Z", re.IGNORECASE)
_ADVERB = re.compile(r"(?:[a-z]+ly|first|last|also|often|still|now|not|most|best)\Z")
_NAMING = ("called", "named", "known")
_AUXILIARY = (
    r"(?:is|are|was|were|am|do|does|did|has|have|had|can|could|will|would|shall|should|may|might|must)(?:n['’]t)?"
)
# At most three words behind "what" or "which": "what kind of treaty" is one, a clause is not.
_ASKED = (
    rf"(?P<asked>(?:{_PREPOSITION} )?(?:whom|who|when|where|why|how many [a-z-]+"
    rf"|(?:what|which)(?: (?!{_AUXILIARY}\b)[^\W\d_][\w'’-]*){{0,3}}))"
)
_INVERTED = re.compile(rf"{_ASKED} (?P<verb>{_BE}|do|does|did) (?P<rest>.+)", re.IGNORECASE)
_SUBJECT = re.compile(
    rf"(?P<asked>who|how many [a-z-]+|(?:what|which)(?: (?!{_AUXILIARY}\b)[a-z][\w'’-]*){{0,2}}) "
    r"(?P<rest>[a-z]+(?:ed|s)? .+)",
    re.IGNORECASE,
)
_SUBJECT_VERB = re.compile(rf"(?:[a-z]+ed|[a-z]{{3,}}s|had|has|{_BE}|led|won|built|made|wrote|gave|took|ran|ruled)\b")
_CAPITAL = r"[A-ZÀ-ÖØ-Þ]"
_NAME = rf"(?:the )?{_CAPITAL}[\w'’-]*(?: (?:(?:and|of|de|the|von|van|du) )*(?:{_CAPITAL}[\w'’-]*|[IVX]+))*"
_NAMED_SUBJECT = re.compile(rf"(?P<subject>{_NAME})(?P<predicate> [a-z].*)")


@dataclass(frozen=True, slots=True)
class Statement:
    """``before + asked + behind`` says what the question asks; ``asked`` is its question phrase, without the
    preposition, which is at the end of ``before``. ``subject_first``: the phrase is the subject, and the
    question had this order already."""

    before: str
    asked: str
    behind: str
    subject_first: bool = False


def statement(question: str) -> Statement | None:
    """The question as a statement with a gap, or None where no rule fits.

    >>> said = statement("In what year was the harbour of Brinn built?")
    >>> said.before + "1847" + said.behind
    'the harbour of Brinn was built in 1847'
    >>> said = statement("Who ruled the town of Brinn?")
    >>> said.before + "Tomas Verrick" + said.behind
    'Tomas Verrick ruled the town of Brinn'
    """
    text = " ".join(question.split()).rstrip("?？ ")
    found = _INVERTED.match(text)
    if found:
        return _inverted(found["asked"], found["verb"], found["rest"])
    found = _SUBJECT.match(text)
    if found and _SUBJECT_VERB.match(found["rest"]):
        return Statement("", found["asked"].lower(), " " + found["rest"], subject_first=True)
    return None


def _inverted(asked: str, verb: str, rest: str) -> Statement | None:
    asked = asked[:1].lower() + asked[1:]
    preposition = re.match(rf"{_PREPOSITION} ", asked, re.IGNORECASE)
    if preposition:
        asked = asked[preposition.end() :]
    joint = f" {preposition[0]}" if preposition else " "
    if re.fullmatch(_BE, verb, re.IGNORECASE):
        return _with_be(asked, joint, verb, rest.split(" "))
    named = _NAMED_SUBJECT.match(rest)
    if named is None:
        return None
    return Statement(f"{named['subject']} {verb}{named['predicate']}{joint}", asked, "")


def _with_be(asked: str, joint: str, verb: str, words: list[str]) -> Statement | None:
    """``words``: subject and predicate. Without a predicate the question phrase is one: "the leader was who"."""
    rest = " ".join(words)
    at = next((i for i, word in enumerate(words) if _PARTICIPLE.match(word) and not _is_adjective(words, i)), None)
    subject = words[:at]
    while subject and _ADVERB.match(subject[-1]):
        subject.pop()
    if not subject or words[0].endswith("ing") or words[0] == "not":
        # The question phrase is the subject ("What treaty was first signed in 1918?").
        return Statement("", asked, f" {verb} {rest}", subject_first=True)
    dangling = ends_with_preposition(rest)
    # "What is the term given to X" asks what the term is; "what is X used for" what X is used for.
    is_bare = joint == " " and asked in ("what", "who", "which", "whom")
    is_whole = is_bare and not dangling and at is not None and at < len(words) - 1 and words[at] not in _NAMING
    if at is None or is_whole:
        # "Where was X earl of": the predicate cannot be told from the subject.
        return None if dangling else Statement(f"{rest} {verb}{joint}", asked, "")
    return Statement(f"{' '.join(subject)} {verb} {' '.join(words[len(subject) :])}{joint}", asked, "")


def ends_with_preposition(text: str) -> bool:
    """Whether the last word is one.

    >>> ends_with_preposition("Ralph was earl of"), ends_with_preposition("Ralph was an earl")
    (True, False)
    """
    return re.search(rf"\b{_PREPOSITION}\s*\Z", text, re.IGNORECASE) is not None


def _is_adjective(words: list[str], at: int) -> bool:
    """Whether a participle belongs to a noun ("the supposed cause", "the most widely used language")."""
    before = [word for word in words[:at] if not word.endswith("ly")]
    return bool(before) and _BEFORE_ADJECTIVE.match(before[-1]) is not None
