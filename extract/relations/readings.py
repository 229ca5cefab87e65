"""A relation's label taken apart: what it says, and which way round it says it."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

from kgqa.extract.relations.schema import spoken
from kgqa.linker.normalise import fold


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


_AUXILIARIES = _words("is are was were be been being am has have had also")
_ARTICLES = _words("a an the his her its their")
_PREPOSITIONS = _words("in at on to for with from as by of into under after over against near during")
_VERBS_WITH_OF = _words(
    "consist consists consisted composed made died dies comprised comprises formed graduated accused convicted"
    " disposed full capable built constructed instance kind type sort"
)
"""Words after which "of" does not turn a label round: a film *of* that kind."""
_IRREGULAR = {
    "wrote": "writ", "written": "writ", "sang": "sing", "sung": "sing", "made": "mak", "led": "lead", "won": "win",
    "born": "bear", "built": "build", "taught": "teach", "held": "hold", "drew": "draw", "drawn": "draw",
    "met": "meet", "bought": "buy", "sold": "sell", "sought": "seek", "fought": "fight", "knew": "know",
    "known": "know", "began": "begin", "begun": "begin", "became": "becom", "won't": "win", "ran": "run",
    "lay": "lie", "lain": "lie", "lying": "lie", "lies": "lie", "died": "die", "dies": "die", "dying": "die",
    "left": "leav", "grew": "grow", "grown": "grow", "rode": "rid", "ridden": "rid", "flew": "fly", "flown": "fly",
    "gave": "giv", "given": "giv", "took": "tak", "taken": "tak", "spoke": "speak", "spoken": "speak", "went": "go",
    "gone": "go", "shot": "shoot", "beat": "beat", "beaten": "beat", "bred": "breed", "spent": "spend", "lost": "los",
    "kept": "keep", "came": "com", "chose": "choos", "chosen": "choos", "overseen": "oversee", "oversaw": "oversee",
    "said": "say", "paid": "pay", "sent": "send", "cast": "cast", "set": "set", "put": "put", "cut": "cut",
}  # fmt: skip
_PARTICIPLES_TOO = _words("made led won born built taught held met bought sold sought fought left cast set")
_AGENTS = {
    "author": "author", "writer": "writ", "director": "direct", "producer": "produc", "composer": "compos",
    "creator": "creat", "founder": "found", "publisher": "publish", "editor": "edit", "designer": "design",
    "developer": "develop", "owner": "own", "manufacturer": "manufactur", "illustrator": "illustrat",
    "translator": "translat", "performer": "perform", "conductor": "conduct", "inventor": "invent",
    "discoverer": "discover", "killer": "kill", "builder": "build", "choreographer": "choreograph",
    "distributor": "distribut", "broadcaster": "broadcast", "painter": "paint", "narrator": "narrat",
    "presenter": "present", "operator": "operat", "manager": "manag", "leader": "lead", "ruler": "rul",
    "teacher": "teach", "trainer": "train", "sculptor": "sculpt", "employer": "employ", "winner": "win",
    "organizer": "organiz", "organiser": "organis", "engraver": "engrav", "architect": "architect",
}  # fmt: skip
"""Who does it, by the stem of what is done. Labels of one such word are those of the passive: a film's director is who
it was directed by."""
_ACTIVE = frozenset(_AGENTS.values()) - {"author", "architect"}


@dataclass(frozen=True, slots=True)
class Reading:
    """``words`` are what two labels that say the same share; ``turned``: from tail to head."""

    words: tuple[str, ...]
    turned: bool = False

    @property
    def inverse(self) -> Reading:
        """The same the other way round."""
        return Reading(self.words, not self.turned)


@lru_cache(maxsize=1 << 14)
def read_label(label: str) -> Reading:
    """What a label says, less auxiliaries, articles, tense and number.

    "author" (a book's), "has author", "written by" and "writer" are read one way; "wrote", "author of" and "writer of"
    the other. A prepositional verb keeps its preposition, so "born in" and "born on" differ.

    >>> read_label("was born in") == read_label("born in"), read_label("capital") == read_label("largest city")
    (True, False)
    >>> read_label("wrote") == read_label("was written by").inverse == read_label("is the writer of")
    True
    """
    words = fold(spoken(label)).split()
    every = words
    while words and words[0] in _AUXILIARIES:
        words = words[1:]
    words = [word for at, word in enumerate(words) if word not in _ARTICLES or len(words) == 1] or every
    if len(words) > 1 and words[-1] == "by" and _is_participle(words[-2]):
        return Reading(("by", *map(_singular, words[:-2]), _verb(words[-2])))
    if len(words) > 1 and words[-1] == "of" and not _VERBS_WITH_OF & set(words):
        return read_label(" ".join(words[:-1])).inverse
    if len(words) == 1:
        word = _singular(words[0])
        if word in _AGENTS:
            return Reading(("by", _AGENTS[word]))
        if words == every and (_verb(words[0]) in _ACTIVE or _is_past(words[0])) and not words[0].endswith("ing"):
            return Reading(("by", _verb(words[0])), turned=True)
    if len(words) > 1 and words[-1] in _PREPOSITIONS:
        return Reading((*map(_singular, words[:-2]), _verb(words[-2]), words[-1]))
    return Reading(tuple(map(_singular, words)))


def _is_past(word: str) -> bool:
    return (word.endswith("ed") and len(word) > 4) or word in _IRREGULAR


def _is_participle(word: str) -> bool:
    return word.endswith("ed") or word.endswith("en") or word in _PARTICIPLES_TOO or word in _IRREGULAR


def _verb(word: str) -> str:
    if word in _IRREGULAR:
        return _IRREGULAR[word]
    for ending in ("ing", "ed", "es", "s", "e"):
        if word.endswith(ending) and len(word) - len(ending) >= 3 and not word.endswith("ss"):
            left = word[: -len(ending)]
            doubled = ending in ("ed", "ing") and left[-1] == left[-2] and left[-1] not in "aeiouls"
            return left[:-1] if doubled else left
    return word


def _singular(word: str) -> str:
    if word.endswith("ies") and len(word) > 5:
        return word[:-3] + "y"
    if word.endswith("s") and len(word) > 3 and not word.endswith(("ss", "us", "is", "series", "species")):
        return word[:-1]
    return word
