"""Events of a life or of an organisation: the one a question asks about, and those a sentence tells of.

"He studied in Antwerp" says where somebody studied, and to a reader it looks much like where he was born. Which
event a place or a day belongs to is told by the words of its own clause.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from functools import lru_cache

from kgqa.reader.language.life_dates import half_of

OTHER_EVENT = 0.35
"""What is left of a span's probability where its clause tells of another event than the one that is asked about."""

_WORDS = {
    "born": r"born|birth|birthplace|home ?towns?|native(?! to)|hail(?:s|ed|ing)? from"
    r"|(?:comes?|came|originally|originates?|is|was) from|b\.",
    "died": r"die[sd]?|dying|deaths?|dead|deceased|killed|murdered|executed|assassinated|drowned|perished|beheaded"
    r"|hanged|passed away|suicide|d\.|†",
    "buried": r"buried|burial|interred|interment|entombed|cremated|graves?|tomb",
    "baptised": r"bapti[sz]ed|bapti[sz]m|christened",
    "married": r"(?:re)?marr(?:y|ies|ied|ying)|marriage|wed|weds|wedding",
    "studied": r"stud(?:y|ied|ies|ying)|educated|education|attend(?:s|ed|ing)?|graduat(?:e[sd]?|ing)"
    r"|enrol(?:l?ed|ls?|s|ling)?"
    r"|matriculated|apprenticed|schooled|schooling|degrees?|doctorate|trained|training|students?|pupils?",
    "worked": r"work(?:s|ed|ing)?|employ(?:s|ed|ing)?|taught|teach(?:es|ing)?|lectured|practi[sc](?:ed|ing)"
    r"|serv(?:ed|ing)|hired|appointed|elected|play(?:s|ed|ing)|perform(?:s|ed|ing)|sang|joined",
    "lived": r"liv(?:e[sd]?|ing)|resid(?:e[sd]?|ing|ence)|dwelt|home",
    "raised": r"raised|gr[eo]wn? up|growing up|brought up|reared",
    "moved": r"mov(?:e[sd]?|ing)|(?:e|im)?migrat(?:ed?|ing)|relocat(?:ed?|ing)|fled|settl(?:ed?|ing)|exiled"
    r"|return(?:ed|ing)",
    "founded": r"(?:co-?)?found(?:ed|ing)|foundation|establish(?:ed|ment|ing)|form(?:ed|ation|ing)|incorporated|set up"
    r"|opened|launched|inaugurated|creat(?:ed|ion)|start(?:ed|ing)|began|begun|inception",
    "made": r"direct(?:ed|ing)|produc(?:ed|ing)|compos(?:ed|ing)|paint(?:ed|ing)|wrote|written|publish(?:ed|ing)"
    r"|publication|releas(?:ed?|ing)|premiered?|recorded|built|design(?:ed|ing)|construct(?:ed|ion)|exhibited|filmed"
    r"|discover(?:ed|y|ing)|isolat(?:ed|ing)|invent(?:ed|ing)|patent(?:ed|ing)|identified",
    "left": r"left|leaves|retir(?:ed|es|ing|ement)|resign(?:ed|s|ing|ation)|stepped down|visit(?:ed|s|ing)|arrived"
    r"|won|awarded|receiv(?:ed|ing)|signed",
    "ended": r"sold|closed|dissolved|abolished|demolished|merged|acquired|disbanded|destroyed",
}  # fmt: skip
"""Words that tell of an event."""

_LIVES = frozenset({"born", "died", "buried", "baptised", "married"})
OF_A_LIFE = _LIVES | {"studied", "worked", "lived", "raised", "moved"}
"""Events that are somebody's own: whom a sentence is about, it happened to."""

_OTHERS: dict[str, frozenset[str]] = {
    **{event: frozenset(_WORDS) - {event} for event in _LIVES},
    "studied": frozenset({*_LIVES, "worked", "lived", "founded", "raised", "ended"}),
    "worked": frozenset({*_LIVES, "studied"}),
    "lived": frozenset({"born", "died", "buried", "studied"}),
    "raised": frozenset({*_LIVES, "studied", "worked"}),
    "moved": _LIVES,
    "made": frozenset({*_LIVES, "studied", "moved", "left", "worked"}),
    "founded": frozenset({*OF_A_LIFE, "ended", "left"}),
}
"""Events whose place or day is no answer to a question about one: where somebody worked he may have lived."""


