"""Ways in which a graph writes what a sentence says: "27,400" as "27400.0", "Bury FC" as "Bury_F.C.".

Each takes the words said and the sentence, and gives what the graph may write, or "" where it has nothing to change.
Which of them a graph keeps to is learned (:mod:`~kgqa.extract.relations.forms`).
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping

from kgqa.extract.relations.dates import MONTHS, dates_in, numbers_in
from kgqa.extract.resolve.places import DEMONYMS

PLAIN = "plain"
PLACE = ", "
"""The ways of the words as they stand, and of a place with the larger one that the sentence names too."""

QUOTED = "quoted"
"""In quotation marks, after another way: "iso quoted"."""

_MORE = "+"
_CAPITALS = re.compile(r"(?:[A-Z]\.?){2,4}")
_SINGLE = re.compile(r"(?:[A-Z]\.?)+")


def same(one: str, other: str) -> bool:
    """Whether two names are one to Text2KGBench: blanks, underscores and case do not count.

    >>> same("Port_Oda", "port oda")
    True
    """
    return bare(one) == bare(other)


def bare(text: str) -> str:
    """A name without what does not count in it: see :func:`same`."""
    return "".join(text.replace("_", " ").split()).lower()


def _number(text: str) -> float | None:
    found = numbers_in(text)
    return found[0][2] if len(found) == 1 else None


def _float(text: str) -> str:
    value = _number(text)
    if value is None:
        return ""
    return f"{value:.1f}" if value == int(value) else repr(value)


def _whole(text: str) -> str:
    value = _number(text)
    return "" if value is None or value != int(value) else str(int(value))


def _digits(text: str) -> str:
    found = numbers_in(text)
    return text[found[0][0] : found[0][1]] if len(found) == 1 else ""


def _iso(text: str) -> str:
    found = dates_in(text)
    return found[0].iso if len(found) == 1 else ""


def _spoken(text: str) -> str:
    found = dates_in(text)
    if len(found) == 1:
        return found[0].spoken
    return f"01 {MONTHS[0]} {text}" if re.fullmatch(r"\d{4}", text) else ""


def _ends(text: str) -> str:
    words = text.split()
    return f"{words[0]} {words[-1]}" if len(words) > 2 and words[0][:1].isupper() else ""


def _initials(text: str) -> str:
    """Single letters before a word get their full stops: "A B White", "J.V White"."""
    words = text.split()
    made = [
        " ".join(f"{letter}." for letter in word if letter != ".")
        if at + 1 < len(words) and _SINGLE.fullmatch(word) and len(word.replace(".", "")) < 3
        else word
        for at, word in enumerate(words)
    ]
    return " ".join(made)


def _dotted(text: str) -> str:
    return " ".join(
        "".join(f"{letter}." for letter in word if letter != ".") if _CAPITALS.fullmatch(word) else word
        for word in text.split()
    )


def _singular(text: str) -> str:
    for ending, one in (("ies", "y"), ("oes", "o"), ("s", "")):
        if text.endswith(ending) and not text.endswith(("ss", "us", "is")) and len(text) > len(ending) + 2:
            return text.removesuffix(ending) + one
    return ""


def _bracketed(text: str) -> str:
    """What kind of thing it is, said behind a name, goes into brackets: "Velm journal"."""
    before, _, kind = text.rpartition(" ")
    return f"{before} ({kind})" if before and before[:1].isupper() and kind.isalpha() and kind.islower() else ""


def _bare_name(text: str) -> str:
    """The name without the kind of thing said behind it."""
    before, _, kind = text.rpartition(" ")
    return before if before and before[:1].isupper() and kind.isalpha() and kind.islower() else ""


def _dashed(text: str) -> str:
    return text.replace("-", "–")


def _country(text: str) -> str:
    first, blank, rest = text.partition(" ")
    country = DEMONYMS.get(first.lower()) or DEMONYMS.get(first.lower().removesuffix("s"))
    return country.title() + blank + rest if country else ""


def _no_article(text: str) -> str:
    first, _, rest = text.partition(" ")
    return rest if first.lower() in ("the", "a", "an", "its", "his", "her", "their") else ""


STYLES: Mapping[str, Callable[[str], str]] = {
    PLAIN: lambda text: text,
    "float": _float,
    "whole": _whole,
    "digits": _digits,
    "iso": _iso,
    "spoken": _spoken,
    "ends": _ends,
    "initials": _initials,
    "dotted": _dotted,
    "singular": _singular,
    "bracketed": _bracketed,
    "bare name": _bare_name,
    "dashed": _dashed,
    "country": _country,
    "no article": _no_article,
}
"""Ways that need the words alone."""


def written(said: str, sentence: str, larger: Iterable[str] = ()) -> dict[str, str]:
    """What each way makes of the words said, :data:`PLAIN` first; ways that change nothing are left out.

    ``larger``: places that others lie in, of which the sentence may name one: "Brinn" is "Brinn, Lorn" then.

    >>> written("Brinn", "Brinn is a town in Lorn.", ["Lorn"])
    {'plain': 'Brinn', ', ': 'Brinn, Lorn'}
    """
    made = {PLAIN: said}
    for way, write in STYLES.items():
        text = write(said)
        if text and not same(text, said):
            made[way] = text
    place = _larger(said, sentence, larger)
    if place:
        made[PLACE] = f"{said}, {place}"
    return made


def _larger(said: str, sentence: str, larger: Iterable[str]) -> str:
    """The place that the sentence names next after ``said``, or else before it."""
    if "," in said or not said[:1].isupper():
        return ""
    at = sentence.find(said)
    rest = sentence[at + len(said) :] if at >= 0 else ""
    for text in (rest, sentence[: max(at, 0)]):
        places = [(found.start(), place) for place in larger if place != said and (found := _named(place, text))]
        if places:
            return min(places)[1]
    return ""


def _named(place: str, text: str) -> re.Match[str] | None:
    return re.search(rf"\b{re.escape(place)}\b", text) if place in text else None


def ways_to(name: str, made: Mapping[str, str]) -> set[str]:
    """Ways that come to ``name``: those that :func:`written` tells, the same in quotation marks, and only where none of
    these does, what puts something behind what one of them made.

    >>> ways_to("62.0 (metres)", {"plain": "62", "float": "62.0"})
    {'float+ (metres)'}
    """
    found = {way for way, text in made.items() if same(text, name)}
    found |= {f"{way} {QUOTED}" for way, text in made.items() if same(f'"{text}"', name)}
    return found or set(_endings(name, made))


def _endings(name: str, made: Mapping[str, str]) -> Iterator[str]:
    clean = name.replace("_", " ")
    for way, text in made.items():
        if way != PLACE and len(clean) > len(text) + 1 and clean.lower().startswith(text.lower()):
            ending = clean[len(text) :]
            if ending[0] == " ":
                yield f"{way}{_MORE}{ending}"


def base(way: str) -> str:
    """The way that another goes on from: "float" of "float+ (metres)" and of "float quoted".

    >>> base("float+ (metres)"), base("iso quoted"), base(PLACE)
    ('float', 'iso', ', ')
    """
    return way.partition(_MORE)[0].removesuffix(f" {QUOTED}")


def further(way: str, made: Mapping[str, str]) -> str:
    """What a way that goes on from another makes; "" where that made nothing, or has a bracket or that ending already.

    >>> further("float+ (metres)", {"plain": "62", "float": "62.0"}), further("plain+ war", {"plain": "Dorn war"})
    ('62.0 (metres)', '')
    """
    text = made.get(base(way), "")
    _, more, ending = way.partition(_MORE)
    if not text:
        return ""
    if more:
        return "" if "(" in text or text.lower().endswith(ending.lower()) else text + ending
    return f'"{text}"' if way.endswith(QUOTED) else ""
