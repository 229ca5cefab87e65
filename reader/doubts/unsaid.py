"""What a text does not say a word of: no death, no such office, not the thing that something was done to."""

from __future__ import annotations

import re

from kgqa.linker.normalise import fold
from kgqa.reader.doubts.name_words import names_any
from kgqa.reader.language.events import sentence

UNSAID = 0.3
"""What is left of a span's probability where its text says nothing of what is asked about."""

_DIED = re.compile(
    r"\s*(?:when|where|how|in (?:what|which) (?:year|city|town|place|country)) did .* die\b", re.IGNORECASE
)
_DEATH = re.compile(
    r"\b(?:d[iy](?:e[sd]?|ing)|deaths?|dead|deceased|killed|murdered|executed|assassinated|drowned|perished|beheaded"
    r"|hanged|shot|poisoned|suicide|funeral|buried|burial|grave|tomb|passed (?:away|on)"
    r"|(?:lost|took|gave) (?:his|her|their) li(?:fe|ves)|fell|late|end|ended|starved|froze|collapsed|last breath"
    r"|succumb\w*|slain|martyr\w*"
    r"|starb|gestorben|verstarb|muri[óo]|falleci[óo]|mort[eo]?|décéd\w+|morreu|faleceu|mor[ìi]|overleed|overleden|død\w*"
    r"|crash\w*|accident|cancer|illness|disease|stroke|heart attack|d\.)(?!\w)"
    r"|†|\d{3,4}[^()]{0,60}[–—-][^()]{0,40}\d{3,4}|\([^)\n]{0,60}\d{3,4}[^\n]{1,80}?\d{3,4}",
    re.IGNORECASE,
)
_OTHER_SCRIPT = re.compile(r"[\u0370-\u1dff\u2e80-\udfff]")
"""Letters of no Latin script: words of theirs are not looked for."""

_BORN = re.compile(r"\s*(?:when|in (?:what|which) year) was .* born\b", re.IGNORECASE)
_TERM = re.compile(r"\((?P<from>\d{4})\s*[–—-]\s*(?P<to>\d{4})\)")
_LEAST_LIFE, _NEAR = 16, 160
"""Years that a life in brackets has at least; characters around in which a list of offices goes on."""
_OFFICES = (
    r"mayor|king|queen|president|governor|captain|bishop|archbishop|minister|chancellor|ambassador|rector|dean|sheriff"
    r"|coach|treasurer|chairman|chairwoman|chairperson|abbot|abbess|headmaster|headmistress|principal|librarian|curator"
)
_OFFICE = re.compile(
    rf"\s*who (?:is|was|are|were|became) (?:the )?(?:[a-z]+ )?(?P<office>{_OFFICES})s? of\b", re.IGNORECASE
)
_LEADS = re.compile(
    r"\b(?:led|leads?|leader\w*|head\w*|rul\w+|reign\w*|govern\w*|command\w*|elect\w*|appoint\w*|offices?|chair\w*"
    r"|thron\w+|crown\w*|succe\w+|predecess\w+|preside\w*|manag\w+|direct\w+|monarch\w*|emperor|empress|prince|princess"
    r"|duke|skipper\w*|prime|runs?|ran|train\w*|in charge|took over|taken over|sovereign|responsible|looks? after"
    r"|post|boss|chief|ceo|supervis\w*|overs(?:ees?|aw)|charge of|act(?:s|ed|ing) as|serv(?:es?|ed|ing) as)\b",
    re.IGNORECASE,
)
_DEED_TO = re.compile(
    r"\s*who (?:first )?[a-z]+(?:ed|e|d|t|k|n|w) (?P<what>(?!\w+ly\b)[a-z]{6,})\s*\?*\s*", re.IGNORECASE
)
_HOW = frozenset(
    re.findall(
        r"\w+",
        "yesterday tonight tomorrow second fourth earlier before afterwards afterward together abroad inside"
        " outside there upstairs downstairs alongside already himself herself themselves itself anything"
        " something everything nothing anyone someone everyone anybody somebody everybody another others"
        " overseas forward",
    )
)
"""Words behind a verb that are not what something was done to."""
_NAME = r"(?:[A-Z][\w'’.-]*(?: (?:(?:of|the|de|von|van) )*[A-Z\d][\w'’.-]*)*)"
_TWO_NAMES = re.compile(
    r"(?:[Ww]hen|[Ww]here|[Hh]ow|[Ww]hy|[Ii]n (?:what|which) [a-z]+) (?:did|was|were|has|had) "
    rf"(?P<one>{_NAME}) (?:[a-z]+ ){{1,3}}(?P<other>{_NAME})\s*\?*"
)


