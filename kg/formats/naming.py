"""What RDF statements say of names: of each id its best label and description, its aliases and types."""

from __future__ import annotations

from collections.abc import Callable, MutableMapping, Sequence, Set
from dataclasses import dataclass
from typing import TypeVar

from kgqa.kg.formats.iris import ENTITY, ENTITY_TYPE, INVERSE_LABEL, RELATION_ALIAS, RELATION_LABEL
from kgqa.kg.formats.vocabulary import ALIAS, DESCRIPTIONS, LABELS
from kgqa.kg.names import label_of
from kgqa.types import Entity

_Key = TypeVar("_Key", int, str)

Ranked = tuple[int, int, str]
"""(rank of the language, rank of the predicate, text): the smallest is the best."""

Rank = Callable[[str], int | None]
"""The rank of a language tag, None where names in it are not asked for."""

_LABEL_RANK = {id: at for at, id in enumerate(LABELS)}
_DESCRIPTION_RANK = {id: at for at, id in enumerate(DESCRIPTIONS)}
_OF_NONE = frozenset({"mul", "und", "zxx"})
"""ISO 639-2's "multiple languages" (Wikidata's names that hold in all), "undetermined" and "no linguistic content"."""
OF_RELATIONS = frozenset({INVERSE_LABEL, RELATION_ALIAS, RELATION_LABEL})
"""Predicates whose head is a relation, even where an entity has its id too."""
NAMING = frozenset({*_LABEL_RANK, *_DESCRIPTION_RANK, ALIAS, ENTITY, ENTITY_TYPE, *OF_RELATIONS})
"""Predicates that say something of a name where their tail is a literal."""


@dataclass(slots=True)
class Names:
    """What is said of one id. A dump has millions of these: sets are made when there is something for them."""

    label: Ranked | None = None
    description: Ranked | None = None
    others: set[str] | None = None
    types: set[str] | None = None
    inverse: str = ""

    def add_label(self, label: Ranked) -> None:
        if self.label is None:
            self.label = label
            return
        best, other = sorted((self.label, label))
        self.label = best
        if other[2] != best[2]:
            self.add_alias(other[2])

    def add_alias(self, text: str) -> None:
        if self.others is None:
            self.others = set()
        self.others.add(text)

    def add_type(self, text: str) -> None:
        if self.types is None:
            self.types = set()
        self.types.add(text)

    def add_description(self, description: Ranked) -> None:
        self.description = min(self.description or description, description)

    def add_inverse(self, text: str) -> None:
        self.inverse = min(self.inverse or text, text)

    def join(self, other: Names) -> None:
        """Add all that is said in ``other``."""
        if other.label:
            self.add_label(other.label)
        for text in other.others or ():
            self.add_alias(text)
        for text in other.types or ():
            self.add_type(text)
        if other.description:
            self.add_description(other.description)
        if other.inverse:
            self.add_inverse(other.inverse)

    def text(self) -> str:
        """The label, "" where there is none."""
        return self.label[2] if self.label else ""

    def aliases(self) -> tuple[str, ...]:
        """Sorted, without the label."""
        return tuple(sorted(self.others - {self.text()})) if self.others else ()

    @property
    def is_marked(self) -> bool:
        """Whether this is an entity though no fact says so."""
        return self.types is not None and "" in self.types


_NOTHING = Names()

Said = Ranked | Names
"""Most ids have a label and nothing else: then that alone is kept."""


def names_of(said: Said | None) -> Names:
    """What is said, in full."""
    return said if isinstance(said, Names) else Names(said) if said else _NOTHING


def entity_of(id: str, said: Said | None, types: Set[str]) -> Entity:
    """The entity ``id``, with ``types`` beside those that are said."""
    if not isinstance(said, Names):
        return Entity(id, said[2] if said else label_of(id), (), "", tuple(sorted(types)) if types else ())
    kinds = (types | said.types) - {""} if said.types else types
    description = said.description[2] if said.description else ""
    return Entity(id, said.text() or label_of(id), said.aliases(), description, tuple(sorted(kinds)))


def note(said: MutableMapping[_Key, Said], key: _Key, predicate: str, value: str, lang: str, rank: Rank) -> bool:
    """Keep under ``key`` what a statement with a predicate of NAMING and this text says of its head.

    False where its language is not asked for.
    """
    text = value.strip()
    if not text:
        return True
    language = rank(lang)
    if language is None:
        return False
    place = _LABEL_RANK.get(predicate)
    if place is not None and key not in said:
        said[key] = (language, place, text)
        return True
    names = said.get(key)
    if not isinstance(names, Names):
        said[key] = names = Names(names)
    if place is not None:
        names.add_label((language, place, text))
    elif predicate in (ALIAS, RELATION_ALIAS):
        names.add_alias(text)
    elif predicate in _DESCRIPTION_RANK:
        names.add_description((language, _DESCRIPTION_RANK[predicate], value))
    elif predicate == ENTITY_TYPE:
        names.add_type(text)
    elif predicate == ENTITY:
        names.add_type("")
    elif predicate == RELATION_LABEL:
        names.add_label((language, 0, text))
    else:
        names.add_inverse(text)
    return True


def ranking(languages: Sequence[str]) -> Rank:
    """Of ``languages``, the first is preferred and what has none comes last; without any, English comes first."""
    if not languages:
        return lambda lang: 0 if _in(lang, "en") else 1 if not lang or _of_none(lang) else 2
    wanted = [language.lower() for language in languages]
    known: dict[str, int | None] = {"": len(wanted)}

    def rank(lang: str) -> int | None:
        if lang not in known:
            tag = lang.lower()
            fits = (at for at, language in enumerate(wanted) if _in(tag, language))
            known[lang] = next(fits, len(wanted) if _of_none(tag) else None)
        return known[lang]

    return rank


def _in(tag: str, language: str) -> bool:
    return tag == language or tag.startswith(f"{language}-")


def _of_none(tag: str) -> bool:
    """Whether a language tag names no one language, so that the text is for readers of any."""
    return tag.partition("-")[0] in _OF_NONE