def vocabulary(words: Mapping[str, str]) -> re.Pattern[str]:
    """What finds each word of an event, in a group of the event's name; ``words``: its words, as a pattern, by name."""
    groups = (rf"(?P<{name}>(?<![\w-])(?:{own})(?![\w-]))" for name, own in words.items())
    return re.compile("|".join(groups), re.IGNORECASE)


_EVENT = vocabulary(_WORDS)
_KINDS = (
    r"year|date|day|month|decade|century|place|city|town|village|country|state|region|county|province|location|school|college"
    r"|university|institution"
)
_PLACE_OR_DAY = re.compile(
    r"\s*(?:(?!who|how|why|what|which)\w+,? ){0,4}?(?:where|when)\b"
    rf"|\s*(?:\w+ )?(?:(?:what|which) (?:[a-z]+ )?(?:{_KINDS})"
    r"|(?:what|which) (?:is|was) .*\b(?:place|date|year|day|country|city|town) of"
    r"|(?:what|which) (?:is|was) .*\b(?:birthplace|birthday|residence))\b",
    re.IGNORECASE,
)
_OF_DEATH = r"(?:place|date|year|day|time) of (?:\w+ )?death|['’]s? death"
_ASKED = {
    event: re.compile(rf"\b(?:{words})\b")
    for event, words in {
        "born": r"born|birth|birthplace|birthday",
        "died": rf"die[sd]?|killed|passed away|murdered|assassinated|executed|{_OF_DEATH}",
        "buried": r"buried|interred|burial|laid to rest",
        "baptised": r"bapti[sz]ed|christened",
        "married": r"marry|marries|married|wed|wedding|marriage",
        "studied": r"study|studies|studied|educated|attend|attended|graduated?|go to (?:school|college|university)",
        "worked": r"work|works|worked|employed|teach|taught",
        "lived": r"live|lives|lived|reside[sd]?|residence",
        "raised": r"grow up|grew up|raised|brought up",
        "moved": r"move|moved|emigrated?|immigrated?|flee|fled",
        "founded": r"(?:co-)?founded|established|formed|incorporated|set up|launched|foundation|inception",
    }.items()
}
"""What of an event a question asks for: fewer words than tell of one, since names of works hold the others."""

_RELATIVE = re.compile(r"(?:,? [A-Z]\w+){0,3},?\s+(?:where|when|in which)\b(?P<clause>[^.;,!?]*)")
_APPOSED = re.compile(r"\s{0,4}(?:[,(]\s{0,4})?(?:his|her|their|the|its)\s+(?P<noun>[^.;,!?()]{0,30})")
_FRONTED = re.compile(r"\W*(?:It (?:is|was) )?(?:in|at|on|during|from|until|by|near)(?: the)? ?$", re.IGNORECASE)
_SENTENCE_END = re.compile(r"(?<=[a-z0-9)\]”\"’'])[.!?][\"”’']?\s+(?=[^a-z])|\n|;\s")
_AGAIN = r"(?:(?:then|later|also|subsequently|eventually|finally|was|were|had|been|has|is|he|she|they|who)\s+)*"
_CLAUSE = re.compile(
    rf"\b(?:and|but|or|who|which|where|while|whose|before|after|then)\b|,(?=\s+{_AGAIN}\w)", re.IGNORECASE
)
_SAYS = re.compile(r"[A-Z\d]")
"""What a place or a day has."""
_LEADING = re.compile(r"(?:(?:in|at|on|to|from|near|by|the year)\s+)+", re.IGNORECASE)


@lru_cache(maxsize=64)
def asked_event(question: str) -> str:
    """The one event whose place or day a question asks for; "" where it asks for something else, or for several.

    >>> asked_event("Where was Jo Lind born?"), asked_event("what is the date of death of Jo Lind?")
    ('born', 'died')
    >>> asked_event("Who was born in Ghent?"), asked_event("Where did Jo live when he died?")
    ('', '')
    """
    if _PLACE_OR_DAY.match(question) is None:
        return ""
    # A capital inside a question is that of a name: Max Born died somewhere, too.
    text = question.lower() if question.isupper() else question
    found = [event for event, words in _ASKED.items() if words.search(text)]
    return found[0] if len(found) == 1 else ""


def is_of_another_event(question: str, text: str, start: int, end: int) -> bool:
    """Whether the clause around ``text[start:end]`` tells where or when another event was than the one asked about.

    >>> is_of_another_event("Where was Jo born?", "Jo studied in Antwerp.", 14, 21)
    True
    >>> is_of_another_event("Where was Jo born?", "Jo was born and studied in Antwerp.", 27, 34)
    False
    """
    asked = asked_event(question)
    if not asked:
        return False
    told = events_of(text, start, end)
    return asked not in told and bool(told & _OTHERS[asked])


