"""Which types are of one sort: found entities have few types, those of an imported graph may have any."""

from __future__ import annotations

from functools import lru_cache

_SORTS = {
    "person": "person per people human man woman actor actress politician writer author musician singer scientist "
    "athlete character artist director monarch player",
    "organization": "organization organisation org company business band club team university school party agency "
    "institution record_label publisher newspaper airline group",
    "location": "location loc place city country town village state province region river mountain island lake "
    "building settlement county district area facility gpe station airport street",
    "work": "work film movie book album song novel play painting game series magazine episode poem software "
    "creative_work single television_series video_game",
    "event": "event war battle tournament election festival competition conference season",
}
_SORT = {word.replace("_", " "): sort for sort, words in _SORTS.items() for word in words.split()}


@lru_cache(maxsize=4096)
def compatible(one: str, two: str, given: bool = False) -> bool:
    """Whether things of two types may be one: the types are equal or one is unknown ("").

    A given entity's types ("human|politician") are of the sort that their words say; where no word is known, they
    may be anything.
    """
    if one == two or not one or not two:
        return True
    if not given:
        return False
    sorts = [_sorts(one), _sorts(two)]
    return not sorts[0] or not sorts[1] or bool(sorts[0] & sorts[1])


def _sorts(types: str) -> frozenset[str]:
    words = [word.strip().casefold() for word in types.split("|")]
    return frozenset(_SORT[word] for word in words if word in _SORT) or frozenset(
        _SORT[last] for word in words if word for last in [word.split()[-1]] if last in _SORT
    )
