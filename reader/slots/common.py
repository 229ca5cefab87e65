"""Relations that encyclopaedic texts state of things: what may be asked for where no graph says which there are."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal as Choice

Sort = Choice["person", "place", "country", "date", "number", "body", "thing"]
"""What stands at the end of a relation; a body (a school, a company, a prize) has a name of its own, other things need
none."""


@dataclass(frozen=True, slots=True)
class Slot:
    """A relation by its label and what its values are."""

    label: str
    sort: Sort

    def question(self, name: str) -> str:
        """The question whose answer, read in a text, is the value of this slot for what is called ``name``: slot
        filling by reading comprehension (Levy et al. 2017).

        >>> Slot("director", "person").question("Heat"), Slot("place of birth", "place").question("Ada Lind")
        ('who directed Heat?', 'what is the place of birth of Ada Lind?')
        """
        asked = ASKED.get(self.label, f"{'who' if self.sort == 'person' else 'what'} is the {self.label} of §?")
        return asked.replace("§", name)


ASKED: dict[str, str] = {
    "director": "who directed §?", "producer": "who produced §?", "screenwriter": "who wrote the screenplay of §?",
    "author": "who wrote §?", "composer": "who composed the music of §?", "lyricist": "who wrote the lyrics of §?",
    "performer": "who recorded §?", "architect": "who designed §?", "inventor": "who invented §?",
    "builder": "who built §?", "discoverer": "who discovered §?", "founder": "who founded §?",
    "date of birth": "when was § born?",
    "date of death": "when did § die?", "publication date": "when was § released?",
    "date of foundation": "when was § founded?", "country of citizenship": "what nationality is §?",
    "country of origin": "which country is § from?", "educated at": "which school or university did § attend?",
    "award received": "which award did § receive?", "area": "how large is §?",
}  # fmt: skip
"""How people ask for a relation, where a reader finds more so than by its label."""


_LABELS: dict[Sort, str] = {
    "person": (
        "father, mother, spouse, child, sibling, director, producer, screenwriter, author, composer, lyricist,"
        " performer, cast member, cinematographer, editor, creator, designer, architect, inventor, discoverer, founder,"
        " builder, owner,"
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
    "body": (
        "educated at, employer, award received, member of political party, publisher, record label,"
        " production company, distributor, operator, manufacturer, developer, parent organisation, subsidiary,"
        " member of, team, league"
    ),
    "thing": (
        "cause of death, occupation, position held, religion, ethnic group, military branch, conflict, genre,"
        " original language, based on, series, part of, official language, currency, located in, architectural"
        " style, sport, stadium, instrument, influenced by, movement, notable work, main subject, character,"
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
