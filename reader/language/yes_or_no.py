"""Whether a question is for yes or no.

Its last sentence that asks begins with an auxiliary verb, or a clause of it does behind another: "I am fifteen, may I
swim?".
"""

from __future__ import annotations

import re

from kgqa.reader.language.foreign import is_foreign
from kgqa.reader.language.requests import asks_for_what_was_told, is_request
from kgqa.reader.language.sentences import sentences

LONGEST = 2000
"""Characters from which on nothing is a question for yes or no."""

_PRONOUN = r"(?:i|we|you|he|she|it|they|one|there|this|that|these|those)"
_ASKER = (
    rf"(?:{_PRONOUN}|my|our|your|his|her|its|their|the|an?|any|some|every|each|all|someone|somebody|anyone|anybody"
    r"|people)"
)
_BEING = r"(?:is|are|was|were|do|does|did|has|have|had)(?:n['’]t)?|am(?=\s+i\b)"
_MODAL = r"(?:can|could|will|would|should|must|shall|might)(?:n['’]t)?(?!\s+and\b)|can['’]t|won['’]t|cannot"
_MONTH = (
    r"(?:is|was|has|had|day|birthstone|weather|events?|half|term|bank|holidays?|calendar|flowers?|weekend|held|won|lost"
    r"|wrote|became|led|died)\b"
)
# "May" is a month and a name, too.
_MAY = rf"may(?=\s+(?:{_ASKER}\b|(?!{_MONTH})[^\W\d_][^?]*\?|(?!{_MONTH})(?-i:[a-z])[\w'’-]*(?:\s+\S+){{2}}))"
_AUXILIARY = rf"(?:{_BEING}|{_MODAL}|{_MAY})\b"

_OPENING = r"(?:(?:and|so|but|then|also|please|well|hello|hi|ok|okay)\b,?\s+){0,3}"
_ALL_RIGHT = r"(?:(?:ok|okay|all right|alright|possible|allowed|safe) (?:to|for|if)|fine (?:to|if i))\b"
_BEGINS = re.compile(rf"\W*{_OPENING}(?P<clause>{_AUXILIARY}|{_ALL_RIGHT})", re.IGNORECASE)
_TITLE = re.compile(r"\W*(?:Must|Shall|Might|May)\s+(?!I\b)[A-Z][^?]*\Z")
_BEHIND = re.compile(
    rf"(?:[,;:!?–—]|\.(?=\s)|\s-(?=\s))\s*(?={_OPENING}(?:{_AUXILIARY}\s|{_ALL_RIGHT}))", re.IGNORECASE
)
"""Where a clause begins behind another."""
_ASKED = re.compile(rf"{_OPENING}(?:{_AUXILIARY}\s+(?P<asker>{_ASKER}\b)?|{_ALL_RIGHT})", re.IGNORECASE)
"""An auxiliary with what it is asked of tells that a clause asks; with another word behind it, it does where the asker
has told of himself."""
_OF_ONESELF = re.compile(r"\b(?:i|me|we|us|my|our)\b|^\W*just\b", re.IGNORECASE)
_UNDER = re.compile(
    r"\W*(?:if|unless|when|while|as|since|because|once|after|before|during|according to|away from|in|on|at|with|without"
    rf"|for)\b[^,?]*,\s*(?P<clause>{_AUXILIARY}.*)",
    re.IGNORECASE | re.DOTALL,
)
"""A clause behind a condition, a time or a place."""
_IF = re.compile(rf"\W*if\b[^,?]*?\s(?P<clause>{_AUXILIARY}\s+{_ASKER}\b.*)", re.IGNORECASE | re.DOTALL)

_ASKS = re.compile(
    rf"\W*{_OPENING}(?:(?:in|at|on|to|for|by|from|with|of|since|until|under|about)\s+)?(?:who|whom|whose|what|which|why|how"
    rf"|(?:when|where)\s+{_AUXILIARY})\b(?!\s+(?:if|about)\b)",
    re.IGNORECASE,
)
"""How a question for something else begins."""

_WH_BEHIND = (
    r"(?:i|we|you|he|she|it|they|the|a|an|my|our|his|her|their|your|is|are|was|were|has|have|had|can|will|may|must|to"
    r"|if|happen\w*)\b"
)
_IN_PLACE = re.compile(
    rf"\b(?:in|of|by|to|for|with|from|on|at|during|into|under)\s+(?:which|what)\s+(?!{_WH_BEHIND})\w"
    rf"|\bwhom(?=\s+(?:in|at|on|for|by|of|to|with)\b|\s*\??\s*$)"
    r"|\b(?<!the )(?<!no )(?-i:who|where|when)\s*\?*\s*$|(?<!matter )\bwhat\s*\?*\s*$"
    r"|(?<!know )(?<!clear )(?<!choose )(?<!decide )(?<!see )(?<!sure )(?<!tell )\bwhich\s+"
    rf"(?!{_WH_BEHIND})\w+\s*\?*\s*$",
    re.IGNORECASE,
)
"""What is asked for where it stands: "Will Smith starred in which film?"."""

