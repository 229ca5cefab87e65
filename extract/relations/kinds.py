"""The few kinds that all types and classes come down to, and whether a thing of one type may be of a class."""

from __future__ import annotations

from functools import lru_cache

from kgqa.extract.relations.ontology import THING, Ontology
from kgqa.extract.relations.schema import spoken
from kgqa.linker.normalise import fold

KINDS = ("person", "organization", "location", "work", "event")
"""What the extractors of entities tell apart at least."""

_WORDS = {
    "person": """
        person people human man woman character astronaut scientist politician artist athlete player head
        sportsperson personnel laureate footballer writer author actor actress singer musician composer
        director producer architect president leader mayor king queen monarch ruler representative employee
        officer commander engineer lyricist jockey judge lawyer physician doctor teacher student coach
        manager chairman chancellor minister deity saint designer inventor editor painter poet journalist
        critic captain soldier pilot crew per agent cyclist boxer swimmer golfer driver comedian dancer chef
        member individual creator
    """,
    "organization": """
        organization organisation company business firm corporation enterprise university school college
        institution institute agency party team club band orchestra ensemble government ministry department
        publisher label army navy league subsidiary channel library body association federation union church
        hospital airline manufacturer brand station studio bank society committee council parliament
        legislature unit branch force org foundation
    """,
    "location": """
        location place city town village country state nation county region province district territory area
        municipality settlement continent island river lake sea ocean mountain valley range peninsula park
        street road airport building stadium monument museum station venue arena hospital university school
        church castle bridge tower headquarters site gpe loc fac facility capital planet star galaxy body
        constellation runway port harbour theatre theater house hotel ground campus library observatory dam
        reservoir basin watercourse headquarter
    """,
    "work": """
        work film movie book novel song album single play poem opera episode series show newspaper magazine
        journal software game painting sculpture musical comic manga article composition dataset publication
        document report literature literary drama work_of_art
    """,
    "event": """
        event war battle conflict election festival tournament championship competition match race season
        attack mission expedition revolution treaty ceremony disaster earthquake olympics game
    """,
}
_KINDS_OF_WORD: dict[str, frozenset[str]] = {
    word: frozenset(kind for kind in KINDS if word in _WORDS[kind].split())
    for kind in KINDS
    for word in _WORDS[kind].split()
}
_MIXED = (frozenset({"organization", "location"}), frozenset({"work", "organization"}))
"""Kinds that one thing is often called both by: a university, a country; a newspaper."""
_OTHERS = ("product", "misc", "miscellaneous", "other", "thing", "entity", "language", "law", "norp", "nationality")
"""Types that extractors use for what is of none of these kinds."""


@lru_cache(maxsize=1 << 12)
def kinds_of(label: str) -> frozenset[str]:
    """The kinds that the last word of a label that has any stands for; none where no word is known.

    >>> sorted(kinds_of("film production company")), sorted(kinds_of("ComicsCharacter")), kinds_of("genre")
    (['organization'], ['person'], frozenset())
    """
    words = fold(spoken(label)).split()
    head = words.index("of") if "of" in words[1:] else len(words)
    for word in reversed(words[:head]):
        for form in (word, word.removesuffix("s"), word.removesuffix("es"), word.removesuffix("ies") + "y"):
            if form in _KINDS_OF_WORD:
                return _KINDS_OF_WORD[form]
        return frozenset()
    return frozenset()


class Fit:
    """Tells whether things of a type ("person", "city") may be of an ontology's class. In doubt they may.

    A type that is the label of a class fits that class, what is above and what is below it. Else the kinds of both
    decide, by their labels and by the classes above; a type or class of no known kind fits everything, but for a type
    that names a class and is none of the extractors' own kinds: whoever brings types of an ontology means them. (The
    sentence encoder was tried for classes of no known kind. On those of Text2KGBench it took occupations and sports
    for people and genres for works: words of a kind are near to what is said of that kind.)
    """

    def __init__(self, ontology: Ontology) -> None:
        self._ontology = ontology
        self._by_name: dict[str, set[str]] = {}
        for one in ontology.classes:
            for name in (one.label, *one.aliases):
                self._by_name.setdefault(fold(spoken(name)), set()).add(one.id)
        self._lineage = {one.id: frozenset(ontology.lineage(one.id)) for one in ontology.classes}
        self._kinds = {one.id: self._kinds_of_class(one.id) for one in ontology.classes}
        self._known: dict[tuple[str, str], bool] = {}

    def classes(self, type: str) -> tuple[str, ...]:
        """The ids of the classes that a type names, sorted; () for none."""
        return tuple(sorted(self._by_name.get(fold(spoken(type)), ())))

    def fits(self, type: str, asked: str) -> bool:
        """Whether a thing of this type ("" is unknown) may be of the class with the id ``asked`` ("" is any)."""
        key = (type, asked)
        if key not in self._known:
            self._known[key] = self._fits(type, asked)
        return self._known[key]

    def is_named(self, asked: str) -> bool:
        """Whether things of the class are people, places or the like, which have names of their own."""
        return bool(self._kinds.get(asked))

    def _fits(self, type: str, asked: str) -> bool:
        if not fold(type) or asked in ("", THING) or asked not in self._lineage:
            return True
        named = self.classes(type)
        if any(asked in self._lineage[one] or one in self._lineage[asked] for one in named):
            return True
        kinds = kinds_of(type)
        if not kinds:
            kinds = frozenset(kind for one in named for kind in self._kinds[one])
        if kinds and self._kinds[asked]:
            both = kinds | self._kinds[asked]
            return bool(kinds & self._kinds[asked]) or any(both <= mixed for mixed in _MIXED)
        return not named or fold(type) in KINDS or fold(type) in _OTHERS

    def _kinds_of_class(self, id: str) -> frozenset[str]:
        for one in self._ontology.lineage(id):
            known = self._ontology.by_id.get(one)
            for name in (known.label, *known.aliases) if known else ():
                if kinds := kinds_of(name):
                    return kinds
        return frozenset()
