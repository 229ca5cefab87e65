"""Facts of which a thing has one: two people with other dates of birth are two people."""

from __future__ import annotations

from kgqa.extract.resolve.name import is_person, take_apart
from kgqa.linker.normalise import fold

DATES = {
    "date of birth": "birth",
    "birth date": "birth",
    "birthdate": "birth",
    "born": "birth",
    "born on": "birth",
    "date of death": "death",
    "death date": "death",
    "died": "death",
    "died on": "death",
    "publication date": "published",
    "release date": "published",
    "released": "published",
    "inception": "founded",
    "founding date": "founded",
    "founded": "founded",
}
"""Relations whose value is a date: what it is the date of."""
NAMES = {
    "place of birth": "birthplace",
    "birth place": "birthplace",
    "birthplace": "birthplace",
    "born in": "birthplace",
    "place of death": "deathplace",
    "death place": "deathplace",
    "father": "father",
    "mother": "mother",
    "director": "director",
}
"""Relations whose value is a thing with a name."""
CONTAINED = frozenset(
    {"located in", "located in the administrative territorial entity", "country", "part of", "capital of"}
)
"""Relations by which one place is inside another: the two don't conflict as places of birth."""

_DATE_SLACK = {"published": 1, "founded": 10}
"""Years by which two values may differ: a film is released in several countries, a company founded and registered."""
LONGEST_LIFE = 120
"""Years from birth to death, at most."""


def kind_of(relation: str, type: str) -> str:
    """What a relation says of a thing of a type that it has one of, "" where it may have several."""
    folded = fold(relation)
    kind = DATES.get(folded) or NAMES.get(folded, "")
    if kind in ("published", "director", "founded"):
        return kind if not is_person(type) else ""
    return kind if is_person(type) or not type else ""


def dates_agree(one: str, two: str, slack: int = 0) -> bool:
    """Whether two dates ("1994", "1994-05-02") are equal in the parts that both give.

    >>> dates_agree("1994", "1994-05-02"), dates_agree("1994-05", "1994-06-01"), dates_agree("1994", "1995", 1)
    (True, False, True)
    """
    a, b = one.split("-"), two.split("-")
    if slack and a[0].isdecimal() and b[0].isdecimal():
        return abs(int(a[0]) - int(b[0])) <= slack
    return all(x.lstrip("0") == y.lstrip("0") for x, y in zip(a, b, strict=False))


def names_agree(one: str, two: str) -> bool:
    """Whether two folded names, of places or people, may be of one: the words of one are among those of the other."""
    a, b = set(one.split()), set(two.split())
    return a <= b or b <= a


def values_agree(kind: str, some: set[str], others: set[str], inside: dict[str, set[str]]) -> bool:
    """Whether any value of some may be one of others; of dates, of those that say most.

    ``inside``: folded names of the places that a place is in.
    """
    if kind in ("birth", "death", "published", "founded"):
        some, others = _fullest(some), _fullest(others)
        return any(dates_agree(a, b, _DATE_SLACK.get(kind, 0)) for a in some for b in others)
    return any(names_agree(a, b) or b in inside.get(a, ()) or a in inside.get(b, ()) for a in some for b in others)


def lives_apart(births: set[str], deaths: set[str]) -> bool:
    """Whether no life goes from one of these births to one of these deaths: who died in 1850 was not born in 1985.

    >>> lives_apart({"1985"}, {"1850-03-01"}), lives_apart({"1801"}, {"1850"}), lives_apart({"1801"}, {"1950"})
    (True, False, True)
    """
    ages = [died - born for born in map(_year, births) for died in map(_year, deaths) if born and died]
    return bool(ages) and not any(0 <= age <= LONGEST_LIFE for age in ages)


def _year(date: str) -> int:
    """The year of a date after Christ, 0 where it tells none."""
    year = date.split("-")[0]
    return int(year) if len(year) == 4 and year.isdecimal() else 0


def _fullest(dates: set[str]) -> set[str]:
    most = max((date.count("-") for date in dates), default=0)
    return {date for date in dates if date.count("-") == most}


def place_name(name: str) -> str:
    """A neighbour's name as it is compared: folded, without bracket."""
    taken = take_apart(name, False)
    return " ".join((*taken.words, *taken.place.split()))
