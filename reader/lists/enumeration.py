"""What a text lists in a row: "Dutch, French and German" are three languages, not one."""

from __future__ import annotations

import re
from collections.abc import Callable

from kgqa.reader.language.clauses import CLAUSE_END
from kgqa.reader.language.kinds import looks_like

Place = tuple[int, int]
"""Half-open character offsets in a text."""

LONGEST_ITEM = 8
"""Words of an item; more are a clause."""

_BETWEEN = re.compile(r"(?P<comma>[,;])\s+(?:(?P<last>and|&)\s+)?(?:as well as\s+)?|\s+(?P<and>and|&|as well as)\s+")
_FIRM = r"(?:Inc|Ltd|LLC|Co|Corp|Jr|Sr|II|III|IV|MD|PhD)\b\.?"
_MONTH = r"(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)[a-z]*\.?"
_NO_BREAK = re.compile(rf"(?P<firm>,\s+{_FIRM})|(?P<or>;\s+or,?\s+)|{_MONTH} \d{{1,2}}(?P<year>,\s+\d{{4}})\b")
_SIDE = (
    r"(?:to|in|on|at|along) (?:the|its) (?:far )?(?:north|south|east|west)(?:[- ]?(?:east|west))?"
    r"(?:ern (?:side|border))?"
)
_QUOTED = r"\"[^\"\n]{1,120}\"|“[^”\n]{1,120}”"
_WORDS = r"[A-Z0-9][\w'’.-]*(?: (?:(?:of|the|de|da|del|la|le|von|van|der|den|a|an|du) )*[A-Z0-9][\w'’-]*)*"
_OTHERWISE = rf";\s+or,?\s+(?:(?:the|an?) )?{_WORDS}"
"""The second half of a title: "Sparrow; or, the Bird"."""
_NAME = re.compile(rf"{_QUOTED}|(?:(?:the|an?|two|three|four) )?{_WORDS}(?:{_OTHERWISE})?")
_AWARDED = rf" for (?:{_QUOTED}|(?:(?:the|his|her|their|best) )?{_WORDS})"
_ASIDES = rf"(?:\s*\([^()]*\)|,? (?:in|since) \d{{3,4}}\b|,? {_SIDE}\b(?! (?:the )?[A-Z])|{_AWARDED})"
_ASIDE = re.compile(rf"{_ASIDES}+")
"""What is said of one name in a list: "(guitar)", "in 1962", "to the north", "for The Iron Tide"."""
_ROLE = (
    r"(?!(?:later|after|over|under|never|her|for|or|former|other|another|either|neither|whether|however|together)\b)"
    r"[a-z-]+(?:er|or|ist|ian|man|woman|ess|ant)"
)
_BY = re.compile(rf"(?:{_SIDE}(?:,| by| with| lies| is)? )?(?:(?:by|from|in|to|of|with) )?(?:(?:the )?{_ROLE} )?")
"""What may stand before each name of a list: "by Ann Holt and by Ben Ray", "singer Ann Holt and drummer Cy Dunn"."""
_ASIDE_LAST = re.compile(rf"{_ASIDES}+$")
_LEAD = re.compile(
    r"(?:both|also|(?:[\w'’-]+ ){0,3}(?:including|namely|such as)|(?:in|from|by|of|with|at|to|for|on)(?= [A-Z]))\s+"
)
_SMALL = {
    "of", "the", "de", "da", "del", "la", "le", "von", "van", "der", "den", "and", "in", "on", "a", "an", "for", "to",
    "du",
}  # fmt: skip
_SENTENCE_END = re.compile(rf"(?<!\b[A-Z])(?<!\b(?:St|Dr|Mr|Ms))(?<!\bMrs)[.!?](?=\s|$)|\n|:\s|{CLAUSE_END}")
_NAME_BEFORE = re.compile(
    rf"(?P<name>{_NAME.pattern})(?:{_ASIDE.pattern})?(?:[,;]\s+(?:and\s+)?|\s+and\s+|\s+&\s+){_BY.pattern}$"
)
_FARTHEST = 300
"""Characters before an item in which the one before it stands."""
_SIDES = re.compile(rf"\b{_SIDE}\b")
_ARTICLE = re.compile(r"(?:an?|two|three|four) (?=[A-Z\"“])")
_BEHIND_ARTICLE = re.compile(r"\b(?:the|an?) $")
_OTHER_HALF = re.compile(_OTHERWISE)
_UP_TO_YEAR = re.compile(
    r"(?: (?:on|in|of|the|at|to|for|with|from|a|an|under|over|[A-Z][\w'’-]*)){0,6} [A-Z][\w'’-]*"
    r"(?= \(\d{4}\)(?:,| and\b|\.))"
)
"""What goes on a title that has its year behind it: "Women" of "Women on the Lenn (1892), Ice (1893)"."""
_FIRST = re.compile(r"(?<!; or)[,(]|;(?! or\b)| and ")
_OPENING, _CLOSING = ('"', "“"), ('"', "”")
_AT = {"in", "on", "at", "since", "after", "before", "during", "by", "from", "for", "with", "when", "while"}