def events_of(text: str, start: int, end: int) -> frozenset[str]:
    """The events that a place or day ``text[start:end]`` may belong to; none where no word tells.

    >>> text = "Jo was born in Leeds and educated in York, where she died in 1901."
    >>> events_of(text, 15, 20), sorted(events_of(text, 37, 41))
    (frozenset({'born'}), ['died', 'studied'])
    """
    if half := half_of(text, start):
        return frozenset({half})
    told = told_around(text, start, end, _EVENT)
    if text[end : end + 5].lower() == "-born":
        told.add("born")
    if apposed := _APPOSED.match(text, end, sentence(text, start, end)[1]):
        told |= {name for name, _, _ in _events(apposed["noun"])} & {"born", "died"}
    return frozenset(told)


def told_around(text: str, start: int, end: int, events: re.Pattern[str]) -> set[str]:
    """The names of the ``events`` (:func:`vocabulary`) that a place or day ``text[start:end]`` may belong to: by the
    clause before it, by all behind it where it leads the sentence, or by a "when" or "where" right behind it."""
    first, last = sentence(text, start, end)
    told = _before(text[first:start], events)
    if not told and _FRONTED.fullmatch(text[first:start]):
        told |= {str(found.lastgroup) for found in events.finditer(text, end, last)}
    if relative := _RELATIVE.match(text, end, last):
        told |= {str(found.lastgroup) for found in events.finditer(relative["clause"])}
    return told


def sentence(text: str, start: int, end: int) -> tuple[int, int]:
    """Where the sentence around ``text[start:end]`` begins and ends, its stop left out.

    >>> text = "Jo Lind is the mayor. Tarn is the capital."
    >>> text[slice(*sentence(text, 22, 26))]
    'Tarn is the capital.'
    """
    # One character more, which what ends a sentence looks ahead to.
    ends = (found.end() for found in _SENTENCE_END.finditer(text, 0, start + 1))
    first = max((at for at in ends if at <= start), default=0)
    stop = _SENTENCE_END.search(text, end)
    return first, stop.start() if stop else len(text)


def within_event(question: str, text: str, start: int, end: int) -> tuple[int, int]:
    """The part of a span that tells of the event asked about, where the span runs on into another.

    >>> text = "Jo was born in Leeds and educated in York."
    >>> [text[slice(*within_event(q, text, 15, 41))] for q in ("Where was Jo born?", "Where was Jo educated?")]
    ['Leeds', 'York']
    """
    asked = asked_event(question)
    if not asked or _EVENT.search(text, start, end) is None:
        return start, end
    for first, last in _segments(text, start, end):
        events = list(_events(text[first:last]))
        at = first + events[-1][2] if events else first
        while at < last and (lead := _LEADING.match(text, at + (text[at] == " "), last)):
            at = lead.end()
        at += len(text[at:last]) - len(text[at:last].lstrip(" ,"))
        kept = at + len(text[at:last].rstrip(" ,.;"))
        if kept > at and _SAYS.search(text, at, kept) and asked in events_of(text, at, kept):
            return at, kept
    return start, end


def _segments(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """A span cut where a clause with an event of its own begins."""
    at = start
    for found in (*_CLAUSE.finditer(text, start, end), *_SENTENCE_END.finditer(text, start, end)):
        event = _EVENT.search(text, found.end(), end)
        if event is not None and found.start() > at and len(text[found.end() : event.start()].split()) <= 3:
            yield at, found.start()
            at = found.end()
    yield at, end


def _before(words: str, events: re.Pattern[str]) -> set[str]:
    """The events of the last clause that has one, and of those joined to it by nothing but an "and"."""
    cuts = [found.span() for found in _CLAUSE.finditer(words)]
    starts = [0, *(end for _, end in cuts)]
    ends = [*(start for start, _ in cuts), len(words)]
    told: set[str] = set()
    for first, last in zip(reversed(starts), reversed(ends), strict=True):
        clause = words[first:last].rstrip(" ,")
        found = list(events.finditer(clause))
        if told and not (found and found[-1].end() == len(clause)):
            if clause.strip(" ,"):
                break
            continue
        told |= {str(one.lastgroup) for one in found}
    return told


def _events(text: str) -> Iterator[tuple[str, int, int]]:
    """Each event that is told in a text, with the offsets of its word."""
    for found in _EVENT.finditer(text):
        yield str(found.lastgroup), found.start(), found.end()
