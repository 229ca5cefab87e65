"""Relations that encyclopaedic texts state of things: what may be asked for where no graph says which there are."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal as Choice

Sort = Choice["person", "place", "country", "date", "number", "thing"]
"""What stands at the end of a relation."""


@dataclass(frozen=True, slots=True)
class Slot:
    """A relation by its label and what its values are."""

    label: str
    sort: Sort

    def question(self, name: str) -> str:
        """The question whose answer, read in a text, is the value of this slot for what is called ``name``: slot
        filling by reading comprehension (Levy et al. 2017).

        >>> Slot("director", "person").question("Heat"), Slot("date of birth", "date").question("Ada Lind")
        ('who is the director of Heat?', 'what is the date of birth of Ada Lind?')
        """
        return f"{'who' if self.sort == 'person' else 'what'} is the {self.label} of {name}?"


_LABELS: dict[Sort, str] = {
    "person": (
        "father, mother, spouse, child, sibling, director, producer, screenwriter, author, composer, lyricist,"
        " performer, cast member, cinematographer, editor, creator, designer, architect, inventor, discoverer, founder,"
        " owner,"
        " chief executive, chairperson, head of state, head of government, mayor, coach, student, teacher, predecessor,"
        " successor"
    ),
    "date": (
        "date of birth, date of death, publication date, date of foundation, date of opening, date of discovery,"
        " date of construction, date of dissolution"
    ),
    "country": "country, country of citizenship, country of origin",
    "place": "place of birth, place of death, place of burial, residence, headquarters, capital, continent",
    "number": "population, area, elevation, length, height, duration, number of pages, number of employees",
    "thing": (
        "cause of death, occupation, educated at, employer, award received, member of political party, position held,"
        " religion, ethnic group, military branch, conflict, genre, publisher, record label, production company,"
        " distributor, original language, based on, series, part of, operator, manufacturer, developer,"
        " parent organisation, subsidiary, official language, currency, located in, architectural style, member of,"
        " team, league, sport, stadium, instrument, influenced by, movement, notable work, main subject, character,"
        " platform, named after"
    ),
}

RIVALS: tuple[tuple[str, ...], ...] = (
    ("father", "mother", "spouse", "child", "sibling"),
    ("place of birth", "place of death", "place of burial"),
)
"""Relations of which a name in a text has one: what is read for two is of the one that it is read for more surely."""

COMMON: tuple[Slot, ...] = tuple(
    Slot(label.strip(), sort) for sort, labels in _LABELS.items() for label in labels.split(",")
)
"""Labels that many graphs share; which of them a question means is the path scorer's to say."""


def rivals(slot: Slot) -> tuple[Slot, ...]:
    """The other relations that a name which is read for ``slot`` may be of.

    >>> [other.label for other in rivals(COMMON[0])]
    ['mother', 'spouse', 'child', 'sibling']
    """
    labels = next((group for group in RIVALS if slot.label in group), ())
    return tuple(other for other in COMMON if other.label in labels and other != slot)
