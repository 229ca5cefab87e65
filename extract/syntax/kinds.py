"""What the words around a name say of the type of the thing that it names."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from kgqa.extract.syntax.lexicon import KIND_OF, PARENTS

if TYPE_CHECKING:
    from spacy.tokens import Token


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


FEMALE = _words("""
actress woman daughter wife sister mother queen princess duchess countess widow girl businesswoman noblewoman
heroine empress goddess hostess waitress nun baroness chairwoman congresswoman spokeswoman grandmother
granddaughter aunt niece mrs ms miss lady dame madame
""")
MALE = _words("""
man son husband brother father king prince duke count widower boy businessman nobleman emperor monk priest baron
chairman congressman statesman spokesman grandfather grandson uncle nephew mr sir lord
""")
"""Nouns that tell whether "he" or "she" follows."""

_MORE = {
    "actor": "person", "activist": "person", "artist": "person", "star": "person", "lawyer": "person",
    "attorney": "person",
    "leader": "person", "member": "", "station": "organization", "network": "organization", "franchise": "work",
    "highway": "location", "road": "location", "street": "location", "airport": "location", "building": "location",
    "castle": "location", "bridge": "location", "park": "location", "stadium": "location", "church": "location",
    "palace": "location", "area": "location", "capital": "location", "port": "location", "ship": "product",
    "car": "product", "aircraft": "product", "device": "product", "software": "product", "engine": "product",
    "western": "film", "melodrama": "film", "serial": "film", "short": "film", "sitcom": "work", "miniseries": "work",
    "painter": "person", "leader-writer": "person", "foundation": "organization", "ministry": "organization",
    "department": "organization", "council": "organization", "committee": "organization", "commission": "organization",
    "cemetery": "location", "competition": "event", "conference": "event", "congress": "event", "tour": "event",
    "race": "event", "observatory": "organization", "lighthouse": "location", "cathedral": "location",
    "monastery": "location", "convent": "location", "mill": "location", "mine": "location", "dam": "location",
    "canal": "location", "railway": "organization", "refinery": "organization", "factory": "organization",
    "distillery": "organization", "academy": "organization", "gallery": "organization", "theatre": "organization",
    "theater": "organization", "prison": "location", "fortress": "location", "glacier": "location",
    "plateau": "location", "aquarium": "organization", "zoo": "location",
}  # fmt: skip

NEVER_NAMES = _words("""
observatory lighthouse museum library hospital university college institute institution academy cathedral monastery
convent mill mine dam canal railway refinery factory distillery brewery orchestra theatre theater gallery prison
fortress glacier plateau volcano aquarium zoo company corporation society association foundation festival airport
stadium arena cemetery mountain mountains island islands archipelago peninsula river district county province
municipality republic kingdom school
""")
"""Nouns with which a name is hardly ever somebody's, though the model says so of "Norvik Observatory"."""
_QUALIFIER_WORD = re.compile(r"[a-z]+")
_BY = _words("""
direct write produce compose play star portray marry perform sing film co-write co-direct
""")


def kind_of(noun: str) -> str:
    """The kind of thing that a noun (its lemma) says: "film", "person", "location", ...; "" where it says none."""
    return KIND_OF.get(noun) or _MORE.get(noun, "")


def type_of(kind: str) -> str:
    """The type that a kind is of.

    >>> type_of("film"), type_of("person"), type_of("")
    ('work', 'person', '')
    """
    return PARENTS.get(kind, kind)


def of_qualifier(qualifier: str) -> str:
    """The kind that a title's qualifier says: its last noun before a comma ("1997 film", "footballer, born 1978")."""
    words = _QUALIFIER_WORD.findall(qualifier.split(",")[0].lower())
    return next((kind for word in reversed(words) if (kind := kind_of(word))), "")


def describing(root: Token) -> list[Token]:
    """The nouns that a name's head is said to be: "X is a NOUN", "the NOUN is X", "X, a NOUN", "the NOUN X"."""
    found: list[Token] = []
    head = root.head
    if root.dep_ in ("nsubj", "nsubjpass") and head.lemma_ == "be":
        for child in head.children:
            if child.dep_ == "attr" and child.pos_ == "NOUN":
                found.append(child)
                found.extend(other for other in child.conjuncts if other.pos_ == "NOUN")
    if root.dep_ == "attr" and head.lemma_ == "be":
        found.extend(child for child in head.children if child.dep_ == "nsubj" and child.pos_ == "NOUN")
    found.extend(child for child in root.children if child.dep_ == "appos" and child.pos_ == "NOUN")
    if root.dep_ == "appos" and head.pos_ == "NOUN" and head.i < root.i:
        found.append(head)
    for child in root.children:
        if child.dep_ == "compound" and child.pos_ == "NOUN" and child.text.islower() and child.i < root.i:
            found.append(child)
    return found


_KIN = _words("""
son daughter child brother sister sibling twin husband wife father mother parent grandson granddaughter grandfather
grandmother uncle aunt nephew niece cousin widow widower
""")


def is_kin(root: Token) -> bool:
    """Whether a name stands as relatives do: in "brothers: X and Y", or in "son of X and Y" beside a person's name."""
    first = root
    while first.dep_ == "conj" and first.head.i < first.i:
        first = first.head
    head = first.head
    if first.dep_ == "appos" and head.tag_ == "NNS" and head.lemma_ in _KIN:
        return True
    if first.dep_ == "pobj" and head.lower_ in ("of", "to"):
        head = head.head
    elif first.dep_ != "poss":
        return False
    return bool(head.lemma_ in _KIN) and any(token.ent_type_ == "PERSON" for token in (first, *first.conjuncts))


def is_birthplace(root: Token) -> bool:
    """Whether a name stands as places do: "born in X"."""
    return bool(root.dep_ == "pobj" and root.head.lower_ == "in" and root.head.head.lower_ == "born")


def is_agent(root: Token) -> bool:
    """Whether a name stands as people do: "directed by X", "starring X", "X was born"."""
    head = root.head
    if root.dep_ == "pobj" and head.lower_ == "by" and head.head.lemma_ in _BY:
        return True
    if root.dep_ == "dobj" and head.lower_ in ("starring", "featuring", "married"):
        return True
    return bool(root.dep_ == "nsubjpass" and head.lower_ == "born")