_BEST = re.compile(
    r"\s*(?:which|what|who)\b[^,;?]*? (?:has|have|had|with) the (?:most|fewest|least|[a-z]+est)"
    r" (?P<what>[a-z][a-z -]*[a-z])\s*\??\s*",
    re.IGNORECASE,
)
_NO_SUPERLATIVE = {
    "west", "northwest", "southwest", "forest", "interest", "guest", "rest", "harvest", "contest", "request", "test",
    "honest", "chest", "nest", "priest", "protest", "arrest", "quest", "invest", "digest", "suggest",
}  # fmt: skip


def is_unsaid(question: str, text: str, start: int, end: int, beside: str = "") -> bool:
    """Whether a text that holds ``text[start:end]``, and what is read ``beside`` it, has no word of what is asked.

    >>> text = "Ada Holt was born in Tarn in 1871. In 1901 she won the Holm Medal."
    >>> asked = ("When did Ada Holt die?", "Who was the mayor of Tarn?", "When did Ada Holt win the Lind Prize?")
    >>> [is_unsaid(question, text, 29, 33) for question in (*asked, "When was Ada Holt born?")]
    [True, True, True, False]
    """
    if _DIED.match(question) or _BORN.match(question):
        first, last = sentence(text, start, end)
        if _is_term(text, start, end):
            return True
        return _DIED.match(question) is not None and _says_nothing(_DEATH, text[first:last])
    whole = f"{text} {beside}"
    if office := _OFFICE.match(question):
        return office["office"].lower()[:5] not in whole.lower() and _says_nothing(_LEADS, whole)
    words = set(fold(whole).split())
    if (deed := _DEED_TO.fullmatch(question)) and deed["what"].lower() not in _HOW:
        beginning = fold(deed["what"])[:5]
        return not any(word.startswith(beginning) for word in words)
    if best := _BEST.fullmatch(question):
        is_named = any(word.startswith(asked[:5]) for asked in fold(best["what"]).split() for word in words)
        return not is_named or not any(_is_superlative(word) for word in words)
    if two := _TWO_NAMES.fullmatch(question.strip()):
        one, other = (fold(two[name]).split() for name in ("one", "other"))
        return not words.isdisjoint(one) and not names_any(other, whole)
    return False


def _is_superlative(word: str) -> bool:
    """Whether a word says that something is the most: a "very high" thing need not be the highest."""
    return word in ("most", "least", "record") or (word.endswith("est") and word not in _NO_SUPERLATIVE)


def _says_nothing(words: re.Pattern[str], text: str) -> bool:
    return words.search(text) is None and _OTHER_SCRIPT.search(text) is None


def _is_term(text: str, start: int, end: int) -> bool:
    """Whether a span is of years in brackets that are those of an office: too few for a life, or the next one's begin
    where they end."""
    terms = list(_TERM.finditer(text, max(0, start - _NEAR), min(len(text), end + _NEAR)))
    for own in terms:
        if own.start() < end and start < own.end():
            is_short = 0 <= int(own["to"]) - int(own["from"]) < _LEAST_LIFE
            return is_short or any(o["from"] == own["to"] or o["to"] == own["from"] for o in terms if o is not own)
    return False
