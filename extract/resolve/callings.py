"""What people do and where they are of: two of one name who share neither are two."""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache

from kgqa.extract.resolve.places import DEMONYMS, usual
from kgqa.linker.normalise import fold

NATION, FIELD = "nation", "field"
"""What is known of a person beside the facts that one has one of."""
RELATIONS = {
    "nationality": NATION,
    "country of citizenship": NATION,
    "citizenship": NATION,
    "occupation": FIELD,
    "profession": FIELD,
}
"""Relations that say it."""
_ONE_NATION = {
    "england": "britain", "scotland": "britain", "wales": "britain", "unitedkingdom": "britain", "uk": "britain",
    "catalonia": "spain", "basquecountry": "spain", "flanders": "belgium", "sovietunion": "russia",
    "austria": "germany", "prussia": "germany", "bohemia": "czechrepublic", "czechoslovakia": "czechrepublic",
}  # fmt: skip  # a list of words, as many to a line as fit
"""Countries of which texts call one person now by one, now by the other."""
_FIELDS = {
    "sport": "footballer player boxer cyclist swimmer sprinter runner wrestler athlete cricketer golfer skier skater "
    "rower jockey goalkeeper striker gymnast rider fencer biathlete midfielder defender pitcher quarterback sprinter",
    "arts": "actor actress director filmmaker producer writer novelist poet playwright dramatist screenwriter author "
    "painter sculptor composer musician singer songwriter pianist violinist cellist guitarist drummer dancer artist "
    "illustrator architect photographer comedian conductor organist rapper soprano tenor lyricist cinematographer",
    "science": "physicist chemist mathematician biologist botanist zoologist astronomer geologist physician surgeon "
    "engineer economist historian linguist philosopher scientist psychologist sociologist",
    "state": "politician monarch king queen emperor diplomat mayor senator governor minister nobleman noblewoman peer "
    "general admiral officer soldier colonel lawyer judge",
    "church": "bishop archbishop cardinal priest missionary monk nun theologian abbot rabbi imam preacher",
}
_FIELD = {word: field for field, words in _FIELDS.items() for word in words.split()}


@lru_cache(maxsize=4096)
def said_by(relation: str, name: str) -> tuple[str, str] | None:
    """What a relation with a thing of this name says: ("nation", "belgium"), ("field", "arts"); None where nothing.

    >>> said_by("nationality", "Belgian"), said_by("occupation", "concert cellist"), said_by("occupation", "baker")
    (('nation', 'belgium'), ('field', 'arts'), None)
    """
    kind = RELATIONS.get(relation)
    words = fold(name).split()
    if kind is None or not words:
        return None
    if kind == FIELD:
        return (kind, _FIELD[words[-1]]) if words[-1] in _FIELD else None
    joined = "".join(words)
    country = DEMONYMS.get(joined) or usual(joined)
    return kind, _ONE_NATION.get(country, country)


def are_two(some: dict[str, set[str]], others: dict[str, set[str]]) -> bool:
    """Whether two people of one name are two by this: of other nations and in other fields."""
    return all(_apart(some.get(kind, ()), others.get(kind, ())) for kind in (NATION, FIELD))


def _apart(some: Iterable[str], others: Iterable[str]) -> bool:
    return bool(some) and bool(others) and not set(some) & set(others)