def enumerated(text: str, start: int, end: int, is_name: Callable[[str], bool] = lambda name: False) -> list[Place]:
    """The items of the list that ``text[start:end]`` is, or is one of or some of; [] where it is in none.

    A list has an "and" before its last item, and items that are like each other: all names, all numbers, all common
    words. ``is_name``: whether a text is the name of one thing, which is not cut ("Trinidad and Tobago").

    >>> text = "Its official languages are Dutch, French and German."
    >>> [text[slice(*place)] for place in enumerated(text, 27, 51)]
    ['Dutch', 'French', 'German']
    >>> text = "Its members are Rick Stone (guitar), Bella Crane (voice) and Omar Fell (drums), all from Tarn."
    >>> [text[slice(*place)] for place in enumerated(text, 16, 26)]
    ['Rick Stone', 'Bella Crane', 'Omar Fell']
    """
    if _BETWEEN.search(text, start, end) and is_name(text[start:end]):
        return []
    if article := _BEHIND_ARTICLE.search(text, 0, start):
        start = article.start()
    start, end = with_quotes(text, *whole_title(text, start, end))
    low, high = _sentence(text, start, end)
    if "respectively" in text[low:high]:
        return []  # of two things two others are said, one of each
    items, seps = _cut(text, *_grown(text, start, end, low, high), is_name)
    if len(items) < 2 or not any("and" in sep or "&" in sep or "as well" in sep for sep in seps):
        return []
    # What has something in brackets behind it is a name by itself.
    is_bare = len(items) == 2 and text[items[0][1] : items[1][0]] == seps[0] and "," not in seps[0]
    if is_bare and _is_joint(*(text[slice(*item)] for item in items)):
        return []
    shapes = [shape(text[slice(*item)]) for item in items]
    if len(set(shapes)) > 1 or not shapes[0] or any(len(text[slice(*i)].split()) > LONGEST_ITEM for i in items):
        return []
    return items


def shape(text: str) -> str:
    """What an item of a list looks like: "name", "number", "date", "word"; "" for what is no item.

    >>> shape("the Duchy of Lind"), shape("turbines"), shape("1994"), shape("who lives in Tarn")
    ('name', 'word', 'number', '')
    """
    looks = looks_like(text)
    if re.search(r"[.!?] +[A-Z][a-z]+ [a-z]", text):
        return ""  # it goes on in another sentence
    if looks != "span":
        return looks
    if _SAYS.search(text):
        return ""  # "Jo Lind was a painter; Ann Holt" says something of one of them
    words = re.findall(r"[^\W_][\w'’.-]*", text)
    large = [word for word in words if word.lower() not in _SMALL]
    if (
        large
        and (large[0][0].isupper() or large[0][0].isdigit())
        and (large[-1][0].isupper() or large[-1][0].isdigit() or len(large) == 1)
    ):
        return "name"
    is_plain = bool(words) and len(words) <= 4 and not any(word[0].isupper() for word in words)
    return "word" if is_plain and words[0] not in _CLAUSE else ""


_SAYS = re.compile(r"^[A-Z].* (?:is|was|were|are|became|has|had|who|which)\b .*[;,]")
_CLAUSE = {
    "who", "which", "that", "where", "when", "is", "was", "were", "are", "has", "had", "he", "she", "it", "they",
    "while", "but", "so", "then", "later",
}  # fmt: skip


def whole_title(text: str, start: int, end: int) -> Place:
    """A stretch as the whole title that it is a piece of: what stands in quotes around it, or with its other half.

    >>> text = 'He wrote "Sparrow; or, the Bird" and Osk; or, the River.'
    >>> [text[slice(*whole_title(text, a, b))] for a, b in ((10, 17), (37, 40))]
    ['Sparrow; or, the Bird', 'Osk; or, the River']
    >>> text = "Her paintings are Women on the Lenn (1892), Ice (1893) and Salt (1895)."
    >>> text[slice(*whole_title(text, 18, 23))]
    'Women on the Lenn'
    """
    for found in re.finditer(_QUOTED, text):
        if found.start() < start and end < found.end():
            return found.start() + 1, found.end() - 1
        if found.start() >= end:
            break
    if text[start : start + 1].isupper() and (rest := _UP_TO_YEAR.match(text, end)):
        return start, rest.end()
    other = _OTHER_HALF.match(text, end)
    return start, end if other is None else other.end() - other[0].endswith(".")


def with_quotes(text: str, start: int, end: int) -> Place:
    """A stretch with the quotes that it begins and ends in."""
    return start - (text[max(0, start - 1) : start] in _OPENING), end + (text[end : end + 1] in _CLOSING)