_CHOICE = re.compile(
    r"\bor\b(?!\s+(?:not|so|similar|the like|otherwise)\b)(?!\s+(?:any|some)(?:thing|one|body|where)\b(?! else))"
    r"(?<!brothers or)(?<!sisters or)(?<!sons or)(?<!mum or)(?<!mother or)",
    re.IGNORECASE,
)
_COUNTED = re.compile(
    r"\b(?:\d+|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|\w+teen|\w+ty)(?:\s+\w+)?\s+or\s+"
    r"(?:more|less|fewer|over|under|older|younger|later|earlier|above|below)\b",
    re.IGNORECASE,
)
_OF_ALL = re.compile(r"\bany\b[^,.?!:;]*$", re.IGNORECASE)
"""What makes of "or" no choice: "any brothers or sisters"."""
_NEW_CLAUSE = re.compile(rf"\s+{_AUXILIARY}\s+{_PRONOUN}\b", re.IGNORECASE)
_TAG = re.compile(rf"\W*{_AUXILIARY}\s+{_PRONOUN}\W*", re.IGNORECASE)


def asks_yes_or_no(question: str) -> bool:
    """Whether the question, or a clause at its end, begins with an auxiliary verb, offers no choice and is no request.

    >>> asks_yes_or_no("Did Marie Curie discover radium?"), asks_yes_or_no("Is it Graz or Linz?")
    (True, False)
    >>> asks_yes_or_no("Can you tell me who wrote Emma?"), asks_yes_or_no("Can you tell me if Austen wrote Emma?")
    (False, True)
    >>> asks_yes_or_no("If I cancel, do I get my deposit back?"), asks_yes_or_no("If I cancel, what do I get back?")
    (True, False)
    >>> asks_yes_or_no("May I bring a dog?"), asks_yes_or_no("May Wirth rode for which circus?")
    (True, False)
    """
    return clause_for_yes_or_no(question) is not None


def clause_for_yes_or_no(question: str) -> str | None:
    """The clause at the end of a question that is for yes or no, without what is told before; None where none is. A tag
    ("..., is there?") is none without what it stands behind.

    >>> clause_for_yes_or_no("I'm fifteen and can't swim. May I hire a boat?")
    'May I hire a boat?'
    >>> clause_for_yes_or_no("Must I wear a helmet?"), clause_for_yes_or_no("In what year was it built, is it known?")
    ('Must I wear a helmet?', None)
    """
    if len(question) > LONGEST:
        return None
    for first, last in reversed(sentences(question)):
        sentence = question[first:last]
        if _ASKS.match(sentence):
            return None
        if first and sentence.endswith("."):
            continue
        if (found := _begin(sentence)) is None:
            continue
        clause = question[first + found :]
        if _TAG.fullmatch(clause):
            clause = question[first:]
        if asks_for_what_was_told(question[: first + found], question[first + found :]):
            return None
        return None if is_request(clause) or _offers(clause) or _IN_PLACE.search(clause) else clause
    return None


def _begin(sentence: str) -> int | None:
    """Where in a sentence the clause begins that asks for yes or no; None where there is none."""
    if _TITLE.match(sentence):
        return None
    if (begun := _BEGINS.match(sentence)) is not None:
        return None if is_foreign(sentence[begun.start("clause") :]) else 0
    under = _UNDER.match(sentence) or _IF.match(sentence)
    if under is not None:
        return None if is_foreign(under["clause"]) else under.start("clause")
    if sentence.rstrip().endswith("."):
        return None
    places = [found.end() for found in _BEHIND.finditer(sentence) if not _is_quoted(sentence, found.end())]
    places = [at for at in places if not is_foreign(sentence[at:])]
    asked = [(at, _ASKED.match(sentence, at)) for at in places]
    with_asker = [at for at, found in asked if found is not None and _is_small(found["asker"])]
    if with_asker:
        return with_asker[-1]
    of_oneself = [at for at, found in asked if found and not found["asker"] and _OF_ONESELF.search(sentence, 0, at)]
    return of_oneself[-1] if of_oneself else None


def _is_small(asker: str | None) -> bool:
    """Whether what is asked of is written small, as in no title."""
    return asker is not None and (asker == "I" or asker[0].islower())


def _is_quoted(sentence: str, at: int) -> bool:
    before = sentence[:at]
    return before.count('"') % 2 == 1 or before.count("“") > before.count("”")


def _offers(clause: str) -> bool:
    found = next((each for each in _CHOICE.finditer(clause) if not _is_counted(clause, each)), None)
    if found is None:
        return False
    return _OF_ALL.search(clause[: found.start()]) is None or _NEW_CLAUSE.match(clause, found.end()) is not None


def _is_counted(clause: str, choice: re.Match[str]) -> bool:
    return any(each.start() < choice.start() < each.end() for each in _COUNTED.finditer(clause))
