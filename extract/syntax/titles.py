"""The names that a document's title and opening give to what it is about."""

from __future__ import annotations

import re

from kgqa.extract.syntax.kinds import kind_of

_BRACKET = re.compile(r"\s*\(([^()]*)\)\s*$")
_OPENING = re.compile(
    r"[\s\"“”'‘’*_]*([^\s(),;:.][^(),;:\n]{0,118}?)[\"”'’*_]*(?:,?\s*[(\[]|,?\s+(?:is|was|are|were"
    r"|also known|better known|best known"
    r"|commonly known|born)\s|,\s)"
)
_LIFE = re.compile(r"[\"”'’]*,? ?[(\[][^()\[\]]*\b\d{3,4}\b")
_COPULA = re.compile(
    r"[\"”'’]*,?(?:\s*[(\[][^()\[\]]{0,150}[)\]])?(?:,[^,.]{0,80},)?\s*(?:is|was|are|were) (?:an?|the|one of the) "
)
_NOUN_WORD = re.compile(r"[\w'’-]+|[^\w\s]")
_GOES_ON = frozenset([
    "of", "in", "on", "at", "by", "from", "for", "with", "to", "that", "which", "who", "whose", "where", "when",
    "and", "or", "starring", "featuring", "based", "directed", "written", "produced", "released", "co-written",
    "created", "set", "made", "about", "known", "born", "located", "founded", "played", "performed", "as",
    "has", "had", "it", "adapted", "edited", "filmed", "shot", "published", "recorded", "composed", "built",
])  # fmt: skip
_PAPER = (
    "handbook|manual|guide|guidebook|report|newsletter|brochure|leaflet|memo|memorandum|minutes|agenda|bulletin|prospectus"
    "|white ?paper|policy|policies|faq|overview|summary|readme|documentation|glossary|changelog|factsheet|fact sheet"
    "|press release|transcript|notes|news|directory|catalogue|catalog"
)
_IS_PAPER = re.compile(
    rf"\W*(?:.*\W)?(?:{_PAPER})(?:,? (?:for )?(?:\w+ )?\d{{4}})?\W*"
    rf"|(?:\w+ ){{0,3}}(?:{_PAPER}) (?:of|on|to|for|from|about) .*",
    re.I,
)
_HEADLINE = re.compile(
    r"[A-Z0-9][\w’'.&-]*,? (?:acquires|agrees|announces|appoints|begins|buys|calls|celebrates|closes|completes|cuts"
    r"|elects|expands|hires|invests|joins|launches|loses|merges|moves|names|opens|plans|posts|presents|publishes|raises"
    r"|receives|releases|reports|sells|signs|starts|sues|unveils|wins|will|has|have|to) "
)
"""A verb in small letters behind a name: a headline, and the name of nothing."""
LONGEST_TITLE = 15
"""Words of a title that may be a name; a longer one is a headline."""


def plain_title(title: str) -> tuple[str, str]:
    """A title without its bracketed qualifier, and the qualifier.

    >>> plain_title("Velmora (1997 film)"), plain_title("Velmora")
    (('Velmora', '1997 film'), ('Velmora', ''))
    """
    title = " ".join(title.split())
    found = _BRACKET.search(title)
    if found and found.start() > 0:
        return title[: found.start()], found[1]
    return title, ""


def names_paper(text: str, title: str) -> bool:
    """Whether a title names the document and nothing that the text is about: "Velm Trust Employee Handbook", or a
    headline.

    A text that goes on to speak of what has that name is about it.

    >>> names_paper("Minutes of the Velm Board\\n\\nPresent were", "Minutes of the Velm Board")
    True
    >>> names_paper("The Last Report is a 1994 film.", "The Last Report"), names_paper("Velmora lies", "Velmora")
    (False, False)
    """
    if not _IS_PAPER.fullmatch(title) and not _HEADLINE.search(title):
        return False
    start = text.casefold().find(title.casefold())
    after = text[start + len(title) :].lstrip(" \"”'’*_") if start >= 0 else ""
    return (start < 0 or after[:1] in ("", "\n")) and title.casefold() not in after.casefold()


def opening_name(text: str, title: str) -> tuple[int, int] | None:
    """Where the text, from its first word, names what its title names: half-open offsets, or None.

    That is the title itself, or what stands before the first bracket, comma or "is" and shares the title's last word
    ("Ada Eva Lind (born 1850) was" under "Ada Lind"); before the dates of a life its first word is enough.
    """
    plain, _ = plain_title(title)
    if not plain or len(plain.split()) > LONGEST_TITLE or names_paper(text, plain):
        return None
    start = len(text) - len(text.lstrip(" \t\r\n\"“”'‘’*_"))
    if text[start : start + 4] == "The " and not plain.startswith("The "):
        start += 4
    end = start + len(plain)
    is_title = text[start:end].casefold() == plain.casefold() and not text[end : end + 1].isalnum()
    found = _OPENING.match(text)
    if found and found[1][:1].isupper() and not found[1].startswith(("In ", "On ", "At ", "This ", "These ")):
        words, wanted = found[1].casefold().split(), plain.casefold().split()
        is_fuller = (
            is_title
            and text[found.end(1) : found.end()].strip(" ,") == "("
            and all(word[:1].isupper() for word in found[1].split())
        )
        # A title without a capital is most often the name of a file.
        is_fuller = is_fuller or (
            plain != plain.lower() and len(words) > 1 and _shares(words, wanted, text[found.end(1) :])
        )
        if is_fuller and len(words) <= LONGEST_TITLE and (not is_title or found.end(1) > end):
            return found.start(1), found.end(1)
    return (start, end) if is_title else None


def _shares(words: list[str], wanted: list[str], after: str) -> bool:
    if _LIFE.match(after):
        return bool({words[0], words[-1]} & {wanted[0], wanted[-1]}) or set(wanted) <= set(words)
    return words[-1] == wanted[-1] and (words[0][0] == wanted[0][0] or wanted[0] in words)


def opening_kind(text: str, end: int) -> str:
    """The kind of thing that the opening says of the name that ends at ``end``: "is a 1959 western film directed by".

    The last noun with a kind before a word that goes on with something else; "" where there is none.

    >>> opening_kind("They Came Late is a 1959 silent western film co-written by Ada Lind.", 14)
    'film'
    """
    found = _COPULA.match(text, end)
    if not found:
        return ""
    words = []
    for word in _NOUN_WORD.findall(text, found.end(), found.end() + 200):
        if word in _GOES_ON or not word[0].isalnum():
            break
        words.append(word.lower())
    return next((kind for word in reversed(words) if (kind := kind_of(word) or kind_of(word.rpartition("-")[2]))), "")
