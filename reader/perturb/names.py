"""Invented names, and what sort of thing a question asks for: what is put in place of what stands there.

Every name is made up, so that no reader has met it and no text says anything true of it.
"""

from __future__ import annotations

import random
import re
from typing import Literal, Protocol

Sort = Literal["person", "place", "date", "number", "thing"]


class Inventor(Protocol):
    """Makes up a name of a sort, as :func:`invented` does."""

    def __call__(self, sort: Sort, generator: random.Random, *, but_not: str) -> str:
        """A name of which no word stands in the text ``but_not``."""
        ...


PEOPLE = (
    "Tomas Verrick", "Ilse Hadmar", "Orrin Castelby", "Maren Dovesey", "Pavel Quillon", "Sunniva Arkwell",
    "Dario Fenmoor", "Linnea Ostrava-Pike", "Hugo Marrenby", "Teodora Vance-Ruhl", "Anselm Krovik", "Bettina Sorrel",
)  # fmt: skip
PLACES = (
    "Veldoria", "Port Hasken", "Karnesh", "Lower Mirrin", "Osmarra", "Tarnholt", "Quessin", "Brannock Vale",
    "Zelmaria", "Upper Dunmarsh", "Harrowfen", "Istvaal",
)  # fmt: skip
THINGS = (
    "Corvane", "Melisar", "Tessaline", "Pellworth", "Drovane", "Ashkelmar", "Wintrel", "Gorsemont",
    "Rhialdo", "Yarrowby", "Kestrine", "Oblinar",
)  # fmt: skip
FACTS = (
    "{} | mascot: grey heron",
    "{} | postal code: 70931",
    "{} | twin town: Lower Mirrin",
    "{} | flower: blue sedge",
    "{} | catalogue number: K 4417",
    "Harrowfen | mascot: silver pike",
    "Pellworth | made of: pressed felt",
    "Ilse Hadmar | occupation: bell founder",
    "Osmarra | borders: Tarnholt ; Quessin",
    "Corvane | colour: pale ochre",
)
"""Facts that answer nothing; "{}" is what the question names."""

_CLUES: tuple[tuple[Sort, str], ...] = (
    ("number", r"\bhow (?:many|much|long|old|far|tall|high|deep|fast|large|big)\b|\bwhat (?:percent|number)"),
    ("date", r"\bwhen\b|\b(?:what|which) (?:year|date|day|month|century|decade)\b"),
    ("person", r"\bwho(?:m|se)?\b|\b(?:what|which) (?:person|man|woman|king|queen|emperor|pope|president|scientist)\b"),
    ("place", r"\bwhere\b|\b(?:what|which) (?:country|city|town|place|state|region|river|island|continent|county)\b"),
)


def sort_asked(question: str) -> Sort:
    """The sort of thing that a question asks for, by its first clue.

    >>> sort_asked("In what year was Brinn built?"), sort_asked("Who built it?"), sort_asked("What is it?")
    ('date', 'person', 'thing')
    """
    found = [(match.start(), sort) for sort, clue in _CLUES if (match := re.search(clue, question, re.IGNORECASE))]
    return min(found)[1] if found else "thing"


def invented(sort: Sort, generator: random.Random, *, but_not: str) -> str:
    """A name of the sort of which no word stands in the text ``but_not``; a year for a date."""
    if sort in ("date", "number"):
        low, high = (1500, 1990) if sort == "date" else (12, 980)
        return next(n for n in iter(lambda: str(generator.randint(low, high)), "") if n not in but_not)
    names = {"person": PEOPLE, "place": PLACES}.get(sort, THINGS)
    free = [name for name in names if not any(word in but_not for word in name.split())]
    return generator.choice(free or list(names))


def names_in(question: str) -> list[tuple[int, int]]:
    """Runs of capitalised words that are no question word or the like, as half-open characters, in order.

    >>> [(s, e)] = names_in("In what year did Port Brinn burn?")
    >>> "In what year did Port Brinn burn?"[s:e]
    'Port Brinn'
    """
    runs: list[tuple[int, int]] = []
    for found in re.finditer(r"[^\W\d_][\w-]*", question):
        if found[0][0].isupper() and not _NO_NAME.fullmatch(found[0]):
            joined = runs and question[runs[-1][1] : found.start()] == " "
            start = runs.pop()[0] if joined else found.start()
            runs.append((start, found.end()))
    return runs


_NO_NAME = re.compile(
    "Who|Whom|Whose|What|Which|When|Where|Why|How|In|On|At|To|From|For|By|Of|With|Under|During|Through|Into|After|"
    "Before|Is|Are|Was|Were|Do|Does|Did|Has|Have|Had|Can|Could|The|A|An|If|As|About|I|Name|Along|Besides|According|"
    "Other|Since|Instead|Many|Some|All|Between|Within|Upon|Out|Although|While"
)