def _is_joint(one: str, other: str) -> bool:
    """Whether two words with "and" between them are of one name or noun: "the French and Indian War", "the Bureau of
    Buddhist and Tibetan Affairs", "time and space complexity"."""
    if shape(one) == shape(other) == "word":
        return len(one.split()) < len(other.split())
    begins = re.fullmatch(r"[Tt]he [^ ]+", one) is not None and len(other.split()) > 1
    return (" of " in one or begins) and not other.lower().startswith("the ") and " of " not in other


def _sentence(text: str, start: int, end: int) -> Place:
    """Where the sentence, or the part after a colon, that holds a stretch begins and ends."""
    low, high = 0, len(text)
    for found in _SENTENCE_END.finditer(text):
        if found.end() <= start:
            low = found.end()
        elif found.start() >= end:
            high = found.start()
            break
    return low, high


def _grown(text: str, start: int, end: int, low: int, high: int) -> Place:
    """A stretch with the names before and behind it that are in one list with it."""
    if (
        text[start : start + 1] not in _OPENING
        and shape(_ASIDE_LAST.sub("", _FIRST.split(text[start:end])[0].strip())) != "name"
    ):
        return start, end
    # "A, B is ..." is no list: names go on one up to the last that closes it.
    at = end
    while (more := _next(text, at, high)) is not None:
        at, closes = more
        end = at if closes else end
    while (less := _before(text, start, low)) is not None:
        start = less
    return start, end


def _next(text: str, end: int, high: int) -> tuple[int, bool] | None:
    """The end of the name that may go on a list behind ``end``, and whether it closes one."""
    aside = _ASIDE.match(text, end, high)
    at = aside.end() if aside else end
    between = _BETWEEN.match(text, at, high)
    if between is None or re.compile(rf",\s+{_FIRM}").match(text, at, high):
        return None
    by = _BY.match(text, between.end(), high)
    name = _NAME.match(text, by.end() if by else between.end(), high)
    if name is None:
        return None
    return name.end(), bool(between["last"] or between["and"])


def _before(text: str, start: int, low: int) -> int | None:
    """The start of the name that a list before ``start`` has."""
    low = max(low, start - _FARTHEST)
    head = text[low:start]
    found = _NAME_BEFORE.search(head)
    if found is None:
        return None
    # "In May, Tarn and Lind": what stands with a preposition before the list is none of it.
    words = found["name"].split()
    before = head[: found.start("name")].split()
    is_apart = words[0].lower() in _AT or (words[0] == "the" and before and before[-1].lower() in _AT)
    return None if is_apart else low + found.start("name")


def _cut(text: str, start: int, end: int, is_name: Callable[[str], bool]) -> tuple[list[Place], list[str]]:
    """The items between the separators of a stretch, less what is in brackets and what leads in, and the separators;
    an "and" in one name is none."""
    hidden = [found.span() for found in re.finditer(rf"\([^()]*\)|{_QUOTED}", text[start:end])]
    hidden += [found.span(found.lastgroup or 0) for found in _NO_BREAK.finditer(text[start:end])]
    seps = [
        found
        for found in _BETWEEN.finditer(text, start, end)
        if not any(low <= found.start() - start < high for low, high in hidden)
    ]
    edges = [start, *(edge for found in seps for edge in found.span()), end]
    seps = [
        found
        for at, found in enumerate(seps)
        if not (found["and"] and is_name(text[slice(*_trimmed(text, edges[2 * at], edges[2 * at + 3]))]))
    ]
    commas = [found for found in seps if found["comma"]]
    if commas and _SIDES.search(text, start, end) is None:  # no title has "to the north" in it
        # "Persuasion, Pride and Prejudice and Emma": with commas one "and" alone parts, the first behind the last.
        closing = [found for found in seps if found["and"] and found.start() > commas[-1].start()]
        seps = [*commas, *([] if commas[-1]["last"] else closing[:1])]
        seps.sort(key=lambda found: found.start())
    edges = [start, *(edge for found in seps for edge in found.span()), end]
    items = [_trimmed(text, edges[i], edges[i + 1]) for i in range(0, len(edges), 2)]
    return [item for item in items if item[0] < item[1]], [found[0] for found in seps]


def _trimmed(text: str, start: int, end: int) -> Place:
    """An item without brackets behind it, quotes around it and words that lead in."""
    while found := _LEAD.match(text, start, end):
        start = found.end()
    if (found := _BY.match(text, start, end)) and _NAME.match(text, found.end(), end):
        start = found.end()
    if found := _ARTICLE.match(text, start, end):
        start = found.end()
    if found := _ASIDE_LAST.search(text[start:end]):
        end = start + found.start()
    while start < end and text[start] in " \"“‘'":
        start += 1
    while end > start and text[end - 1] in ' "”’,;:.' and not re.search(rf"\b(?:{_FIRM}|[A-Z]\.)$", text[start:end]):
        end -= 1
    return start, end
